"""The leaf of a calendar that a day is shown on: number, month, and the year of a day of another school year."""

import datetime as dt
from collections.abc import Callable

import pytest
from markupsafe import Markup

from nastavnik.deadlines import SchoolYear
from nastavnik.installation import shipped
from nastavnik.pages.fragments import Fragments
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.date_leaf import DateLeaf, date_leaf
from tests.conftest import Files

DAY = dt.date.fromisoformat
Load = Callable[[Files], Catalogue]

LEAVES = (  # first and last day → what stands on the leaf of a school whose year is 2026-2027
    ("2026-08-01", None, DateLeaf("1", "августа", "")),
    ("2026-11-27", None, DateLeaf("27", "ноября", "")),
    ("2027-07-31", None, DateLeaf("31", "июля", "")),
    ("2026-07-31", None, DateLeaf("31", "июля", "2026")),
    ("2027-08-01", None, DateLeaf("1", "августа", "2027")),
    ("2026-09-07", "2026-09-07", DateLeaf("7", "сентября", "")),
    ("2026-09-07", "2026-09-11", DateLeaf("7–11", "сентября", "")),
    ("2026-12-30", "2027-01-03", DateLeaf("30", "декабря", "")),  # of two months the first day
    ("2026-11-27", "2027-11-28", DateLeaf("27", "ноября", "")),  # the same month of another year is another month
)


@pytest.mark.parametrize(("first", "last", "leaf"), LEAVES)
def test_leaf(catalogue: Load, first: str, last: str | None, leaf: DateLeaf) -> None:
    assert date_leaf(DAY(first), DAY(last) if last else None, catalogue({}).school) == leaf


def test_hours_do_not_make_two_days_of_one(catalogue: Load) -> None:
    morning, evening = dt.datetime(2026, 11, 27, 9), dt.datetime(2026, 11, 27, 18)

    assert date_leaf(morning, evening, catalogue({}).school) == DateLeaf("27", "ноября", "")


@pytest.mark.parametrize(("day", "year"), [("2026-07-31", 2025), ("2026-08-01", 2026), ("2027-01-01", 2026)])
def test_school_year_of_a_day_begins_in_august(day: str, year: int) -> None:
    assert SchoolYear.of(DAY(day)) == SchoolYear(year)


def test_tile_reads_as_a_day(catalogue: Load) -> None:
    tile = Fragments([shipped("theme/fragments")], catalogue({})).environment.from_string(
        '{% from "_parts.html" import date_tile %}{{ date_tile(day) }}'
    )

    html = tile.render(day=dt.datetime(2025, 11, 27, 15))

    assert 'datetime="2025-11-27T15:00:00"' in html
    assert 'data-plain="27 ноября 2025, 15:00"' in html  # what pages to paste say, without our style
    assert Markup(html).striptags().split() == ["27", "ноября", "2025"]
