"""An event of a calendar that repeats (RFC 5545, 3.8.5) → its days within a window, as many as a list can bear.

dateutil counts; only rules that surely have a day soon are given to it: it would look for the 30th of February until
the year 9999.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any

from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule

FREQUENCIES = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
WEEKDAYS = {"MO": MO, "TU": TU, "WE": WE, "TH": TH, "FR": FR, "SA": SA, "SU": SU}
PARTS = {
    "DAILY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"},
    "WEEKLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"},
    "MONTHLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"},
}
OLDEST = 5  # years before the window in which a rule may begin
MOST_LOOKED_AT = 3_000
_DAY = re.compile(r"([+-]?\d{0,2})([A-Z]{2})")


def occurrences(
    start: dt.datetime, rule: Mapping[str, Sequence[Any]], first: dt.date, last: dt.date
) -> Iterator[dt.datetime] | None:
    """The moments of a rule from the day `first` to the day `last`; None for a rule that is not understood.

    `start` has no zone: hours repeat by the clock on the wall.
    """
    parts = {name.upper(): list(values) for name, values in rule.items()}
    frequency = str(next(iter(parts.get("FREQ", ())), "")).upper()
    if not set(parts) <= PARTS.get(frequency, set()) or start.date() < first.replace(year=first.year - OLDEST, day=1):
        return None
    if frequency == "YEARLY":
        return _yearly(start, parts, first, last)
    days = _weekdays(parts.get("BYDAY", ()))
    if days is None or (parts.get("BYSETPOS") and not _has_position(parts)):
        return None
    counted = rrule(
        FREQUENCIES[frequency],
        dtstart=start,
        interval=_number(parts, "INTERVAL", 1),
        count=_number(parts, "COUNT", 0) or None,
        byweekday=days or None,
        bymonthday=[int(day) for day in parts.get("BYMONTHDAY", ()) if 1 <= abs(int(day)) <= 31] or None,
        bysetpos=[int(place) for place in parts.get("BYSETPOS", ())] or None,
    )
    end = min(last, _until(parts) or last)
    looked_at = islice(takewhile(lambda moment: moment.date() <= end, counted), MOST_LOOKED_AT)
    return (moment for moment in looked_at if moment.date() >= first)


def _yearly(
    start: dt.datetime, parts: Mapping[str, Sequence[Any]], first: dt.date, last: dt.date
) -> Iterator[dt.datetime] | None:
    """The same day of another year; for the 29th of February in those that have one."""
    step, count, until = _number(parts, "INTERVAL", 1), _number(parts, "COUNT", 0), _until(parts) or last
    return (
        moment
        for number, year in enumerate(range(start.year, last.year + 1, step))
        if (not count or number < count) and (moment := _of_year(start, year))
        if first <= moment.date() <= min(last, until)
    )


def _of_year(start: dt.datetime, year: int) -> dt.datetime | None:
    try:
        return start.replace(year=year)
    except ValueError:
        return None


def _number(parts: Mapping[str, Sequence[Any]], name: str, usual: int) -> int:
    return min(max(int(next(iter(parts.get(name, ())), usual)), usual), 10_000)


def _until(parts: Mapping[str, Sequence[Any]]) -> dt.date | None:
    until = next(iter(parts.get("UNTIL", ())), None)
    return until.date() if isinstance(until, dt.datetime) else until if isinstance(until, dt.date) else None


def _weekdays(words: Sequence[Any]) -> list[Any] | None:
    """Days of the week, «the second Tuesday» too; None for a word that is none."""
    matches = [_DAY.fullmatch(str(word).upper()) for word in words]
    if not all(match and match[2] in WEEKDAYS and abs(int(match[1] or 1)) <= 5 for match in matches):
        return None
    return [WEEKDAYS[match[2]](int(match[1])) if match[1] else WEEKDAYS[match[2]] for match in matches if match]


def _has_position(parts: Mapping[str, Sequence[Any]]) -> bool:
    """Whether there surely is such a day every month: «the last Friday», not «the hundredth»."""
    plain = all(len(str(word)) == 2 for word in parts.get("BYDAY", ()))
    positions = all(1 <= abs(int(place)) <= 4 for place in parts["BYSETPOS"])
    return bool(parts.get("BYDAY")) and plain and positions and "BYMONTHDAY" not in parts
