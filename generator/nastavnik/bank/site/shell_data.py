"""The plain data a bank's shell is drawn with: tabs, footer, contact."""

from collections.abc import Iterator, Sequence
from typing import Any

from nastavnik import messages
from nastavnik.bank.holdings import PRACTICES, SCHOOLS
from nastavnik.bank.papers.records import Region
from nastavnik.bank.site import digest, machines, region_pages, statistics
from nastavnik.building.assets import REGION
from nastavnik.pages import policy
from nastavnik.pages.navigation import accessibility_link, link, menu, plain
from nastavnik.school.handwritten import Handwritten
from nastavnik.views.accessibility import ADDRESS as ACCESSIBILITY


def shell_data(region: Region, own: Sequence[Handwritten], *, search: bool) -> dict[str, Any]:
    """`config.extra.nv` of a bank."""
    tabs = [link("home", messages.BANK_TAB_PRACTICES, "."), link("schools", messages.BANK_TAB_SCHOOLS, SCHOOLS)]
    bank = [
        link("practices", messages.BANK_ALL, PRACTICES),
        link("schools", messages.BANK_SCHOOLS, SCHOOLS),
        link("changes", messages.BANK_CHANGES, digest.ADDRESS),
        link("statistics", messages.BANK_STATISTICS, statistics.ADDRESS),
        link("report", messages.BANK_REPORT, region_pages.REPORT),
        *_own_links(own),
    ]
    asked = [plain(person) for person in region_pages.keepers(region)]
    return {
        "section": region.short_title,
        "school": {
            "title": region.keeper,
            "short_title": region.region,
            "place": "",
            "site": region.site,
            "site_title": messages.KEEPERS_SITE,
        },
        "tabs": [*tabs, *(link(page.id, page.tab, page.url) for page in own if page.tab)],
        "bar": [],
        "menu": menu((messages.BANK, bank), (messages.OPEN_DATA, _open_data())),
        "contacts": asked,
        "rights": [],
        "contact": next(iter(asked), None),
        "brand": "",
        "search": search,
        "hosts": [],
        "policy": policy.MARK,
        "demo": None,
        "low_vision": ACCESSIBILITY,
        "feed": digest.ATOM,
        "sheets": [REGION],
    }


def _open_data() -> list[dict[str, str]]:
    return [
        link("", messages.PRACTICES_CSV, machines.TABLE),
        link("", messages.CATALOGUE_JSON, machines.CATALOGUE),
        link("", messages.ATOM_OF_CHANGES, digest.ATOM),
    ]


def _own_links(own: Sequence[Handwritten]) -> Iterator[dict[str, str]]:
    """Hand-written pages, and the page on accessibility unless one of them stands instead."""
    yield from (link(page.id, page.title, page.url) for page in own if page.url)
    if all(page.url != ACCESSIBILITY for page in own):
        yield accessibility_link()
