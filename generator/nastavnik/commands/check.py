"""`nastavnik check`: everything that is wrong with the records of a school or with the papers of a bank, at once."""

import datetime as dt
import sys
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.checking import check, errors
from nastavnik.building.project import Prepared, Project
from nastavnik.commands.interrupting import settled
from nastavnik.commands.options import day_of, root_option, today_option
from nastavnik.commands.problems import PRINTERS
from nastavnik.commands.usage import Command
from nastavnik.engines import ENGINES, Engine, converter
from nastavnik.office.editors import kept_up
from nastavnik.school import named_files
from nastavnik.school.catalogue import REGION_FILE, record_files
from nastavnik.school.guard import secrecy
from nastavnik.text.source import Problem


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
@click.option(
    "--repository",
    type=click.Choice(["private", "internal", "public"]),
    envvar="NASTAVNIK_REPOSITORY",
    help=messages.HELP_REPOSITORY,
)
def check_command(root: Path, today: dt.date | None, form: str, repository: str | None) -> None:
    project = Project.at(root)
    settled(project, only_try=True)
    is_bank = (project.content / REGION_FILE).is_file()
    records, problems = (_check_bank if is_bank else _check_school)(project, day_of(project, today))
    if repository in ("internal", "public"):
        problems = tuple(sorted({*problems, *secrecy.problems(project.content)}))
    kept_up(project.root, project.content)
    PRINTERS[form](problems)
    wrong = errors(problems)
    if form == "text":
        click.echo(messages.checked(records, len(wrong), len(problems) - len(wrong)), err=bool(wrong))
    sys.exit(1 if wrong else 0)


def _check_school(project: Project, day: dt.date) -> tuple[int, tuple[Problem, ...]]:
    """How many records there are, and what is wrong with them and with the hand-written pages."""
    problems = check(project, day, converter, Engine(ENGINES[0]).problems)
    return sum(1 for _ in record_files(project.content)), problems


def _check_bank(project: Project, day: dt.date) -> tuple[int, tuple[Problem, ...]]:
    """How many sources and decisions there are, and what is wrong with them and with the hand-written pages."""
    from nastavnik.bank.papers.checking import as_catalogue, checked
    from nastavnik.bank.papers.folder import open_folder

    folder = open_folder(project.root, day)
    own, problems = checked(project.content, folder, day)
    if folder.region:
        catalogue = as_catalogue(project.content, folder.region, day)
        named = named_files.published(catalogue, own, project.root)
        section = Prepared(project, catalogue, tuple(own), {}, (), named=named)
        problems = sorted({*problems, *Engine(ENGINES[0]).problems(section)})
    return len(folder.sources) + len(folder.decisions), tuple(problems)
