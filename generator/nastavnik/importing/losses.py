"""The last look: every word of the source tables is in the record, in a note, or the import refuses.

Words are counted, not texts: whatever a reader of rows and cells may do wrong, no word goes in silence.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.caption_words import PRIVATE, letters
from nastavnik.importing.notes import Note
from nastavnik.importing.plan_sheet import RowPlace
from nastavnik.importing.plans import RoadmapTable

WORD = re.compile(r"[^\W_]+")
BESIDE_THE_PLAN = (messages.ROW_NOT_TAKEN, messages.PAGE_NUMBER_LEFT_OUT, messages.FOOTNOTE_LEFT_OUT)
MOST_LOST = 0.1  # of the words of the tables


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A filled cell below the captions: its place, the caption above it, its text."""

    place: RowPlace
    caption: str
    text: str

    @property
    def words(self) -> Counter[str]:
        return Counter(WORD.findall(self.text))


def lost_texts(plan: RoadmapTable, record: str, notes: Sequence[Note]) -> list[Note]:
    """Notes on cells with a word that is nowhere. Raises `ImportFailed` if more than a tenth of all words is."""
    cells = list(_cells(plan))
    beside = " ".join(note.text for note in notes if note.reason in BESIDE_THE_PLAN)
    _refuse_heavy_loss(cells, Counter(WORD.findall(f"{record} {beside}")))
    noted = " ".join(f"{note.reason} {note.text}" for note in notes)
    known = set(WORD.findall(f"{record} {noted}"))
    return [Note(messages.TEXT_LOST, str(cell.place), cell.text) for cell in cells if not set(cell.words) <= known]


def _refuse_heavy_loss(cells: list[SourceCell], known: Counter[str]) -> None:
    distinct = list({(cell.caption, cell.text): cell for cell in cells}.values())  # «^» typed out counts once
    total = Counter(word for cell in distinct for word in cell.words.elements() if not word.isdigit())
    lost = total - known
    if lost.total() <= MOST_LOST * total.total():
        return
    by_caption: Counter[str] = Counter()
    for cell in distinct:
        by_caption[cell.caption] += (cell.words & lost).total()
    worst = max(by_caption, key=lambda caption: by_caption[caption])
    raise ImportFailed(messages.column_to_name(worst, 100 * lost.total() // total.total()))


def _cells(plan: RoadmapTable) -> Iterator[SourceCell]:
    columns = plan.header.columns
    for part in plan.parts:
        for row in range(part.body, part.grid.rows):
            for cell, places in part.places(row):
                private = all(columns[index].meaning == PRIVATE for index in places)
                if cell.row == row and not private and letters(cell.plain) not in {"", *plan.header.words}:
                    place = RowPlace(part.grid.number, part.grid.number_of(row))
                    yield SourceCell(place, columns[places[0]].caption, cell.plain)
