"""What a file of a school holds, by reading it: a guess that somebody sees before anything is written."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

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


_OF_PEOPLE = re.compile(r"(?i)\bф\.?\s?и\.?\s?о\b|\bфамили|^наставник")
_IN_CHARGE = re.compile(r"(?i)ответственн|исполнител")
"""Captions of columns: a table that lists people by name is no plan, one that says who answers for what may be."""


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


def _is_plan(path: Path, today: dt.date) -> bool:
    try:
        plan = import_roadmap(path).record
    except ImportFailed:
        return False
    names_people = any(_OF_PEOPLE.search(text) and not _IN_CHARGE.search(text) for text in _captions(plan))
    return len(plan.get("stages", ())) >= LEAST_STAGES and not (names_people and _has_people(path, today))


def _captions(plan: Mapping[str, Any]) -> Iterator[str]:
    """What the columns of a plan are called in the document."""
    yield from (str(text) for text in plan.get("captions", {}).values())


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
