"""Catalogue → pages: address, title, description, and which template draws what.

Every kind gets a page a record and its lists; the home page and the roadmap are drawn from the plan on a day as well.
What a page is made of is made when it is drawn, not when it is planned: of thousands of pages few are drawn anew.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from nastavnik import messages
from nastavnik.feeds.calendar import subscription
from nastavnik.pages.fragments import story_picture
from nastavnik.pages.shell import Crumb, Head
from nastavnik.records import KINDS, Roadmap
from nastavnik.records.roadmap import COLUMNS, Stage
from nastavnik.school import statuses
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.school.handwritten import Handwritten
from nastavnik.views.coverage import stage_news
from nastavnik.views.honour import ADDRESS as HONOUR_ADDRESS
from nastavnik.views.honour import Praise, board
from nastavnik.views.lists import Choice, Counts, Slice, archive, choices, counted, facets, grouped, slices
from nastavnik.views.occasions import Coming, coming
from nastavnik.views.overviews import overview
from nastavnik.views.timeline import timeline

HOME_NEWS, HOME_MENTORS, HOME_PRACTICES, HOME_DATES, PARENT_TILES, SIMILAR = 3, 4, 3, 3, 6, 3
_ANCHORED_HEADING = re.compile(r"^##\s+(.+?)\s*\{:?\s*#([\w-]+)[^}]*\}\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to draw: the block of its template, and what it is made of when it is time.

    Both what the shell says about it and its data are functions of `given` and of what they ask of the catalogue: the
    same answers, the same page.
    """

    url: str
    template: str
    block: str
    made_head: Callable[..., Head]
    made_data: Callable[..., dict[str, Any]]
    given: tuple[Any, ...]
    updated: dt.date | None = None
    """The day readers see as «Обновлено»."""
    mapped: bool = True
    """Whether the map of the site leads there: not to narrowed and numbered lists and to what repeats another page."""

    @property
    def head(self) -> Head:
        return self.made_head(self.url, *self.given)

    def data(self) -> dict[str, Any]:
        return self.made_data(*self.given)


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
    for page in EXTRA:
        yield from page(catalogue)


# --- a record ------------------------------------------------------------------------------------------


def _record(catalogue: Catalogue, entry: Entry) -> Page:
    template, modified = f"{entry.key.kind}.html", entry.facts.modified
    return Page(entry.url, template, "page", _record_head, _record_data, (catalogue, entry), modified)


def _record_head(url: str, _: Catalogue, entry: Entry) -> Head:
    kind, record = KINDS[entry.key.kind], entry.record
    return Head(
        url=url,
        title=record.label,
        description=messages.one_line(record.abstract),
        section=kind.kind,
        crumbs=(Crumb(kind.heading, f"{kind.kind}/"), Crumb(record.label)),
        inner=True,
        found=True,
        updated=entry.facts.modified,
        image=story_picture(entry),
    )


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
    counts = counted(found)
    cls = KINDS[kind]
    for part in slices(catalogue.of(kind), f"{kind}/", cls.page_size):
        yield _list(catalogue, kind, part, counts, None)
    for choice, entries in found.items():
        for part in slices(entries, choice.url(kind), cls.page_size):
            yield _list(catalogue, kind, part, counts, choice)


def _list(catalogue: Catalogue, kind: str, part: Slice[Entry], counts: Counts, choice: Choice | None) -> Page:
    given = (catalogue, kind, part, counts, choice, len(catalogue.of(kind)))
    mapped = not _is_narrow(part, choice)
    return Page(part.url, f"{kind}.html", "list", _list_head, _list_data, given, _latest(part.entries), mapped)


def _is_narrow(part: Slice[Entry], choice: Choice | None) -> bool:
    """Whether a list is a part of another one, or empty."""
    return bool(choice or part.number or not part.entries)


def _latest(entries: Iterable[Entry]) -> dt.date | None:
    return max((day for entry in entries if (day := entry.facts.modified)), default=None)


