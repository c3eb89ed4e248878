"""What a page was made from: the questions it asked of the catalogue, and a digest of the answers.

A page is a pure function of the theme, the settings, what it was given, and what it asked. Asked again, the same
answers mean the same bytes, so the page need not be drawn. Nobody lists what depends on what.
"""

import datetime as dt
import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from nastavnik.records.record import Record
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school.catalogue import Catalogue, Entry, kind_name

BETWEEN, WITHIN = "\x1e", "\x1f"


class Trace(NamedTuple):
    """Questions in the order they were first asked, and one digest of all answers."""

    questions: str
    answers: str


class Fingerprinted(ABC):
    """A value asked about so often that it puts its fingerprint together itself, once."""

    @property
    @abstractmethod
    def fingerprint(self) -> str: ...


class Watched(Catalogue):
    """A catalogue that remembers what it was asked. What the theme's frame depends on (school, words) is not asked."""

    __slots__ = ("asked", "broad", "inner", "last")

    def __init__(self, inner: Catalogue) -> None:
        self.inner = inner
        self.asked: dict[str, str] = {}
        self.broad: dict[str, tuple[Any, str]] = {}
        self.last: tuple[Entry, Record] | None = None
        """The record whose long texts were asked for last: its page, feeds and line ask one after the other."""

    @contextmanager
    def watching(self) -> Iterator[dict[str, str]]:
        """Gather the questions of one piece of work; those around it go on afterwards with these added."""
        before, self.asked = self.asked, {}
        try:
            yield self.asked
        finally:
            before.update(self.asked)
            self.asked = before

    def again(self, asked: Mapping[str, str]) -> None:
        """Count questions that were asked when a part was made that is now used again."""
        self.asked.update(asked)

    def _ask(self, name: str, *args: Any) -> Any:
        args = tuple(kind_name(arg) if isinstance(arg, type) else arg for arg in args)
        question = WITHIN.join((name, *map(str, args)))
        if question in self.broad:
            answer, said = self.broad[question]
        else:
            answer = QUESTIONS[name](self.inner, *args)
            said = fingerprint(answer)
            if name in BROAD:
                self.broad[question] = answer, said
        self.asked[question] = said
        return answer

    # --- the catalogue as drawers know it

    @property
    def content(self) -> Path:  # type: ignore[override]
        return self.inner.content

    @property
    def school(self) -> Any:  # type: ignore[override]
        return self.inner.school

    @property
    def vocabularies(self) -> Vocabularies:  # type: ignore[override]
        return self.inner.vocabularies

    @property
    def today(self) -> dt.date:  # type: ignore[override]
        day: dt.date = self._ask("today")
        return day

    @property
    def withheld(self) -> Mapping[str, int]:  # type: ignore[override]
        found: Mapping[str, int] = self._ask("withheld")
        return found

    @property
    def tallies(self) -> Mapping[str, Mapping[str, int]]:  # type: ignore[override]
        found: Mapping[str, Mapping[str, int]] = self._ask("tallies")
        return found

    @property
    def kinds(self) -> Mapping[str, Mapping[str, Entry]]:  # type: ignore[override]
        found: Mapping[str, Mapping[str, Entry]] = self._ask("kinds")
        return found

    def of(self, kind: Any) -> list[Any]:
        found: list[Any] = self._ask("of", kind)
        return found

    def get(self, kind: Any, id: str) -> Any:
        return self._ask("get", kind, id)

    def address(self, kind: str, id: str) -> str:
        found: str = self._ask("address", kind, id)
        return found

    def is_public(self, kind: str, id: str) -> bool:
        found: bool = self._ask("is_public", kind, id)
        return found

    def referring_to(self, target: str, kind: Any) -> list[Any]:
        found: list[Any] = self._ask("referring_to", target, kind)
        return found

    def first_referring(self, target: str, kind: Any, most: int) -> list[Any]:
        found: list[Any] = self._ask("first_referring", target, kind, most)
        return found

    def whole(self, entry: Any) -> Any:
        self._ask("get", entry.key.kind, entry.id)
        if self.last is None or self.last[0] is not entry:
            self.last = entry, self.inner.whole(entry)
        return self.last[1]

    def file(self, entry: Entry, written: str) -> Path | None:
        return self.find(entry.place, written)

    def find(self, record: Path | str, written: str) -> Path | None:
        found = self.inside(record, written)
        return self.content / found if found else None

    def inside(self, record: Path | str, written: str) -> str | None:
        found: tuple[str, int, int] | None = self._ask("find", _folder_of(self.inner, record), written)
        return found[0] if found else None

    def neighbours(self, entry: Any) -> tuple[Any, Any]:
        found: tuple[Any, Any] = self._ask("neighbours", entry.key.kind, entry.id)
        return found

    def near(self, entry: Any, facet: str, most: int) -> list[Any]:
        found: list[Any] = self._ask("near", entry.key.kind, entry.id, facet, most)
        return found

    def current_roadmap(self) -> Any:
        return self._ask("current_roadmap")

    def stage_of(self, reference: str) -> Any:
        return self._ask("stage_of", reference)


