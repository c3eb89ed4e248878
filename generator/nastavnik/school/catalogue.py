"""All records of a folder: validated, what may be published of them, references resolved both ways.

The catalogue holds only what outsiders may know today: in memory the facts that lists, facets and references need, the
records themselves in a `RecordStore`. Nothing here asks the clock.
"""

import datetime as dt
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, overload

from typing_extensions import TypeVar

from nastavnik import messages
from nastavnik.records import KINDS, Mentor, Practice, Programme, Roadmap, School
from nastavnik.records.record import R, Record, completed
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school.facts import Facts, term_fields
from nastavnik.school.record_store import RecordStore
from nastavnik.school.spellings import composed, decomposed_paths, spellings
from nastavnik.text.source import Place, Problem
from nastavnik.text.unsaved import unsaved_places

SCHOOL_FILE = "school.yml"
REGION_FILE = "region.yml"
SUFFIXES = (".yml", ".yaml", ".md")
"""Of files that are or should be records and pages."""
"""In its place in the folder of a regional bank, which is no school."""
Of = TypeVar("Of", bound=Record, covariant=True, default=Record)


class Key(NamedTuple):
    """Identity everywhere: `<source>/<kind>/<id>`; inside a school the source is the school itself."""

    source: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Entry(Generic[Of]):
    """A record that may be published: what all lists need of it, and where it came from.

    `Entry[Mentor]` is the entry of a mentor; `Entry` alone is one of any kind.
    """

    key: Key
    file: str
    """The name of the file as the administrator and the store know it: `content/mentors/belova.yml`."""
    place: str
    """The path of the file on this machine."""
    facts: Facts
    store: RecordStore = field(repr=False, compare=False)
    regional: tuple[str, ...] = ()
    """Places of the people in it whom the school's regional bank may name."""
    digest: str = ""
    """Tells records apart, and what may be shown of one on different days and before and after its file was changed."""

    @property
    def id(self) -> str:
        return self.key.id

    @property
    def first_id(self) -> str:
        """The name the record was published under first: machines know it by that, whatever it is called now."""
        return self.facts.aliases[0] if self.facts.aliases else self.id

    @property
    def ids(self) -> tuple[str, ...]:
        """Its name and those it had."""
        return self.id, *self.facts.aliases

    @property
    def url(self) -> str:
        """Address relative to the section's root."""
        return f"{self.key.kind}/{self.key.id}/"

    @property
    def path(self) -> Path:
        return Path(self.place)

    @property
    def has_page(self) -> bool:
        """Whether the record has a page of its own or lives only in lists."""
        return self.facts.has_page

    @property
    def link(self) -> str:
        """Its page, or its place in the list of its kind; relative to the section's root."""
        return self.url if self.has_page else f"{self.key.kind}/#{self.id}"

    @property
    def record(self) -> Of:
        """The record without its unlisted fields: for cards, lines and links."""
        record: Of = self.store.record(self.file)
        return record


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
    finder: "Finder" = field(init=False, repr=False, compare=False)
    _order: dict[str, tuple[list[Entry], dict[str, int]]] = field(default_factory=dict)
    _by_code: dict[tuple[str, str], dict[str, tuple[list[str], dict[str, int]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.finder = Finder(self.content)

    @property
    def source(self) -> str:
        return self.school.id

    @overload
    def of(self, kind: type[R]) -> list[Entry[R]]: ...
    @overload
    def of(self, kind: str) -> list[Entry]: ...
    def of(self, kind: type[Record] | str) -> list[Any]:
        """Shown records of a kind in the order of its list."""
        return list(self.kinds[kind_name(kind)].values())

    @overload
    def get(self, kind: type[R], id: str) -> Entry[R] | None: ...
    @overload
    def get(self, kind: str, id: str) -> Entry | None: ...
    def get(self, kind: type[Record] | str, id: str) -> Any:
        """A shown record; None if there is none or it may not be shown."""
        return self.kinds[kind_name(kind)].get(id)

    def address(self, kind: str, id: str) -> str:
        """Where links to a record lead: its page; the list of its kind if it has none or may not be shown."""
        entry = self.get(kind, id)
        return entry.url if entry and entry.has_page else f"{kind}/"

    def known_as(self, kind: str, id: str) -> str | None:
        """The name machines know a record by; None for one that may not leave the school: hidden, or a draft."""
        entry = self.get(kind, id)
        return entry.first_id if entry and entry.facts.is_public else None

    @overload
    def referring_to(self, target: str, kind: type[R], most: int = sys.maxsize) -> list[Entry[R]]: ...
    @overload
    def referring_to(self, target: str, kind: str, most: int = sys.maxsize) -> list[Entry]: ...
    def referring_to(self, target: str, kind: type[Record] | str, most: int = sys.maxsize) -> list[Any]:
        """The first shown records of `kind` that name the target `<kind>/<id>` or `roadmap/<id>/<stage>`."""
        name = kind_name(kind)
        entries = (self.kinds[name][key.id] for key in self.referring.get(target, ()) if key.kind == name)
        return list(islice(entries, most))

    def has_begun(self, day: dt.date) -> bool:
        """Whether the day has come; asked rather than `today` by what stays the same until then."""
        return day <= self.today

    def is_over(self, day: dt.date) -> bool:
        """Whether the day is past."""
        return day < self.today

    def whole(self, entry: Entry[R]) -> R:
        """The record of an entry with its unlisted fields, read from the store."""
        return completed(entry.record, entry.store.texts(entry.file))

    def file(self, entry: Entry, written: str) -> Path | None:
        """The file a record names, beside it or under the content folder."""
        return self.find(entry.place, written)

    def find(self, record: Path | str, written: str) -> Path | None:
        """The file named in the file `record`, beside it or under the content folder."""
        path = self.inside(record, written)
        return self.content / path if path else None

    def inside(self, record: Path | str, written: str) -> str | None:
        """The file named in `record` as a path from the content folder, with slashes; None if there is none."""
        path = self.finder.find(str(record), written)
        return path and path[len(self.finder.content) + 1 :].replace(os.sep, "/")

    def neighbours(self, entry: Entry[R]) -> tuple[Entry[R] | None, Entry[R] | None]:
        """The records before and after this one in the list of its kind."""
        entries, position = self._positions(entry.key.kind)
        at = position[entry.id]
        return (entries[at - 1] if at else None), (entries[at + 1] if at + 1 < len(entries) else None)

    def near(self, entry: Entry[R], facet: str, most: int) -> list[Entry[R]]:
        """Records that share the first code of a facet: those just after this one in the list, then from its top."""
        codes = values_of(entry, facet)
        if not codes:
            return []
        peers, position = self._peers(entry.key.kind, facet)[codes[0]]
        at = position[entry.id]
        around = dict.fromkeys([*peers[at + 1 : at + 1 + most], *peers[: most + 1]])
        entries: Mapping[str, Any] = self.kinds[entry.key.kind]
        return [entries[id] for id in around if id != entry.id][:most]

    def _positions(self, kind: str) -> tuple[list[Any], dict[str, int]]:
        if kind not in self._order:
            entries = self.of(kind)
            self._order[kind] = (entries, {entry.id: number for number, entry in enumerate(entries)})
        return self._order[kind]

    def _peers(self, kind: str, facet: str) -> dict[str, tuple[list[str], dict[str, int]]]:
        """Ids that have each code first, in the order of the list, and their positions there."""
        if (kind, facet) not in self._by_code:
            peers: dict[str, tuple[list[str], dict[str, int]]] = {}
            for entry in self.of(kind):
                for code in values_of(entry, facet)[:1]:
                    ids, position = peers.setdefault(code, ([], {}))
                    position[entry.id] = len(ids)
                    ids.append(entry.id)
            self._by_code[kind, facet] = peers
        return self._by_code[kind, facet]

    def current_roadmap(self) -> Entry[Roadmap] | None:
        """The plan of the school's current year, else the latest one."""
        return current_plan(self.of(Roadmap), self.school)

    def forms_in_use(self) -> tuple[str, ...]:
        """Codes of the forms of mentoring that shown cards, practices and programmes name, in the alphabet's order."""
        codes = (code for kind in (Mentor, Practice, Programme) for entry in self.of(kind) for code in _forms(entry))
        return tuple(sorted(set(codes)))

    def stage_of(self, reference: str) -> tuple[Entry[Roadmap], int] | None:
        """`2026-2027/4` → the plan and the stage's index from 0, or None."""
        plan_id, _, code = reference.rpartition("/")
        plan = self.get(Roadmap, plan_id)
        codes = plan.record.codes if plan else ()
        return (plan, codes.index(code)) if plan and code in codes else None


class DatedPlan(Protocol):
    """A roadmap under its id and those it had, as the catalogue or the office has it."""

    @property
    def ids(self) -> tuple[str, ...]: ...
    @property
    def record(self) -> Roadmap: ...


P = TypeVar("P", bound=DatedPlan)


def current_plan(plans: Sequence[P], school: School) -> P | None:
    """The plan of the school's current year, else the first of `plans`, which stand latest first."""
    year = school.current_year
    return next((plan for plan in plans if year in (*plan.ids, plan.record.school_year)), next(iter(plans), None))


def kind_name(kind: type[Record] | str) -> str:
    """The word of a kind in addresses and questions, for its class or that word itself."""
    return kind if isinstance(kind, str) else kind.kind


def values_of(entry: Entry, name: str) -> tuple[str, ...]:
    """The codes a record has in a field with a vocabulary."""
    return entry.facts.codes[term_fields(KINDS[entry.key.kind])[name]]


def _forms(entry: Entry) -> tuple[str, ...]:
    return values_of(entry, "form" if entry.key.kind == Programme.kind else "forms")


class Finder:
    """Finds files that records name, each once: many name the same.

    Paths are text here: it is asked for every link and file of every record, and paths as objects are slow.
    """

    def __init__(self, content: Path) -> None:
        self.content = str(content)
        self.paths: dict[tuple[str, str], str | None] = {}
        self._decomposed: dict[str, str] | None = None

    def find(self, record: str, written: str) -> str | None:
        """The path of the file `written` in `record`: beside it first, then under `content`; None if there is none."""
        beside = record[: record.rfind(os.sep)]
        if (beside, written) not in self.paths:
            self.paths[beside, written] = self._look(beside, written)
        return self.paths[beside, written]

    def _look(self, beside: str, written: str) -> str | None:
        folders = tuple(dict.fromkeys((beside, self.content)))
        paths = [
            path
            for spelling in spellings(written)
            for folder in folders
            if (path := self._normal(f"{folder}{os.sep}{spelling}")) is not None
        ]
        return next(filter(self._is_ours, paths), None) or next(filter(None, map(self._spelt_otherwise, paths)), None)

    def _normal(self, path: str) -> str | None:
        """The path without `..`, if it stays in the content folder."""
        path = os.path.normpath(path)
        return path if path.startswith(f"{self.content}{os.sep}") and "\0" not in path else None

    def _is_ours(self, path: str) -> bool:
        """Whether the path is a file that lies in the content folder, wherever a symbolic link has led."""
        return os.path.isfile(path) and stays_inside(path, self.content)  # noqa: PTH113

    def _spelt_otherwise(self, path: str) -> str | None:
        """The same path among those written with decomposed letters."""
        if path.isascii():
            return None
        if self._decomposed is None:
            self._decomposed = decomposed_paths(self.content)
        other = self._decomposed.get(composed(path))
        return other if other and self._is_ours(other) else None


def stays_inside(path: str, content: str) -> bool:
    """Whether a path, all its symbolic links followed, is in the folder `content`."""
    real, home = os.path.realpath(path), os.path.realpath(content)
    return real.startswith(f"{home}{os.sep}")


class RecordFile(NamedTuple):
    """A file that is or should be a record."""

    cls: type[Record]
    place: str
    """Its path on this machine, as text: paths as objects are slow, and there are thousands."""
    name: str
    """What the administrator calls it: `content/mentors/belova.yml`."""

    @property
    def path(self) -> Path:
        return Path(self.place)

    @property
    def id(self) -> str:
        return self.name.rpartition("/")[2].rpartition(".")[0]


def passport_file(content: Path) -> RecordFile:
    """The passport of the school, whether it is there or not."""
    return RecordFile(School, f"{content}{os.sep}{SCHOOL_FILE}", f"{content.name}/{SCHOOL_FILE}")


def record_files(content: Path) -> Iterator[RecordFile]:
    """Every file that is or should be a record, by kind and then in the order of their paths."""
    above = len(str(content)) - len(content.name)
    for kind, cls in KINDS.items():
        places = [
            os.path.join(folder, name)  # noqa: PTH118
            for folder, _, names in os.walk(content / kind)
            for name in names
            if name.lower().endswith(SUFFIXES) and not name.startswith(".")
        ]
        places = [place for place in places if not os.path.islink(place) or stays_inside(place, str(content))]  # noqa: PTH114
        places += set(unsaved_places(content / kind)) - set(places)
        yield from (RecordFile(cls, place, place[above:].replace(os.sep, "/")) for place in sorted(places))


def no_passport(content: Path) -> Problem:
    """What to say where the passport of a school is missing: mostly it is looked for in a wrong folder."""
    if (content / REGION_FILE).is_file():
        return Problem(Place(f"{content.name}/{REGION_FILE}"), messages.THIS_IS_A_BANK)
    root, place = content.parent, Place(f"{content.name}/{SCHOOL_FILE}")
    if not root.is_dir():
        return Problem(place, messages.no_such_root(root.as_posix()))
    inside = (root / SCHOOL_FILE).is_file() or root.name in KINDS or "content" in root.parts
    if inside:
        return Problem(place, messages.INSIDE_CONTENT)
    return Problem(place, messages.NO_SCHOOL if content.is_dir() else messages.NO_SECTION)
