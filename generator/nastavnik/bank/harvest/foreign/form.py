"""A table a school fills in → the same catalogue. Columns are captions of the record classes: new field, new column.

Sheet «Школа»: caption and value a row. Sheet «Практики»: a practice a row. Several values of a cell stand on lines of
their own; pieces of a stage, a material or a recognition are divided by «|».
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import python_calamine
from pydantic import ValidationError
from slugify import slugify

from nastavnik import messages
from nastavnik.bank.harvest.catalog_json import CatalogReading, CatalogueRejected, RecordRejected, read_plain, reasons
from nastavnik.bank.harvest.naming import JsonObject
from nastavnik.bank.harvest.visiting import HarvestSettings, Task
from nastavnik.bank.store.model import Rejection
from nastavnik.errors import ContentUnreadable
from nastavnik.feeds.catalog import published
from nastavnik.records import Practice
from nastavnik.records import School as SchoolRecord
from nastavnik.records.fields import PRIVATE, FileMarker, visibility
from nastavnik.records.people import Consent
from nastavnik.records.publishing import VERSION, named_for, strip
from nastavnik.records.reading import caption_at, marks, models_in
from nastavnik.records.vocabularies import BASE
from nastavnik.school.guard.personal_signs import findings
from nastavnik.text.addresses import unused
from nastavnik.text.marks import printable

SCHOOL_FIELDS = ("title", "short_title", "id", "inn", "region", "municipality", "section_url")
MOST_ROWS = 2000
LARGEST = 50_000_000  # bytes of the table, unpacked
_LEFT_OUT = {"authors", "related", "status"}
"""Authors have columns of their own; a form knows no other records and holds what is to be published."""


@cache
def columns() -> dict[str, str]:
    """Captions of the columns of «Практики» → the field they fill; `author.` and `consent.` go into one author."""
    practice = {
        info.title or name: name
        for name, info in Practice.model_fields.items()
        if name not in _LEFT_OUT and visibility(Practice, name) is not PRIVATE
    }
    author = {messages.AUTHOR_NAME: "author.name", messages.AUTHOR_POST: "author.post"}
    consent = {
        f"{messages.CONSENT_COLUMN}: {info.title}": f"consent.{name}" for name, info in Consent.model_fields.items()
    }
    return {**practice, messages.TEAMS: "teams", **author, **consent}


def pieces(name: str) -> tuple[str, ...]:
    """Fields of the parts a column holds, in the order «|» divides them; none for plain values."""
    part = next(models_in(Practice.model_fields[name].annotation), None) if name in Practice.model_fields else None
    return tuple(field for field in part.model_fields if not marks(part, field, FileMarker)) if part else ()


def from_form(path: Path, task: Task, settings: HarvestSettings) -> CatalogReading:
    """Read a filled form. Raises `ContentUnreadable` and `CatalogueRejected`."""
    sheets = _sheets(path)
    missing = [name for name in (messages.SHEET_SCHOOL, messages.SHEET_PRACTICES) if name not in sheets]
    if missing:
        raise CatalogueRejected(messages.no_such_sheet(path.name, missing))
    school = _school(sheets[messages.SHEET_SCHOOL], settings)
    rejections: list[Rejection] = []
    items = list(_items(sheets[messages.SHEET_PRACTICES], school, settings, path.name, rejections))
    reading = read_plain({"version": VERSION, "school": school, "items": items}, bank=settings.bank, inn=task.inn)
    return replace(reading, rejections=(*rejections, *reading.rejections))


def _sheets(path: Path) -> Mapping[str, list[list[str]]]:
    data = path.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as inside:
            if sum(entry.file_size for entry in inside.infolist()) > LARGEST:
                raise ContentUnreadable(messages.archive_too_large(1, LARGEST))
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = ((name, book.get_sheet_by_name(name)) for name in book.sheet_names)
        return {
            name.strip(): [
                [_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
            ]
            for name, sheet in sheets
        }
    except (zipfile.BadZipFile, python_calamine.CalamineError, OSError) as error:
        raise ContentUnreadable(messages.not_a_table(path.name)) from error


def _text(cell: Any) -> str:
    """A cell as somebody typed it: numbers without «.0», days as days."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return messages.YES if cell else messages.NO
    return printable(str(cell)).strip() if cell is not None else ""


