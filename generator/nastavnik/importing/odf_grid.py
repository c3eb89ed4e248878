"""An OpenDocument text or spreadsheet (.odt, .ods) → paragraphs and grids, as LibreOffice shows them.

The format: ISO/IEC 26300 (ODF 1.2). odfdo opens the package; it is imported here and only when such a file is read.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from nastavnik import messages
from nastavnik.errors import ImportFailed, LibraryMissing
from nastavnik.importing.grid import Block, Cell, Grid, Paragraph, flat_lines, grid_of
from nastavnik.importing.odf_runs import UNSEEN, OdfRuns
from nastavnik.importing.odf_styles import OdfElement, OdfStyles
from nastavnik.importing.office_file import DAMAGED, OfficeFile
from nastavnik.importing.sheets import LARGEST_SHEET, SheetCell, as_text, sheet_grid

BROKEN = (  # what odfdo and the parsers below it stumble over in a spoilt file
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, UnicodeError),
    *DAMAGED,
)
DEEPEST = 60  # elements inside elements; a table in a table in a section is 12


def read_blocks(file: OfficeFile) -> tuple[Block, ...]:
    """Paragraphs and tables of a text, or a grid for each sheet. Raises `ImportFailed` for what cannot be read."""
    try:
        from odfdo import Document
        from odfdo.security import SecurityError
    except ModuleNotFoundError:
        raise LibraryMissing("odfdo", "school") from None
    if _is_locked(file):
        raise ImportFailed(messages.OFFICE_PASSWORD)
    try:
        document = Document(io.BytesIO(file.raw))
        body = document.body
        if body.tag == "office:presentation":
            raise ImportFailed(messages.SLIDES)
        reader = _Reader(OdfStyles(document), partial(_picture, document))
        return tuple(reader.sheets(body) if body.tag == "office:spreadsheet" else reader.blocks(body))
    except SecurityError:  # it unpacks to more than two hundred times its size
        raise ImportFailed(messages.OFFICE_TOO_LARGE) from None
    except BROKEN:
        raise ImportFailed(messages.OFFICE_DAMAGED) from None


def _picture(document: Any, path: str) -> bytes:
    """The bytes of a picture of the package; none for one that is not there or lies elsewhere."""
    try:
        data = document.get_part(path.removeprefix("./"))
    except BROKEN:
        return b""
    return data if isinstance(data, bytes) else b""


def _is_locked(file: OfficeFile) -> bool:
    """Whether the manifest says that parts are encrypted."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.raw)) as archive:
            return b"encryption-data" in archive.read("META-INF/manifest.xml")
    except BROKEN:
        return False  # a file without a manifest; whoever reads on will see


