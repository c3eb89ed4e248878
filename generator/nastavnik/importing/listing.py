"""A table with one thing a row — a person, an event, a practice — whatever its captions, their order and their rows.

Each kind of list says by patterns what its captions mean (`Roles`); here the captions are found below titles, joined
over merged cells («Наставник» over «ФИО»), and the rows below become cells by role, each with its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nastavnik import messages
from nastavnik.importing.caption_words import word
from nastavnik.importing.captions import body_row, counts_columns
from nastavnik.importing.grid import Block, Cell, Grid, Paragraph, grid_of

LATEST_HEADER = 20  # rows a title and a stamp of approval may take above the captions
LONGEST_CAPTION = 90  # signs of a caption
LONGEST_SECTION = 150  # signs of a row that names what follows
WIDEST_ON_SIDE, TALLEST_ON_SIDE = 13, 40  # of a table whose captions stand in the first column
WIDE = 0.6  # of a table: a merged cell that names what follows
UNKNOWN = ""
"""The role of a column whose caption nobody knows."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What captions of one kind of list mean: (pattern, role) in the order of asking; every list has one of `needed`.

    Patterns look at a whole caption, those of merged groups above it before it («наставник / фио»), in small letters.
    """

    patterns: tuple[tuple[re.Pattern[str], str], ...]
    needed: frozenset[str]
    least: int = 2
    """Captions with a known role that make a row of captions."""

    def of(self, caption: str) -> str:
        """The role of a caption; "" for one nobody knows."""
        text = word(caption)
        if not text or len(text) > LONGEST_CAPTION:
            return UNKNOWN
        return next((role for pattern, role in self.patterns if pattern.search(text)), UNKNOWN)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its place from 0, its caption with those of the groups above, what it means."""

    index: int
    caption: str
    role: str


