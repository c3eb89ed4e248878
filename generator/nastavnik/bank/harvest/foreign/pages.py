"""A site whose pages carry schema.org `LearningResource`: found by its map, read politely, brought to practices."""

import asyncio
import html
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from slugify import slugify
from yarl import URL

from nastavnik import messages
from nastavnik.bank.harvest.catalog_json import MOST, CatalogueRejected, read_plain
from nastavnik.bank.harvest.fetching import Fetcher, FetchFailed, WhatWasRead, Wish
from nastavnik.bank.harvest.foreign.form import personal_in
from nastavnik.bank.harvest.foreign.markup import MarkupNode, MarkupRefused, nodes, roots, several, text, types
from nastavnik.bank.harvest.hosts import BadAddress, address
from nastavnik.bank.harvest.visiting import HarvestSettings, Task, failed, taken
from nastavnik.bank.store.model import Harvested, Rejection
from nastavnik.records import Practice
from nastavnik.records.publishing import VERSION
from nastavnik.records.vocabularies import BASE

WANTED = "LearningResource"
TEXTS = ("Article", "TechArticle", "ScholarlyArticle", "HowTo", "CreativeWork")
"""Types of texts that may tell of a practice too, if they say so; news and papers do not."""
_MENTORING = re.compile(r"наставнич|наставник", re.IGNORECASE)
MAPS = 10  # maps a map of maps may name
IN_A_ROW = 5  # pages that fail one after another before we leave
CRAWL = 1800.0  # seconds for one site
_LOC = re.compile(rb"<(?:\w+:)?loc>")
MOST_LISTED = 20_000  # addresses of one map that are looked at
LONGEST_LISTED = 2000  # bytes of one
_TEXTS = {  # field of a practice → where schema.org says it, the best place first
    "title": ("name", "headline"),
    "summary": ("abstract", "description"),
    "description": ("text", "articleBody", "description"),
    "goal": ("teaches",),
    "period": ("temporalCoverage",),
    "audience": ("audience",),
    "licence": ("license",),
    "published": ("datePublished",),
    "updated": ("dateModified",),
}
_WORDS = {  # where schema.org holds words of our vocabularies
    "education_levels": ("educationalLevel",),
    "forms": ("about", "keywords"),
    "directions": ("about", "keywords"),
    "mentoring_kinds": ("about", "keywords"),
}
_CAPTIONED = ("hasPart", "additionalProperty")
"""Pieces with a name: one named as a field of a practice is that field."""

ToldPractice = tuple[URL, dict[str, Any]]
"""A page and one practice it tells of, as data of a record."""


async def sitemap(fetcher: Fetcher, task: Task, settings: HarvestSettings) -> Harvested:
    """Visit the pages of a site. Never raises for anything a site does."""
    try:
        if not task.inn:
            raise CatalogueRejected(messages.SOURCE_WITHOUT_INN)
        async with asyncio.timeout(CRAWL) as deadline:
            crawl = Crawl(fetcher, settings, Wish(deadlines=(deadline,)))
            root, pages = await _pages(crawl, address(task.url))
            practices, lost = await _read(crawl, pages)
        if not practices:
            raise CatalogueRejected(messages.no_learning_resource(len(pages), WANTED))
        return await fetcher.beside(partial(_reading, practices, lost, root, task, settings))
    except TimeoutError:
        return failed(task, settings, messages.too_slow(CRAWL))
    except (FetchFailed, BadAddress, CatalogueRejected) as refused:
        return failed(task, settings, str(refused))


def _reading(
    practices: list[ToldPractice], lost: list[Rejection], root: URL, task: Task, settings: HarvestSettings
) -> Harvested:
    """What pages told, as the result of a visit. Raises `CatalogueRejected`."""
    items, personal = [], []
    for item in _items(practices, task):
        if reasons := personal_in(item["data"]):
            personal.append(Rejection(f"{item['kind']}/{item['id']}", *reasons[0]))
        else:
            items.append(item)
    catalogue = {"version": VERSION, "school": _school(task, settings, root), "items": items}
    reading = read_plain(catalogue, bank=settings.bank, brief=True)
    return taken(task, settings, replace(reading, rejections=(*lost, *personal, *reading.rejections)))


