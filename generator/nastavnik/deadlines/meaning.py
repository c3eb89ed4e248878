"""What a phrase means in a plan: spans and repetitions → a deadline with dates.

Here dates get the years of their neighbours, and those that contradict each other are refused.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nastavnik.deadlines.deadline import (
    Dates,
    Deadline,
    DeadlineKind,
    Impossible,
    Meaning,
    Repeat,
    SchoolYear,
    UnitSpan,
    Years,
)
from nastavnik.deadlines.grammar import parse
from nastavnik.deadlines.places import Horizon, OpenDates, place, placeable, resolve, year_in


def understand(
    phrase: str,
    *,
    school_year: SchoolYear | None = None,
    period: Dates | None = None,
    year_end: tuple[int, int] = (5, 31),
) -> Deadline:
    """The meaning of a deadline phrase by the domain's deadline grammar; for any text, never an error.

    `school_year` or else `period` (first and last day) is what the plan says about its years, `year_end` the month
    and day a school year ends on. Without them a phrase that names no year has a kind and no dates.
    """
    meaning = parse(phrase)
    if meaning is None:
        return Deadline(phrase, "unknown")
    try:
        return _deadline(phrase, meaning, Horizon(school_year, period, year_end))
    except ValueError:  # no such day, or a contradiction
        return Deadline(phrase, "unknown")


def _deadline(phrase: str, meaning: Meaning, plan: Horizon) -> Deadline:
    if meaning.repeat:
        return _recurring(phrase, meaning, meaning.repeat, plan)
    if meaning.spans and not (meaning.always and not all(map(_bounds, meaning.spans))):
        return _dated(phrase, meaning, plan)
    return Deadline(phrase, "continuous" if meaning.always else "conditional")


def _bounds(span: UnitSpan) -> bool:
    """Whether a span may limit «постоянно»; «сентябрь, в течение года» is not over when September is."""
    school_year = bool(span.single and span.single.name == "school-year")
    return span.first is None or span.last is None or _bare_year(span) is not None or school_year


# --- one or several dates --------------------------------------------------------------------------


def _dated(phrase: str, meaning: Meaning, plan: Horizon) -> Deadline:
    spans = with_years(meaning.spans, plan)
    if meaning.onwards and not all(span.last is None for span in spans):
        raise Impossible
    dates = [resolve(span, plan) for span in spans]
    parts = tuple(
        Deadline(span.text, _kind(span, plan), *(at or (None, None))) for span, at in zip(spans, dates, strict=True)
    )
    if len(parts) == 1:
        return replace(parts[0], text=phrase)
    kinds = {part.kind for part in parts}
    kind = kinds.pop() if len(kinds) == 1 else "range"
    known = [at for at in dates if at]
    if len(known) < len(dates):
        return Deadline(phrase, kind, parts=tuple(replace(part, start=None, end=None) for part in parts))
    start, end = _outline(known)
    return Deadline(phrase, kind, start, end, parts=parts)


def _kind(span: UnitSpan, plan: Horizon) -> DeadlineKind:
    if span.first is None or span.last is None:
        return "date"
    unit = span.single
    if not unit:
        ends = {end.name for end in span.units}
        return "school-year" if ends == {"school-year"} else "range"
    if unit.name == "years" and isinstance(unit.year, Years):
        return "school-year" if plan.school_year == SchoolYear(unit.year.first) else "range"
    return _KINDS.get(unit.name, "range")


_KINDS: dict[str, DeadlineKind] = {
    "day": "date",
    "number": "date",
    "number-after": "date",
    "weekday": "date",
    "month": "month",
    "school-year": "school-year",
}


def _outline(dates: Sequence[OpenDates]) -> OpenDates:
    """The first start and the last end of spans that do not overlap."""
    ordered = sorted(dates, key=_closed)
    for before, after in pairwise(ordered):
        if _closed(before)[1] >= _closed(after)[0]:
            raise Impossible
    return ordered[0][0], ordered[-1][1]


def _closed(span: OpenDates) -> Dates:
    start, end = span
    return start or end or dt.date.min, end or start or dt.date.max


# --- years of neighbours ---------------------------------------------------------------------------


def with_years(spans: tuple[UnitSpan, ...], plan: Horizon) -> tuple[UnitSpan, ...]:
    """Spans of one phrase, each with the year that the others give it: «сентябрь, декабрь 2024 г.»."""
    spans = tuple({(span.first, span.last, span.after): span for span in spans}.values())
    if len(spans) < 2:
        return spans
    years = [_bare_year(span) for span in spans]
    if all(years):
        return spans
    if years[0] and not any(years[1:]):
        return _all_of(_as_planned(years[0], plan), spans[1:])
    if isinstance(years[-1], (SchoolYear, Years)) and not any(years[:-1]):
        return _all_of(_as_planned(years[-1], plan), spans[:-1])
    if isinstance(years[-1], int) and len(spans) == 2 and not _year(spans[0]):  # «ноябрь, 2024»
        return _all_of(years[-1], spans[:1])
    if not years[0] and all(isinstance(year, int) for year in years[1:]):
        return _same_month(spans[0], years[1:])
    if any(years):
        raise Impossible
    return _forwards(_backwards(spans, plan), plan)


def _bare_year(span: UnitSpan) -> int | SchoolYear | Years | None:
    """The year of a span that is a year and nothing else."""
    unit = span.single
    return unit.year if unit and unit.name in ("year", "school-year", "years") else None


def _as_planned(year: int | SchoolYear | Years | None, plan: Horizon) -> int | SchoolYear | Years | None:
    """«2023-2024 гг.» in the plan of that school year."""
    same = isinstance(year, Years) and plan.school_year == SchoolYear(year.first)
    return plan.school_year if same else year


def _year(span: UnitSpan) -> int | SchoolYear | Years | None:
    return next((unit.year for unit in span.units if unit.year), None)


def _in_year(span: UnitSpan, year: int | SchoolYear | Years) -> UnitSpan:
    first, last = (unit and replace(unit, year=year) for unit in (span.first, span.last))
    return replace(span, first=first, last=last)


def _all_of(year: int | SchoolYear | Years | None, spans: tuple[UnitSpan, ...]) -> tuple[UnitSpan, ...]:
    """«2024 год: май, сентябрь»."""
    assert year is not None
    if any(_year(span) or not all(placeable(unit) for unit in span.units) for span in spans):
        raise Impossible
    if isinstance(year, int) and not _ascending(spans):
        raise Impossible
    return tuple(_in_year(span, year) for span in spans)


def _same_month(span: UnitSpan, years: Sequence[int | SchoolYear | Years | None]) -> tuple[UnitSpan, ...]:
    """«ноябрь 2023, 2024»."""
    unit = span.single
    if not unit or unit.name != "month" or not isinstance(unit.year, int):
        raise Impossible
    return (span, *(_in_year(span, year) for year in years if year))


def _begins(span: UnitSpan) -> tuple[int, int] | None:
    """Month and day a yearless span begins on, for comparing."""
    unit = span.units[0]
    if not placeable(unit):
        return None
    first = place(unit, 2024)[0]
    return first.month, first.day


def _ascending(spans: Sequence[UnitSpan]) -> bool:
    places = [_begins(span) for span in spans]
    known = [place for place in places if place]
    return len(known) == len(places) and known == sorted(known)


def _backwards(spans: tuple[UnitSpan, ...], plan: Horizon) -> tuple[UnitSpan, ...]:
    """A year belongs to the months before it too, as long as these ascend: «сентябрь, декабрь 2024»."""
    done = list(spans)
    for at in range(len(done) - 2, -1, -1):
        year = _year(done[at + 1])
        if _year(done[at]) or not isinstance(year, int):
            continue
        if _ascending(done[at : at + 2]):
            done[at] = _in_year(done[at], year)
        elif not plan.school_year:
            raise Impossible  # «сентябрь, май 2024»: which September?
    return tuple(done)


def _forwards(spans: tuple[UnitSpan, ...], plan: Horizon) -> tuple[UnitSpan, ...]:
    """A month after a dated one is the next of its name: «сентябрь 2023 г., май»."""
    done = list(spans)
    for at in range(1, len(done)):
        year = _year(done[at - 1])
        if _year(done[at]) or not isinstance(year, int):
            continue
        last = done[at - 1].units[-1].year
        year = last if isinstance(last, int) else year
        following = year if _ascending(done[at - 1 : at + 1]) else year + 1
        unit = done[at].units[0]
        if plan.school_year and placeable(unit) and year_in(unit, plan.school_year, plan) != following:
            raise Impossible  # the plan is of another year
        done[at] = _in_year(done[at], following)
    return tuple(done)


# --- repetition ------------------------------------------------------------------------------------


def _recurring(phrase: str, meaning: Meaning, repeat: Repeat, plan: Horizon) -> Deadline:
    window = [span for span in meaning.spans if not is_slot(span, meaning) and not _any_year(span, repeat)]
    slots = [span for span in meaning.spans if is_slot(span, meaning)]
    own = [span for span in repeat.slots if all(placeable(unit) for unit in span.units)]
    if repeat.code == "yearly" and any(not placeable(unit) for span in slots for unit in span.units):
        raise Impossible
    named = [dates for span in slots if _year(span) and (dates := resolve(span, plan))]
    known = [resolve(span, plan) for span in window]
    start, end = _outline([dates for dates in known if dates]) if any(known) else (None, None)
    if named:
        start = min(_closed(dates)[0] for dates in named)
        end = end if repeat.code == "yearly" or meaning.onwards else max(_closed(dates)[1] for dates in named)
    elif start and (slots or own) and repeat.code == "yearly":
        start = _first_after(start, slots + own)
    if start and end and start > end:
        raise Impossible
    return Deadline(phrase, "recurring", start, None if meaning.onwards else end, repeat.code)


def is_slot(span: UnitSpan, meaning: Meaning) -> bool:
    """Whether a span says when within the repetition («ежегодно май»), or from when till when («ежемесячно с мая»)."""
    if any(unit.name in _WHOLE_YEARS for unit in span.units) or _is_school_start(span):
        return False
    if any(unit.args and unit.args[0] == 0 for unit in span.units):
        return True
    if meaning.repeat and meaning.repeat.code == "yearly":
        return not (_year(span) and (span.first is None or span.last is None))
    return len(meaning.spans) > 1 and bool(span.single or span.first is None) and not meaning.onwards


def _any_year(span: UnitSpan, repeat: Repeat) -> bool:
    """«ежегодно в течение учебного года» is not about the school year of the plan only."""
    ends = span.first is None and span.units[0].name in ("school-year", "school-start")
    return repeat.code == "yearly" and not _year(span) and (ends or bool(span.single))


def _is_school_start(span: UnitSpan) -> bool:
    return any(unit.name == "school-start" for unit in span.units)


_WHOLE_YEARS = ("year", "school-year", "years", "calendar-year", "floating")


def _first_after(start: dt.date, slots: Sequence[UnitSpan]) -> dt.date:
    """The first day of the first slot from `start` on: «май, ежегодно с 2023 года»."""
    units = [span.units[0] for span in slots]
    days = (place(unit, year)[0] for unit in units for year in (start.year, start.year + 1))
    return min(day for day in days if day >= start)
