"""Office files → records. The door is `import_roadmap`; what is not understood comes back as notes."""

from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.importing.docx_grid import read_blocks
from nastavnik.importing.heading import Heading, read_heading
from nastavnik.importing.lost_words import lost_texts
from nastavnik.importing.plans import Plan, choose
from nastavnik.importing.record_id import record_id
from nastavnik.importing.roadmap import to_record
from nastavnik.importing.sheet import read_sheet
from nastavnik.importing.word_file import open_word
from nastavnik.importing.yaml_text import to_yaml

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
    plan, others = choose(read_blocks(open_word(path)))
    heading = read_heading(plan.above, sections=_is_headed_by_paragraphs(plan))
    sheet = read_sheet(plan, heading.section)
    record = to_record(plan, heading, sheet)
    text = to_yaml(record)
    chosen, id_notes = record_id(id, record, path.stem)
    notes = [*id_notes, *_notes_on_choice(plan, others, heading), *sheet.notes]
    notes += [messages.left_out(place, messages.TEXT_LOST, lost) for place, lost in lost_texts(plan, text, notes)]
    return Imported(chosen, text, tuple(dict.fromkeys(notes)))


def _is_headed_by_paragraphs(plan: Plan) -> bool:
    """Whether every stage is a table of its own with its name in a paragraph above."""
    return "stage" not in plan.header.meanings and any(part.above for part in plan.parts[1:])


def _notes_on_choice(plan: Plan, others: list[Plan], heading: Heading) -> list[str]:
    notes = [messages.other_table_left_out(plan.parts[0].grid.number, other.parts[0].grid.number) for other in others]
    notes += [messages.table_not_joined(number) for number in plan.not_joined]
    if plan.guessed:
        notes.append(messages.columns_guessed(plan.parts[0].grid.number))
    return notes + [messages.text_above_table(text) for text in heading.left_out]