# --- finding pages ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Crawl:
    """What every request to one site needs."""

    fetcher: Fetcher
    settings: HarvestSettings
    wish: Wish

    async def get(self, url: URL, work: Callable[[bytes], WhatWasRead]) -> WhatWasRead:
        """`work` of the bytes at an address. Raises `FetchFailed`."""
        fetched = await self.fetcher.get(url, self.settings.limits.page, self.wish)
        return await self.fetcher.read(fetched, work)


async def _pages(crawl: Crawl, url: URL) -> tuple[URL, list[URL]]:
    """The root the source names and the pages below it that the site's map lists."""
    root = url if not url.path.endswith(".xml") else url.parent
    root = root if root.path.endswith("/") else root / ""
    listed, more = await _map(crawl, url if url.path.endswith(".xml") else root / "sitemap.xml")
    for other in more[:MAPS]:
        listed += (await _map(crawl, other))[0]
    inside = dict.fromkeys(page for page in listed if page.host == root.host and page.path.startswith(root.path))
    return root, list(inside)[: crawl.settings.limits.pages]


async def _map(crawl: Crawl, url: URL) -> tuple[list[URL], list[URL]]:
    """Pages and further maps that a map lists."""
    return await crawl.get(url, partial(_listed, url, crawl.settings.limits.page))


def _listed(url: URL, most: int, body: bytes) -> tuple[list[URL], list[URL]]:
    if body.startswith(b"\x1f\x8b"):
        try:
            body = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, most)
        except zlib.error:
            body = b""
    listed = []
    for loc in islice(_LOC.finditer(body), MOST_LISTED):
        words = body[loc.end() : loc.end() + LONGEST_LISTED].partition(b"</")[0]
        text_of_loc = words.strip().removeprefix(b"<![CDATA[").removesuffix(b"]]>").strip()
        try:
            listed.append(address(html.unescape(text_of_loc.decode("utf-8", errors="replace")), url))
        except BadAddress:
            continue
    return ([], listed) if b"<sitemapindex" in body[:2000] else (listed, [])


def _patiently(crawl: Crawl, pages: list[URL]) -> tuple[list[URL], list[Rejection]]:
    """As many pages as a site's own pauses leave time for, and what to say of the others."""
    limits = crawl.settings.limits
    pause = max((crawl.fetcher.delay(page.host or "") for page in pages[:1]), default=0.0)
    most = int(limits.queue / pause) if pause else len(pages)
    rest = len(pages) - most
    return pages[:most], [Rejection(str(pages[most]), "", messages.pages_left(rest, pause))] if rest > 0 else []


async def _read(crawl: Crawl, pages: list[URL]) -> tuple[list[ToldPractice], list[Rejection]]:
    """Practices of all pages: together they are no larger than a catalogue may be."""
    told: list[ToldPractice] = []
    pages, lost = _patiently(crawl, pages)
    in_a_row, room = 0, crawl.settings.limits.largest
    for page in pages:
        try:
            practices = await crawl.get(page, _told)
        except (FetchFailed, MarkupRefused) as refused:
            lost.append(Rejection(str(page), "", str(refused)))
            in_a_row += 1
            if in_a_row >= IN_A_ROW:
                break
            continue
        in_a_row = 0
        room -= sum(map(_size, practices))
        if room < 0:
            lost.append(Rejection(str(page), "", messages.too_large(crawl.settings.limits.largest)))
            break
        told += [(page, data) for data in practices[: MOST - len(told)]]
    return told, lost


def _told(body: bytes) -> list[dict[str, Any]]:
    """Practices of a page as data: the rest of what it says is not kept while the other pages are asked."""
    return [_practice(node) for node in _practices_in(body)[:MOST]]


def _size(data: dict[str, Any]) -> int:
    """About how much memory data takes: its signs, and something for each value."""
    return len(str(data)) + 50 * sum(len(value) for value in data.values() if isinstance(value, list))


def _practices_in(body: bytes) -> list[MarkupNode]:
    """Practices a page tells of: learning resources, else a text that says it is about a practice of mentoring."""
    page = body.decode("utf-8", errors="replace")
    if WANTED not in page and not any(type in page for type in TEXTS):
        return []
    elements = roots(page)
    if resources := nodes(elements, WANTED):
        return _each_once(resources)
    works = (node for type in TEXTS for node in nodes(elements, type))
    return _each_once([node for node in works if _MENTORING.search(" ".join(_subjects(node)))])


