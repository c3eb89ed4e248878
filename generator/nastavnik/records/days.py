"""Types of fields that are days, hours and school years, in the ways people write them."""

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import PlainSerializer
from pydantic_core import PydanticCustomError

from nastavnik import messages
from nastavnik.deadlines import SchoolYear
from nastavnik.records.typed import Reads, matching, one_line, one_of, without_names, wrong

YEARS = range(1900, 2201)
"""Years that a record may name; any other is a slip of the pen: 0001 and 9999 stand for «unknown» in other programs."""
MONTHS = {name: number for names in (messages.MONTHS_OF, messages.MONTHS) for number, name in enumerate(names, 1)}
_DAY_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?: ?г(?:ода|\.)?)?"),
    re.compile(r"(?P<d>\d{1,2}) (?P<m>[а-я]+) (?P<y>\d{4})(?: ?г(?:ода|\.)?)?"),
)
_CLOCK = re.compile(r"(?:[ ,tT]|\bв\b)*(\d{1,2})[:.](\d{2})(?::\d{2})?\s*\Z")


def read_day(text: str) -> dt.date:
    """`2026-09-01`, `01.09.2026` or `1 сентября 2026 года` → date. Raises a refusal for anything else."""
    plain = one_line(text).lower()
    for form in _DAY_FORMS:
        match = form.fullmatch(plain)
        if not match:
            continue
        month = MONTHS.get(match["m"]) or (int(match["m"]) if match["m"].isdigit() else 0)
        try:
            day = dt.date(int(match["y"]), month, int(match["d"]))
        except ValueError:
            raise wrong(messages.no_such_day(text)) from None
        if day.year not in YEARS:
            raise wrong(messages.quoted(text, messages.improbable_year(YEARS[0], YEARS[-1])))
        return day
    raise wrong(messages.quoted(text, messages.NOT_A_DAY))


def read_moment(value: str) -> dt.date | dt.datetime:
    """`27.11.2026 15:00` → a day with its hour, or a day. Raises a refusal for anything else."""
    clock = _CLOCK.search(value)
    if not clock:
        return read_day(value)
    hour, minute = int(clock[1]), int(clock[2])
    if hour > 23 or minute > 59:
        raise wrong(messages.not_a_time(value))
    return dt.datetime.combine(read_day(value[: clock.start()]), dt.time(hour, minute))


_IS_DONE, _IS_NOT = ("да", "выполнено", "yes", "true", "+", "✓", "v"), ("нет", "не выполнено", "no", "false", "-")


def _done(value: str) -> Any:
    if value.strip().lower() in _IS_DONE:
        return True
    if value.strip().lower() in _IS_NOT:
        return None
    try:
        return read_day(value)
    except PydanticCustomError as error:
        is_day = bool(re.search(r"\d", value))
        raise (error if is_day else wrong(messages.quoted(value, messages.NOT_DONE))) from None


def _done_text(value: dt.date | bool | None) -> str | None:
    """Published JSON has one type a field: a date, or «yes» where the day is not known."""
    return value.isoformat() if isinstance(value, dt.date) else "yes" if value else None


_DAY_TYPED = rf"(?:{without_names(*_DAY_FORMS)})"
_DAY = matching(_DAY_TYPED)

Day = Annotated[dt.date, Reads(read_day, _DAY)]
Moment = Annotated[
    dt.date | dt.datetime, Reads(read_moment, matching(rf"{_DAY_TYPED}(?:[ ,tTв]*\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?)?"))
]
Done = Annotated[
    dt.date | bool | None,
    Reads(_done, {"anyOf": [_DAY, {"enum": ["да"]}, one_of((*_IS_DONE, *_IS_NOT), "boolean")]}),
    PlainSerializer(_done_text, return_type=str | None, when_used="json"),
]


_SCHOOL_YEAR = r"(\d{4})\s*[–—/-]\s*(\d{4}|\d{2})(?:\s*(?:уч|г).*)?"
_CALENDAR_YEAR = r"((?:19|20)\d{2})\s*(?:г\.?|год|календарный год)?"


def _school_year(value: str) -> Any:
    match = re.fullmatch(_SCHOOL_YEAR, value.strip())
    if not match:
        raise wrong(messages.quoted(value, messages.NOT_A_SCHOOL_YEAR))
    first, last = int(match[1]), int(match[2]) % 100
    if (first + 1) % 100 != last or SchoolYear.parse(f"{first}-{first + 1}") is None:
        raise wrong(messages.quoted(value, messages.NOT_A_SCHOOL_YEAR))
    return f"{first}-{first + 1}"


SchoolYearText = Annotated[str, Reads(_school_year, matching(_SCHOOL_YEAR))]


def _period(value: str) -> Any:
    calendar = re.fullmatch(_CALENDAR_YEAR, value.strip())
    return calendar[1] if calendar else _school_year(value)


PeriodText = Annotated[str, Reads(_period, matching(f"{_SCHOOL_YEAR}|{_CALENDAR_YEAR}", "integer"))]
"""A school year, `2026-2027`, or a calendar one, `2026`."""
