"""Plain data → a typed record, and pydantic's complaints → Russian problems with their place."""

import difflib
import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nastavnik import messages
from nastavnik.records.adults import LEARNER
from nastavnik.records.record import R
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.source import Keys, Place, Problem, Source

Piece = TypeVar("Piece")
MOST_MISTAKES = 100
"""Told of one record with their places: each place is looked for from the beginning of the file."""


def read_record(cls: type[R], source: Source, vocabularies: Vocabularies) -> R | list[Problem]:
    """The record in `source`, or every problem it has."""
    data: dict[str, Any] = source.data
    if source.body and cls.body:
        if cls.body in data:
            return [Problem(source.place((cls.body,), of_key=True), messages.body_twice(cls.body))]
        data = {**data, cls.body: source.body}
    elif source.body:
        return [Problem(source.place(("body",)), messages.BODY_NOT_EXPECTED)]
    try:
        return cls.model_validate(data, context={"vocabularies": vocabularies})
    except ValidationError as error:
        return problems_of(cls, source, error.errors(include_url=False))


class Places(Protocol):
    """What knows where the values of some data stand."""

    @property
    def body(self) -> str | None:
        """The text below the data, if it became a field."""

    def place(self, keys: Keys, *, of_key: bool = False) -> Place:
        """Where the value under `keys` stands."""


def problems_of(cls: type[BaseModel], source: Places, errors: list[ErrorDetails]) -> list[Problem]:
    """The validator's complaints about data of `cls`; one problem a mistake: a misspelt required field is not also
    reported as missing. Of thousands of mistakes the first are told with their places, the others by their number."""
    strange = [details for details in errors if details["type"] == "extra_forbidden"]
    meant = {(*details["loc"][:-1], _nearest_field(cls, tuple(details["loc"]))) for details in strange[:MOST_MISTAKES]}
    deeper = {details["loc"][:depth] for details in errors for depth in range(1, len(details["loc"]))}
    learners = [details["loc"] for details in errors if details["type"] == LEARNER]
    mistakes = [
        details
        for details in errors
        if (details["type"] != LEARNER or details["loc"] == learners[0])
        and (details["type"] != "missing" or details["loc"] not in meant)
        and (details["type"] not in ("too_short", "too_long") or details["loc"] not in deeper)
    ]
    problems = [_problem(cls, source, details) for details in mistakes[:MOST_MISTAKES]]
    more = len(mistakes) - len(problems)
    return [*problems, Problem(problems[-1].place, messages.more_mistakes(more))] if more else problems


def _problem(cls: type[BaseModel], source: Places, details: ErrorDetails) -> Problem:
    keys = tuple(details["loc"])
    kind = details["type"]
    if kind == "extra_forbidden":
        message = messages.unknown_field(str(keys[-1]), _nearest_field(cls, keys))
        return Problem(source.place(keys, of_key=True), message)
    if kind == "missing":
        field = _model_at(cls, keys[:-1]).model_fields[str(keys[-1])]
        example = str(field.examples[0]) if field.examples else None
        return Problem(source.place(keys), messages.missing_field(str(keys[-1]), field.title or "", example))
    caption = caption_at(cls, keys)
    if len(keys) == 1 and source.body and keys[0] == getattr(cls, "body", None):
        keys = ("body",)
    return Problem(source.place(keys), messages.invalid(caption, kind, details.get("ctx", {}), details["input"]))


def _nearest_field(cls: type[BaseModel], keys: Keys) -> str | None:
    """The field an unknown key may have meant, by name or by caption."""
    fields = _model_at(cls, keys[:-1]).model_fields
    candidates = {word: name for name, field in fields.items() for word in (name, (field.title or name).lower())}
    close = difflib.get_close_matches(str(keys[-1]).lower(), candidates, n=1, cutoff=0.6)
    return candidates[close[0]] if close else None


def caption_at(cls: type[BaseModel], keys: Keys) -> str:
    """Name and caption of the innermost field on the way to the value."""
    for depth in reversed(range(len(keys))):
        name = str(keys[depth])
        field = _model_at(cls, keys[:depth]).model_fields.get(name)
        if field:
            return f"{name} ({field.title})" if field.title else name
    return ""


