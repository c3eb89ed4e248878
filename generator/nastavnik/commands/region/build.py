"""`nastavnik region build`: the bank's site from its store."""

import datetime as dt
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.interrupting import settled, stoppable_build
from nastavnik.commands.options import JOBS, day_of, engine_option, root_option, site_option, today_option
from nastavnik.commands.problems import print_rejected, print_text
from nastavnik.commands.region.options import say_faults
from nastavnik.commands.usage import Command
from nastavnik.engines import Engine
from nastavnik.errors import ContentRejected

if TYPE_CHECKING:
    from nastavnik.bank.site.site import BankReport


@click.command(cls=Command)
@root_option
@today_option
@site_option
@engine_option
@click.option("--jobs", type=click.IntRange(1, 64), default=JOBS, show_default=True, help=messages.HELP_JOBS)
@click.option("--scheduler", metavar="АДРЕС", help=messages.HELP_SCHEDULER)
@click.option("--no-search", is_flag=True, help=messages.HELP_NO_SEARCH)
def build_command(
    root: Path, today: dt.date | None, site: Path | None, engine: str, jobs: int, scheduler: str | None, no_search: bool
) -> None:
    from nastavnik.bank.papers.folder import open_folder
    from nastavnik.bank.site.site import build
    from nastavnik.bank.store import Store
    from nastavnik.bank.store.judging import remember
    from nastavnik.bank.workers import workers
    from nastavnik.search import find, wanted

    project = Project.at(root, site)
    settled(project)
    day = day_of(project, today)
    folder = open_folder(project.root, day)
    try:
        with (
            stoppable_build() as on_switch,
            workers(jobs, scheduler) as executor,
            Store.open(folder.store) as store,
        ):
            if folder.region:
                remember(folder.decisions.values(), store, day, ZoneInfo(folder.region.timezone))
            work = partial(build, project, folder, store, day, executor, Engine(engine), here=not scheduler, jobs=jobs)
            report = work(searchable=not no_search, on_switch=on_switch)
    except ContentRejected as rejected:
        print_rejected(rejected)
        sys.exit(1)
    _say(report)
    if not no_search and wanted(project.root) and find() is None:
        click.echo(messages.NO_PAGEFIND, err=True)
    _say_undrawn(report)


def _say_undrawn(report: "BankReport") -> None:
    for practice in report.undrawn:
        click.echo(messages.labelled(practice.key, practice.reason), err=True)
    say_faults(filter(None, (practice.trace for practice in report.undrawn)))


def _say(report: "BankReport") -> None:
    print_text(report.problems)
    if left := sum(problem.severity == "error" for problem in report.problems):
        click.echo(messages.decisions_left_out(left), err=True)
    for note in report.notes:
        click.echo(messages.labelled(messages.NOTE, note), err=True)
    done = report.switched
    click.echo(messages.region_built(report.pages, report.practices, report.schools))
    click.echo(messages.files_switched(done.written, done.deleted, done.unchanged))
