"""What of a record may be published: derived from the visibility written at each field, never listed again.

`strip` gives the record as outsiders may know it today; `published_model` is the same thing as a type: what
`catalog.json` holds and what a region reads.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache, reduce
from operator import or_
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from nastavnik.records.fields import APART, CONSENT, HERE, PRIVATE, PUBLIC, visibility
from nastavnik.records.mentor import Mentor
from nastavnik.records.people import Person, consent_of
from nastavnik.records.reading import models_below, parts
from nastavnik.records.record import Model, Record, completed

VERSION = 1
"""Of `catalog.json`: goes up when a region that reads the one before would misread it."""


def strip(part: Model, today: dt.date) -> Model:
    """A copy without private fields, without personal fields that no valid consent covers today, and without those that
    would point at somebody beside others of the record."""
    changes: dict[str, Any] = {}
    for name, caption in _guarded(type(part)):
        value = part.__dict__.get(name)  # the catalogue's light records have no long texts
        if value not in (None, ()) and not _allowed(part, name, caption, today):
            changes[name] = () if isinstance(value, tuple) else None
    for name in _nested(type(part)):
        if name not in changes:
            value = getattr(part, name)
            stripped = _strip_value(value, today)
            if stripped is not value:
                changes[name] = stripped
    return completed(part, changes) if changes else part


def withheld(part: BaseModel, today: dt.date) -> Iterator[str]:
    """Names of the part's own fields that may not be published today, filled in or not."""
    return (name for name, caption in _guarded(type(part)) if not _allowed(part, name, caption, today))


def identified(part: BaseModel, today: dt.date) -> bool:
    """Whether the person a record is about may be named; true for records that are about nobody."""
    return "name" not in withheld(part, today)


def named_for(record: Record, bank: str, today: dt.date) -> list[str]:
    """Places (JSON Pointers, RFC 6901) of the people in a record, as the school keeps it, whom the bank at the address
    `bank` may name: a consent names pages (152-ФЗ, art. 10.1). It is private; this answer is what is published of it.
    """
    places = []
    for keys, part in parts(record, (Person, Mentor)):
        consent = consent_of(part)
        if consent and identified(part, today) and any(covers(address, bank) for address in consent.addresses):
            places.append("".join(f"/{key}" for key in keys))
    return places


def covers(named: str, bank: str) -> bool:
    """Whether the address a consent names is that of the bank or of something the bank is a part of."""
    try:
        theirs, ours = urlsplit(named), urlsplit(bank)
        same_host = bool(theirs.hostname) and theirs.hostname == ours.hostname
    except ValueError:
        return False
    return same_host and f"{ours.path.rstrip('/')}/".startswith(f"{theirs.path.rstrip('/')}/")


@cache
def published_model(cls: type[BaseModel]) -> type[BaseModel]:
    """The type of what is published of `cls`: no private field, fields under consent optional."""
    fields: dict[str, Any] = {
        name: _published_field(field, optional=visibility(cls, name) in {CONSENT, APART})
        for name, field in cls.model_fields.items()
        if visibility(cls, name) not in {PRIVATE, HERE}
    }
    model = create_model(f"Published{cls.__name__}", __config__=ConfigDict(extra="ignore", frozen=True), **fields)
    model.__doc__ = cls.__doc__
    return model


def _published_field(field: FieldInfo, *, optional: bool) -> tuple[Any, Any]:
    annotation = _published(field.annotation)
    default = None if optional else field.default  # pydantic's own sign where the field is required
    return annotation | None if optional else annotation, Field(default, title=field.title)


def _published(annotation: Any) -> Any:
    """The same type with the models in it replaced by their published twins."""
    if not any(_guarded(model) for model in models_below(annotation)):
        return annotation
    arguments = getattr(annotation, "__args__", ())
    if not arguments:
        return published_model(annotation)
    twins = tuple(map(_published, arguments))
    is_union = type(annotation).__name__ in {"UnionType", "_UnionGenericAlias", "Union"}
    return reduce(or_, twins) if is_union else annotation.__origin__[twins]


@cache
def _guarded(cls: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Names and captions of the fields that are not simply public."""
    return tuple(
        (name, field.title or name) for name, field in cls.model_fields.items() if visibility(cls, name) is not PUBLIC
    )


@cache
def _nested(cls: type[BaseModel]) -> tuple[str, ...]:
    """Fields whose inner models have something to strip."""
    return tuple(name for name, field in cls.model_fields.items() if any(map(_guarded, models_below(field.annotation))))


def _allowed(part: BaseModel, name: str, caption: str, today: dt.date) -> bool:
    seen = visibility(type(part), name)
    if seen is PRIVATE:
        return False
    if seen is HERE:
        return True
    if seen is APART:
        return isinstance(part, Record) and name not in part.held_back
    consent = consent_of(part)
    return consent is not None and consent.state(today) is None and consent.covers(name, caption)


def _strip_value(value: Any, today: dt.date) -> Any:
    if isinstance(value, BaseModel):
        return strip(value, today)
    if isinstance(value, tuple) and value:
        stripped = tuple(_strip_value(item, today) for item in value)
        return value if all(new is old for new, old in zip(stripped, value, strict=True)) else stripped
    return value
