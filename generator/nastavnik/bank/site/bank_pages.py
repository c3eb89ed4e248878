"""Pages of the bank that are not lists of practices: the overview, schools, the public report of the harvest."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nastavnik import messages
from nastavnik.bank.holdings import PRACTICES, SCHOOLS, Bank, Member, Place
from nastavnik.bank.site import bank_lists
from nastavnik.bank.site.bank_lists import Chosen, counts, facets, list_data, paged
from nastavnik.bank.site.card_index import Book
from nastavnik.bank.site.drawing import Leaf
from nastavnik.bank.site.reports import SchoolReport, reports
from nastavnik.bank.site.statistics import municipalities
from nastavnik.bank.store import Store
from nastavnik.pages.shell import Crumb, Head
from nastavnik.records import Practice
from nastavnik.records.record import alphabetic
from nastavnik.school.handwritten import Handwritten
from nastavnik.views.lists import Item, Slice, slices

REPORT = "report/"
NEWEST, REPORTS_A_PAGE, SCHOOLS_AT_ONCE, MONTH = 9, 50, 100, 31


@dataclass(frozen=True, slots=True)
class Whole:
    """The bank once all its practices are known."""

    bank: Bank
    book: Book
    found: Sequence[Chosen]
    own: Sequence[Handwritten]


def overview(whole: Whole) -> Leaf:
    """The first page: three figures, what to choose by, the newest practices, municipalities with their white spots."""
    bank, book = whole.bank, whole.book
    newest = book.order[:NEWEST]
    head = Head(
        url="",
        title=messages.BANK_HOME,
        description=messages.one_line(bank.region.welcome or messages.BANK_WELCOME),
        home=True,
        updated=book.updated(book.order),
    )
    data = {
        "region": bank.region,
        "welcome": bank.region.welcome or messages.BANK_WELCOME,
        "heading": messages.BANK_HOME,
        "practices": len(book),
        "schools": len(bank.members),
        "fresh": book.since(bank.today - dt.timedelta(days=MONTH - 1)),
        "today": bank.today,
        "municipalities": municipalities(bank, counts(whole.found)),
        "join": next((page for page in whole.own if page.tab), None),
        "shown": len(newest),
        "total": len(book),
        "choice": None,
        "whole": False,
        "base": PRACTICES,
        "counted": Practice.counted,
    }
    return Leaf(head, "region/home.html", "page", data, book.cards(newest), facets(whole.found))


def schools(whole: Whole) -> Iterator[Leaf]:
    """All schools by municipality, on one page while they are few; a page a municipality in any case."""
    bank = whole.bank
    by_place: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for member in sorted(bank.members.values(), key=lambda one: (alphabetic(one.short_title), one.key)):
        by_place[member.place.code].append({"member": member, "count": len(whole.book.by_source.get(member.key, ()))})
    rows = municipalities(bank, counts(whole.found))
    few = len(bank.members) <= SCHOOLS_AT_ONCE
    groups = [(place, by_place[place.code]) for place in bank.places if place.code in by_place] if few else []
    head = Head(
        url=SCHOOLS,
        title=messages.BANK_SCHOOLS,
        description=messages.SCHOOLS_LEAD,
        section="schools",
        crumbs=(Crumb(messages.BANK_SCHOOLS),),
    )
    data = {"municipalities": rows, "groups": groups, "total": len(bank.members), "lead": messages.SCHOOLS_LEAD}
    yield Leaf(head, "region/schools.html", "list", data)
    for row in rows:
        if row["members"]:
            yield _schools_of(row["place"], by_place[row["place"].code], row)


def schools_of(place: Place) -> str:
    """Address of the list of a municipality's schools."""
    return f"{SCHOOLS}by/municipality/{place.code}/"


def _schools_of(place: Place, members: list[dict[str, Any]], row: Mapping[str, Any]) -> Leaf:
    head = Head(
        url=schools_of(place),
        title=messages.labelled(messages.BANK_TAB_SCHOOLS, place.title),
        description=messages.SCHOOLS_LEAD,
        section="schools",
        crumbs=(Crumb(messages.BANK_SCHOOLS, SCHOOLS), Crumb(place.title)),
        inner=True,
    )
    return Leaf(head, "region/schools.html", "municipality", {"place": place, "rows": members, "row": row})


def school_pages(whole: Whole, store: Store) -> Iterator[Leaf]:
    """A page a school: who it is, its practices, what the last harvest took of it and what not."""
    bank = whole.bank
    for report in reports(bank, store):
        if report.member:
            yield from _school(whole, report.member, report)


def _school(whole: Whole, member: Member, report: SchoolReport) -> Iterator[Leaf]:
    rows = whole.book.by_source.get(member.key, ())
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
        updated=whole.book.updated(rows),
    )
    for part in slices(rows, member.url, bank_lists.PAGE_SIZE):
        data = list_data(part, member.short_title, None, len(rows)) | {"member": member, "report": report}
        page = paged(replace(head, url=part.url), part)
        yield Leaf(page, "region/schools.html", "page", data, whole.book.cards(part.entries))


def report_pages(whole: Whole, store: Store) -> Iterator[Leaf]:
    """The public report: every school in the order of municipalities, facts and what to mend."""
    bank = whole.bank
    found = sorted(reports(bank, store), key=lambda one: (alphabetic(one.place), alphabetic(one.title), one.source))
    figures = {
        "listed": len(found),
        "read": sum(one.outcome != "failed" and one.read is not None for one in found),
        "silent": sum(one.outcome == "failed" for one in found),
        "taken": sum(one.taken for one in found),
        "rejected": sum(len(one.rejections) for one in found),
    }
    head = Head(
        url=REPORT,
        title=messages.BANK_REPORT,
        description=messages.REPORT_LEAD,
        section="report",
        crumbs=(Crumb(messages.BANK_REPORT),),
    )
    for part in _in_order(found, REPORT, REPORTS_A_PAGE):
        data = {"rows": part.entries, "figures": figures, "part": {"newer": part.newer, "older": part.older}}
        page = paged(replace(head, url=part.url), part)
        yield Leaf(page, "region/report.html", "page", data | {"lead": messages.REPORT_LEAD, "today": bank.today})


def _in_order(rows: Sequence[Item], base: str, size: int) -> Iterator[Slice[Item]]:
    """Pages of a list that has an order of its own, counted from its beginning."""
    last = max(-(-len(rows) // size), 1)
    urls = ["", base, *(f"{base}page/{number}/" for number in range(2, last + 1)), ""]
    for number in range(1, last + 1):
        part = rows[(number - 1) * size : number * size]
        yield Slice(urls[number], number if number > 1 else 0, part, urls[number - 1], urls[number + 1])
