"""A proposal → what a record of its kind takes of it; what no field takes comes back as notes.

The record classes judge. A refused value of an optional field goes, with the sentence `check` would say; one of a
required field stays and is named, for only a person can mend it. A mentor who is a learner becomes no record at all,
an author who is one leaves the others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from nastavnik import messages
from nastavnik.importing.notes import Note
from nastavnik.importing.personal import ANYWHERE, OF_PEOPLE, without_personal
from nastavnik.importing.proposals import Proposal
from nastavnik.records import Mentor
from nastavnik.records.adults import LEARNER
from nastavnik.records.fields import Term
from nastavnik.records.reading import caption_at, marks
from nastavnik.records.record import Record
from nastavnik.records.samples import is_many
from nastavnik.records.vocabularies import Vocabularies

MOST_ROUNDS = 6  # a value that goes may free another one


@dataclass(frozen=True, slots=True)
class Fitted:
    """A proposal whose values a record takes, but for `refused`; with `learner` it becomes no record."""

    proposal: Proposal
    notes: tuple[Note, ...] = ()
    learner: bool = False


def fitted(cls: type[Record], proposal: Proposal, words: Vocabularies) -> Fitted:
    """The proposal as a record of `cls` takes it."""
    proposal, personal = _without_personal(cls, proposal)
    fields = {name: value for name, value in proposal.fields.items() if value not in ("", None, [], {})}
    notes: list[Note] = list(personal)
    for _ in range(MOST_ROUNDS):
        errors = _errors(cls, fields, proposal.body, words)
        if cls is Mentor and any(details["type"] == LEARNER for details in errors):
            note = Note(messages.LEARNER_NOT_TAKEN, proposal.place)
            return Fitted(proposal, (*notes, note), learner=True)
        refused = [details for details in errors if _may_go(cls, details)]
        if not refused:
            fields = {name: _each_once(cls, name, value, words) for name, value in fields.items()}
            break
        notes += (_refusal(cls, details, proposal.place) for details in refused)
        fields = _without(fields, [details["loc"] for details in refused])
    return Fitted(replace(proposal, fields=_in_order(cls, fields)), tuple(dict.fromkeys(notes)))


def is_whole(cls: type[Record], proposal: Proposal, words: Vocabularies) -> bool:
    """Whether the proposal is a record as it stands."""
    return not _errors(cls, proposal.fields, proposal.body, words)


def without_refused(cls: type[Record], proposal: Proposal, words: Vocabularies) -> Fitted:
    """The proposal without values of required fields that the record would refuse: what is there already is better."""
    errors = _errors(cls, proposal.fields, proposal.body, words)
    refused = [details for details in errors if details["type"] != "missing" and details["loc"][:1] != (cls.body,)]
    names = {details["loc"][0] for details in refused}
    fields = {name: value for name, value in proposal.fields.items() if name not in names}
    notes = tuple(_refusal(cls, details, proposal.place) for details in refused)
    return Fitted(replace(proposal, fields=fields), notes)


def filled(cls: type[Record], proposal: Proposal, fill: Mapping[str, str], words: Vocabularies) -> Proposal:
    """The proposal with values for fields that it leaves out; those that the record would refuse are left."""
    fields = dict(proposal.fields)
    for name, text in fill.items():
        fields.setdefault(name, _several(text) if is_many(cls.model_fields[name]) else text.strip())
    return fitted(cls, replace(proposal, fields=fields), words).proposal


def _each_once(cls: type[Record], name: str, value: Any, words: Vocabularies) -> Any:
    """A list of words of a vocabulary without those that mean what one before them does: «учитель – учитель»."""
    terms = marks(cls, name, Term)
    if not terms or not isinstance(value, list):
        return value
    return list({words[terms[0].name].code(word) or word: word for word in reversed(value)}.values())[::-1]


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _in_order(cls: type[Record], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as the class has them; those it does not know are last."""
    return {name: fields[name] for name in (*cls.model_fields, *fields) if name in fields}


# --- what is personal


def _without_personal(cls: type[Record], proposal: Proposal) -> tuple[Proposal, tuple[Note, ...]]:
    patterns = OF_PEOPLE if cls is Mentor else ANYWHERE
    sorts: dict[str, None] = {}

    def clean(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: clean(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [clean(inner) for inner in value]
        if not isinstance(value, str):
            return value
        text, cut = without_personal(value, patterns)
        sorts.update(dict.fromkeys(cut))
        return text

    clean_one = replace(proposal, fields=clean(proposal.fields), body=clean(proposal.body))
    return clean_one, tuple(Note(messages.PERSONAL_LEFT_OUT[sort], proposal.place) for sort in sorts)


# --- what the class refuses


def _errors(cls: type[Record], fields: Mapping[str, Any], body: str, words: Vocabularies) -> list[ErrorDetails]:
    data = {**fields, cls.body: body} if cls.body and body else dict(fields)
    try:
        cls.model_validate(data, context={"vocabularies": words})
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _may_go(cls: type[Record], details: ErrorDetails) -> bool:
    """Whether the record can do without the value: it is of an optional field, or one of several of a list."""
    name = str(details["loc"][0])
    field = cls.model_fields.get(name)
    if details["type"] == "missing" and len(details["loc"]) == 1:
        return False
    return field is None or (name != cls.body and not field.is_required()) or _is_item(details)


def _is_item(details: ErrorDetails) -> bool:
    return len(details["loc"]) > 1 and isinstance(details["loc"][1], int)


def _refusal(cls: type[Record], details: ErrorDetails, place: str) -> Note:
    caption = caption_at(cls, tuple(details["loc"]))
    sentence = messages.invalid(caption, details["type"], details.get("ctx", {}), details["input"])
    value = details["input"] if isinstance(details["input"], (str, int)) else ""
    return Note(messages.value_refused(sentence), place, str(value))


def _without(fields: dict[str, Any], places: list[tuple[int | str, ...]]) -> dict[str, Any]:
    """Fields without the refused ones; of a list of plain values only the refused items go."""
    items = {(place[0], place[1]) for place in places if len(place) > 1 and isinstance(place[1], int)}
    whole = {place[0] for place in places} - {name for name, _ in items}
    left = {name: list(_without_items(name, value, items)) for name, value in fields.items() if isinstance(value, list)}
    remaining = {name: left.get(name, value) for name, value in fields.items() if name not in whole}
    return {name: value for name, value in remaining.items() if value != [] and not _is_lone_item(name, value, items)}


def _is_lone_item(name: str, value: Any, items: set[tuple[Any, Any]]) -> bool:
    """A single value of a list field: the class takes it as a list of one."""
    return not isinstance(value, list) and (name, 0) in items


def _without_items(name: str, values: list[Any], items: set[tuple[Any, Any]]) -> Iterator[Any]:
    yield from (value for at, value in enumerate(values) if (name, at) not in items)
