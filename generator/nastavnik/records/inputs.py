"""What a form asks for a record: one input a field, from the class of the record and nothing else.

Every form is drawn from this, whoever draws it: the one at the desk, the one on the site.
"""

import datetime as dt
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from nastavnik import messages
from nastavnik.records.fields import (
    CONSENT,
    FileMarker,
    FormerName,
    Long,
    NamedTexts,
    OneOf,
    Paragraphs,
    Quantity,
    Ref,
    Reminding,
    Term,
    visibility,
)
from nastavnik.records.nesting import marks, marks_of, models_in
from nastavnik.records.people import ALL_FIELDS, Consent
from nastavnik.records.samples import is_many
from nastavnik.records.vocabularies import BASE, Vocabularies, normal


class Widget(StrEnum):
    """How an input looks; most are drawn by a macro of the same name."""

    LINE = "line"
    TEXT = "text"
    MARKDOWN = "markdown"
    LINES = "lines"
    """Several one-line texts, each on a line of its own."""
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes_no"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    REFERENCE = "reference"
    FILE = "file"
    PICTURE = "picture"
    PAIRS = "pairs"
    """Texts under names: those of `choices`, or any the editor thinks of."""
    PART = "part"
    REMINDERS = "reminders"
    """Sentences to be ticked off."""


@dataclass(frozen=True, slots=True)
class FormChoice:
    """A word to choose: as it is posted, as readers see it, as it is written into the record, other spellings."""

    code: str
    title: str
    word: str
    also: tuple[str, ...] = ()

    def is_meant_by(self, word: str) -> bool:
        """Whether an editor who typed this meant the choice."""
        return normal(word) in map(normal, (self.code, self.title, self.word, *self.also))


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a form. `many`: it is repeated; lines and choices take several by themselves."""

    name: str
    caption: str
    widget: Widget
    required: bool = False
    many: bool = False
    example: str = ""
    hint: str = ""
    """What may be typed, where an example does not say all of it."""
    choices: tuple[FormChoice, ...] = ()
    kind: str = ""
    """Of the records a reference leads to; with `of_part` to a stage of one."""
    of_part: bool = False
    unit: str = ""
    shape: str = ""
    """How a picture is drawn, as its `FileMarker` has it."""
    shortest: int | None = None
    longest: int | None = None
    model: type[BaseModel] | None = None
    """Of a part."""
    default: bool = False
    """What a «yes or no» is where nothing is written."""
    under_consent: bool = False
    """Shown to nobody unless the person agreed to it."""
    private: bool = False
    """Stays within the school."""
    long_body: bool = False
    """The long text below the front matter."""
    by_command: bool = False
    """Written by commands: a form keeps it and asks nobody."""

    @property
    def repeats(self) -> bool:
        """Whether it is a list of parts, each with inputs of its own."""
        return self.many and self.model is not None


def inputs_of(
    cls: type[BaseModel], words: Vocabularies = BASE, owner: type[BaseModel] | None = None
) -> tuple[Input, ...]:
    """The inputs of a record or a part in the order of its fields; `owner` is what the part belongs to."""
    fields = cls.model_fields.items()
    return tuple(_input(cls, name, field, words, owner) for name, field in fields)


def _input(
    cls: type[BaseModel], name: str, field: FieldInfo, words: Vocabularies, owner: type[BaseModel] | None
) -> Input:
    widget, many = _widget(cls, name, field)
    seen = visibility(cls, name)
    reference = next(iter(marks(cls, name, Ref)), None)
    choices = _choices(cls, name, words)
    if issubclass(cls, Consent) and name == "fields" and owner is not None:
        widget, many, choices = Widget.CHOICES, False, tuple(_agreeable(owner))
    return Input(
        name,
        field.title or name,
        widget,
        required=field.is_required(),
        many=many,
        example=str(field.examples[0]) if field.examples else "",
        hint=messages.DAY_OR_YES if {dt.date, bool} <= set(_types_in(field.annotation)) else "",
        choices=choices,
        kind=reference.kind if reference else "",
        of_part=bool(reference and reference.part),
        unit=next((mark.unit for mark in marks(cls, name, Quantity)), ""),
        shape=next((mark.shape for mark in marks(cls, name, FileMarker) if mark.shape), ""),
        shortest=next((mark.min_length for mark in marks(cls, name, MinLen)), None) if not is_many(field) else None,
        longest=next((mark.max_length for mark in marks(cls, name, MaxLen)), None) if not is_many(field) else None,
        model=next(models_in(field.annotation), None) if widget is Widget.PART else None,
        default=field.default is True,
        under_consent=seen is CONSENT,
        private=seen.value == "private",
        long_body=name == getattr(cls, "body", None),
        by_command=bool(marks(cls, name, FormerName)),
    )


def _widget(cls: type[BaseModel], name: str, field: FieldInfo) -> tuple[Widget, bool]:
    """The widget of a field, and whether it is repeated."""
    many = is_many(field)
    if next(models_in(field.annotation), None):
        return Widget.PART, many
    if typing.get_origin(field.annotation) is dict:
        return Widget.PAIRS, False
    if marks(cls, name, Term) or marks(cls, name, OneOf):
        return (Widget.CHOICES if many else Widget.CHOICE), False
    if marks(cls, name, Ref):
        return Widget.REFERENCE, many
    if marks(cls, name, Reminding):
        return Widget.REMINDERS, False
    files = marks(cls, name, FileMarker)
    if files:
        return (Widget.PICTURE if files[0].shape else Widget.FILE), many
    if marks(cls, name, Long):
        return Widget.MARKDOWN, many
    return _of_type(field, many=many)


_BY_TYPES = {
    frozenset({bool}): Widget.YES_NO,
    frozenset({dt.date}): Widget.DAY,
    frozenset({dt.date, dt.datetime}): Widget.MOMENT,
    frozenset({int}): Widget.NUMBER,
    frozenset({float}): Widget.NUMBER,
}


def _of_type(field: FieldInfo, *, many: bool) -> tuple[Widget, bool]:
    types = frozenset(_types_in(field.annotation))
    is_long = bool(marks_of(field, Paragraphs))
    if many:
        return (Widget.TEXT, True) if is_long else (Widget.LINES, False)
    if types in _BY_TYPES:
        return _BY_TYPES[types], False
    return (Widget.TEXT if is_long else Widget.LINE), False


def _types_in(annotation: Any) -> Iterator[type]:
    """Plain types named inside a type, without None."""
    arguments = typing.get_args(annotation)
    if not arguments:
        yield from [annotation] if isinstance(annotation, type) and annotation is not type(None) else []
    elif typing.get_origin(annotation) is typing.Annotated:
        yield from _types_in(arguments[0])
    else:
        for inner in arguments:
            yield from _types_in(inner)


def _choices(cls: type[BaseModel], name: str, words: Vocabularies) -> tuple[FormChoice, ...]:
    lists = (*marks(cls, name, NamedTexts), *marks(cls, name, OneOf))
    named = [FormChoice(code, title, code) for mark in lists for code, title in mark.names]
    terms = [
        FormChoice(term.code, term.title, term.title, term.also)
        for mark in marks(cls, name, Term)
        for term in words[mark.name].terms
    ]
    return (*named, *terms)


def _agreeable(owner: type[BaseModel]) -> Iterator[FormChoice]:
    """The fields a person may agree to publish, and the word for all of them."""
    yield FormChoice("все", messages.ALL_FIELDS_CHOICE, "все", tuple(sorted(ALL_FIELDS)))
    for name, field in owner.model_fields.items():
        if visibility(owner, name) is CONSENT:
            yield FormChoice(name, field.title or name, name)
