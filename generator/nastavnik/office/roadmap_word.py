"""A roadmap as a Word file ready for signature: stamp, title, the approved table, a line for signatures.

What the record does not say is a blank to fill in by hand.
"""

from collections.abc import Iterator, Sequence

from nastavnik import messages
from nastavnik.records import Roadmap, School
from nastavnik.records.roadmap import Approval
from nastavnik.views.paper import PaperBlock, PaperCell, PaperGrid, PaperText
from nastavnik.views.plan_paper import approvals, years_missing
from nastavnik.views.plan_table import PlanCell, PlanTable, plan_table
from nastavnik.views.word import WordPage, word_file

CENTIMETRE = 567
UPRIGHT = WordPage(
    11906, 16838, 2 * CENTIMETRE, right=CENTIMETRE, bottom=2 * CENTIMETRE, left=2 * CENTIMETRE, text=28, table=24
)
"""A4 with margins and letters of 14 and 12 points, as offices write (GOST R 7.0.97)."""
ON_ITS_SIDE = UPRIGHT._replace(width=16838, height=11906, left=CENTIMETRE)


def roadmap_word(roadmap: Roadmap, school: School) -> bytes:
    """The plan as the bytes of a .docx."""
    table = plan_table(roadmap)
    stamps = [_stamp(approval) for approval in approvals(roadmap)] or [_blank_stamp(school)]
    blocks = (_stamps(stamps), *_title(roadmap), _table(table), PaperText(messages.made_by_hand()))
    return word_file(blocks, ON_ITS_SIDE if table.is_wide else UPRIGHT)


def _stamp(approval: Approval) -> list[str]:
    """The lines of one approval: as in the document, else of what the record says, with blanks for the rest."""
    if approval.text:
        return approval.text.split("\n")
    day = f"{approval.date:%d.%m.%Y}" if approval.date else ""
    what = approval.decision
    signature = messages.signature(approval.post or "", approval.name or "")
    if not what:
        return [messages.PLAN_TO_APPROVE, signature, day or messages.BLANK_DAY]
    head = messages.PLAN_APPROVED if approval.order else messages.PLAN_ADOPTED
    lines = [head, messages.approved_line(what, day, approval.number or "", has_number=approval.is_numbered)]
    return [*lines, signature] if approval.post or approval.name else lines


def _blank_stamp(school: School) -> list[str]:
    post = messages.capital(school.wording.head)
    return [messages.PLAN_TO_APPROVE, messages.signature(post, ""), messages.BLANK_DAY]


def _stamps(blocks: Sequence[Sequence[str]]) -> PaperGrid:
    """A table without borders above the title: the last approval stands on the right."""
    columns = max(2, len(blocks))
    cells = [PaperCell("")] * (columns - len(blocks))
    cells += [PaperCell("", paragraphs=tuple((line, 0) for line in lines)) for lines in blocks]
    return PaperGrid("", (100 / columns,) * columns, (tuple(cells),), ruled=False)


def _title(roadmap: Roadmap) -> Iterator[PaperBlock]:
    yield PaperText(roadmap.title or messages.PLAN_TITLE, "title")
    years = roadmap.school_year
    words = messages.plan_years(years) if years else messages.plan_period(roadmap.period or "")
    yield PaperText(words if years_missing(roadmap) else "", "centre")


def _table(table: PlanTable) -> PaperGrid:
    captions = tuple(PaperCell(column.caption, style="caption") for column in table.columns)
    rows = (tuple(map(_cell, row.cells)) for row in table.rows)
    return PaperGrid(messages.PLAN_TITLE, tuple(column.width for column in table.columns), (captions, *rows), head=1)


def _cell(cell: PlanCell) -> PaperCell:
    """A cell with a paragraph a line; one without words is a blank to write in, one over several columns a heading."""
    style = "title" if cell.columns > 1 else ""
    return PaperCell("", cell.columns, cell.rows, style, tuple((line.text, line.depth) for line in cell.lines))
