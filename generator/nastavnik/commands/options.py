"""What commands are called with: options many of them share, types of values."""

import datetime as dt
import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from pydantic_core import PydanticCustomError

from nastavnik import messages
from nastavnik.building.clock import the_day
from nastavnik.building.project import Prepared, Project
from nastavnik.commands.usage import Refusal
from nastavnik.deadlines import SchoolYear
from nastavnik.engines import ENGINES, usual
from nastavnik.errors import ContentRejected
from nastavnik.office.undo import FOLDER
from nastavnik.records.fields import read_day
from nastavnik.records.record import R
from nastavnik.school.catalogue import Entry, record_files

JOBS = max(1, min(os.cpu_count() or 1, 8))


class DayParam(click.ParamType[dt.date]):
    """A day in any of the ways a record takes."""

    name = "ДАТА"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        try:
            return value if isinstance(value, dt.date) else read_day(value)
        except PydanticCustomError as error:
            self.fail(error.message(), param, ctx)


class SchoolYearParam(click.ParamType[SchoolYear]):
    """A school year: 2026-2027."""

    name = "ГОД"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> SchoolYear:
        year = value if isinstance(value, SchoolYear) else SchoolYear.parse(value)
        return year or self.fail(messages.quoted(str(value), messages.NOT_A_SCHOOL_YEAR), param, ctx)


def _settled(_: click.Context, __: click.Parameter, root: Path) -> Path:
    """The folder a command is about, once what was cut off while it changed files there is finished, and this said."""
    if (root / FOLDER).is_dir():
        from nastavnik.office.undo import settle  # mostly nothing was ever changed

        for run, edited in settle(root.resolve()):
            click.echo(messages.run_finished(run.command, list(edited)), err=True)
    return root


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    metavar="ПАПКА",
    callback=_settled,
    help=messages.HELP_ROOT,
)
today_option = click.option("--today", type=DayParam(), help=messages.HELP_TODAY)
drafts_option = click.option("--drafts", is_flag=True, help=messages.HELP_DRAFTS)
site_option = click.option(
    "--site", type=click.Path(path_type=Path, file_okay=False), metavar="ПАПКА", help=messages.HELP_SITE
)
engine_option = click.option(
    "--engine", type=click.Choice(ENGINES), default=usual(), show_default=True, help=messages.HELP_ENGINE
)


def day_of(project: Project, today: dt.date | None) -> dt.date:
    """The day the command is about: as it was told, else today where the school is."""
    return today or the_day(project.content, os.environ)


def ready(project: Project, today: dt.date | None, *, drafts: bool = False) -> Prepared:
    """The content of a project, read and checked. Raises `ContentRejected` if there is no school to build for."""
    from nastavnik.building.checking import prepare  # slow to import: it reads all records

    prepared = prepare(project, day_of(project, today), drafts=drafts)
    if isinstance(prepared, Prepared):
        return prepared
    raise ContentRejected(prepared)


def record_of(prepared: Prepared, cls: type[R], id: str) -> Entry[R]:
    """The record the command is about. Raises `Refusal` for one that is not there or has errors."""
    entry = prepared.catalogue.get(cls, id)
    if entry:
        return entry
    files = [file.name for file in record_files(prepared.project.content) if (file.cls, file.id) == (cls, id)]
    if files:
        raise Refusal(messages.record_not_read(files[0]))
    close = get_close_matches(id, [other.id for other in prepared.catalogue.of(cls)], 1)
    raise Refusal(messages.no_such_record(cls.caption, id, close[0] if close else None))


def outside(target: Path, folders: Iterable[Path], sentence: str, *, force: bool) -> Path:
    """Where to write: raises `Refusal` with `sentence` for a place in `folders`, and over a file without `force`."""
    place = target.resolve()
    if not {place, *place.parents}.isdisjoint(folders):
        raise Refusal(sentence)
    if target.exists() and not force:
        raise Refusal(messages.output_exists(str(target)))
    return target
