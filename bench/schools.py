"""A region that never was: as many schools as asked for on this machine, 7 % of them faulty.

    python -m bench.schools PORT

Serves until it is killed. School number n lives at 127.x.y.z, so that a harvest meets as many hosts as schools.
"""

import asyncio
import contextlib
import hashlib
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bench.words import Pen

PRACTICES = 10
OTHERS = {
    "documents": (20, 300),
    "mentors": (10, 300),
    "news": (15, 400),
    "programmes": (10, 400),
    "roadmap": (2, 2000),
}
"""Records of other kinds, which a bank leaves at the school: how many and how long, as the demo school has them."""
FAULTS = ("silence", "error", "broken", "endless", "drip", "private", "reset")
ROUND = 100  # one school of each fault among so many
PATH = "/api/v1/catalog.json"
FIRST = 127 << 24 | 1 << 16  # 127.1.0.0
_SIGN = b"000000"  # stands for the number of the school in the template


def host(number: int) -> str:
    """The address of a school."""
    return ".".join(str((FIRST + number) >> shift & 255) for shift in (24, 16, 8, 0))


def fault(number: int) -> str:
    """What is wrong with a school; empty for a healthy one."""
    return FAULTS[number % ROUND] if number % ROUND < len(FAULTS) else ""


def template(port: int) -> bytes:
    """A catalogue whose school has no number yet."""
    root = f"http://000000.invalid:{port}/"
    key = "0000000000-school000000"
    school = {
        "id": "school000000",
        "inn": "0000000000",
        "title": "Школа 000000 для измерений",
        "short_title": "Школа 000000",
        "school_type": "school",
        "timezone": "Europe/Moscow",
        "region": "Залесская область",
        "municipality": "Лесогорский округ",
        "site": root,
        "section_url": root,
        "curators": [{"post": "Заместитель директора"}],
        "current_year": "2026-2027",
    }
    items = [_item(key, root, "practices", f"praktika-{at}", _practice(at)) for at in range(PRACTICES)]
    for kind, (count, signs) in OTHERS.items():
        items += [_item(key, root, kind, f"zapis-{at}", _other(kind, at, signs)) for at in range(count)]
    return json.dumps({"version": 1, "school": school, "items": items}, ensure_ascii=False, sort_keys=True).encode()


def catalogue(template: bytes, number: int, port: int) -> bytes:
    """The catalogue of one school."""
    return template.replace(f"000000.invalid:{port}".encode(), f"{host(number)}:{port}".encode()).replace(
        _SIGN, f"{number:06}".encode()
    )


def _item(key: str, root: str, kind: str, id: str, data: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    checksum = hashlib.sha256(text.encode()).hexdigest()
    item = {"source": key, "kind": kind, "id": id, "url": f"{root}{kind}/{id}/", "checksum": checksum, "data": data}
    return item | {"modified": "2026-10-01"}


def _practice(number: int) -> dict[str, Any]:
    pen = Pen(f"practice-{number}")
    return {
        "title": f"{pen.line()} школы 000000",
        "summary": pen.text(120)[:500],
        "forms": ["teacher-teacher"],
        "education_levels": ["basic", "secondary"],
        "directions": ["adaptation"],
        "problem": pen.text(250),
        "goal": pen.text(150),
        "description": "\n\n".join(pen.text(400) for _ in range(4)),
        "results": [pen.text(80) for _ in range(3)],
        "replication": pen.text(400),
        "stages": [{"title": pen.line(3), "content": pen.text(80), "term": "октябрь"} for _ in range(4)],
        "authors": [{"team": "Методическое объединение"}],
        "period": "2024–2026 годы",
        "tags": [pen.line(1) for _ in range(3)],
        "published": "2026-10-01",
        "status": "published",
    }


def _other(kind: str, number: int, signs: int) -> dict[str, Any]:
    pen = Pen(f"{kind}-{number}")
    lines = [{"text": pen.text(60), "term": "октябрь"} for _ in range(signs // 100)]
    return {
        "title": pen.line(),
        "date": "2026-10-01",
        "summary": pen.text(100),
        "items": lines,
        "text": pen.text(signs),
    }


# --- serving ---------------------------------------------------------------------------------------


class Region:
    """All schools behind one port."""

    def __init__(self, port: int) -> None:
        self.port, self.template = port, template(port)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        number = self.number(request)
        if number < 0 or request.path != PATH:
            return web.Response(status=404)
        wrong = fault(number)
        if wrong:
            return await FAULTY[wrong](request)
        body = catalogue(self.template, number, self.port)
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, headers={"ETag": etag}, content_type="application/json")

    def number(self, request: web.BaseRequest) -> int:
        """Which school is meant; -1 for requests from other machines, which get nothing."""
        transport = request.transport
        if transport is None or not str(transport.get_extra_info("peername")[0]).startswith("127."):
            return -1
        parts = [int(part) for part in transport.get_extra_info("sockname")[0].split(".")]
        return sum(part << shift for part, shift in zip(parts, (24, 16, 8, 0), strict=True)) - FIRST


async def _silence(_: web.BaseRequest) -> web.StreamResponse:
    await asyncio.sleep(3600)
    return web.Response()


async def _error(_: web.BaseRequest) -> web.StreamResponse:
    return web.Response(status=500)


async def _broken(_: web.BaseRequest) -> web.StreamResponse:
    return web.Response(body=b'{"version": 1, "school": {"id"', content_type="application/json")


async def _endless(request: web.BaseRequest) -> web.StreamResponse:
    return await _pieces(request, b" " * 65_536, 0.0)


async def _drip(request: web.BaseRequest) -> web.StreamResponse:
    return await _pieces(request, b" ", 0.5)


async def _private(_: web.BaseRequest) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "http://10.0.0.1/"})


async def _reset(request: web.BaseRequest) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    return web.Response()


async def _pieces(request: web.BaseRequest, piece: bytes, pause: float) -> web.StreamResponse:
    response = web.StreamResponse()
    with contextlib.suppress(ConnectionError):  # whoever asked has gone
        await response.prepare(request)
        while True:
            await response.write(piece)
            await asyncio.sleep(pause)
    return response


FAULTY: dict[str, Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]] = {
    "silence": _silence,
    "error": _error,
    "broken": _broken,
    "endless": _endless,
    "drip": _drip,
    "private": _private,
    "reset": _reset,
}


async def serve(port: int) -> None:
    """Answer until the process ends. Listens everywhere, for each school has its own address; answers only here."""
    region = Region(port)
    server = web.Server(region.answer, keepalive_timeout=5)
    listening = await asyncio.get_running_loop().create_server(server, "0.0.0.0", port, backlog=2048)
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
