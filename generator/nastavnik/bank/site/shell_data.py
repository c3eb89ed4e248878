"""The plain data a bank's shell is drawn with: tabs, footer, contact."""

from collections.abc import Sequence
from typing import Any

from nastavnik import messages
from nastavnik.bank.holdings import PRACTICES, SCHOOLS
from nastavnik.bank.papers.records import Region
from nastavnik.bank.site import bank_pages, digest, machines, open_data, statistics
from nastavnik.school.handwritten import Handwritten

Link = dict[str, str]


def shell_data(region: Region, own: Sequence[Handwritten], *, search: bool) -> dict[str, Any]:
    """`config.extra.nv` of a bank."""
    tabs = [_link("home", messages.BANK_TAB_PRACTICES, "."), _link("schools", messages.BANK_TAB_SCHOOLS, SCHOOLS)]
    tabs += [_link(page.id, page.tab, page.url) for page in own if page.tab]
    bank = [
        _link("practices", messages.BANK_ALL, PRACTICES),
        _link("schools", messages.BANK_SCHOOLS, SCHOOLS),
        _link("changes", messages.BANK_CHANGES, digest.ADDRESS),
        _link("statistics", messages.BANK_STATISTICS, statistics.ADDRESS),
        _link("report", messages.BANK_REPORT, bank_pages.REPORT),
        *(_link(page.id, page.title, page.url) for page in own if page.url),
    ]
    data = [
        _link("", messages.PRACTICES_CSV, open_data.ADDRESS),
        _link("", messages.CATALOGUE_JSON, machines.CATALOGUE),
        _link("", messages.ATOM_OF_CHANGES, digest.ATOM),
    ]
    return {
        "section": region.short_title,
        "school": {
            "title": region.keeper,
            "short_title": region.region,
            "place": "",
            "site": region.site,
            "site_title": messages.KEEPERS_SITE,
        },
        "tabs": tabs,
        "bar": [],
        "menu": [{"title": messages.BANK, "links": bank}, {"title": messages.OPEN_DATA, "links": data}],
        "contact": _contact(region),
        "brand": "",
        "search": search,
        "feed": digest.ATOM,
    }


def _link(id: str, title: str, url: str) -> Link:
    return {"id": id, "title": title, "url": url}


def _contact(region: Region) -> dict[str, Any]:
    first = region.contacts[0]
    who = f"{first.name}, {messages.uncapital(first.post)}" if first.name else first.post
    return {
        "heading": messages.BANK_CONTACT,
        "lines": [line for line in (who, first.hours) if line],
        "phone": first.phone or "",
        "phone_href": messages.phone_address(first.phone) if first.phone else "",
        "email": first.email or "",
    }
