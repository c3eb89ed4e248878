"""Rows of a table as CSV."""

import csv
import io
from collections.abc import Iterable


def csv_rows(rows: Iterable[Iterable[object]]) -> str:
    """The rows as Excel reads them in Russia: semicolons between cells, CRLF after a row (else RFC 4180)."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue()