def _each_once(resources: list[MarkupNode]) -> list[MarkupNode]:
    """Nodes with a name; one that is told in JSON-LD and in the page as well is one."""
    named = ((_first(node, _TEXTS["title"]), node) for node in resources)
    return list({name: node for name, node in reversed([*named]) if name}.values())[::-1]


def _subjects(node: MarkupNode) -> Iterator[str]:
    yield from (
        word for place in ("about", "keywords", "genre", "learningResourceType") for word in _words(node, place)
    )


# --- what they say ---------------------------------------------------------------------------------


def _school(task: Task, settings: HarvestSettings, root: URL) -> dict[str, Any]:
    """The passport the source itself gives: pages do not say it."""
    passport = {"title": task.title, "short_title": task.title[:60], "region": settings.region, "inn": task.inn}
    return {**passport, "id": task.source, "municipality": task.municipality, "section_url": str(root)}


def _items(practices: list[ToldPractice], task: Task) -> Iterator[dict[str, Any]]:
    ids: set[str] = set()
    for page, data in practices:
        id = slugify(PurePosixPath(page.path).stem, max_length=80)
        if not id or id in ids:
            id = f"{id or 'praktika'}-{len(ids) + 1}"
        ids.add(id)
        yield {"source": f"{task.inn}-{task.source}", "kind": Practice.kind, "id": id, "url": str(page), "data": data}


def _practice(node: MarkupNode) -> dict[str, Any]:
    """A node as data of a practice; what it does not say is absent, and the reader tells the school."""
    data: dict[str, Any] = {name: value for name, places in _TEXTS.items() if (value := _first(node, places))}
    for name in ("published", "updated"):
        if name in data:
            data[name] = data[name][:10]
    for name, most in (("title", 150), ("summary", 500)):
        if len(data.get(name, "")) > most:
            data[name] = messages.shortened(data[name], most - 1)
    words = {place: _words(node, place) for place in ("about", "keywords", "educationalLevel")}
    for name, places in _WORDS.items():
        codes = (BASE[name].code(word) for place in places for word in words[place])
        data[name] = list(dict.fromkeys(code for code in codes if code))
    data["tags"] = [word for word in words["keywords"] if not any(BASE[name].code(word) for name in _WORDS)]
    makers = several(node.get("author")) or several(node.get("publisher"))
    data["authors"] = [_author(author) for author in makers] or [{}]
    return {**data, **_captioned(node), "status": "published"}


def _first(node: MarkupNode, places: tuple[str, ...]) -> str:
    return next((words for place in places if (words := text(node.get(place)))), "")


def _words(node: MarkupNode, place: str) -> list[str]:
    """Words of a property: a list, nodes with names, or one text with commas."""
    return [word.strip() for value in several(node.get(place)) for word in text(value).split(",") if word.strip()]


def _author(author: Any) -> dict[str, str]:
    """A team by its name; a person only by the post: pages tell nobody's consent."""
    if isinstance(author, dict) and types(author) & {"Organization", "EducationalOrganization", "School"}:
        return {"team": text(author)}
    return {"post": text(author["jobTitle"])} if isinstance(author, dict) and author.get("jobTitle") else {}


def _captioned(node: MarkupNode) -> dict[str, Any]:
    """Fields that stand under their captions: «Цель», «Что получилось»."""
    captions = {(info.title or name).casefold(): name for name, info in Practice.model_fields.items()}
    fields: dict[str, list[str]] = {}
    for piece in (piece for place in _CAPTIONED for piece in several(node.get(place)) if isinstance(piece, dict)):
        name = captions.get(text(piece.get("name")).casefold())
        words = text(piece.get("text") or piece.get("value"))
        if name and words and name not in ("authors", "status", "privacy_check", "related"):
            fields.setdefault(name, []).append(words)
    many = {name for name in fields if "tuple" in str(Practice.model_fields[name].annotation)}
    return {name: texts if name in many else "\n\n".join(texts) for name, texts in fields.items()}