def _model_at(cls: type[BaseModel], keys: Keys) -> type[BaseModel]:
    """The model that owns what stands under `keys`; the deepest one known on the way."""
    model = cls
    for step in keys:
        if isinstance(step, str) and step in model.model_fields:
            inner = next(models_in(model.model_fields[step].annotation), None)
            model = inner or model
    return model


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Models named anywhere inside a type: `tuple[Author, ...] | None` → Author."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for inner in typing.get_args(annotation):
        yield from models_in(inner)


def models_below(annotation: Any) -> frozenset[type[BaseModel]]:
    """Models named inside a type, those their fields name, and so on."""
    return frozenset().union(*map(_with_models_below, models_in(annotation)))


@cache
def _with_models_below(model: type[BaseModel]) -> frozenset[type[BaseModel]]:
    models, new = set[type[BaseModel]](), {model}
    while new:
        models |= new
        fields = (field for one in new for field in one.model_fields.values())
        new = {inner for field in fields for inner in models_in(field.annotation)} - models
    return frozenset(models)


def _marks_in(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in typing.get_args(annotation):
        if not isinstance(inner, type) or isinstance(inner, types.GenericAlias):
            yield from _marks_in(inner)


def values(part: BaseModel, marker: type, above: Keys = ()) -> Iterator[tuple[Keys, Any, str]]:
    """Every value whose field carries a marker of this class, as (keys, marker, value), depth first."""
    fields = part.__dict__
    for name, mark, inner in _fields(type(part), marker):
        value = fields.get(name)  # the catalogue's light records have no unlisted fields
        if value is None or value == ():
            continue
        if mark is not None:
            yield from ((keys, mark, text) for keys, text in _inside((*above, name), value, str))
        if inner:
            for keys, model in _inside((*above, name), value, BaseModel):
                yield from values(model, marker, keys)


def raw_values(cls: type[BaseModel], data: Any, marker: type, keys: Keys = ()) -> Iterator[tuple[Keys, Any, str]]:
    """Every value of plain data whose field carries a marker of this class, as (keys, marker, value), depth first.

    The data may be no record of `cls` for some mistake: what is not of its shape is passed over.
    """
    for name, mark, _ in _fields(cls, marker) if isinstance(data, dict) else ():
        written = data.get(name, ())
        items = enumerate(written) if isinstance(written, list) else [(None, written)]
        for index, item in items:
            here = (*keys, name) if index is None else (*keys, name, index)
            if mark is not None and isinstance(item, str):
                yield here, mark, item
            for model in models_in(cls.model_fields[name].annotation):
                yield from raw_values(model, item, marker, here)


def parts(part: BaseModel, wanted: tuple[type[BaseModel], ...], keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """The record itself and everything inside it that is one of the `wanted` models, with its place."""
    if isinstance(part, wanted):
        yield keys, part
    for name in _ways(type(part), wanted):
        for below, model in _inside((*keys, name), part.__dict__.get(name), BaseModel):
            yield from parts(model, wanted, below)


@cache
def _ways(cls: type[BaseModel], wanted: tuple[type[BaseModel], ...]) -> tuple[str, ...]:
    """The fields of a model that lead to one of the `wanted`."""
    return tuple(
        name
        for name, field in cls.model_fields.items()
        if any(issubclass(model, wanted) for model in models_below(field.annotation))
    )


def _inside(keys: Keys, value: Any, wanted: type[Piece]) -> Iterator[tuple[Keys, Piece]]:
    """The value itself or the items of a tuple, of tuples in it too, that are of the `wanted` type."""
    if isinstance(value, wanted):
        yield keys, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _inside((*keys, index), item, wanted)


@cache
def _fields(cls: type[BaseModel], marker: type) -> tuple[tuple[str, Any, bool], ...]:
    """The fields of a model that carry the marker themselves or lead to models that do."""
    marked = []
    for name, field in cls.model_fields.items():
        own = next(iter(_marks(field, marker)), None)
        inner = any(_marks(f, marker) for model in models_below(field.annotation) for f in model.model_fields.values())
        if own is not None or inner:
            marked.append((name, own, inner))
    return tuple(marked)


def marks(cls: type[BaseModel], name: str, marker: type) -> list[Any]:
    """The markers of this class that the type of a field carries."""
    return _marks(cls.model_fields[name], marker)


def _marks(field: Any, marker: type) -> list[Any]:
    return [mark for mark in (*field.metadata, *_marks_in(field.annotation)) if isinstance(mark, marker)]
