"""`nastavnik region harvest`: ask the schools; `form` makes the table for those without the generator."""

import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from nastavnik import messages
from nastavnik.building.clock import the_moment
from nastavnik.commands.interrupting import stoppable
from nastavnik.commands.options import root_option, today_option
from nastavnik.commands.outputs import form_of, tell_written
from nastavnik.commands.problems import print_text
from nastavnik.commands.region.options import rivals_in_words, say_faults
from nastavnik.commands.usage import Command, Refusal
from nastavnik.errors import ContentRejected
from nastavnik.office.undo import put
from nastavnik.search.tool import CONFIG

if TYPE_CHECKING:
    from nastavnik.bank.harvest.visiting import HarvestSettings
    from nastavnik.bank.papers.folder import Folder
    from nastavnik.bank.store.model import Harvested, SchoolRow, StoredChanges


@click.command(cls=Command)
@root_option
@today_option
@click.option("--only", multiple=True, metavar="ИМЯ", help=messages.HELP_ONLY)
@click.option("--dry-run", is_flag=True, help=messages.HELP_HARVEST_DRY_RUN)
@click.option("--allow-empty", is_flag=True, help=messages.HELP_ALLOW_EMPTY)
@click.option("--allow-private", is_flag=True, help=messages.HELP_ALLOW_PRIVATE)
@click.option("--scheduler", metavar="АДРЕС", help=messages.HELP_HARVEST_SCHEDULER)
def harvest_command(
    root: Path,
    today: dt.date | None,
    only: tuple[str, ...],
    dry_run: bool,
    allow_empty: bool,
    allow_private: bool,
    scheduler: str | None,
) -> None:
    from nastavnik.bank.harvest.limits import EVERYWHERE, Limits
    from nastavnik.bank.harvest.visiting import HarvestSettings
    from nastavnik.bank.papers.folder import open_folder

    moment = the_moment(os.environ)
    moment = dt.datetime.combine(today, moment.timetz()) if today else moment
    folder = open_folder(root.resolve(), moment.date())
    if folder.region is None:
        raise ContentRejected(folder.errors)
    print_text(folder.problems)
    if not (folder.root / CONFIG).is_file():
        click.echo(messages.labelled(messages.NOTE, messages.NO_CONFIG_IN_BANK))
    region = folder.region
    settings = HarvestSettings(
        moment, region.section_url, region.region, Limits(own=EVERYWHERE if allow_private else ())
    )
    if dry_run:
        _show(folder, settings, only)
    else:
        _harvest(folder, settings, only, scheduler, allow_empty=allow_empty)


def _harvest(
    folder: "Folder", settings: "HarvestSettings", only: tuple[str, ...], scheduler: str | None, *, allow_empty: bool
) -> None:
    from nastavnik.bank.harvest.harvesting import batches, harvest
    from nastavnik.bank.harvest.tasks import begun, with_validators
    from nastavnik.bank.store import Store
    from nastavnik.bank.store.judging import remember
    from nastavnik.bank.workers import workers

    tally = _Tally()
    decisions, zone = folder.decisions.values(), ZoneInfo(folder.region.timezone if folder.region else "UTC")
    with Store.open(folder.store) as store:
        remember(decisions, store, settings.today, zone)  # before a school can give another text
        asked = begun(folder, store, settings.at, only, allow_empty=allow_empty)
        if asked.resumed:
            click.echo(messages.harvest_resumed(len(asked.tasks)), err=True)
        due = with_validators(asked.tasks, store)
        with _progress(len(due)) as advance:

            def done(harvested: "Harvested", changes: "StoredChanges") -> None:
                tally.add(harvested, changes)
                advance()

            machines = workers(1, scheduler) if scheduler else nullcontext()
            with (
                stoppable(lambda: messages.harvest_interrupted(tally.sources, len(due))),
                batches(store, done) as put,
                machines as executor,
            ):
                harvest(due, settings, put, executor)
        remember(decisions, store, settings.today, zone)
        tally.lost(row for row in store.schools(settings.today) if row.outcome == "failed")
        disputes = rivals_in_words(folder, store)
    tally.say(disputes)


