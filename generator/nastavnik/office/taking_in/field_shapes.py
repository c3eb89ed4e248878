"""The fields of a class as readers of texts have to know them: derived from the class, never listed again."""

from collections.abc import Iterator
from typing import get_args

from annotated_types import MaxLen
from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from nastavnik.importing.known_fields import FieldShape, KnownField
from nastavnik.records.fields import PRIVATE, FileMarker, Lines, Long, Ref, Term, visibility
from nastavnik.records.nesting import captions_of, marks, marks_of, models_in
from nastavnik.records.samples import is_many
from nastavnik.records.vocabularies import Vocabularies

_UNTOLD = ("status", "published", "updated", "licence", "news_type", "draft")
"""Fields about the record and not about what it tells."""


def known_fields(cls: type[BaseModel], words: Vocabularies) -> tuple[KnownField, ...]:
    """Every field a text may have a heading about; private ones and references to other records are none."""
    return tuple(_known(cls, words))


def _known(cls: type[BaseModel], words: Vocabularies) -> Iterator[KnownField]:
    for name, field in cls.model_fields.items():
        if name in _UNTOLD or visibility(cls, name) is PRIVATE or marks(cls, name, FileMarker) or marks(cls, name, Ref):
            continue
        model = next(models_in(field.annotation), None)
        parts = tuple(_known(model, words)) if model else ()
        if model is None or parts:
            yield KnownField(
                name,
                captions_of(cls, name),
                _shape(cls, name, field, model),
                _spellings(cls, name, words),
                parts,
                _longest(field),
                field.is_required(),
            )


def _shape(cls: type[BaseModel], name: str, field: FieldInfo, model: type[BaseModel] | None) -> FieldShape:
    if model:
        return "parts"
    if marks(cls, name, Term):
        return "words" if is_many(field) else "word"
    if marks(cls, name, Long):
        return "texts" if is_many(field) else "text"
    return "entries" if is_many(field) else "note" if _has_lines(field) else "line"


def _has_lines(field: FieldInfo) -> bool:
    """Whether a field keeps its line breaks: it is read as `records.fields.Lines`."""
    return any(mark in get_args(Lines) for mark in marks_of(field, BeforeValidator))


def _spellings(cls: type[BaseModel], name: str, words: Vocabularies) -> tuple[str, ...]:
    known = [term for mark in marks(cls, name, Term)[:1] for term in words[mark.name].terms]
    return tuple(spelling for term in known for spelling in (term.title, *term.also))


def _longest(field: FieldInfo) -> int:
    return next((mark.max_length for mark in marks_of(field, MaxLen)), 0)
