"""What somebody answers about records before they are written, and links that follow from names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from nastavnik.importing.proposals import Proposal
from nastavnik.office.taking_in.fitting import Fitted, fitted
from nastavnik.office.taking_in.people import same_person
from nastavnik.records import Mentor
from nastavnik.records.fields import Ref
from nastavnik.records.nesting import marks, models_in
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import Vocabularies

RecordAnswers = Mapping[str, Any]
"""Values by the path of a field («image/alt»); None takes the field out."""
NO_ANSWERS: Mapping[str, RecordAnswers] = {}


class AuthorCard(NamedTuple):
    """A mentor whose card is there or comes with the same files."""

    id: str
    name: str


def answered(cls: type[Record], proposal: Proposal, answers: RecordAnswers, words: Vocabularies) -> Fitted:
    """The proposal with the answers laid over it; what the class refuses of them goes, with notes."""
    if not answers:
        return Fitted(proposal)
    fields = dict(proposal.fields)
    for path, value in answers.items():
        name, _, inside = path.partition("/")
        part = fields.get(name)
        fields[name] = {**(part if isinstance(part, Mapping) else {}), inside: value} if inside else value
    left = {name: value for name, value in fields.items() if value is not None}
    return fitted(cls, replace(proposal, fields=left), words)


def with_cards(cls: type[Record], proposal: Proposal, cards: Sequence[AuthorCard]) -> Proposal:
    """The proposal in which people who have a card are led to it: those whose name only one card bears."""
    fields = dict(proposal.fields)
    for name, link in _people_fields(cls):
        people = fields.get(name)
        if isinstance(people, list):
            fields[name] = [_with_card(person, link, cards) for person in people]
    return replace(proposal, fields=fields)


def _people_fields(cls: type[Record]) -> Iterator[tuple[str, str]]:
    """Fields with people who may have a card, and the field of each that leads to it."""
    for name, field in cls.model_fields.items():
        for model in models_in(field.annotation):
            links = (own for own in model.model_fields for ref in marks(model, own, Ref) if ref.kind == Mentor.kind)
            if "name" in model.model_fields and (link := next(links, None)):
                yield name, link


def _with_card(person: Any, link: str, cards: Sequence[AuthorCard]) -> Any:
    if not isinstance(person, Mapping) or person.get(link) or not _is_full(person):
        return person
    meant = [card.id for card in cards if same_person(person, {"name": card.name})]
    return {**person, link: meant[0]} if len(meant) == 1 else person


def _is_full(person: Mapping[str, Any]) -> bool:
    """Whether the name says more than a surname, which relatives share."""
    return len(str(person.get("name") or "").split()) > 1
