"""Rights and duties of mentors and mentees: where the school's own regulation says them (S4, sections 7–10)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from nastavnik import messages
from nastavnik.records import Document
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.text import markdown

OWN_ACTS = ("regulation", "order")
"""Types of papers in which a school says who has which rights."""
_HEADING = re.compile(r'<h[1-6] id="([^"]+)">(.*?)</h[1-6]>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\A(?:[\d.)\s]|[IVX]+[.)])+")
_OF_WHOM = r"наставни|наставля|участни|куратор|родител|законн|сторон|обучающ|педагог|воспит|студент|молод"
_RIGHTS = re.compile(rf"(?:основные |взаимные )?(?:права|обязанност|ответственност).*(?:{_OF_WHOM})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RightsLink:
    """A heading of a regulation: «Права наставника», and the address of what stands under it."""

    title: str
    url: str
    document: str
    """The title of the paper."""


def rights(catalogue: Catalogue) -> list[RightsLink]:
    """Headings on rights and duties in the school's acts in force, in the order of the register and of the text."""
    return [link for entry in catalogue.of(Document) if _may_say(entry, catalogue) for link in _links(catalogue, entry)]


def _may_say(entry: Entry[Document], catalogue: Catalogue) -> bool:
    record = entry.record
    is_own = record.level == "local" and record.type in OWN_ACTS
    return entry.has_page and is_own and record.in_force(catalogue.is_over)


def _links(catalogue: Catalogue, entry: Entry[Document]) -> Iterator[RightsLink]:
    record = catalogue.whole(entry)
    for anchor, title in _headings(record.text or ""):
        yield RightsLink(title, f"{entry.url}#{anchor}", record.title)


@lru_cache(maxsize=64)
def _headings(text: str) -> list[tuple[str, str]]:
    """Anchors and words of the headings on rights: of one regulation for the pages of all mentors."""
    headings = _HEADING.findall(markdown.anchored(markdown.converted(text)))
    titles = ((anchor, _NUMBER.sub("", unescape(_TAG.sub("", heading))).strip(" .:;")) for anchor, heading in headings)
    return [(anchor, messages.capital(title)) for anchor, title in titles if _RIGHTS.match(title)]
