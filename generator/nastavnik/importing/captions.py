"""The captions of a table → what each of its columns means to a roadmap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nastavnik.importing.caption_rows import caption_rows
from nastavnik.importing.caption_words import (
    OTHER,
    PRIVATE,
    ROLES,
    SURE,
    TEXTS,
    VALUES,
    caption_evidence,
    caption_role,
    letters,
    names_mentees,
)
from nastavnik.importing.column_roles import ColumnEvidence, assign
from nastavnik.importing.column_signs import NUMBER_CELL, ColumnCells, added, cell_evidence, column_cells
from nastavnik.importing.grid import Cell, Grid

TALLEST_HEADER = 4
LATEST_REPEATED = 3  # rows a title may take above captions that are printed again
LONGEST_PART = 40  # signs of a caption below a group
BOUNDS = re.compile(r"^(?:начал|окончан|заверш|с$|по$|от$|до$)", re.I)


@dataclass(frozen=True, slots=True)
class CaptionedColumn:
    """A column as the captions draw it: what it means ("" for nothing known), its words, its borders.

    `part` is the lower caption of a group that shares one meaning: «Сроки» with «начало» and «окончание».
    """

    meaning: str
    caption: str
    left: float
    right: float
    part: str = ""

    @property
    def named(self) -> str:
        """The words that say what the column means: its own, or those of its group."""
        own = bool(self.part) and caption_role(self.part) not in ("", "aside") and not BOUNDS.match(self.part)
        return self.part if own else self.caption


@dataclass(frozen=True, slots=True)
class Header:
    """The captions of a table: columns from left to right, the first caption row, the first row below."""

    columns: tuple[CaptionedColumn, ...]
    first: int
    body: int
    words: frozenset[str] = frozenset()  # every caption, also of groups, letters only
    sure: bool = True  # the words of the captions say so, not only what stands below them

    @property
    def meanings(self) -> set[str]:
        return {column.meaning for column in self.columns if column.meaning in (*ROLES, "beside")}

    @property
    def parallel(self) -> bool:
        """Whether several columns hold contents of one rank."""
        return "beside" in self.meanings

    @property
    def captions(self) -> tuple[str, ...]:
        return tuple(column.caption for column in self.columns)


def find_header(grid: Grid) -> Header | None:
    """The first row of captions under which a plan stands; None for a table without one."""
    for row, known in caption_rows(grid):
        header = _header(grid, row, body_row(grid, row))
        if is_roadmap(header):
            return replace(header, sure=known)
    return None


def repeated_header(grid: Grid, header: Header) -> Header | None:
    """The captions of a plan printed again above its next piece; None where the first rows hold others."""
    words = [letters(caption) for caption in header.captions]
    for row in range(min(LATEST_REPEATED, grid.rows)):
        columns = _columns(grid, row, row + 1)
        if [letters(column.caption) for column in columns] == words:
            again = tuple(
                replace(column, left=own.left, right=own.right)
                for column, own in zip(header.columns, columns, strict=True)
            )
            return replace(header, columns=again, first=row, body=body_row(grid, row))
    return None


def guessed_header(grid: Grid) -> Header | None:
    """Columns of a table without captions by what their cells hold; None where that makes no plan."""
    columns = [CaptionedColumn("", "", left, right) for left, right in pairwise(grid.edges)]
    resolved = _resolved(grid, 0, columns)
    if "stage" not in {column.meaning for column in resolved}:  # the first of two texts names what the second tells
        activity = any(column.meaning == "content" for column in resolved)
        resolved = [replace(c, meaning="stage") if activity and c.meaning == "activity" else c for c in resolved]
    header = Header(tuple(resolved), 0, 0)
    return header if grid.rows > 2 and header.meanings & {"term", "responsible"} and is_roadmap(header) else None


def _header(grid: Grid, row: int, body: int) -> Header:
    words = frozenset(letters(cell.plain) for cell in grid.cells if row <= cell.row < body)
    return Header(tuple(_resolved(grid, body, _columns(grid, row, body))), row, body, words - {""})


def is_roadmap(header: Header) -> bool:
    """A plan says what is done, and besides when, by whom, with what result or in which stage."""
    texts = header.meanings & set(TEXTS)
    return bool(texts) and len(texts) + len(header.meanings & set(VALUES)) > 1


def covered(columns: tuple[CaptionedColumn, ...], left: float, right: float) -> list[int]:
    """Indices of the columns that a cell from `left` to `right` covers by more than half, at least one."""
    shares = [
        (min(right, column.right) - max(left, column.left)) / max(column.right - column.left, 1e-9)
        for column in columns
    ]
    halves = [index for index, share in enumerate(shares) if share > 0.5]
    return halves or [max(range(len(shares)), key=shares.__getitem__)]


def body_row(grid: Grid, row: int) -> int:
    """The first row below the captions: merged captions, then a row that only divides groups."""
    cells = [cell for cell in grid.row(row) if cell.row == row]
    body = row + min(max(cell.height for cell in cells), TALLEST_HEADER)
    if body == row + 1 and body < grid.rows and _divides(cells, grid.row(body)):
        body += 1
    if body < grid.rows and counts_columns(grid.row(body)):
        body += 1
    return body


def _divides(captions: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the next row has words only under captions that it divides, and short ones."""
    filled = [cell for cell in below if cell.plain]
    groups = ([cell for cell in below if cell.column in _span(caption)] for caption in captions)
    divided = [cell for group in groups if len(group) > 1 for cell in group]
    return len(filled) > 1 and all(cell in divided and len(cell.plain) < LONGEST_PART for cell in filled)


