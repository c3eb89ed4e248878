"""What sources give and what the store answers: plain values that travel between processes and machines."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Outcome = Literal["taken", "unchanged", "failed", "postponed"]
"""«postponed»: not asked, others of its host took the time; nothing is written down of it."""
RecordState = Literal["appeared", "changed", "vanished", "returned"]


@dataclass(frozen=True, slots=True)
class PublishedRecord:
    """One published record of a school."""

    source: str
    """The school's key: `<inn>-<school id>`."""
    kind: str
    id: str
    url: str
    """The canonical page, at the school."""
    checksum: str
    """Of the data as published; another checksum means a changed record."""
    modified: dt.date | None
    data: Mapping[str, Any]
    """The published model as plain JSON data, sanitised."""

    @property
    def key(self) -> str:
        """The identity of the record in any region: `<source>/<kind>/<id>`."""
        return f"{self.source}/{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something a source published and the region could not take."""

    file: str
    """Where it stands, as the school knows it: `practices/dva-uroka` or a file's name."""
    field: str
    """The field with its caption; empty where the whole record or file is meant."""
    reason: str
    """A Russian sentence: what is wrong and how to write it."""


@dataclass(frozen=True, slots=True)
class SchoolPassport:
    """The passport as the school publishes it."""

    key: str
    """`<inn>-<school id>`."""
    title: str
    short_title: str
    municipality: str
    region: str
    url: str
    """The section's root, with its slash."""


@dataclass(frozen=True, slots=True)
class Harvested:
    """One try at one source."""

    source: str
    """The file's name in `sources/`, without its ending."""
    outcome: Outcome
    at: dt.datetime
    """When it was asked, UTC."""
    reason: str = ""
    """Why it failed, as a Russian sentence."""
    school: SchoolPassport | None = None
    items: tuple[PublishedRecord, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    bytes: int = 0
    fault: str = ""
    """The traceback of a mistake of ours that the visit met; for whoever runs the harvest, never stored."""
    foreign: tuple[str, ...] = ()
    """Keys of other schools whose records it sent: refused, and those schools are told."""


# --- what the store answers ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stored:
    """A record of the bank with what the bank knows about it."""

    item: PublishedRecord
    first_seen: dt.datetime
    last_seen: dt.datetime
    changed: dt.datetime
    """When its data last became other than before; `first_seen` if they never did."""
    age: int
    """Whole days since its school was last read."""

    @property
    def key(self) -> str:
        return self.item.key


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A source and how its last tries went."""

    source: str
    school: SchoolPassport | None
    """None as long as it was never read."""
    outcome: Outcome
    last_try: dt.datetime
    last_success: dt.datetime | None
    age: int | None
    """Whole days since `last_success`."""
    hidden: bool
    """Whether its records are too old to be shown."""
    counts: Mapping[str, int]
    """Records by kind."""
    rejected: int
    reason: str
    """Why the last try failed, a Russian sentence."""
    note: str
    """What a methodologist should know of a try that succeeded, a Russian sentence."""
    bytes: int


class Change(NamedTuple):
    """A step in the life of a record."""

    key: str
    state: RecordState
    at: dt.datetime


class StoredChanges(NamedTuple):
    """What a harvest changed in the bank."""

    outcome: Outcome
    """«failed» also where the school turned out to be another source's."""
    new: int = 0
    changed: int = 0
    vanished: int = 0
    unchanged: int = 0
    sentence: str = ""
    """The reason of a failure, or what should be known of a success."""


class BankCounts(NamedTuple):
    """The bank in numbers on a day."""

    schools: int
    shown: int
    hidden: int
    never_read: int
    records: Mapping[str, int]
    """Records of shown schools by kind."""


class Round(NamedTuple):
    """A harvest that was planned: when, and the sources it has not asked yet."""

    at: dt.datetime | None
    left: tuple[str, ...]
