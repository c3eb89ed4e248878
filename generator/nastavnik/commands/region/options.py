"""What the commands of a region share: the folder and the store opened, where a file for the methodologist may lie."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands import options
from nastavnik.commands.outputs import tell_written
from nastavnik.commands.problems import print_text
from nastavnik.commands.usage import OWN_FAULT, Refusal
from nastavnik.office.undo import replacing

if TYPE_CHECKING:  # the libraries of the extra are asked for only by those who use them
    from nastavnik.bank.papers.folder import Folder
    from nastavnik.bank.papers.records import Region
    from nastavnik.bank.review.spreadsheets import Worksheet
    from nastavnik.bank.store import Store


@contextmanager
def opened(root: Path, today: dt.date | None) -> Iterator[tuple["Folder", "Region", "Store", dt.date]]:
    """The region's folder, its store and the day; what is wrong with the folder is printed first.

    Sources and decisions with mistakes are left out; without a passport there is nothing to do.
    """
    from nastavnik.bank.papers.folder import open_folder
    from nastavnik.bank.store import Store
    from nastavnik.bank.store.judging import remember

    project = Project.at(root)
    day = options.day_of(project, today)
    folder = open_folder(project.root, day)
    print_text(folder.problems)
    if folder.region is None:
        raise Refusal(messages.rejected(len(folder.errors)))
    with Store.open(folder.store) as store:
        remember(folder.decisions.values(), store, day, ZoneInfo(folder.region.timezone))
        yield folder, folder.region, store, day


TABLES = ("xlsx", "csv", "json")
"""Forms in which tables for the methodologist are written."""


def write_tables(root: Path, command: str, target: Path, form: str, tables: "Sequence[Worksheet]") -> None:
    """Write the tables and say where; what they replace is kept."""
    from nastavnik.bank.review import spreadsheets

    writers = {"xlsx": spreadsheets.write_xlsx, "csv": spreadsheets.write_csvs, "json": spreadsheets.write_json}
    replaced = target.is_file()
    with replacing(Project.at(root).root, command, target) as part:
        writers[form](part, tables)
    tell_written(target, replaced=replaced)


def rivals_in_words(folder: "Folder", store: "Store") -> dict[str, str]:
    """What the source of a school should hear of others that send its records: a sentence a source."""
    keys = dict(store.owned())
    return {
        source: messages.rivals_said(keys[source], [_rival(folder, name) for name in names])
        for source, names in store.rivals().items()
    }


def _rival(folder: "Folder", name: str) -> tuple[str, str, str]:
    """File, title and contact of a source, as far as its file can be read."""
    source = folder.sources.get(name)
    return (name, source.title, source.contact or source.url or "") if source else (name, name, "")


def say_faults(traces: Iterable[str]) -> None:
    """Print mistakes of ours that were kept to one school or one practice, and end with a status of their own."""
    faults = list(traces)
    if not faults:
        return
    click.echo(messages.own_faults(len(faults)), err=True)
    for trace in faults:
        click.echo(trace, err=True)
    sys.exit(OWN_FAULT)


def outside(root: Path, output: Path, *, force: bool) -> Path:
    """Where to write what only the methodologist sees: not into the site, not into the records, not over a file."""
    project = Project.at(root)
    options.outside(output, (project.site, project.staging, project.content), messages.NOT_FOR_THE_SITE, force=force)
    if not output.resolve().parent.is_dir():
        raise Refusal(messages.no_such_folder(str(output.parent)))
    return output
