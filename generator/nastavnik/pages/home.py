"""The first page of the section: what goes on, what is next, the newest of everything, whom to ask."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from nastavnik import messages
from nastavnik.feeds.calendar import subscription
from nastavnik.pages.contexts import HomeContext, Upcoming
from nastavnik.pages.page import Page, latest
from nastavnik.pages.shell import Head
from nastavnik.records import KINDS, Event, Mentor
from nastavnik.records.roadmap import Item
from nastavnik.school import statuses
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.school.handwritten import Handwritten
from nastavnik.school.statuses import Plan, Progress
from nastavnik.views import audience
from nastavnik.views.occasions import Coming, coming

NEWS, MENTORS, PRACTICES, DATES, TILES, CARDS = 3, 4, 3, 3, 6, 3
_ANCHORED_HEADING = re.compile(r"^##\s+(.+?)\s*\{:?\s*#([\w-]+)[^}]*\}\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class HomePage(Page):
    """The first page; a hand-written `index.md` replaces it."""

    catalogue: Catalogue
    own: Sequence[Handwritten]

    @property
    def updated(self) -> dt.date | None:
        return latest(entry for kind in KINDS for entry in self.catalogue.of(kind))

    def head(self) -> Head:
        school = self.catalogue.school
        return Head(
            url=self.url,
            title=school.home.title or messages.SECTION,
            description=messages.one_line(school.home.lead or self._description()),
            home=True,
            updated=self.updated,
        )

    def _description(self) -> str:
        tabs = [cls.tab for kind, cls in KINDS.items() if cls.tab and self.catalogue.of(kind)]
        return messages.home_description(self.catalogue.school.short_title, tabs)

    def data(self) -> HomeContext:
        catalogue, school = self.catalogue, self.catalogue.school
        entry = catalogue.current_roadmap()
        plan = statuses.plan(entry.record, catalogue.today, school) if entry else None
        own = {page.id: page for page in self.own}
        parents = own.get("parents")
        return {
            "year": messages.school_year(school.current_year),
            "home": school.home,
            "lead": school.home.lead or audience.lead(catalogue),
            "plan": plan,
            "sentence": messages.progress(plan.counts(), len(plan.stages)) if plan else ("", ""),
            "cards": _cards(plan) if plan else [],
            "dates": _dates(catalogue, entry, plan),
            "calendar": bool(catalogue.of(Event)),
            "subscription": subscription(school),
            "today": catalogue.today,
            "parents": parents,
            "about": own.get("about"),
            "tiles": _ANCHORED_HEADING.findall(parents.text)[:TILES] if parents else [],
            "news": catalogue.of("news")[:NEWS],
            "mentors": list(islice((entry for entry in catalogue.of(Mentor) if entry.record.on_home), MENTORS)),
            "practices": catalogue.of("practices")[:PRACTICES],
            "curators": school.curators,
        }


def _cards(plan: Plan) -> list[tuple[int, Progress]]:
    """The stages that go on, else those that begin soon."""
    now = [(index, stage) for index, stage in enumerate(plan.stages) if stage.status in ("now", "late")]
    soon = [(index, stage) for index, stage in enumerate(plan.stages) if stage.status == "soon"]
    return (now or soon)[:CARDS]


def _dates(catalogue: Catalogue, entry: Entry | None, plan: Plan | None) -> list[Upcoming]:
    """The next dates of the plan and of records; an event of a stage stands for what the stage has on that day."""
    ahead = coming(catalogue)
    events = [_occasion(catalogue.today, event) for event in ahead]
    records = ((event.occasion.first, event.entry.record) for event in ahead)
    covered = {(day, stage) for day, record in records if isinstance(record, Event) for stage in record.stages}
    steps = list(_steps(catalogue.today, entry, plan, covered)) if entry and plan else []
    return sorted([*events, *steps], key=lambda date: date.day)[:DATES]


def _occasion(today: dt.date, event: Coming) -> Upcoming:
    first, last = event.occasion.first, event.occasion.last
    note = messages.goes_on_until(last) if first < today else messages.in_days((first - today).days)
    return Upcoming(first, event.entry.url, event.occasion.title, note)


def _steps(today: dt.date, entry: Entry, plan: Plan, covered: set[tuple[dt.date, str]]) -> Iterator[Upcoming]:
    for day, index, step, begins in plan.upcoming(DATES + len(covered)):
        code = plan.code(index)
        if (day, f"{entry.id}/{code}") not in covered:
            title = messages.shortened(step.title)
            title = messages.capital(title) if isinstance(step.step, Item) else title
            yield Upcoming(day, f"roadmap/#etap-{code}", title, _note(today, day, step, begins))


def _note(today: dt.date, day: dt.date, step: Progress, begins: bool) -> str:
    end = next((end for start, end in step.spans if start == day and end > day), None)
    if begins and end and end != dt.date.max:
        return messages.begins_until(end)
    return messages.in_days((day - today).days)
