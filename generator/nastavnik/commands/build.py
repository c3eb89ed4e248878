"""`nastavnik build`: the site of a school from its records; `check`: everything wrong with those, or with a bank's."""

import datetime as dt
import sys
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.clock import REGION_FILE
from nastavnik.building.project import Project
from nastavnik.building.site import build, check, errors
from nastavnik.commands.options import (
    JOBS,
    day_of,
    drafts_option,
    engine_option,
    root_option,
    site_option,
    today_option,
)
from nastavnik.commands.problems import PRINTERS, print_rejected
from nastavnik.commands.progress import progress
from nastavnik.commands.usage import INTERRUPTED, Command
from nastavnik.engines import converter, load
from nastavnik.errors import ContentRejected
from nastavnik.school.catalogue import record_files
from nastavnik.search import find, wanted
from nastavnik.text.source import Problem


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
    day = day_of(project, today)
    try:
        with progress() as tell:
            report = build(
                project, day, load(engine), drafts=drafts, jobs=jobs, searchable=not no_search, progress=tell
            )
    except KeyboardInterrupt:
        click.echo(messages.INTERRUPTED, err=True)
        sys.exit(INTERRUPTED)
    except ContentRejected as rejected:
        print_rejected(rejected)
        sys.exit(1)
    for note in report.notes:
        click.echo(messages.labelled(messages.NOTE, note), err=True)
    done = report.switched
    click.echo(messages.built(report.pages, done.written, done.deleted, done.unchanged, len(report.problems)))
    if not no_search and wanted(project.root) and find() is None:
        click.echo(messages.NO_PAGEFIND, err=True)


@click.command(cls=Command)
@root_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help=messages.HELP_FORMAT,
)
def check_command(root: Path, today: dt.date | None, form: str) -> None:
    project = Project.at(root)
    is_bank = (project.content / REGION_FILE).is_file()
    records, problems = (_check_bank if is_bank else _check_school)(project, day_of(project, today))
    PRINTERS[form](problems)
    wrong = errors(problems)
    if form == "text":
        click.echo(messages.checked(records, len(wrong), len(problems) - len(wrong)), err=bool(wrong))
    sys.exit(1 if wrong else 0)


def _check_school(project: Project, day: dt.date) -> tuple[int, tuple[Problem, ...]]:
    """How many records there are, and what is wrong with them and with the hand-written pages."""
    problems = check(project, day, converter)
    return sum(1 for _ in record_files(project.content)), problems


def _check_bank(project: Project, day: dt.date) -> tuple[int, tuple[Problem, ...]]:
    """How many sources and decisions there are, and what is wrong with them and with the hand-written pages."""
    from nastavnik.bank.papers.checking import checked
    from nastavnik.bank.papers.folder import open_folder

    folder = open_folder(project.root, day)
    return len(folder.sources) + len(folder.decisions), tuple(checked(project.content, folder, day)[1])