@dataclass(slots=True)
class ListRow:
    """A row: the lines of its cells by role, those of unknown columns by caption; `section` names what it stands under.

    A row that only goes on (a second mentee beside a merged cell) is part of the row it belongs to.
    """

    place: str
    section: str
    cells: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)

    def text(self, role: str) -> str:
        """The cell in one line; "" where there is none."""
        return " ".join(" ".join(self.cells.get(role, ())).split())


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its columns, its rows, the lines above it, where it stands for sentences about a column."""

    grid: Grid
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    above: tuple[str, ...]
    guess: str = ""
    """A sentence that says how the list was found where it has no captions."""

    @property
    def place(self) -> str:
        """Where the list is."""
        return messages.place_of_table(self.grid.sheet, self.grid.number)

    def captions(self, role: str) -> list[str]:
        """The captions of the columns with a role."""
        return [column.caption for column in self.columns if column.role == role]

    def place_of_column(self, caption: str) -> str:
        """Where a column is, for a sentence."""
        return messages.place_of_column(self.grid.sheet, self.grid.number, caption)


def listings(blocks: Sequence[Block], roles: Roles) -> Iterator[Listing]:
    """The lists of a document in their order; tables without known captions are none.

    A table that goes on with the same columns and no captions (over a page) belongs to the list before it.
    """
    above: list[str] = []
    before: Listing | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            above += [block.plain] if block.plain else []
            continue
        listing = _listing(block, roles, above) if not _stands_on_its_side(block, roles) else _on_its_side(block, roles)
        if listing is None and before and not above and len(block.edges) == len(before.grid.edges):
            rows = tuple(_rows(block, 0, before.columns, roles))
            listing = Listing(block, before.columns, rows, before.above)
        if listing is not None:
            yield listing
            above = []
        before = listing


def _stands_on_its_side(grid: Grid, roles: Roles) -> bool:
    """Whether captions stand in the first column, one a row, and each other column is about one thing."""
    if not (3 <= len(grid.edges) <= WIDEST_ON_SIDE and grid.rows <= TALLEST_ON_SIDE):
        return False
    captions = {role for row in range(grid.rows) if (cell := _cell_at(grid, row, 0)) and (role := roles.of(cell.plain))}
    in_rows = max((sum(bool(roles.of(cell.plain)) for cell in grid.row(row)) for row in range(grid.rows)), default=0)
    return len(captions) > max(2, in_rows) and bool(captions & roles.needed)


def _on_its_side(grid: Grid, roles: Roles) -> Listing | None:
    """The list of a table whose rows are columns; a place in it is the table."""
    cells = [Cell(cell.column, cell.row, cell.width, cell.height, cell.paragraphs, cell.nested) for cell in grid.cells]
    turned = replace(grid_of(grid.number, len(grid.edges) - 1, cells), sheet=grid.sheet)
    listing = _listing(turned, roles, ())
    place = messages.place_of_table(grid.sheet, grid.number)
    return listing and replace(listing, rows=tuple(replace(row, place=place) for row in listing.rows))


def _listing(grid: Grid, roles: Roles, above: Sequence[str]) -> Listing | None:
    for first in range(min(LATEST_HEADER, grid.rows)):
        own = [cell for cell in grid.row(first) if cell.row == first]
        if sum(bool(cell.plain) for cell in own) < roles.least:  # a title
            continue
        body = _body(grid, first, roles)
        columns = tuple(_columns(grid, first, body, roles))
        known = {column.role for column in columns} - {UNKNOWN}
        if len(known) >= roles.least and roles.needed & known:
            titles = [cell.plain for row in range(first) for cell in grid.row(row) if cell.row == row and cell.plain]
            return Listing(grid, columns, tuple(_rows(grid, body, columns, roles)), (*above, *titles))
    return None


def _body(grid: Grid, first: int, roles: Roles) -> int:
    """The first row below the captions; a second row of captions need not be merged with the first."""
    body = body_row(grid, first)
    if body < grid.rows and body == first + 1 and not counts_columns(grid.row(body)):
        filled = [cell for cell in grid.row(body) if cell.plain]
        captions = [cell for cell in filled if roles.of(cell.plain) and len(cell.plain) < LONGEST_CAPTION / 2]
        empty = any(not cell.plain for cell in grid.row(first)) or any(cell.width > 1 for cell in grid.row(first))
        if empty and len(captions) > 1 and len(captions) == len(filled):
            body += 1
    if body < grid.rows and counts_columns(grid.row(body)):
        body += 1
    return body


def _columns(grid: Grid, first: int, body: int, roles: Roles) -> Iterator[ListColumn]:
    """Columns with their captions; one of several rows without merged cells carries a caption on over empty ones."""
    rows = [row for row in range(first, body) if not counts_columns(grid.row(row))]
    carried = ""
    for index in range(len(grid.edges) - 1):
        parts: list[str] = []
        for row in rows:
            cell = _cell_at(grid, row, index)
            text = cell.plain if cell else ""
            if row == first and len(rows) > 1:
                below = _cell_at(grid, rows[-1], index)
                carried = text or (carried if below and below.plain else "")
                text = carried
            if text and text not in parts:
                parts.append(text)
        caption = messages.caption_of_group(parts)
        yield ListColumn(index, caption, roles.of(caption))


def _cell_at(grid: Grid, row: int, column: int) -> Cell | None:
    return next((cell for cell in grid.row(row) if cell.column <= column < cell.column + cell.width), None)


# --- rows


def _rows(grid: Grid, body: int, columns: Sequence[ListColumn], roles: Roles) -> Iterator[ListRow]:
    section, last = "", None
    captions = [column.caption for column in columns]
    by_index = {column.index: column for column in columns}
    for number in range(body, grid.rows):
        cells = [cell for cell in grid.row(number) if cell.plain]
        own = [cell for cell in cells if cell.row == number]
        if not own or _repeats(own, captions, roles) or counts_columns(grid.row(number)):
            continue
        if title := _section(own, grid, by_index, roles):
            yield from [] if last is None else [last]
            section, last = title, None
            continue
        place = messages.place_in_table(grid.sheet, grid.number, grid.number_of(number))
        row = _row(cells, by_index, place, section)
        heads = [cell for cell in cells if by_index[cell.column].role in roles.needed]
        goes_on = last is not None and (not heads or all(cell.row < number for cell in heads))
        if goes_on and last is not None:
            _continue(last, row, roles)
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last


def _row(cells: Sequence[Cell], by_index: Mapping[int, ListColumn], place: str, section: str) -> ListRow:
    row = ListRow(place, section)
    for cell in cells:
        column = by_index[cell.column]
        lines = [paragraph.plain for paragraph in cell.paragraphs if paragraph.plain]
        target = row.cells if column.role else row.others
        target.setdefault(column.role or column.caption, []).extend(lines)
    return row


def _continue(row: ListRow, more: ListRow, roles: Roles) -> None:
    """What a row that goes on says besides: lines that the first one does not have."""
    for own, other in ((row.cells, more.cells), (row.others, more.others)):
        for name, lines in other.items():
            if name not in roles.needed:
                own.setdefault(name, []).extend(line for line in lines if line not in own.get(name, ()))


def _repeats(cells: Sequence[Cell], captions: Sequence[str], roles: Roles) -> bool:
    """Whether a row is the captions again, as on a new page."""
    known = [cell for cell in cells if any(cell.plain in caption for caption in captions if caption)]
    return len(cells) > 1 and len(known) == len(cells) and sum(bool(roles.of(cell.plain)) for cell in cells) > 1


def _section(cells: Sequence[Cell], grid: Grid, by_index: Mapping[int, ListColumn], roles: Roles) -> str:
    """The words of a row that names what follows: one cell over most of the table, or alone before the list."""
    if len(cells) != 1 or len(cells[0].plain) > LONGEST_SECTION or len(grid.edges) < 3:
        return ""
    cell = cells[0]
    is_wide = cell.width > 1 and grid.edges[cell.column + cell.width] - grid.edges[cell.column] > WIDE
    is_first = cell.column == 0 and by_index[0].role not in roles.needed
    return cell.plain if is_wide or is_first else ""
