"""Pages of the bank drawn by chunk: each function takes all it needs and returns bytes, on this machine or another."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from nastavnik import messages
from nastavnik.addresses import relative
from nastavnik.bank.holdings import SPOKEN, PublishedData, ShownPractice, authors, written
from nastavnik.bank.site import open_data
from nastavnik.bank.site.card_index import Card
from nastavnik.bank.site.contexts import FiltersContext, PracticeCardContext, PracticeContext
from nastavnik.bank.site.findable import said_of
from nastavnik.bank.site.machines import catalogue_line, linked_data
from nastavnik.feeds.section import Mapped
from nastavnik.pages.fragments import Blocks
from nastavnik.pages.shell import Crumb, Head, Shell
from nastavnik.records import Practice
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.search import Snippet
from nastavnik.text import markdown, marks
from nastavnik.views.lists import Facet

TEMPLATE = "region/practices.html"
CARDS, PILLS = Markup(marks.CARDS), Markup(marks.FILTERS)
"""Stand-ins in the data of a page for what is put in when it is drawn: cards of practices, the block `filters`."""
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
    said: Snippet
    """What the bank's own search says of it."""


def draw_practices(palette: Palette, chunk: Sequence[ShownPractice]) -> list[DrawnPractice]:
    """A page, a card and a line of the catalogue for each."""
    return [_renderer(palette).practice(shown) for shown in chunk]


def draw_leaves(palette: Palette, chunk: Sequence[Leaf]) -> list[DrawnPage]:
    """The pages of a chunk."""
    renderer = _renderer(palette)
    renderer.filters.clear()
    return [renderer.leaf(leaf) for leaf in chunk]


class Renderer(Blocks):
    """Templates and the shell, opened once a process."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette.fragments, palette.vocabularies)
        self.root = palette.root
        self.shell = Shell(palette.overrides, dict(palette.nv), palette.root)
        self.environment.filters["markdown"] = _markdown
        self.environment.globals.update(caption=_caption, verdicts=messages.VERDICT_WORDS)
        self.filters: dict[tuple[int, int], str] = {}

    def leaf(self, leaf: Leaf) -> DrawnPage:
        """A page with its filters and cards."""
        head, here = leaf.head, leaf.head.url
        fragment = self.block(leaf.template, leaf.block, here, leaf.data)
        if PILLS in fragment:
            fragment = fragment.replace(PILLS, self._filters(leaf))
        cards = markdown.pointed(b"".join(leaf.cards).decode(), lambda address: relative(address, here))
        html = self.shell.wrap(head, fragment.replace(CARDS, cards))
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
            "said": [code for code in SPOKEN if shown.verdict and code in shown.verdict.codes],
        }
        context: PracticeContext = {**about, "authors": authors(data)}
        fragment = self.block(TEMPLATE, "page", shown.url, context)
        html = self.shell.wrap(_head(shown, data), fragment, linked_data(self.root, self.vocabularies, shown))
        return DrawnPractice(
            shown.url,
            html.encode(),
            None if shown.original else Mapped(shown.url, shown.item.modified),
            _card(shown, data, self.card(TEMPLATE, shown.url, about).encode()),
            catalogue_line(self.root, shown),
            open_data.row(self.root, self.vocabularies, shown, data, context["authors"]),
            said_of(shown, data, self.vocabularies),
        )


@lru_cache(maxsize=1)
def _renderer(palette: Palette) -> Renderer:
    return Renderer(palette)


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


def _caption(_: object, name: str) -> str:
    return Practice.model_fields[name].title or name


def _markdown(text: str, level: int = 3) -> Markup:
    """Markdown of a school: no picture is asked for from its host, no link leads inside a site that is not here."""
    html = markdown.render(text, lambda _: None, level=level)
    html = _IMAGE.sub(lambda found: "".join(_ALT.findall(found[0])), html) if "<img" in html else html
    return Markup(_INNER_LINK.sub(r"\1", html) if "<a" in html else html)
