"""The form as an empty table, made from the record classes: captions, hints and lists of words."""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from nastavnik import messages
from nastavnik.bank.harvest.foreign.form import SCHOOL_FIELDS, columns, pieces
from nastavnik.records import Practice
from nastavnik.records import School as SchoolRecord
from nastavnik.records.fields import Term
from nastavnik.records.reading import marks, models_in
from nastavnik.records.vocabularies import BASE

_HEAD = PatternFill("solid", fgColor="DCEBED")
_TOP = Alignment(vertical="top", wrap_text=True)


def blank(bank: str) -> bytes:
    """An .xlsx to send to a school; `bank` is the address a consent has to name."""
    book = Workbook()
    _school(book.active or book.create_sheet())
    _practices(book.create_sheet(messages.SHEET_PRACTICES))
    _words(book.create_sheet(messages.SHEET_WORDS), bank)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _school(sheet: Worksheet) -> None:
    sheet.title = messages.SHEET_SCHOOL
    for row, name in enumerate(SCHOOL_FIELDS, 1):
        info = SchoolRecord.model_fields[name]
        caption = sheet.cell(row, 1, f"{info.title} *")
        caption.font, caption.fill = Font(bold=True), _HEAD
        sheet.cell(row, 2).number_format = "@"
        sheet.cell(row, 3, str(info.examples[0]) if info.examples else None).font = Font(italic=True, color="666666")
    _widths(sheet, (46, 60, 40))


def _practices(sheet: Worksheet) -> None:
    for column, (caption, name) in enumerate(columns().items(), 1):
        required = name in Practice.model_fields and Practice.model_fields[name].is_required()
        cell = sheet.cell(1, column, f"{caption} *" if required else caption)
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, _TOP
        if hint := _hint(name):
            cell.comment = Comment(hint, messages.FORM_AUTHOR)
        sheet.column_dimensions[get_column_letter(column)].width = 34
    for row in range(2, 52):
        for column in range(1, len(columns()) + 1):
            sheet.cell(row, column).alignment = _TOP
            sheet.cell(row, column).number_format = "@"  # so that no table makes a date of a number
    sheet.freeze_panes = "B2"


def _hint(name: str) -> str:
    if name not in Practice.model_fields:
        return messages.FORM_HINTS.get(name, "")
    if divided := pieces(name):
        part = next(models_in(Practice.model_fields[name].annotation))
        return messages.divided([part.model_fields[piece].title or piece for piece in divided])
    if terms := marks(Practice, name, Term):
        return messages.one_of([term.title for term in BASE[terms[0].name].terms])
    return messages.SEVERAL_LINES if "tuple" in str(Practice.model_fields[name].annotation) else ""


def _words(sheet: Worksheet, bank: str) -> None:
    for row, line in enumerate(messages.form_guide(bank), 1):
        sheet.cell(row, 1, line).alignment = _TOP
    vocabularies: Iterable[tuple[str, str]] = (
        (Practice.model_fields[name].title or name, terms[0].name)
        for name in Practice.model_fields
        if (terms := marks(Practice, name, Term)) and name != "status"
    )
    for column, (caption, vocabulary) in enumerate(vocabularies, 2):
        sheet.cell(1, column, caption).font = Font(bold=True)
        for row, term in enumerate(BASE[vocabulary].terms, 2):
            sheet.cell(row, column, term.title)
    _widths(sheet, (80, *([34] * 6)))


def _widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
