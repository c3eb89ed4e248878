"""What visitors get: after a switch the live address is asked, and what its host does wrong is told in a sentence each.

The only look through a visitor's eyes; nothing is asked here before somebody publishes. Which pages are asked is by
chance, but the same for the same release.
"""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request, build_opener

from nastavnik import messages
from nastavnik.building.headers import OTHERS
from nastavnik.feeds.catalog import ADDRESS
from nastavnik.publishing.releases import RELEASE, Release, digest, read_release
from nastavnik.publishing.settings import SERVICE

PAGES = 5
LONGEST = 10_000_000  # bytes of an answer
PATIENCE = 20  # seconds for one answer
WORTH_PACKING = 1500  # bytes; smaller answers gain nothing
LONG_CACHED = 3600  # seconds a page may stay old in browsers
TYPES = {
    ".css": ("text/css",),
    ".js": ("text/javascript", "application/javascript"),
    ".json": ("application/json",),
    ".webp": ("image/webp",),
    ".svg": ("image/svg+xml",),
    ".woff2": ("font/woff2", "application/font-woff2"),
    ".ics": ("text/calendar",),
    ".atom": ("application/atom+xml", "application/xml", "text/xml"),
    ".xml": ("application/xml", "text/xml"),
    ".pdf": ("application/pdf",),
}
_MAX_AGE = re.compile(r"max-age=(\d+)")
_LOADED = re.compile(
    rb"<(?:script|img|iframe|link|source)\b[^>]*?\b(?:src|href)=[\"']?(?:https?:)?//([^/\"'\s>]+)", re.I
)


class HostAnswer(NamedTuple):
    """What a host answers to an address; the body unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """A header by its name in any case, empty without one."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True)
class LiveSite:
    """The live address, what should be there, and the files it was made of."""

    root: str
    site: Path
    release: Release
    changed: Sequence[str] = ()
    is_inside: bool = True
    """Whether the service folder lies within the site."""


