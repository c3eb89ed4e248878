"""What the bank's own search finds: practices, narrowed by municipality, form and level, and hand-written pages."""

from collections.abc import Iterator
from functools import partial

from nastavnik import messages
from nastavnik.bank.holdings import PRACTICES, SCHOOLS, PublishedData, ShownPractice
from nastavnik.building.project import Prepared
from nastavnik.records import Practice
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.search import Findable, Snippet, own_pages, section
from nastavnik.search.documents import LONGEST_TEXT

SECTIONS = ((PRACTICES, messages.BANK_ALL), (SCHOOLS, messages.BANK_SCHOOLS))
Filters = tuple[tuple[str, str], ...]


class Documents:
    """What can be found of one build; practices are added as they are drawn. Empty without a Pagefind."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._practices: list[tuple[str, Snippet]] = []
        self._filters: dict[Filters, Filters] = {}

    def add(self, url: str, snippet: Snippet) -> None:
        """Remember a practice; filters many practices share are held once."""
        if self._prepared.pagefind:
            filters = self._filters.setdefault(snippet.filters, snippet.filters)
            self._practices.append((url, snippet._replace(filters=filters)))

    def __iter__(self) -> Iterator[Findable]:
        yield from (Findable(url, Practice.kind, partial(_again, snippet)) for url, snippet in self._practices)
        yield from own_pages(self._prepared.own)
        if self._practices:
            yield from (section(url, Snippet(title)) for url, title in SECTIONS)


def _again(snippet: Snippet) -> Snippet:
    return snippet


def snippet_of(shown: ShownPractice, data: PublishedData, vocabularies: Vocabularies) -> Snippet:
    """What results say of a practice."""
    return Snippet(
        title=data["title"],
        text=messages.shortened(data["summary"] or "", LONGEST_TEXT),
        date=messages.day(shown.item.modified) if shown.item.modified else "",
        filters=tuple(_filters(shown, vocabularies)),
    )


def _filters(shown: ShownPractice, vocabularies: Vocabularies) -> Iterator[tuple[str, str]]:
    for facet, code in shown.codes:
        if facet == "municipality":
            yield messages.MUNICIPALITY, shown.member.place.title
        elif facet in messages.SEARCH_FILTERS:
            yield messages.SEARCH_FILTERS[facet], messages.capital(vocabularies[facet].title(code))
