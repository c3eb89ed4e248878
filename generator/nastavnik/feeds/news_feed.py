"""`/feeds/news.atom` (RFC 4287) and `/feeds/news.json` (JSON Feed 1.1): the newest stories, whole.

Ids are the first addresses of pages. A feed changes when a story does, never because it was built again; stories of
days to come wait for their day.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urljoin
from xml.etree import ElementTree as Xml
from zoneinfo import ZoneInfo

from nastavnik import messages
from nastavnik.feeds.section import Section
from nastavnik.records import News
from nastavnik.school.catalogue import Entry
from nastavnik.text.json_text import json_bytes

MOST = 30
ATOM, JSON = "feeds/news.atom", "feeds/news.json"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_LINK = re.compile(r'\b(href|src)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class FeedStory:
    """One story as both feeds tell it."""

    id: str
    """The first address the story had: readers' programs know it by that."""
    url: str
    title: str
    summary: str
    html: str
    published: str
    updated: str
    image: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself; addresses are whole."""

    title: str
    url: str
    page: str
    author: str
    author_url: str
    updated: str


def news_feeds(section: Section) -> Iterator[tuple[str, bytes]]:
    """Both feeds; empty ones too, so that an address once subscribed to never vanishes."""
    stories = [_story(section, entry) for entry in newest(section)]
    school = section.catalogue.school
    channel = FeedHead(
        messages.feed_title(school.short_title),
        section.root + ATOM,
        f"{section.root}news/",
        school.short_title,
        school.site,
        _updated(section, stories),
    )
    yield ATOM, atom(channel, stories)
    yield JSON, _json_feed(channel, section.root + JSON, stories)


def newest(section: Section) -> list[Entry[News]]:
    """Stories up to today, the newest first."""
    return [entry for entry in section.shown(News) if entry.facts.sort_key <= section.catalogue.today][:MOST]


def _story(section: Section, entry: Entry[News]) -> FeedStory:
    url, record = section.url(entry), entry.record
    picture = section.picture(entry)
    return FeedStory(
        section.first_url(entry),
        url,
        record.title,
        messages.one_line(record.abstract),
        absolute(section.story(entry), url).strip(),
        _moment(section, record.date),
        _moment(section, record.modified),
        section.root + picture if picture else "",
        record.tags,
    )


def absolute(html: str, page: str) -> str:
    """The HTML of a page with its addresses as seen from anywhere."""
    return _LINK.sub(lambda link: f'{link[1]}="{escape(_joined(page, unescape(link[2])))}"', html)


def _joined(page: str, address: str) -> str:
    """An address of a page as seen from anywhere; one that is none, «https://[адрес]», stays as it was written."""
    try:
        return urljoin(page, address)
    except ValueError:
        return address


def _moment(section: Section, day: dt.date) -> str:
    """The beginning of a day where the school is (RFC 3339)."""
    return dt.datetime.combine(day, dt.time.min, ZoneInfo(section.catalogue.school.timezone)).isoformat()


def _updated(section: Section, stories: list[FeedStory]) -> str:
    """When the newest story was; before the first one, the beginning of the year the school year is named by."""
    first = dt.date(int(section.catalogue.school.current_year[:4]), 1, 1)
    return max((story.updated for story in stories), default=_moment(section, first))


def atom(channel: FeedHead, stories: list[FeedStory]) -> bytes:
    """The feed as RFC 4287 has it."""
    feed = Xml.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "ru"})
    _add(feed, "title", channel.title)
    _add(feed, "id", channel.url)
    _add(feed, "updated", channel.updated)
    _add(feed, "link", rel="self", type="application/atom+xml", href=channel.url)
    _add(feed, "link", rel="alternate", type="text/html", href=channel.page)
    author = _add(feed, "author")
    _add(author, "name", channel.author)
    _add(author, "uri", channel.author_url)
    for story in stories:
        entry = _add(feed, "entry")
        _add(entry, "title", story.title)
        _add(entry, "id", story.id)
        _add(entry, "link", rel="alternate", type="text/html", href=story.url)
        _add(entry, "published", story.published)
        _add(entry, "updated", story.updated)
        for tag in story.tags:
            _add(entry, "category", term=tag)
        _add(entry, "summary", story.summary)
        if story.html:
            _add(entry, "content", story.html, type="html")
    Xml.indent(feed, " ")
    text = Xml.tostring(feed, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _add(parent: Xml.Element, tag: str, text: str | None = None, **attributes: str) -> Xml.Element:
    element = Xml.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _json_feed(channel: FeedHead, url: str, stories: list[FeedStory]) -> bytes:
    return json_bytes(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": channel.title,
            "home_page_url": channel.page,
            "feed_url": url,
            "language": "ru",
            "authors": [{"name": channel.author, "url": channel.author_url}],
            "items": [_json_item(story) for story in stories],
        }
    )


def _json_item(story: FeedStory) -> dict[str, object]:
    item = {
        "id": story.id,
        "url": story.url,
        "title": story.title,
        "summary": story.summary,
        **({"content_html": story.html} if story.html else {"content_text": story.summary}),
        "date_published": story.published,
        "date_modified": story.updated,
        "image": story.image,
        "tags": list(story.tags),
    }
    return {name: value for name, value in item.items() if value}
