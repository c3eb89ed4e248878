"""Drafts that are not written to the end: what such a record lacks before it is one.

Nobody may see a draft, so it may wait: it is left out of the section, never an error. What must not wait stays one: a
field nobody knows (it may be the one that says «черновик», misspelt), a learner's name, a mistake in what makes it a
draft.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from nastavnik import messages
from nastavnik.records.adults import LEARNER
from nastavnik.records.people import consent_of
from nastavnik.records.reading import caption_at, mistakes_of, names_at, value_of, with_body
from nastavnik.records.record import Record, rebuilt
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.source import Keys, Place, Problem, Source

_MAY_NOT_WAIT = frozenset({"extra_forbidden", LEARNER})


class Unfinished(NamedTuple):
    """A draft that is no record yet: the fields it lacks, and those whose values the class refuses, in its words."""

    cls: type[Record]
    file: str
    missing: tuple[Keys, ...]
    refused: tuple[tuple[Keys, Problem], ...]

    @property
    def sentence(self) -> str:
        """That it is left out, and what to fill in and to mend, by names and captions of fields."""
        missing, refused = (
            list(dict.fromkeys(caption_at(self.cls, keys) for keys in fields))
            for fields in (self.missing, [keys for keys, _ in self.refused])
        )
        return messages.draft_unfinished(missing, refused)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The sentence at the head of the file, and how to mend what is refused: hints."""
        refused = (Problem(problem.place, problem.message, "hint") for _, problem in self.refused)
        return Problem(Place(self.file), self.sentence, "hint"), *refused

    def waiting(self) -> Iterator[tuple[Keys, str]]:
        """Every field that waits, with its caption, in the order of the form."""
        order = list(self.cls.model_fields)
        waiting = dict.fromkeys((*self.missing, *(keys for keys, _ in self.refused)))
        for keys in sorted(waiting, key=lambda keys: order.index(str(keys[0]))):
            name, title = names_at(self.cls, keys)
            yield keys, title or name


def unfinished(cls: type[Record], source: Source, words: Vocabularies) -> Unfinished | None:
    """What a draft of `cls` lacks; None for what is a record already, or may not be seen as a draft."""
    data = with_body(cls, source)
    if isinstance(data, Problem):
        return None
    try:
        cls.model_validate(data, context={"vocabularies": words})
    except ValidationError as error:
        details = error.errors(include_url=False)
        return _unfinished(cls, source, details) if _may_wait(cls, details) and is_draft(cls, data, words) else None
    return None


def is_draft(cls: type[Record], data: dict[str, Any], words: Vocabularies) -> bool:
    """Whether nobody may see a record that says `data`, by its own word and whatever else it lacks.

    By its own word is a card of somebody who has not agreed to be shown, too.
    """
    names = [name for name in ("example", *cls.decided_by) if name in cls.model_fields]
    try:
        decisive = {name: value_of(cls, name, data[name], words) for name in names if name in data}
    except PydanticCustomError:
        return False
    record = rebuilt(cls, {name: cls.model_fields[name].default for name in names} | decisive)
    return record.is_example or not record.is_public or ("consent" in names and consent_of(record) is None)


def _may_wait(cls: type[Record], errors: list[ErrorDetails]) -> bool:
    """Whether a draft with these mistakes is one all the same."""
    decisive = {"example", *cls.decided_by}
    return not any(each["type"] in _MAY_NOT_WAIT or decisive.intersection(each["loc"][:1]) for each in errors)


def _unfinished(cls: type[Record], source: Source, errors: list[ErrorDetails]) -> Unfinished:
    lacking = {tuple(each["loc"]) for each in errors if each["type"] == "missing"}
    mistakes = mistakes_of(cls, source, errors)
    missing = tuple(keys for keys, _ in mistakes if keys in lacking)
    refused = tuple((keys, problem) for keys, problem in mistakes if keys and keys not in lacking)
    return Unfinished(cls, source.file, missing, refused)
