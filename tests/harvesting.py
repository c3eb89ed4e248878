"""What tests of the harvest start from: schools' catalogues, and a local server that serves them with any fault."""

import asyncio
import datetime as dt
import gzip
import json
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import aiohttp
from aiohttp import web

from nastavnik.bank.harvest.limits import Limits
from nastavnik.bank.harvest.visiting import HarvestSettings, Task
from tests.conftest import PASSPORT

AT = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
BANK = "https://bank.example/"
LIMITS = Limits(
    total=8.0, connect=4.0, pause=0.01, delay=0.0, largest=300_000, small=50_000, own=("127.0.0.0/8", "::1/128")
)
SETTINGS = HarvestSettings(AT, BANK, "Залесская область", limits=LIMITS)
ROOT = PASSPORT["section_url"]
PRACTICE: dict[str, Any] = {
    "title": "Урок вдвоём",
    "summary": "Два учителя ведут один урок: опытный и молодой меняются местами каждые двадцать минут и вечером "
    "разбирают, что получилось.",
    "forms": ["teacher-teacher"],
    "education_levels": ["basic"],
    "problem": "Молодой учитель остаётся с классом один.",
    "goal": "Показать приёмы на живом уроке.",
    "description": "Раз в неделю.",
    "results": ["Семь пар."],
    "authors": [{"team": "Кафедра химии"}],
    "period": "2026 год",
    "status": "published",
    "published": "2026-10-01",
}


def item(id: str = "dva", kind: str = "practices", *, of: str = "0000000005-school5", **changes: Any) -> dict[str, Any]:
    """An item of a catalogue; keyword arguments change its data, None takes a field out."""
    data = {name: value for name, value in (PRACTICE | changes).items() if value is not None}
    return {"source": of, "kind": kind, "id": id, "url": f"{ROOT}{kind}/{id}/", "checksum": "0" * 64, "data": data}


def catalogue(*items: dict[str, Any], **passport: Any) -> dict[str, Any]:
    """A published catalogue; keyword arguments change the school's passport."""
    school = PASSPORT | {"school_type": "school", "curators": [{"post": "Заместитель директора"}]} | passport
    return {"version": 1, "school": {k: v for k, v in school.items() if v is not None}, "items": list(items)}


def packed(catalogue: Any) -> bytes:
    return json.dumps(catalogue, ensure_ascii=False).encode()


def task(url: str, source: str = "school5", **fields: Any) -> Task:
    return replace(Task(source, url=url), **fields)


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """A server of this machine in a thread of its own; `pages` is what it says, path → handler, text or bytes."""

    def __init__(self) -> None:
        self.pages: dict[str, Handler | bytes | str | int] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.at = ""
        self.port = 0

    @property
    def visits(self) -> Counter[str]:
        return Counter(self.asked)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        self.headers.append(dict(request.headers))
        page = self.pages.get(request.path, 404)
        if isinstance(page, int):
            return web.Response(status=page)
        if isinstance(page, bytes | str):
            return web.Response(body=page)
        return await page(request)


@contextmanager
def serving() -> Iterator[Server]:
    """A running server; what it was still saying at the end is cut off."""
    server, ready = Server(), threading.Event()
    ends: list[Callable[[], object]] = []

    async def run() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        listening = await loop.create_server(web.Server(server.answer), "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
        server.at = f"http://127.0.0.1:{server.port}/"
        ends.append(lambda: loop.call_soon_threadsafe(stop.set))
        ready.set()
        await stop.wait()
        listening.close()

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    ready.wait(5)
    try:
        yield server
    finally:
        ends[0]()
        thread.join(5)


# --- faults ----------------------------------------------------------------------------------------


async def silence(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(30)
    return web.Response()


async def drops(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.abort()
    return web.Response()


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    try:
        while True:
            await response.write(b"[" * 60_000)
    except (ConnectionError, aiohttp.ClientConnectionResetError):
        return response


async def drip(request: web.Request) -> web.StreamResponse:
    """A byte each half second."""
    response = web.StreamResponse()
    await response.prepare(request)
    try:
        for _ in range(60):
            await response.write(b" ")
            await asyncio.sleep(0.5)
    except (ConnectionError, aiohttp.ClientConnectionResetError):
        pass
    return response


def leads_to(target: str, status: int = 302) -> Handler:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"Location": target})

    return answer


def zipped(body: bytes, coding: str = "gzip") -> Handler:
    small = gzip.compress(body)

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=small, headers={"Content-Encoding": coding})

    return answer


def conditional(body: bytes, etag: str) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, headers={"ETag": etag})

    return answer


def after_failures(times: int, body: bytes, status: int = 503) -> Handler:
    left = iter(range(times))

    async def answer(_: web.Request) -> web.StreamResponse:
        if next(left, None) is not None:
            return web.Response(status=status)
        return web.Response(body=body)

    return answer
