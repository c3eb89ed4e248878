"""What the list of a kind says besides its records; a kind that has something to say has a line in `OVERVIEWS`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypedDict

from nastavnik import messages
from nastavnik.records.event import days_of_every_year
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.counts import Hidden, told
from nastavnik.views.honour import board
from nastavnik.views.occasions import ahead_and_past
from nastavnik.views.programmes import MAKET_ADDRESS, levels_reached


class EventsOverview(TypedDict):
    """What the list of events has besides."""

    ahead: Annotated[Sequence[Entry], "Events of this page that are ahead, the nearest first"]
    past: Annotated[Sequence[Entry], "Events of this page that are over, the latest first"]
    ready: Annotated[Sequence[tuple[str, str]], "Days of every year: day, name"]


class MentorsOverview(TypedDict):
    """What the list of mentors has besides."""

    honour: Annotated[bool, "Whether there is an honour board"]


class ProgrammesOverview(TypedDict):
    """What the list of programmes has besides."""

    levels: Annotated[Sequence[tuple[str, str]], "How many programmes have reached each level, as may be told"]
    assessed: Annotated[str, "How many are assessed, as may be told; empty for none"]
    kept_back: Annotated[bool, "Whether a number is kept back so that a small one cannot be worked out"]
    maket: Annotated[str, "Address of the empty form"]


def overview(catalogue: Catalogue, kind: str, entries: Sequence[Entry]) -> Mapping[str, Any]:
    """Further data for the block `list` of the kind's template; `entries` are those of one page."""
    return OVERVIEWS[kind](catalogue, entries) if kind in OVERVIEWS else {}


def _events(catalogue: Catalogue, entries: Sequence[Entry]) -> EventsOverview:
    ahead, past = ahead_and_past(catalogue, entries)
    ready = [
        (messages.day_of_year(month, day), name)
        for month, day, name in days_of_every_year(catalogue.school.school_type)
    ]
    return {"ahead": ahead, "past": past, "ready": ready}


def _mentors(catalogue: Catalogue, _: Sequence[Entry]) -> MentorsOverview:
    return {"honour": bool(board(catalogue))}


def _programmes(catalogue: Catalogue, _: Sequence[Entry]) -> ProgrammesOverview:
    counts, whole = levels_reached(catalogue)
    some = whole and not isinstance(whole, Hidden)
    return {
        "levels": [(title, told(count)) for title, count in counts.items()] if some else [],
        "assessed": told(whole) if whole else "",
        "kept_back": Hidden.KEPT in counts.values(),
        "maket": MAKET_ADDRESS,
    }


OVERVIEWS: Mapping[str, Callable[[Catalogue, Sequence[Entry]], Mapping[str, Any]]] = {
    "mentors": _mentors,
    "events": _events,
    "programmes": _programmes,
}
