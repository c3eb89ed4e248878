"""Cells of a spreadsheet, far apart as they may be → one grid: rows and columns that hold nothing are left out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import NamedTuple

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.grid import NOT_BLANK, Cell, Grid, Paragraph, grid_of

LARGEST_SHEET = 3_000  # rows with words; a roadmap has 20 to 100
WIDEST_SHEET = 64  # columns with words


class SheetCell(NamedTuple):
    """A cell by its row and column from 0, its size, its text with `\\n` between lines."""

    row: int
    column: int
    height: int
    width: int
    text: str
    bold: bool = False


def sheet_grid(number: int, cells: Iterable[SheetCell], sheet: str = "") -> Grid | None:
    """The grid of a sheet's filled cells; None for a sheet without words. Raises `ImportFailed` for too many."""
    filled = [cell for cell in cells if cell.text.strip()]
    if not filled:
        return None
    rows = sorted({cell.row for cell in filled})
    columns = sorted({cell.column for cell in filled})
    if len(rows) > LARGEST_SHEET or len(columns) > WIDEST_SHEET:
        raise ImportFailed(messages.OFFICE_TOO_LARGE)
    row_at, column_at = ({old: new for new, old in enumerate(used)} for used in (rows, columns))
    placed = {(row_at[cell.row], column_at[cell.column]): cell for cell in filled}
    merged = [
        Cell(
            row,
            column,
            sum(cell.row <= old < cell.row + cell.height for old in rows),
            sum(cell.column <= old < cell.column + cell.width for old in columns),
            tuple(_paragraphs(cell)),
        )
        for (row, column), cell in placed.items()
    ]
    grid = grid_of(number, len(rows), [*merged, *_empty(merged, len(rows), len(columns))])
    return replace(grid, row_numbers=tuple(row + 1 for row in rows), sheet=sheet)


def as_text(value: object, *, hours: bool = False) -> str:
    """What a cell shows, as a Russian reader writes it: «01.09.2023», «3», «0,5»; a day with its `hours` if shown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return messages.CELL_TRUE if value else messages.CELL_FALSE
    if isinstance(value, (datetime, date)):
        return value.strftime("%d.%m.%Y %H:%M" if hours and isinstance(value, datetime) else "%d.%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}".replace(".", ",")
    return str(value)


def _paragraphs(cell: SheetCell) -> Iterator[Paragraph]:
    for line in cell.text.translate(NOT_BLANK).splitlines():
        if line.strip():
            yield Paragraph(line, bold=cell.bold)


def _empty(cells: list[Cell], rows: int, columns: int) -> Iterator[Cell]:
    """A cell for each place that no other covers, so that rows have their columns."""
    covered = {
        (row, column) for cell in cells for row in cell.rows for column in range(cell.column, cell.column + cell.width)
    }
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in covered:
                yield Cell(row, column, 1, 1, ())
