"""The plain data the shell is drawn with: school, tabs, bottom bar, footer. Tabs exist only for what has something."""

from typing import Any

from nastavnik import messages
from nastavnik.pages import policy
from nastavnik.records import KINDS
from nastavnik.records.school import School
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.handwritten import Handwritten
from nastavnik.text.typography import typeset_text
from nastavnik.views.accessibility import ADDRESS as ACCESSIBILITY
from nastavnik.views.contacts import ContactPerson, contacts
from nastavnik.views.glossary import index
from nastavnik.views.honour import ADDRESS, board, gratitude
from nastavnik.views.questions import PARENTS, questions
from nastavnik.views.rights import rights

MOST_TABS, MOST_QUESTIONS, DEMO_PAGE = 7, 6, "about-demo"
LOW_VISION = "dostupnost"
"""The anchor of what a hand-written page says about reading with weak eyes."""
BAR_ICONS = {"roadmap": "i-plan", "news": "i-news", "parents": "i-fam"}


def section_data(catalogue: Catalogue, pages: list[Handwritten], *, search: bool = False) -> dict[str, Any]:
    """`config.extra.nv`: everything the shell knows besides the page itself."""
    school, tabs = catalogue.school, _tabs(catalogue, pages)
    people = [plain(person) for person in contacts(school.curators, catalogue.vocabularies["curator_roles"])]
    colours = {"--nv-brand": school.brand, "--nv-brand2": school.brand2, "--nv-link": school.link}
    return {
        "section": messages.SECTION,
        "school": {
            "title": school.title,
            "short_title": school.short_title,
            "place": school.place or "",
            "site": school.site,
            "site_title": school.site_title or messages.MAIN_SITE,
        },
        "tabs": tabs[:MOST_TABS],
        "bar": _bar(tabs),
        "menu": _menu(catalogue, pages, tabs),
        "contacts": people,
        "rights": [{"title": each.title, "url": each.url} for each in rights(catalogue)],
        "contact": next(iter(people), None),
        "brand": ";".join(f"{name}:{colour}" for name, colour in colours.items() if colour),
        "search": search,
        "hosts": list(school.allowed_hosts),
        "policy": policy.MARK,
        "demo": _demo(school, pages),
        "low_vision": next((page.url for page in pages if f"#{LOW_VISION}}}" in page.text), ACCESSIBILITY),
        "questions": _questions(pages),
        "glossary": [{"letter": letter, "terms": [term._asdict() for term in terms]} for letter, terms in index(pages)],
        "feed": "feeds/news.atom" if catalogue.kinds["news"] else "",
    }


def _questions(pages: list[Handwritten]) -> list[dict[str, str]]:
    """Where the search leads before anything is asked: what families ask most."""
    parents = next((page for page in pages if page.id == PARENTS), None)
    return [
        link("", typeset_text(title), parents.url) | {"anchor": anchor}
        for title, anchor in questions(parents, MOST_QUESTIONS)
        if parents
    ]


def _demo(school: School, pages: list[Handwritten]) -> dict[str, str] | None:
    """What every page of an invented school says at its foot, and its page that tells more, if there is one."""
    if school.demo is None:
        return None
    about = next((page for page in pages if page.id == DEMO_PAGE), None)
    return {
        "note": messages.demo_note(school.demo),
        "url": about.url if about else "",
        "title": about.title if about else "",
    }


def _tabs(catalogue: Catalogue, pages: list[Handwritten]) -> list[dict[str, str]]:
    """Kinds that have records and hand-written pages that name a tab; papers and figures after both."""
    first, last = (
        [
            link(kind, cls.short_heading, f"{kind}/")
            for kind, cls in KINDS.items()
            if cls.short_heading and cls.last_tab is is_last and (catalogue.kinds[kind] or catalogue.withheld[kind])
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
    """The section; kinds that have records and no tab, the honour board and other pages; the school elsewhere."""
    school = catalogue.school
    section = [link("home", messages.HOME_OF_SECTION, "."), *({**tab, "title": _full_title(tab)} for tab in tabs)]
    useful = [
        *(
            link(kind, cls.heading, f"{kind}/")
            for kind, cls in KINDS.items()
            if not cls.short_heading and catalogue.kinds[kind]
        ),
        *([link("honour", messages.HONOUR, ADDRESS)] if board(catalogue) or gratitude(catalogue) else []),
        *(link(page.id, page.title, page.url) for page in pages if not page.tab and page.url),
        *([] if any(page.url == ACCESSIBILITY for page in pages) else [accessibility_link()]),
    ]
    outside = [
        link("", school.site_title or messages.MAIN_SITE, school.site),
        *(link("", network.title, network.url) for network in school.networks),
        *([link("", messages.REGION_BANK, school.region_bank)] if school.region_bank else []),
    ]
    return menu((messages.SECTION, section), (messages.USEFUL, useful), (messages.SCHOOL, outside))


def menu(*groups: tuple[str, list[dict[str, str]]]) -> list[dict[str, Any]]:
    """Groups of links, each with its title; where the footer is narrow, all but the first are `folded`."""
    filled = [(title, links) for title, links in groups if links]
    return [{"title": title, "links": links, "folded": bool(at)} for at, (title, links) in enumerate(filled)]


def link(id: str, title: str, url: str) -> dict[str, str]:
    """A link of the shell: `id` is the section it leads to, empty for what is none."""
    return {"id": id, "title": title, "url": url}


def accessibility_link() -> dict[str, str]:
    """The page «Доступность» as the menu names it."""
    return link(ACCESSIBILITY.strip("/"), messages.ACCESSIBILITY, ACCESSIBILITY)


def _full_title(tab: dict[str, str]) -> str:
    return KINDS[tab["id"]].heading if tab["id"] in KINDS else tab["title"]


def plain(person: ContactPerson) -> dict[str, Any]:
    """One of those to ask as the footer names them."""
    return {
        "heading": person.title,
        "lines": [typeset_text(line) for line in person.lines],
        "phone": person.phone,
        "phone_href": messages.phone_address(person.phone) if person.phone else "",
        "email": person.email,
    }
