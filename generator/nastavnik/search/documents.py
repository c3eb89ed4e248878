"""What the search knows of a page besides its text: kind, title, date, and by what it can be narrowed."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from nastavnik import messages
from nastavnik.records import KINDS
from nastavnik.records.record import day_of
from nastavnik.school.catalogue import Catalogue, Entry, values_of
from nastavnik.school.facts import term_fields
from nastavnik.school.handwritten import Handwritten
from nastavnik.views.lists import vocabulary_of

OWN = "pages"
"""The kind of hand-written pages."""
LONGEST_TEXT = 160


class Snippet(NamedTuple):
    """What results say of a page. `filters` are (caption, value) as readers see both, several values allowed."""

    title: str
    text: str = ""
    """One sentence for results that match by title only."""
    date: str = ""
    filters: tuple[tuple[str, str], ...] = ()


class Findable(NamedTuple):
    """One page that can be found; its snippet is asked for only if the page is read."""

    url: str
    """Address from the section's root; empty for the home page."""
    kind: str
    snippet: Callable[[], Snippet]
    whole: bool = False
    """Whether every word is worth finding however many pages there are: hand-written pages are few."""


def documents(catalogue: Catalogue, own: Sequence[Handwritten]) -> Iterator[Findable]:
    """Pages of records and hand-written ones; lists, facets and numbered pages lead to these and are left out."""
    for kind in KINDS.values():
        shown = (entry for entry in catalogue.of(kind) if entry.has_page)
        yield from (Findable(entry.url, kind.kind, partial(_of_record, catalogue, entry)) for entry in shown)
    for page in own:
        text = messages.shortened(page.description, LONGEST_TEXT)
        yield Findable(page.url, OWN, partial(Snippet, page.title, text), whole=True)


def kind_titles(kinds: set[str]) -> dict[str, str]:
    """Kinds in the order readers meet them, with what their results are called."""
    titles = {kind: messages.SEARCH_KINDS.get(kind, cls.heading) for kind, cls in KINDS.items()}
    titles[OWN] = messages.SEARCH_KINDS[OWN]
    return {kind: title for kind, title in titles.items() if kind in kinds}


def _of_record(catalogue: Catalogue, entry: Entry) -> Snippet:
    record = entry.record
    day = getattr(record, "date", None) or getattr(record, "starts", None) or getattr(record, "published", None)
    return Snippet(
        title=record.label,
        text=messages.shortened(record.abstract, LONGEST_TEXT),
        date=messages.day(day_of(day)) if day else "",
        filters=tuple(_filters(catalogue, entry)),
    )


def _filters(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[str, str]]:
    for name in term_fields(KINDS[entry.key.kind]):
        vocabulary = vocabulary_of(entry.key.kind, name)
        if vocabulary in messages.SEARCH_FILTERS:
            for code in values_of(entry, name):
                title = catalogue.vocabularies[vocabulary].title(code)
                yield messages.SEARCH_FILTERS[vocabulary], messages.capital(title)
