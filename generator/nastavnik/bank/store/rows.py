"""What the store answers with."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from nastavnik.bank.store.taken import Item, Outcome, School

State = Literal["appeared", "changed", "vanished", "returned"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A record of the bank with what the bank knows about it."""

    item: Item
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
    school: School | None
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
    state: State
    at: dt.datetime


class Put(NamedTuple):
    """What a harvest changed in the bank."""

    outcome: Outcome
    """«failed» also where the school turned out to be another source's."""
    new: int = 0
    changed: int = 0
    vanished: int = 0
    unchanged: int = 0
    sentence: str = ""
    """The reason of a failure, or what should be known of a success."""


class Counts(NamedTuple):
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
