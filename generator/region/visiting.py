"""One source, one visit: what it gave, or one sentence why not. Never raises for anything a source does."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field

from yarl import URL

from generator import messages
from generator.region.addresses import BadAddress, address
from generator.region.fetching import Fetched, Fetcher, FetchFailed
from generator.region.limits import Limits
from generator.region.reading import CatalogueRejected, Reading, read
from generator.region.robots import NAME
from generator.region.taken import Harvested

CATALOGUE = "api/v1/catalog.json"
READER = "1"
"""Goes up when the same bytes are to be read anew: what an older reader read is never «unchanged»."""


@dataclass(frozen=True, slots=True)
class Task:
    """A source to visit, and what it said the last time."""

    source: str
    """The file's name in `sources/`, without its ending."""
    url: str = ""
    path: str = ""
    """A folder, an archive, a table or a catalogue on this machine; the network is not asked then."""
    written: str = ""
    """The same path as the region wrote it down."""
    type: str = "catalog"
    inn: str | None = None
    title: str = ""
    municipality: str = ""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The same for all sources of a harvest."""

    at: dt.datetime
    """When the harvest began, UTC."""
    bank: str
    """The bank's public address: a consent has to name it."""
    region: str = ""
    limits: Limits = field(default_factory=Limits)

    @property
    def agent(self) -> str:
        """How a harvest names itself to schools."""
        return f"{NAME}/1 (+{self.bank})"

    @property
    def today(self) -> dt.date:
        return self.at.date()


async def visit(fetcher: Fetcher, task: Task, settings: Settings, *, last: bool = True) -> Harvested:
    """Ask a school for its catalogue; `last` says that nothing more is wanted of its host."""
    try:
        url = catalogue_address(task.url)
        known = _Known.of(task, settings)
        fetched = await fetcher.get(url, settings.limits.largest, known.headers(), last=last)
        digest = hashlib.sha256(fetched.body or b"").hexdigest()[:32]
        if fetched.body is None or digest == known.digest:
            return Harvested(task.source, "unchanged", settings.at, etag=task.etag, last_modified=task.last_modified)
        return taken(task, settings, read(fetched.body, bank=settings.bank, inn=task.inn), fetched, digest)
    except (FetchFailed, BadAddress, CatalogueRejected) as refused:
        return failed(task, settings, str(refused))


def taken(
    task: Task, settings: Settings, reading: Reading, fetched: Fetched | None = None, digest: str = ""
) -> Harvested:
    """A reading as the result of a visit."""
    return Harvested(
        source=task.source,
        outcome="taken",
        at=settings.at,
        school=reading.school,
        items=reading.items,
        rejections=reading.rejections,
        etag=f"{_reader(task, settings)}:{digest}:{fetched.etag or ''}" if fetched else None,
        last_modified=fetched.last_modified if fetched else None,
        bytes=len(fetched.body or b"") if fetched else 0,
    )


def failed(task: Task, settings: Settings, reason: str) -> Harvested:
    """A visit that gave nothing."""
    return Harvested(task.source, "failed", settings.at, reason)


def catalogue_address(url: str) -> URL:
    """Where the catalogue of a section lies; the address of the file itself is taken as it is. Raises `BadAddress`."""
    if not url:
        raise BadAddress(messages.SOURCE_WITHOUT_ADDRESS)
    section = address(url)
    return (
        section
        if section.path.endswith(".json")
        else (section if section.path.endswith("/") else section / "") / CATALOGUE
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What a store keeps as an ETag: how it was read, the digest of the body, the server's own ETag."""

    digest: str = ""
    etag: str = ""
    last_modified: str = ""

    @classmethod
    def of(cls, task: Task, settings: Settings) -> "_Known":
        reader, _, rest = (task.etag or "").partition(":")
        digest, colon, etag = rest.partition(":")
        same = colon and reader == _reader(task, settings)
        return cls(digest, etag, task.last_modified or "") if same else cls()

    def headers(self) -> dict[str, str]:
        asked = {"Accept": "application/json", "If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


def _reader(task: Task, settings: Settings) -> str:
    """What else than its bytes decides what a catalogue gives."""
    return hashlib.sha256(f"{READER}|{settings.bank}|{task.url}|{task.inn}".encode()).hexdigest()[:8]
