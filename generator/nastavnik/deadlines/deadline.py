"""The values of this room: what a phrase says (units of time, spans, repetition) and what it means (a deadline)."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

DeadlineKind = Literal["date", "month", "range", "school-year", "recurring", "continuous", "conditional", "unknown"]
Dates = tuple[dt.date, dt.date]

YEARS = range(1990, 2101)
"""What a deadline may mention; any other number of four digits is a slip of the pen or not a year."""


class Impossible(ValueError):
    """No such day, or a phrase that contradicts itself or allows two readings."""


AUGUST = 8
"""The month a school year is prepared in: councils meet, plans begin."""


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year by the calendar year it begins in: `SchoolYear(2026)` is 2026-2027."""

    first: int

    @classmethod
    def parse(cls, text: str) -> "SchoolYear | None":
        """«2026-2027», «2026/27», «2026–2027 учебный год» → the year, anything else → None."""
        years = _SCHOOL_YEAR.fullmatch(text)
        if not years:
            return None
        first, last = int(years[1]), int(years[2])
        follows = last in (first + 1, (first + 1) % 100)
        return cls(first) if follows and first in YEARS else None

    @classmethod
    def of(cls, day: dt.date) -> "SchoolYear":
        """The year a day belongs to; August, when it is prepared, is its first month."""
        return cls(day.year if day.month >= AUGUST else day.year - 1)

    @property
    def title(self) -> str:
        return f"{self.first}-{self.first + 1}"

    def start(self, year_end: tuple[int, int]) -> dt.date:
        """The first of September, or later if the year before ends later."""
        return max(dt.date(self.first, 9, 1), dt.date(self.first, *year_end) + dt.timedelta(days=1))

    def end(self, year_end: tuple[int, int]) -> dt.date:
        """The last day; `year_end` is (month, day)."""
        return dt.date(self.first + 1, *year_end)


_SCHOOL_YEAR = re.compile(
    r"\s*([12][0-9]{3})\s*[-‐‑‒–—―−/]\s*([0-9]{4}|[0-9]{2})\s*(?:уч(?:ебн\w+|\.)?\s*)?(?:год\w?|гг?)?\.?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A phrase and its meaning; `start` and `end` are the first and last day, None where open or not known.

    `repeat` is yearly, half-yearly, quarterly, monthly, weekly or daily; what these cannot express is
    «3-times-yearly» or «every-2-weeks». `parts` are the deadlines of a phrase that names several.
    """

    text: str
    kind: DeadlineKind
    start: dt.date | None = None
    end: dt.date | None = None
    repeat: str | None = None
    parts: tuple["Deadline", ...] = ()


class Years(NamedTuple):
    """«2023-2024 гг.»: a school year where the plan is of that year, else two calendar years."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the calendar as it was named: «третья декада сентября 2024» is `Unit("decade", (9, 3), 2024)`.

    `name` is a key of `places.PLACES` or one of its special cases, `args` start with the month (0: of any month).
    """

    name: str
    args: tuple[int, ...] = ()
    year: int | SchoolYear | Years | None = None


@dataclass(frozen=True, slots=True)
class UnitSpan:
    """From a unit to a unit: «до X» has only the last, «с X» only the first, a single unit is both."""

    first: Unit | None
    last: Unit | None
    after: bool = False
    """«после X»: begins the day after the first unit."""
    text: str = ""

    @property
    def single(self) -> Unit | None:
        return self.first if self.first == self.last else None

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in (self.first, self.last) if unit)


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often; `slots` say when within a period, if the same words say so («последний четверг месяца»)."""

    code: str
    slots: tuple[UnitSpan, ...] = ()
    terms: bool = False
    """Once in each school term: there is no telling when without the school's calendar."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """All a phrase says, before years and plans come in."""

    spans: tuple[UnitSpan, ...]
    repeat: Repeat | None
    onwards: bool
    """«далее»: what was said begins a series."""
    always: bool
