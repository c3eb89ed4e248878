"""Where a span lies in the calendar, given the years of the plan.

Without a year in the phrase: August–December belong to the first year of a school year, January–July to the
second; a plan of another period gives its year where only one fits. Otherwise a span stays undated (None).
"""

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from nastavnik.deadlines.deadline import Dates, Impossible, SchoolYear, Unit, UnitSpan, Years

OpenDates = tuple[dt.date | None, dt.date | None]
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Horizon:
    """What yearless phrases are read against."""

    school_year: SchoolYear | None = None
    period: Dates | None = None
    year_end: tuple[int, int] = (5, 31)

    @property
    def frame(self) -> Dates | None:
        """The days a yearless deadline may fall on; a plan of a school year begins with August's preparation."""
        if self.school_year:
            return dt.date(self.school_year.first, 8, 1), dt.date(self.school_year.first + 1, 8, 31)
        return self.period


# --- a unit in a year ------------------------------------------------------------------------------


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def months(year: int, first: int, last: int) -> Dates:
    return dt.date(year, first, 1), month_end(year, last)


def _third(year: int, month: int, number: int) -> Dates:
    """Ten days, and what is left of the month."""
    number = number if number > 0 else 4 + number
    first = dt.date(year, month, 10 * number - 9)
    return first, month_end(year, month) if number == 3 else first + 9 * DAY


def _half_month(year: int, month: int, number: int) -> Dates:
    middle = dt.date(year, month, 15)
    return (middle.replace(day=1), middle) if number == 1 else (middle + DAY, month_end(year, month))


def _week(year: int, month: int, number: int) -> Dates:
    """Weeks from Monday to Sunday, cut at the ends of the month; Saturday and Sunday alone are not its first week."""
    first, last = months(year, month, month)
    monday = first - first.weekday() * DAY if first.weekday() < 5 else first + (7 - first.weekday()) * DAY
    mondays = [monday + 7 * n * DAY for n in range(6) if monday + 7 * n * DAY <= last]
    if number > len(mondays):
        raise Impossible
    monday = mondays[number - 1 if number > 0 else number]
    return max(first, monday), min(last, monday + 6 * DAY)


def _weekday(year: int, month: int, weekday: int, number: int) -> Dates:
    first, last = months(year, month, month)
    start = first + (weekday - first.weekday()) % 7 * DAY
    days = [start + 7 * n * DAY for n in range(5) if start + 7 * n * DAY <= last]
    if number > len(days):
        raise Impossible
    day = days[number - 1 if number > 0 else number]
    return day, day


def _season(year: int, number: int) -> Dates:
    """Winter is the one that begins in the December of `year`."""
    if number == 1:
        return dt.date(year, 12, 1), month_end(year + 1, 2)
    return months(year, 3 * number - 3, 3 * number - 1)


PLACES: dict[str, Callable[..., Dates]] = {
    "day": lambda year, month, number: (dt.date(year, month, number),) * 2,
    "month": lambda year, month: months(year, month, month),
    "third": _third,
    "about": _third,
    "half-month": _half_month,
    "week": _week,
    "weekday": _weekday,
    "quarter": lambda year, number: months(year, 3 * number - 2, 3 * number),
    "half": lambda year, number: months(year, 6 * number - 5, 6 * number),
    "calendar-half": lambda year, number: months(year, 6 * number - 5, 6 * number),
    "season": _season,
    "year": lambda year: months(year, 1, 12),
}


def place(unit: Unit, year: int) -> Dates:
    """A unit of `PLACES` in a calendar year; ValueError if there is no such day in it."""
    return PLACES[unit.name](year, *unit.args)


def placeable(unit: Unit) -> bool:
    """Whether a calendar year is all that is wanting."""
    return unit.name in PLACES and not (unit.args and unit.args[0] == 0)


# --- a unit in the plan ----------------------------------------------------------------------------


_OF_MONTH = ("day", "month", "third", "about", "half-month", "week", "weekday")


def _first_month(unit: Unit) -> int:
    return unit.args[0] if unit.name in _OF_MONTH else place(unit, 2024)[0].month


def _refuse_august(unit: Unit, plan: Horizon) -> None:
    """Where the school year lasts till the end of August: is it before the year or at its end?"""
    if _first_month(unit) == 8 and plan.year_end >= (8, 1):
        raise Impossible


def year_in(unit: Unit, year: SchoolYear, plan: Horizon) -> int | None:
    """The calendar year of a unit within a school year."""
    if (unit.name, unit.args) == ("quarter", (3,)):
        return None  # half of it belongs to either school year
    _refuse_august(unit, plan)
    return year.first if _first_month(unit) >= 8 else year.first + 1


def _year_of(unit: Unit, plan: Horizon) -> int | None:
    """The year a unit names, or that its school year or its plan's gives it."""
    year = unit.year or plan.school_year
    if isinstance(year, Years):
        return None  # «май 2023-2024 гг.»: which of the two?
    if isinstance(year, SchoolYear):
        return year_in(unit, year, plan)
    if year is None and not plan.period:
        _refuse_august(unit, plan)
    return year


def _of_school_year(unit: Unit, plan: Horizon) -> Dates | None:
    year = unit.year if isinstance(unit.year, SchoolYear) else plan.school_year
    if isinstance(unit.year, Years) and plan.school_year != SchoolYear(unit.year.first):
        return (dt.date(unit.year.first, 1, 1), dt.date(unit.year.last, 12, 31)) if unit.name == "years" else None
    if year is None:
        return None
    start, end = year.start(plan.year_end), year.end(plan.year_end)
    if unit.name == "school-start":
        return start, start
    if unit.name == "school-half":
        return (start, dt.date(year.first, 12, 31)) if unit.args == (1,) else (dt.date(year.first + 1, 1, 1), end)
    return start, end


