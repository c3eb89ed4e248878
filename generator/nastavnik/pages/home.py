"""The first page of the section: what goes on, what is next, the newest of everything, whom to ask."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from nastavnik import messages
from nastavnik.feeds.calendar import subscription
from nastavnik.pages.contexts import HomeContext, Limit, Upcoming
from nastavnik.pages.page import Page, latest
from nastavnik.pages.shell import Head
from nastavnik.records import KINDS, Event, Mentor
from nastavnik.records.roadmap import Item
from nastavnik.records.school import School
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.school.handwritten import Handwritten
from nastavnik.school.statuses import Plan
from nastavnik.views import audience
from nastavnik.views.occasions import Coming, deadlines, meetings
from nastavnik.views.plan_steps import place_in_year, steps
from nastavnik.views.plan_today import plan_today
from nastavnik.views.plan_words import heading, sentence
from nastavnik.views.questions import questions
from nastavnik.views.season import season

NEWS, MENTORS, PRACTICES, DATES, TILES = 3, 4, 3, 3, 6
LONGEST = 70
"""Letters of what a deadline is about."""


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
        tabs = [cls.short_heading for kind, cls in KINDS.items() if cls.short_heading and self.catalogue.of(kind)]
        return messages.home_description(self.catalogue.school.short_title, tabs)

    def data(self) -> HomeContext:
        catalogue, school = self.catalogue, self.catalogue.school
        entry = catalogue.current_roadmap()
        plan = plan_today(catalogue, entry) if entry else None
        own = {page.id: page for page in self.own}
        parents, limits, coming = own.get("parents"), _limits(catalogue, entry, plan), meetings(catalogue)[:DATES]
        return {
            "year": _year(school, catalogue.today),
            "home": school.home,
            "beside": audience.beside_mentor(catalogue),
            "lead": school.home.lead or audience.lead(catalogue, has_parents_page=parents is not None),
            "plan": plan,
            "heading": heading(plan) if plan else "",
            "goes_on": bool(plan and plan.shows_state),
            "sentence": sentence(plan) if plan else ("", ""),
            "place": place_in_year(plan) if plan else "",
            "steps": steps(plan) if plan else [],
            "dates_title": _dates_title(catalogue.today, coming),
            "dates": [_upcoming(catalogue.today, meeting) for meeting in coming],
            "limits": limits,
            "limits_title": _limits_title(limits),
            "season": season(catalogue),
            "calendar": bool(catalogue.of(Event)),
            "subscription": subscription(school),
            "today": catalogue.today,
            "parents": parents,
            "about": own.get("about"),
            "tiles": questions(parents or own.get("about"), TILES),
            "news": catalogue.of("news")[:NEWS],
            "mentors": list(islice((entry for entry in catalogue.of(Mentor) if entry.record.on_home), MENTORS)),
            "practices": catalogue.of("practices")[:PRACTICES],
        }


# --- the plan in a few words -----------------------------------------------------------------------


def _year(school: School, today: dt.date) -> str:
    """The current school year while it is one: from the summer before it to the summer after."""
    first = int(school.current_year[:4])
    is_now = dt.date(first, 6, 1) <= today <= dt.date(first + 1, 8, 31)
    return messages.school_year(school.current_year) if is_now else ""


# --- what is next ----------------------------------------------------------------------------------


def _dates_title(today: dt.date, coming: Sequence[Coming]) -> str:
    """What to call the nearest event; empty where there is none."""
    nearest = next((meeting.occasion for meeting in coming), None)
    return messages.next_event(nearest.first, nearest.last, today) if nearest else ""


def _upcoming(today: dt.date, meeting: Coming) -> Upcoming:
    occasion, record = meeting.occasion, meeting.entry.record
    lasts = messages.goes_on(occasion.first, occasion.last, is_last=occasion.last == today)
    note = lasts if occasion.first < today else messages.in_days((occasion.first - today).days)
    place, audience = (record.place, record.audience) if isinstance(record, Event) else (None, None)
    return Upcoming(
        day=occasion.first,
        end=occasion.last,
        url=meeting.entry.url,
        calendar=f"{meeting.entry.url.rstrip('/')}.ics" if meeting.entry.has_page else "",
        title=occasion.title,
        note=note,
        time=messages.hours(occasion.start, occasion.end),
        place=place or "",
        audience=audience or "",
    )


def _limits(catalogue: Catalogue, entry: Entry | None, plan: Plan | None) -> list[Limit]:
    """The next days of the plan and of contests, on which nobody need come."""
    contests = [_contest_day(catalogue.today, line) for line in deadlines(catalogue)]
    steps = list(_steps(catalogue, entry, plan)) if entry and plan else []
    return sorted([*steps, *contests], key=lambda limit: limit.day)[:DATES]


def _contest_day(today: dt.date, line: Coming) -> Limit:
    return Limit(
        line.occasion.first, messages.near_day(line.occasion.first, today), line.entry.url, line.occasion.title, False
    )


def _steps(catalogue: Catalogue, entry: Entry, plan: Plan) -> Iterator[Limit]:
    """The next days of the plan but those on which an event stands for its stage."""
    shown = ((line.occasion.first, line.entry.record) for line in meetings(catalogue))
    covered = {(day, stage) for day, record in shown if isinstance(record, Event) for stage in record.stages}
    for day, index, step, turn in plan.upcoming(DATES + len(covered)):
        code, stage = plan.code(index), plan.stages[index]
        if (day, f"{entry.id}/{code}") not in covered:
            title = messages.shortened(step.title, LONGEST) if isinstance(step.step, Item) else ""
            words = messages.deadline_day(day, catalogue.today, turn)
            yield Limit(
                day, words, f"roadmap/#etap-{code}", messages.stage_step(stage.number, stage.title, title), True
            )


def _limits_title(limits: Sequence[Limit]) -> str:
    of_plan = {limit.of_plan for limit in limits}
    return messages.deadlines_title(plan=True in of_plan, contests=False in of_plan) if limits else ""