def _school(rows: list[list[str]], settings: HarvestSettings) -> JsonObject:
    captions = {_plain(SchoolRecord.model_fields[name].title or name): name for name in SCHOOL_FIELDS}
    passport = {
        captions[_plain(row[0])]: row[1] for row in rows if len(row) > 1 and _plain(row[0]) in captions and row[1]
    }
    return {**passport, "region_bank": settings.bank}  # whom the form is sent to; consents have to name it all the same


def _items(
    rows: list[list[str]], school: JsonObject, settings: HarvestSettings, file: str, rejections: list[Rejection]
) -> Iterator[JsonObject]:
    head = next((number for number, row in enumerate(rows) if any(_plain(cell) in _known() for cell in row)), None)
    if head is None:
        raise CatalogueRejected(messages.no_columns(messages.SHEET_PRACTICES))
    fields = [_known().get(_plain(cell)) for cell in rows[head]]
    strange = (cell for cell, field in zip(rows[head], fields, strict=True) if cell and field is None)
    rejections += [Rejection(file, caption, messages.UNKNOWN_COLUMN) for caption in strange]
    ids: set[str] = set()
    for number, row in enumerate(rows[head + 1 :], head + 2):
        filled = {field: cell for field, cell in zip(fields, row, strict=False) if field and cell}
        if not filled:
            continue
        place = messages.row_of(file, number)
        try:
            record = _practice(filled)
        except RecordRejected as rejected:
            rejections += [Rejection(place, caption, reason) for caption, reason in rejected.reasons]
            continue
        id = unused(slugify(record.title, max_length=80) or "praktika", ids)
        yield {
            "source": f"{school.get('inn')}-{school.get('id')}",
            "kind": Practice.kind,
            "id": id,
            "url": f"{str(school.get('section_url', '')).rstrip('/')}/",
            "regional": named_for(record, settings.bank, settings.today),
            "data": published(strip(record, settings.today), lambda _, value: value),
        }


def personal_in(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Personal data in the texts of a practice nobody's build has checked: captions of fields and Russian sentences."""
    return [
        (caption_at(Practice, (name,)), messages.GUARD[kind])
        for name, value in data.items()
        for text in (value if isinstance(value, list) else [value])
        if isinstance(text, str)
        for _, kind, certain in findings(text)
        if certain
    ]


def _practice(filled: Mapping[str, str]) -> Practice:
    """A row as a record, consents included. Raises `RecordRejected`."""
    if personal := personal_in({name: text for name, text in filled.items() if "." not in name}):
        raise RecordRejected(*personal)
    try:
        return Practice.model_validate(_data(filled), context={"vocabularies": BASE})
    except ValidationError as error:
        raise RecordRejected(*reasons(Practice, error)) from None


def _data(filled: Mapping[str, str]) -> JsonObject:
    """Cells by field → a record's data. What a form holds is to be published."""
    data: JsonObject = {name: _value(name, text) for name, text in filled.items() if name in Practice.model_fields}
    consent = _below("consent.", filled)
    for name in ("fields", "addresses"):
        if name in consent:
            consent[name] = _lines(consent[name].replace(",", "\n"))
    author = _below("author.", filled)
    authors = [author | ({"consent": consent} if consent else {})] if author else []
    authors += [{"team": team} for team in _lines(filled.get("teams", ""))]
    return data | {"status": "published"} | ({"authors": authors} if authors else {})


def _below(prefix: str, filled: Mapping[str, str]) -> JsonObject:
    return {name.removeprefix(prefix): text for name, text in filled.items() if name.startswith(prefix)}


def _value(name: str, text: str) -> Any:
    if fields := pieces(name):
        parts = [dict(zip(fields, map(str.strip, line.split("|")), strict=False)) for line in _lines(text)]
        return [{field: piece for field, piece in part.items() if piece} for part in parts]
    return _lines(text) if "tuple" in str(Practice.model_fields[name].annotation) else text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@cache
def _known() -> Mapping[str, str]:
    return {_plain(caption): name for caption, name in columns().items()}


def _plain(caption: str) -> str:
    """A caption as it may be typed: any case, with the star of what is required."""
    return " ".join(caption.casefold().replace("ё", "е").strip(" *:").split())
