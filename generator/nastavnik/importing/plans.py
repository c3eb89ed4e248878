"""Which tables of a document make up the roadmap: the captions, what fills them, the heading above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.caption_words import TEXTS, caption_role
from nastavnik.importing.captions import (
    CaptionedColumn,
    Header,
    covered,
    find_header,
    guessed_header,
    repeated_header,
    same_captions,
)
from nastavnik.importing.column_signs import NUMBER_CELL
from nastavnik.importing.grid import Block, Cell, Grid, Paragraph
from nastavnik.importing.heading import is_title
from nastavnik.importing.outline import HEADER, LIST, as_table

PLACEHOLDER = re.compile(r"^[\W\d_]*$")
SIGNATURE = re.compile(r"_{3,}|\bутверждаю\b|\bсогласовано\b|\bм\.\s?п\.", re.I)
SLIPPED = re.compile(r"продолжение|таблиц|^\W*\d{1,3}\W*$|^стр", re.I)
LONGEST_HEADING = 200  # signs of a heading between two tables


@dataclass(frozen=True, slots=True)
class TablePart:
    """One table of a roadmap: where its rows begin, how its columns lie, the paragraphs directly above."""

    grid: Grid
    body: int
    columns: tuple[CaptionedColumn, ...]
    above: tuple[Paragraph, ...] = ()

    def places(self, row: int) -> list[tuple[Cell, list[int]]]:
        """Cells of a row with the indices of the columns they cover."""
        cells = self.grid.row(row)
        if len(cells) == len(self.columns):
            return [(cell, [index]) for index, cell in enumerate(cells)]
        edges = self.grid.edges
        return [(cell, covered(self.columns, edges[cell.column], edges[cell.column + cell.width])) for cell in cells]


@dataclass(frozen=True, slots=True)
class RoadmapTable:
    """A table with captions and the tables that go on with it; `above` is all that stands before it."""

    header: Header
    parts: tuple[TablePart, ...]
    above: tuple[Block, ...]
    guessed: bool = False
    not_joined: tuple[int, ...] = ()  # numbers of tables that follow at once but look different

    @property
    def filled(self) -> int:
        """How many cells below the captions hold words."""
        return sum(
            not PLACEHOLDER.match(cell.plain)
            for part in self.parts
            for cell in part.grid.cells
            if cell.row >= part.body
        )

    @property
    def titled(self) -> bool:
        return any(is_title(paragraph) for paragraph in self.near)

    @property
    def is_plausible(self) -> bool:
        """Whether it is a plan and no list of persons: it is called so, has terms, or its captions name deeds."""
        named = any(caption_role(column.named) in TEXTS for column in self.header.columns)
        return self.titled or named or "term" in self.header.meanings

    @property
    def near(self) -> list[Paragraph]:
        """The paragraphs directly above, up to another table."""
        blocks = takewhile(lambda block: isinstance(block, Paragraph), reversed(self.above))
        return [block for block in blocks if isinstance(block, Paragraph) and block.plain][:8]


def laid_out(blocks: Sequence[Block]) -> Sequence[Block]:
    """The document as it is where a table of it is a plan, else with the list that is one laid out as a grid."""
    return blocks if any(plan.is_plausible for plan in _plans(blocks)) else as_table(blocks)


def choose(blocks: Sequence[Block]) -> tuple[RoadmapTable, list[RoadmapTable]]:
    """The roadmap of a document and the other tables that might be one. Raises `ImportFailed` for none."""
    plans = [plan for plan in _plans(blocks) if plan.filled > 1 and plan.is_plausible]
    if not plans:
        raise ImportFailed(messages.NO_ROADMAP)
    best = max(plans, key=_likeness)
    return _coarse_first(best), [plan for plan in plans if plan is not best]


def _coarse_first(plan: RoadmapTable) -> RoadmapTable:
    """Contents to the left of activities and merged over several of them are the activities."""
    places = {column.meaning: index for index, column in enumerate(plan.header.columns)}
    content, activity = places.get("content"), places.get("activity")
    if content is None or activity is None or content > activity:
        return plan
    cells = [place for part in plan.parts for row in range(part.body, part.grid.rows) for place in part.places(row)]
    if not any(cell.height > 1 and columns == [content] for cell, columns in cells):
        return plan
    swapped = {content: "activity", activity: "content"}
    columns = enumerate(plan.header.columns)
    renamed = tuple(replace(column, meaning=swapped.get(index, column.meaning)) for index, column in columns)
    return replace(plan, header=replace(plan.header, columns=renamed))


def _likeness(plan: RoadmapTable) -> tuple[bool, float]:
    """A heading «дорожная карта» weighs as much as twice the table; captions weigh more than a guess."""
    return not plan.guessed, plan.filled * (3 if plan.titled else 1) * len(plan.header.meanings)


def _plans(blocks: Sequence[Block]) -> list[RoadmapTable]:
    """Every table with the captions of a plan, each with the tables that go on with it."""
    plans: list[RoadmapTable] = []
    between: list[Paragraph] = []
    open_plan = False
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            between.append(block)
            continue
        header = (repeated_header(block, plans[-1].header) if open_plan else None) or _header(block)
        if open_plan and _goes_on(plans[-1], block, header, between):
            plans[-1] = replace(plans[-1], parts=(*plans[-1].parts, _part(plans[-1], block, header, between)))
        elif header:
            above = (*blocks[:index], *_rows_above(block, header.first))
            plans.append(RoadmapTable(header, (TablePart(block, header.body, header.columns),), above))
            open_plan = True
        else:
            guessed = _guess(block, tuple(blocks[:index]))
            if open_plan and not guessed and not any(paragraph.plain for paragraph in between):
                plans[-1] = replace(plans[-1], not_joined=(*plans[-1].not_joined, block.number))
            plans += guessed
            open_plan = bool(guessed)
        between = []
    return plans


def _header(grid: Grid) -> Header | None:
    return HEADER if grid.number == LIST else find_header(grid)


def _part(plan: RoadmapTable, grid: Grid, header: Header | None, between: list[Paragraph]) -> TablePart:
    above = tuple(paragraph for paragraph in between if paragraph.plain)
    if header and same_captions(header, plan.header):
        above += tuple(_rows_above(grid, header.first))
        return TablePart(grid, header.body, header.columns, above)
    return TablePart(grid, 0, plan.header.columns, above)


def _goes_on(plan: RoadmapTable, grid: Grid, header: Header | None, between: list[Paragraph]) -> bool:
    """Whether a table is the next piece of the plan before it."""
    lines = [paragraph for paragraph in between if paragraph.plain]
    if any(is_title(paragraph) for paragraph in lines):
        return False
    if header and (header.sure or same_captions(header, plan.header)):
        return same_captions(header, plan.header)
    if SIGNATURE.search(" ".join(cell.plain for cell in grid.cells)) or not _same_width(plan, grid):
        return False
    sections = "stage" not in plan.header.meanings and len(lines) < 3
    return all(
        SLIPPED.search(paragraph.plain) or (sections and len(paragraph.plain) < LONGEST_HEADING) for paragraph in lines
    )


def _same_width(plan: RoadmapTable, grid: Grid) -> bool:
    """As many cells in a row as captions, and numbers where numbers belong."""
    columns = plan.header.columns
    full = [row for row in map(grid.row, range(grid.rows)) if len(row) == len(columns)]
    if not full:
        return False
    numbers = [index for index, column in enumerate(columns) if column.meaning == "number"]
    return all(not row[index].plain or NUMBER_CELL.match(row[index].plain) for row in full for index in numbers)


def _rows_above(grid: Grid, first: int) -> list[Paragraph]:
    """Paragraphs of the rows above the captions: a title that was typed into the table."""
    cells = sorted((cell for cell in grid.cells if cell.row < first), key=lambda cell: (cell.row, cell.column))
    return [paragraph for cell in cells for paragraph in cell.paragraphs if paragraph.plain]


def _guess(grid: Grid, above: tuple[Block, ...]) -> list[RoadmapTable]:
    """A table without captions under the heading of a roadmap: columns by what their cells look like."""
    header = guessed_header(grid)
    if header is None:
        return []
    plan = RoadmapTable(header, (TablePart(grid, 0, header.columns),), above, guessed=True)
    return [plan] if plan.titled else []
