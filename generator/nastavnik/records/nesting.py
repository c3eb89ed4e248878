"""What the types of fields name inside: the parts a field is made of, and the markers other rooms read."""

import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Models named anywhere inside a type: `tuple[Author, ...] | None` → Author."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for inner in typing.get_args(annotation):
        yield from models_in(inner)


def _marks_in(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in typing.get_args(annotation):
        if not isinstance(inner, type) or isinstance(inner, types.GenericAlias):
            yield from _marks_in(inner)


def marks(cls: type[BaseModel], name: str, marker: type) -> list[Any]:
    """The markers of this class that the type of a field carries."""
    return marks_of(cls.model_fields[name], marker)


def marks_of(field: Any, marker: type) -> list[Any]:
    """The markers of this class at a field and inside its type."""
    return [mark for mark in (*field.metadata, *_marks_in(field.annotation)) if isinstance(mark, marker)]


def captions_of(model: type[BaseModel], name: str) -> tuple[str, ...]:
    """The caption of a field, then what else it is called in papers of schools."""
    field = model.model_fields[name]
    extra = field.json_schema_extra
    also = str(extra.get("also", "")) if isinstance(extra, dict) else ""
    return (field.title or name, *filter(None, also.split("|")))
