"""All records of a folder: validated, what may be published of them, references resolved both ways.

The catalogue holds only what outsiders may know today: in memory the facts that lists, facets and references need, the
records themselves on a shelf. Nothing here asks the clock.
"""

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from nastavnik.records import KINDS, Roadmap, School
from nastavnik.records.record import Record, completed
from nastavnik.records.roadmap import stage_code
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school.facts import Facts, term_fields
from nastavnik.school.record_store import Shelf

SCHOOL_FILE = "school.yml"


class Key(NamedTuple):
    """Identity everywhere: `<source>/<kind>/<id>`; inside a school the source is the school itself."""

    source: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that may be published: what all lists need of it, and where it came from."""

    key: Key
    file: str
    """As the administrator knows it, and as the shelf does."""
    place: str
    """The same file for this machine."""
    facts: Facts
    shelf: Shelf = field(repr=False, compare=False)
    regional: tuple[str, ...] = ()
    """Places of the people in it whom the school's regional bank may name."""
    digest: str = ""
    """Tells records apart, and what may be shown of one on different days and before and after its file was changed."""

    @property
    def id(self) -> str:
        return self.key.id

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
    def record(self) -> Record:
        """The record without its unlisted fields: for cards, lines and links."""
        return self.shelf.record(self.file)


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
        return found is not None and found.facts.is_public

    def referring_to(self, target: str, kind: str) -> list[Entry]:
        """Shown records of `kind` that name the target `<kind>/<id>`."""
        return [self.kinds[key.kind][key.id] for key in self.referring.get(target, ()) if key.kind == kind]

    def first_referring(self, target: str, kind: str, most: int) -> list[Entry]:
        """At most so many of them, from the top of their list."""
        keys = (key for key in self.referring.get(target, ()) if key.kind == kind)
        return [self.kinds[key.kind][key.id] for key in islice(keys, most)]

    def whole(self, entry: Entry) -> Record:
        """The same record with its unlisted fields."""
        return completed(entry.record, entry.shelf.texts(entry.file))

    def file(self, entry: Entry, written: str) -> Path | None:
        """The file a record names, beside it or under the content folder."""
        return self.find(entry.place, written)

    def find(self, record: Path | str, written: str) -> Path | None:
        """The file named in the file `record`, beside it or under the content folder."""
        found = self.inside(record, written)
        return self.content / found if found else None

    def inside(self, record: Path | str, written: str) -> str | None:
        """The same as a path from the content folder, with slashes."""
        found = self.finder.find(str(record), written)
        return found and found[len(self.finder.content) + 1 :].replace(os.sep, "/")

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
    """The codes a record has in a field with a vocabulary."""
    return entry.facts.codes[term_fields(KINDS[entry.key.kind])[name]]


def find_file(content: Path, record: Path | str, written: str) -> Path | None:
    """The file named in a record: beside the record first, then under `content`; never one outside of `content`."""
    found = Finder(content).find(str(record), written)
    return Path(found) if found else None


class Finder:
    """Finds files that records name, each once: many name the same.

    Paths are text here: it is asked for every link and file of every record, and paths as objects are slow.
    """

    def __init__(self, content: Path) -> None:
        self.content = str(content)
        self.found: dict[tuple[str, str], str | None] = {}

    def find(self, record: str, written: str) -> str | None:
        """As `find_file` does."""
        beside = record[: record.rfind(os.sep)]
        if (beside, written) not in self.found:
            self.found[beside, written] = self._look(beside, written)
        return self.found[beside, written]

    def _look(self, beside: str, written: str) -> str | None:
        for folder in (beside, self.content):
            path = os.path.normpath(f"{folder}{os.sep}{written}")
            if path.startswith(f"{self.content}{os.sep}") and os.path.isfile(path):  # noqa: PTH113
                return path
        return None


def record_files(content: Path) -> Iterator[tuple[type[Record], Path]]:
    """Every file that is or should be a record, in a stable order."""
    return ((cls, Path(place)) for cls, place in record_places(content))


def record_places(content: Path) -> Iterator[tuple[type[Record], str]]:
    """The same with paths as text."""
    for kind, cls in KINDS.items():
        found = [
            os.path.join(folder, name)  # noqa: PTH118
            for folder, _, names in os.walk(content / kind)
            for name in names
            if name.lower().endswith((".yml", ".yaml", ".md")) and not name.startswith(".")
        ]
        yield from ((cls, place) for place in sorted(found))
