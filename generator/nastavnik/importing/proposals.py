"""What a reader of lists and texts gives: records as the file proposes them, each with its place in the file.

Readers know nothing of record classes: values are plain, words are as somebody wrote them. Whether a record takes
them, what of it is there already and what is written where is for the office (`office.taking_in`).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nastavnik.importing.known_fields import KnownField
from nastavnik.importing.notes import Note


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of the school a reader may have to know: the day, its school year («2026-2027», "" if unknown), its zone."""

    today: dt.date
    school_year: str = ""
    zone: str = "Europe/Moscow"
    fields: tuple[KnownField, ...] = ()
    """The fields of the kind that is read, for readers of texts: which heading is about which."""


@dataclass(frozen=True, slots=True)
class FileBeside:
    """A file that goes with a record: its path in the folder of the kind (`photos/kruglyi-stol-1.jpg`), or among the
    files of the section (`files/polozhenie.pdf`), and its bytes.

    The path has the id of the record in it, so that the file follows when the record gets another id.
    """

    path: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record as a file proposes it: a free id, values of its fields by name, the text below its head.

    Values are texts, whole numbers, lists and mappings of those. `place` is where it stands in the source: «лист
    «Список», строка 7».
    """

    id: str
    fields: Mapping[str, Any]
    place: str
    body: str = ""
    files: tuple[FileBeside, ...] = ()

    def renamed(self, id: str) -> "Proposal":
        """The same under another id: its files and every mention of them follow."""
        paths = {file.path: file.path.replace(self.id, id) for file in self.files}
        files = tuple(replace(file, path=paths[file.path]) for file in self.files)
        body = self.body
        for old, new in paths.items():
            body = body.replace(old, new)
        return replace(self, id=id, fields=_readdressed(dict(self.fields), paths), body=body, files=files)


@dataclass(frozen=True, slots=True)
class Proposals:
    """All records that one source proposes, and what of the source was not taken or needs a look."""

    records: tuple[Proposal, ...] = ()
    notes: tuple[Note, ...] = ()


def _readdressed(value: Any, paths: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _readdressed(inner, paths) for key, inner in value.items()}
    if isinstance(value, list):
        return [_readdressed(inner, paths) for inner in value]
    return paths.get(value, value) if isinstance(value, str) else value
