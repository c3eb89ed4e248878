"""What every feed is made from: the catalogue, what is said of each page, and where things are published."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from nastavnik.records.fields import Ref
from nastavnik.records.record import R
from nastavnik.school.catalogue import Catalogue, Entry


class Mapped(NamedTuple):
    """A page to be found by its address from the section's root, and the day readers see as «Обновлено»."""

    url: str
    updated: dt.date | None


@dataclass(frozen=True)
class Section:
    """The section of one school, ready to be told to machines."""

    catalogue: Catalogue
    mapped: Sequence[Mapped]
    story: Callable[[Entry], str]
    """The text of a news record as its page shows it; links are written as on that page."""
    picture: Callable[[Entry], str]
    """The address from the section's root of the picture of a story; empty if it has none."""
    files: Callable[[Entry], Mapping[str, str]]
    """Files a record names, as written → address from the section's root."""
    leads_to: Callable[[Entry, str], str | None]
    """Address from the section's root of what a text of the record links to; None for addresses elsewhere."""

    @property
    def root(self) -> str:
        """Public address of the section, with its slash."""
        return self.catalogue.school.root

    @property
    def host(self) -> str:
        """What tells this school's ids from those of another school on the same host."""
        return f"{self.catalogue.source}.{urlsplit(self.root).hostname}"

    def shown(self, kind: type[R]) -> list[Entry[R]]:
        """Records of a kind that may leave the school; drafts may not, whatever the pages show at the desk."""
        return [entry for entry in self.catalogue.of(kind) if entry.facts.is_public]

    def known_as(self, reference: Ref, value: str) -> str | None:
        """A reference by the name machines know the record by; None if it may not leave: its id may be a surname."""
        id, sign, part = value.rpartition("/") if reference.part else (value, "", "")
        name = self.catalogue.known_as(reference.kind, id)
        return name and f"{name}{sign}{part}"

    def url(self, entry: Entry) -> str:
        """Public address of a record: its page, or its place in the list of its kind."""
        return self.root + entry.link

    def first_url(self, entry: Entry) -> str:
        """The public address a record was published under first."""
        return f"{self.root}{entry.key.kind}/{'' if entry.has_page else '#'}{entry.first_id}{'/' * entry.has_page}"


def filled(value: Any) -> Any:
    """Plain data without empty texts, lists and mappings below it; items of lists stay, so that their number does."""
    if isinstance(value, dict):
        return {name: inner for name, old in value.items() if (inner := filled(old)) not in (None, "", [], {})}
    return [filled(item) for item in value if item is not None] if isinstance(value, list) else value
