"""What a file of a school holds, by reading it: a guess that somebody sees before anything is written."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing import import_roadmap
from nastavnik.importing.proposals import Proposals, Surroundings
from nastavnik.office.taking_in.document_files import PAPERS, READ, SHEETS
from nastavnik.office.taking_in.field_shapes import known_fields
from nastavnik.office.taking_in.kinds import TAKEN
from nastavnik.records import Document, Event, Mentor, News, Practice, Roadmap
from nastavnik.records.vocabularies import BASE

CALENDARS, TABLES = {".ics"}, SHEETS | {".csv"}
LEAST_STAGES = 2
"""Rows of what is a plan."""
SURELY, PERHAPS = 3, 2
"""Fields that a description of a practice has filled in: so many that it is nothing else, and enough to ask."""
OF_PRACTICE = ("problem", "goal", "tasks", "results", "methods", "resources", "innovation", "replication", "risks")
"""Fields that only practices have: a title, a summary and authors stand in any text."""


class Sign(NamedTuple):
    """A kind of records and what makes a file one of it: whether it is read so."""

    kind: str
    shows: Callable[[Path, dt.date], bool]


def likely_kind(path: Path, today: dt.date) -> str:
    """The kind of records in a file, `roadmap` for a plan; "" for what becomes no record, such as a photo.

    Files that nobody reads here, a scan for one, are papers.
    """
    suffix = path.suffix.lower()
    if suffix in CALENDARS:
        return Event.kind
    if suffix not in PAPERS | TABLES:
        return ""
    if suffix not in READ | TABLES:
        return Document.kind
    signs = SIGNS_OF_TABLES if suffix in TABLES else SIGNS_OF_TEXTS
    return next((sign.kind for sign in signs if sign.shows(path, today)), Document.kind)


def _proposed(kind: str, path: Path, today: dt.date) -> Proposals:
    """What the reader of a kind makes of a file; nothing of what it cannot read."""
    around = Surroundings(today)
    try:
        return TAKEN[kind].read(path, replace(around, fields=known_fields(TAKEN[kind].cls, BASE)))
    except ImportFailed:
        return Proposals((), ())


def _is_plan(path: Path, _: dt.date) -> bool:
    try:
        return len(import_roadmap(path).record.get("stages", ())) >= LEAST_STAGES
    except ImportFailed:
        return False


def _has_people(path: Path, today: dt.date) -> bool:
    return bool(_proposed(Mentor.kind, path, today).records)


def _has_hours(path: Path, today: dt.date) -> bool:
    """Whether it lists what begins at an hour: a plan has days at most."""
    return any(":" in start for start in _starts(path, today))


def _has_days(path: Path, today: dt.date) -> bool:
    return any(_starts(path, today))


def _starts(path: Path, today: dt.date) -> Iterator[str]:
    yield from (str(record.fields.get("start", "")) for record in _proposed(Event.kind, path, today).records)


def _is_named_as_paper(path: Path, today: dt.date) -> bool:
    """Whether it says of itself that it is an order, a regulation, a protocol."""
    records = _proposed(Document.kind, path, today).records
    return any(record.fields.get("type") not in (None, messages.SORT_UNKNOWN) for record in records)


def _describes_practice(path: Path, today: dt.date, least: int = PERHAPS) -> bool:
    return any(
        sum(name in record.fields for name in OF_PRACTICE) >= least
        for record in _proposed(Practice.kind, path, today).records
    )


def _tells_of_a_day(path: Path, today: dt.date) -> bool:
    return any("date" in record.fields for record in _proposed(News.kind, path, today).records)


SIGNS_OF_TABLES = (
    Sign(Event.kind, _has_hours),
    Sign(Roadmap.kind, _is_plan),
    Sign(Mentor.kind, _has_people),
    Sign(Practice.kind, _describes_practice),
    Sign(Event.kind, _has_days),
)
SIGNS_OF_TEXTS = (
    Sign(Roadmap.kind, _is_plan),
    Sign(Practice.kind, partial(_describes_practice, least=SURELY)),
    Sign(Document.kind, _is_named_as_paper),
    Sign(Practice.kind, _describes_practice),
    Sign(Mentor.kind, _has_people),
    Sign(News.kind, _tells_of_a_day),
)
"""What is asked of a file, the surest sign first."""
