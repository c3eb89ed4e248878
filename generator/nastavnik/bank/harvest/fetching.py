"""The network: one address → its bytes, politely and within limits, or one Russian sentence why not.

Redirects are followed here, each hop judged like the first address; names are judged once more when they have become
addresses (`hosts.opener`). Nothing is kept between schools: no cookies, no proxies of the environment. Bodies are
unpacked by ourselves and counted as they come: an endless one ends early. A large one lies on disk until it is read,
so that who sends slowly holds nothing others wait for.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import TypeVar

import aiohttp
from yarl import URL

from nastavnik import messages
from nastavnik.bank.harvest import robots
from nastavnik.bank.harvest.hosts import BadAddress, Forbidden, address, opener
from nastavnik.bank.harvest.limits import Limits

_REDIRECTS = {301, 302, 303, 307, 308}
_PASSING = {408, 425, 429, 500, 502, 503, 504}
"""Statuses that may be gone a moment later."""
CONDITIONS = {"If-None-Match", "If-Modified-Since"}
"""Headers without which nobody may answer «not modified» (RFC 9110, 15.4.5)."""
_STEP = 262_144  # bytes unpacked at a time
_NAMES_TOGETHER = 64  # names asked of the system at once; a dead name takes its time
WhatWasRead = TypeVar("WhatWasRead")


class _BodyRefused(Exception):
    """The body is not to be had whole; the message is a Russian sentence."""


class FetchFailed(Exception):
    """Why an address gave nothing, as a Russian sentence."""


class _Passing(FetchFailed):
    """A failure worth another try, not before `wait` seconds if the host said so."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    url: str
    spool: "SpooledTemporaryFile[bytes] | None"
    """The body as it lies in memory or on disk; None if it is the same as the time before."""
    etag: str | None
    last_modified: str | None
    size: int = 0
    """Bytes of the body, unpacked."""

    @property
    def body(self) -> bytes | None:
        """The whole body, read anew each time it is asked for; None if it is the same as the time before."""
        if self.spool is None:
            return None
        self.spool.seek(0)
        return self.spool.read()


@dataclass(frozen=True, slots=True)
class Wish:
    """How an address is asked."""

    headers: Mapping[str, str] = field(default_factory=dict)
    last: bool = False
    """Nothing more is wanted of the host: the connection is closed."""
    allowed: bool = False
    """The host's rules were asked for this address within a day and allowed it (RFC 9309, 2.4)."""
    deadlines: tuple[asyncio.Timeout, ...] = ()
    """Clocks that stand still while a visit waits for its turn at a host."""


NOTHING_SPECIAL = Wish()


