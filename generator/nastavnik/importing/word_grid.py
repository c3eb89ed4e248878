"""A Word document → its paragraphs and tables in reading order, each table as an exact grid of cells.

Every cell is there once, with its place and size; merged cells are not repeated. Deleted and hidden text is
gone, inserted text, content controls, links and text boxes are read as what a reader sees on paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.grid import Block, Cell, Grid, Paragraph, flat_lines, grid_of
from nastavnik.importing.office_file import OfficeFile
from nastavnik.importing.word_file import Element, WordFile, open_word
from nastavnik.importing.word_lists import VAL, Lists, W, value
from nastavnik.importing.word_runs import MC, UNSEEN, Outline, WordRuns, alternative, is_on, styles_that

WIDEST = 64  # columns: Word itself allows 63
LARGEST_TABLE = 3_000  # rows; a roadmap has 20 to 100
PARAGRAPH, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
HEADINGS = ("heading", "title", "заголовок")  # beginnings of names of styles


@dataclass(slots=True)
class _Draft:
    """A cell while its table is read: a merge may still make it taller."""

    row: int
    column: int
    width: int
    height: int
    paragraphs: list[Paragraph]
    nested: bool


def read_blocks(file: OfficeFile) -> tuple[Block, ...]:
    """Paragraphs and tables of the body in their order; a table inside a cell follows its outer table."""
    word = open_word(file.raw)
    body = word.document.find(W + "body")
    return () if body is None else tuple(_Reader(word).blocks(body))


class _Reader:
    """Walks the document once and in order: lists and tables are counted on the way."""

    def __init__(self, word: WordFile) -> None:
        self.lists = Lists(word.numbering, word.styles)
        self.headings = styles_that(word.styles, lambda style: value(style, "name").lower().startswith(HEADINGS))
        self.outline = Outline(word.styles)
        self.runs = WordRuns(word)
        self.tables = 0
        self.new_page = False

    def blocks(self, parent: Element) -> list[Block]:
        blocks: list[Block] = []
        for element in parent.iterchildren():
            if element.tag == PARAGRAPH:
                blocks += self.paragraph(element)
            elif element.tag == TABLE:
                blocks += self.table(element)
            elif element.tag == MC + "AlternateContent":
                blocks += self.blocks(alternative(element))
            elif isinstance(element.tag, str) and element.tag not in UNSEEN:
                blocks += self.blocks(element)
        return blocks

    def paragraph(self, element: Element) -> list[Block]:
        """The paragraph, then what its text boxes hold."""
        marker, level = self.lists.mark(element)
        boxes: list[Element] = []
        footnotes: list[str] = []
        runs = tuple(self.runs.of(element, boxes, footnotes))
        text = "".join(run.text for run in runs)
        broken = any(sign.get(W + "type") == "page" for sign in element.iter(W + "br"))
        starts_page = self.new_page or is_on(element, f"{W}pPr/{W}pageBreakBefore")
        ends_section = element.find(f"{W}pPr/{W}sectPr") is not None
        self.new_page = ends_section or (broken and bool(text.strip()))
        own = Paragraph(
            text=text,
            marker=marker,
            level=level,
            bold=_all_bold(element),
            heading=value(element, "pPr/jc") == "center" or value(element, "pPr/pStyle") in self.headings,
            new_page=starts_page or (broken and not text.strip()),
            footnotes=tuple(footnotes),
            runs=runs,
            outline=self.outline.level(element),
        )
        return [own, *(block for box in boxes for block in self.blocks(box))]

    def table(self, element: Element) -> list[Block]:
        """The table and the tables inside its cells; one that only frames other blocks is left out."""
        self.tables += 1
        number = self.tables
        drafts: list[_Draft] = []
        above: dict[int, _Draft] = {}
        inner: list[Block] = []
        frames = True
        rows = [row for row in _inside(element, ROW) if row.find(f"{W}trPr/{W}del") is None]
        if len(rows) > LARGEST_TABLE:
            raise ImportFailed(messages.OFFICE_TOO_LARGE)
        for index, row in enumerate(rows):
            cells = list(_cells(row))
            frames = frames and len(cells) == 1
            for cell, column, width, merge in cells:
                blocks = self.blocks(cell) if cell is not None else []
                inner += blocks
                draft = _draft(above.get(column), index, column, width, merge, blocks)
                above.update(dict.fromkeys(range(column, column + draft.width), draft))
                if draft.row == index:
                    drafts.append(draft)
        has_inner = any(isinstance(block, Grid) for block in inner)
        if frames and has_inner:
            return inner
        grid = grid_of(number, len(rows), [_finished(draft) for draft in drafts], _widths(element))
        grid = replace(grid, heads=frozenset(i for i, row in enumerate(rows) if is_on(row, f"{W}trPr/{W}tblHeader")))
        return [grid, *_nested(inner)]


def _nested(inner: list[Block]) -> list[Block]:
    """Tables inside cells, each with the paragraphs directly above it."""
    if not any(isinstance(block, Grid) for block in inner):
        return []
    last = max(index for index, block in enumerate(inner) if isinstance(block, Grid))
    return [replace(block, inside=True) for block in inner[: last + 1]]


def _cells(row: Element) -> Iterator[tuple[Element, int, int, str]]:
    """Cells of a row: (element, first column, columns covered, merge: "", "restart" or "continue")."""
    column = min(_whole(value(row, "trPr/gridBefore")), WIDEST)
    pending: tuple[Element, int, int, str] | None = None
    for cell in _inside(row, CELL):
        properties = cell.find(W + "tcPr")
        width = min(_whole(value(properties, "gridSpan")) or 1, WIDEST - column)
        if width < 1:
            break
        if _merge(properties, "hMerge") == "continue" and pending:
            pending = (pending[0], pending[1], pending[2] + width, pending[3])
        else:
            if pending:
                yield pending
            pending = (cell, column, width, _merge(properties, "vMerge"))
        column += width
    if pending:
        yield pending


def _merge(properties: Element | None, name: str) -> str:
    merge = None if properties is None else properties.find(W + name)
    return "" if merge is None else merge.get(VAL, "continue")


def _draft(above: _Draft | None, row: int, column: int, width: int, merge: str, blocks: list[Block]) -> _Draft:
    """A cell joins the merged one above it or starts its own; text of a swallowed cell goes on below."""
    paragraphs = [paragraph for block in blocks if not block.inside for paragraph in flat_lines(block)]
    nested = any(isinstance(block, Grid) for block in blocks)
    if merge != "continue" or above is None or above.row + above.height != row:
        return _Draft(row, column, width, 1, paragraphs, nested)
    above.height += 1
    above.paragraphs += [paragraph for paragraph in paragraphs if paragraph.plain]
    above.nested = above.nested or nested
    return above


def _finished(draft: _Draft) -> Cell:
    paragraphs = tuple(draft.paragraphs)
    return Cell(draft.row, draft.column, draft.height, draft.width, paragraphs, draft.nested)


def _widths(table: Element) -> list[int]:
    """Widths of the columns in twentieths of a point, as far as the table says."""
    return [_whole(column.get(W + "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Children with `tag`, also those wrapped in content controls, insertions and custom XML."""
    for element in parent.iterchildren():
        if element.tag == tag:
            yield element
        elif isinstance(element.tag, str) and element.tag not in (UNSEEN | {TABLE, ROW, CELL, PARAGRAPH}):
            yield from _inside(element, tag)


def _all_bold(paragraph: Element) -> bool:
    runs = [run for run in paragraph.iter(W + "r") if any((text.text or "").strip() for text in run.iter(W + "t"))]
    return bool(runs) and all(is_on(run, f"{W}rPr/{W}b") for run in runs)


def _whole(text: Any) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
