"""Lists of the bank: what practices are chosen by, with paging that stays stable, on ready pages for every choice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nastavnik import messages
from nastavnik.bank.holdings import PRACTICES, SPOKEN, Bank
from nastavnik.bank.site.card_index import Book, Rows
from nastavnik.bank.site.drawing import Leaf
from nastavnik.pages.shell import Crumb, Head
from nastavnik.records import Practice
from nastavnik.records.fields import Term
from nastavnik.records.reading import marks
from nastavnik.records.vocabularies import BASE
from nastavnik.views.lists import Choice, Facet, Pill, Slice, slices

PAGE_SIZE = 30
FACETS = ("municipality", *Practice.facets, "verdict")
TEMPLATE = "region/practices.html"
_FIRST_PILLS = 5


@dataclass(frozen=True)
class Chosen:
    """A choice with its practices, the newest first."""

    choice: Choice
    rows: Rows


def choices(bank: Bank, book: Book) -> list[Chosen]:
    """Everything the bank can be narrowed to that has practices, in the order of the vocabularies."""
    return [
        Chosen(Choice(name, code, title), book.by_code[name, code])
        for name in FACETS
        for code, title in _terms(bank, name)
        if (name, code) in book.by_code
    ]


def _terms(bank: Bank, name: str) -> Iterator[tuple[str, str]]:
    if name == "municipality":
        return ((place.code, place.title) for place in bank.places)
    if name == "verdict":
        return ((code, messages.VERDICT_WORDS[code]) for code in SPOKEN)
    return ((term.code, term.title) for term in BASE[vocabulary(name)].terms)


def vocabulary(name: str) -> str:
    """The vocabulary a facet's codes come from."""
    return str(next(mark for mark in marks(Practice, name, Term)).name)


def facet_title(name: str) -> str:
    ours = {"municipality": messages.MUNICIPALITY, "verdict": messages.EXPERTISE}
    return ours.get(name) or Practice.model_fields[name].title or name


def facets(found: Sequence[Chosen], current: Choice | None = None) -> tuple[Facet, ...]:
    """Groups of pills; of a long one the largest come first, the rest as they stand in the vocabulary."""
    groups: dict[str, list[Pill]] = {}
    for one in found:
        choice = one.choice
        url = choice.url(Practice.kind)
        pill = Pill(choice.code, choice.title, len(one.rows), url, choice == current)
        groups.setdefault(choice.name, []).append(pill)
    return tuple(Facet(name, facet_title(name), _largest_first(pills)) for name, pills in groups.items())


def _largest_first(pills: list[Pill]) -> tuple[Pill, ...]:
    if len(pills) <= _FIRST_PILLS + 1:
        return tuple(pills)
    largest = sorted(pills, key=lambda pill: -pill.count)[:_FIRST_PILLS]
    first = [pill for pill in pills if pill in largest]
    return (*first, *(pill for pill in pills if pill not in largest))


def lists(book: Book, found: Sequence[Chosen]) -> Iterator[Leaf]:
    """The whole bank, then every choice, page by page.

    Pages behind the first one name no totals: what comes to the bank later does not change them.
    """
    groups = facets(found)
    for part in slices(book.order, PRACTICES, PAGE_SIZE):
        yield _list(book, part, groups, None, len(book))
    for one in found:
        groups = facets(found, one.choice)
        for part in slices(one.rows, one.choice.url(Practice.kind), PAGE_SIZE):
            yield _list(book, part, groups, one.choice, len(one.rows))


def _list(book: Book, part: Slice[int], groups: tuple[Facet, ...], choice: Choice | None, total: int) -> Leaf:
    heading = messages.labelled(messages.BANK_TAB_PRACTICES, choice.title) if choice else messages.BANK_ALL
    crumbs = (Crumb(messages.BANK_ALL, PRACTICES), Crumb(choice.title)) if choice else (Crumb(messages.BANK_ALL),)
    head = Head(
        url=part.url,
        title=heading,
        description=messages.BANK_LEAD,
        section="home",
        crumbs=crumbs,
        inner=True,
        noindex=bool(choice or part.number or not total),
        updated=book.updated(part.entries),
    )
    data = list_data(part, heading, choice, total)
    return Leaf(paged(head, part), TEMPLATE, "list", data, book.cards(part.entries), () if part.number else groups)


def paged(head: Head, part: Slice[Any]) -> Head:
    """The same page with its number in the title and on the way to it."""
    if not part.number:
        return head
    number = messages.page_number(part.number)
    *above, last = head.crumbs
    crumbs = (*above, Crumb(last.title, last.url or part.url.rpartition("page/")[0]), Crumb(number))
    return replace(head, title=f"{head.title}, {number}", crumbs=crumbs, noindex=True)


def list_data(part: Slice[int], heading: str, choice: Choice | None, total: int) -> dict[str, Any]:
    return {
        "heading": heading,
        "choice": choice,
        "part": {"newer": part.newer, "older": part.older},
        "number": part.number,
        "first": part.url.partition("page/")[0],
        "shown": len(part.entries),
        "total": total,
        "whole": choice is None and len(part.entries) == total,
        "base": PRACTICES,
        "counted": Practice.counted,
    }


def counts(found: Sequence[Chosen]) -> Mapping[tuple[str, str], int]:
    """How many practices a code of a facet has."""
    return {(one.choice.name, one.choice.code): len(one.rows) for one in found}
