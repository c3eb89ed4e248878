"""Whether our dates, set beside an approved phrase, say anything that the phrase does not say itself."""

import re
from calendar import monthrange

from nastavnik.messages.words import MONTH_STEMS

_PIECE = re.compile(
    r"(?P<date>\d{1,2}\.\d{1,2}\.\d{4})|(?P<number>\d+)|"
    + "|".join(rf"(?P<m{at}>{stem})" for at, stem in enumerate(MONTH_STEMS, 1)),
    re.IGNORECASE,
)


def adds(phrase: str, described: str) -> bool:
    """Whether `described` (as `describe` gives it) names other days, months or years than `phrase` does.

    «7 октября 2026 г.» needs no «7 октября 2026» beside it, nor «август – сентябрь 2026» the first day of the one and
    the last day of the other; «сентябрь» does need «сентябрь 2026».
    """
    named = _named(described)
    return bool(described) and _named(phrase) not in (named, _whole_months(named))


def _whole_months(named: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """A span from the first day of a month to the last of one without these days; anything else as it is."""
    days = [at for at, piece in enumerate(named[:-1]) if not piece[0] and named[at + 1][0]]
    if len(days) != 2 or named[days[0]][1] != 1 or named[-1][0] or len(named) < days[1] + 3:
        return named
    (_, last), (_, month), (_, year) = named[days[1] : days[1] + 3]
    return [piece for at, piece in enumerate(named) if at not in days] if last == monthrange(year, month)[1] else named


def _named(text: str) -> list[tuple[str, int]]:
    """Numbers and months of a text in their order: «до 15.09.2026» → 15, September, 2026."""
    named: list[tuple[str, int]] = []
    for piece in _PIECE.finditer(text):
        if piece["date"]:
            day, month, year = map(int, piece["date"].split("."))
            named += [("", day), ("month", month), ("", year)]
        elif piece["number"]:
            named.append(("", int(piece["number"])))
        else:
            named.append(("month", int(str(piece.lastgroup)[1:])))
    return named
