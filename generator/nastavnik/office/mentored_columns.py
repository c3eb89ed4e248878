"""Columns of a Word document that name the mentored, and the document without them: a copy for the site.

Only `word/document.xml` is written anew (ECMA-376, 17.4): cells of the column go, cells merged across it get narrower.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nastavnik.attachments.office import opens
from nastavnik.school.guard.personal_signs import is_caption_of_mentored

_Element = Any  # an lxml element
PART = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class MentoredColumn:
    """A column whose caption names the mentored: the number of its table from 1, the caption, rows below it."""

    table: int
    caption: str
    rows: int


@dataclass(frozen=True, slots=True)
class WithoutColumns:
    """The bytes of a document without its columns of the mentored, and which those were."""

    data: bytes
    columns: tuple[MentoredColumn, ...]


def without_mentored(data: bytes) -> WithoutColumns:
    """The document without columns of the mentored; as it is where it has none or is no .docx."""
    root = _document(data)
    if root is None:
        return WithoutColumns(data, ())
    columns: list[MentoredColumn] = []
    for number, table in enumerate(root.iter(f"{W}tbl"), 1):
        rows = list(table.iterchildren(f"{W}tr"))
        while span := next(_captions(rows), None):
            at, first, last, caption = span
            columns.append(MentoredColumn(number, caption, len(rows) - at - 1))
            _take_out(table, rows, first, last)
    return WithoutColumns(_packed(data, root) if columns else data, tuple(columns))


def _document(data: bytes) -> _Element | None:
    """The root of the text of a .docx; None for anything else."""
    from lxml import etree  # type: ignore[import-untyped]

    if not opens(data) or not data.startswith(b"PK"):
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if PART not in package.namelist():
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(package.read(PART), parser)
        except (etree.LxmlError, zipfile.BadZipFile):
            return None


def _cells(row: _Element) -> Iterator[tuple[int, int, _Element]]:
    """First and last grid column of each cell of a row, the last one excluded."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    start = int(before.get(f"{W}val", "0")) if before is not None else 0
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is row:
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = int(span.get(f"{W}val", "1")) if span is not None else 1
            yield start, start + width, cell
            start += width


def _captions(rows: list[_Element]) -> Iterator[tuple[int, int, int, str]]:
    """Row, first and last grid column, and words of cells that are captions for the mentored."""
    for at, row in enumerate(rows):
        for first, last, cell in _cells(row):
            words = " ".join("".join(text.itertext(f"{W}t")) for text in cell.iterchildren(f"{W}p")).strip()
            if is_caption_of_mentored(words) and len(list(_cells(row))) > 1:
                yield at, first, last, words


def _take_out(table: _Element, rows: list[_Element], first: int, last: int) -> None:
    """Take the grid columns out of every row and of the grid; a row that would be empty goes."""
    for row in rows:
        for start, end, cell in list(_cells(row)):
            shared = min(end, last) - max(start, first)
            if shared <= 0:
                continue
            if shared == end - start:
                _remove(cell, row)
            else:
                cell.find(f"{W}tcPr/{W}gridSpan").set(f"{W}val", str(end - start - shared))
        if not list(_cells(row)):
            row.getparent().remove(row)
    grid = table.find(f"{W}tblGrid")
    for column in list(grid)[first:last] if grid is not None else ():
        grid.remove(column)


def _remove(cell: _Element, row: _Element) -> None:
    """A cell may stand in a content control, which is empty without it."""
    while cell.getparent() is not row and len(cell.getparent()) == 1:
        cell = cell.getparent()
    cell.getparent().remove(cell)


def _packed(data: bytes, root: _Element) -> bytes:
    from lxml import etree

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(part, text if part.filename == PART else old.read(part.filename))
    return out.getvalue()