def _list_head(
    url: str, _catalogue: Catalogue, kind: str, part: Slice[Entry], _counts: Counts, choice: Choice | None, _total: int
) -> Head:
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
    return Head(
        url=url,
        title=title,
        description=cls.lead,
        section=kind,
        crumbs=crumbs,
        inner=bool(choice or part.number),
        noindex=_is_narrow(part, choice),
        updated=_latest(part.entries),
    )


def _list_data(
    catalogue: Catalogue, kind: str, part: Slice[Entry], counts: Counts, choice: Choice | None, total: int
) -> dict[str, Any]:
    return {
        "cls": KINDS[kind],
        "groups": grouped(catalogue, part.entries),
        "entries": part.entries,
        "facets": facets(kind, counts, choice),
        "archive": archive(kind, counts, choice),
        "choice": choice,
        "part": part,
        "total": counts[choice] if choice else total,
        "all": total,
        "whole": choice is None and not part.older and not part.newer,
        "withheld": 0 if choice else catalogue.withheld[kind],
        "base": f"{kind}/",
        "subscription": subscription(catalogue.school),
        **overview(catalogue, kind, part.entries),
    }


# --- the roadmap ---------------------------------------------------------------------------------------


def _roadmaps(catalogue: Catalogue) -> Iterator[Page]:
    current = catalogue.current_roadmap()
    if current is None:
        yield Page("roadmap/", "roadmap.html", "list", _no_roadmap_head, _no_roadmap_data, ())
        return
    yield _roadmap(catalogue, current, "roadmap/")
    for entry in catalogue.of("roadmap"):
        yield _roadmap(catalogue, entry, entry.url)


def _no_roadmap_head(url: str) -> Head:
    return Head(url=url, title=Roadmap.heading, section="roadmap", crumbs=(Crumb(Roadmap.heading),))


def _no_roadmap_data() -> dict[str, Any]:
    return {"cls": Roadmap}


def _roadmap(catalogue: Catalogue, entry: Entry, url: str) -> Page:
    given, mapped = (catalogue, entry), url == entry.url
    return Page(url, "roadmap.html", "page", _roadmap_head, _roadmap_data, given, mapped=mapped)


def _roadmap_head(url: str, _: Catalogue, entry: Entry) -> Head:
    record = entry.record
    assert isinstance(record, Roadmap)
    own = url == entry.url
    title = messages.roadmap_title(record.school_year or record.period or "") if own else Roadmap.heading
    return Head(
        url=url,
        title=title,
        description=messages.roadmap_description(len(record.stages)),
        section="roadmap",
        crumbs=(Crumb(Roadmap.heading, "roadmap/"), Crumb(title)) if own else (Crumb(Roadmap.heading),),
        inner=own,
        found=own,
        canonical=entry.url,
    )


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
        "subscription": subscription(catalogue.school),
        "current": entry == catalogue.current_roadmap(),
        "today": catalogue.today,
        "stage_news": [stage_news(catalogue, entry, plan.code(index)) for index in range(len(plan.stages))],
        "others": [other for other in catalogue.of("roadmap") if other.id != entry.id],
    }


# --- pages of no kind ----------------------------------------------------------------------------------


def _honour(catalogue: Catalogue) -> Iterator[Page]:
    """The honour board, if there is somebody to honour."""
    years = board(catalogue)
    if years:
        yield Page(HONOUR_ADDRESS, "honour.html", "page", _honour_head, _honour_data, (years,))


def _honour_head(url: str, _: list[tuple[int, list[Praise]]]) -> Head:
    return Head(url, messages.HONOUR, messages.HONOUR_LEAD, section="honour", crumbs=(Crumb(messages.HONOUR),))


def _honour_data(years: list[tuple[int, list[Praise]]]) -> dict[str, Any]:
    return {"years": years}


EXTRA: tuple[Callable[[Catalogue], Iterator[Page]], ...] = (_honour,)
"""Pages that gather records of several kinds; one function and one name here add one."""


