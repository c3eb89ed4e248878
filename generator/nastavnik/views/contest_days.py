"""What the days of a contest mean: until when something is taken in, and which day is to be seen first.

A record only gives days with a few words («последний день приёма историй»), so the words decide; a day whose words say
nothing of taking in is a day of the contest and no more.
"""

import datetime as dt
import re
from typing import NamedTuple

from nastavnik import messages
from nastavnik.records import Contest
from nastavnik.records.contest import ContestDay
from nastavnik.school.catalogue import Catalogue

_TAKES_IN = re.compile(r"(?i)\b(?:при[её]м|заяв|подач|регистрац|сбор)")
_BEGINS = re.compile(r"(?i)\b(?:нача|открыт|старт|объявлени)")
_RESULTS = re.compile(r"(?i)\b(?:итог|результат|награжд|финал|закрыти|победител)")
_WHAT = re.compile(r"(?i)\b(?:при[её]ма?|подач[аиу]|сбора?)\s+([а-яё]{3,})")


class ContestIntake(NamedTuple):
    """Between which days things are taken in (either may be unknown), and what, in the genitive: «историй»."""

    opens: dt.date | None
    closes: dt.date | None
    what: str


def intake(contest: Contest) -> ContestIntake:
    """When a contest takes things in, by the words of its days."""
    days = [day for day in contest.dates if _TAKES_IN.search(day.title)]
    opens = [day.date for day in days if _BEGINS.search(day.title)]
    closes = [day.date for day in days if not _BEGINS.search(day.title)]
    named = next((match[1].lower() for day in days if (match := _WHAT.search(day.title))), messages.ENTRIES)
    return ContestIntake(min(opens, default=None), max(closes, default=None), named)


def ends_with_results(contest: Contest) -> bool:
    """Whether the last day a contest names is that of its results: once it is past, nothing is left to come."""
    last = max(day.date for day in contest.dates)
    return any(_RESULTS.search(day.title) for day in contest.dates if day.date == last)


def day_in_sight(catalogue: Catalogue, contest: Contest) -> ContestDay | None:
    """The day a reader needs first: the next one that is not over, else the last; None for a contest without days."""
    days = sorted(contest.dates, key=lambda day: day.date)
    ahead = (day for day in days if not catalogue.is_over(day.date))
    return next(ahead, days[-1] if days else None)
