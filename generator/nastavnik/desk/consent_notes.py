"""What a consent lets out today, said beside its fields, and the fields of the form that stay hidden for want of it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from nastavnik import messages
from nastavnik.desk.values import in_full
from nastavnik.records.fields import CONSENT, visibility
from nastavnik.records.mentor import Mentor
from nastavnik.records.nesting import models_in
from nastavnik.records.people import Consent
from nastavnik.records.publishing import withheld
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import Vocabularies, normal
from nastavnik.text.source import Keys, Plain

FIELD = "consent"
"""The field of a person or a record in which a consent stands (`records.people.consent_of`)."""
CARD = "mentor"
"""The field of an author that leads to a card of his own (`records.practice.Author`)."""
NO_CARDS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class ConsentNote:
    """A sentence for the consent under these keys, and the keys of filled fields that are not shown."""

    keys: Keys
    sentence: str
    hidden: tuple[Keys, ...] = ()


def consent_notes(
    cls: type[Record], data: Plain, words: Vocabularies, today: dt.date, cards: Mapping[str, str] = NO_CARDS
) -> list[ConsentNote]:
    """A note for every person named in the data of a record, whether the rest of it is right or not.

    `cards` are the mentors whose cards are shown, names by ids: an author who has one is named as his card names him.
    """
    people = [(model, keys, part) for model, keys, part in _people(cls, (), data) if part.get("name")]
    return [
        _of_card(keys) if card_of(part) in cards else _note(model, keys, part, words, today, cards)
        for model, keys, part in people
    ]


def card_of(part: Mapping[str, Plain]) -> str:
    """The id of the mentor a part of a record says it is; empty for none."""
    return str(part.get(CARD) or "").strip().strip("/").removeprefix(f"{Mentor.kind}/")


def _of_card(keys: Keys) -> ConsentNote:
    return ConsentNote((*keys, FIELD), messages.DESK_CARD_DECIDES)


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
    model: type[BaseModel],
    keys: Keys,
    part: dict[str, Plain],
    words: Vocabularies,
    today: dt.date,
    cards: Mapping[str, str],
) -> ConsentNote:
    filled = [name for name in model.model_fields if part.get(name) and visibility(model, name) is CONSENT]
    consent = _consent(part.get(FIELD), words)
    barred = set(withheld(model.model_construct(consent=consent), today))
    hidden = [name for name in filled if name in barred]
    sentence = _sentence(model, part, consent, hidden, today)
    names = set(map(normal, cards.values()))
    if CARD in model.model_fields and not card_of(part) and normal(str(part.get("name"))) in names:
        sentence = f"{sentence} {messages.DESK_HAS_A_CARD}"
    return ConsentNote((*keys, FIELD), sentence, tuple((*keys, name) for name in hidden))


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
