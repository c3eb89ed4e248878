"""Lines of a record that begin with signs of Word where YAML wants others: blanks, colons, quotes, dashes."""

import re
from collections.abc import Iterable

from nastavnik import messages
from nastavnik.text.lookalikes import ODD_BLANK

_BLANKS, _COLONS = ODD_BLANK.pattern, "[\uff1a\ufe55\u2236\ua789]"
_FALSE_DASHES = (
    (re.compile(r"[ ]*(?P<odd>[–—―•·●▪◦])[ \u00a0]"), messages.LONG_DASH),
    (re.compile(r"[ ]*(?P<odd>-)[^\s\d-]"), messages.DASH_WITHOUT_BLANK),
    (re.compile(r"[ ]*(?P<odd>\*) "), messages.LONG_DASH),
)
_ODD_LINES = (
    (re.compile(rf"[ ]*(?:- )?[\w-]+:(?P<odd>{_BLANKS})"), messages.NO_BREAK_BLANK),
    (re.compile(rf"[ ]*(?P<odd>{_BLANKS})"), messages.NO_BREAK_INDENT),
    (re.compile(rf"[ ]*(?:- )?[\w-]+[ ]?(?P<odd>{_COLONS})"), messages.WIDE_COLON),
    (re.compile(r"[ ]*(?:- )?[\w-]+: *(?P<odd>[“”„«‘])[^\n]*[:#]\s"), messages.SMART_QUOTES),
    *_FALSE_DASHES,
)
"""What a line begins with where it should begin otherwise: blanks, colons, quotes and dashes of Word."""


def odd_beginning(line: str) -> tuple[int, str] | None:
    """The column, from 0, of such a sign in a line and what to do with it; None without one."""
    return _first(_ODD_LINES, line)


def false_dash(line: str) -> tuple[int, str] | None:
    """The same of signs that only look like the dash of an item."""
    return _first(_FALSE_DASHES, line)


def _first(signs: Iterable[tuple[re.Pattern[str], str]], line: str) -> tuple[int, str] | None:
    matches = ((pattern.match(line), message) for pattern, message in signs)
    return next(((match.start("odd"), message) for match, message in matches if match), None)
