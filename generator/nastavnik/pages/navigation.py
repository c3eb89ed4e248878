"""The plain data the shell is drawn with: school, tabs, bottom bar, footer. Tabs exist only for what has something."""

from typing import Any

from nastavnik import messages
from nastavnik.records import KINDS
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.handwritten import Handwritten
from nastavnik.views.honour import ADDRESS, board

MOST_TABS = 7
BAR_ICONS = {"roadmap": "i-plan", "news": "i-news", "parents": "i-fam"}


def section_data(catalogue: Catalogue, pages: list[Handwritten], *, search: bool = False) -> dict[str, Any]:
    """`config.extra.nv`: everything the shell knows besides the page itself."""
    tabs = _tabs(catalogue, pages)
    return {
        "section": messages.SECTION,
        "school": _school(catalogue),
        "tabs": tabs[:MOST_TABS],
        "bar": _bar(tabs),
        "menu": _menu(catalogue, pages, tabs),
        "contact": _contact(catalogue),
        "brand": _brand(catalogue),
        "search": search,
        "feed": "feeds/news.atom" if catalogue.kinds["news"] else "",
    }


def _school(catalogue: Catalogue) -> dict[str, str]:
    school = catalogue.school
    return {
        "title": school.title,
        "short_title": school.short_title,
        "place": school.place or "",
        "site": school.site,
        "site_title": school.site_title or messages.MAIN_SITE,
    }


def _tabs(catalogue: Catalogue, pages: list[Handwritten]) -> list[dict[str, str]]:
    """Kinds that have records and hand-written pages that name a tab; papers and figures after both."""
    first, last = (
        [
            {"id": kind, "title": cls.tab, "url": f"{kind}/"}
            for kind, cls in KINDS.items()
            if cls.tab and cls.last_tab is is_last and (catalogue.kinds[kind] or catalogue.withheld[kind])
        ]
        for is_last in (False, True)
    )
    own = [{"id": page.id, "title": page.tab, "url": page.url} for page in pages if page.tab]
    return [*first, *own, *last]


def _bar(tabs: list[dict[str, str]]) -> list[dict[str, str]]:
    home = {"id": "home", "title": messages.HOME, "url": ".", "icon": "i-home"}
    named = {tab["id"]: tab for tab in tabs}
    chosen = [named[id] | {"icon": icon} for id, icon in BAR_ICONS.items() if id in named]
    return [home, *({**tab, "title": messages.BAR_TITLES.get(tab["id"], tab["title"])} for tab in chosen)]


def _menu(catalogue: Catalogue, pages: list[Handwritten], tabs: list[dict[str, str]]) -> list[dict[str, Any]]:
    school = catalogue.school
    home = {"id": "home", "title": messages.HOME_OF_SECTION, "url": "."}
    section = [home, *({**tab, "title": _full_title(tab)} for tab in tabs)]
    useful = _without_tabs(catalogue)
    useful += [{"id": page.id, "title": page.title, "url": page.url} for page in pages if not page.tab and page.url]
    outside = [{"id": "", "title": school.site_title or messages.MAIN_SITE, "url": school.site}]
    outside += [{"id": "", "title": link.title, "url": link.url} for link in school.networks]
    outside += [{"id": "", "title": messages.REGION_BANK, "url": school.region_bank}] if school.region_bank else []
    groups = [
        {"title": messages.SECTION, "links": section},
        {"title": messages.USEFUL, "links": useful},
        {"title": messages.SCHOOL, "links": outside},
    ]
    return [group for group in groups if group["links"]]


def _without_tabs(catalogue: Catalogue) -> list[dict[str, str]]:
    """Kinds that have records and no tab, and the honour board."""
    kinds = [
        {"id": kind, "title": cls.heading, "url": f"{kind}/"}
        for kind, cls in KINDS.items()
        if not cls.tab and catalogue.kinds[kind]
    ]
    honour = [{"id": "honour", "title": messages.HONOUR, "url": ADDRESS}]
    return kinds + (honour if board(catalogue) else [])


def _full_title(tab: dict[str, str]) -> str:
    return KINDS[tab["id"]].heading if tab["id"] in KINDS else tab["title"]


def _contact(catalogue: Catalogue) -> dict[str, Any] | None:
    curators = catalogue.school.curators
    if not curators:
        return None
    first = curators[0]
    who = f"{first.name}, {messages.uncapital(first.post)}" if first.name else first.post
    return {
        "heading": messages.CURATOR,
        "lines": [line for line in (who, first.hours) if line],
        "phone": first.phone or "",
        "phone_href": messages.phone_address(first.phone) if first.phone else "",
        "email": first.email or "",
    }


def _brand(catalogue: Catalogue) -> str:
    school = catalogue.school
    colours = {"--nv-brand": school.brand, "--nv-brand2": school.brand2, "--nv-link": school.link}
    return ";".join(f"{name}:{colour}" for name, colour in colours.items() if colour)
