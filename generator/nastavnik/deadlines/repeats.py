"""When something that recurs takes place: the spans of a recurring deadline within a plan."""

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from nastavnik.deadlines.builders import MONTHS_IN
from nastavnik.deadlines.deadline import YEARS, Dates, Deadline, Meaning, Unit, UnitSpan
from nastavnik.deadlines.grammar import parse
from nastavnik.deadlines.meaning import is_slot
from nastavnik.deadlines.places import DAY, month_end, months, place, placeable

_EARLIEST, _LATEST = dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31)


def occurrences(deadline: Deadline, first: dt.date, last: dt.date) -> tuple[Dates, ...]:
    """Spans of a recurring deadline between the days `first` and `last` of a plan, in order.

    A named time («ежегодно май», «ежегодно до 1 октября», «ежемесячно до 5 числа») is given whole wherever it touches
    the plan, a time without a beginning as its last day. Without a named time each year, half-year, quarter, month or
    week is a span, cut at the ends of the plan; what is daily or every so many weeks is one span. Empty for other
    kinds and where only the school's calendar could tell («раз в четверть»).
    """
    low, high = max(first, deadline.start or first, _EARLIEST), min(last, deadline.end or last, _LATEST)
    meaning = parse(deadline.text) if deadline.kind == "recurring" and low <= high else None
    if not meaning or not meaning.repeat:
        return ()
    slots = slots_of(meaning)
    base = meaning.repeat.code.partition("-times-")[2] or meaning.repeat.code
    if slots:
        times = {at for slot in slots for at in _times(slot, base, low, high)}
        return tuple(sorted((start, end) for start, end in times if start <= high and low <= end))
    return () if meaning.repeat.terms else tuple(_periods(base, low, high))


def slots_of(meaning: Meaning) -> tuple[UnitSpan, ...]:
    """When within each period a recurring deadline falls; empty if it does not say."""
    own = meaning.repeat.slots if meaning.repeat else ()
    return (*own, *(span for span in meaning.spans if is_slot(span, meaning)))


def _periods(code: str, low: dt.date, high: dt.date) -> Iterator[Dates]:
    """The natural periods of a repetition from `low` to `high`."""
    if code == "yearly":
        starts = [_anniversary(low, year) for year in range(low.year, high.year + 1)]
    elif code == "weekly":
        weeks = (high - low).days // 7 + 2
        starts = [low - low.weekday() * DAY + 7 * week * DAY for week in range(weeks)]
    elif code in MONTHS_IN:
        starts = [period[0] for period in _blocks(MONTHS_IN[code], low, high)]
    else:
        starts = [low]
    ends = [start - DAY for start in starts[1:]] + [high]
    for start, end in zip(starts, ends, strict=True):
        if start <= high and end >= low:
            yield max(start, low), min(end, high)


def _anniversary(day: dt.date, year: int) -> dt.date:
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _blocks(size: int, low: dt.date, high: dt.date) -> Iterator[Dates]:
    """All blocks of `size` calendar months from the one that holds `low` to the one that holds `high`."""
    for year in range(low.year, high.year + 1):
        for month in range(1, 13, size):
            block = months(year, month, month + size - 1)
            if block[0] <= high and block[1] >= low:
                yield block


def _times(slot: UnitSpan, code: str, low: dt.date, high: dt.date) -> Iterator[Dates]:
    """The slot in every year or month that may touch the plan."""
    if slot.last is None:  # «ежегодно с 1 сентября»: till when?
        return
    for first, last in _rounds(slot.first or slot.last, slot.last, code, low, high):
        yield (last[1] if slot.first is None else first[0]), last[1]


def _rounds(first: Unit, last: Unit, code: str, low: dt.date, high: dt.date) -> Iterator[tuple[Dates, Dates]]:
    if placeable(first) and placeable(last):
        yield from _each_year(first, last, low, high)
    elif last.name == "weekly":
        days = (low + n * DAY for n in range((high - low).days + 1))
        yield from (((day, day), (day, day)) for day in days if day.weekday() == last.args[0])
    elif last.name == "number-after":
        blocks = _blocks(MONTHS_IN.get(code, 1), (low.replace(day=1) - DAY).replace(day=1), high)
        yield from (((day, day), (day, day)) for _, end in blocks for day in [_date_of(end + DAY, last.args[1])])
    elif code == "monthly":
        yield from _each_month(first, last, low, high)


def _each_year(first: Unit, last: Unit, low: dt.date, high: dt.date) -> Iterator[tuple[Dates, Dates]]:
    for year in range(low.year - 1, high.year + 1):
        try:
            start, end = place(first, year), place(last, year)
            yield start, (end if start[0] <= end[1] else place(last, year + 1))
        except ValueError:  # 29 February, a fifth week
            continue


def _each_month(first: Unit, last: Unit, low: dt.date, high: dt.date) -> Iterator[tuple[Dates, Dates]]:
    for month, _ in _blocks(1, low, high):
        try:
            yield _in_month(first, month), _in_month(last, month)
        except ValueError:  # a fifth Thursday
            continue


def _in_month(unit: Unit, month: dt.date) -> Dates:
    if unit.name == "number":
        return _date_of(month, unit.args[1]), _date_of(month, unit.args[1])
    return place(replace(unit, args=(month.month, *unit.args[1:])), month.year)


def _date_of(month: dt.date, number: int) -> dt.date:
    """«31 число» is the last day of shorter months."""
    return min(month.replace(day=1) + (number - 1) * DAY, month_end(month.year, month.month))
