"""What each block of a school's templates is drawn with, name by name: the contract with schools that override some.

`docs/templates.md` is made from this file; tests hold that what is passed is exactly what is declared. Beside these
names a template may call the filters and functions of `fragments`.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, TypedDict

from nastavnik.pages.covers import Cover
from nastavnik.records.record import Record
from nastavnik.records.roadmap import Roadmap
from nastavnik.records.school import Home
from nastavnik.school.catalogue import Entry
from nastavnik.school.handwritten import Handwritten
from nastavnik.school.statuses import Plan, Status
from nastavnik.views.accessibility import Checked, Tested
from nastavnik.views.coverage import StageNews
from nastavnik.views.honour import Gratitude, Honoured
from nastavnik.views.lists import Choice, Facet, Pill, Slice
from nastavnik.views.plan_paper import PlanPaper
from nastavnik.views.plan_steps import StageStep
from nastavnik.views.season import Season
from nastavnik.views.timeline import Timeline


class StoryContext(TypedDict):
    """The story of a news record as feeds tell it."""

    record: Annotated[Record, "The record: its fields by their names in YAML"]
    entry: Annotated[Entry, "Where it came from: `id`, `url`, `has_page`"]


class CardContext(StoryContext):
    """A record in a list."""

    cover: Annotated[
        Cover | None,
        "Its picture: `photo` with `alt`, or a `drawing`; None for kinds without covers. For the macro `cover`",
    ]


class RecordContext(CardContext):
    """The page of a record."""

    similar: Annotated[
        Sequence[Entry], "At most three records: those it names as related, then its neighbours in a facet"
    ]


class ListContext(TypedDict):
    """One page of the list of a kind, whole or narrowed; lists of some kinds have more names."""

    cls: Annotated[type[Record], "The class of the kind: `heading`, `lead`, `nothing`, `counted`"]
    heading: Annotated[str, "What this list is of: the heading of the kind, or its noun and what it is narrowed to"]
    entries: Annotated[Sequence[Entry], "Records of this page of the list"]
    groups: Annotated[Sequence[tuple[str, Sequence[Entry]]], "The same records under their headings"]
    facets: Annotated[Sequence[Facet], "What the list can be narrowed by, as links to ready lists"]
    archive: Annotated[Sequence[tuple[Pill, Sequence[Pill]]], "Years with their months, the newest first"]
    choice: Annotated[Choice | None, "What this list is narrowed to"]
    part: Annotated[Slice[Entry], "This page of the list: `number`, `newer`, `older`"]
    total: Annotated[int, "How many records this list has on all its pages"]
    all: Annotated[int, "How many records of the kind are shown"]
    whole: Annotated[bool, "Whether all records of the kind are on this page, so that a script may narrow them"]
    withheld: Annotated[int, "How many records are not shown for want of consent"]
    base: Annotated[str, "Address of the whole list"]
    subscription: Annotated[str, "Address by which a telephone subscribes to the calendar"]
    way: Annotated[tuple[str, str] | None, "Where a list without a record leads on: address, words; None for others"]


class NoRoadmapContext(TypedDict):
    """The page `roadmap/` while there is no roadmap."""

    cls: Annotated[type[Roadmap], "The class of the kind: `heading`, `nothing`"]
    way: Annotated[tuple[str, str], "Where the page leads on: address, words"]


class RoadmapContext(TypedDict):
    """A roadmap as it stands today."""

    record: Annotated[Roadmap, "The record: its fields by their names in YAML"]
    entry: Annotated[Entry, "Where it came from: `id`, `url`"]
    heading: Annotated[str, "What to call it: a plan of another year is called by its year"]
    plan: Annotated[Plan, "The roadmap on this day: `stages` with their statuses, `code(index)` of a stage"]
    captions: Annotated[
        Mapping[str, str], "Captions of columns as the document has them; empty ones for columns it does not name"
    ]
    period: Annotated[str | None, "The school year, or another period, in words"]
    title_says_period: Annotated[bool, "Whether the title names the year the plan begins in, or the plan names none"]
    counts: Annotated[Mapping[Status, int], "How many stages have each status, without zeros"]
    place: Annotated[str, "Which stages go on of how many and what comes next, in words; empty where none goes on"]
    opened: Annotated[Collection[int], "Which stages stand open on a telephone, from 0: those that go on"]
    timeline: Annotated[Timeline | None, "The picture by months; None without dates"]
    subscription: Annotated[
        str, "Address by which a telephone subscribes to deadlines of the plan; empty without any ahead"
    ]
    calendar: Annotated[str, "Address of the same as a file"]
    over: Annotated[str, "That the plan is over, in words; empty while it is not"]
    terms: Annotated[str, "How terms are printed, in words; empty for a plan without any"]
    current: Annotated[bool, "Whether it is the roadmap of the current year"]
    today: Annotated[dt.date, "The day of the build"]
    stage_news: Annotated[Sequence[StageNews], "How each stage was covered, in the order of stages"]
    others: Annotated[Sequence[Entry], "Roadmaps of other years"]
    plan_paper: Annotated[PlanPaper, "The approved table as it is printed: `table` with columns and rows, `marks`"]


@dataclass(frozen=True, slots=True)
class Upcoming:
    """An event ahead or going on: its first and last day, where it leads, what it is, how far it is.

    Hours, place and whom it is for are empty where they are not known.
    """

    day: dt.date
    end: dt.date
    url: str
    calendar: str
    """Address of its calendar file; empty without a page."""
    title: str
    note: str
    time: str
    place: str
    audience: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A line of «Сроки плана», a day on which nobody need come: the day, the same in words («до 30 ноября»), what."""

    day: dt.date
    words: str
    url: str
    title: str
    of_plan: bool
    """Whether it is of the roadmap; else of a contest."""


