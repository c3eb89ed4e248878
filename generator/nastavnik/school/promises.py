"""Days that texts of the section still promise: «пройдёт 27 ноября» says a false thing from the 28th on.

A story or an event tells of its own day and stays as it was written. Everything else is read as said today.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nastavnik import messages
from nastavnik.deadlines import promises
from nastavnik.records import Event, Monitoring, News, Roadmap
from nastavnik.records.record import Record
from nastavnik.school.placeholders import texts
from nastavnik.text.source import Place, Problem, Source

OF_THEIR_DAY = {News.kind, Event.kind, Monitoring.kind}
"""Kinds whose records speak of the day they were written on."""


class PlacedPromise(NamedTuple):
    """A promised day and its place; `year` is that of the record's own day, for days without one."""

    place: Place
    promise: promises.Promise
    year: int | None

    def over(self, today: dt.date, school_year: str) -> dt.date | None:
        """The day, if it is over; a day nobody gave a year is of the `school_year`."""
        first = int(school_year[:4])
        date = self.promise.date(self.year or (first if self.promise.month >= 8 else first + 1))
        return date if date and date < today else None


def problems(promised: Iterable[PlacedPromise], today: dt.date, school_year: str) -> Iterator[Problem]:
    """A hint for every promised day that is over."""
    for promise in promised:
        if promise.over(today, school_year):
            yield Problem(promise.place, messages.promise_is_over(promise.promise.words), "hint")


def promised(source: Source, record: Record) -> Iterator[PlacedPromise]:
    """What a record promises, by its texts as they are written."""
    if record.kind in OF_THEIR_DAY:
        return
    year = None if isinstance(record, Roadmap) or not record.modified else record.modified.year
    for keys, text in texts(source.data):
        for promise in promises.promises(text):
            yield PlacedPromise(source.place(keys), promise, year)
    if source.body:
        yield from promised_in_page(source.body, source.file, source.body_line - 1, year)


def promised_in_page(text: str, file: str, lines_above: int, year: int | None = None) -> Iterator[PlacedPromise]:
    """What a page of running text promises."""
    for promise in promises.promises(text):
        line = text.count("\n", 0, promise.at) + 1
        yield PlacedPromise(Place(file, lines_above + line, 1), promise, year)
