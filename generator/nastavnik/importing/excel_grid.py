"""An Excel workbook (.xlsx, .xlsm) → a grid for each sheet, merged cells kept.

The format: ECMA-376 part 1, 18. openpyxl is imported here and only when such a file is read; it keeps only cells that
are there, so a word in the last cell of a sheet costs nothing. Merges are measured before it unfolds them.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from nastavnik import messages
from nastavnik.errors import ImportFailed, LibraryMissing
from nastavnik.importing.grid import Block
from nastavnik.importing.office_file import DAMAGED, OfficeFile
from nastavnik.importing.sheets import SheetCell, as_text, sheet_grid

LARGEST_SHEET_XML = 12_000_000  # bytes; openpyxl reads some 2 MB a second
LARGEST_MERGES = 200_000  # cells under merged ones in a sheet
BROKEN = (  # what openpyxl and the parsers below it stumble over in a spoilt file
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, AssertionError, OverflowError, SyntaxError),
    *DAMAGED,
)
MERGE = re.compile(rb"<(?:\w+:)?mergeCell[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


def read_blocks(file: OfficeFile) -> tuple[Block, ...]:
    """A grid for each visible sheet with words, in their order. Raises `ImportFailed` for what cannot be read."""
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ModuleNotFoundError:
        raise LibraryMissing("openpyxl", "school") from None
    _measure(file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(file.raw), data_only=True)
    except (InvalidFileException, *BROKEN):
        raise ImportFailed(messages.OFFICE_DAMAGED) from None
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or list(book.worksheets)
    grids = (sheet_grid(number, _cells(sheet), sheet.title) for number, sheet in enumerate(sheets, 1))
    return tuple(grid for grid in grids if grid)


def _measure(file: OfficeFile) -> None:
    """Refuse sheets that would unfold into millions of cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.raw)) as archive:
            for entry in archive.infolist():
                is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
                if is_sheet and (entry.file_size > LARGEST_SHEET_XML or _merged(archive.read(entry)) > LARGEST_MERGES):
                    raise ImportFailed(messages.OFFICE_TOO_LARGE)
    except BROKEN:
        raise ImportFailed(messages.OFFICE_DAMAGED) from None


def _merged(xml: bytes) -> int:
    return sum(
        (int(bottom) - int(top) + 1) * (_column(right) - _column(left) + 1)
        for left, top, right, bottom in MERGE.findall(xml)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cells(sheet: Any) -> Iterator[SheetCell]:
    sizes = {
        (merge.min_row, merge.min_col): (merge.max_row - merge.min_row + 1, merge.max_col - merge.min_col + 1)
        for merge in sheet.merged_cells.ranges
    }
    for cell in sheet._cells.values():  # iter_rows would make every cell up to the last one
        if cell.value is not None:
            height, width = sizes.get((cell.row, cell.column), (1, 1))
            bold = bool(cell.font and cell.font.b)
            yield SheetCell(
                cell.row - 1, cell.column - 1, height, width, as_text(cell.value, hours="h" in cell.number_format), bold
            )
