"""Days that a text or the name of a file tells: «12 ноября 2026 г.», «12.11.2026», «2026-11-12», «12 ноября»."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from nastavnik import messages

MONTHS = {name: number for number, name in enumerate(messages.MONTHS_OF, 1)}
NAMES = "|".join(messages.MONTHS_OF)
YEAR = r"(?:19|20)\d\d"
DAY = re.compile(
    rf"(?<![\d.№])(?:[«\"“]?(?P<day>\d{{1,2}})[»\"”]?\s+(?P<name>{NAMES})(?:\s+(?P<year>{YEAR})(?!\d))?"
    rf"|(?P<d>\d{{1,2}})[./-](?P<m>\d{{1,2}})[./-](?P<y>{YEAR})(?!\d)"
    rf"|(?P<iy>{YEAR})[-._](?P<im>\d\d)[-._](?P<id>\d\d)(?!\d))",
    re.IGNORECASE,
)
IN_NAME = tuple(
    re.compile(rf"(?<!\d){form}(?!\d)")
    for form in (
        rf"(?P<d>\d{{1,2}})[._ -](?P<m>\d{{1,2}})[._ -](?P<y>{YEAR})",
        rf"(?P<y>{YEAR})[._ -]?(?P<m>\d\d)[._ -]?(?P<d>\d\d)",
        r"(?P<d>\d\d)[._ -](?P<m>\d\d)[._ -](?P<y>\d\d)",
    )
)
"""Days in names of files, those with all four digits of their year first."""
ALONE = re.compile(
    r"(?i)\W*(?:дата(?:\s+(?:публикации|проведения|события))?\s*[:–—-]?|опубликовано\s*:?|(?:понедельник|вторник|среда"
    r"|четверг|пятница|суббота|воскресенье),?)?\W*$"
)


class ToldDay(NamedTuple):
    """A day a text tells: its words, the day (None for «31.06.2025»), whether the year is told, where it stands."""

    words: str
    day: dt.date | None
    with_year: bool
    start: int
    end: int


def days_in(text: str, today: dt.date) -> Iterator[ToldDay]:
    """Every day of a text in its order; one without a year is the latest such day that is not after `today`."""
    for match in DAY.finditer(text):
        year = match["year"] or match["y"] or match["iy"]
        month = MONTHS[match["name"].lower()] if match["name"] else int(match["m"] or match["im"])
        number = int(match["day"] or match["d"] or match["id"])
        day = _day(int(year), month, number) if year else _latest(month, number, today)
        yield ToldDay(match[0], day, bool(year), match.start(), match.end())


def day_alone(text: str, today: dt.date) -> ToldDay | None:
    """The day of a line that says nothing else: «12 ноября 2026 года, четверг»."""
    days = [*days_in(text, today)]
    if len(days) != 1 or len(text) > 60:
        return None
    rest = re.sub(r"(?i)\s*(?<!\w)(?:года|год|г\.?)(?!\w)", "", text[: days[0].start] + " " + text[days[0].end :])
    return days[0] if ALONE.match(rest) else None


def day_in_name(stem: str) -> ToldDay | None:
    """The day the name of a file tells: «2026-11-12 Встреча», «Новость 12.11.26»."""
    match = next(filter(None, (form.search(stem) for form in IN_NAME)), None)
    if match is None:
        return None
    year = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"])
    day = _day(year, int(match["m"]), int(match["d"]))
    return ToldDay(match[0], day, True, match.start(), match.end())


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _latest(month: int, day: int, today: dt.date) -> dt.date | None:
    days = (_day(year, month, day) for year in range(today.year, today.year - 8, -1))
    return next((each for each in days if each and each <= today), None)
