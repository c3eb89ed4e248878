"""A day as a leaf of a tear-off calendar: a large number, the month under it, the year only where it is another one."""

import datetime as dt
from typing import NamedTuple

from nastavnik import messages
from nastavnik.deadlines import SchoolYear
from nastavnik.records.record import day_of
from nastavnik.records.school import School


class DateLeaf(NamedTuple):
    """What stands on a leaf: «27» or «7–11», «ноября», and «2025» or nothing."""

    days: str
    month: str
    year: str


def date_leaf(start: dt.date, end: dt.date | None, school: School) -> DateLeaf:
    """The leaf of a day, or of several of one month; of a longer stretch its first day.

    The year is told of a day outside the school's current school year (August to July).
    """
    first, last = day_of(start), day_of(end or start)
    several = first != last and (first.year, first.month) == (last.year, last.month)
    is_now = SchoolYear.of(first).title == school.current_year
    days = f"{first.day}–{last.day}" if several else str(first.day)
    return DateLeaf(days, messages.MONTHS_OF[first.month - 1], "" if is_now else str(first.year))
