"""Pages of the bank drawn by chunk on their way to staging.

Those who draw a chunk get all they need with it and return bytes, on this machine or another.
"""

import datetime as dt
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup

from nastavnik import messages
from nastavnik.bank.holdings import PublishedData, ShownPractice, authors, written
from nastavnik.bank.site.card_index import Card
from nastavnik.bank.site.contexts import FiltersContext, PracticeCardContext, PracticeContext
from nastavnik.bank.site.findable import snippet_of
from nastavnik.bank.site.machines import catalogue_line, linked_data, table_row
from nastavnik.building.outputs import Staging
from nastavnik.covers.svg import with_parts
from nastavnik.errors import ThemeBroken
from nastavnik.feeds.section import Mapped
from nastavnik.pages.covers import drawn_cover
from nastavnik.pages.details import caption
from nastavnik.pages.fragments import Blocks
from nastavnik.pages.linked_data import site_and_way
from nastavnik.pages.shell import Crumb, Head, Shell
from nastavnik.processes.parallel import chunked, in_order
from nastavnik.records import Practice
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.search import Snippet
from nastavnik.text import markdown, marks
from nastavnik.text.addresses import output_path, relative
from nastavnik.views.cover_subjects import practice_subject
from nastavnik.views.date_leaf import DateLeaf
from nastavnik.views.lists import Facet

