"""Catalogue → pages. Every kind gets a page a record and its lists; the roadmap is drawn from the plan on a day."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from nastavnik import messages
from nastavnik.feeds.calendar import PLAN_ADDRESS, subscription
from nastavnik.pages.contexts import (
    AccessibilityContext,
    HonourContext,
    ListContext,
    MovedContext,
    NoRoadmapContext,
    RecordContext,
    RoadmapContext,
)
from nastavnik.pages.covers import cover_of, image_of
from nastavnik.pages.home import HomePage
from nastavnik.pages.page import LIST, Page, latest, numbered
from nastavnik.pages.page_pictures import story_picture
from nastavnik.pages.sharing import has_poster, poster_address
from nastavnik.pages.shell import POSTER, Crumb, Head
from nastavnik.records import KINDS, Contest, Practice, Programme, Roadmap
from nastavnik.records.roadmap import COLUMNS
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.school.handwritten import Handwritten
from nastavnik.views import accessibility
from nastavnik.views.accessibility import Checked, Tested
from nastavnik.views.coverage import stage_news
from nastavnik.views.honour import ADDRESS, Gratitude, Honoured, board, gratitude, people
from nastavnik.views.lists import Choice, ChoiceCounts, Slice, archive, choices, counted, facets, grouped, slices
from nastavnik.views.overviews import overview
from nastavnik.views.plan_paper import plan_paper, years_missing
from nastavnik.views.plan_steps import place_in_year, unfolded
from nastavnik.views.plan_today import plan_today
from nastavnik.views.plan_words import over, terms
from nastavnik.views.timeline import timeline

SIMILAR, ROADMAP, HOME = 3, f"{Roadmap.kind}/", (".", messages.HOME_OF_SECTION)


def pages(catalogue: Catalogue, own: Sequence[Handwritten]) -> Iterator[Page]:
    """Every page we draw, in a stable order; a hand-written `index.md` replaces the home page."""
    if not any(page.url == "" for page in own):
        yield HomePage("", "home.html", catalogue, own)
    for kind in KINDS:
        if kind == Roadmap.kind:
            yield from _roadmaps(catalogue)
        else:
            yield from _lists(catalogue, kind)
            records = (entry for entry in catalogue.of(kind) if entry.has_page)
            yield from (
                RecordPage(entry.url, f"{kind}.html", catalogue, entry, has_poster(kind, place))
                for place, entry in enumerate(records)
            )
        yield from _moved(catalogue, kind)
    written = {page.url for page in own}
    for extra in EXTRA:
        yield from (page for page in extra(catalogue) if page.url not in written)


# --- lists ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListPage(Page):
    """One page of a list."""

    catalogue: Catalogue
    kind: str
    part: Slice[Entry]
    counts: ChoiceCounts
    choice: Choice | None
    all: int
    """How many records of the kind are shown."""
    block: ClassVar[str] = LIST

    @property
    def updated(self) -> dt.date | None:
        return latest(self.part.entries)

    @property
    def mapped(self) -> bool:
        return not (self.choice or self.part.number or not self.part.entries)

    @property
    def heading(self) -> str:
        """What the list is of, in full words: «Практики: виртуальное наставничество»."""
        cls = KINDS[self.kind]
        return (
            messages.narrowed_to(cls.narrowed_heading or cls.heading, self.choice.heading)
            if self.choice
            else cls.heading
        )

    def head(self) -> Head:
        cls, choice, above = KINDS[self.kind], self.choice, _above(self.catalogue, self.kind)
        whole = Head(
            url=self.url,
            title=self.heading,
            description=messages.narrowed(cls.lead, choice.heading) if choice else cls.lead,
            section=self.kind,
            crumbs=(*above, Crumb(cls.heading, f"{self.kind}/"), Crumb(choice.heading))
            if choice
            else (*above, Crumb(cls.heading)),
            inner=bool(choice or self.part.number),
            noindex=not self.mapped,
            updated=self.updated,
        )
        return numbered(whole, self.part)

    def data(self) -> Mapping[str, Any]:
        context: ListContext = {
            "cls": KINDS[self.kind],
            "heading": self.heading,
            "groups": grouped(self.catalogue, self.part.entries),
            "entries": self.part.entries,
            "facets": facets(self.kind, self.counts, self.choice),
            "archive": archive(self.kind, self.counts, self.choice),
            "choice": self.choice,
            "part": self.part,
            "total": self.counts[self.choice] if self.choice else self.all,
            "all": self.all,
            "whole": self.choice is None and not self.part.older and not self.part.newer,
            "withheld": 0 if self.choice else self.catalogue.withheld[self.kind],
            "base": f"{self.kind}/",
            "subscription": subscription(self.catalogue.school),
            "way": None if self.all else _way_on(self.catalogue),
        }
        return {**context, **overview(self.catalogue, self.kind, self.part.entries)}


def _way_on(catalogue: Catalogue) -> tuple[str, str]:
    """Where a page leads on that has nothing to show: to the plan, which is no empty page either, or home."""
    return (ROADMAP, Roadmap.heading) if catalogue.current_roadmap() else HOME


def _above(catalogue: Catalogue, kind: str) -> tuple[Crumb, ...]:
    """The collection that a kind is a shelf of, if there is anything in it."""
    whole = KINDS[kind].shelf_of
    return (Crumb(KINDS[whole].heading, f"{whole}/"),) if whole and catalogue.of(whole) else ()


def _lists(catalogue: Catalogue, kind: str) -> Iterator[ListPage]:
    """Every page of every list of a kind."""
    entries, narrowed = catalogue.of(kind), choices(catalogue, kind)
    counts = counted(narrowed)
    for choice, chosen in ((None, entries), *narrowed.items()):
        for part in slices(chosen, choice.url(kind) if choice else f"{kind}/", KINDS[kind].page_size):
            yield ListPage(part.url, f"{kind}.html", catalogue, kind, part, counts, choice, len(entries))


# --- a record ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecordPage(Page):
    """The page of a record of any kind but the roadmap."""

    catalogue: Catalogue
    entry: Entry
    has_poster: bool = False
    """Whether networks are shown a picture of its own."""

    @property
    def updated(self) -> dt.date | None:
        return self.entry.facts.modified

    def head(self) -> Head:
        kind, record = KINDS[self.entry.key.kind], self.entry.record
        return Head(
            url=self.url,
            title=messages.programme_title(record.label) if isinstance(record, Programme) else record.label,
            description=messages.one_line(record.abstract),
            section=kind.kind,
            crumbs=(*_above(self.catalogue, kind.kind), Crumb(kind.heading, f"{kind.kind}/"), Crumb(record.label)),
            inner=True,
            found=True,
            updated=self.updated,
            image=story_picture(self.entry),
            image_alt=image.alt if (image := image_of(record)) else "",
            poster=poster_address(self.url) if self.has_poster else POSTER,
        )

    def data(self) -> RecordContext:
        catalogue, entry = self.catalogue, self.entry
        facets = KINDS[entry.key.kind].facets
        record = catalogue.whole(entry)
        return {
            "record": record,
            "entry": entry,
            "cover": cover_of(catalogue, entry, record),
            "similar": _similar(catalogue, entry, facets[0]) if facets else [],
        }


def _similar(catalogue: Catalogue, entry: Entry, facet: str) -> list[Entry]:
    """What the record itself calls related, then its neighbours in a facet."""
    related = entry.record.related.practices if isinstance(entry.record, Practice) else ()
    named = [other for id in related if (other := catalogue.get(entry.key.kind, id))]
    near = [other for other in catalogue.near(entry, facet, SIMILAR) if other not in named]
    return [*named, *near][:SIMILAR]


# --- the roadmap ---------------------------------------------------------------------------------------


def _roadmaps(catalogue: Catalogue) -> Iterator[Page]:
    current = catalogue.current_roadmap()
    if current is None:
        yield NoRoadmapPage(ROADMAP, "roadmap.html")
        return
    yield RoadmapPage(ROADMAP, "roadmap.html", catalogue, current)
    yield from (RoadmapPage(entry.url, "roadmap.html", catalogue, entry) for entry in catalogue.of(Roadmap))


@dataclass(frozen=True, slots=True)
class NoRoadmapPage(Page):
    """What stands at `roadmap/` until there is a roadmap; as any empty list, it is not to be found."""

    block: ClassVar[str] = LIST

    @property
    def mapped(self) -> bool:
        return False

    def head(self) -> Head:
        title = Roadmap.heading
        return Head(self.url, title, section=Roadmap.kind, crumbs=(Crumb(title),), noindex=True)

    def data(self) -> NoRoadmapContext:
        return {"cls": Roadmap, "way": HOME}


@dataclass(frozen=True, slots=True)
class RoadmapPage(Page):
    """A roadmap at its own address, or the current one at `roadmap/`."""

    catalogue: Catalogue
    entry: Entry[Roadmap]

    @property
    def mapped(self) -> bool:
        return self.url == self.entry.url

    def head(self) -> Head:
        record, own, above = self.entry.record, self.mapped, Crumb(Roadmap.heading, ROADMAP)
        title = messages.roadmap_title(record.sort_key) if own else Roadmap.heading
        return Head(
            url=self.url,
            title=title,
            description=messages.roadmap_description(len(record.stages)),
            section=Roadmap.kind,
            crumbs=(above, Crumb(title)) if own and title != above.title else (Crumb(title),),
            inner=own,
            found=own,
            canonical=self.entry.url,
        )

    def data(self) -> RoadmapContext:
        catalogue, entry, record = self.catalogue, self.entry, self.entry.record
        plan = plan_today(catalogue, entry)
        is_current = entry == catalogue.current_roadmap()
        return {
            "record": record,
            "entry": entry,
            "heading": Roadmap.heading if is_current else messages.roadmap_title(record.sort_key),
            "plan": plan,
            "captions": dict.fromkeys(COLUMNS, "") | record.captions,
            "period": messages.school_year(record.school_year) if record.school_year else record.period,
            "title_says_period": not years_missing(record),
            "counts": plan.counts(),
            "place": place_in_year(plan) if plan.shows_state else "",
            "opened": unfolded(plan),
            "timeline": timeline(plan),
            "subscription": subscription(catalogue.school, PLAN_ADDRESS) if is_current and plan.has_dates_ahead else "",
            "calendar": PLAN_ADDRESS,
            "over": over(plan),
            "terms": terms(plan),
            "current": is_current,
            "today": catalogue.today,
            "stage_news": [stage_news(catalogue, entry, code) for code in record.codes],
            "others": [other for other in catalogue.of(Roadmap) if other.id != entry.id],
            "plan_paper": plan_paper(plan),
        }


# --- former addresses -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MovedPage(Page):
    """What stands where a record was before it got another name: the way to its page, and nobody's name."""

    target: str
    """The present address, from the section's root."""

    @property
    def mapped(self) -> bool:
        return False

    def head(self) -> Head:
        kind = KINDS[self.url.partition("/")[0]]
        return Head(
            url=self.url,
            title=messages.MOVED,
            section=kind.kind,
            crumbs=(Crumb(kind.heading, f"{kind.kind}/"), Crumb(messages.MOVED)),
            inner=True,
            noindex=True,
            canonical=self.target,
            moved_to=self.target,
        )

    def data(self) -> MovedContext:
        return {"title": messages.MOVED, "address": self.target}


