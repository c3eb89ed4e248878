"""`nastavnik fragments`: the section as pages to paste where no site of our own can run."""

import datetime as dt
import sys
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.interrupting import settled
from nastavnik.commands.options import day_of, root_option, today_option
from nastavnik.commands.problems import print_text
from nastavnik.commands.usage import Command
from nastavnik.errors import ContentRejected
from nastavnik.office.pasting.address_table import TABLE
from nastavnik.office.pasting.pasting import write_fragments
from nastavnik.text.source import Problem


@click.command(cls=Command)
@click.argument("folder", metavar="ПАПКА", type=click.Path(path_type=Path, file_okay=False))
@root_option
@today_option
def fragments_command(folder: Path, root: Path, today: dt.date | None) -> None:
    project = Project.at(root)
    settled(project)
    try:
        section = write_fragments(project, folder, day_of(project, today))
    except ContentRejected as rejected:
        print_text([problem for problem in rejected.problems if isinstance(problem, Problem)])
        click.echo(messages.fragments_rejected(len(rejected.problems)), err=True)
        sys.exit(1)
    for line in section.summary:
        click.echo(line)
    click.echo(messages.fragments_start(str(section.start), TABLE))
