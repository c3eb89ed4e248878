"""Tables written as data: sheets of Excel and LibreOffice, CSV. A cell `<` is merged with the one to its left."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from odfdo import Cell, Document, Row, Table

Rows = Sequence[Sequence[Any]]


def make_sheet(path: Path, rows: Rows, title: str = "Список") -> Path:
    """A workbook with one sheet; empty texts are cells that are not there."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for top, row in enumerate(rows, 1):
        for left, value in enumerate(row, 1):
            if value not in ("", "<"):
                sheet.cell(top, left, value)
            if value == "<" and (left == len(row) or row[left] != "<"):
                first = max(at for at in range(left) if row[at] != "<") + 1
                sheet.merge_cells(start_row=top, start_column=first, end_row=top, end_column=left)
    book.save(path)
    return path


def make_ods(path: Path, rows: Rows, title: str = "Список") -> Path:
    """A LibreOffice sheet without merged cells."""
    document = Document("spreadsheet")
    document.body.clear()
    table = Table(title)
    for values in rows:
        row = Row()
        for value in values:
            row.append_cell(Cell(value if value != "" else None))
        table.append_row(row)
    document.body.append(table)
    document.save(path)
    return path


def make_csv(path: Path, rows: Rows, encoding: str = "utf-8") -> Path:
    """A table with semicolons, as Excel saves it."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    return path