def _found(catalogue: Catalogue, folder: str, written: str) -> tuple[str, int, int] | None:
    """A file as pages depend on it: where it is and whether it has changed; of records only the address is used."""
    inside = catalogue.inside(os.path.join(catalogue.finder.content, folder, "record"), written)  # noqa: PTH118
    if inside is None:
        return None
    if inside.endswith((".md", ".yml")):
        return inside, 0, 0
    seen = os.stat(f"{catalogue.finder.content}{os.sep}{inside}")  # noqa: PTH116
    return inside, seen.st_size, changed_at(seen)


def changed_at(seen: os.stat_result) -> int:
    """When a file changed, its name included: a renamed or replaced file may bring its old time along. Nanoseconds."""
    return seen.st_mtime_ns + seen.st_ctime_ns


def _folder_of(catalogue: Catalogue, record: Path | str) -> str:
    """The folder of a record from the content folder: many records of one folder lead to the same file."""
    place = str(record)
    return place[len(catalogue.finder.content) + 1 : max(place.rfind(os.sep), 0)]


def _known(catalogue: Catalogue, kind: str, id: str) -> Entry:
    return catalogue.kinds[kind][id]


QUESTIONS: dict[str, Callable[..., Any]] = {
    "today": lambda catalogue: catalogue.today,
    "withheld": lambda catalogue: catalogue.withheld,
    "tallies": lambda catalogue: catalogue.tallies,
    "kinds": lambda catalogue: catalogue.kinds,
    "of": Catalogue.of,
    "get": Catalogue.get,
    "address": Catalogue.address,
    "is_public": Catalogue.is_public,
    "referring_to": Catalogue.referring_to,
    "first_referring": lambda catalogue, target, kind, most: catalogue.first_referring(target, kind, int(most)),
    "find": _found,
    "neighbours": lambda catalogue, *key: catalogue.neighbours(_known(catalogue, *key)),
    "near": lambda catalogue, *key: catalogue.near(_known(catalogue, *key[:2]), key[2], int(key[3])),
    "current_roadmap": Catalogue.current_roadmap,
    "stage_of": Catalogue.stage_of,
}
"""Everything that can be asked, by the words it is remembered with."""


BROAD = {"today", "withheld", "tallies", "kinds", "of", "current_roadmap", "stage_of"}
"""Questions with few different answers that many pages ask."""


class Asking:
    """Asks remembered questions again; each only once, for many pages ask the same."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.answers: dict[str, str] = {}

    def holds(self, trace: Trace) -> bool:
        """Whether all answers are what they were."""
        known, asked = self.answers, _split(trace.questions)
        return digest_of([known[one] if one in known else self._answer(one) for one in asked]) == trace.answers

    def _answer(self, question: str) -> str:
        name, *args = question.split(WITHIN)
        try:
            self.answers[question] = fingerprint(QUESTIONS[name](self.catalogue, *args))
        except (KeyError, OSError):  # the record or the file is not there any more
            self.answers[question] = ""
        return self.answers[question]


def trace_of(asked: Mapping[str, str]) -> Trace:
    """What was asked, to be kept."""
    return Trace(BETWEEN.join(asked), digest_of(asked.values()))


def digest_of(words: Iterable[str]) -> str:
    """One short digest of many words in order."""
    return hashlib.blake2b(BETWEEN.join(words).encode(), digest_size=12).hexdigest()


def fingerprint(value: Any) -> str:
    """A text that differs when the value does; records are told apart by the digests of their files."""
    if isinstance(value, Entry):
        return value.digest
    if value is None or isinstance(value, str | int | float | dt.date):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"({','.join(map(fingerprint, value))})"
    if isinstance(value, Fingerprinted):
        return value.fingerprint
    if isinstance(value, Catalogue):
        return ""  # what is asked of it is remembered
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{fingerprint(key)}:{fingerprint(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, BaseModel):
        return fingerprint(value.__dict__)
    if is_dataclass(value) and not isinstance(value, type):
        return fingerprint([getattr(value, field.name) for field in fields(value) if not field.name.startswith("_")])
    if isinstance(value, Path | type):
        return str(value)
    raise TypeError(f"no fingerprint of {type(value).__name__}")


def _split(questions: str) -> list[str]:
    return questions.split(BETWEEN) if questions else []
