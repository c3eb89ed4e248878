"""A roadmap as a Word file ready for signature: stamp, title, the approved table, a line for signatures.

python-docx is imported only when a file is written. What the record does not say is a blank to fill in by hand.
"""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.records import Roadmap, School
from nastavnik.records.roadmap import Approval
from nastavnik.views.plan_paper import approvals, years_missing
from nastavnik.views.plan_table import PlanCell, PlanTable, plan_table

FONT = "Times New Roman"
TEXT_SIZE, TABLE_SIZE = 14, 12  # points, as offices write (GOST R 7.0.97)
SHORT, LONG = 21.0, 29.7  # centimetres of A4
MARGINS = (2.0, 1.0, 2.0, 2.0)  # top, right, bottom, left in centimetres; on its side the left one may be as the right
STEP = 0.5  # centimetres an item is indented below its parent
SAVED = (1980, 1, 1, 0, 0, 0)  # a time inside the file: the same plan gives the same bytes on any day


def roadmap_word(roadmap: Roadmap, school: School) -> bytes:
    """The plan as the bytes of a .docx. Raises `ImportFailed` where python-docx is not installed."""
    docx, table = _docx(), plan_table(roadmap)
    document = docx.Document()
    width = _page(document, wide=table.is_wide)
    _style(document)
    _stamps(document, [_stamp(approval) for approval in approvals(roadmap)] or [_blank_stamp(school)], width)
    _title(document, roadmap)
    _table(document, table, width)
    _line(document, messages.made_by_hand(), before=18)
    return _packed(document)


def _docx() -> Any:
    try:
        import docx
    except ImportError as error:
        raise ImportFailed(messages.needs_package("python-docx")) from error
    return docx


# --- the sheet -----------------------------------------------------------------------------------------


def _page(document: Any, *, wide: bool) -> float:
    """Size and margins of the only section; returns the centimetres between the margins."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    width, height = (LONG, SHORT) if wide else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(width), Cm(height)
    top, right, bottom, left = (MARGINS[3], MARGINS[1], MARGINS[2], MARGINS[1]) if wide else MARGINS
    section.top_margin, section.right_margin = Cm(top), Cm(right)
    section.bottom_margin, section.left_margin = Cm(bottom), Cm(left)
    return width - left - right


def _style(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(TEXT_SIZE)
    fonts = style.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    properties = document.core_properties
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.title, properties.language = messages.PLAN_TITLE, "ru-RU"


def _line(parent: Any, text: str, *, before: float = 0, after: float = 0, centre: bool = False) -> Any:
    """A paragraph; `before` and `after` are points."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = parent.add_paragraph(text)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


# --- the stamp and the title ---------------------------------------------------------------------------


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


def _stamps(document: Any, blocks: Sequence[Sequence[str]], width: float) -> None:
    """A table without borders above the title: the last approval stands on the right."""
    columns = max(2, len(blocks))
    table = document.add_table(1, columns)
    table.autofit = False
    first = columns - len(blocks)
    for column, cell in enumerate(table.rows[0].cells):
        _width(cell, width / columns)
        lines = blocks[column - first] if column >= first else [""]
        cell.paragraphs[0].add_run(lines[0])
        for line in lines[1:]:
            cell.add_paragraph(line)


def _title(document: Any, roadmap: Roadmap) -> None:
    title = _line(document, "", before=14, centre=True)
    title.add_run(roadmap.title or messages.PLAN_TITLE).bold = True
    title.paragraph_format.keep_with_next = True
    if years_missing(roadmap):
        years = roadmap.school_year
        _line(
            document, messages.plan_years(years) if years else messages.plan_period(roadmap.period or ""), centre=True
        )
    _line(document, "", after=4)


# --- the table -----------------------------------------------------------------------------------------


def _table(document: Any, plan: PlanTable, width: float) -> None:
    table = document.add_table(len(plan.rows) + 1, len(plan.columns))
    table.style, table.autofit = "Table Grid", False
    grid = [list(row.cells) for row in table.rows]
    for column, cells, described in zip(table.columns, zip(*grid, strict=True), plan.columns, strict=True):
        for sized in (column, *cells):
            _width(sized, width * described.width / 100)
    for cell, column in zip(grid[0], plan.columns, strict=True):
        _caption(cell, column.caption)
    _mark_row(table.rows[0], "w:tblHeader")
    for number, plan_row in enumerate(plan.rows, 1):
        _mark_row(table.rows[number], "w:cantSplit")
        for plan_cell in plan_row.cells:
            _fill(grid, number, plan_cell)


def _caption(cell: Any, caption: str) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _sized(cell.paragraphs[0].add_run(caption)).bold = True


def _fill(grid: Sequence[Sequence[Any]], row: int, plan_cell: PlanCell) -> None:
    """Write a cell, merged over its rows and columns; a cell without words is a blank to write in."""
    from docx.shared import Cm

    cell = grid[row][plan_cell.column]
    if plan_cell.rows > 1 or plan_cell.columns > 1:
        cell = cell.merge(grid[row + plan_cell.rows - 1][plan_cell.column + plan_cell.columns - 1])
    for number, line in enumerate(plan_cell.lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.paragraph_format.left_indent = Cm(STEP * line.depth) if line.depth else None
        _sized(paragraph.add_run(line.text)).bold = plan_cell.columns > 1 or None


def _sized(run: Any) -> Any:
    from docx.shared import Pt

    run.font.size = Pt(TABLE_SIZE)
    return run


def _width(sized: Any, centimetres: float) -> None:
    from docx.shared import Cm

    sized.width = Cm(centimetres)


def _mark_row(row: Any, name: str) -> None:
    """Say of a row that it is repeated on every page, or never cut in two."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _packed(document: Any) -> bytes:
    """The file with one fixed time inside."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, SAVED)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()
