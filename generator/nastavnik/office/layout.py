"""A form of the municipality: an Excel file with `{{name}}` in its cells, filled with true figures; an example of one.

Captions and formulas are the municipality's and stay. openpyxl is imported only when a table is read or written.
"""

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from nastavnik import messages
from nastavnik.errors import ImportFailed, LibraryMissing
from nastavnik.office.monitoring import Numbers
from nastavnik.records.monitoring import SHARES

NAME = re.compile(r"\{\{\s*([\w.\-]+)\s*\}\}")
BROKEN = (OSError, BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError, EOFError, zlib.error)
"""What openpyxl raises for a file that is no workbook; SyntaxError is broken XML."""
SUMMED = ("mentored", "pairs", "groups", "mentors.category", "practices.level", "news.level", "contests.level")
WIDTHS = (62, 16, 12)


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form: its bytes, how many cells got numbers, and what is wrong where, a sentence each."""

    data: bytes
    cells: int
    slips: tuple[str, ...]


def fill(layout: Path, figures: Numbers) -> Filled:
    """A form with numbers in the place of names. A cell with nothing else becomes a number, formulas stay.

    Raises `ImportFailed` for what is no .xlsx or has no name in it.
    """
    book = _opened(layout)
    cells, names, slips = 0, 0, []
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            wrong, named = list(_slips(cell, figures)), NAME.findall(cell.value)
            slips += [messages.layout_slip(sheet.title, cell.coordinate, text) for text in wrong]
            names += len(named) + bool(wrong)
            if named and cell.data_type == "s" and all(name in figures for name in named):
                cell.value = _put(cell.value, figures)
                cells += any(figures[name] is not None for name in named)
    if not names:
        raise ImportFailed(messages.labelled(layout, messages.LAYOUT_WITHOUT_NAMES))
    return Filled(_saved(book), cells, tuple(slips))


def _opened(layout: Path) -> Any:
    library = _openpyxl()
    if not layout.is_file():
        raise ImportFailed(messages.labelled(layout, messages.NO_LAYOUT))
    try:
        return library.load_workbook(layout, keep_vba=layout.suffix.lower() == ".xlsm")
    except (*BROKEN, library.utils.exceptions.InvalidFileException) as error:
        raise ImportFailed(messages.labelled(layout, messages.NOT_A_LAYOUT)) from error


def _slips(cell: Any, figures: Numbers) -> Iterator[str]:
    """What is wrong with the names of a cell."""
    names = NAME.findall(cell.value)
    if cell.data_type != "s":
        yield from (messages.quoted(name, messages.NAME_IN_FORMULA) for name in names)
        return
    if "{{" in NAME.sub("", cell.value):
        yield messages.open_braces(cell.value)
    for name in names:
        if name not in figures:
            yield messages.unknown_figure(name, next(iter(get_close_matches(name, figures, 1)), ""))
        elif figures[name] is None:
            yield messages.quoted(name, messages.EMPTY_FIGURE)


def _put(text: str, figures: Numbers) -> Any:
    alone = NAME.fullmatch(text.strip())
    if alone:
        return figures[alone[1]]
    return NAME.sub(lambda name: "" if figures[name[1]] is None else str(figures[name[1]]).replace(".", ","), text)


# --- new files


def as_xlsx(figures: Numbers, captions: Mapping[str, str]) -> bytes:
    """All numbers with what they mean and their names."""
    book = _openpyxl().Workbook()
    _list(book.active, [(captions[name], name, value) for name, value in figures.items()])
    return _saved(book)


def new_layout(figures: Numbers, captions: Mapping[str, str]) -> bytes:
    """An example of a form: captions, names, formulas for shares and sums, and a sheet with every name there is."""
    book = _openpyxl().Workbook()
    sheet = book.active
    sheet.title = messages.LAYOUT_SHEET
    sheet.append([messages.LAYOUT_TITLE])
    _bold(sheet)
    sheet.append(messages.LAYOUT_HEAD)
    _bold(sheet)
    for share in SHARES:
        sheet.append([captions[f"{share}.part"], f"{{{{{share}.part}}}}"])
        sheet.append([captions[f"{share}.all"], f"{{{{{share}.all}}}}"])
        last = sheet.max_row
        sheet.cell(last - 1, 3, f'=IF(N(B{last})=0,"",ROUND(100*B{last - 1}/B{last},1))')
    for name in (name for name in figures if "." not in name):
        sheet.append([captions[name], f"{{{{{name}}}}}"])
    for group in SUMMED:
        _with_sum(sheet, [name for name in figures if name.rpartition(".")[0] == group], captions)
    _widths(sheet)
    names = book.create_sheet(messages.NAMES_SHEET)
    names.append([messages.NAMES_NOTE])
    _list(names, [(captions[name], name, f"{{{{{name}}}}}") for name in figures])
    return _saved(book)


def _with_sum(sheet: Any, names: list[str], captions: Mapping[str, str]) -> None:
    first = sheet.max_row + 2
    for row, name in enumerate(names, first):
        sheet.cell(row, 1, captions[name])
        sheet.cell(row, 2, f"{{{{{name}}}}}")
    sheet.append([messages.LAYOUT_TOTAL, f"=SUM(B{first}:B{sheet.max_row})"])
    _bold(sheet)


def _list(sheet: Any, rows: list[tuple[str, str, Any]]) -> None:
    sheet.append(messages.NAMES_HEAD)
    _bold(sheet)
    for row in rows:
        sheet.append(row)
    _widths(sheet)


def _bold(sheet: Any) -> None:
    for cell in sheet[sheet.max_row]:
        cell.font = _openpyxl().styles.Font(bold=True)


def _widths(sheet: Any) -> None:
    for letter, width in zip("ABC", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise LibraryMissing("openpyxl", "school") from error
    return openpyxl


def _saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
