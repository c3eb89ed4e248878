"""What a section shows, in a few values: pages and their digests, the public catalogue, days, pictures.

The same values are taken of content, which is drawn for it, and of a site that was built: both are compared as visitors
and machines see them. Pages are drawn for a given day, so that a day that passed is no change.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin
from zoneinfo import ZoneInfo

from nastavnik import search
from nastavnik.building.artifacts import Workbench
from nastavnik.building.last_build import LastBuild, own_digests
from nastavnik.building.project import Prepared, Project
from nastavnik.building.site_mark import files_below
from nastavnik.errors import ContentRejected
from nastavnik.feeds.calendar import ADDRESS as CALENDAR
from nastavnik.feeds.calendar import PLAN_ADDRESS, calendars
from nastavnik.feeds.catalog import ADDRESS as CATALOGUE
from nastavnik.feeds.catalog import catalog
from nastavnik.pages.navigation import section_data
from nastavnik.school.handwritten import handwritten
from nastavnik.school.loading import load

_Json = dict[str, Any]
INDEX = "index.html"
_MAIN = re.compile(r"<body[^>]*>(.*?)(<main\b.*?</main>)(.*)</body>", re.DOTALL)
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PICTURE = re.compile(r'<img\b[^>]*?\ssrc="([^"]+)"')
_MOVED = re.compile(r'<meta http-equiv="refresh"')
_NOWHERE = "https://section.invalid/"


class PageLook(NamedTuple):
    """A page as it is compared: its heading, a digest of its content, one of the header and footer around it."""

    title: str
    content: str
    frame: str


class ShownDate(NamedTuple):
    """A line of a calendar: what, the first and the last day or hour."""

    title: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a section shows on a day; addresses are from its root."""

    pages: Mapping[str, PageLook] = field(default_factory=dict)
    """Pages of records and lists; former addresses, which only lead on, are none."""
    own: Mapping[str, str | None] = field(default_factory=dict)
    """Digests of hand-written pages; None where nobody remembers it."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Headings of hand-written pages."""
    school: _Json = field(default_factory=dict)
    items: Mapping[str, _Json] = field(default_factory=dict)
    """Items of the catalogue for machines by `<kind>/<id>`."""
    dates: Mapping[str, ShownDate] = field(default_factory=dict)
    """Lines of both calendars by their UIDs."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Addresses of pictures and of a page that shows each."""

    @property
    def root(self) -> str:
        """Public address of the section, with its slash."""
        return f"{str(self.school.get('section_url', '')).rstrip('/')}/"


def of_content(project: Project, day: dt.date, *, searchable: bool = True) -> Snapshot:
    """What a site made of the content would show on a day. Raises `ContentRejected` for content with errors.

    `searchable`: whether the site would have a search, which its header says.
    """
    loaded = load(project.content, day)
    if loaded.catalogue is None or loaded.errors:
        raise ContentRejected(loaded.errors)
    own, _ = handwritten(project.content)
    nv = section_data(loaded.catalogue, own, search=searchable)
    workbench = Workbench(Prepared(project, loaded.catalogue, tuple(own), nv, ()))
    html = dict(_drawn(workbench))
    files = {**dict(catalog(workbench.section)), **dict(calendars(workbench.section))}
    return _snapshot(html, files, own_digests(own), {page.url: page.title for page in own})


def of_site(site: Path, last: LastBuild | None, unknown: Iterable[str]) -> Snapshot:
    """What a site that was built shows. `last` is what its build noted; without it, which of the pages were written by
    hand: the addresses `unknown`, whose digests nobody knows.
    """
    pages = {path: site / path for path in files_below(site) if path.endswith(INDEX)}
    html = {quote(path.removesuffix(INDEX)): file.read_text("utf-8", errors="replace") for path, file in pages.items()}
    files = {
        name: (site / name).read_bytes() for name in (CATALOGUE, CALENDAR, PLAN_ADDRESS) if (site / name).is_file()
    }
    written: Mapping[str, str | None] = last.own if last else dict.fromkeys(unknown)
    own = {url: digest for url, digest in written.items() if url in html}
    titles = {url: _title(html[url]) for url in own}
    return _snapshot({url: text for url, text in html.items() if url not in own}, files, own, titles)


def has_search(site: Path) -> bool:
    """Whether a site that was built has a search."""
    return (site / search.FOLDER).is_dir()


def _snapshot(
    html: Mapping[str, str], files: Mapping[str, bytes], own: Mapping[str, str | None], titles: Mapping[str, str]
) -> Snapshot:
    catalogue = _json(files.get(CATALOGUE, b"{}"))
    zone = ZoneInfo(catalogue["school"]["timezone"]) if catalogue.get("school") else ZoneInfo("UTC")
    shown = {url: text for url, text in html.items() if not _MOVED.search(text)}
    return Snapshot(
        {url: look for url, text in shown.items() if (look := _look(text))},
        own,
        titles,
        catalogue.get("school", {}),
        {f"{item['kind']}/{item['id']}": item for item in catalogue.get("items", ())},
        {uid: date for name in (CALENDAR, PLAN_ADDRESS) for uid, date in _dates(files.get(name, b""), zone)},
        dict(_pictures(shown)),
    )


def _drawn(workbench: Workbench) -> Iterator[tuple[str, str]]:
    for artifact in workbench.artifacts(lines=False):
        if artifact.url is not None:
            yield artifact.url, b"".join(data for _, data in artifact.make(workbench)).decode()


def _json(data: bytes) -> _Json:
    try:
        parsed = json.loads(data)
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}


# --- a page --------------------------------------------------------------------------------------------


def _look(html: str) -> PageLook | None:
    parts = _MAIN.search(html)
    return PageLook(_title(html), _digest(parts[2]), _digest(parts[1] + parts[3])) if parts else None


def _title(html: str) -> str:
    heading = _HEADING.search(html)
    return " ".join(unescape(_TAG.sub("", heading[1])).split()) if heading else ""


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _pictures(html: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pictures in the content of pages by their addresses from the section's root."""
    for url, text in sorted(html.items(), reverse=True):
        parts = _MAIN.search(text)
        for written in _PICTURE.findall(parts[2]) if parts else ():
            yield urljoin(f"{_NOWHERE}{url}", unescape(written)).removeprefix(_NOWHERE), url


def _dates(calendar: bytes, zone: ZoneInfo) -> Iterator[tuple[str, ShownDate]]:
    from icalendar import Calendar  # slow to import

    for event in Calendar.from_ical(calendar).walk("VEVENT") if calendar else ():
        start = event.decoded("dtstart")
        end = event.decoded("dtend", start)
        yield str(event["uid"]), ShownDate(str(event["summary"]), _local(start, zone), _local(end, zone))


def _local(moment: dt.date, zone: ZoneInfo) -> dt.date:
    """An hour of the world as the school's own."""
    return moment.astimezone(zone) if isinstance(moment, dt.datetime) else moment
