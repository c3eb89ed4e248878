"""Whether our dates, set beside an approved phrase, say anything that the phrase does not say itself."""

import re

from nastavnik.messages.words import MONTH_STEMS

_PIECE = re.compile(
    r"(?P<date>\d{1,2}\.\d{1,2}\.\d{4})|(?P<number>\d+)|"
    + "|".join(rf"(?P<m{at}>{stem})" for at, stem in enumerate(MONTH_STEMS, 1)),
    re.IGNORECASE,
)


def adds(phrase: str, described: str) -> bool:
    """Whether `described` (as `describe` gives it) names other days, months or years than `phrase` does.

    «7 октября 2026 г.» needs no «7 октября 2026» beside it, «сентябрь» does need «сентябрь 2026».
    """
    return bool(described) and _named(phrase) != _named(described)


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