def _calendar_year(plan: Horizon) -> Dates | None:
    """«до конца календарного года»: the one the plan begins in."""
    if plan.school_year:
        return months(plan.school_year.first, 1, 12)
    years = {day.year for day in plan.period} if plan.period else set()
    return months(years.pop(), 1, 12) if len(years) == 1 else None


_SCHOOL = ("school-year", "school-half", "school-start", "years")


def _in_words_of(plan: Horizon, unit: Unit) -> Unit:
    """In a plan of a school year «I полугодие» is half of that."""
    year = unit.year or plan.school_year
    return replace(unit, name="school-half") if unit.name == "half" and isinstance(year, SchoolYear) else unit


def dates(unit: Unit, plan: Horizon) -> Dates | None:
    """First and last day of a unit."""
    unit = _in_words_of(plan, unit)
    if unit.name in _SCHOOL:
        return _of_school_year(unit, plan)
    if unit.name == "calendar-year":
        return _calendar_year(plan)
    if not placeable(unit):
        return None
    year = _year_of(unit, plan)
    if year is not None:
        at = place(unit, year)
        return None if _which_winter(unit) or _outside(unit, at, plan) else at
    return _only(_in_period(plan, lambda year: place(unit, year))) if unit.year is None else None


def _outside(unit: Unit, at: Dates, plan: Horizon) -> bool:
    """Whether a unit is half a calendar year outside the plan: of the school year, then?"""
    year = plan.school_year
    if not year or unit.name != "half":
        return False
    return at[0] > year.end(plan.year_end) or at[1] < year.start(plan.year_end)


def _which_winter(unit: Unit) -> bool:
    """Whether it is «зима 2024»: which of two?"""
    return (unit.name, unit.args) == ("season", (1,)) and isinstance(unit.year, int)


def _in_period(plan: Horizon, placed: Callable[[int], Dates]) -> Iterator[Dates]:
    if plan.school_year or not plan.period:
        return
    first, last = plan.period
    for year in range(first.year, last.year + 1):
        try:
            at = placed(year)
        except ValueError:  # 29 February
            continue
        if first <= at[0] and at[1] <= last:
            yield at


def _only(candidates: Iterator[Dates]) -> Dates | None:
    every = list(candidates)
    return every[0] if len(every) == 1 else None


# --- a span in the plan ----------------------------------------------------------------------------


def resolve(span: UnitSpan, plan: Horizon) -> OpenDates | None:
    """First and last day of a span (None: open), or None if they are not known; ValueError if impossible."""
    if span.first and span.last and span.first != span.last:
        between = _from_to(span.first, span.last, plan)
        return (between[0] + DAY, between[1]) if between and span.after else between
    at = dates(span.units[0], plan)
    if not at:
        return None
    start = at[1] + DAY if span.after else at[0]
    return (start if span.first else None), (at[1] if span.last else None)


def _from_to(first: Unit, last: Unit, plan: Horizon) -> Dates | None:
    if isinstance(last.year, (SchoolYear, Years)) and first.year is None:
        first = replace(first, year=last.year)
    first, last = _in_words_of(plan, first), _in_words_of(plan, last)
    if _which_winter(first) or _which_winter(last):
        return None
    ends = _ends(first, last, plan) if placeable(first) and placeable(last) else _known_ends(first, last, plan)
    if ends and ends[0] > ends[1]:
        raise Impossible
    return ends


def _known_ends(first: Unit, last: Unit, plan: Horizon) -> Dates | None:
    start, end = dates(first, plan), dates(last, plan)
    return (start[0], end[1]) if start and end else None


def _ends(first: Unit, last: Unit, plan: Horizon) -> Dates | None:
    """Of two placeable units, where one may take its year from the other."""
    if isinstance(first.year, int) and isinstance(last.year, int):
        return _known_ends(first, last, plan)
    wraps = place(first, 2024)[0] > place(last, 2024)[1]
    if isinstance(last.year, int):
        return _before(first, last, plan, wraps=wraps)
    if isinstance(first.year, int):
        return place(first, first.year)[0], place(last, first.year + wraps)[1]
    if isinstance(first.year, Years) and wraps and first.year == last.year:
        return place(first, first.year.first)[0], place(last, first.year.last)[1]
    start = _year_of(first, plan)
    if start is not None:
        return _within(plan, (place(first, start)[0], place(last, start + wraps)[1]), first.year is None)
    if first.year is not None:
        return None
    return _only(_in_period(plan, lambda year: (place(first, year)[0], place(last, year + wraps)[1])))


def _within(plan: Horizon, ends: Dates, yearless: bool) -> Dates | None:
    """«май – сентябрь» leaves the school year: this September or the next?"""
    return None if yearless and plan.frame and ends[1] > plan.frame[1] else ends


LONGEST_WRAP = 330 * DAY  # «с 15 октября по 1 октября 2026» is a slip, not a year


def _before(first: Unit, last: Unit, plan: Horizon, *, wraps: bool) -> Dates | None:
    """«декабрь – январь 2024»: the year before, where days say that it was thought over or the plan agrees."""
    assert isinstance(last.year, int)
    ends = place(first, last.year - wraps)[0], place(last, last.year)[1]
    agreed = plan.frame and plan.frame[0] <= ends[0] and ends[1] <= plan.frame[1]
    meant = first.name == last.name == "day" and ends[1] - ends[0] < LONGEST_WRAP
    return ends if not wraps or agreed or meant else None
