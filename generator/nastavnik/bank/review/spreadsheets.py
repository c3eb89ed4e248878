"""Tables for people: XLSX, CSV and JSON written row by row into files nobody has seen yet.

Whatever stands in a cell is text, never a formula.
"""

import csv
import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nastavnik.errors import LibraryMissing
from nastavnik.text.csv_rows import ACTS, harmless
from nastavnik.text.marks import stripped

CellValue = str | int | float | dt.date | None
LONGEST = 32_767  # characters of a cell in Excel
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


class Worksheet(NamedTuple):
    """A table with its heading; rows may be as many as Excel takes, they are never held at once."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[CellValue]]


def write_xlsx(target: Path, sheets: Iterable[Worksheet]) -> None:
    """A workbook with a sheet a table: heading bold and fixed, columns with a filter, every text marked as text."""
    library = _openpyxl()
    book = library.Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(_NOT_IN_A_NAME.sub(" ", sheet.title)[:31])
        page.freeze_panes = "A2"
        for number, caption in enumerate(sheet.head, 1):
            letter = library.utils.get_column_letter(number)
            page.column_dimensions[letter].width = max(26, len(caption) + 2)
        page.append([_cell(page, caption, bold=True) for caption in sheet.head])
        count = 1
        for row in sheet.rows:
            count += 1
            page.append([_cell(page, value) for value in row])
        page.auto_filter.ref = f"A1:{library.utils.get_column_letter(len(sheet.head))}{count}"
    book.save(target)


def write_csv(target: Path, sheet: Worksheet) -> None:
    """One table as Russian Excel opens it: semicolons, UTF-8 with a mark."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
        rows.writerow(sheet.head)
        rows.writerows([harmless(value) for value in row] for row in sheet.rows)


def write_csvs(target: Path, sheets: Iterable[Worksheet]) -> None:
    """Tables one below another in one file; an empty line and a title stand between them."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
        for number, sheet in enumerate(sheets):
            rows.writerows([[]] * bool(number) + [[sheet.title], sheet.head])
            rows.writerows([harmless(value) for value in row] for row in sheet.rows)


def write_json(target: Path, sheets: Iterable[Worksheet]) -> None:
    """`{title: [{caption: value}, …], …}`, days as ISO."""
    tables = {
        sheet.title: [dict(zip(sheet.head, map(_plain, row), strict=True)) for row in sheet.rows] for sheet in sheets
    }
    target.write_text(json.dumps(tables, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _plain(value: CellValue) -> str | int | float | None:
    return value.isoformat() if isinstance(value, dt.date) else value


def _cell(page: Any, value: CellValue, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if not isinstance(value, str):
        return value
    text = stripped(value)[:LONGEST]
    acts = bool(ACTS.match(text))
    if not acts and not bold:
        return text
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    cell.quotePrefix = acts
    if bold:
        cell.font = Font(bold=True)
    return cell


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise LibraryMissing("openpyxl", "region") from error
    return openpyxl
