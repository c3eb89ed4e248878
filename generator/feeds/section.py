"""What every feed is made from: the catalogue, what is said of each page, and where things are published."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from generator.catalogue import Catalogue, Entry
from generator.records.fields import Ref
from generator.shell import Head


@dataclass(frozen=True)
class Section:
    """The section of one school, ready to be told to machines."""

    catalogue: Catalogue
    heads: Sequence[Head]
    story: Callable[[Entry], str]
    """The text of a news record as its page shows it; links are written as on that page."""
    files: Callable[[Entry], Mapping[str, str]]
    """Files a record names, as written → address from the section's root."""
    leads_to: Callable[[Entry, str], str | None]
    """Address from the section's root of what a text of the record links to; None for addresses elsewhere."""

    @property
    def root(self) -> str:
        """Public address of the section, with its slash."""
        return self.catalogue.school.section_url.rstrip("/") + "/"

    @property
    def host(self) -> str:
        """What tells this school's ids from those of another school on the same host."""
        return f"{self.catalogue.source}.{urlsplit(self.root).hostname}"

    @cached_property
    def head_of(self) -> Mapping[str, Head]:
        """What the shell says about a page, by the address of the page."""
        return {head.url: head for head in self.heads}

    def shown(self, kind: str) -> list[Entry]:
        """Records of a kind that may leave the school; drafts may not, whatever the pages show at the desk."""
        return [entry for entry in self.catalogue.of(kind) if entry.record.is_public]

    def knows(self, reference: Ref, value: str) -> bool:
        """Whether a reference leads to a record that may leave the school: its id may be somebody's surname."""
        return self.catalogue.is_public(reference.kind, value.rpartition("/")[0] if reference.part else value)

    def url(self, entry: Entry) -> str:
        """Public address of a record: its page, or its place in the list of its kind."""
        return self.root + (entry.url if entry.has_page else f"{entry.key.kind}/#{entry.id}")


def json_bytes(value: Any) -> bytes:
    """JSON for people to look into as well."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
