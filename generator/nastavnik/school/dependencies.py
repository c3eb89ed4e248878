"""What an artifact was made from: the questions it asked of the catalogue, and a digest of the answers.

A page is a pure function of the theme, the settings, what its plan holds, and what it asked. Asked again, the same
answers mean the same bytes, so the page need not be drawn. Nobody lists what depends on what.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cached_property
from inspect import signature
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, get_origin

from pydantic import BaseModel

from nastavnik.records.record import R
from nastavnik.school.catalogue import Catalogue, Entry, kind_name

BETWEEN, WITHIN = "\x1e", "\x1f"
"""What parts remembered questions from each other, and the words of one."""


class Dependencies(NamedTuple):
    """What was asked of the catalogue: the questions in the order they were first asked, a digest of all answers."""

    questions: str
    answers: str

    @classmethod
    def of(cls, answers: Mapping[str, str]) -> "Dependencies":
        """To be remembered: questions with the fingerprints of their answers."""
        return cls(BETWEEN.join(answers), digest_of(answers.values()))


class Fingerprinted:
    """A value asked about so often that its fingerprint, which is its `repr`, is put together once."""

    @cached_property
    def fingerprint(self) -> str:
        return repr(self)


# --- questions


def _file_named(catalogue: Catalogue, folder: str, written: str) -> tuple[str, int, int] | None:
    """A file as pages depend on it: where it is and whether it has changed; of records only the address is used."""
    inside = catalogue.inside(os.path.join(catalogue.finder.content, folder, "record"), written)  # noqa: PTH118
    if inside is None:
        return None
    if inside.endswith((".md", ".yml")):
        return inside, 0, 0
    stat = os.stat(f"{catalogue.finder.content}{os.sep}{inside}")  # noqa: PTH116
    return inside, stat.st_size, changed_at(stat)


UNASKED = ("content", "school", "vocabularies")
"""Fields that the fingerprint of the whole section covers."""
FIELDS = ("today", "withheld", "tallies", "kinds")
QUESTIONS: Mapping[str, Callable[..., Any]] = {
    **{name: attrgetter(name) for name in FIELDS},
    "of": Catalogue.of,
    "get": Catalogue.get,
    "address": Catalogue.address,
    "known_as": Catalogue.known_as,
    "referring_to": Catalogue.referring_to,
    "neighbours": Catalogue.neighbours,
    "near": Catalogue.near,
    "has_begun": Catalogue.has_begun,
    "is_over": Catalogue.is_over,
    "current_roadmap": Catalogue.current_roadmap,
    "forms_in_use": Catalogue.forms_in_use,
    "stage_of": Catalogue.stage_of,
    "file_named": _file_named,
}
"""Everything that can be asked, by the word it is remembered with. A method or a field added here is tracked."""
BROAD = {"today", "withheld", "tallies", "kinds", "of", "current_roadmap", "forms_in_use", "stage_of"}
"""Questions with few different answers that many pages ask."""


def _reader(kind: Any) -> Callable[[Catalogue, str], Any]:
    """How an argument annotated as `kind` is read from the word that `_word` wrote."""
    if kind is int:
        return lambda _, word: int(word)
    if kind is dt.date:
        return lambda _, word: dt.date.fromisoformat(word)
    if (get_origin(kind) or kind) is Entry:
        return lambda catalogue, word: catalogue.kinds[word.partition("/")[0]][word.partition("/")[2]]
    return lambda _, word: word


_READERS = {
    name: [_reader(parameter.annotation) for parameter in [*signature(ask).parameters.values()][1:]]
    for name, ask in QUESTIONS.items()
    if name not in FIELDS
}


def _word(argument: Any) -> str:
    if isinstance(argument, type):
        return kind_name(argument)
    return f"{argument.key.kind}/{argument.id}" if isinstance(argument, Entry) else str(argument)


# --- asking


class Watched(Catalogue):
    """A catalogue that remembers what it was asked. What the fingerprint of the section covers is not asked.

    A member that is neither in `QUESTIONS` nor below is made of those that are.
    """

    __slots__ = ("answers", "broad", "inner", "last")

    def __init__(self, inner: Catalogue) -> None:
        self.inner = inner
        self.answers: dict[str, str] = {}
        """Question → fingerprint of its answer."""
        self.broad: dict[str, tuple[Any, str]] = {}
        self.last: tuple[Entry, Any] | None = None
        """The record whose long texts were asked for last: its page, feeds and line ask one after the other."""

    @contextmanager
    def watching(self) -> Iterator[dict[str, str]]:
        """Gather the questions of one artifact; those around it go on afterwards with these added."""
        before, self.answers = self.answers, {}
        try:
            yield self.answers
        finally:
            before.update(self.answers)
            self.answers = before

    def again(self, answers: Mapping[str, str]) -> None:
        """Count questions that were asked when a part was made that is now used again."""
        self.answers.update(answers)

    def ask(self, name: str, *arguments: Any) -> Any:
        """The answer to one of `QUESTIONS`; it becomes a dependency of whatever is being made."""
        question = WITHIN.join((name, *map(_word, arguments)))
        if question in self.broad:
            answer, digest = self.broad[question]
        else:
            answer = QUESTIONS[name](self.inner, *arguments)
            digest = fingerprint(answer)
            if name in BROAD:
                self.broad[question] = answer, digest
        self.answers[question] = digest
        return answer

    def whole(self, entry: Entry[R]) -> R:
        self.ask("get", entry.key.kind, entry.id)
        if self.last is None or self.last[0] is not entry:
            self.last = entry, self.inner.whole(entry)
        record: R = self.last[1]
        return record

    def inside(self, record: Path | str, written: str) -> str | None:
        file: tuple[str, int, int] | None = self.ask("file_named", _folder_of(self.inner, record), written)
        return file and file[0]


def _tracked(name: str) -> Any:
    """A member of the catalogue that remembers that it was asked."""

    def ask(catalogue: Watched, *arguments: Any) -> Any:
        return catalogue.ask(name, *arguments)

    return property(ask) if name in FIELDS else ask


for _name in UNASKED:
    setattr(Watched, _name, property(attrgetter(f"inner.{_name}")))
for _name in QUESTIONS.keys() - {"file_named"}:
    setattr(Watched, _name, _tracked(_name))


class Answers:
    """A catalogue's answers to remembered questions; each is asked only once, for many artifacts asked the same."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.fingerprints: dict[str, str] = {}

    def match(self, dependencies: Dependencies) -> bool:
        """Whether all answers are what they were when the questions were asked first."""
        known, asked = self.fingerprints, dependencies.questions
        questions = asked.split(BETWEEN) if asked else []
        answers = [known[question] if question in known else self._answer(question) for question in questions]
        return digest_of(answers) == dependencies.answers

    def _answer(self, question: str) -> str:
        name, *words = question.split(WITHIN)
        try:
            arguments = [read(self.catalogue, word) for read, word in zip(_READERS.get(name, ()), words, strict=False)]
            self.fingerprints[question] = fingerprint(QUESTIONS[name](self.catalogue, *arguments))
        except (KeyError, OSError):  # the record or the file is not there any more
            self.fingerprints[question] = ""
        return self.fingerprints[question]


# --- fingerprints


def changed_at(stat: os.stat_result) -> int:
    """When a file changed, its name included: a renamed or replaced file may bring its old time along. Nanoseconds."""
    return stat.st_mtime_ns + stat.st_ctime_ns


def state_of(path: Path) -> str:
    """A file as it is now: its path, bytes, and when it changed."""
    stat = os.stat(path)  # noqa: PTH116 - of hundreds of files at every start
    return f"{path} {stat.st_size} {changed_at(stat)}"


def _folder_of(catalogue: Catalogue, record: Path | str) -> str:
    """The folder of a record from the content folder: many records of one folder lead to the same file."""
    place = str(record)
    return place[len(catalogue.finder.content) + 1 : max(place.rfind(os.sep), 0)]


def digest_of(words: Iterable[str]) -> str:
    """One short digest of many words in order; names of files among them may be of bytes that are no letters."""
    return hashlib.blake2b(BETWEEN.join(words).encode(errors="surrogateescape"), digest_size=12).hexdigest()


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
