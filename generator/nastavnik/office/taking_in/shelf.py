"""Records of one kind that are there already or come now: which one a proposal is, and which ids are free."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple

from nastavnik.building.project import Project
from nastavnik.errors import EditRefused
from nastavnik.importing.proposals import FileBeside, Proposal
from nastavnik.office.taking_in.kinds import TakenKind
from nastavnik.school.catalogue import RecordFile, record_files
from nastavnik.school.scanning import bad_name
from nastavnik.text.editing import Written, open_written
from nastavnik.text.source import Unreadable

LONGEST_ID = 60
FILES = "files/"
"""The folder of files that any record may name."""


class Shelved(NamedTuple):
    """A record of the kind that is there: its id, its plain values, its file."""

    id: str
    values: Mapping[str, Any]
    written: Written


class Shelf:
    """The records of a kind, to look them up by what makes them."""

    def __init__(self, project: Project, kind: TakenKind) -> None:
        self.kind, self.content = kind, project.content
        self.ids: set[str] = set()
        self.by_key: dict[str, list[Shelved]] = defaultdict(list)
        self.by_id: dict[str, Shelved] = {}
        for file in record_files(project.content):
            if file.cls is kind.cls:
                self.ids.add(file.id)
                if shelved := _opened(file):
                    self.by_id[shelved.id] = shelved
                    self.by_key[kind.key(shelved.values)].append(shelved)

    def same(self, proposal: Proposal) -> Shelved | None:
        """The record that the proposal is about, if it is there."""
        if holder := next((shelved for file in proposal.files for shelved in self._holders(file)), None):
            return holder
        key = self.kind.key(proposal.fields)
        for shelved in self.by_key.get(key, ()) if key else ():
            if self.kind.agree(proposal.fields, shelved.values):
                return shelved
        known = self.by_id.get(good_id(self.kind, proposal.id)) if self.kind.id_tells else None
        return known if known and self.kind.agree(proposal.fields, known.values) else None

    def holds(self, shelved: Shelved, file: FileBeside) -> bool:
        """Whether a record names a file of the same bytes."""
        name = shelved.values.get("file")
        paths = [self.content / name, shelved.written.path.parent / name] if isinstance(name, str) else []
        return any(is_there(path, file.data) for path in paths)

    def _holders(self, file: FileBeside) -> Iterator[Shelved]:
        """Records whose file is this one, wherever it lies; the file beside a text is no record's own."""
        return (shelved for shelved in self.by_id.values() if self.holds(shelved, file))

    def take_id(self, proposal: Proposal) -> str:
        """The proposed id, made fit for a file's name; with a number where another record has it. Taken from now on."""
        id = good_id(self.kind, proposal.id)
        numbered = (f"{id[: LONGEST_ID - 4].rstrip('-')}-{number}" for number in count(2))
        free = next(free for free in chain([id], numbered) if free not in self.ids)
        self.ids.add(free)
        return free


def good_id(kind: TakenKind, id: str) -> str:
    """An id that the name of a file may be."""
    short = id[:LONGEST_ID].strip("-")
    return short if short and not bad_name(kind.cls, f"{short}{kind.cls.suffix}") else f"{kind.cls.kind}-{short or 1}"


def path_of(project: Project, kind: TakenKind, id: str) -> Path:
    """The file of a record."""
    return project.content / kind.cls.kind / f"{id}{kind.cls.suffix}"


def place_of(project: Project, kind: TakenKind, file: FileBeside) -> Path:
    """Where a file of a proposal lies: among the files of the section, or beside the records of the kind."""
    return project.content / (file.path if file.path.startswith(FILES) else f"{kind.cls.kind}/{file.path}")


def is_there(path: Path, data: bytes) -> bool:
    """Whether a file of these bytes lies there."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _opened(file: RecordFile) -> Shelved | None:
    """The record as it can be compared and edited; None for one nobody can read, whose id is taken all the same."""
    if os.path.splitext(file.place)[1] != file.cls.suffix:  # noqa: PTH122
        return None
    try:
        written = open_written(file.path, file.name)
    except (Unreadable, EditRefused, OSError):
        return None
    return Shelved(file.id, written.source.data, written)
