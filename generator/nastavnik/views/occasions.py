"""What takes place when: days that records name, seen from the catalogue's day."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from nastavnik import messages
from nastavnik.deadlines import SchoolYear
from nastavnik.records import KINDS, Event, News
from nastavnik.records.record import Occasion, Record
from nastavnik.school.catalogue import Catalogue, Entry


class Coming(NamedTuple):
    """An occasion that is not over yet, and the record that names it."""

    entry: Entry
    occasion: Occasion


def coming(catalogue: Catalogue) -> list[Coming]:
    """Everything ahead or going on, the earliest first."""
    ahead = [
        Coming(entry, occasion)
        for kind in KINDS.values()
        for entry in catalogue.of(kind)
        for occasion in entry.facts.occasions
        if occasion.last >= catalogue.today
    ]
    return sorted(ahead, key=lambda line: (line.occasion.first, str(line.occasion.start), line.entry.key))


def meetings(catalogue: Catalogue) -> list[Coming]:
    """What somebody may come to, ahead or going on, the earliest first; deadlines are not among it."""
    return [line for line in coming(catalogue) if KINDS[line.entry.key.kind].gathers]


def deadlines(catalogue: Catalogue) -> list[Coming]:
    """Days that records name and on which nobody need come, ahead or going on, the earliest first."""
    return [line for line in coming(catalogue) if not KINDS[line.entry.key.kind].gathers]


def is_ahead(catalogue: Catalogue, record: Record) -> bool:
    """Whether a record names a day that is not over yet."""
    return any(not catalogue.is_over(occasion.last) for occasion in record.occasions())


def ahead_and_past(catalogue: Catalogue, entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Entries given newest first → those not over yet, the nearest first, and those that are, the latest first."""
    ahead = [entry for entry in entries if is_ahead(catalogue, entry.record)]
    past = [entry for entry in entries if entry not in ahead]
    return ahead[::-1], past


def past_by_year(past: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Events that are over, the latest first, under the school years they fell into."""
    years = groupby(past, lambda entry: SchoolYear.of(entry.facts.occasions[0].first))
    return [(messages.events_past(year.title), list(entries)) for year, entries in years]


def event_stories(catalogue: Catalogue, entry: Entry[Event]) -> list[tuple[str, list[Entry[News]]]]:
    """News that name an event: «Как прошло», or «Об этом событии» if they announce it or were told before it.

    The first heading stands only over what was told since the event began, once it is over.
    """
    (occasion,) = entry.facts.occasions
    groups: dict[bool, list[Entry[News]]] = {True: [], False: []}
    for story in catalogue.referring_to(f"{Event.kind}/{entry.id}", News):
        is_report = story.record.date >= occasion.first and story.record.news_type != "announcement"
        groups[is_report and catalogue.is_over(occasion.last)].append(story)
    return [(messages.STORIES[heading], stories) for heading, stories in groups.items() if stories]
