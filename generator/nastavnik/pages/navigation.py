"""The plain data the shell is drawn with: school, tabs, bottom bar, footer. Tabs exist only for what has something."""

from collections.abc import Sequence
from typing import Any

from nastavnik import messages
from nastavnik.records import KINDS
from nastavnik.records.school import Curator
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
        "contact": contact(messages.CURATOR, catalogue.school.curators),
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
            link(kind, cls.tab, f"{kind}/")
            for kind, cls in KINDS.items()
            if cls.tab and cls.last_tab is is_last and (catalogue.kinds[kind] or catalogue.withheld[kind])
        ]
        for is_last in (False, True)
    )
    own = [link(page.id, page.tab, page.url) for page in pages if page.tab]
    return [*first, *own, *last]


def _bar(tabs: list[dict[str, str]]) -> list[dict[str, str]]:
    home = link("home", messages.HOME, ".") | {"icon": "i-home"}
    named = {tab["id"]: tab for tab in tabs}
    chosen = [named[id] | {"icon": icon} for id, icon in BAR_ICONS.items() if id in named]
    return [home, *({**tab, "title": messages.BAR_TITLES.get(tab["id"], tab["title"])} for tab in chosen)]


def _menu(catalogue: Catalogue, pages: list[Handwritten], tabs: list[dict[str, str]]) -> list[dict[str, Any]]:
    school = catalogue.school
    home = link("home", messages.HOME_OF_SECTION, ".")
    section = [home, *({**tab, "title": _full_title(tab)} for tab in tabs)]
    useful = _without_tabs(catalogue)
    useful += [link(page.id, page.title, page.url) for page in pages if not page.tab and page.url]
    outside = [link("", school.site_title or messages.MAIN_SITE, school.site)]
    outside += [link("", network.title, network.url) for network in school.networks]
    outside += [link("", messages.REGION_BANK, school.region_bank)] if school.region_bank else []
    groups = [
        {"title": messages.SECTION, "links": section},
        {"title": messages.USEFUL, "links": useful},
        {"title": messages.SCHOOL, "links": outside},
    ]
    return [group for group in groups if group["links"]]


def _without_tabs(catalogue: Catalogue) -> list[dict[str, str]]:
    """Kinds that have records and no tab, and the honour board."""
    kinds = [
        link(kind, cls.heading, f"{kind}/") for kind, cls in KINDS.items() if not cls.tab and catalogue.kinds[kind]
    ]
    honour = [link("honour", messages.HONOUR, ADDRESS)]
    return kinds + (honour if board(catalogue) else [])


def link(id: str, title: str, url: str) -> dict[str, str]:
    """A link of the shell: `id` is the section it leads to, empty for what is none."""
    return {"id": id, "title": title, "url": url}


def _full_title(tab: dict[str, str]) -> str:
    return KINDS[tab["id"]].heading if tab["id"] in KINDS else tab["title"]


def contact(heading: str, people: Sequence[Curator]) -> dict[str, Any] | None:
    """The first of these people as the footer names them; None if there is nobody."""
    if not people:
        return None
    first = people[0]
    who = messages.signed(first.name, first.post) if first.name else first.post
    return {
        "heading": heading,
        "lines": [line for line in (who, first.hours) if line],
        "phone": first.phone or "",
        "phone_href": messages.phone_address(first.phone) if first.phone else "",
        "email": first.email or "",
    }


def _brand(catalogue: Catalogue) -> str:
    school = catalogue.school
    colours = {"--nv-brand": school.brand, "--nv-brand2": school.brand2, "--nv-link": school.link}
    return ";".join(f"{name}:{colour}" for name, colour in colours.items() if colour)
