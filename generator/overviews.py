"""What the list of a kind says besides its records; a kind that has something to say has a line in `OVERVIEWS`."""

from collections.abc import Callable, Sequence
from typing import Any

from generator import messages
from generator.catalogue import Catalogue, Entry
from generator.counts import Hidden, Shown, suppressed
from generator.honour import board
from generator.occasions import ahead_and_past
from generator.programmes import MAKET_ADDRESS
from generator.records import Event


def overview(catalogue: Catalogue, kind: str, entries: Sequence[Entry]) -> dict[str, Any]:
    """Further data for the block `list` of the kind's template; `entries` are those of one page."""
    return OVERVIEWS[kind](catalogue, entries) if kind in OVERVIEWS else {}


def _events(catalogue: Catalogue, entries: Sequence[Entry]) -> dict[str, Any]:
    ahead, past = ahead_and_past(catalogue, entries)
    ready = [(messages.day_of_year(month, day), name) for month, day, name in Event.ready_days]
    return {"ahead": ahead, "past": past, "ready": ready}


def _mentors(catalogue: Catalogue, _: Sequence[Entry]) -> dict[str, Any]:
    return {"honour": bool(board(catalogue))}


def _programmes(catalogue: Catalogue, _: Sequence[Entry]) -> dict[str, Any]:
    vocabulary, tally = catalogue.vocabularies["programme_levels"], catalogue.tallies["programmes"]
    counts, whole = suppressed({term.title: tally.get(term.code, 0) for term in vocabulary.terms})
    levels = [(title, _told(count)) for title, count in counts.items()] if whole and whole is not Hidden.FEW else []
    kept_back = Hidden.KEPT in (whole, *counts.values())
    return {"levels": levels, "assessed": _told(whole) if whole else "", "kept_back": kept_back, "maket": MAKET_ADDRESS}


def _told(count: Shown) -> str:
    return WORDS[count] if isinstance(count, Hidden) else str(count)


WORDS = {Hidden.FEW: messages.FEW, Hidden.KEPT: messages.KEPT_BACK}


OVERVIEWS: dict[str, Callable[[Catalogue, Sequence[Entry]], dict[str, Any]]] = {
    "mentors": _mentors,
    "events": _events,
    "programmes": _programmes,
}
