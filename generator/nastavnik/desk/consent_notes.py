"""What a consent lets out today, said beside its fields, and the fields of the form that stay hidden for want of it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from nastavnik import messages
from nastavnik.desk.mistakes import path_of
from nastavnik.desk.values import in_full
from nastavnik.records.fields import CONSENT, visibility
from nastavnik.records.nesting import models_in
from nastavnik.records.people import Consent
from nastavnik.records.publishing import withheld
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.source import Keys, Plain

FIELD = "consent"
"""The field of a person or a record in which a consent stands (`records.people.consent_of`)."""


@dataclass(frozen=True, slots=True)
class ConsentNote:
    """A sentence for the consent at a path of the form, and the paths of filled fields that are not shown."""

    path: str
    sentence: str
    hidden: tuple[str, ...] = ()


def consent_notes(cls: type[Record], data: Plain, words: Vocabularies, today: dt.date) -> list[ConsentNote]:
    """A note for every person named in the data of a record, whether the rest of it is right or not."""
    return [_note(model, keys, part, words, today) for model, keys, part in _people(cls, (), data) if part.get("name")]


def is_consent(model: type[BaseModel] | None) -> bool:
    """Whether an input is a consent."""
    return model is not None and issubclass(model, Consent)


def _people(cls: type[BaseModel], keys: Keys, data: Any) -> Iterator[tuple[type[BaseModel], Keys, dict[str, Plain]]]:
    """Parts of the data that carry a consent, with their classes and keys."""
    if not isinstance(data, dict):
        return
    if FIELD in cls.model_fields and is_consent(next(models_in(cls.model_fields[FIELD].annotation), None)):
        yield cls, keys, data
    for name, field in cls.model_fields.items():
        value = in_full(cls, name, data.get(name))
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for model in models_in(field.annotation):
            for at, item in items:
                yield from _people(model, (*keys, name) if at is None else (*keys, name, at), item)


def _note(
    model: type[BaseModel], keys: Keys, part: dict[str, Plain], words: Vocabularies, today: dt.date
) -> ConsentNote:
    filled = [name for name in model.model_fields if part.get(name) and visibility(model, name) is CONSENT]
    consent = _consent(part.get(FIELD), words)
    barred = set(withheld(model.model_construct(consent=consent), today))
    hidden = [name for name in filled if name in barred]
    sentence = _sentence(model, part, consent, hidden, today)
    return ConsentNote(path_of((*keys, FIELD)), sentence, tuple(path_of((*keys, name)) for name in hidden))


def _consent(data: Plain | None, words: Vocabularies) -> Consent | None:
    """The consent, if it is whole."""
    try:
        return Consent.model_validate(data, context={"vocabularies": words})
    except ValidationError:
        return None


def _sentence(
    model: type[BaseModel], part: dict[str, Plain], consent: Consent | None, hidden: Sequence[str], today: dt.date
) -> str:
    """What visitors may see of a person: `hidden` are the filled fields that are not shown."""
    if consent is None:
        return messages.DESK_CONSENT_UNFINISHED if part.get(FIELD) else messages.DESK_NO_CONSENT
    if reason := consent.state(today):
        return f"{messages.DESK_HIDDEN}: {reason}."
    if "name" in hidden and issubclass(model, Record):
        return messages.DESK_NAME_NOT_AGREED
    return messages.desk_agreed([model.model_fields[name].title or name for name in hidden], _last_day(consent))


def _last_day(consent: Consent) -> dt.date | None:
    """The last day it holds on, if it has one."""
    days = [consent.until, consent.withdrawn and consent.withdrawn - dt.timedelta(days=1)]
    return min(filter(None, days), default=None)
