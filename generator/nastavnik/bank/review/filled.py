"""The workbook of `region review`, filled in by the methodologist → decisions, a row a decision."""

import datetime as dt
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from openpyxl.utils.exceptions import InvalidFileException

from nastavnik import messages
from nastavnik.bank.papers.records import REGIONAL, Decision
from nastavnik.errors import ContentUnreadable
from nastavnik.records.reading import read_record
from nastavnik.text.marks import printable
from nastavnik.text.source import Unreadable, parse

MOST_ROWS = 20_000
_FIELDS = dict(zip(messages.REVIEW_FILLED, ("verdict", "expert_body", "date", "comment"), strict=True))
_KEY, _CHECKSUM = messages.REVIEW_HEAD[0], messages.REVIEW_HEAD[-1]


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row with a verdict: where it stands, and the decision it makes with its text, or what is wrong with it."""

    place: str
    decision: Decision | None
    text: str
    problems: tuple[str, ...]


def filled(path: Path, today: dt.date) -> list[FilledRow]:
    """Rows somebody wrote a verdict into; a date that is not said is `today`. Raises `ContentUnreadable`."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = [
            _row(messages.row_of(sheet.title, number), cells, today)
            for sheet in book.worksheets
            for number, cells in _named(sheet)
            if cells.get(messages.REVIEW_FILLED[0])
        ]
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise ContentUnreadable(messages.not_a_table(path.name)) from error
    return rows


def _named(sheet: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Rows of a sheet by the captions of its first line; nothing of a sheet without keys."""
    rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS, max_col=len(messages.REVIEW_HEAD) + 5)
    head = next(rows, ())
    if _KEY in head:
        yield from ((number, dict(zip(head, cells, strict=True))) for number, cells in enumerate(rows, 2))


def _row(place: str, cells: Mapping[str, Any], today: dt.date) -> FilledRow:
    data: dict[str, Any] = {"practice": _text(cells.get(_KEY))}
    data |= {field: text for caption, field in _FIELDS.items() if (text := _text(cells.get(caption)))}
    data["verdict"] = [word.strip() for word in data["verdict"].split(",") if word.strip()]
    data.setdefault("date", today.isoformat())
    if checksum := _text(cells.get(_CHECKSUM)):
        data["checksum"] = checksum
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    try:
        record = read_record(Decision, parse(text, place), REGIONAL)
    except Unreadable as refused:
        return FilledRow(place, None, text, (refused.problem.message,))
    if isinstance(record, list):
        return FilledRow(place, None, text, tuple(problem.message for problem in record))
    return FilledRow(place, record, text, ())


def _text(cell: Any) -> str:
    """A cell as words; a moment is its day."""
    value = cell.date() if isinstance(cell, dt.datetime) else cell
    return "" if value is None else printable(str(value)).strip()
