"""Whose names a region may show: of authors whose consent names the region's address, and of nobody else.

Consents are private, so the school says the answer: `regional` of an item lists (as JSON Pointers, RFC 6901) the people
in it whose consent names the address of the school's `region_bank`. Older catalogues have no such list: no names then.
"""

from collections.abc import Mapping
from typing import Any

from nastavnik.records.publishing import covers

JsonObject = dict[str, Any]


def agreed(school: JsonObject, bank: str) -> bool:
    """Whether the bank the school's consents speak of is this one, the site at the address `bank`."""
    named = school.get("region_bank")
    return isinstance(named, str) and covers(named, bank)


def mentors(items: list[Any]) -> Mapping[str, JsonObject]:
    """Cards of the catalogue whose person may be named, by id: name and post."""
    cards = {}
    for item in items:
        if isinstance(item, dict) and item.get("kind") == "mentors" and "" in _places(item):
            data = item.get("data")
            if isinstance(data, dict) and isinstance(data.get("name"), str):
                cards[str(item.get("id"))] = {name: data[name] for name in ("name", "post") if name in data}
    return cards


def only_named(item: JsonObject, data: JsonObject, cards: Mapping[str, JsonObject], *, agreed: bool) -> int:
    """Take the people out of `data` whom the region may not name; returns how many. `cards` are those of `mentors`.

    An author stays as one of their number, with the post the school publishes. A reference to a mentor's card goes in
    any case: its id is a surname, and the card itself stays at the school.
    """
    if isinstance(related := data.get("related"), dict):
        related.pop("mentors", None)
        if not related:
            del data["related"]
    places = _places(item) if agreed else set()
    authors = data.get("authors")
    if not isinstance(authors, list):
        return 0
    hidden = 0
    for number, author in enumerate(authors):
        if isinstance(author, dict):
            hidden += _hide(author, cards if agreed else {}, may_stay=f"/authors/{number}" in places)
    return hidden


def _hide(author: JsonObject, cards: Mapping[str, JsonObject], *, may_stay: bool) -> bool:
    author.pop("consent", None)
    card = author.pop("mentor", None)
    known = cards.get(card) if isinstance(card, str) else None
    if known:
        author.update(known)
        return False
    named = "name" in author
    if named and not may_stay:
        del author["name"]
    return card is not None or (named and not may_stay)


def _places(item: JsonObject) -> set[str]:
    pointers = item.get("regional")
    return {pointer for pointer in pointers if isinstance(pointer, str)} if isinstance(pointers, list) else set()
