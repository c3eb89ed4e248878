"""Rows of a table as CSV, in which no cell is a formula."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from typing import Any

from nastavnik.text.marks import stripped

ACTS = re.compile(r"\s*[=+\-@|%＝＋－＠]")
"""What a spreadsheet may take for a formula at the start of a text, after blanks too."""


def csv_rows(rows: Iterable[Iterable[object]]) -> str:
    """The rows as Excel reads them in Russia: semicolons between cells, CRLF after a row (else RFC 4180)."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def harmless(value: Any) -> Any:
    """The value; a text that a spreadsheet would run gets an apostrophe before it (CWE-1236), a day is ISO."""
    if not isinstance(value, str):
        return value.isoformat() if isinstance(value, dt.date) else value
    text = stripped(value)
    return f"'{text}" if ACTS.match(text) and len(text.strip()) > 1 else text