class _Tally:
    """What a harvest did, to be said at its end."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.records: Counter[str] = Counter()
        self.failed: dict[str, str] = {}
        self.postponed: Counter[str] = Counter()
        """How many sources were not asked, by the reason."""
        self.taken: dict[str, str] = {}
        """Sources that were read, with what should be known of them."""
        self.faults: list[str] = []

    @property
    def sources(self) -> int:
        return self.outcomes.total()

    def add(self, harvested: "Harvested", changes: "StoredChanges") -> None:
        source = harvested.source
        self.faults += filter(None, [harvested.fault])
        self.outcomes[changes.outcome] += 1
        self.records.update(new=changes.new, changed=changes.changed, vanished=changes.vanished)
        if changes.outcome == "postponed":
            self.postponed[changes.sentence] += 1
        elif changes.outcome == "failed":
            self.failed[source] = changes.sentence
        else:
            self.taken[source] = changes.sentence

    def lost(self, rows: Iterable["SchoolRow"]) -> None:
        """Sources that gave a school which turned out to be another's when that one was asked."""
        for row in rows:
            if self.taken.pop(row.source, None) is not None:
                self.outcomes.update(taken=-1, failed=1)
                self.failed[row.source] = row.reason

    def say(self, disputes: Mapping[str, str]) -> None:
        """Sources that failed, those whose records somebody else sends, the figures."""
        for source, sentence in sorted([*self.taken.items(), *self.failed.items(), *disputes.items()]):
            if sentence:
                click.echo(messages.labelled(source, sentence), err=True)
        for sentence, count in sorted(self.postponed.items()):
            click.echo(messages.postponed(count, sentence), err=True)
        click.echo(messages.harvested(self.outcomes, self.records))
        say_faults(self.faults)
        if (
            2 * len(self.failed) > self.sources - self.postponed.total()
        ):  # one school is silent any night; most of them are our own trouble
            sys.exit(1)


def _show(folder: "Folder", settings: "HarvestSettings", only: tuple[str, ...]) -> None:
    """What would be taken of every source and what not; nothing is written, the store is not even opened."""
    from nastavnik.bank.harvest.harvesting import harvest
    from nastavnik.bank.harvest.tasks import tasks

    results: list[Harvested] = []
    harvest(tasks(folder, only), settings, results.append)
    for harvested in sorted(results, key=lambda harvested: harvested.source):
        if harvested.school is None:
            click.echo(messages.labelled(harvested.source, harvested.reason))
            continue
        click.echo(messages.would_take(harvested.source, harvested.school, len(harvested.items)))
        for item in harvested.items:
            click.echo(messages.would_take_item(item.key, str(item.data["title"])))
        for rejection in harvested.rejections:
            click.echo(messages.would_not_take(rejection.file, rejection.field, rejection.reason))
    say_faults(filter(None, (harvested.fault for harvested in results)))
    if results and all(harvested.school is None for harvested in results):
        sys.exit(1)


@contextmanager
def _progress(length: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal; nothing elsewhere."""
    with click.progressbar(
        length=length, label=messages.HARVESTING, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield lambda: bar.update(1)


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="ФАЙЛ.xlsx")
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@root_option
@today_option
def form_command(file: Path, force: bool, root: Path, today: dt.date | None) -> None:
    from nastavnik.bank.harvest.foreign.blank import blank
    from nastavnik.bank.papers.folder import open_folder

    folder = open_folder(root.resolve(), today or the_moment(os.environ).date())
    if folder.region is None:
        raise ContentRejected(folder.errors)
    if file.exists() and not force:
        raise Refusal(messages.file_exists(str(file)))
    form_of(None, file, ["xlsx"])
    replaced = put(root.resolve(), "region form", file, blank(folder.region.section_url))
    tell_written(file, messages.FORM_NEXT, replaced=replaced)
