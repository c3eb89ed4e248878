"""What each block of the bank's templates is drawn with, name by name; see `pages.contexts`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypedDict

from markupsafe import Markup

from nastavnik.bank.holdings import Member, PublishedData, Shown, Territory
from nastavnik.bank.site.reports import SchoolReport
from nastavnik.school.handwritten import Handwritten
from nastavnik.views.lists import Choice, Facet, Slice


class PracticeCardContext(TypedDict):
    """A practice in a list."""

    record: PublishedData
    """The practice as its school published it; what is absent is nothing."""
    shown: Shown
    """Where it came from: `url`, `original`, `codes`, `verdict`, `read`, `item`."""
    member: Member
    """Its school: `title`, `short_title`, `place`, `url`, `site`."""
    said: Sequence[str]
    """Codes of the verdicts that readers see."""


class PracticeContext(PracticeCardContext):
    """The page of a practice."""

    authors: Sequence[str]
    """Whom it names."""


class FiltersContext(TypedDict):
    """What a list of practices is narrowed by; drawn once for all pages of one list."""

    facets: Sequence[Facet]
    """Groups of links to ready lists."""
    choice: Choice | None
    """What the list is narrowed to."""
    whole: bool
    """Whether all practices are on this page, so that a script may narrow them."""
    base: str
    """Address of the list of all practices."""


class CardsContext(TypedDict):
    """What is put into a page of practices when it is drawn."""

    cards: Markup
    """The cards of its practices."""


class PracticesContext(CardsContext):
    """One page of a list of practices, whole or narrowed. Behind the first page no totals are told."""

    filters: Markup
    """The block `filters`; empty behind the first page."""
    heading: str
    """The heading of the page."""
    choice: Choice | None
    """What the list is narrowed to."""
    part: Slice[int]
    """This page of the list: `number`, `first`, `newer`, `older`, `entries`."""
    total: int
    """How many practices the list has on all its pages."""
    whole: bool
    """Whether all practices are on this page, so that a script may narrow them."""
    base: str
    """Address of the list of all practices."""
    counted: tuple[str, str, str]
    """The word «практика» for 1, 2 and 5."""


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
    """The length of the bar in percent."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A school in a list, with the number of its practices."""

    member: Member
    count: int


class OverviewContext(CardsContext):
    """The first page of the bank."""

    filters: Markup
    """The block `filters` of `region/practices.html`."""
    heading: str
    """The heading of the page."""
    welcome: str
    """Two sentences under the heading."""
    schools: int
    """How many schools the bank has."""
    fresh: int
    """How many practices came within a month."""
    municipalities: Sequence[MunicipalityRow]
    """All of them, white spots too."""
    join: Handwritten | None
    """The hand-written page about joining the bank."""
    shown: int
    """How many cards are on the page."""
    total: int
    """How many practices the bank has."""
    choice: Choice | None
    """Always None: the page is narrowed to nothing."""
    whole: bool
    """Always false: the newest practices are not all."""
    base: str
    """Address of the list of all practices."""
    counted: tuple[str, str, str]
    """The word «практика» for 1, 2 and 5."""


class SchoolsContext(TypedDict):
    """All schools of the bank."""

    municipalities: Sequence[MunicipalityRow]
    """All of them, white spots too."""
    groups: Sequence[tuple[Territory, Sequence[MemberRow]]]
    """Schools by municipality; empty when there are too many for one page."""
    lead: str
    """The sentence under the heading."""


class MunicipalityContext(TypedDict):
    """The schools of one municipality."""

    place: Territory
    """The municipality."""
    rows: Sequence[MemberRow]
    """Its schools by name."""
    row: MunicipalityRow
    """Its line of the table."""


class SchoolContext(CardsContext):
    """The page of a school."""

    member: Member
    """The school: `title`, `short_title`, `place`, `url`, `site`."""
    report: SchoolReport
    """What the last harvest took of it and what not."""
    part: Slice[int]
    """This page of its practices: `number`, `first`, `newer`, `older`."""
    total: int
    """How many practices it has."""


class ReportContext(TypedDict):
    """The public report of the last harvest."""

    rows: Sequence[SchoolReport]
    """Schools of this page."""
    figures: Mapping[str, int]
    """`listed`, `read`, `silent`, `taken`, `rejected` of all schools."""
    part: Slice[SchoolReport]
    """This page of the report: `newer`, `older`."""
    lead: str
    """The sentence under the heading."""
    today: dt.date
    """The day of the build."""


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """A point of the line of growth: where it lies, in percent, and the practices at the end of the month."""

    x: float
    y: float
    month: str
    short: str
    count: int


@dataclass(frozen=True, slots=True)
class ScaleLine:
    """A line of the scale: how high it lies, in percent, and what it stands for."""

    y: float
    value: int


@dataclass(frozen=True, slots=True)
class GrowthLine:
    """The line of growth; `labelled` are the points that are named at the foot, `said` tells all in words."""

    points: Sequence[MonthPoint]
    labelled: Sequence[MonthPoint]
    levels: Sequence[ScaleLine]
    said: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A value of a facet with its practices: how many, which share, the length of the bar in percent."""

    title: str
    url: str
    count: int
    percent: int
    bar: float


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Practices by one facet."""

    name: str
    title: str
    rows: Sequence[FigureRow]


class StatisticsContext(TypedDict):
    """Figures of the bank."""

    tables: Sequence[FigureTable]
    """A table a facet."""
    growth: GrowthLine | None
    """How the bank grew; None while there is but one month."""
    total: int
    """How many practices the bank has."""
    lead: str
    """The sentence under the heading."""
    files: Sequence[Mapping[str, str]]
    """Open data: `type`, `url`, `title` of each file."""


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
class DigestDay:
    """A day of the digest: its newest events, how many there are besides, and how many of each sort."""

    day: dt.date
    events: Sequence[Novelty]
    more: int
    new: int
    changed: int
    gone: int


class ChangesContext(TypedDict):
    """What changed in the bank within a month."""

    days: Sequence[DigestDay]
    """Days on which something changed, the latest first."""
    feed: str
    """Address of the Atom feed."""
    lead: str
    """The sentence under the heading."""
