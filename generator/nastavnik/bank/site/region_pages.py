"""Pages of the bank that are not lists of practices: the overview, schools, the public report of the harvest."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nastavnik import messages
from nastavnik.bank.holdings import PRACTICES, SCHOOLS, Bank, Member, Territory
from nastavnik.bank.papers.records import Contact, Region
from nastavnik.bank.site import practice_lists
from nastavnik.bank.site.card_index import CardIndex, Rows
from nastavnik.bank.site.contexts import (
    BankAccessibilityContext,
    MunicipalityContext,
    MunicipalityRow,
    OverviewContext,
    ReportContext,
    SchoolContext,
    SchoolsContext,
)
from nastavnik.bank.site.findings import Reckoning, findings
from nastavnik.bank.site.practice_lists import facets
from nastavnik.bank.site.rendering import CARDS, PILLS, Leaf
from nastavnik.bank.site.reports import SchoolReport, reports
from nastavnik.bank.site.statistics import municipalities
from nastavnik.bank.site.tile_map import tile_map
from nastavnik.bank.store import Store
from nastavnik.pages.page import numbered
from nastavnik.pages.shell import Crumb, Head
from nastavnik.records import Practice
from nastavnik.records.record import alphabetic
from nastavnik.school.handwritten import Handwritten
from nastavnik.views import accessibility
from nastavnik.views.contacts import ContactPerson, named
from nastavnik.views.lists import Choice, Listed, Slice, counted, slices

REPORT = "report/"
NEWEST, REPORTS_A_PAGE, SCHOOLS_AT_ONCE, MONTH = 6, 50, 100, 31


@dataclass(frozen=True, slots=True)
class Whole:
    """The bank once all its practices are known."""

    bank: Bank
    cards: CardIndex
    narrowed: Mapping[Choice, Rows]
    own: Sequence[Handwritten]


def overview(whole: Whole) -> Leaf:
    """The first page: three figures, what to choose by, the newest practices, municipalities with their white spots."""
    bank, cards, counts = whole.bank, whole.cards, counted(whole.narrowed)
    welcome = bank.region.welcome or messages.BANK_WELCOME
    newest, rows = cards.order[:NEWEST], municipalities(bank, counts)
    tiles = tile_map(rows)
    head = Head(
        url="",
        title=messages.BANK_HOME,
        description=messages.one_line(welcome),
        home=True,
        updated=cards.updated(cards.order),
    )
    data: OverviewContext = {
        "cards": CARDS,
        "filters": PILLS,
        "heading": messages.BANK_HOME,
        "welcome": welcome,
        "schools": len(bank.members),
        "fresh": cards.since(bank.today - dt.timedelta(days=MONTH - 1)),
        "municipalities": rows,
        "tiles": tiles.tiles,
        "placed": tiles.placed,
        "findings": findings(Reckoning(bank, cards, whole.narrowed)),
        "join": next((page for page in whole.own if page.tab), None),
        "shown": len(newest),
        "total": len(cards),
        "choice": None,
        "whole": False,
        "base": PRACTICES,
        "counted": Practice.counted,
    }
    return Leaf(head, "region/home.html", "page", data, cards.cards(newest), facets(counts))


def schools(whole: Whole) -> Iterator[Leaf]:
    """All schools by municipality, on one page while they are few; a page a municipality in any case."""
    bank, title = whole.bank, messages.BANK_SCHOOLS
    by_place: dict[str, list[tuple[Member, int]]] = defaultdict(list)
    for member in sorted(bank.members.values(), key=lambda member: (alphabetic(member.short_title), member.key)):
        by_place[member.place.code].append((member, len(whole.cards.by_source.get(member.key, ()))))
    rows = municipalities(bank, counted(whole.narrowed))
    few = len(bank.members) <= SCHOOLS_AT_ONCE
    data: SchoolsContext = {
        "municipalities": () if few else rows,
        "groups": [(row, by_place[row.place.code]) for row in rows if few and row.members],
        "silent": [row.place.title for row in rows if few and not row.members],
        "lead": messages.SCHOOLS_LEAD,
    }
    head = Head(SCHOOLS, title, messages.SCHOOLS_LEAD, section="schools", crumbs=(Crumb(title),))
    yield Leaf(head, "region/schools.html", "list", data)
    yield from (_schools_of(row, by_place[row.place.code]) for row in rows if row.members)


def schools_of(place: Territory) -> str:
    """Address of the list of a municipality's schools."""
    return f"{SCHOOLS}by/municipality/{place.code}/"


