"""Catalogue → pages: address, title, description, and which template draws what.

Every kind gets a page a record and its lists; the home page and the roadmap are drawn from the plan on a day as well.
Data is made when a page is drawn, not when it is planned.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator import messages, statuses
from generator.catalogue import Catalogue, Entry
from generator.handwritten import Handwritten
from generator.listings import Choice, Slice, archive, choices, facets, grouped, slices
from generator.records import KINDS, Roadmap
from generator.records.roadmap import COLUMNS, Stage
from generator.shell import Crumb, Head
from generator.timeline import timeline

HOME_NEWS, HOME_MENTORS, HOME_PRACTICES, HOME_DATES, PARENT_TILES, SIMILAR = 3, 4, 3, 3, 6, 3
_ANCHORED_HEADING = re.compile(r"^##\s+(.+?)\s*\{:?\s*#([\w-]+)[^}]*\}\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to draw: what the shell says about it, the block of the template, and the data when it is time."""

    head: Head
    template: str
    block: str
    data: Callable[[], dict[str, Any]]


def pages(catalogue: Catalogue, own: Sequence[Handwritten]) -> Iterator[Page]:
    """Every page we draw, in a stable order; a hand-written `index.md` replaces the home page."""
    if not any(page.url == "" for page in own):
        yield _home(catalogue, own)
    for kind in KINDS:
        if kind == Roadmap.kind:
            yield from _roadmaps(catalogue)
        else:
            yield from _lists(catalogue, kind)
            yield from (_record(catalogue, entry) for entry in catalogue.of(kind) if entry.has_page)


# --- a record ------------------------------------------------------------------------------------------


def _record(catalogue: Catalogue, entry: Entry) -> Page:
    kind, record = KINDS[entry.key.kind], entry.record
    head = Head(
        url=entry.url,
        title=record.label,
        description=messages.one_line(record.abstract),
        section=kind.kind,
        crumbs=(Crumb(kind.heading, f"{kind.kind}/"), Crumb(record.label)),
        inner=True,
        updated=record.modified,
    )
    return Page(head, f"{kind.kind}.html", "page", lambda: _record_data(catalogue, entry))


def _record_data(catalogue: Catalogue, entry: Entry) -> dict[str, Any]:
    kind = KINDS[entry.key.kind]
    newer, older = catalogue.neighbours(entry)
    return {
        "record": catalogue.whole(entry),
        "entry": entry,
        "similar": _similar(catalogue, entry, kind.facets[0]) if kind.facets else [],
        "newer": newer,
        "older": older,
    }


def _similar(catalogue: Catalogue, entry: Entry, facet: str) -> list[Entry]:
    """What the record itself calls related, then its neighbours in a facet."""
    related = getattr(getattr(entry.record, "related", None), entry.key.kind, ())
    named = [found for id in related if (found := catalogue.get(entry.key.kind, id))]
    near = [found for found in catalogue.near(entry, facet, SIMILAR) if found not in named]
    return [*named, *near][:SIMILAR]


# --- lists ---------------------------------------------------------------------------------------------


def _lists(catalogue: Catalogue, kind: str) -> Iterator[Page]:
    found = choices(catalogue, kind)
    cls = KINDS[kind]
    for part in slices(catalogue.of(kind), f"{kind}/", cls.page_size):
        yield _list(catalogue, kind, part, found, None)
    for choice, entries in found.items():
        for part in slices(entries, choice.url(kind), cls.page_size):
            yield _list(catalogue, kind, part, found, choice)


def _list(
    catalogue: Catalogue, kind: str, part: Slice, found: dict[Choice, list[Entry]], choice: Choice | None
) -> Page:
    cls = KINDS[kind]
    crumbs = (Crumb(cls.heading),) if choice is None else (Crumb(cls.heading, f"{kind}/"), Crumb(choice.title))
    title = cls.heading if choice is None else f"{cls.heading}: {choice.title}"
    if part.number:
        title = f"{title}, {messages.page_number(part.number)}"
        crumbs = (
            *crumbs[:-1],
            Crumb(crumbs[-1].title, crumbs[-1].url or part.newer),
            Crumb(messages.page_number(part.number)),
        )
    head = Head(
        url=part.url,
        title=title,
        description=cls.lead,
        section=kind,
        crumbs=crumbs,
        inner=bool(choice or part.number),
        noindex=bool(choice or part.number),
        updated=max((day for entry in part.entries if (day := entry.record.modified)), default=None),
    )
    return Page(head, f"{kind}.html", "list", lambda: _list_data(catalogue, kind, part, found, choice))


def _list_data(
    catalogue: Catalogue, kind: str, part: Slice, found: dict[Choice, list[Entry]], choice: Choice | None
) -> dict[str, Any]:
    total = len(found[choice]) if choice else len(catalogue.of(kind))
    return {
        "cls": KINDS[kind],
        "groups": grouped(catalogue, part.entries),
        "entries": part.entries,
        "facets": facets(kind, found, choice),
        "archive": archive(kind, found, choice),
        "choice": choice,
        "part": part,
        "total": total,
        "all": len(catalogue.of(kind)),
        "whole": choice is None and not part.older and not part.newer,
        "withheld": 0 if choice else catalogue.withheld[kind],
        "base": f"{kind}/",
    }


