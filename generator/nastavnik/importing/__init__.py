"""Office files → records. The door is `import_roadmap`; what is not understood comes back as notes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.caption_words import letters
from nastavnik.importing.formats import read_document
from nastavnik.importing.grid import Block, Grid, Paragraph
from nastavnik.importing.heading import Heading, read_heading
from nastavnik.importing.office_file import OfficeFile, open_office_file
from nastavnik.importing.plan_sheet import RowPlace, read_sheet
from nastavnik.importing.plans import RoadmapTable, choose
from nastavnik.importing.record_id import record_id
from nastavnik.importing.roadmap_record import to_record
from nastavnik.importing.yaml_text import to_yaml

WORD = re.compile(r"[^\W_]+")

__all__ = ["Imported", "import_roadmap"]


@dataclass(frozen=True)
class Imported:
    """A record made of an office file: its id, its text ready to write, and what a person should look at."""

    id: str
    text: str
    notes: tuple[str, ...]


def import_roadmap(path: Path, id: str | None = None) -> Imported:
    """The roadmap in a Word document → the text of `roadmap/<id>.yml`.

    Without `id` it is the school year of the document («2023-2024»), else the only school year of its dates,
    else the name of the file. Nothing of the table is lost: what found no place is in the notes.
    Raises `ImportFailed` with one sentence for the administrator.
    """
    file = open_office_file(path)
    blocks = read_document(file)
    _check_words(file, blocks)
    plan, others = choose(blocks)
    heading = read_heading(plan.above, sections=_is_headed_by_paragraphs(plan))
    sheet = read_sheet(plan, heading.section)
    record = to_record(plan, heading, sheet)
    text = to_yaml(record)
    chosen, id_notes = record_id(id, record, path.stem)
    notes = [*id_notes, *_notes_on_choice(plan, others, heading), *sheet.notes]
    notes += [messages.left_out(place, messages.TEXT_LOST, lost) for place, lost in _lost_texts(plan, text, notes)]
    return Imported(chosen, text, tuple(dict.fromkeys(notes)))


def _check_words(file: OfficeFile, blocks: Sequence[Block]) -> None:
    """Refuse documents without a table, each with its own sentence."""
    words = any(block.plain for block in blocks if isinstance(block, Paragraph))
    tables = any(cell.plain for block in blocks if isinstance(block, Grid) for cell in block.cells)
    if not tables:
        refusals = {
            (False, False): messages.NO_WORDS,
            (False, True): messages.ONLY_PICTURES,
            (True, False): messages.NO_TABLE,
            (True, True): messages.NO_TABLE_BUT_PICTURES,
        }
        raise ImportFailed(refusals[words, file.pictures])


def _is_headed_by_paragraphs(plan: RoadmapTable) -> bool:
    """Whether every stage is a table of its own with its name in a paragraph above."""
    return "stage" not in plan.header.meanings and any(part.above for part in plan.parts[1:])


def _notes_on_choice(plan: RoadmapTable, others: list[RoadmapTable], heading: Heading) -> list[str]:
    notes = [messages.other_table_left_out(plan.parts[0].grid.number, other.parts[0].grid.number) for other in others]
    notes += [messages.table_not_joined(number) for number in plan.not_joined]
    if plan.guessed:
        notes.append(messages.columns_guessed(plan.parts[0].grid.number))
    return notes + [messages.text_above_table(text) for text in heading.left_out]


def _lost_texts(plan: RoadmapTable, text: str, notes: Iterable[str]) -> Iterator[tuple[RowPlace, str]]:
    """The last look: cells below the captions with a word that is neither in the record nor in a note."""
    known = set(WORD.findall(" ".join([text, *notes])))
    for part in plan.parts:
        for cell in sorted(part.grid.cells, key=lambda cell: (cell.row, cell.column)):
            words = set(WORD.findall(cell.plain))
            if cell.row >= part.body and letters(cell.plain) not in plan.header.words and not words <= known:
                yield RowPlace(part.grid.number, part.grid.number_of(cell.row)), cell.plain
