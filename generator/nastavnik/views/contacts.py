"""Whom to ask: the coordinator, the curators, the psychologist, each with hours, telephone and mail of the school."""

from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.records.people import Person
from nastavnik.records.school import Curator
from nastavnik.records.vocabularies import Vocabulary, normal

LEADS = ("coordinator", "curator")
"""Roles of those who lead mentoring: partners and visitors of a mentor's card turn to them."""


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """One person as pages name them. A name is there only under consent; what is not written is empty."""

    role: str
    """The code of the role; empty for what the school called by a word of no list."""
    title: str
    """The role, else the post: «Координатор наставничества»."""
    who: str
    """Name and post as far as the title has not said them."""
    hours: str
    phone: str
    email: str

    @property
    def leads(self) -> bool:
        """Whether the person leads mentoring."""
        return self.role in LEADS

    @property
    def lines(self) -> list[str]:
        """What stands under the title before the ways to call."""
        return [line for line in (self.who, messages.capital(self.hours)) if line]


def contacts(people: Sequence[Curator], roles: Vocabulary) -> tuple[ContactPerson, ...]:
    """The people of `school.yml` in its order; who has no role is told by the post, and else is a curator."""
    return tuple(_contact(person, person.role or role_of(person.post, roles), roles) for person in people)


def role_of(post: str, roles: Vocabulary) -> str:
    """The code of the role that a post names: «Педагог-психолог» → `psychologist`; `curator` if it names none."""
    words = normal(post)
    named = ((term.code, spelling) for term in roles.terms for spelling in (term.title, *term.also))
    return next((code for code, spelling in named if normal(spelling) in words), LEADS[-1])


def leading(people: Sequence[ContactPerson]) -> Sequence[ContactPerson]:
    """Those who lead mentoring; everybody if nobody does."""
    return [person for person in people if person.leads] or people


def named(person: Person, title: str) -> str:
    """A person under a title that may be the post already: «Иванова Ирина Ивановна, заместитель директора»."""
    post = person.post if person.post and normal(person.post) != normal(title) else None
    return messages.signed(person.name, post) if person.name else post or ""


def _contact(person: Curator, role: str, roles: Vocabulary) -> ContactPerson:
    caption = roles.title(role)
    says_it = normal(caption) in normal(person.post)
    title = person.post if says_it else messages.capital(caption)
    return ContactPerson(role, title, named(person, title), person.hours or "", person.phone or "", person.email or "")