class Fetcher:
    """Open connections of one harvest; an async context manager."""

    def __init__(self, limits: Limits, agent: str) -> None:
        self.limits = limits
        self._robots = robots.Robots(self._robots_text)
        self._next_visit: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._agent = agent

    async def __aenter__(self) -> "Fetcher":
        loop = asyncio.get_running_loop()
        self._names = ThreadPoolExecutor(_NAMES_TOGETHER, thread_name_prefix="names")
        loop.set_default_executor(self._names)
        self._readers = ThreadPoolExecutor(self.limits.large_together, thread_name_prefix="readers")
        self._large = asyncio.Semaphore(self.limits.large_together)
        connector = aiohttp.TCPConnector(
            limit=0, ttl_dns_cache=60, keepalive_timeout=5, socket_factory=opener(self.limits.own)
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate"},
            timeout=aiohttp.ClientTimeout(total=None, connect=self.limits.connect, sock_read=self.limits.stall),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()
        self._names.shutdown(wait=False, cancel_futures=True)
        self._readers.shutdown(wait=False, cancel_futures=True)

    async def get(self, url: URL, most: int, wish: Wish = NOTHING_SPECIAL) -> Fetched:
        """The bytes of an address, at most `most`. Raises `FetchFailed`."""
        failures: list[_Passing] = []
        try:
            async with asyncio.timeout(self.limits.total) as deadline:
                clocks = (*wish.deadlines, deadline)
                return await self._tried(url, most, replace(wish, deadlines=clocks), failures)
        except TimeoutError:
            if any(clock.expired() for clock in wish.deadlines):
                raise
            raise FetchFailed(str(failures[-1]) if failures else messages.too_slow(self.limits.total)) from None

    async def read(self, fetched: Fetched, work: Callable[[bytes], WhatWasRead]) -> WhatWasRead:
        """`work` of the whole body, which goes then; of a large one beside the loop, a few at a time."""
        try:
            if fetched.size <= self.limits.aside:
                return work(fetched.body or b"")
            async with self._large if fetched.size > self.limits.small else nullcontext():
                return await self.beside(lambda: work(fetched.body or b""))
        finally:
            if fetched.spool:
                fetched.spool.close()

    async def beside(self, work: Callable[[], WhatWasRead]) -> WhatWasRead:
        """What takes a while, done in a thread: other visits go on."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    def next_turn(self, host: str) -> float:
        """When a host may be visited again, in the loop's time; 0 for one that was not visited yet."""
        return self._next_visit.get(host, 0.0)

    def delay(self, host: str) -> float:
        """Seconds between two visits to a host, as far as its rules are known."""
        return self._delays.get(host, self.limits.delay)

    async def _tried(self, url: URL, most: int, wish: Wish, failures: list[_Passing]) -> Fetched:
        pause = self.limits.pause
        while True:
            try:
                return await self._followed(url, most, wish)
            except _Passing as failure:
                failures.append(failure)
                wait = max(pause, failure.wait)
                if len(failures) == self.limits.tries or wait > self.limits.total / 2:
                    raise
                await asyncio.sleep(wait)
                pause *= 2

    async def _followed(self, url: URL, most: int, wish: Wish = NOTHING_SPECIAL) -> Fetched:
        allowed = wish.allowed
        for _ in range(self.limits.redirects + 1):
            wanted = self.delay(url.host or "") if allowed else await self._rules(url)
            await self._my_turn(url, wanted, wish.deadlines)
            answer, allowed = await self._once(url, most, wish), False
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FetchFailed(messages.too_many_redirects(self.limits.redirects))

    async def _rules(self, url: URL) -> float:
        """Seconds the host of an address wants between visits; raises if it does not want to be read there."""
        rules = await self._robots.rules(url)
        if not robots.allowed(rules, url):
            raise FetchFailed(messages.robots_forbid(str(url)))
        return robots.wanted_delay(rules)

    async def _my_turn(self, url: URL, wanted: float, deadlines: tuple[asyncio.Timeout, ...]) -> None:
        """Wait until the host may be visited again; the next visit is booked at once. Waiting is nobody's slowness."""
        host = url.host or ""
        self._delays[host] = max(self.limits.delay, min(wanted, self.limits.longest_delay))
        now = asyncio.get_running_loop().time()
        start = max(now, self._next_visit.get(host, 0.0))
        self._next_visit[host] = start + self._delays[host]
        if start > now:
            for deadline in deadlines:
                deadline.reschedule((deadline.when() or now) + start - now)
            await asyncio.sleep(start - now)

    async def _once(self, url: URL, most: int, wish: Wish) -> Fetched | URL:
        """One request: what it gave, or where it leads."""
        try:
            async with self._session.get(url, headers=wish.headers, allow_redirects=False) as response:
                try:
                    return await self._answer(url, response, most, wish)
                finally:
                    if wish.last or response.status >= 300:
                        response.close()
        except (aiohttp.ClientError, _BodyRefused, BadAddress, OSError, ValueError) as error:
            raise _failure(error) from None

    async def _answer(
        self, url: URL, response: aiohttp.ClientResponse, most: int, wish: Wish = NOTHING_SPECIAL
    ) -> Fetched | URL:
        status = response.status
        if status in _REDIRECTS:
            target = address(response.headers.get("Location", ""), url)
            if url.scheme == "https" and target.scheme == "http":
                raise FetchFailed(messages.redirect_downgrades(str(target)))
            return target
        if status in _PASSING:
            raise _Passing(messages.bad_status(status), _seconds(response.headers.get("Retry-After", "")))
        if status == 304 and not CONDITIONS & wish.headers.keys():
            raise FetchFailed(messages.NOT_MODIFIED_UNASKED)
        if status not in (200, 304):
            raise FetchFailed(messages.bad_status(status))
        validators = (_header(response, "ETag"), _header(response, "Last-Modified"))
        if status == 304:
            return Fetched(str(url), None, *validators)
        spool, size = await _body(response, most, self.limits.small)
        return Fetched(str(url), spool, *validators, size)

    async def _robots_text(self, url: URL) -> str:
        """An origin's robots.txt, empty if there is none. One that cannot answer allows nothing (RFC 9309, 2.3.1.4)."""
        for _ in range(self.limits.redirects + 1):
            try:
                async with self._session.get(url, allow_redirects=False) as response:
                    try:
                        if response.status in _REDIRECTS:
                            url = address(response.headers.get("Location", ""), url)
                            continue
                        if response.status >= 500:
                            raise _Passing(messages.robots_broken(response.status))
                        if response.status != 200:
                            return ""
                        return await self._first_bytes(response)
                    finally:
                        if response.status != 200:
                            response.close()
            except (aiohttp.ClientError, BadAddress, OSError, ValueError) as error:
                raise _failure(error) from None
        return ""

    async def _first_bytes(self, response: aiohttp.ClientResponse) -> str:
        """The beginning of a text, as far as it is read at all."""
        try:
            spool, _ = await _body(response, robots.LARGEST, robots.LARGEST)
        except _BodyRefused:
            response.close()
            return ""
        with spool:
            return spool.read().decode("utf-8", errors="replace")


# --- bodies ----------------------------------------------------------------------------------------


async def _body(response: aiohttp.ClientResponse, most: int, small: int) -> "tuple[SpooledTemporaryFile[bytes], int]":
    """At most `most` bytes, unpacked, and how many; on disk where there are more than `small` of them.

    Raises `_BodyRefused` and what aiohttp raises on a broken connection.
    """
    declared = response.content_length
    if declared is not None and declared > most:
        raise _BodyRefused(messages.too_large(most))
    spool, size = SpooledTemporaryFile[bytes](small, prefix="nastavnik-"), 0
    try:
        async for piece in _unpacked(response):
            size += len(piece)
            if size > most:
                raise _BodyRefused(messages.too_large(most))
            spool.write(piece)
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    return spool, size


async def _unpacked(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in ("", "identity"):
        async for piece in response.content.iter_any():
            yield piece
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise _BodyRefused(messages.unknown_packing(coding))
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, whichever it is
    try:
        async for packed in response.content.iter_any():
            rest = packed
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _STEP)
                rest = unpacker.unconsumed_tail
    except zlib.error:
        raise _BodyRefused(messages.BROKEN_PACKING) from None
    if not unpacker.eof:
        raise _BodyRefused(messages.BROKEN_PACKING)


# --- failures and headers --------------------------------------------------------------------------


def _failure(error: Exception) -> FetchFailed:
    """What went wrong on the way, in words; connections that broke are worth another try."""
    if isinstance(error, (_BodyRefused, BadAddress)):
        return FetchFailed(str(error))
    if isinstance(error, Forbidden) or isinstance(getattr(error, "os_error", None), Forbidden):
        return FetchFailed(messages.OWN_NETWORK)
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError):
        return FetchFailed(messages.BAD_CERTIFICATE)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return FetchFailed(messages.NO_SUCH_HOST)
    if isinstance(error, aiohttp.ClientConnectorError):
        return _Passing(messages.NO_CONNECTION)
    if isinstance(error, (aiohttp.ServerTimeoutError, TimeoutError)):
        return _Passing(messages.NO_CONNECTION)
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.InvalidURL | ValueError):
        return FetchFailed(messages.NOT_HTTP)
    return _Passing(messages.CONNECTION_BROKE)


def _seconds(written: str) -> float:
    """`Retry-After` in seconds; a date there is not worth reading, the next harvest is a day away."""
    return float(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0.0


def _header(response: aiohttp.ClientResponse, name: str) -> str | None:
    """A header that is sane enough to be sent back."""
    value = response.headers.get(name, "")
    return value if 0 < len(value) <= 200 and value.isprintable() else None
