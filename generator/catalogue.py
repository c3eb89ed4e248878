"""All records of a folder: validated, what may be published of them, references resolved both ways.

The catalogue holds only what outsiders may know today. It keeps what lists, facets and references need; long texts are
read again when their page is drawn. Nothing here asks the clock.
"""

import datetime as dt
import os
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from io import FileIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from generator.guard import unmarked
from generator.records import KINDS, Roadmap, School
from generator.records.fields import Long, Unlisted
from generator.records.publishing import strip
from generator.records.reading import marks, read_record
from generator.records.record import Record, completed, rebuilt, slim
from generator.records.roadmap import stage_code
from generator.records.vocabularies import Vocabularies
from generator.source import Unreadable, read

SCHOOL_FILE = "school.yml"


class Key(NamedTuple):
    """Identity everywhere: `<source>/<kind>/<id>`; inside a school the source is the school itself."""

    source: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that may be published, without its long texts, and where it came from."""

    key: Key
    path: Path
    file: str
    record: Record
    has_page: bool = True
    """Whether the record has a page of its own or lives only in lists."""
    withheld: frozenset[str] = frozenset()
    """Long texts of it that may not be shown today."""
    regional: tuple[str, ...] = ()
    """Places of the people in it whom the school's regional bank may name."""
    digest: str = ""
    """Differs when the file does, or what of it may be shown on the day."""

    @property
    def id(self) -> str:
        return self.key.id

    @property
    def url(self) -> str:
        """Address relative to the section's root."""
        return f"{self.key.kind}/{self.key.id}/"


class Shelf:
    """Long texts of records, packed, by the names of their files.

    Reading a record costs ten times what unpacking its texts does. The first `most` bytes stay in memory, others in a
    file without a name, which processes that part from this one share; `behind` is asked for what nobody put here.
    """

    def __init__(self, behind: Callable[[str], bytes | None] | None = None, most: int = 1_000_000) -> None:
        self.room, self.behind = most, behind
        self.packed: dict[str, bytes] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.spool: FileIO | None = None

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"spool": None, "places": {}}

    def put(self, file: str, packed: bytes) -> None:
        """Keep the packed long texts of a record."""
        if len(packed) <= self.room:
            self.room -= len(packed)
            self.packed[file] = packed
            return
        with suppress(OSError):  # no room on the disk: the record will be read again
            self.spool = self.spool or TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the shelf
            start = self.spool.tell()
            if self.spool.write(packed) == len(packed):
                self.places[file] = start, len(packed)

    def texts(self, file: str) -> dict[str, Any] | None:
        """The long texts of a record by field, or None if they are not here."""
        packed = self.packed.get(file) or self._spooled(file) or (self.behind(file) if self.behind else None)
        return pickle.loads(packed) if packed else None

    def _spooled(self, file: str) -> bytes | None:
        if self.spool is None or file not in self.places:
            return None
        start, length = self.places[file]
        return _read_at(self.spool, start, length)


