"""What the list of a kind says besides its records; a kind that has something to say has a line in `OVERVIEWS`."""

from collections.abc import Callable, Sequence
from typing import Any

from nastavnik import messages
from nastavnik.records import Event
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.counts import Hidden, told
from nastavnik.views.honour import board
from nastavnik.views.occasions import ahead_and_past
from nastavnik.views.programmes import MAKET_ADDRESS, levels_reached


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
    counts, whole = levels_reached(catalogue)
    some = whole and not isinstance(whole, Hidden)
    return {
        "levels": [(title, told(count)) for title, count in counts.items()] if some else [],
        "assessed": told(whole) if whole else "",
        "kept_back": Hidden.KEPT in counts.values(),
        "maket": MAKET_ADDRESS,
    }


OVERVIEWS: dict[str, Callable[[Catalogue, Sequence[Entry]], dict[str, Any]]] = {
    "mentors": _mentors,
    "events": _events,
    "programmes": _programmes,
}
