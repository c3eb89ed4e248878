"""The bank in a few figures beside those of a year before, and in three sentences that follow from them.

What is compared is what the bank has today: how much of it was there a year ago. What left in between is counted
nowhere, so nothing is said of how many there were then.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from nastavnik import messages
from nastavnik.bank.holdings import Bank, Territory
from nastavnik.bank.site.card_index import CardIndex, Rows
from nastavnik.bank.site.contexts import HeadlineFigure
from nastavnik.views.lists import Choice
from nastavnik.views.monitoring.figures import percent

YEAR = dt.timedelta(days=365)
MOST_FINDINGS, MOST_NAMED = 3, 3


@dataclass(frozen=True)
class Reckoning:
    """The bank on a day, counted for its figures and sentences."""

    bank: Bank
    cards: CardIndex
    narrowed: Mapping[Choice, Rows]

    @property
    def total(self) -> int:
        return len(self.cards)

    @property
    def first_day(self) -> dt.date | None:
        """When the oldest of its practices came."""
        return dt.date.fromordinal(min(self.cards.seen)) if self.total else None

    @property
    def comparable(self) -> bool:
        """Whether the bank is older than a year."""
        return self.first_day is not None and self.first_day <= self.bank.today - YEAR

    @property
    def fresh(self) -> int:
        """How many practices came within the last twelve months."""
        return self.cards.since(self.bank.today - YEAR + dt.timedelta(days=1))

    @property
    def fresh_before(self) -> int:
        """How many of today's practices came within the twelve months before those."""
        return self.cards.since(self.bank.today - 2 * YEAR + dt.timedelta(days=1)) - self.fresh

    @property
    def sharing(self) -> int:
        """How many organisations have a practice in the bank."""
        return sum(bool(rows) for rows in self.cards.by_source.values())

    @property
    def sharing_before(self) -> int:
        """How many of them had one a year ago."""
        day = (self.bank.today - YEAR).toordinal()
        return sum(min(self.cards.seen[row] for row in rows) <= day for rows in self.cards.by_source.values() if rows)

    @property
    def declared(self) -> int:
        """How many schools and kindergartens there are, if the region says so of all its municipalities; else 0."""
        counts = [place.schools for place in self.places]
        return sum(filter(None, counts)) if all(count is not None for count in counts) else 0

    @property
    def places(self) -> list[Territory]:
        """Municipalities; schools of an unknown one stand in none."""
        return [place for place in self.bank.places if place.title != messages.NO_MUNICIPALITY]

    def by(self, name: str) -> dict[str, int]:
        """Practices by the titles of one facet, without those of no known municipality."""
        return {
            choice.title: len(rows)
            for choice, rows in self.narrowed.items()
            if choice.name == name and choice.title != messages.NO_MUNICIPALITY
        }


def headline_figures(reckoned: Reckoning) -> Iterator[HeadlineFigure]:
    """Practices, organisations, municipalities, what is new; each with what there was a year before, if known."""
    before = reckoned.comparable
    total, sharing, fresh = reckoned.total, reckoned.sharing, reckoned.fresh
    note = messages.there_a_year_ago(total - fresh) if before else ""
    yield _figure(total, messages.FIGURE_PRACTICES, note)
    note = messages.there_a_year_ago(reckoned.sharing_before) if before else ""
    yield _figure(sharing, messages.FIGURE_SHARING, note)
    if places := len(reckoned.places):
        shown = messages.of_all(len(reckoned.by("municipality")), places)
        yield HeadlineFigure(shown, messages.after_number(places, messages.FIGURE_PLACES), "")
    if before:
        yield _figure(fresh, messages.FIGURE_FRESH, messages.the_year_before(reckoned.fresh_before))
    if recommended := reckoned.by("verdict").get(messages.VERDICT_WORDS["recommended"], 0):
        yield _figure(recommended, messages.FIGURE_RECOMMENDED, "")


def _figure(count: int, captions: tuple[str, str, str], note: str) -> HeadlineFigure:
    return HeadlineFigure(messages.number(count), messages.after_number(count, captions), note)


def findings(reckoned: Reckoning) -> list[str]:
    """Up to three sentences that are true of the bank today, the weightiest first."""
    every = (sentence for say in (_joined, _white_spots, _grown, _place, _form) for sentence in say(reckoned))
    return list(islice(every, MOST_FINDINGS))


def _joined(reckoned: Reckoning) -> Iterator[str]:
    declared = reckoned.declared
    if 0 < reckoned.sharing <= declared:
        yield messages.sharing_of_all(reckoned.sharing, declared, percent(reckoned.sharing, declared))


def _white_spots(reckoned: Reckoning) -> Iterator[str]:
    with_practices = reckoned.by("municipality")
    silent = [place.title for place in reckoned.places if place.title not in with_practices]
    if silent:
        yield messages.white_spots(silent[:MOST_NAMED], len(silent), len(reckoned.places))
    elif len(reckoned.places) > 1:
        yield messages.no_white_spots(len(reckoned.places))


def _grown(reckoned: Reckoning) -> Iterator[str]:
    if reckoned.comparable and reckoned.fresh:
        yield messages.grown(reckoned.fresh, reckoned.total)


def _place(reckoned: Reckoning) -> Iterator[str]:
    for title, count in _leader(reckoned.by("municipality")):
        yield messages.most_from(title, count, reckoned.total)


def _form(reckoned: Reckoning) -> Iterator[str]:
    for title, count in _leader(reckoned.by("forms")):
        yield messages.most_of_form(title, count, reckoned.total)


def _leader(counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The title with the largest count, if no other has as many."""
    first, *others = sorted(counts.items(), key=lambda row: -row[1])[:2] or [("", 0)]
    if others and first[1] > others[0][1]:
        yield first
