"""The last look: every word of the table is in the record or in a note, or it is reported here."""

import re
from collections.abc import Iterable, Iterator

from nastavnik.importing.captions import letters
from nastavnik.importing.docx_grid import Cell
from nastavnik.importing.plan_sheet import RowPlace
from nastavnik.importing.plans import RoadmapTable

WORD = re.compile(r"[^\W_]+")


def lost_texts(plan: RoadmapTable, text: str, notes: Iterable[str]) -> Iterator[tuple[RowPlace, str]]:
    """Cells below the captions with a word that is nowhere, with their places."""
    said = _words(" ".join([text, *notes]))
    for part in plan.parts:
        for cell in _body(part.grid.cells, part.body):
            if letters(cell.plain) not in plan.header.words and not _words(cell.plain) <= said:
                yield RowPlace(part.grid.number, cell.row + 1), cell.plain


def _body(cells: Iterable[Cell], first: int) -> list[Cell]:
    return sorted((cell for cell in cells if cell.row >= first), key=lambda cell: (cell.row, cell.column))


def _words(text: str) -> set[str]:
    return set(WORD.findall(text))