def _moved(catalogue: Catalogue, kind: str) -> Iterator[MovedPage]:
    """The former addresses of records that have a page; each leads straight to the present one."""
    for entry in catalogue.of(kind):
        for alias in entry.facts.aliases if entry.has_page else ():
            if alias != entry.id:
                yield MovedPage(f"{kind}/{alias}/", "moved.html", entry.url)


# --- pages of no kind ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HonourPage(Page):
    """The honour board."""

    years: Sequence[tuple[int, Sequence[Honoured]]]
    thanks: Sequence[tuple[int, Sequence[Gratitude]]]
    contests: bool

    def head(self) -> Head:
        crumbs = (Crumb(messages.HONOUR),)
        return Head(self.url, messages.HONOUR, messages.HONOUR_LEAD, section="honour", crumbs=crumbs)

    def data(self) -> HonourContext:
        honoured = (person for _, of_year in self.years for person in of_year)
        return {
            "years": self.years,
            "thanks": self.thanks,
            "lead": messages.HONOUR_LEAD,
            "contests": self.contests,
            "nameless": not all(person.is_named for person in honoured),
        }


def _honour(catalogue: Catalogue) -> Iterator[Page]:
    """The honour board, if there is somebody to honour."""
    years, thanks = [(year, people(lines)) for year, lines in board(catalogue)], gratitude(catalogue)
    if years or thanks:
        yield HonourPage(ADDRESS, "honour.html", years, thanks, bool(catalogue.of(Contest)))


@dataclass(frozen=True, slots=True)
class AccessibilityPage(Page):
    """What helps to read the section, what is tested, whom to ask."""

    checked: Checked | None
    tested: Sequence[Tested]
    program: str

    def head(self) -> Head:
        title = messages.ACCESSIBILITY
        return Head(self.url, title, messages.ACCESSIBILITY_LEAD, section="accessibility", crumbs=(Crumb(title),))

    def data(self) -> AccessibilityContext:
        return {
            "lead": messages.ACCESSIBILITY_LEAD,
            "checked": self.checked,
            "program": self.program,
            "tested": self.tested,
        }


def _accessibility(catalogue: Catalogue) -> Iterator[Page]:
    statement = catalogue.school.accessibility
    has_begun = statement is not None and catalogue.has_begun(statement.checked)
    words = accessibility.checked(catalogue.school, has_begun=has_begun)
    yield AccessibilityPage(
        accessibility.ADDRESS, "accessibility.html", words, accessibility.tested(), accessibility.program()
    )


EXTRA: tuple[Callable[[Catalogue], Iterator[Page]], ...] = (_honour, _accessibility)
"""Pages that gather records of several kinds; one function and one name here add one."""