TEMPLATE = "region/practices.html"
PRACTICES_A_CHUNK, LEAVES_A_CHUNK = 100, 40
CARDS, PILLS = Markup(marks.CARDS), Markup(marks.FILTERS)
"""Stand-ins in the data of a page for what is put in when it is drawn: cards of practices, the block `filters`."""
Drawable = TypeVar("Drawable")
SomePage = TypeVar("SomePage", bound="DrawnPage | Undrawn")
_WHOSE = re.compile(r'<p class="whose">.*?</p>', re.DOTALL)
"""Where a card names its school."""
_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')
_INNER_LINK = re.compile(r'<a(?! href="(?:https?:|mailto:|tel:))[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Palette:
    """What every page of one build is drawn with; `mark` tells builds apart on a machine that draws several."""

    fragments: tuple[Path, ...] = field(compare=False)
    overrides: tuple[Path, ...] = field(compare=False)
    nv: Mapping[str, Any] = field(compare=False)
    root: str = field(compare=False)
    vocabularies: Vocabularies = field(compare=False)
    mark: str


@dataclass(frozen=True)
class Leaf:
    """A page that is not a practice's: what the shell says, the block, its data, and what its stand-ins stand for."""

    head: Head
    template: str
    block: str
    data: Mapping[str, Any]
    cards: tuple[bytes, ...] = ()
    facets: Sequence[Facet] = ()
    of_one_school: bool = False
    """Its cards need not say whose they are: the page does."""


@dataclass(frozen=True)
class DrawnPage:
    """A page as bytes; empty if it has been put where it belongs."""

    url: str
    page: bytes
    mapped: Mapped | None
    """How the map of the site leads there; None where search engines are to find another page."""


@dataclass(frozen=True)
class DrawnPractice(DrawnPage):
    """A practice drawn: its page, its place in lists, its line of the catalogue."""

    card: Card
    line: bytes
    row: bytes
    """Its row of the open table."""
    snippet: Snippet
    """What the bank's own search says of it."""


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A practice that could not be drawn; the bank is built without it, and says so."""

    key: str
    reason: str
    """A Russian sentence."""
    trace: str = ""
    """The traceback of a mistake of ours; empty where the practice itself is to blame."""


class Renderer(Blocks):
    """Templates and the shell, opened once a process."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette.fragments, palette.vocabularies)
        self.root = palette.root
        self.shell = Shell(palette.overrides, dict(palette.nv), palette.root)
        self.environment.filters["markdown"] = _markdown
        self.environment.globals.update(
            date_leaf=_leaf, caption=lambda _, name: caption(Practice, name), verdicts=messages.VERDICT_WORDS
        )
        self.filters: dict[tuple[int, int], str] = {}

    def leaf(self, leaf: Leaf) -> DrawnPage:
        """A page with its filters and cards."""
        head, here = leaf.head, leaf.head.url
        fragment = self.block(leaf.template, leaf.block, here, leaf.data)
        if PILLS in fragment:
            fragment = fragment.replace(PILLS, self._filters(leaf))
        joined = b"".join(leaf.cards).decode()
        cards = markdown.pointed(
            _WHOSE.sub("", joined) if leaf.of_one_school else joined, lambda address: relative(address, here)
        )
        data = site_and_way(self.root, self.shell.nv["section"], head)
        html = self.shell.wrap(head, with_parts(fragment.replace(CARDS, cards)), data)
        return DrawnPage(here, html.encode(), None if head.noindex else Mapped(here, head.updated))

    def _filters(self, leaf: Leaf) -> str:
        """The pills of a list: the same on all its pages of one depth."""
        key = (id(leaf.facets), leaf.head.url.count("/"))
        if key not in self.filters:
            data: FiltersContext = {
                "facets": leaf.facets,
                "choice": leaf.data["choice"],
                "whole": leaf.data["whole"],
                "base": leaf.data["base"],
            }
            self.filters[key] = self.block(TEMPLATE, "filters", leaf.head.url, data)
        return self.filters[key]

    def practice(self, shown: ShownPractice) -> DrawnPractice:
        """The page of a practice and everything lists and machines need of it."""
        data = written(shown.item.data)
        about: PracticeCardContext = {
            "record": data,
            "shown": shown,
            "member": shown.member,
            "said": shown.spoken,
            "cover": drawn_cover(practice_subject(f"{Practice.kind}/{shown.item.id}", data)),
        }
        context: PracticeContext = {**about, "authors": authors(data)}
        fragment = with_parts(self.block(TEMPLATE, "page", shown.url, context))
        html = self.shell.wrap(_head(shown, data), fragment, linked_data(self.root, self.vocabularies, shown))
        return DrawnPractice(
            shown.url,
            html.encode(),
            None if shown.original else Mapped(shown.url, shown.item.modified),
            _card(shown, data, self.card(TEMPLATE, shown.url, about).encode()),
            catalogue_line(self.root, shown),
            table_row(self.root, self.vocabularies, shown, data, context["authors"]),
            snippet_of(shown, data, self.vocabularies),
        )


def _card(shown: ShownPractice, data: PublishedData, html: bytes) -> Card:
    published = data["published"] or data["updated"]
    day = dt.date.fromisoformat(published) if published else None
    return Card(shown.item.source, tuple(shown.codes), shown.first_seen, day, shown.item.modified, html)


def _head(shown: ShownPractice, data: PublishedData) -> Head:
    """What the shell says of a practice: search engines are led to the school, the bank's own search finds it here."""
    place = shown.member.place
    return Head(
        url=shown.url,
        title=data["title"],
        description=messages.one_line(data["summary"] or ""),
        section="home",
        crumbs=(Crumb(place.title, f"practices/by/municipality/{place.code}/"), Crumb(data["title"])),
        inner=True,
        found=True,
        updated=shown.item.modified,
        canonical=shown.original or None,
    )


def _leaf(start: dt.date, _end: dt.date | None = None) -> DateLeaf:
    """The leaf of a day of the digest: it is never older than a month, so no year is told."""
    return DateLeaf(str(start.day), messages.MONTHS_OF[start.month - 1], "")


def _markdown(text: str, level: int = 3) -> Markup:
    """Markdown of a school: no picture is asked for from its host, no link leads inside a site that is not here."""
    html = markdown.render(text, lambda _: None, level=level)
    html = _IMAGE.sub(lambda image: "".join(_ALT.findall(image[0])), html) if "<img" in html else html
    return Markup(_INNER_LINK.sub(r"\1", html) if "<a" in html else html)


# --- by chunk ------------------------------------------------------------------------------------------


def draw_practices(palette: Palette, chunk: Sequence[ShownPractice]) -> list[DrawnPractice | Undrawn]:
    """A page, a card and a line of the catalogue for each; whatever goes wrong with one costs no other."""
    return [_drawn(_renderer(palette), shown) for shown in chunk]


def _drawn(renderer: Renderer, shown: ShownPractice) -> DrawnPractice | Undrawn:
    """A practice drawn, or why not: the border of one foreign practice.

    Nothing broad is caught anywhere else but where one source is visited (`harvest.visiting.faulty` says why). It stays
    loud: the command prints the traceback and ends with status 70.
    """
    try:
        return renderer.practice(shown)
    except markdown.TooTangled as refused:
        return Undrawn(shown.item.key, str(refused))
    except ThemeBroken as broken:
        return Undrawn(shown.item.key, str(broken), traceback.format_exc())
    except Exception:
        return Undrawn(shown.item.key, messages.UNDRAWN, traceback.format_exc())


def draw_leaves(palette: Palette, chunk: Sequence[Leaf]) -> list[DrawnPage]:
    """The pages of a chunk."""
    renderer = _renderer(palette)
    renderer.filters.clear()
    return [renderer.leaf(leaf) for leaf in chunk]


class Workshop:
    """One build's pages on their way to staging; `here`: workers may write into its folder."""

    def __init__(self, palette: Palette, staging: Staging, executor: Executor, *, here: bool) -> None:
        self.palette, self.staging, self.executor = palette, staging, executor
        self.place = (staging.site, staging.folder) if here else None

    def practices(self, shown: Iterable[ShownPractice]) -> Iterator[DrawnPractice | Undrawn]:
        """Draw practices in the order given, an answer each; their pages are staged when they come back."""
        yield from self._drawn(draw_practices, chunked(shown, PRACTICES_A_CHUNK))

    def leaves(self, leaves: Iterable[Leaf]) -> Iterator[DrawnPage]:
        """Draw other pages in the order given."""
        yield from self._drawn(draw_leaves, chunked(leaves, LEAVES_A_CHUNK))

    def _drawn(
        self, draw: Callable[[Palette, list[Drawable]], list[SomePage]], chunks: Iterable[list[Drawable]]
    ) -> Iterator[SomePage]:
        work = partial(_chunk, draw, self.palette, self.place)
        for paths, pages in in_order(self.executor, chunks, work):
            self.staging.paths |= paths
            self.staging.put_all((path, data) for path, data in _files(pages) if data)
            yield from pages


@lru_cache(maxsize=1)
def _renderer(palette: Palette) -> Renderer:
    return Renderer(palette)


def _chunk(
    draw: Callable[[Palette, list[Drawable]], list[Any]],
    palette: Palette,
    place: tuple[Path, Path] | None,
    chunk: list[Drawable],
) -> tuple[dict[str, bool], list[Any]]:
    """The pages of a chunk; those of a worker that may write are put already, and come back without their bytes."""
    pages = draw(palette, chunk)
    if place is None:
        return {}, pages
    staging = Staging(*place)
    staging.put_all(_files(pages))
    return staging.paths, [replace(page, page=b"") if isinstance(page, DrawnPage) else page for page in pages]


def _files(pages: Iterable[Any]) -> Iterator[tuple[str, bytes]]:
    """Paths and bytes of what was drawn."""
    return ((output_path(page.url), page.page) for page in pages if isinstance(page, DrawnPage))
