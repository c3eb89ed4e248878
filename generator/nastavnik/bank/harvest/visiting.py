"""One source, one visit: what it gave, or one sentence why not. Never raises for anything a source does."""

import datetime as dt
import hashlib
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from yarl import URL

from nastavnik import messages
from nastavnik.bank.harvest.catalog_json import CatalogReading, CatalogueRejected, read
from nastavnik.bank.harvest.fetching import Fetched, Fetcher, FetchFailed, Wish
from nastavnik.bank.harvest.hosts import BadAddress, address
from nastavnik.bank.harvest.limits import Limits
from nastavnik.bank.harvest.robots import NAME
from nastavnik.bank.store.model import Harvested, Rejection
from nastavnik.text.marks import printable

CATALOGUE = "api/v1/catalog.json"
READER = "2"
"""Goes up when the same bytes are to be read anew: what an older reader read is never «unchanged»."""
MOST_REJECTIONS = 1000  # told of one source
LONGEST_REASON = 1000  # characters
RULES_HOLD = 24 * 3600
"""Seconds a host's robots.txt need not be asked again (RFC 9309, 2.4)."""


@dataclass(frozen=True, slots=True)
class Task:
    """A source to visit, and what it said the last time."""

    source: str
    """The file's name in `sources/`, without its ending."""
    url: str = ""
    path: str = ""
    """A folder, an archive, a table or a catalogue on this machine; the network is not asked then."""
    written: str = ""
    """`path` as the region wrote it down."""
    type: str = "catalog"
    inn: str | None = None
    title: str = ""
    municipality: str = ""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class HarvestSettings:
    """What holds for all sources of a harvest."""

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


async def visit(fetcher: Fetcher, task: Task, settings: HarvestSettings, *, last: bool = True) -> Harvested:
    """Ask a school for its catalogue; `last` says that nothing more is wanted of its host."""
    try:
        url = catalogue_address(task.url)
        known = _Known.of(task, settings)
        wish = Wish(known.headers(), last, known.allowed(settings))
        fetched = await fetcher.get(url, settings.limits.largest, wish)
        return await fetcher.read(fetched, partial(_read, fetched, known, task, settings))
    except CatalogueRejected as refused:
        return failed(task, settings, str(refused), refused.foreign)
    except (FetchFailed, BadAddress) as refused:
        return failed(task, settings, str(refused))


def _read(fetched: Fetched, known: "_Known", task: Task, settings: HarvestSettings, body: bytes) -> Harvested:
    """What a visit fetched as its result. Raises `CatalogueRejected`."""
    now = _Known.after(fetched, body, known, settings)
    if fetched.spool is None or (now.digest and now.digest == known.digest):
        etag, modified = now.packed(task, settings), fetched.last_modified or task.last_modified
        return Harvested(task.source, "unchanged", settings.at, etag=etag, last_modified=modified)
    return replace(
        taken(task, settings, read(body, bank=settings.bank, inn=task.inn)),
        etag=now.packed(task, settings),
        last_modified=fetched.last_modified,
        bytes=len(body),
    )


def taken(task: Task, settings: HarvestSettings, reading: CatalogReading) -> Harvested:
    """A reading as the result of a visit; what is said of it has no signs a terminal or a database chokes on."""
    rejections = [
        Rejection(*(printable(words)[:LONGEST_REASON] for words in (rejection.file, rejection.field, rejection.reason)))
        for rejection in reading.rejections[:MOST_REJECTIONS]
    ]
    if more := len(reading.rejections) - len(rejections):
        rejections.append(Rejection("catalog.json", "", messages.more_rejections(more)))
    return Harvested(
        source=task.source,
        outcome="taken",
        at=settings.at,
        school=reading.school,
        items=reading.items,
        rejections=tuple(rejections),
        foreign=reading.foreign,
    )


def failed(task: Task, settings: HarvestSettings, reason: str, foreign: tuple[str, ...] = ()) -> Harvested:
    """A visit that gave nothing; `foreign` are keys of schools whose catalogue it gave instead of its own."""
    return Harvested(task.source, "failed", settings.at, printable(reason)[:LONGEST_REASON], foreign=foreign)


def postponed(task: Task, settings: HarvestSettings, host: str) -> Harvested:
    """A source whose turn at its host did not come in this harvest."""
    reason = messages.turn_not_come(printable(host), settings.limits.queue)
    return Harvested(task.source, "postponed", settings.at, reason)


def alone(work: Callable[[Task, HarvestSettings], Harvested], task: Task, settings: HarvestSettings) -> Harvested:
    """`work` of one source on this machine; whatever goes wrong in it is the failure of this source and of no other."""
    try:
        return work(task, settings)
    except MemoryError:
        return failed(task, settings, messages.TOO_HEAVY)
    except Exception as error:  # the border of one source; `faulty` says why this is allowed here
        return faulty(task, settings, error)


def faulty(task: Task, settings: HarvestSettings, error: Exception) -> Harvested:
    """A visit that met a mistake of ours: a failure of this source, with the traceback for whoever runs the harvest.

    Nothing broad is caught anywhere else but where one practice is drawn: there and here a mistake of ours would cost
    hundreds of schools that have nothing to do with it. It stays loud: the command prints it and ends with status 70.
    """
    trace = "".join(traceback.format_exception(error))
    return replace(failed(task, settings, messages.own_fault(type(error).__name__)), fault=trace)


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
    """What a store keeps as an ETag: how and when a school was read, the body's digest, the server's own ETag."""

    digest: str = ""
    etag: str = ""
    last_modified: str = ""
    asked: int = 0
    """When the rules of the host were asked, in seconds."""

    @classmethod
    def of(cls, task: Task, settings: HarvestSettings) -> "_Known":
        reader, asked, digest, etag = [*(task.etag or "").split(":", 3), "", "", "", ""][:4]
        same = reader == _reader(task, settings) and asked.isdigit()
        return cls(digest, etag, task.last_modified or "", int(asked)) if same else cls()

    @classmethod
    def after(cls, fetched: Fetched, body: bytes, before: "_Known", settings: HarvestSettings) -> "_Known":
        digest = before.digest if fetched.spool is None else ""
        if fetched.spool is not None and not fetched.etag:  # a server with an ETag says it sooner
            digest = hashlib.sha256(body).hexdigest()[:32]
        asked = before.asked if before.allowed(settings) else int(settings.at.timestamp())
        return cls(digest, fetched.etag or "", "", asked)

    def packed(self, task: Task, settings: HarvestSettings) -> str:
        return f"{_reader(task, settings)}:{self.asked}:{self.digest}:{self.etag}"

    def allowed(self, settings: HarvestSettings) -> bool:
        """Whether what the host allowed the last time still holds."""
        return 0 <= settings.at.timestamp() - self.asked < RULES_HOLD

    def headers(self) -> dict[str, str]:
        asked = {"Accept": "application/json", "If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


def _reader(task: Task, settings: HarvestSettings) -> str:
    """What else than its bytes decides what a catalogue gives."""
    return hashlib.sha256(f"{READER}|{settings.bank}|{task.url}|{task.inn}".encode()).hexdigest()[:8]
