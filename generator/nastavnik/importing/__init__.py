"""Office files → records. The door is `import_roadmap`; what is not understood comes back as notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from nastavnik.importing.plan_report import around, on_choice, taken
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
    naming: tuple[Note, ...] = ()
    """How the id was come by, where the document does not tell it."""

    @property
    def tells_years(self) -> bool:
        """Whether the document says which years its plan is for."""
        return "school_year" in self.record or "period" in self.record

    def of_year(self, year: str) -> "Imported":
        """The same plan as that of a school year which a person named, since the document names none."""
        before: dict[str, Any] = {"title": self.record["title"]} if "title" in self.record else {}
        return replace(self, id=year, record={**before, "school_year": year, **self.record}, naming=())

    @property
    def text(self) -> str:
        """The file of the record."""
        return to_yaml(self.record)

    def remarks(self, *, whole: bool = False) -> list[str]:
        """A sentence for each sort of thing to look at; with `whole` nothing in it is shortened."""
        return grouped((*self.naming, *self.notes), whole=whole)


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
    beside = around(_without(blocks, papers), plan, others, record, text)
    notes = dict.fromkeys([*lost, *on_choice(plan, others), *sheet.notes, *beside])
    return Imported(chosen, record, taken(record), tuple(notes), tuple(papers), tuple(id_notes))


def _without(blocks: Sequence[Block], papers: Sequence[Enclosure]) -> list[Block]:
    """Blocks of the document that belong to no other paper in it."""
    offered = {id(block) for paper in papers for block in paper.blocks}
    return [block for block in blocks if id(block) not in offered]


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