def _read_at(file: FileIO, start: int, length: int) -> bytes:
    """Some bytes of a file; the place of reading is shared by processes, so it is left alone where that can be."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), length, start)
    file.seek(start)
    found = file.read(length)
    file.seek(0, os.SEEK_END)
    return found


@dataclass(slots=True)
class Catalogue:
    """What may be published of one school on the day `today`."""

    content: Path
    today: dt.date
    school: School
    vocabularies: Vocabularies
    kinds: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    """Shown records by kind and id, in the order readers see them."""
    withheld: Mapping[str, int] = field(default_factory=dict)
    """How many records of a kind exist and are not shown for want of consent."""
    tallies: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """How many records of a kind have each of the codes that are never shown at a record itself."""
    referring: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    """Shown records that name `<kind>/<id>` or `roadmap/<id>/<stage>`, in the order of their lists."""
    files: frozenset[Path] = frozenset()
    """Files that shown records publish."""
    held_files: frozenset[Path] = frozenset()
    """Files that only hidden records or hidden fields name: they must not reach the site."""
    linked_files: frozenset[Path] = frozenset()
    """Files and pictures that texts of shown records link to."""
    shelf: Shelf = field(default_factory=Shelf)
    _order: dict[str, tuple[list[Entry], dict[str, int]]] = field(default_factory=dict)
    _by_code: dict[tuple[str, str], dict[str, tuple[list[str], dict[str, int]]]] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return self.school.id

    def of(self, kind: str) -> list[Entry]:
        """Shown records of a kind in the order of its list."""
        return list(self.kinds[kind].values())

    def get(self, kind: str, id: str) -> Entry | None:
        """A shown record; None if there is none or it may not be shown."""
        return self.kinds[kind].get(id)

    def address(self, kind: str, id: str) -> str:
        """Where links to a record lead: its page; the list of its kind if it has none or may not be shown."""
        found = self.get(kind, id)
        return found.url if found and found.has_page else f"{kind}/"

    def is_public(self, kind: str, id: str) -> bool:
        """Whether a record may leave the school: shown, and no draft."""
        found = self.get(kind, id)
        return found is not None and found.record.is_public

    def referring_to(self, target: str, kind: str) -> list[Entry]:
        """Shown records of `kind` that name the target `<kind>/<id>`."""
        return [self.kinds[key.kind][key.id] for key in self.referring.get(target, ()) if key.kind == kind]

    def first_referring(self, target: str, kind: str, most: int) -> list[Entry]:
        """At most so many of them, from the top of their list."""
        keys = (key for key in self.referring.get(target, ()) if key.kind == kind)
        return [self.kinds[key.kind][key.id] for key in islice(keys, most)]

    def whole(self, entry: Entry) -> Record:
        """The same record with its long texts: from the shelf, else read again and stripped the same way."""
        if not unlisted_fields(type(entry.record)):
            return entry.record
        texts = self.shelf.texts(entry.file)
        if texts is not None:
            texts |= {name: type(entry.record).model_fields[name].default for name in entry.withheld}
            return completed(entry.record, texts)
        record = read_record(type(entry.record), unmarked(read(entry.path, entry.file)), self.vocabularies)
        if isinstance(record, list):
            raise Unreadable(record[0])
        return strip(record, self.today)

    def file(self, entry: Entry, written: str) -> Path | None:
        """The file a record names, beside it or under the content folder."""
        return self.find(entry.path, written)

    def find(self, record: Path, written: str) -> Path | None:
        """The file named in the file `record`, beside it or under the content folder."""
        return find_file(self.content, record, written)

    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The records before and after this one in the list of its kind."""
        entries, position = self._positions(entry.key.kind)
        at = position[entry.id]
        return (entries[at - 1] if at else None), (entries[at + 1] if at + 1 < len(entries) else None)

    def near(self, entry: Entry, facet: str, most: int) -> list[Entry]:
        """Records that share the first code of a facet: those just after this one in the list, then from its top."""
        codes = values_of(entry, facet)
        if not codes:
            return []
        peers, position = self._peers(entry.key.kind, facet)[codes[0]]
        at = position[entry.id]
        around = dict.fromkeys([*peers[at + 1 : at + 1 + most], *peers[: most + 1]])
        return [self.kinds[entry.key.kind][id] for id in around if id != entry.id][:most]

    def _positions(self, kind: str) -> tuple[list[Entry], dict[str, int]]:
        if kind not in self._order:
            entries = self.of(kind)
            self._order[kind] = (entries, {entry.id: number for number, entry in enumerate(entries)})
        return self._order[kind]

    def _peers(self, kind: str, facet: str) -> dict[str, tuple[list[str], dict[str, int]]]:
        """Ids that have each code first, in the order of the list, and their positions there."""
        if (kind, facet) not in self._by_code:
            found: dict[str, tuple[list[str], dict[str, int]]] = {}
            for entry in self.of(kind):
                for code in values_of(entry, facet)[:1]:
                    ids, position = found.setdefault(code, ([], {}))
                    position[entry.id] = len(ids)
                    ids.append(entry.id)
            self._by_code[kind, facet] = found
        return self._by_code[kind, facet]

    def current_roadmap(self) -> Entry | None:
        """The plan of the school's current year, else the latest one."""
        plans = self.of("roadmap")
        year = self.school.current_year
        current = [plan for plan in plans if year in (plan.id, getattr(plan.record, "school_year", None))]
        return next(iter(current or plans), None)

    def stage_of(self, reference: str) -> tuple[Entry, int] | None:
        """`2026-2027/4` → the plan and the stage's index from 0, or None."""
        plan_id, _, code = reference.rpartition("/")
        plan = self.get("roadmap", plan_id)
        if plan is None or not isinstance(plan.record, Roadmap):
            return None
        codes = [stage_code(stage, number) for number, stage in enumerate(plan.record.stages, 1)]
        return (plan, codes.index(code)) if code in codes else None


def values_of(entry: Entry, name: str) -> tuple[str, ...]:
    """The codes a record has in a facet."""
    value = getattr(entry.record, name)
    return value if isinstance(value, tuple) else (value,) if value else ()


def find_file(content: Path, record: Path, written: str) -> Path | None:
    """The file named in a record: beside the record first, then under `content`; never one outside of `content`."""
    found = find_inside(str(content), str(record), written)
    return Path(found) if found else None


def find_inside(content: str, record: str, written: str) -> str | None:
    """The same with paths as text: asked for every link and file of every record, and paths as objects are slow."""
    for folder in (os.path.dirname(record), content):  # noqa: PTH120
        path = os.path.normpath(os.path.join(folder, written))  # noqa: PTH118
        if path.startswith(f"{content}{os.sep}") and os.path.isfile(path):  # noqa: PTH113
            return path
    return None


def record_files(content: Path) -> Iterator[tuple[type[Record], Path]]:
    """Every file that is or should be a record, in a stable order."""
    for kind, cls in KINDS.items():
        found = [
            os.path.join(folder, name)  # noqa: PTH118
            for folder, _, names in os.walk(content / kind)
            for name in names
            if name.lower().endswith((".yml", ".yaml", ".md")) and not name.startswith(".")
        ]
        yield from ((cls, Path(path)) for path in sorted(found))


@cache
def long_fields(cls: type[Record]) -> frozenset[str]:
    """Fields that hold Markdown."""
    return frozenset(name for name in cls.model_fields if marks(cls, name, Long))


@cache
def unlisted_fields(cls: type[Record]) -> frozenset[str]:
    """Fields that lists never need: long texts and whatever else only the record's own page shows."""
    return frozenset(name for name in cls.model_fields if marks(cls, name, Unlisted))


def pack(record: Record) -> bytes:
    """The unlisted fields of a record, as the shelf keeps them."""
    return pickle.dumps({name: slim(getattr(record, name)) for name in unlisted_fields(type(record))})


def light(record: Record) -> Record:
    """The record without its unlisted fields: reading one of them is then an error, not an empty page."""
    left_out = unlisted_fields(type(record))
    return rebuilt(type(record), {name: value for name, value in record.__dict__.items() if name not in left_out})
