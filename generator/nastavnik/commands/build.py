"""`nastavnik build`: the site of a school from its records."""

import datetime as dt
import sys
from functools import partial
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.building.site import build
from nastavnik.commands.interrupting import settled, stoppable_build
from nastavnik.commands.options import (
    JOBS,
    day_of,
    drafts_option,
    engine_option,
    root_option,
    site_option,
    today_option,
)
from nastavnik.commands.problems import print_rejected
from nastavnik.commands.progress import progress
from nastavnik.commands.usage import Command
from nastavnik.engines import Engine
from nastavnik.errors import ContentRejected
from nastavnik.office.editors import kept_up
from nastavnik.school.guard import secrecy
from nastavnik.search import find, wanted


@click.command(cls=Command)
@root_option
@today_option
@drafts_option
@site_option
@engine_option
@click.option("--jobs", type=click.IntRange(1, 64), default=JOBS, show_default=True, help=messages.HELP_JOBS)
@click.option("--no-search", is_flag=True, help=messages.HELP_NO_SEARCH)
def build_command(
    root: Path, today: dt.date | None, drafts: bool, site: Path | None, engine: str, jobs: int, no_search: bool
) -> None:
    project = Project.at(root, site)
    day, is_first = day_of(project, today), not project.state.is_dir()
    settled(project)
    work = partial(build, project, day, Engine(engine), drafts=drafts, jobs=jobs, searchable=not no_search)
    try:
        with stoppable_build() as on_switch, progress() as tell:
            report = work(progress=tell, on_switch=on_switch)
    except ContentRejected as rejected:
        print_rejected(rejected)
        sys.exit(1)
    kept_up(project.root, project.content)
    for note in report.notes:
        click.echo(messages.labelled(messages.NOTE, note), err=True)
    done = report.switched
    click.echo(messages.built(report.pages, done.written, done.deleted, done.unchanged, len(report.problems)))
    if is_first and any(True for _ in secrecy.secrets(project.content)):
        click.echo(messages.KEEP_PRIVATE)
    if not no_search and wanted(project.root) and find() is None:
        click.echo(messages.NO_PAGEFIND, err=True)
