"""Records as the school wrote them: drafts, private fields, people without consent. For errands, never for pages.

What draws pages takes a `Catalogue`; a `Cabinet` is none, and no room that draws may import this module.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic

from nastavnik import messages
from nastavnik.errors import ContentRejected
from nastavnik.records import KINDS, Roadmap, School
from nastavnik.records.reading import read_record
from nastavnik.records.record import R, Record
from nastavnik.records.vocabularies import BASE, Vocabularies, vocabularies
from nastavnik.school.catalogue import Of, RecordFile, current_plan, no_passport, passport_file, record_files
from nastavnik.text.source import Keys, Place, Problem, Source, Unreadable, read, reread


@dataclass(frozen=True, slots=True)
class Original(Generic[Of]):
    """One record whole, private fields and all, and the file it was written in."""

    file: RecordFile
    record: Of

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def ids(self) -> tuple[str, ...]:
        """Its name and those it had."""
        return self.id, *self.record.former_ids

    def place(self, keys: Keys = ()) -> Place:
        """Where the value under `keys` stands."""
        return self.source.place(keys)

    @property
    def source(self) -> Source:
        """The file as data with places, read anew."""
        return reread(self.file.path, self.file.name)


@dataclass(frozen=True, slots=True)
class Cabinet:
    """All records of a school that can be read, and the names of the files that cannot."""

    content: Path
    passport: Original[School]
    vocabularies: Vocabularies
    records: Sequence[Original]
    unread: Sequence[str]

    @property
    def school(self) -> School:
        return self.passport.record

    def of(self, kind: type[R]) -> list[Original[R]]:
        """The school's own records of a kind by the names of their files: none of the examples it began with."""
        records: Sequence[Any] = self.records
        return [each for each in records if isinstance(each.record, kind) and not each.record.is_example]

    def current_plan(self) -> Original[Roadmap] | None:
        """The roadmap of the school's current year, else the latest one."""
        plans = sorted(self.of(Roadmap), key=lambda plan: (plan.record.sort_key, plan.id), reverse=True)
        return current_plan(plans, self.school)


def cabinet(content: Path, kinds: Collection[type[Record]] = tuple(KINDS.values())) -> Cabinet:
    """Read the folder `content`, of its records only those `kinds`: an errand that needs a few is quick.

    Raises `ContentRejected` if there is no school it could belong to.
    """
    content = content.resolve()
    passport = passport_file(content)
    missing = [no_passport(content)]
    school = _read(School, passport, BASE) if passport.path.is_file() else missing
    if isinstance(school, list):
        raise ContentRejected(school)
    words = vocabularies(school.terms())
    files = [(file, _read(file.cls, file, words)) for file in record_files(content) if file.cls in kinds]
    return Cabinet(
        content,
        Original(passport, school),
        words,
        [Original(file, record) for file, record in files if isinstance(record, Record)],
        [file.name for file, record in files if isinstance(record, list)],
    )


def _read(cls: type[R], file: RecordFile, words: Vocabularies) -> R | list[Problem]:
    if file.path.suffix != cls.suffix:
        return []
    try:
        return read_record(cls, read(file.path, file.name), words)
    except Unreadable as refused:
        return [refused.problem]
    except OSError as error:
        return [Problem(Place(file.name), messages.cannot_open(error))]
