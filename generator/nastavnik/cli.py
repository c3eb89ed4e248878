"""The door: the first commands, and the list of the others. Content problems end with status 1, wrong usage with 2."""

import datetime as dt
import errno
import json
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from nastavnik import messages
from nastavnik.building.clock import REGION_FILE
from nastavnik.building.project import Project
from nastavnik.building.site import build
from nastavnik.building.site import check as check_content
from nastavnik.building.site import errors as errors_of
from nastavnik.commands import COMMANDS
from nastavnik.commands.options import (
    JOBS,
    Refusal,
    Year,
    day_of,
    drafts_option,
    engine_option,
    root_option,
    site_option,
    today_option,
)
from nastavnik.commands.problems import PRINTERS, print_text
from nastavnik.commands.progress import progress
from nastavnik.commands.usage import Group, speak_russian
from nastavnik.deadlines import Deadline, SchoolYear, understand
from nastavnik.engines import converter, load
from nastavnik.errors import ContentRejected, NastavnikError
from nastavnik.school.catalogue import record_files
from nastavnik.search import find, wanted
from nastavnik.text.source import Problem


class Commands(Group):
    """Our own refusals come out as sentences, not as tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NastavnikError as error:
            raise Refusal(str(error)) from error
        except (OSError, sqlite3.OperationalError) as error:
            sentence = _fault(error)
            if sentence is None:
                raise
            raise Refusal(sentence) from error


def _fault(error: OSError | sqlite3.OperationalError) -> str | None:
    """What a disk or a system refused; None for what we do not know."""
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return messages.NO_ROOM
        forbidden = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
        return messages.not_allowed(str(error.filename or "")) if forbidden else None
    return {"database or disk is full": messages.NO_ROOM, "database is locked": messages.STATE_BUSY}.get(str(error))


INTERRUPTED = 128 + 2  # what shells say of a program that Ctrl-C ended
speak_russian()


@click.group(cls=Commands, help=messages.HELP_MAIN, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nastavnik", message="%(version)s", help=messages.HELP_VERSION)
def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old Windows console lacks some letters


@main.command(help=messages.HELP_CHECK)
@root_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help=messages.HELP_FORMAT,
)
def check(root: Path, today: dt.date | None, form: str) -> None:
    project = Project.at(root)
    day = day_of(project, today)
    if (project.content / REGION_FILE).is_file():
        from nastavnik.bank.papers.checking import checked
        from nastavnik.bank.papers.folder import open_folder

        folder = open_folder(project.root, day)
        problems = tuple(checked(project.content, folder, day)[1])
        records = len(folder.sources) + len(folder.decisions)
    else:
        problems = check_content(project, day, converter)
        records = sum(1 for _ in record_files(project.content))
    PRINTERS[form](problems)
    wrong = errors_of(problems)
    if form == "text":
        click.echo(messages.checked(records, len(wrong), len(problems) - len(wrong)), err=bool(wrong))
    sys.exit(1 if wrong else 0)


@main.command("build", help=messages.HELP_BUILD)
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
        print_text([problem for problem in rejected.problems if isinstance(problem, Problem)])
        click.echo(messages.rejected(len(rejected.problems)), err=True)
        sys.exit(1)
    hints = len(report.problems)
    done = report.switched
    for note in report.notes:
        click.echo(messages.note(note), err=True)
    click.echo(messages.built(report.pages, done.written, done.deleted, done.unchanged, hints))
    if not no_search and wanted(project.root) and find() is None:
        click.echo(messages.NO_PAGEFIND, err=True)


@main.command(help=messages.HELP_SERVE)
@root_option
@drafts_option
@click.option("--address", metavar="АДРЕС:ПОРТ", help=messages.HELP_ADDRESS)
def serve(root: Path, drafts: bool, address: str | None) -> None:
    from nastavnik.engines import mkdocs

    mkdocs.serve(root, partial(click.echo, err=True), drafts=drafts, address=address)


@main.group("import", help=messages.HELP_IMPORT)
def import_group() -> None:
    pass


@import_group.command("roadmap", help=messages.HELP_IMPORT_ROADMAP)
@click.argument("file", type=click.Path(path_type=Path), metavar="ФАЙЛ.docx")
@click.option("--id", "id", metavar="2026-2027", help=messages.HELP_ID)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ.yml", help=messages.HELP_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@root_option
def import_roadmap_command(file: Path, id: str | None, output: Path | None, force: bool, root: Path) -> None:
    from nastavnik.importing import import_roadmap

    imported = import_roadmap(file, id)
    for note in imported.notes:
        click.echo(messages.note(note), err=True)
    if output == Path("-"):
        click.echo(imported.text, nl=False)
        return
    target = output or Project.at(root).content / "roadmap" / f"{imported.id}.yml"
    if target.exists() and not force:
        raise Refusal(messages.file_exists(_as_typed(target)))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(imported.text, encoding="utf-8", newline="\n")
    click.echo(messages.imported(_as_typed(target)))


def _as_typed(path: Path) -> str:
    """A path as short as the reader's folder allows."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


@main.command(help=messages.HELP_TERM)
@click.argument("phrase", metavar="ФРАЗА")
@click.option("--school-year", type=Year(), metavar="2026-2027", help=messages.HELP_SCHOOL_YEAR)
@click.option("--year-end", type=click.Choice(["05-31", "08-31"]), default="05-31", help=messages.HELP_YEAR_END)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=messages.HELP_FORMAT)
def term(phrase: str, school_year: SchoolYear | None, year_end: str, form: str) -> None:
    month, day = map(int, year_end.split("-"))
    deadline = understand(phrase, school_year=school_year, year_end=(month, day))
    if form == "json":
        click.echo(json.dumps(_deadline_data(deadline), ensure_ascii=False, indent=2))
    else:
        click.echo(messages.understood(deadline))


def _deadline_data(deadline: Deadline) -> dict[str, Any]:
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "start": deadline.start.isoformat() if deadline.start else None,
        "end": deadline.end.isoformat() if deadline.end else None,
        "repeat": deadline.repeat,
        "parts": [_deadline_data(part) for part in deadline.parts],
    }


for command in COMMANDS:
    main.add_command(command)
