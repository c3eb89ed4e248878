"""What the search knows of a page besides its text: kind, title, date, and by what it can be narrowed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from nastavnik import messages
from nastavnik.records import KINDS, Document, Mentor, Roadmap
from nastavnik.records.record import Record, day_of
from nastavnik.records.school import Curator
from nastavnik.school.catalogue import Catalogue, Entry, values_of
from nastavnik.school.facts import term_fields
from nastavnik.school.handwritten import Handwritten
from nastavnik.views.accessibility import ADDRESS as ACCESSIBILITY
from nastavnik.views.honour import ADDRESS, board
from nastavnik.views.lists import vocabulary_of

OWN, SECTIONS = "pages", "sections"
"""The kinds of hand-written pages, and of lists and whatever else a reader would find in the menu."""
CONTACT = "~contact/"
"""Stands for no page: the contact at the foot of every page."""
LONGEST_TEXT = 160
_APPENDIX = re.compile(r",|\bприложени", re.IGNORECASE)


class Snippet(NamedTuple):
    """What results say of a page. `filters` are (caption, value) as readers see both, several values allowed."""

    title: str
    text: str = ""
    """One sentence for results that match by title only."""
    date: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    """What else it is called: found like a title, never shown."""
    number: str = ""
    """The number of an act that is this page's own: who asks for it means nothing else."""
    link: str = ""
    """Where a result leads, from the section's root, if not to the page: a row of a list."""


class Findable(NamedTuple):
    """One page that can be found; its snippet is asked for only if the page is read."""

    url: str
    """Address from the section's root; empty for the home page."""
    kind: str
    snippet: Callable[[], Snippet]
    whole: bool = False
    """Whether every word is worth finding however many pages there are: hand-written pages are few."""
    read: bool = True
    """Whether the page is read; a list and a record that is only a row of one are found by their snippet alone."""


def documents(catalogue: Catalogue, own: Sequence[Handwritten]) -> Iterator[Findable]:
    """Records, hand-written pages and the first page of every list; facets and numbered pages lead to these."""
    for kind in KINDS.values():
        for entry in catalogue.of(kind):
            yield Findable(entry.url, kind.kind, partial(_of_record, catalogue, entry), read=entry.has_page)
    yield from own_pages(own)
    drawn = {page.url for page in own}
    yield from (section(url, snippet) for url, snippet in _sections(catalogue) if url not in drawn)


def own_pages(own: Iterable[Handwritten]) -> Iterator[Findable]:
    """Hand-written pages."""
    for page in own:
        text = messages.shortened(page.description, LONGEST_TEXT)
        yield Findable(page.url, OWN, partial(Snippet, page.title, text), whole=True)


def section(url: str, snippet: Snippet) -> Findable:
    """A list or another place of the menu, found by what is said of it."""
    return Findable(url, SECTIONS, partial(Snippet, *snippet), read=False)


def _sections(catalogue: Catalogue) -> Iterator[tuple[str, Snippet]]:
    """The lists that have something, the honour board, and whom to call: addresses with what is found of them."""
    names = messages.SECTION_NAMES
    for kind, cls in KINDS.items():
        if catalogue.kinds[kind] or catalogue.withheld.get(kind):
            yield f"{kind}/", Snippet(cls.heading, cls.lead, names=(cls.short_heading, *names.get(kind, ())))
    if board(catalogue):
        yield ADDRESS, Snippet(messages.HONOUR, messages.HONOUR_LEAD, names=names["honour"])
    yield ACCESSIBILITY, Snippet(messages.ACCESSIBILITY, messages.ACCESSIBILITY_LEAD, names=names["accessibility"])
    if catalogue.school.curators:
        text = "; ".join(map(_reached, catalogue.school.curators))
        yield CONTACT, Snippet(messages.SEARCH_CONTACT, text, names=names["contact"], link="#contact")


def _reached(curator: Curator) -> str:
    """A curator and the ways to reach them."""
    who = messages.signed(curator.name, curator.post) if curator.name else curator.post
    return messages.contact_line(who, [way for way in (curator.phone, curator.email, curator.hours) if way])


def kind_titles(kinds: set[str]) -> dict[str, str]:
    """Kinds in the order readers meet them, with what their results are called."""
    titles = {kind: cls.heading for kind, cls in KINDS.items()} | messages.SEARCH_KINDS
    return {kind: title for kind, title in titles.items() if kind in kinds}


def _of_record(catalogue: Catalogue, entry: Entry) -> Snippet:
    record = entry.record
    day = getattr(record, "date", None) or getattr(record, "starts", None) or getattr(record, "published", None)
    return Snippet(
        title=messages.roadmap_title(record.sort_key) if isinstance(record, Roadmap) else record.label,
        text=messages.shortened(record.abstract, LONGEST_TEXT) or _act(catalogue, record),
        date=messages.day(day_of(day)) if day else "",
        filters=tuple(_filters(catalogue, entry)),
        names=tuple(_names(catalogue, record)),
        number=_number(record),
        link="" if entry.has_page else entry.link,
    )


def _names(catalogue: Catalogue, record: Record) -> Iterator[str]:
    """What a record is asked for by besides its title: an act by its sort and number, a mentor by what they teach."""
    if isinstance(record, Document):
        yield catalogue.vocabularies["document_types"].title(record.type)
        if record.number:
            yield record.number
    if isinstance(record, Mentor):
        yield from record.subjects


def _act(catalogue: Catalogue, record: Record) -> str:
    """A line about an act: its title alone says neither sort nor number."""
    if not isinstance(record, Document):
        return ""
    kind = messages.capital(catalogue.vocabularies["document_types"].title(record.type))
    return messages.act_line(kind, record.number, record.issued_by)


def _number(record: Record) -> str:
    """The number of an act; that of an appendix is the act's."""
    number = record.number or "" if isinstance(record, Document) else ""
    return "" if _APPENDIX.search(number) else number


def _filters(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[str, str]]:
    for name in term_fields(KINDS[entry.key.kind]):
        vocabulary = vocabulary_of(entry.key.kind, name)
        if vocabulary in messages.SEARCH_FILTERS:
            for code in values_of(entry, name):
                title = catalogue.vocabularies[vocabulary].title(code)
                yield messages.SEARCH_FILTERS[vocabulary], messages.capital(title)
