"""A table saved as CSV → one grid; letters and signs between cells are recognised."""

import csv
import io

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.grid import Block
from nastavnik.importing.office_file import OfficeFile
from nastavnik.importing.sheets import SheetCell, sheet_grid

BYTE_ORDER = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
LETTERS = ("utf-8", "cp1251")
BETWEEN = ";\t,|"
LARGEST_TEXT = 5_000_000  # bytes


def read_blocks(file: OfficeFile) -> tuple[Block, ...]:
    """The table of the file. Raises `ImportFailed` for a file that is none."""
    if len(file.raw) > LARGEST_TEXT:
        raise ImportFailed(messages.OFFICE_TOO_LARGE)
    text = _text(file.raw)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        raise ImportFailed(messages.OFFICE_DAMAGED) from None
    cells = (
        SheetCell(row, column, 1, 1, content)
        for row, contents in enumerate(rows)
        for column, content in enumerate(contents)
    )
    grid = sheet_grid(1, cells)
    return (grid,) if grid else ()


def _text(raw: bytes) -> str:
    marked = [encoding for mark, encoding in BYTE_ORDER if raw.startswith(mark)]
    for encoding in marked or LETTERS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportFailed(messages.OFFICE_DAMAGED)


def _delimiter(text: str) -> str:
    """The sign that stands in the most lines equally often; a semicolon wins over the comma of sentences."""
    lines = [line for line in text.splitlines() if line.strip()][:50]
    return max(BETWEEN, key=lambda sign: (sum(sign in line for line in lines), -BETWEEN.index(sign)))
