"""What the commands of a region share: the folder and the store opened, where a file for the methodologist may lie."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands import options
from nastavnik.commands.problems import print_text
from nastavnik.commands.usage import OWN_FAULT, Refusal

if TYPE_CHECKING:  # the libraries of the extra are asked for only by those who use them
    from nastavnik.bank.papers.folder import Folder
    from nastavnik.bank.papers.records import Region
    from nastavnik.bank.store import Store


@contextmanager
def opened(root: Path, today: dt.date | None) -> Iterator[tuple["Folder", "Region", "Store", dt.date]]:
    """The region's folder, its store and the day; what is wrong with the folder is printed first.

    Sources and decisions with mistakes are left out; without a passport there is nothing to do.
    """
    from nastavnik.bank.papers.folder import open_folder
    from nastavnik.bank.store import Store

    project = Project.at(root)
    day = options.day_of(project, today)
    folder = open_folder(project.root, day)
    print_text(folder.problems)
    if folder.region is None:
        raise Refusal(messages.rejected(len(folder.errors)))
    with Store.open(folder.store) as store:
        yield folder, folder.region, store, day


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