# --- home ----------------------------------------------------------------------------------------------


def _home(catalogue: Catalogue, own: Sequence[Handwritten]) -> Page:
    return Page("", "home.html", "page", _home_head, _home_data, (catalogue, own), _latest_of_all(catalogue))


def _latest_of_all(catalogue: Catalogue) -> dt.date | None:
    return _latest(entry for kind in KINDS for entry in catalogue.of(kind))


def _home_head(url: str, catalogue: Catalogue, _: Sequence[Handwritten]) -> Head:
    school = catalogue.school
    return Head(
        url=url,
        title=school.home.title or messages.SECTION,
        description=messages.one_line(school.home.lead or messages.home_description(school.short_title)),
        home=True,
        updated=_latest_of_all(catalogue),
    )


def _home_data(catalogue: Catalogue, own: Sequence[Handwritten]) -> dict[str, Any]:
    entry = catalogue.current_roadmap()
    parents = next((page for page in own if page.id == "parents"), None)
    return {
        "entry": entry,
        "year": messages.school_year(catalogue.school.current_year),
        "home": catalogue.school.home,
        **(_now(catalogue, entry) if entry else {"plan": None, "cards": []}),
        "dates": _dates(catalogue, entry),
        "calendar": bool(catalogue.of("events")),
        "subscription": subscription(catalogue.school),
        "today": catalogue.today,
        "parents": parents,
        "tiles": _ANCHORED_HEADING.findall(parents.text)[:PARENT_TILES] if parents else [],
        "news": catalogue.of("news")[:HOME_NEWS],
        "mentors": list(islice(_on_home(catalogue), HOME_MENTORS)),
        "practices": catalogue.of("practices")[:HOME_PRACTICES],
        "withheld": catalogue.withheld["mentors"],
        "curators": catalogue.school.curators,
    }


def _on_home(catalogue: Catalogue) -> Iterator[Entry]:
    return (entry for entry in catalogue.of("mentors") if getattr(entry.record, "on_home", True))


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
    }


def _dates(catalogue: Catalogue, plan: Entry | None) -> list[dict[str, Any]]:
    """The next dates of the plan and of records; an event of a stage stands for what the stage has on that day."""
    ahead = coming(catalogue)
    told = {(one.occasion.first, reference) for one in ahead for reference in getattr(one.entry.record, "stages", ())}
    steps = _plan_dates(catalogue, plan, told) if plan else []
    events = [_occasion(catalogue.today, one) for one in ahead]
    return sorted([*events, *steps], key=lambda one: one["day"])[:HOME_DATES]


def _occasion(today: dt.date, one: Coming) -> dict[str, Any]:
    first, last = one.occasion.first, one.occasion.last
    note = messages.goes_on_until(last) if first < today else messages.in_days((first - today).days)
    return {"day": first, "url": one.entry.url, "title": one.occasion.title, "note": note}


def _plan_dates(catalogue: Catalogue, entry: Entry, told: set[tuple[dt.date, str]]) -> list[dict[str, Any]]:
    record = entry.record
    assert isinstance(record, Roadmap)
    plan = statuses.plan(record, catalogue.today, catalogue.school)
    return [
        {
            "day": day,
            "url": f"roadmap/#etap-{plan.code(index)}",
            "title": _title(step),
            "note": _note(catalogue.today, day, step, begins),
        }
        for day, index, step, begins in plan.upcoming(HOME_DATES + len(told))
        if (day, f"{entry.id}/{plan.code(index)}") not in told
    ]


def _title(step: statuses.Progress) -> str:
    if isinstance(step.step, Stage):
        return messages.shortened(step.step.short_title or step.step.title)
    return messages.capital(messages.shortened(step.step.text))


def _note(today: dt.date, day: dt.date, step: statuses.Progress, begins: bool) -> str:
    end = next((end for start, end in step.spans if start == day and end > day), None)
    if begins and end and end != dt.date.max:
        return messages.begins_until(end)
    return messages.in_days((day - today).days)
