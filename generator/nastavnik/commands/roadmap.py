"""`nastavnik roadmap docx`: a roadmap as a Word file ready for signature."""

import datetime as dt
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import outside, ready, record_of, root_option, today_option
from nastavnik.commands.outputs import form_of, write_output
from nastavnik.commands.usage import Command
from nastavnik.office.roadmap_word import roadmap_word
from nastavnik.records import Roadmap


@click.command(cls=Command)
@click.argument("id", metavar="ИМЯ")
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ.docx", help=messages.HELP_DOCX_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@root_option
@today_option
def docx(id: str, output: Path | None, force: bool, root: Path, today: dt.date | None) -> None:
    project = Project.at(root)
    prepared = ready(project, today, drafts=True)
    entry = record_of(prepared, Roadmap, id)
    target = outside(output or Path(f"{id}.docx"), [project.site], messages.ROADMAP_INSIDE_SITE, force=force)
    form_of(None, target, ["docx"])
    data = roadmap_word(entry.record, prepared.catalogue.school)
    write_output(project, "roadmap docx", target, data, messages.ROADMAP_DOCX_NEXT)
