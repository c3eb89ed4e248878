"""Which pages of a section are pasted, where each stands in the platform's menu, and how its HTML is drawn."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from nastavnik.building.artifacts import Workbench, own_head
from nastavnik.building.project import Prepared
from nastavnik.engines import plain
from nastavnik.pages.page import LIST, Page
from nastavnik.pages.plan import ROADMAP, AccessibilityPage, ListPage, MovedPage, NoRoadmapPage
from nastavnik.pages.shell import Head
from nastavnik.school.dependencies import WITHIN
from nastavnik.school.handwritten import Handwritten

HOME = ""
OF_A_DAY = {"today", "has_begun", "is_over"}
"""Questions of the catalogue whose answers a day changes."""


Drawing = Callable[[], tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page that is pasted: its address from the root, its title, the page above it in the menu."""

    url: str
    title: str
    above: str | None
    """None for the first page."""
    is_list: bool
    draw: Drawing
    """The page as HTML, with the shell or without, and whether it may say something else on another day."""


@dataclass(frozen=True, slots=True)
class PastingPlan:
    """The pages in the order of the menu, and which of them says what a page says that is not pasted."""

    pages: Mapping[str, PlannedPage]
    elsewhere: Mapping[str, str]


def planned(workbench: Workbench) -> PastingPlan:
    """What is pasted of a section: every page but those that repeat another one or speak of the site itself.

    Lists by subject, form and month say what the whole list says, the current plan has a page twice, «Доступность» is
    about the site we make; a closed platform has its own.
    """
    elsewhere = dict(_repeated(workbench))
    wanted = [page for page in workbench.pages if _is_pasted(page) and page.url not in elsewhere]
    prepared = workbench.prepared
    heads = {page.url: page.head() for page in wanted} | {own.url: own_head(own) for own in prepared.own}
    drawings: dict[str, Drawing] = {page.url: partial(_drawn, workbench, page) for page in wanted}
    drawings |= {own.url: partial(_drawn_own, prepared, own) for own in prepared.own}
    lists = {page.url for page in wanted if page.block == LIST}
    above = {url: _above(head, elsewhere, heads) for url, head in heads.items()}
    return PastingPlan(
        {
            url: PlannedPage(url, heads[url].title, above[url], url in lists, drawings[url])
            for url in _in_order(above, _menu(workbench))
        },
        elsewhere,
    )


def _drawn(workbench: Workbench, page: Page) -> tuple[str, bool]:
    with workbench.catalogue.watching() as answers:
        html = workbench.fragments.draw(page.template, page.block, page.url, page.data())
    return html, not OF_A_DAY.isdisjoint(question.partition(WITHIN)[0] for question in answers)


def _drawn_own(prepared: Prepared, own: Handwritten) -> tuple[str, bool]:
    return plain.page(prepared, own), False


def _is_pasted(page: Page) -> bool:
    """A list without records says nothing: nobody is asked to paste it."""
    is_empty = isinstance(page, NoRoadmapPage) or (isinstance(page, ListPage) and not page.all)
    return not (is_empty or isinstance(page, AccessibilityPage))


def _repeated(workbench: Workbench) -> Iterator[tuple[str, str]]:
    current = workbench.catalogue.current_roadmap()
    if current is not None:
        yield current.url, ROADMAP
    for page in workbench.pages:
        if isinstance(page, MovedPage):
            yield page.url, ROADMAP if current is not None and page.target == current.url else page.target
        elif isinstance(page, ListPage) and page.choice:
            yield page.url, f"{page.kind}/"


def _above(head: Head, elsewhere: Mapping[str, str], known: Mapping[str, object]) -> str | None:
    """The page on the way to this one that is nearest to it."""
    if head.url == HOME:
        return None
    way = [elsewhere.get(crumb.url, crumb.url) for crumb in head.crumbs if crumb.url]
    return next((url for url in reversed(way) if url in known and url != head.url), HOME)


def _menu(workbench: Workbench) -> list[str]:
    """PlatformAddresses in the order in which the site's own menu names them."""
    return [link["url"] for group in workbench.prepared.nv["menu"] for link in group["links"]]


def _in_order(above: Mapping[str, str | None], menu: list[str]) -> list[str]:
    """Each page with all below it right behind it; the first level as in the menu of the site."""
    ranks = {url: number for number, url in enumerate(menu)}
    below: dict[str | None, list[str]] = {}
    for url, parent in above.items():
        below.setdefault(parent, []).append(url)
    below.get(HOME, []).sort(key=lambda url: ranks.get(url, len(ranks)))

    def branch(url: str) -> Iterator[str]:
        yield url
        for child in below.get(url, ()):
            yield from branch(child)

    return [url for top in below.get(None, ()) for url in branch(top)]
