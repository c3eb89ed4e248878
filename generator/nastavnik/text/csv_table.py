"""Tables as Russian Excel opens them. Whatever stands in a cell is text, never a formula."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from nastavnik.text.marks import UNPRINTABLE

CellValue = str | int | float | dt.date | None
FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠]")
"""What a spreadsheet may take for a formula at the start of a text, after blanks too."""


def write_rows(file: TextIO, rows: Iterable[Sequence[CellValue]]) -> None:
    """Rows into a file, one by one: semicolons, lines as Windows ends them."""
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)


def csv_text(rows: Iterable[Sequence[CellValue]]) -> str:
    """Rows as `write_rows` writes them."""
    text = io.StringIO()
    write_rows(text, rows)
    return text.getvalue()


def harmless(value: CellValue) -> CellValue:
    """The value; a text that a spreadsheet would run gets an apostrophe before it (CWE-1236)."""
    if not isinstance(value, str):
        return value.isoformat() if isinstance(value, dt.date) else value
    text = UNPRINTABLE.sub("", value)
    return f"'{text}" if FORMULA.match(text) else text
