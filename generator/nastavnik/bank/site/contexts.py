"""What each block of the bank's templates is drawn with, name by name; see `pages.contexts`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypedDict

from markupsafe import Markup

from nastavnik.bank.holdings import Member, PublishedData, ShownPractice, Territory
from nastavnik.bank.site.reports import SchoolReport
from nastavnik.pages.contexts import AccessibilityContext
from nastavnik.pages.covers import Cover
from nastavnik.school.handwritten import Handwritten
from nastavnik.views.contacts import ContactPerson
from nastavnik.views.lists import Choice, Facet, Slice


class PracticeCardContext(TypedDict):
    """A practice in a list."""

    record: Annotated[PublishedData, "The practice as its school published it; what is absent is nothing"]
    shown: Annotated[ShownPractice, "Where it came from: `url`, `original`, `codes`, `verdict`, `read`, `item`"]
    member: Annotated[Member, "Its school: `title`, `short_title`, `place`, `url`, `site`"]
    said: Annotated[Sequence[str], "Codes of the verdicts that readers see"]
    cover: Annotated[Cover, "Its picture, drawn: photos stay with their schools. For the macro `cover`"]


class PracticeContext(PracticeCardContext):
    """The page of a practice."""

    authors: Annotated[Sequence[str], "Whom it names"]


class NarrowedContext(TypedDict):
    """What pages with filters have in common."""

    choice: Annotated[Choice | None, "What the list is narrowed to; None for the whole list and the first page"]
    whole: Annotated[bool, "Whether all practices are on this page, so that a script may narrow them"]
    base: Annotated[str, "Address of the list of all practices"]


class FiltersContext(NarrowedContext):
    """What a list of practices is narrowed by; drawn once for all pages of one list."""

    facets: Annotated[Sequence[Facet], "Groups of links to ready lists"]


class PracticesContext(NarrowedContext):
    """One page of a list of practices, whole or narrowed. Behind the first page no totals are told."""

    cards: Annotated[Markup, "The cards of its practices"]
    filters: Annotated[Markup, "The block `filters`; empty behind the first page"]
    heading: Annotated[str, "The heading of the page"]
    part: Annotated[Slice[int], "This page of the list: `number`, `first`, `newer`, `older`, `entries`"]
    total: Annotated[int, "How many practices the list has on all its pages"]
    counted: Annotated[tuple[str, str, str], "The word «практика» for 1, 2 and 5"]


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A line of the table of municipalities."""

    place: Territory
    members: int
    """How many of its schools are in the bank."""
    schools: str
    """The same in words, out of how many."""
    count: int
    """How many practices it has."""
    bar: float
    """The length of the bar in percent; 0 where bars would say nothing."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A municipality on the map of tiles."""

    place: Territory
    title: str
    """Its name without its kind; the whole of it where two would be the same."""
    count: int
    """How many practices it has."""
    shade: int
    """From 1, the palest, to 4; 0 for a white spot."""
    url: str
    """Address of its practices, or of its schools; empty for a white spot."""


class OverviewContext(NarrowedContext):
    """The first page of the bank."""

    cards: Annotated[Markup, "The cards of the newest practices"]
    filters: Annotated[Markup, "The block `filters` of `region/practices.html`"]
    heading: Annotated[str, "The heading of the page"]
    welcome: Annotated[str, "Two sentences under the heading"]
    schools: Annotated[int, "How many schools the bank has"]
    fresh: Annotated[int, "How many practices came within a month"]
    municipalities: Annotated[Sequence[MunicipalityRow], "All of them, white spots too"]
    tiles: Annotated[Sequence[Tile], "The same as a map, in the order of reading"]
    placed: Annotated[bool, "Whether every tile has its `place.cell`"]
    findings: Annotated[Sequence[str], "Up to three sentences that follow from the figures of the bank"]
    join: Annotated[Handwritten | None, "The hand-written page about joining the bank"]
    shown: Annotated[int, "How many cards are on the page"]
    total: Annotated[int, "How many practices the bank has"]
    counted: Annotated[tuple[str, str, str], "The word «практика» for 1, 2 and 5"]


class SchoolsContext(TypedDict):
    """All schools of the bank."""

    municipalities: Annotated[Sequence[MunicipalityRow], "All of them, white spots too; empty beside `groups`"]
    groups: Annotated[
        Sequence[tuple[MunicipalityRow, Sequence[tuple[Member, int]]]],
        "Schools by municipality; empty when there are too many for one page",
    ]
    silent: Annotated[Sequence[str], "Titles of municipalities without a school in the bank; empty without `groups`"]
    lead: Annotated[str, "The sentence under the heading"]


class MunicipalityContext(TypedDict):
    """The schools of one municipality."""

    place: Annotated[Territory, "The municipality"]
    rows: Annotated[Sequence[tuple[Member, int]], "Its schools by name, each with the number of its practices"]
    row: Annotated[MunicipalityRow, "Its line of the table"]


