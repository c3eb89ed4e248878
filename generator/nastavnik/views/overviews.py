"""What the list of a kind says besides its records; a kind that has something to say has a line in `OVERVIEWS`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypedDict

from nastavnik import messages
from nastavnik.records import News, Programme
from nastavnik.records.event import days_of_every_year
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.audience import helped
from nastavnik.views.counts import told, told_level
from nastavnik.views.honour import board
from nastavnik.views.lists import grouped
from nastavnik.views.occasions import ahead_and_past, past_by_year
from nastavnik.views.programmes import MAKET_ADDRESS, by_stage, levels_reached

ON_SHELF = 3
OF_A_SORT = 3  # partners that make a heading of their own; a heading over one or two is none


class EventsOverview(TypedDict):
    """What the list of events has besides."""

    ahead: Annotated[Sequence[Entry], "Events of this page that are ahead, the nearest first"]
    past: Annotated[Sequence[Entry], "Events of this page that are over, the latest first"]
    schedule: Annotated[
        Sequence[tuple[str, Sequence[Entry]]], "Both under their headings: what is ahead, then school years of the past"
    ]
    ready: Annotated[Sequence[tuple[str, str]], "Days of every year: day, name"]


class MentorsOverview(TypedDict):
    """What the list of mentors has besides."""

    honour: Annotated[bool, "Whether there is an honour board"]


class PracticesOverview(TypedDict):
    """What the list of practices has besides: the shelf of programmes (S4, 11)."""

    shelf: Annotated[Sequence[Entry], "The first programmes, at most three"]
    programmes: Annotated[int, "How many programmes there are"]


class ProgrammesOverview(TypedDict):
    """What the list of programmes has besides."""

    groups: Annotated[Sequence[tuple[str, Sequence[Entry]]], "Programmes of this page by where they stand on the day"]
    levels: Annotated[
        Sequence[tuple[str, str]], "How many programmes have reached each level, or one of several, as may be told"
    ]
    assessed: Annotated[str, "How many are assessed, as may be told; empty for none"]
    joined: Annotated[bool, "Whether levels are counted together so that a small number cannot be worked out"]
    maket: Annotated[str, "Address of the empty form"]


class NewsOverview(TypedDict):
    """What the list of news has besides: its newest story stands first and large, and not among the others."""

    lead: Annotated[Entry | None, "The newest story of all, where this page has it"]
    earlier: Annotated[Sequence[tuple[str, Sequence[Entry]]], "The other stories of this page by months"]


class DocumentsOverview(TypedDict):
    """What the register of documents has besides."""

    groups: Annotated[Sequence[tuple[str, Sequence[Entry]]], "Documents of this page: forms first, then by level"]


class PartnersOverview(TypedDict):
    """What the list of partners has besides."""

    groups: Annotated[
        Sequence[tuple[str, Sequence[Entry]]],
        "Partners by what they are where there are several of a sort; the rest under one heading or, alone, under none",
    ]


def overview(catalogue: Catalogue, kind: str, entries: Sequence[Entry]) -> Mapping[str, Any]:
    """Further data for the block `list` of the kind's template; `entries` are those of one page."""
    return OVERVIEWS[kind](catalogue, entries) if kind in OVERVIEWS else {}


def _events(catalogue: Catalogue, entries: Sequence[Entry]) -> EventsOverview:
    ahead, past = ahead_and_past(catalogue, entries)
    ready = [
        (messages.day_of_year(month, day), name)
        for month, day, name in days_of_every_year(catalogue.school.school_type)
    ]
    schedule = [*([(messages.EVENTS_AHEAD, ahead)] if ahead else []), *past_by_year(past)]
    return {"ahead": ahead, "past": past, "schedule": schedule, "ready": ready}


def _mentors(catalogue: Catalogue, _: Sequence[Entry]) -> MentorsOverview:
    return {"honour": bool(board(catalogue))}


def _practices(catalogue: Catalogue, _: Sequence[Entry]) -> PracticesOverview:
    programmes = catalogue.of(Programme)
    return {"shelf": programmes[:ON_SHELF], "programmes": len(programmes)}


def _programmes(catalogue: Catalogue, entries: Sequence[Entry]) -> ProgrammesOverview:
    levels, whole = levels_reached(catalogue)
    return {
        "groups": by_stage(catalogue, entries),
        "levels": [(title, told_level(count)) for title, count in levels],
        "assessed": told(whole) if whole else "",
        "joined": 0 < len(levels) < len(catalogue.school.maket.levels),
        "maket": MAKET_ADDRESS,
    }


def _news(catalogue: Catalogue, entries: Sequence[Entry]) -> NewsOverview:
    lead = entries[0] if entries and entries[:1] == catalogue.of(News)[:1] else None
    return {"lead": lead, "earlier": grouped(catalogue, [entry for entry in entries if entry != lead])}


def _documents(catalogue: Catalogue, entries: Sequence[Entry]) -> DocumentsOverview:
    """Where mentors help nobody but teachers, consents are no forms for families."""
    only_teachers = helped(catalogue) == [messages.TEACHERS_TO]
    renamed = {messages.FAMILY_BLANKS: messages.CONSENT_BLANKS} if only_teachers else {}
    return {"groups": [(renamed.get(heading, heading), rows) for heading, rows in grouped(catalogue, entries)]}


def _partners(catalogue: Catalogue, entries: Sequence[Entry]) -> PartnersOverview:
    groups = grouped(catalogue, entries)
    shelves = [(heading, rows) for heading, rows in groups if len(rows) >= OF_A_SORT]
    rest = [entry for _, rows in groups if len(rows) < OF_A_SORT for entry in rows]
    heading = messages.OTHER_PARTNERS if shelves else ""
    return {"groups": [*shelves, (heading, rest)] if rest else shelves}


OVERVIEWS: Mapping[str, Callable[[Catalogue, Sequence[Entry]], Mapping[str, Any]]] = {
    "mentors": _mentors,
    "events": _events,
    "practices": _practices,
    "programmes": _programmes,
    "news": _news,
    "documents": _documents,
    "partners": _partners,
}
