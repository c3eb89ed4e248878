"""Page + fragment → HTML by the theme. The shell is drawn once for pages that differ only in their own words.

It is the same template MkDocs draws hand-written pages with, over the same plain data.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from nastavnik import messages
from nastavnik.pages.policy import policy, protected
from nastavnik.pages.templates import Theme, drawing
from nastavnik.text import marks
from nastavnik.text.addresses import relative, rooted
from nastavnik.text.hyphens import hyphenated
from nastavnik.text.typography import typeset, typeset_text

TEMPLATE = "main.html"
POSTER = "assets/poster.png"
"""The picture networks show beside a link to a page that has none of its own."""
NOT_FOUND = "404.html"
"""A template and the page it makes, shown at any address: it writes addresses from the host's root."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to a page; the page itself has no address."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What the shell says about a page. `section` is the id of its tab; `image` is an address from the root."""

    url: str
    title: str
    description: str = ""
    section: str = ""
    crumbs: tuple[Crumb, ...] = ()
    home: bool = False
    prose: bool = False
    noindex: bool = False
    inner: bool = False
    found: bool = False
    """Whether the search of the section finds it: pages of records and hand-written ones."""
    updated: dt.date | None = None
    image: str = ""
    image_alt: str = ""
    """What is seen on `image`."""
    poster: str = POSTER
    """Address from the root of the picture for networks where there is no `image`: 1200 × 630."""
    canonical: str | None = None
    """Address of the page that says the same and should be the one found, whole if elsewhere; None for this one."""
    moved_to: str = ""
    """Address from the root of the page that browsers are sent on to at once."""

    @property
    def shared_image(self) -> str:
        """Address from the root of the page's own picture as networks show it; they draw no SVG."""
        return "" if self.image.lower().endswith(".svg") else self.image

    def meta(self) -> dict[str, Any]:
        """The plain data templates see as `page.meta`; the same keys on every page."""
        return {
            "section": self.section,
            "description": self.description,
            "crumbs": [{"title": crumb.title, "url": crumb.url} for crumb in self.crumbs],
            "home": self.home,
            "prose": self.prose,
            "noindex": self.noindex,
            "inner": self.inner,
            "found": self.found,
            "updated": self.updated.isoformat() if self.updated else "",
            "updated_text": messages.day(self.updated) if self.updated else "",
            "image": self.shared_image,
            "image_alt": self.image_alt,
            "poster": self.poster,
            "linked_data": "",
            "moved_to": relative(self.moved_to, self.url) if self.moved_to else "",
        }


class Shell:
    """Wraps fragments. `nv` is the plain data of the section (`config.extra.nv`), `root` its public address or ""."""

    def __init__(self, folders: Sequence[Path], nv: dict[str, Any], root: str) -> None:
        self.root, self.nv = root, nv
        self.config = {"extra": {"nv": nv}, "site_url": root}
        self.environment = Theme(folders)
        self.environment.filters["url"] = _url
        self.drawn: dict[tuple[Any, ...], str] = {}

    def wrap(self, head: Head, fragment: str, data: dict[str, Any] | None = None) -> str:
        """The whole page; `data` is what it says to machines (JSON-LD). Raises `ThemeBroken`."""
        words = self._words(head, data)
        key = self._key(head, words)
        if key not in self.drawn:
            self.drawn[key] = self._draw(head, {name: _mark(name) for name in words})
        html = self.drawn[key]
        for name, text in words.items():
            html = html.replace(_mark(name), escape(text))
        return html.replace(_mark("content"), hyphenated(fragment))

    def plain(self, head: Head, fragment: str, data: dict[str, Any] | None = None) -> str:
        """The whole page drawn without a stencil, its content at hand: templates look into what was written by hand."""
        return self._draw(head, self._words(head, data), fragment)

    def not_found(self) -> str:
        """The page a host shows where it has nothing. Raises `ThemeBroken`."""
        return self._rendered(NOT_FOUND, NOT_FOUND, page=None, base_url=urlsplit(self.root or "/").path)

    def policy(self) -> str:
        """The policy every page of the section works under; raises `ThemeBroken`."""
        pages = (self.plain(Head("", ""), ""), self.not_found())
        return policy(pages, self.nv["hosts"], searchable=self.nv["search"])

    def _words(self, head: Head, data: dict[str, Any] | None) -> dict[str, str]:
        """Words that are the page's own; the empty ones are left out, for the template asks whether they are there."""
        meta = head.meta()
        words = {
            "title": head.title,
            "description": head.description,
            "canonical": self._canonical(head),
            "updated": meta["updated"],
            "updated_text": typeset_text(meta["updated_text"]),
            "image": self.root + head.shared_image if head.shared_image else "",
            "image_alt": head.image_alt if head.shared_image else "",
            "poster": self.root + head.poster,
            "linked_data": json_in_html(data) if data else "",
            "moved_to": meta["moved_to"],
        }
        for number, crumb in enumerate(head.crumbs):
            words |= {
                f"crumb{number}": typeset_text(crumb.title),
                f"way{number}": crumb.url and relative(crumb.url, head.url),
            }
        return {name: text for name, text in words.items() if text}

    def _canonical(self, head: Head) -> str:
        if head.canonical and "://" in head.canonical:
            return head.canonical
        return self.root + (head.url if head.canonical is None else head.canonical) if self.root else ""

    def _key(self, head: Head, words: dict[str, str]) -> tuple[Any, ...]:
        """Everything the template can tell apart once the page's own words are set aside."""
        place = head.url.partition("/")[0] if head.inner else head.url  # what it shares with addresses of the shell
        flags = (head.home, head.prose, head.noindex, head.inner, head.found)
        from_home = bool(head.crumbs) and head.crumbs[0].url == "."
        return (place, head.url.count("/"), head.section, from_home, flags, tuple(words))

    def _draw(self, head: Head, words: dict[str, str], content: str | None = None) -> str:
        meta = head.meta()
        meta.update({name: word for name, word in words.items() if name in meta})
        for number, crumb in enumerate(meta["crumbs"]):
            crumb["title"] = words.get(f"crumb{number}", "")
            way = words.get(f"way{number}", "")
            if way.startswith(marks.WORD.opens) and crumb["url"] != ".":
                crumb["url"] = way
        page = {
            "title": words.get("title", ""),
            "url": head.url,
            "content": _mark("content") if content is None else content,
            "canonical_url": words.get("canonical", ""),
            "meta": meta,
        }
        return self._rendered(TEMPLATE, head.url, page=page)

    def _rendered(self, template: str, url: str, **data: Any) -> str:
        with drawing(self.environment, template, url):
            html = self.environment.get_template(template).render(config=self.config, **data)
        return finished(html, self.nv)


def finished(html: str, nv: Mapping[str, Any]) -> str:
    """A page drawn from `nv` as it is published: its text typeset and hyphenated, its policy in its place."""
    return with_policy(hyphenated(typeset(html)), nv)


def with_policy(html: str, nv: Mapping[str, Any]) -> str:
    """A page drawn from `nv` with its policy in the place the template has left for it."""
    return protected(html, nv["hosts"], searchable=nv["search"]) if nv.get("policy") else html


def json_in_html(data: dict[str, Any]) -> Markup:
    """JSON for a `<script>`: nothing in it can close the script or open a comment."""
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _mark(name: str) -> str:
    """A stand-in no page contains and no filter changes."""
    return marks.WORD.around(name)


@pass_context
def _url(context: Context, url: str) -> str:
    page = context["page"]
    if page is None:
        return rooted(url, context["base_url"])
    return url if marks.WORD.opens in url else relative(url, page["url"])
