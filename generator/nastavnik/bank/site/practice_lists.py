"""Lists of the bank: what practices are chosen by, with paging that stays stable, on ready pages for every choice."""

from collections.abc import Iterator, Mapping

from nastavnik import messages
from nastavnik.bank.holdings import PRACTICES, SPOKEN, Bank
from nastavnik.bank.site.card_index import CardIndex, Rows
from nastavnik.bank.site.contexts import PracticesContext
from nastavnik.bank.site.rendering import CARDS, PILLS, TEMPLATE, Leaf
from nastavnik.pages.page import numbered
from nastavnik.pages.shell import Crumb, Head
from nastavnik.records import Practice
from nastavnik.records.vocabularies import BASE
from nastavnik.views import lists
from nastavnik.views.lists import Choice, ChoiceCounts, Facet, Slice, counted, facet_titles, slices, vocabulary_of

PAGE_SIZE = 30
TITLES = {"municipality": messages.MUNICIPALITY, **facet_titles(Practice.kind), "verdict": messages.EXPERTISE}
"""What the bank is narrowed by, with captions."""


def choices(bank: Bank, cards: CardIndex) -> dict[Choice, Rows]:
    """Everything the bank can be narrowed to that has practices, the newest first, in the order of vocabularies."""
    return {
        Choice(name, code, title): cards.by_code[name, code]
        for name in TITLES
        for code, title in _terms(bank, name)
        if (name, code) in cards.by_code
    }


def _terms(bank: Bank, name: str) -> Iterator[tuple[str, str]]:
    if name == "municipality":
        return ((place.code, place.title) for place in bank.places)
    if name == "verdict":
        return ((code, messages.VERDICT_WORDS[code]) for code in SPOKEN)
    return ((term.code, term.title) for term in BASE[vocabulary_of(Practice.kind, name)].terms)


def facets(counts: ChoiceCounts, current: Choice | None = None) -> tuple[Facet, ...]:
    """Groups of pills; of a long one the largest come first, the rest as they stand in the vocabulary."""
    return tuple(facet.largest_first for facet in lists.facets(Practice.kind, counts, current, TITLES))


def practice_lists(cards: CardIndex, narrowed: Mapping[Choice, Rows]) -> Iterator[Leaf]:
    """The whole bank, then every choice, page by page.

    Pages behind the first one name no totals: what comes to the bank later does not change them.
    """
    counts = counted(narrowed)
    yield from _list(cards, cards.order, counts, None)
    for choice, rows in narrowed.items():
        yield from _list(cards, rows, counts, choice)


def _list(cards: CardIndex, rows: Rows, counts: ChoiceCounts, choice: Choice | None) -> Iterator[Leaf]:
    groups = facets(counts, choice)
    for part in slices(rows, choice.url(Practice.kind) if choice else PRACTICES, PAGE_SIZE):
        yield _page(cards, part, () if part.number else groups, choice, len(rows))


def _page(cards: CardIndex, part: Slice[int], groups: tuple[Facet, ...], choice: Choice | None, total: int) -> Leaf:
    heading = messages.labelled(messages.BANK_TAB_PRACTICES, choice.title) if choice else messages.BANK_ALL
    head = Head(
        url=part.url,
        title=heading,
        description=messages.BANK_LEAD,
        section="home",
        crumbs=(Crumb(messages.BANK_ALL, PRACTICES), Crumb(choice.title)) if choice else (Crumb(messages.BANK_ALL),),
        inner=True,
        noindex=bool(choice or part.number or not total),
        updated=cards.updated(part.entries),
    )
    data: PracticesContext = {
        "cards": CARDS,
        "filters": PILLS,
        "heading": heading,
        "choice": choice,
        "part": part,
        "total": total,
        "whole": choice is None and len(part.entries) == total,
        "base": PRACTICES,
        "counted": Practice.counted,
    }
    return Leaf(numbered(head, part), TEMPLATE, "list", data, cards.cards(part.entries), groups)