class HomeContext(TypedDict):
    """The first page of the section."""

    year: Annotated[str, "The current school year in words; empty on a day outside of it"]
    home: Annotated[Home, "What the school wrote for this page: `title`, `lead`, `photo`"]
    beside: Annotated[str, "Who stands beside the mentor in the drawing: `child`, `toddler`, `student`, `novice`"]
    lead: Annotated[str, "The sentences under the heading: the school's, or whom its mentors help"]
    plan: Annotated[Plan | None, "The current roadmap on this day"]
    heading: Annotated[str, "What to call the part on the roadmap: it claims no more than the plan supports"]
    goes_on: Annotated[bool, "Whether the plan says something of this very day"]
    sentence: Annotated[
        tuple[str, str],
        "What is done and what goes on, or that the plan is over and what was marked; either may be empty",
    ]
    place: Annotated[str, "Which stage of how many goes on and what comes next; may be empty"]
    steps: Annotated[Sequence[StageStep], "Stages as steps of the year; of many those that are not done"]
    dates_title: Annotated[str, "What to call the nearest event; empty without any"]
    dates: Annotated[Sequence[Upcoming], "The next days on which somebody may come: events"]
    limits: Annotated[Sequence[Limit], "The next deadlines of the roadmap and of contests"]
    limits_title: Annotated[str, "What to call them; empty without any"]
    season: Annotated[Season | None, "What was done in a quarter of the year; None where records say too little"]
    calendar: Annotated[bool, "Whether there are events"]
    subscription: Annotated[str, "Address by which a telephone subscribes to the calendar"]
    today: Annotated[dt.date, "The day of the build"]
    parents: Annotated[Handwritten | None, "The hand-written page for parents"]
    about: Annotated[Handwritten | None, "The hand-written page `about`, which greets where there is none for parents"]
    tiles: Annotated[Sequence[tuple[str, str]], "Headings of the page for parents, with their anchors"]
    news: Annotated[Sequence[Entry], "The newest news"]
    mentors: Annotated[Sequence[Entry], "Mentors for the first page"]
    practices: Annotated[Sequence[Entry], "The newest practices"]


class HonourContext(TypedDict):
    """The honour board."""

    years: Annotated[
        Sequence[tuple[int, Sequence[Honoured]]],
        "Years, the latest first, with who was honoured: `who`, `mentor`, `praises` (`reason`, `contest`)",
    ]
    thanks: Annotated[Sequence[tuple[int, Sequence[Gratitude]]], "Thanks to partners and families, in the same way"]
    lead: Annotated[str, "The sentence under the heading"]
    contests: Annotated[bool, "Whether there are contests to look at"]
    nameless: Annotated[bool, "Whether somebody stands there without a name"]


class MovedContext(TypedDict):
    """The former address of a record that got another name."""

    title: Annotated[str, "The heading"]
    address: Annotated[str, "The present address, from the section's root"]


class AccessibilityContext(TypedDict):
    """The page «Доступность»."""

    lead: Annotated[str, "The sentence under the heading"]
    checked: Annotated[Checked | None, "What the school says it has checked: `day`, `known`; None if it says nothing"]
    program: Annotated[str, "The program and its version"]
    tested: Annotated[Sequence[Tested], "What the program is tested for: `what`, `means`, `extent`"]


CONTEXTS: Mapping[tuple[str, str], type] = {
    ("home.html", "page"): HomeContext,
    ("<kind>.html", "card"): CardContext,
    ("<kind>.html", "list"): ListContext,
    ("<kind>.html", "page"): RecordContext,
    ("roadmap.html", "list"): NoRoadmapContext,
    ("roadmap.html", "page"): RoadmapContext,
    ("honour.html", "page"): HonourContext,
    ("accessibility.html", "page"): AccessibilityContext,
    ("moved.html", "page"): MovedContext,
    ("_story.html", "story"): StoryContext,
}
"""Template and block → its context; lists of some kinds have the names of their overview as well."""
