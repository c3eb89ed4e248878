"""What every office file becomes: paragraphs and tables in reading order, each table an exact grid of cells.

Readers of formats make these values (`formats.FORMATS`), everything after them knows nothing of formats.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

NO_WIDTH = dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u2060\ufeff"))
BLANKS = dict.fromkeys(map(ord, "\xa0\u2007\u2009\u202f\u2002\u2003\u3000\x85\u2028\u2029"), " ")
NOT_BLANK = NO_WIDTH | BLANKS
NO_OUTLINE = -1
"""The outline level of running text; 0 is the title of a document, 1 its highest headings."""


@dataclass(frozen=True, slots=True)
class EmbeddedPicture:
    """A picture inside a document: what it is called there, what it shows if somebody wrote it, and its bytes."""

    name: str
    alt: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of a paragraph in one look; `link` is where it leads, "" for nowhere. A picture stands without text."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    picture: EmbeddedPicture | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with `\\n` for line breaks and its blanks kept; `marker` and `level` come from an automatic list."""

    text: str
    marker: str = ""
    level: int = -1
    bold: bool = False
    heading: bool = False  # centred, or in a style for headings
    new_page: bool = False
    footnotes: tuple[str, ...] = ()
    runs: tuple[TextRun, ...] = ()  # the same text in its looks, pictures among it; none where a format has no looks
    outline: int = NO_OUTLINE
    inside: bool = False  # of a cell that holds a table: its words stand in the cell too

    @property
    def pictures(self) -> tuple[EmbeddedPicture, ...]:
        return tuple(run.picture for run in self.runs if run.picture)

    @property
    def plain(self) -> str:
        """The text in one line, blanks collapsed."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, merged or not: its top left place in the grid (from 0), its size, what it holds."""

    row: int
    column: int
    height: int
    width: int
    paragraphs: tuple[Paragraph, ...]
    nested: bool = False  # the text of a table inside the cell is among the paragraphs

    @property
    def plain(self) -> str:
        return " ".join(filter(None, (paragraph.plain for paragraph in self.paragraphs)))

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.height)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `number` counts tables from 1; `edges` are the borders of its columns from 0 to 1."""

    number: int
    rows: int
    edges: tuple[float, ...]
    cells: tuple[Cell, ...]
    by_row: tuple[tuple[Cell, ...], ...]
    row_numbers: tuple[int, ...] = ()
    """What the program calls each row, where rows without words were left out."""
    inside: bool = False
    """Whether it stands in a cell of the table before it, which has its words too."""
    heads: frozenset[int] = frozenset()
    """Rows that the document repeats at the top of each page: captions."""
    sheet: str = ""
    """The name of the sheet, where the program shows one."""

    def number_of(self, row: int) -> int:
        """The number by which a person finds a row, from 1."""
        return self.row_numbers[row] if self.row_numbers else row + 1

    def row(self, number: int) -> tuple[Cell, ...]:
        """The cells that stand in a row, those merged from above too, from left to right."""
        return self.by_row[number]


Block = Paragraph | Grid


def flat_lines(block: Block) -> Iterator[Paragraph]:
    """A paragraph, or a line for each row of a table inside a cell."""
    if isinstance(block, Paragraph):
        yield block
        return
    for row in range(block.rows):
        cells = [cell for cell in block.row(row) if cell.row == row and cell.plain]
        yield Paragraph(" — ".join(cell.plain for cell in cells))


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """What paragraphs and cells say, in order."""
    for block in blocks:
        yield from (cell.plain for cell in block.cells) if isinstance(block, Grid) else [block.plain]


def grid_of(number: int, rows: int, cells: Sequence[Cell], widths: Sequence[float] = ()) -> Grid:
    """A table of these cells; columns without a `width` each share its width evenly."""
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    count = max((cell.column + cell.width for cell in cells), default=1)
    widths = list(widths)[:count]
    if len(widths) < count or not all(widths):
        widths = [1] * count
    total = sum(widths)
    edges = tuple(sum(widths[:index]) / total for index in range(count + 1))
    return Grid(number, rows, edges, ordered, _by_row(rows, ordered))


def _by_row(rows: int, cells: Iterable[Cell]) -> tuple[tuple[Cell, ...], ...]:
    by_row: list[list[Cell]] = [[] for _ in range(rows)]
    for cell in sorted(cells, key=lambda cell: cell.column):
        for row in cell.rows:
            by_row[row].append(cell)
    return tuple(map(tuple, by_row))