def _span(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.width)


def counts_columns(cells: Sequence[Cell]) -> bool:
    """The row «1 2 3 4 5» that forms print under their captions."""
    return len(cells) > 2 and [cell.plain.strip(".") for cell in cells] == [str(n + 1) for n in range(len(cells))]


def _columns(grid: Grid, first: int, body: int) -> list[CaptionedColumn]:
    """Columns by the lowest captions; one inside a group borrows its meaning from the group if need be."""
    last = min(body, grid.rows) - 1
    while last > first and counts_columns(grid.row(last)):
        last -= 1
    columns = []
    for cell in grid.row(last):
        left, right = grid.edges[cell.column], grid.edges[cell.column + cell.width]
        above = (other for row in range(first, last) for other in grid.row(row) if cell.column in _span(other))
        group = next((other.plain for other in above if other is not cell and other.plain), "")
        own = not BOUNDS.match(cell.plain) and caption_role(cell.plain)
        if own or not group:
            columns.append(CaptionedColumn("", cell.plain, left, right))
        else:
            columns.append(CaptionedColumn("", group, left, right, cell.plain))
    return columns


def _resolved(grid: Grid, body: int, columns: list[CaptionedColumn]) -> list[CaptionedColumn]:
    """Columns with the roles that captions, places and cells together speak for."""
    first, parallel = _parallel(columns)
    by_caption = [caption_evidence(column.named) for column in columns]
    if first is not None:
        by_caption[first] = {"content": SURE}
    below = _cells_below(grid, body, columns)
    named = any(letters(column.caption) for column in columns)
    evidence = [
        ColumnEvidence(added([words, cell_evidence(cells)]), words, cells.tall, named)
        for words, cells in zip(by_caption, below, strict=True)
    ]
    for index in parallel:
        evidence[index] = ColumnEvidence({}, {})
    roles = assign(evidence, sections=_has_sections(grid, body))
    for index in parallel:
        roles[index] = "beside"
    return [replace(column, meaning=role or _without_role(column)) for column, role in zip(columns, roles, strict=True)]


def _has_sections(grid: Grid, body: int) -> bool:
    """Whether rows across the whole table part it: at least two, the first right below the captions."""
    rows = [grid.row(row) for row in range(body, grid.rows)]
    across = [bool(cells[-1].plain) and _is_across(cells) for cells in rows]
    return len(rows) > 1 and across[0] and sum(across) > 1 and not all(across)


def _is_across(cells: Sequence[Cell]) -> bool:
    """A cell of the whole width, or of all but the number before it."""
    return len(cells) == 1 or (len(cells) == 2 and cells[-1].width > 1 and bool(NUMBER_CELL.match(cells[0].plain)))


def _without_role(column: CaptionedColumn) -> str:
    """A column the plan has no place for keeps its caption, unless it is about persons."""
    if names_mentees(column.caption):
        return PRIVATE
    return OTHER if letters(column.caption) else ""


def _parallel(columns: list[CaptionedColumn]) -> tuple[int | None, list[int]]:
    """Parallel contents («Работа внутри организации», «Работа с внешней средой»): the first one leads."""
    beside = [index for index, column in enumerate(columns) if caption_role(column.named) == "beside"]
    return (beside[0], beside[1:]) if beside else (None, [])


def _cells_below(grid: Grid, body: int, columns: Sequence[CaptionedColumn]) -> list[ColumnCells]:
    """What stands below each caption; cells over several columns belong to none."""
    below: list[list[Cell]] = [[] for _ in columns]
    for cell in grid.cells:
        places = covered(tuple(columns), grid.edges[cell.column], grid.edges[cell.column + cell.width])
        if cell.row >= body and len(places) == 1 and any(sign.isalnum() for sign in cell.plain):
            below[places[0]].append(cell)
    sizes = [sum(len(cell.plain) for cell in cells) for cells in below]
    rows = max(map(len, below), default=0)
    last = max(len(columns) - 1, 1)
    return [
        column_cells([cell.plain for cell in cells], rows, size / max(sum(sizes), 1), index / last)
        for index, (cells, size) in enumerate(zip(below, sizes, strict=True))
    ]


def same_captions(one: Header, other: Header) -> bool:
    """Whether two tables have the same captions, hyphens and case aside."""
    return list(map(letters, one.captions)) == list(map(letters, other.captions))