class SchoolContext(TypedDict):
    """The page of a school."""

    cards: Annotated[Markup, "The cards of its practices"]
    member: Annotated[Member, "The school: `title`, `short_title`, `place`, `url`, `site`"]
    report: Annotated[SchoolReport, "What the last harvest took of it and what not"]
    part: Annotated[Slice[int], "This page of its practices: `number`, `first`, `newer`, `older`"]
    total: Annotated[int, "How many practices it has"]


class ReportContext(TypedDict):
    """The public report of the last harvest."""

    rows: Annotated[Sequence[SchoolReport], "Schools of this page"]
    figures: Annotated[Mapping[str, int], "`listed`, `read`, `silent`, `shown` of all schools"]
    part: Annotated[Slice[SchoolReport], "This page of the report: `newer`, `older`"]
    lead: Annotated[str, "The sentence under the heading"]
    today: Annotated[dt.date, "The day of the build"]


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """A point of the line of growth: where it lies, in percent, and the practices at the end of the month."""

    x: float
    y: float
    month: str
    short: str
    count: int


@dataclass(frozen=True, slots=True)
class GrowthLine:
    """The line of growth: points, those named at the foot, heights of the scale with their numbers, all in words."""

    points: Sequence[MonthPoint]
    labelled: Sequence[MonthPoint]
    levels: Sequence[tuple[float, int]]
    said: str


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A value of a facet with its practices: how many, which share, the length of the bar in percent; 0 for none."""

    title: str
    url: str
    count: int
    percent: int
    bar: float


@dataclass(frozen=True, slots=True)
class FacetTable:
    """Practices by one facet."""

    name: str
    title: str
    rows: Sequence[FacetRow]


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """A large figure: the value, the caption that stands after it, what there was a year before (may be empty)."""

    value: str
    caption: str
    note: str


class StatisticsContext(TypedDict):
    """Figures of the bank."""

    figures: Annotated[Sequence[HeadlineFigure], "The bank in a few numbers"]
    findings: Annotated[Sequence[str], "Up to three sentences that follow from the figures"]
    first_day: Annotated[dt.date | None, "When the first practice came, while there is no year before to compare with"]
    tables: Annotated[Sequence[FacetTable], "The first tables, a table a facet"]
    folded: Annotated[Sequence[FacetTable], "The other tables"]
    growth: Annotated[GrowthLine | None, "How the bank grew; None while there is but one month"]
    total: Annotated[int, "How many practices the bank has"]
    lead: Annotated[str, "The sentence under the heading"]
    today: Annotated[dt.date, "The day of the build"]
    csv: Annotated[str, "Address of the figures as CSV"]
    files: Annotated[Sequence[Mapping[str, str]], "Open data: `type`, `url`, `title` of each file"]


@dataclass(frozen=True, slots=True, order=True)
class Novelty:
    """A practice that came to the bank or became another one; the newest is the greatest."""

    day: dt.date
    key: str
    what: Literal["new", "changed"]
    url: str = field(compare=False)
    title: str = field(compare=False)
    summary: str = field(compare=False)
    school: str = field(compare=False)
    place: str = field(compare=False)
    came: dt.date = field(compare=False)


@dataclass(frozen=True, slots=True)
class SchoolNews:
    """What came from one school on a day."""

    school: str
    place: str
    events: Sequence[Novelty]


@dataclass(frozen=True, slots=True)
class DigestDay:
    """A day of the digest: its newest events by sort and school, how many there are besides, how many of each sort."""

    day: dt.date
    came: Sequence[SchoolNews]
    updated: Sequence[SchoolNews]
    more: int
    new: int
    changed: int
    gone: int


class ChangesContext(TypedDict):
    """What changed in the bank within a month."""

    days: Annotated[Sequence[DigestDay], "Days on which something changed, the latest first"]
    sentence: Annotated[str, "The month in one sentence; empty if nothing changed"]
    today: Annotated[dt.date, "The day of the build"]
    feed: Annotated[str, "Address of the Atom feed"]
    lead: Annotated[str, "The sentence under the heading"]


class BankAccessibilityContext(AccessibilityContext):
    """The page «Доступность» of a bank; `checked` is None."""

    contacts: Annotated[Sequence[ContactPerson], "Those who keep the bank"]


CONTEXTS: Mapping[tuple[str, str], type] = {
    ("region/home.html", "page"): OverviewContext,
    ("region/practices.html", "card"): PracticeCardContext,
    ("region/practices.html", "filters"): FiltersContext,
    ("region/practices.html", "list"): PracticesContext,
    ("region/practices.html", "page"): PracticeContext,
    ("region/schools.html", "list"): SchoolsContext,
    ("region/schools.html", "municipality"): MunicipalityContext,
    ("region/schools.html", "page"): SchoolContext,
    ("region/report.html", "page"): ReportContext,
    ("region/changes.html", "page"): ChangesContext,
    ("region/accessibility.html", "page"): BankAccessibilityContext,
    ("region/statistics.html", "page"): StatisticsContext,
}
"""Template and block → its context."""
