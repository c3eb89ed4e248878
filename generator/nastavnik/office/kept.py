"""Records as the school keeps them: drafts, private fields, people without consent. Never for pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import ContentRejected
from nastavnik.records import School
from nastavnik.records.reading import read_record
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import BASE, Vocabularies, vocabularies
from nastavnik.school.catalogue import SCHOOL_FILE, record_files
from nastavnik.text.source import Keys, Place, Problem, Unreadable, read, reread


@dataclass(frozen=True, slots=True)
class Kept:
    """One record whole, and where it lies."""

    kind: str
    id: str
    path: Path
    file: str
    record: Record

    def place(self, keys: Keys = ()) -> Place:
        """Where the value under `keys` stands."""
        return reread(self.path, self.file).place(keys)


@dataclass(frozen=True, slots=True)
class Cabinet:
    """All records of a school that can be read, and the names of the files that cannot."""

    content: Path
    school: School
    passport: Kept
    vocabularies: Vocabularies
    records: tuple[Kept, ...]
    unread: tuple[str, ...]

    def of(self, kind: str) -> Iterator[Kept]:
        return (kept for kept in self.records if kept.kind == kind)


def cabinet(content: Path) -> Cabinet:
    """Open the folder `content`. Raises `ContentRejected` if there is no school it could belong to."""
    content = content.resolve()
    passport = content / SCHOOL_FILE
    name = _name(content, passport)
    if not passport.is_file():
        raise ContentRejected([Problem(Place(name), messages.NO_SCHOOL)])
    school = _read(School, passport, name, BASE)
    if isinstance(school, list):
        raise ContentRejected(school)
    assert isinstance(school, School)
    words = vocabularies(school.own_terms())
    records, unread = [], []
    for cls, path in record_files(content):
        file = _name(content, path)
        record = _read(cls, path, file, words) if path.suffix == cls.suffix else []
        if isinstance(record, list):
            unread.append(file)
        else:
            records.append(Kept(cls.kind, path.stem, path, file, record))
    return Cabinet(
        content, school, Kept("school", "school", passport, name, school), words, tuple(records), tuple(unread)
    )


def _read(cls: type[Record], path: Path, file: str, words: Vocabularies) -> Record | list[Problem]:
    try:
        return read_record(cls, read(path, file), words)
    except Unreadable as refused:
        return [refused.problem]
    except OSError as error:
        return [Problem(Place(file), messages.cannot_open(error))]


def _name(content: Path, path: Path) -> str:
    return path.relative_to(content.parent).as_posix()
