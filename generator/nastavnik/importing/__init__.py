"""Office files → records. The door is `import_roadmap`; what is not understood comes back as notes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.enclosures import Enclosure, approval_by, enclosures
from nastavnik.importing.formats import read_document
from nastavnik.importing.grid import Block, Grid, Paragraph
from nastavnik.importing.heading import read_heading
from nastavnik.importing.losses import lost_texts
from nastavnik.importing.notes import Note, grouped
from nastavnik.importing.office_file import OfficeFile, open_office_file
from nastavnik.importing.outline import LIST
from nastavnik.importing.plan_sheet import read_sheet
from nastavnik.importing.plans import RoadmapTable, choose, laid_out
from nastavnik.importing.record_id import record_id
from nastavnik.importing.roadmap_record import to_record
from nastavnik.importing.yaml_text import Unquoted, to_yaml

__all__ = ["Imported", "import_roadmap"]


@dataclass(frozen=True)
class Imported:
    """A record made of an office file: its id, its data in the order of fields, and what a person should look at.

    `taken` counts what was understood in one sentence; `papers` are the other documents in the same file.
    """

    id: str
    record: dict[str, Any]
    taken: str
    notes: tuple[Note, ...]
    papers: tuple[Enclosure, ...] = ()

    @property
    def text(self) -> str:
        """The file of the record."""
        return to_yaml(self.record)

    def told(self, *, whole: bool = False) -> list[str]:
        """A sentence for each sort of thing to look at; with `whole` nothing in it is shortened."""
        return grouped(self.notes, whole=whole)


def import_roadmap(path: Path, id: str | None = None) -> Imported:
    """The roadmap in an office document → the text of `roadmap/<id>.yml`.

    Without `id` it is the school year of the document («2023-2024»), else the only school year of its dates,
    else the name of the file. Nothing of the table is lost: what found no place is in the notes.
    Raises `ImportFailed` with one sentence for the administrator.
    """
    file = open_office_file(path)
    blocks = laid_out(read_document(file))
    _check_words(file, blocks)
    plan, others = choose(blocks)
    heading = read_heading(plan.above, sections=_is_headed_by_paragraphs(plan))
    sheet = read_sheet(plan, heading.section)
    record = to_record(plan, heading, sheet)
    papers = enclosures(blocks, plan)
    record = _approved_by(papers, record)
    text = to_yaml(record)
    chosen, id_notes = record_id(id, record, path.stem)
    lost = lost_texts(plan, text, sheet.notes)
    notes = [*id_notes, *lost, *_notes_on_choice(plan, others), *sheet.notes, *_around(blocks, plan, papers, text)]
    return Imported(chosen, record, _taken(record), tuple(dict.fromkeys(notes)), tuple(papers))


def _approved_by(papers: Sequence[Enclosure], record: dict[str, Any]) -> dict[str, Any]:
    """The approval that an order in the same file tells, where the plan itself tells none."""
    approval = approval_by(papers)
    if not approval or "approved" in record:
        return record
    approved = {key: Unquoted(value) if key == "date" else value for key, value in approval.items()}
    before: dict[str, Any] = {key: record[key] for key in ("title", "school_year", "period") if key in record}
    return {**before, "approved": approved, **record}


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


def _notes_on_choice(plan: RoadmapTable, others: list[RoadmapTable]) -> Iterator[Note]:
    number = plan.parts[0].grid.number
    for other in others:
        if other.titled or not plan.titled:
            yield Note(messages.other_table_left_out(number, other.parts[0].grid.number))
    if number == LIST:
        yield Note(messages.READ_FROM_LIST)
    yield from (Note(messages.table_not_joined(number)) for number in plan.not_joined)
    if plan.guessed:
        yield Note(messages.columns_guessed(number))


def _around(blocks: Sequence[Block], plan: RoadmapTable, papers: Sequence[Enclosure], text: str) -> Iterator[Note]:
    """What stands beside the plan in the document and is not in the record: paragraphs, first rows of tables."""
    taken = " ".join(text.split())
    own = {part.grid.number for part in plan.parts}
    offered = {id(block) for paper in papers for block in paper.blocks}
    below = False
    for block in (block for block in blocks if id(block) not in offered):
        if isinstance(block, Grid):
            below = below or block.number in own
            first = " · ".join(cell.plain for cell in block.row(0) if cell.plain) if block.rows else ""
            if block.number not in own and first and not all(cell.plain in taken for cell in block.cells):
                yield Note(messages.OTHER_TABLE, messages.table_number(block.number), first)
        elif block.plain and block.plain not in taken:
            yield Note(messages.TEXT_BELOW_TABLE if below else messages.TEXT_ABOVE_TABLE, "", block.plain)


def _taken(record: dict[str, Any]) -> str:
    """«Взято: 7 этапов, 29 мероприятий, сроки, ответственные»."""
    items = list(_steps(record["stages"]))
    counts = {key: sum(key in item for item in items) for key in ("term", "responsible", "result", "other")}
    return messages.taken(len(record["stages"]), len(items) - len(record["stages"]), counts)


def _steps(steps: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for step in steps:
        yield step
        yield from _steps(step.get("items", []))
