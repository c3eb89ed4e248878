"""Lines of a record that begin with signs of Word where YAML wants others: blanks, colons, quotes, dashes."""

import re

from nastavnik import messages

_BLANKS, _COLONS = "[\u00a0\u2000-\u200a\u202f\u205f\u3000]", "[\uff1a\ufe55\u2236\ua789]"
_ODD_LINES = (
    (re.compile(rf"[ ]*(?:- )?[\w-]+:(?P<odd>{_BLANKS})"), messages.NO_BREAK_BLANK),
    (re.compile(rf"[ ]*(?P<odd>{_BLANKS})"), messages.NO_BREAK_INDENT),
    (re.compile(rf"[ ]*(?:- )?[\w-]+[ ]?(?P<odd>{_COLONS})"), messages.WIDE_COLON),
    (re.compile(r"[ ]*(?:- )?[\w-]+: *(?P<odd>[“”„«‘])[^\n]*[:#]\s"), messages.SMART_QUOTES),
    (re.compile(r"[ ]*(?P<odd>[–—―•·●▪◦])[ \u00a0]"), messages.LONG_DASH),
    (re.compile(r"[ ]*(?P<odd>-)[^\s\d-]"), messages.DASH_WITHOUT_BLANK),
    (re.compile(r"[ ]*(?P<odd>\*) "), messages.LONG_DASH),
)
"""What a line begins with where it should begin otherwise: blanks, colons, quotes and dashes of Word."""


def odd_beginning(line: str) -> tuple[int, str] | None:
    """The column, from 0, of such a sign in a line and what to do with it; None without one."""
    for pattern, message in _ODD_LINES:
        match = pattern.match(line)
        if match:
            return match.start("odd"), message
    return None
