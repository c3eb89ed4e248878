"""`nastavnik check`: everything that is wrong with the records of a school or with the papers of a bank, at once."""

import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.checking import check, errors
from nastavnik.building.project import Prepared, Project
from nastavnik.building.reading_again import unchanging
from nastavnik.commands.interrupting import settled
from nastavnik.commands.options import day_of, root_option, today_option
from nastavnik.commands.problems import PRINTERS
from nastavnik.commands.usage import Command, Refusal
from nastavnik.engines import Engine, converter, usual
from nastavnik.errors import NastavnikError
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
    type=click.Choice(["text", "github", "gitlab", "json"]),
    default="text",
    help=messages.HELP_FORMAT,
)
@click.option(
    "--repository",
    type=click.Choice(["private", "internal", "public"]),
    envvar="NASTAVNIK_REPOSITORY",
    help=messages.HELP_REPOSITORY,
)
@click.option("--watch", is_flag=True, help=messages.HELP_WATCH)
def check_command(root: Path, today: dt.date | None, form: str, repository: str | None, *, watch: bool) -> None:
    if watch and form != "text":
        raise Refusal(messages.WATCH_IN_WORDS)
    check_once = partial(_checked, root, today, repository)
    if watch:
        _watch(Project.at(root), check_once)
        return
    records, problems = check_once()
    PRINTERS[form](problems)
    wrong = errors(problems)
    if form == "text":
        click.echo(_sum(records, problems), err=bool(wrong))
    sys.exit(1 if wrong else 0)


def _checked(root: Path, today: dt.date | None, repository: str | None) -> tuple[int, tuple[Problem, ...]]:
    """How many records there are, and what is wrong with everything."""
    project = Project.at(root)
    settled(project, only_try=True)
    is_bank = (project.content / REGION_FILE).is_file()
    records, problems = (_check_bank if is_bank else _check_school)(project, day_of(project, today))
    if repository in ("internal", "public"):
        problems = tuple(sorted({*problems, *secrecy.problems(project.content)}))
    kept_up(project.root, project.content)
    return records, problems


def _watch(project: Project, check_once: Callable[[], tuple[int, tuple[Problem, ...]]]) -> None:
    """Check at each save and tell what is new and what is mended, until Ctrl-C."""
    from nastavnik.building.watching import watched  # slow to import, and few watch

    before: tuple[Problem, ...] = ()
    try:
        with watched(project) as saves:
            while True:
                try:
                    records, problems = unchanging(project, check_once)
                    _tell_changes(before, problems)
                    click.echo(_sum(records, problems))
                    before = problems
                except NastavnikError as error:  # the next save may say more
                    click.echo(str(error), err=True)
                click.echo(messages.WATCHING)
                saves.wait()
    except KeyboardInterrupt:
        return


def _tell_changes(before: Iterable[Problem], problems: Sequence[Problem]) -> None:
    """Problems that were not there before, then those that are no more; one that only moved down is neither."""
    mended = Counter(map(_moving, before))
    mended.subtract(map(_moving, problems))
    known = Counter(map(_moving, before))
    new = []
    for problem in problems:
        known[_moving(problem)] -= 1
        if known[_moving(problem)] < 0:
            new.append(problem)
    PRINTERS["text"](new)
    for file, message, _ in (+mended).elements():
        click.echo(messages.mended(file, message))


def _moving(problem: Problem) -> tuple[str, str, str]:
    """What of a problem stays when lines come and go above it."""
    return problem.place.file, problem.message, problem.severity


def _sum(records: int, problems: tuple[Problem, ...]) -> str:
    wrong = errors(problems)
    return messages.checked(records, len(wrong), len(problems) - len(wrong))


def _check_school(project: Project, day: dt.date) -> tuple[int, tuple[Problem, ...]]:
    """How many records there are, and what is wrong with them and with the hand-written pages."""
    problems = check(project, day, converter, Engine(usual()).problems)
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
        problems = sorted({*problems, *Engine(usual()).problems(section)})
    return len(folder.sources) + len(folder.decisions), tuple(problems)
