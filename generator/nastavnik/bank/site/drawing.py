"""Pages of the bank drawn by chunk: each function takes all it needs and returns bytes, on this machine or another."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from markupsafe import Markup

from nastavnik import messages
from nastavnik.addresses import output_path, relative
from nastavnik.bank.holdings import SPOKEN, Shown, Written, written
from nastavnik.bank.site import open_data
from nastavnik.bank.site.card_index import Entry
from nastavnik.bank.site.findable import said_of
from nastavnik.bank.site.machines import catalogue_line, linked_data
from nastavnik.pages.fragments import FILTERS
from nastavnik.pages.shell import Crumb, Head, Shell
from nastavnik.pages.templates import broken, drawn_block, environment
from nastavnik.records import Practice
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.search import Said
from nastavnik.text import markdown
from nastavnik.text.typography import typeset
from nastavnik.views.lists import Facet

Outputs = list[tuple[str, bytes]]

_CARDS, _FILTERS = "\ue005", "\ue006"
_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')
_INNER_LINK = re.compile(r'<a(?! href="(?:https?:|mailto:|tel:))[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, eq=False)
class Plan:
    """What every page of one build is drawn with; `mark` tells builds apart on a machine that draws several."""

    fragments: tuple[Path, ...]
    overrides: tuple[Path, ...]
    nv: Mapping[str, Any]
    root: str
    vocabularies: Vocabularies
    mark: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and other.mark == self.mark

    def __hash__(self) -> int:
        return hash(self.mark)


@dataclass(frozen=True)
class Drawn:
    """A practice drawn: its page, its place in lists, its line of the catalogue."""

    url: str
    page: bytes
    entry: Entry
    line: bytes
    row: bytes
    """Its row of the open table."""
    original: bool
    """Whether the page search engines are to find is another one, at the school."""
    said: Said
    """What the bank's own search says of it."""


@dataclass(frozen=True)
class Leaf:
    """A page that is not a practice's: what the shell says, the block, its data, cards of practices it shows."""

    head: Head
    template: str
    block: str
    data: dict[str, Any]
    cards: tuple[bytes, ...] = ()
    filters: Sequence[Facet] = ()
    linked: dict[str, Any] | None = field(default=None)


def draw_practices(plan: Plan, chunk: Sequence[Shown]) -> list[Drawn]:
    """A page, a card and a line of the catalogue for each."""
    return [_practice(_tools(plan), shown) for shown in chunk]


def draw_leaves(plan: Plan, chunk: Sequence[Leaf]) -> Outputs:
    """The pages as (path, bytes)."""
    tools = _tools(plan)
    tools.filters.clear()
    return [(output_path(leaf.head.url), tools.leaf(leaf)) for leaf in chunk]


class Tools:
    """Templates and the shell, opened once a process."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.shell = Shell(plan.overrides, dict(plan.nv), plan.root)
        self.environment = environment(plan.fragments, trim=True)
        self.environment.filters.update(FILTERS, words=self._words, markdown=_markdown)
        self.environment.globals.update(caption=_caption, verdicts=messages.VERDICT_WORDS)
        self.filters: dict[tuple[int, int], str] = {}

    def page(self, leaf: Leaf, fragment: str) -> bytes:
        return self.shell.wrap(leaf.head, fragment, leaf.linked).encode()

    def leaf(self, leaf: Leaf) -> bytes:
        here = leaf.head.url
        fragment = self.draw(leaf, {"cards": Markup(_CARDS), "filters": Markup(_FILTERS)})
        if _FILTERS in fragment:
            fragment = fragment.replace(_FILTERS, self._filters(leaf))
        cards = markdown.pointed(b"".join(leaf.cards).decode(), lambda address: relative(address, here))
        return self.page(leaf, fragment.replace(_CARDS, cards))

    def draw(self, leaf: Leaf, more: Mapping[str, Any]) -> str:
        """The fragment of a page, typeset. Raises `ThemeBroken`."""
        data = {**leaf.data, **more}
        try:
            return typeset(drawn_block(self.environment, leaf.template, leaf.block, leaf.head.url, data))
        except TemplateError as error:
            raise broken(error, leaf.template, leaf.head.url) from error

    def card(self, data: dict[str, Any]) -> bytes:
        """A card that many lists show: its addresses are pointed from each of them."""
        return typeset(drawn_block(self.environment, "region/practices.html", "card", None, data)).encode()

    def _filters(self, leaf: Leaf) -> str:
        """The pills of a list: the same on all its pages of one depth."""
        key = (id(leaf.filters), leaf.head.url.count("/"))
        if key not in self.filters:
            data = {**leaf.data, "facets": leaf.filters}
            self.filters[key] = self.draw(Leaf(leaf.head, "region/practices.html", "filters", data), {})
        return self.filters[key]

    def _words(self, codes: str | Iterable[str], vocabulary: str) -> str:
        known = self.plan.vocabularies[vocabulary]
        return known.title(codes) if isinstance(codes, str) else ", ".join(known.title(code) for code in codes)


@lru_cache(maxsize=1)
def _tools(plan: Plan) -> Tools:
    return Tools(plan)


def _practice(tools: Tools, shown: Shown) -> Drawn:
    data = written(shown.item.data)
    names = authors(data)
    page = Leaf(
        practice_head(shown, data),
        "region/practices.html",
        "page",
        {**about(shown, data), "authors": names},
        linked=linked_data(tools.plan.root, tools.plan.vocabularies, shown),
    )
    published = data["published"] or data["updated"]
    entry = Entry(
        shown.item.source,
        tuple(shown.codes),
        shown.first_seen,
        dt.date.fromisoformat(published) if published else None,
        shown.item.modified,
        tools.card(about(shown, data)),
    )
    html = tools.page(page, tools.draw(page, {}))
    plan = tools.plan
    return Drawn(
        shown.url,
        html,
        entry,
        catalogue_line(plan.root, shown),
        open_data.row(plan.root, plan.vocabularies, shown, data, names),
        bool(shown.original),
        said_of(shown, data, plan.vocabularies),
    )


def about(shown: Shown, data: Written) -> dict[str, Any]:
    said = [code for code in SPOKEN if shown.verdict and code in shown.verdict.codes]
    return {"record": data, "shown": shown, "member": shown.member, "said": said}


def practice_head(shown: Shown, data: Written) -> Head:
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


def authors(data: Written) -> list[str]:
    """Whom a practice names; those who may not be named here are a team without names."""
    said = []
    for author in data["authors"] or ():
        post = f", {messages.uncapital(author['post'])}" if author["name"] and author["post"] else ""
        said.append(f"{author['name']}{post}" if author["name"] else author["team"] or "")
    named = [one for one in said if one]
    if len(named) == len(said) and named:
        return named
    return [*named, messages.OTHER_AUTHORS if named else messages.AUTHORS_OF_THE_SCHOOL]


def _caption(name: str) -> str:
    return Practice.model_fields[name].title or name


def _markdown(text: str, level: int = 3) -> Markup:
    """Markdown of a school: no picture is asked for from its host, no link leads inside a site that is not here."""
    html = markdown.render(text, lambda _: None, level=level)
    html = _IMAGE.sub(lambda found: "".join(_ALT.findall(found[0])), html) if "<img" in html else html
    return Markup(_INNER_LINK.sub(r"\1", html) if "<a" in html else html)