def address_of(site: Path) -> str:
    """The public address a built site says it has; empty if it does not."""
    try:
        catalogue = json.loads((site / ADDRESS).read_bytes())
        owner = catalogue.get("school") or catalogue.get("region") or {}
        return str(owner.get("section_url", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def read_back(live: LiveSite) -> list[str]:
    """What is wrong at the live address, a sentence each; empty if visitors get what was built."""
    root = live.root.rstrip("/") + "/"
    answers = {path: asked(_url(root, path)) for path in _pages(live)}
    home = answers["index.html"]
    if home is None:
        return [messages.not_answering(root)]
    others = {path: asked(_url(root, path)) for path in _samples(live)}
    return [
        *_pages_that_differ(live, answers),
        *_types(answers, others),
        *_headers(home),
        *_packing(home),
        *_caching(home),
        *_missing(root, live),
        *(_service(root) if live.is_inside else ()),
    ]


def asked(url: str) -> HostAnswer | None:
    """What is answered; None if nothing is. Every status is an answer."""
    request = Request(url, headers={"Accept-Encoding": "gzip", "Cache-Control": "no-cache", "User-Agent": "nastavnik"})
    try:
        with build_opener().open(request, timeout=PATIENCE) as response:
            return _answer(response.url, response.status, dict(response.headers.items()), response.read(LONGEST))
    except HTTPError as error:
        with error:
            return _answer(error.url or url, error.code, dict(error.headers.items()), error.read(LONGEST))
    except (URLError, HTTPException, OSError, ValueError):
        return None


def _answer(url: str, status: int, headers: Mapping[str, str], body: bytes) -> HostAnswer:
    packed = next((value for name, value in headers.items() if name.lower() == "content-encoding"), "")
    try:
        return HostAnswer(url, status, headers, gzip.decompress(body) if packed == "gzip" else body)
    except (OSError, EOFError, zlib.error):
        return HostAnswer(url, status, headers, body)


def _url(root: str, path: str) -> str:
    return urljoin(root, quote(path.removesuffix("index.html")))


def _pages(live: LiveSite) -> list[str]:
    """The home page, two pages that have just changed, and others by chance."""
    pages = [path for path in live.release.files if path.endswith("/index.html")]

    def lot(path: str) -> str:
        return hashlib.blake2b(f"{live.release.id} {path}".encode()).hexdigest()

    changed = sorted((path for path in pages if path in set(live.changed)), key=lot)
    return list(dict.fromkeys(["index.html", *changed[:2], *sorted(pages, key=lot)[:PAGES]]))


def _samples(live: LiveSite) -> list[str]:
    """One file of each sort, the smallest."""
    sizes = {path: seen.size for path, seen in live.release.seen.items()}
    by_size = sorted(live.release.files, key=lambda path: (sizes[path], path), reverse=True)
    samples = {Path(path).suffix: path for path in by_size}
    return [samples[suffix] for suffix in TYPES if suffix in samples]


# --- what may be wrong


def _pages_that_differ(live: LiveSite, answers: Mapping[str, HostAnswer | None]) -> Iterator[str]:
    wrong = [path for path, answer in answers.items() if not _is_as_built(live, path, answer)]
    if not wrong:
        return
    host = urlsplit(live.root).hostname
    bodies = [(path, answer.body) for path in wrong if (answer := answers[path]) and answer.status == 200]
    foreign = {
        name.decode(errors="replace")
        for path, body in bodies
        for name in {*_LOADED.findall(body)} - {*_LOADED.findall((live.site / path).read_bytes())}
    } - {host}
    if foreign:
        yield messages.foreign_on_pages(sorted(foreign))
    else:
        shown = [_url(live.root.rstrip("/") + "/", path) for path in wrong]
        yield messages.not_what_was_built(shown[0], len(shown), len(answers))


def _is_as_built(live: LiveSite, path: str, answer: HostAnswer | None) -> bool:
    return answer is not None and answer.status == 200 and digest(answer.body) == live.release.files[path]


def _types(pages: Mapping[str, HostAnswer | None], others: Mapping[str, HostAnswer | None]) -> Iterator[str]:
    typed = {answer.header("Content-Type").lower().replace(" ", "") for answer in pages.values() if answer}
    if any(not value.startswith("text/html") or "charset=utf-8" not in value for value in typed):
        yield messages.PAGES_WITHOUT_CHARSET
    for path, answer in others.items():
        suffix = Path(path).suffix
        value = answer.header("Content-Type").partition(";")[0].strip().lower() if answer else ""
        if answer is None or answer.status != 200:
            yield messages.file_not_served(path)
        elif value not in TYPES[suffix]:
            yield messages.wrong_type(suffix, value, TYPES[suffix][0])


def _headers(home: HostAnswer) -> Iterator[str]:
    wanted = ["Content-Security-Policy", *OTHERS]
    missing = [name for name in wanted if not home.header(name)]
    if missing:
        yield messages.headers_missing(missing)


def _packing(home: HostAnswer) -> Iterator[str]:
    if len(home.body) > WORTH_PACKING and not home.header("Content-Encoding"):
        yield messages.NOT_PACKED


def _caching(home: HostAnswer) -> Iterator[str]:
    age = _MAX_AGE.search(home.header("Cache-Control"))
    if age and int(age[1]) > LONG_CACHED:
        yield messages.cached_long(int(age[1]))
    elif not age and not home.header("ETag") and not home.header("Last-Modified"):
        yield messages.NOT_CACHED


def _missing(root: str, live: LiveSite) -> Iterator[str]:
    answer = asked(urljoin(root, f"net-takoi-stranicy-{live.release.id}/"))
    if answer and answer.status != 404:
        yield messages.missing_page_answers(answer.status)
    elif answer and live.release.files.get("404.html") != digest(answer.body):
        yield messages.MISSING_PAGE_NOT_OURS


def _service(root: str) -> Iterator[str]:
    answer = asked(urljoin(root, f"{SERVICE}/{RELEASE}"))
    if answer and read_release(answer.body):  # some hosts answer 200 to everything
        yield messages.SERVICE_IS_SERVED