def _schools_of(row: MunicipalityRow, members: Sequence[tuple[Member, int]]) -> Leaf:
    head = Head(
        url=schools_of(row.place),
        title=messages.labelled(messages.BANK_TAB_SCHOOLS, row.place.title),
        description=messages.SCHOOLS_LEAD,
        section="schools",
        crumbs=(Crumb(messages.BANK_SCHOOLS, SCHOOLS), Crumb(row.place.title)),
        inner=True,
    )
    data: MunicipalityContext = {"place": row.place, "rows": members, "row": row}
    return Leaf(head, "region/schools.html", "municipality", data)


def school_pages(whole: Whole, store: Store) -> Iterator[Leaf]:
    """A page a school: who it is, its practices, what the last harvest took of it and what not."""
    for report in reports(whole.bank, store):
        if report.member:
            yield from _school(whole.cards, report.member, report)


def _school(cards: CardIndex, member: Member, report: SchoolReport) -> Iterator[Leaf]:
    rows = cards.by_source.get(member.key, ())
    head = Head(
        url=member.url,
        title=member.short_title,
        description=messages.school_description(member.short_title, len(rows)),
        section="schools",
        crumbs=(
            Crumb(messages.BANK_SCHOOLS, SCHOOLS),
            Crumb(member.place.title, schools_of(member.place)),
            Crumb(member.short_title),
        ),
        inner=True,
        updated=cards.updated(rows),
    )
    for part in slices(rows, member.url, practice_lists.PAGE_SIZE):
        data: SchoolContext = {"cards": CARDS, "member": member, "report": report, "part": part, "total": len(rows)}
        page = numbered(replace(head, url=part.url), part)
        yield Leaf(page, "region/schools.html", "page", data, cards.cards(part.entries), of_one_school=True)


def report_pages(whole: Whole, store: Store) -> Iterator[Leaf]:
    """The public report: schools in the order of municipalities, whether and when they were read."""
    bank, title = whole.bank, messages.BANK_REPORT
    rows = sorted(reports(bank, store), key=lambda row: (alphabetic(row.place), alphabetic(row.title), row.source))
    figures = {
        "listed": len(rows),
        "read": sum(row.outcome != "failed" and row.read is not None for row in rows),
        "silent": sum(row.outcome == "failed" for row in rows),
        "shown": sum(row.shown for row in rows),
    }
    head = Head(REPORT, title, messages.REPORT_LEAD, section="report", crumbs=(Crumb(title),))
    for part in _in_order(rows, REPORT, REPORTS_A_PAGE):
        data: ReportContext = {
            "rows": part.entries,
            "figures": figures,
            "part": part,
            "lead": messages.REPORT_LEAD,
            "today": bank.today,
        }
        yield Leaf(numbered(replace(head, url=part.url), part), "region/report.html", "page", data)


def accessibility_page(whole: Whole) -> Iterator[Leaf]:
    """What helps to read the bank, what is tested, whom to ask; a hand-written page at its address stands instead."""
    if any(page.url == accessibility.ADDRESS for page in whole.own):
        return
    title, lead = messages.ACCESSIBILITY, messages.ACCESSIBILITY_LEAD
    data: BankAccessibilityContext = {
        "lead": lead,
        "checked": None,
        "program": accessibility.program(),
        "tested": accessibility.tested(),
        "contacts": keepers(whole.bank.region),
    }
    head = Head(accessibility.ADDRESS, title, lead, section="accessibility", crumbs=(Crumb(title),))
    yield Leaf(head, "region/accessibility.html", "page", data)


def keepers(region: Region) -> list[ContactPerson]:
    """Those who keep the bank; the first stands under a heading of the bank's own."""
    return [_keeper(person, first=not number) for number, person in enumerate(region.contacts)]


def _keeper(person: Contact, *, first: bool) -> ContactPerson:
    title = messages.BANK_CONTACT if first else person.post
    return ContactPerson("", title, named(person, title), person.hours or "", person.phone or "", person.email or "")


def _in_order(rows: Sequence[Listed], base: str, size: int) -> Iterator[Slice[Listed]]:
    """Pages of a list that has an order of its own, counted from its beginning."""
    last = max(-(-len(rows) // size), 1)
    urls = ["", base, *(f"{base}page/{number}/" for number in range(2, last + 1)), ""]
    for number in range(1, last + 1):
        part = rows[(number - 1) * size : number * size]
        yield Slice(urls[number], number if number > 1 else 0, part, urls[number - 1], urls[number + 1], base)
