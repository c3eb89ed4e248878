"""True figures of a period by name, and a municipality's own form filled with them.

A form is an Excel file with `{{name}}` in its cells; captions and formulas are the municipality's and stay.
openpyxl is imported here and only when a table is read or written.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from generator import messages
from generator.catalogue import Catalogue, Entry
from generator.errors import ImportFailed
from generator.monitoring import known, true_figures
from generator.office.kept import Cabinet
from generator.records import Mentor, Programme
from generator.records.monitoring import Figures, Share
from generator.records.vocabularies import Vocabularies

_NAME = re.compile(r"\{\{\s*([\w.\-]+)\s*\}\}")
Numbers = Mapping[str, int | float | None]
"""True numbers by name; None is a figure that was not written down."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form: its bytes, how many cells got numbers, and (cell, name) of those that did not."""

    data: bytes
    cells: int
    unknown: tuple[tuple[str, str], ...]
    empty: tuple[tuple[str, str], ...]


def numbers(catalogue: Catalogue, entry: Entry, cabinet: Cabinet) -> Numbers:
    """Every figure of a period: `pupils.part`, `pairs.teacher-teacher`, `mentors.category.teacher`, `practices` …"""
    figures = true_figures(catalogue, entry)
    typed: dict[str, int | float | None] = {}
    for name, field in Figures.model_fields.items():
        value = getattr(figures, name)
        if name == "by_form":
            typed |= _by_form(figures, cabinet.vocabularies)
        elif "Share" in str(field.annotation):
            typed |= _share(name, value)
        else:
            typed[name] = value
    return typed | _mentors(cabinet) | known(catalogue, entry) | _levels(cabinet)


def _share(name: str, share: Share | None) -> dict[str, int | float | None]:
    if share is None:
        return {f"{name}.part": None, f"{name}.all": None, f"{name}.percent": None}
    percent = round(100 * share.part / share.all, 1) if share.all else None
    return {f"{name}.part": share.part, f"{name}.all": share.all, f"{name}.percent": percent}


def _by_form(figures: Figures, words: Vocabularies) -> dict[str, int | float | None]:
    rows = {row.form: row for row in figures.by_form}
    found: dict[str, int | float | None] = {}
    for name in ("mentored", "pairs", "groups"):
        counts = {
            term.code: getattr(rows[term.code], name) if term.code in rows else 0 for term in words["forms"].terms
        }
        told = {name: sum(counts.values())} | {f"{name}.{code}": count for code, count in counts.items()}
        found |= told if rows else dict.fromkeys(told, None)
    return found


def _mentors(cabinet: Cabinet) -> dict[str, int | float | None]:
    """All mentors, those who did not agree to a card as well."""
    mentors = [one.record for one in cabinet.of(Mentor.kind) if isinstance(one.record, Mentor)]
    forms = Counter(form for one in mentors for form in one.forms)
    categories = Counter(one.category for one in mentors)
    terms = cabinet.vocabularies
    found: dict[str, int | float | None] = {"mentors": len(mentors)}
    found |= {f"mentors.form.{term.code}": forms[term.code] for term in terms["forms"].terms}
    return found | {f"mentors.category.{one.code}": categories[one.code] for one in terms["mentor_categories"].terms}


def _levels(cabinet: Cabinet) -> dict[str, int | float | None]:
    programmes = [one.record for one in cabinet.of(Programme.kind) if isinstance(one.record, Programme)]
    levels = Counter(one.level for one in programmes if one.is_public)
    words = cabinet.vocabularies["programme_levels"]
    return {f"programmes.level.{term.code}": levels[term.code] for term in words.terms}


# --- on paper --------------------------------------------------------------------------------------


def as_csv(found: Numbers) -> bytes:
    """Names and true numbers, as Excel reads them in Russia."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow((messages.FIGURE_NAME, messages.FIGURES_HEAD[2]))
    for name, value in found.items():
        rows.writerow((name, "" if value is None else str(value).replace(".", ",")))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(found: Numbers) -> bytes:
    """The same as a new Excel file: a list of names to make a form from."""
    book = _openpyxl().Workbook()
    book.active.append([messages.FIGURE_NAME, messages.FIGURES_HEAD[2]])
    for name, value in found.items():
        book.active.append([name, value])
    return _saved(book)


def fill(layout: Path, found: Numbers) -> Filled:
    """A form with numbers in the place of names. A cell with nothing else becomes a number, formulas stay.

    Raises `ImportFailed` for what is no .xlsx.
    """
    library = _openpyxl()
    try:
        book = library.load_workbook(layout, keep_vba=layout.suffix.lower() == ".xlsm")
    except (OSError, BadZipFile, KeyError, ValueError, library.utils.exceptions.InvalidFileException) as error:
        raise ImportFailed(messages.not_a_layout(str(layout))) from error
    cells, unknown, empty = 0, [], []
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type != "s":
                continue
            names = _NAME.findall(cell.value)
            place = f"{sheet.title}!{cell.coordinate}"
            unknown += [(place, name) for name in names if name not in found]
            empty += [(place, name) for name in names if name in found and found[name] is None]
            if names and all(name in found for name in names):
                cell.value = _put(cell.value, found)
                cells += any(found[name] is not None for name in names)
    return Filled(_saved(book), cells, tuple(unknown), tuple(empty))


def _put(text: str, found: Numbers) -> Any:
    alone = _NAME.fullmatch(text.strip())
    if alone:
        return found[alone[1]]
    return _NAME.sub(lambda name: "" if found[name[1]] is None else str(found[name[1]]).replace(".", ","), text)


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise ImportFailed(messages.NO_OPENPYXL) from error
    return openpyxl


def _saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
