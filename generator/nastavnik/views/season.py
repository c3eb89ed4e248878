"""What was done in a quarter of the school year, counted from days that records name: «3 этапа · 12 новостей».

Autumn begins on the first of September, every season lasts three months. In its first three weeks a season has little
to tell, so the one before it is told still; not in September, when the year before is no news any more.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nastavnik import messages
from nastavnik.deadlines import understand
from nastavnik.records import Event, News, Practice, Programme, Roadmap
from nastavnik.records.roadmap import Item, Stage
from nastavnik.school.catalogue import Catalogue

NEW = dt.timedelta(days=21)
"""How long a season is too young to be told of while there is an older one."""
SEPTEMBER = 9
LEAST, MOST, MOST_NAMES = 2, 4, 3
"""A single count is no summary; more than four are no glance."""


class Deed(NamedTuple):
    """A count with its words, where it is told in full, and names that say what it was."""

    number: int
    words: str
    url: str
    names: str


class Season(NamedTuple):
    """A season with what was done in it."""

    title: str
    deeds: Sequence[Deed]


def season(catalogue: Catalogue) -> Season | None:
    """What is told of a season on the catalogue's day; None where records say too little."""
    for first, last in _seasons(catalogue.today):
        deeds = list(_deeds(catalogue, first, min(last, catalogue.today)))
        if len(deeds) >= LEAST:
            return Season(messages.season_title(first), deeds[:MOST])
    return None


def first_day_of_season(day: dt.date) -> dt.date:
    """1 September, 1 December, 1 March or 1 June, the last of them that is not ahead."""
    month = day.month // 3 * 3 or 12
    return dt.date(day.year - (day.month < 3), month, 1)


def _seasons(today: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """First and last days of the seasons to be told of, the first that has something to say."""
    first = first_day_of_season(today)
    before = first - dt.timedelta(days=1)
    if today - first < NEW and first.month != SEPTEMBER:
        yield first_day_of_season(before), before
    yield first, today


def _deeds(catalogue: Catalogue, first: dt.date, last: dt.date) -> Iterator[Deed]:
    yield from _of_plans(catalogue, first, last)
    counts = (
        ("programmes", sum(first <= day <= last for day in _beginnings(catalogue)), "programmes/"),
        ("events", sum(first <= day <= last for day in _events_over(catalogue)), "events/"),
        ("news", _counted(catalogue, News.kind, first, last), "news/"),
        ("practices", _counted(catalogue, Practice.kind, first, last), "practices/"),
    )
    yield from (Deed(count, messages.deed(name, count), url, "") for name, count, url in counts if count)


def _of_plans(catalogue: Catalogue, first: dt.date, last: dt.date) -> Iterator[Deed]:
    """Stages that were finished, by name; else how many activities were.

    A stage marked without a day may be of this season as well: then nobody knows how many stages of its plan are.
    """
    plans = [plan.record.stages for plan in catalogue.of(Roadmap)]
    stages = [stage for plan in plans for stage in plan]
    known = [stage for plan in plans if all(stage.done is not True for stage in plan) for stage in plan]
    done = [stage for stage in known if (day := finished_on(stage)) and first <= day <= last]
    if done:
        titles = [messages.one_line(stage.short_title or stage.title).rstrip(" :;,") for stage in done]
        names = messages.stage_names([messages.shortened(title, 60) for title in titles], MOST_NAMES)
        yield Deed(len(done), messages.deed("stages", len(done)), f"{Roadmap.kind}/", names)
        return
    days = [day for stage in stages for item in stage.items if (day := finished_on(item))]
    count = sum(first <= day <= last for day in days)
    if count:
        yield Deed(count, messages.deed("activities", count), f"{Roadmap.kind}/", "")


def finished_on(step: Stage | Item) -> dt.date | None:
    """The day a step was marked on, else the last one of what stands below it if all of that is marked with days."""
    if step.done is not None:
        return step.done if isinstance(step.done, dt.date) else None
    days = [finished_on(item) for item in step.items]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def _beginnings(catalogue: Catalogue) -> Iterator[dt.date]:
    """The first days of programmes, of those whose term says it."""
    year_end = catalogue.school.end_of_year()
    terms = (understand(entry.record.period, year_end=year_end) for entry in catalogue.of(Programme))
    return (term.start for term in terms if term.start and term.end)


def _events_over(catalogue: Catalogue) -> Iterator[dt.date]:
    """The last days of events that are over."""
    occasions = (occasion for entry in catalogue.of(Event) for occasion in entry.facts.occasions)
    return (occasion.last for occasion in occasions if occasion.last < catalogue.today)


def _counted(catalogue: Catalogue, kind: str, first: dt.date, last: dt.date) -> int:
    """How many records of a kind bear a day of the stretch."""
    return sum(first <= entry.facts.sort_key <= last for entry in catalogue.of(kind))
