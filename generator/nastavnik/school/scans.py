"""What one file of the content says by itself, as a scan tells it."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from nastavnik.records import Roadmap
from nastavnik.records.record import Record
from nastavnik.school.facts import Facts, WrittenPath
from nastavnik.school.promises import PlacedPromise
from nastavnik.school.record_store import Packed
from nastavnik.text.source import Keys, Place, Problem, Source


class TextLink(NamedTuple):
    """A link of a long text into the content folder; one within the text leads to the record's own file."""

    place: Place
    target: str
    anchor: str


class Pointer(NamedTuple):
    """A link with an anchor, and the file it leads to."""

    place: Place
    path: Path
    anchor: str


class Reference(NamedTuple):
    """A reference in a record, as `records.fields.Ref` reads it; with `part` to a piece of the other record."""

    keys: Keys
    kind: str
    part: bool
    value: str

    @property
    def id(self) -> str:
        """The id of the other record."""
        return self.value.rpartition("/")[0] if self.part else self.value

    @property
    def record(self) -> str:
        """The other record: `mentors/belova`."""
        return f"{self.kind}/{self.id}"


class NamedFile(NamedTuple):
    """A file that a record names, in a private field maybe."""

    keys: Keys
    file: WrittenPath


class Scan(NamedTuple):
    """What one file says by itself."""

    digest: str
    """The digest of the file's bytes."""
    facts: Facts | None = None
    """None if no record can be read."""
    consents: str = ""
    """A sign for every consent in the record: 1 if it holds, else 0."""
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max
    """The scan holds on days from `since` on and before `until`."""
    references: tuple[Reference, ...] = ()
    files: tuple[NamedFile, ...] = ()
    links: tuple[TextLink, ...] = ()
    regional: tuple[str, ...] = ()
    """Places of the people whom the school's bank may name."""
    problems: tuple[Problem, ...] = ()
    personal: tuple[Problem, ...] = ()
    """What the guard found; said even of a file that is no record."""
    misnamed: bool = False
    person: str = ""
    """A digest of the name on a mentor's card, by which two cards of one person are known."""
    roadmap: Roadmap | None = None
    """A plan as the school keeps it."""
    promised: tuple[PlacedPromise, ...] = ()
    """Days its texts speak of as of days ahead."""
    unfinished: bool = False
    """Whether it is a draft that is no record yet, and may wait: it is left out of everything."""

    def holds_on(self, day: dt.date) -> bool:
        return self.since <= day < self.until


Scanned = tuple[Scan, Packed | None]
"""A scan, and with it the packed record as outsiders may know it: None without one, or if the state has it already."""


def place_of(keys: Keys, source: Source, cls: type[Record]) -> Place:
    """Where the value under `keys` of a record of `cls` stands: below the front matter, if it is its long text."""
    return source.place(("body",) if source.body and keys == (cls.body,) else keys)