class _Reader:
    """Walks the document once and in order: lists and tables are counted on the way."""

    def __init__(self, styles: OdfStyles, picture: Callable[[str], bytes]) -> None:
        self.styles = styles
        self.runs = OdfRuns(styles, picture)
        self.tables = 0

    def blocks(self, parent: OdfElement, depth: int = 0) -> Iterator[Block]:
        """What stands in a text, a section, a cell, a box."""
        if depth > DEEPEST:
            raise ImportFailed(messages.OFFICE_DAMAGED)
        for element in parent.children:
            if element.tag in ("text:p", "text:h"):
                yield from self.paragraph(element, depth)
            elif element.tag == "text:list":
                yield from self.list(element, depth)
            elif element.tag == "table:table":
                yield from self.table(element, depth)
            elif element.tag not in UNSEEN:
                yield from self.blocks(element, depth + 1)

    def paragraph(self, element: OdfElement, depth: int, marker: str = "", level: int = -1) -> Iterator[Block]:
        """The paragraph, then what its text boxes hold."""
        boxes: list[OdfElement] = []
        footnotes: list[str] = []
        runs = tuple(self.runs.of(element, boxes, footnotes))
        style = element.get_attribute("text:style-name") or ""
        yield Paragraph(
            text="".join(run.text for run in runs),
            marker=marker,
            level=level,
            bold=self.styles.is_bold(style) or self._all_bold(element),
            heading=element.tag == "text:h" or self.styles.is_centred(style),
            new_page=self.styles.starts_page(style),
            footnotes=tuple(footnotes),
            runs=runs,
            outline=self.styles.outline(element),
        )
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _all_bold(self, paragraph: OdfElement) -> bool:
        spans = [child for child in paragraph.children if child.tag == "text:span"]
        loose = (paragraph.text or "") + "".join(child.tail or "" for child in paragraph.children)
        return (
            bool(spans)
            and not loose.strip()
            and all(self.styles.is_bold(span.get_attribute("text:style-name") or "") for span in spans)
        )

    def list(self, element: OdfElement, depth: int, level: int = 0, style: str = "") -> Iterator[Block]:
        """Items of a list; the first paragraph of an item bears its marker."""
        if level > DEEPEST:
            raise ImportFailed(messages.OFFICE_DAMAGED)
        style = element.get_attribute("text:style-name") or style
        self.styles.begin(element, style, level)
        for item in element.children:
            marker = self.styles.marker(style, level, item) if item.tag == "text:list-item" else ""
            for child in item.children:
                if child.tag == "text:list":
                    yield from self.list(child, depth + 1, level + 1, style)
                elif child.tag in ("text:p", "text:h"):
                    yield from self.paragraph(child, depth + 1, marker, level if marker else -1)
                    marker = ""

    def table(self, element: OdfElement, depth: int) -> Iterator[Block]:
        """The table and the tables inside its cells; one that only frames other blocks is left out."""
        self.tables += 1
        number = self.tables
        cells: list[Cell] = []
        inner: list[Block] = []
        rows = 0
        for row, (_, places) in enumerate(_rows(element)):
            rows = row + 1
            for column, height, width, cell in places:
                blocks = list(self.blocks(cell, depth + 1))
                inner += blocks
                paragraphs = tuple(line for block in blocks if not block.inside for line in flat_lines(block))
                nested = any(isinstance(block, Grid) for block in blocks)
                cells.append(Cell(row, column, height, width, paragraphs, nested))
        frames = len(cells) == rows and any(isinstance(block, Grid) for block in inner)
        if frames:
            yield from inner
            return
        yield grid_of(number, rows, _within(cells, rows), self.styles.widths(element))
        last = max((index for index, block in enumerate(inner) if isinstance(block, Grid)), default=-1)
        yield from (replace(block, inside=True) for block in inner[: last + 1])

    def sheets(self, body: OdfElement) -> Iterator[Block]:
        for number, table in enumerate((child for child in body.children if child.tag == "table:table"), 1):
            grid = sheet_grid(number, self._cells(table), table.get_attribute("table:name") or "")
            if grid:
                yield grid

    def _cells(self, table: OdfElement) -> Iterator[SheetCell]:
        for row, places in _rows(table, sheet=True):
            for column, height, width, cell in places:
                text = self._value(cell)
                if text:
                    yield SheetCell(row, column, height, width, text)

    def _value(self, cell: OdfElement) -> str:
        """Dates and whole numbers by their value, everything else as it is shown."""
        value_type = cell.get_attribute("office:value-type")
        lines = [block.text for block in self.blocks(cell) if isinstance(block, Paragraph)]
        if value_type == "date":
            day, _, clock = (cell.get_attribute("office:date-value") or "").partition("T")
            shown = clock[:5] if ":" in "".join(lines) else ""
            return " ".join(filter(None, (".".join(reversed(day[:10].split("-"))), shown)))
        if value_type == "float" and not any(lines):
            return as_text(float(cell.get_attribute("office:value") or 0))
        return "\n".join(lines)


CellPlace = tuple[int, int, int, OdfElement]
"""Column, height, width of a cell, and the cell."""


def _rows(table: OdfElement, *, sheet: bool = False) -> Iterator[tuple[int, list[CellPlace]]]:
    """Rows with their cells, repeated ones as often as they are; rows of a sheet without words are skipped."""
    number = filled = 0
    for row in _inside(table, "table:table-row"):
        repeated = _whole(row, "table:number-rows-repeated")
        places = _places(row, sheet=sheet)
        if not sheet or places:
            filled += repeated
            if filled > LARGEST_SHEET:
                raise ImportFailed(messages.OFFICE_TOO_LARGE)
            for again in range(repeated):
                yield number + again, places
        number += repeated


def _places(row: OdfElement, *, sheet: bool) -> list[CellPlace]:
    places: list[CellPlace] = []
    column = 0
    for cell in row.children:
        if cell.tag not in ("table:table-cell", "table:covered-table-cell"):
            continue
        repeated = _whole(cell, "table:number-columns-repeated")
        size = (_whole(cell, "table:number-rows-spanned"), _whole(cell, "table:number-columns-spanned"))
        if cell.tag == "table:table-cell" and not (sheet and not cell.children):
            if repeated > LARGEST_SHEET:
                raise ImportFailed(messages.OFFICE_TOO_LARGE)
            places += [(column + again, *size, cell) for again in range(repeated)]
        column += repeated
    return places


def _inside(parent: OdfElement, tag: str) -> Iterator[OdfElement]:
    """Children with a tag, also those in groups (rows of the head, grouped rows)."""
    for element in parent.children:
        if element.tag == tag:
            yield element
        elif element.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _inside(element, tag)


def _within(cells: list[Cell], rows: int) -> list[Cell]:
    """Cells cut to the rows there are."""
    return [
        Cell(cell.row, cell.column, min(cell.height, rows - cell.row), cell.width, cell.paragraphs, cell.nested)
        for cell in cells
    ]


def _whole(element: OdfElement, name: str) -> int:
    text = element.get_attribute(name)
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 8 and int(text) else 1