# --- the roadmap ---------------------------------------------------------------------------------------


def _roadmaps(catalogue: Catalogue) -> Iterator[Page]:
    current = catalogue.current_roadmap()
    if current is None:
        head = Head(url="roadmap/", title=Roadmap.heading, section="roadmap", crumbs=(Crumb(Roadmap.heading),))
        yield Page(head, "roadmap.html", "list", lambda: {"cls": Roadmap})
        return
    yield _roadmap(catalogue, current, "roadmap/")
    for entry in catalogue.of("roadmap"):
        yield _roadmap(catalogue, entry, entry.url)


def _roadmap(catalogue: Catalogue, entry: Entry, url: str) -> Page:
    record = entry.record
    assert isinstance(record, Roadmap)
    own = url == entry.url
    title = messages.roadmap_title(record.school_year or record.period or "") if own else Roadmap.heading
    head = Head(
        url=url,
        title=title,
        description=messages.roadmap_description(len(record.stages)),
        section="roadmap",
        crumbs=(Crumb(Roadmap.heading, "roadmap/"), Crumb(title)) if own else (Crumb(Roadmap.heading),),
        inner=own,
        canonical=entry.url,
    )
    return Page(head, "roadmap.html", "page", lambda: _roadmap_data(catalogue, entry))


def _roadmap_data(catalogue: Catalogue, entry: Entry) -> dict[str, Any]:
    record = entry.record
    assert isinstance(record, Roadmap)
    plan = statuses.plan(record, catalogue.today, catalogue.school)
    period = messages.school_year(record.school_year) if record.school_year else record.period
    return {
        "record": record,
        "entry": entry,
        "plan": plan,
        "captions": dict.fromkeys(COLUMNS, "") | record.captions,
        "period": period,
        "title_says_period": bool(record.title and re.search(r"20\d\d", record.title)),
        "counts": plan.counts(),
        "timeline": timeline(plan),
        "today": catalogue.today,
        "stage_news": [
            catalogue.referring_to(f"roadmap/{entry.id}/{plan.code(index)}", "news")
            for index in range(len(plan.stages))
        ],
        "others": [other for other in catalogue.of("roadmap") if other.id != entry.id],
    }


# --- home ----------------------------------------------------------------------------------------------


def _home(catalogue: Catalogue, own: Sequence[Handwritten]) -> Page:
    school = catalogue.school
    head = Head(
        url="",
        title=school.home.title or messages.SECTION,
        description=messages.one_line(school.home.lead or messages.home_description(school.short_title)),
        home=True,
        updated=max(
            (day for kind in KINDS for entry in catalogue.of(kind) if (day := entry.record.modified)),
            default=None,
        ),
    )
    return Page(head, "home.html", "page", lambda: _home_data(catalogue, own))


def _home_data(catalogue: Catalogue, own: Sequence[Handwritten]) -> dict[str, Any]:
    entry = catalogue.current_roadmap()
    parents = next((page for page in own if page.id == "parents"), None)
    return {
        "entry": entry,
        "year": messages.school_year(catalogue.school.current_year),
        "home": catalogue.school.home,
        **(_now(catalogue, entry) if entry else {"plan": None, "dates": [], "cards": []}),
        "today": catalogue.today,
        "parents": parents,
        "tiles": _ANCHORED_HEADING.findall(parents.text)[:PARENT_TILES] if parents else [],
        "news": catalogue.of("news")[:HOME_NEWS],
        "mentors": [one for one in catalogue.of("mentors") if getattr(one.record, "on_home", True)][:HOME_MENTORS],
        "practices": catalogue.of("practices")[:HOME_PRACTICES],
        "withheld": catalogue.withheld["mentors"],
        "curators": catalogue.school.curators,
    }


def _now(catalogue: Catalogue, entry: Entry) -> dict[str, Any]:
    """What is going on: progress, the stages that matter now, the next dates."""
    record = entry.record
    assert isinstance(record, Roadmap)
    plan = statuses.plan(record, catalogue.today, catalogue.school)
    now = [(index, stage) for index, stage in enumerate(plan.stages) if stage.status in ("now", "late")]
    soon = [(index, stage) for index, stage in enumerate(plan.stages) if stage.status == "soon"]
    return {
        "plan": plan,
        "sentence": messages.progress(plan.counts(), len(plan.stages)),
        "cards": (now or soon)[:3],
        "dates": [
            {
                "day": day,
                "stage": plan.code(index),
                "title": _title(step),
                "note": _note(catalogue.today, day, step, begins),
            }
            for day, index, step, begins in plan.upcoming(HOME_DATES)
        ],
    }


def _title(step: statuses.Progress) -> str:
    if isinstance(step.step, Stage):
        return messages.shortened(step.step.short_title or step.step.title)
    return messages.capital(messages.shortened(step.step.text))


def _note(today: dt.date, day: dt.date, step: statuses.Progress, begins: bool) -> str:
    end = next((end for start, end in step.spans if start == day and end > day), None)
    if begins and end and end != dt.date.max:
        return messages.begins_until(end)
    return messages.in_days((day - today).days)
