"""Hostile schools: what a server may answer to stop a harvest, each with the type of source that asks for it.

`answers()` gives them by name. Whoever tests with them puts healthy neighbours beside: every one has to be taken.
"""

import asyncio
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

import openpyxl
from aiohttp import web

from tests.harvesting import Handler, catalogue, drip, drops, endless, item, leads_to, packed, silence, zipped

Answer = Handler | bytes | str | int
LD = '<script type="application/ld+json">'


class Hostile(NamedTuple):
    """One server: the answer at its only path, and the type of the source."""

    answer: Answer
    type: str = "catalog"
    robots: Answer = 404


def answers() -> dict[str, Hostile]:
    """Every hostile server by name; names say what it does."""
    return {
        **{f"body {name}": Hostile(answer) for name, answer in _bodies()},
        **{f"network {name}": Hostile(answer) for name, answer in _networks()},
        **{f"record {name}": Hostile(packed(catalogue(record))) for name, record in _records()},
        **{f"text {name}": Hostile(packed(catalogue(item(description=text)))) for name, text in _texts()},
        **{f"passport {name}": Hostile(packed(catalogue(item(), **passport))) for name, passport in _passports()},
        **{f"robots {name}": Hostile(b"{}", robots=rules) for name, rules in _robots()},
        **{f"table {name}": Hostile(data, "table") for name, data in _tables()},
        **{f"archive {name}": Hostile(data, "archive") for name, data in _archives()},
        **{f"page {name}": Hostile(_page(html), "pages") for name, html in _pages()},
        **{f"map {name}": Hostile(data, "pages") for name, data in _maps()},
    }


def sample() -> dict[str, Hostile]:
    """Some of every sort, quick enough for each run of the tests."""
    wanted = (
        "body deep",
        "body many objects",
        "body html",
        "network drops",
        "network broken gzip",
        "network wrong length",
        "record id list",
        "record nul in url",
        "record id terminal",
        "text link and blanks",
        "text brackets",
        "text definitions",
        "robots endless",
        "table last cell",
        "archive header",
        "archive names of names",
        "archive broken lzma",
        "archive folders in folders",
        "page open tags",
        "page nodes in nodes",
        "map blanks",
    )
    every = answers()
    return {name: every[name] for name in wanted}


def _bodies() -> Iterator[tuple[str, Answer]]:
    yield "empty", b""
    yield "html", b"<!doctype html><html>" + b"<p>" * 1000
    yield "deep", b"[" * 200_000
    yield "deep object", b'{"a":' * 100_000
    yield "many lists", b'{"version":1,"school":{},"items":[' + b"[]," * 90_000 + b"0]}"
    yield "many objects", b'{"version":1,"school":{},"items":[' + b'{"a":1},' * 30_000 + b"0]}"
    yield "number", b"1"
    yield "text", b'"version"'
    yield "null", b"null"
    yield "cut", packed(catalogue(item()))[:-200]
    yield "zeros", b"\0" * 100_000
    yield "utf-16", json.dumps(catalogue(item())).encode("utf-16")
    yield "cp1251", json.dumps(catalogue(item()), ensure_ascii=False).encode("cp1251", errors="replace")
    yield "surrogate", b'{"version":1,"school":{"title":"\\ud800"},"items":[]}'
    yield "huge number", b'{"version":' + b"9" * 100_000 + b"}"
    yield "version text", packed(catalogue() | {"version": "1"})
    yield "version tomorrow", packed(catalogue() | {"version": 99})
    yield "items object", packed(catalogue() | {"items": {"a": 1}})
    yield "items many", packed(catalogue() | {"items": [0] * 6000})
    yield "school list", packed(catalogue() | {"school": []})
    yield "duplicate keys", b'{"version":1,' + b'"version":1,' * 1000 + b'"school":{},"items":[]}'


def _networks() -> Iterator[tuple[str, Answer]]:
    yield "silence", silence
    yield "drip", drip
    yield "drops", drops
    yield "endless", endless
    yield "broken gzip", _sent(b"\x1f\x8bnot gzip at all", {"Content-Encoding": "gzip"})
    yield "cut gzip", _sent(gzip.compress(b"{}" * 1000)[:-8], {"Content-Encoding": "gzip"})
    yield "gzip bomb", zipped(b"[" * 20_000_000)
    yield "brotli", zipped(b"{}", "br")
    yield "unknown packing", _sent(b"{}", {"Content-Encoding": "\N{LATIN SMALL LETTER E WITH ACUTE}" * 500})
    yield "wrong length", _raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{}")
    yield "negative length", _raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}")
    yield "two lengths", _raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}")
    yield "no http", _raw(b"\x00\x01\x02\x03" * 100)
    yield "endless header", _raw(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n{}")
    yield "many headers", _raw(b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 20_000 + b"\r\n{}")
    yield "bad chunk", _raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n")
    yield "endless chunk", _raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF\r\n{}")
    yield "status 999", _raw(b"HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n")
    yield "status 100", _raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)
    yield "not modified", 304
    yield "no content", 204
    yield "loop", leads_to("?again")
    yield "to own network", leads_to("http://10.0.0.1/")
    yield "to a file", leads_to("file:///etc/passwd")
    yield "to nowhere", leads_to("http://[::1")
    yield "to a long address", leads_to("/" + "a" * 5000)
    yield "to control signs", leads_to("/\x1b[2J")
    yield "wait a year", _sent(b"", {"Retry-After": "31536000"}, 503)
    yield "wait for ever", _sent(b"", {"Retry-After": "9" * 400}, 503)
    for status in (400, 401, 403, 404, 410, 418, 429, 500, 502, 503, 511):
        yield f"status {status}", status


def _records() -> Iterator[tuple[str, Any]]:
    yield "id list", item() | {"id": []}
    yield "id object", item() | {"id": {}}
    yield "id number", item() | {"id": 1}
    yield "id nul", item() | {"id": "a\0"}
    yield "id terminal", item() | {"id": "\x1b[2J"}
    yield "id way up", item() | {"id": "../../up"}
    yield "kind list", item() | {"kind": ["practices"]}
    yield "kind object", item() | {"kind": {"a": "b"}}
    yield "nul in url", item() | {"url": item()["url"] + "\0"}
    yield "files list", item(materials=[{"title": "а", "file": "a"}]) | {"files": ["a"]}
    yield "files nul", item(materials=[{"title": "а", "file": "a"}]) | {"files": {"a": "https://a.example/\0"}}
    yield "file object", item(materials=[{"title": "а", "file": {}}]) | {"files": {"a": "b"}}
    yield "modified far", item() | {"modified": "9999-99-99"}
    yield "modified list", item() | {"modified": []}
    yield "regional odd", item() | {"regional": [[], {}, 1, "/authors/99999999999999999999"]}
    yield "data deep", item(stages=_deep(40))
    yield "data wide", item(tags=["а"] * 4000)
    yield "data keys", item(**{f"field{number}": 1 for number in range(3000)})
    yield "authors text", item(authors="все")
    yield "authors odd", item(authors=[{"mentor": []}, {"mentor": {"a": 1}}, 5, None, {"name": {}}])
    yield "title long", item(title="я" * 59_000)
    yield "title controls", item(title="\x1b[31m\x00\x08\u202e")
    yield "year huge", item(recognition=[{"contest": "К", "year": 10**300}])
    yield "published far", item(published="0001-01-01")


def _texts() -> Iterator[tuple[str, str]]:
    yield "link and blanks", "[x](" + " " * 59_000
    yield "reference and blanks", "[x]:" + " " * 59_000
    yield "brackets", "[" * 59_000
    yield "links open", "[a](" * 14_000
    yield "pictures open", '!["' * 19_000
    yield "anchors", "[x](" + "#" * 59_000
    yield "definitions", "a\n: b\n" * 900
    yield "quotes", "> " * 29_000 + "a"
    yield "numbers", "1. " * 19_000
    yield "backticks", "``a`" * 14_000
    yield "emphasis", "*a _b " * 9_000
    yield "tags in tags", "<scr" * 14_000 + "ipt>" * 100
    yield "exclamations", "!" * 59_000
    yield "escapes", "\\*" * 29_000


def _passports() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "inn list", {"inn": []}
    yield "title object", {"title": {}}
    yield "section nul", {"section_url": "https://a.example/\0"}
    yield "section script", {"section_url": "javascript:alert(1)"}
    yield "words odd", {"words": {"forms": [[], {}, 1]}}
    yield "words deep", {"words": _deep(40)}
    yield "region_bank list", {"region_bank": []}


def _robots() -> Iterator[tuple[str, Answer]]:
    yield "endless", endless
    yield "stars", "User-agent: *\nDisallow: /" + "*a" * 20_000 + "$\n"
    yield "agents", "User-agent: a\n" * 20_000
    yield "delay nan", "User-agent: *\nCrawl-delay: nan\n"
    yield "broken", b"\xff\xfe" * 1000
    yield "forbids", "User-agent: *\nDisallow: /\n"


def _tables() -> Iterator[tuple[str, bytes]]:
    for name, cell in (("last cell", "XFD1048576"), ("wide", "XFD2000")):
        book = openpyxl.Workbook()
        sheet = book.create_sheet("Практики")
        sheet["A1"], sheet[cell] = 1, 1
        yield name, _saved(book)
    yield "empty", b""
    yield "no zip", b"PK\x03\x04" + b"\0" * 1000
    yield "old", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
    yield "bomb", _zip({"[Content_Types].xml": b"a" * 45_000_000, "xl/workbook.xml": b"<"})
    yield "entities", _zip({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "bbbb">' + b"<a>&b;</a>"})
    yield "html", b"<table><tr><td>1</td></tr></table>"


def _archives() -> Iterator[tuple[str, bytes]]:
    yield "header", _tar(tarfile.XHDTYPE, 1, 120_000_000)
    yield "long name", _tar(tarfile.GNUTYPE_LONGNAME, 1, 120_000_000)
    yield "names of names", _tar(tarfile.GNUTYPE_LONGNAME, 3000, 0)
    yield "broken lzma", _broken_lzma()
    yield "folders in folders", _zip({"a/" * 1500 + "school.yml": b"a: b"})
    yield "folders", _tar(tarfile.DIRTYPE, 21_000, 0)
    yield "devices", _tar(tarfile.CHRTYPE, 5, 0)
    yield "bomb", _zip({"school.yml": b"0" * 210_000_000})
    yield "folders in zip", _zip({f"d{number}/": b"" for number in range(21_000)})
    yield "way out", _zip({"../../up.yml": b"a: b"})
    yield "nothing", _zip({})
    yield "not one", b"Rar!\x1a\x07\x00"
    yield "yaml bomb", _zip({"content/school.yml": b"a: &a [b]\n" + b"".join(b"c: [*a,*a]\n" for _ in range(50_000))})


def _pages() -> Iterator[tuple[str, str]]:
    node = '<div itemscope itemtype="https://schema.org/LearningResource">'
    yield "open properties", (node + '<p itemprop="name">') * 490 + "слово " * 200_000
    yield "nodes in nodes", node + '<div itemprop="name" itemscope>' * 995 + "имя"
    yield "objects in objects", f'{LD}{{"@type":"LearningResource","name":' + '{"name":' * 900 + '"а"' + "}" * 901
    yield "open tags", "LearningResource" + "<a " * 90_000
    yield "open comments", "LearningResource" + "<!--" * 70_000
    yield "open quotes", "LearningResource" + "<a b='" * 90_000
    yield "attributes", "LearningResource<a " + "b " * 1_000_000 + ">"
    yield "many tags", "LearningResource" + "<b>" * 200_000
    yield "deep script", f"LearningResource{LD}" + "[" * 500_000
    yield "wide script", f'LearningResource{LD}["LearningResource"' + ",{}" * 200_000 + "]</script>"
    yield "surrogates", LD + json.dumps({"@type": "LearningResource", "name": "\ud800\0\x1b[2J"}) + "</script>"
    yield (
        "odd values",
        LD + json.dumps({"@type": ["LearningResource", [], {}], "name": [[]], "author": [[{}]]}) + "</script>",
    )


def _maps() -> Iterator[tuple[str, bytes]]:
    yield "blanks", b"<urlset><url><loc>" + b" " * 100_000 + b"<!-- x --></loc></url>"
    yield "open locs", b"<loc>" * 200_000
    yield "bomb", gzip.compress(b"<loc>a</loc>" * 2_000_000)
    yield "itself", b"<sitemapindex><loc>sitemap.xml</loc></sitemapindex>"
    yield "entities", b'<!DOCTYPE a [<!ENTITY b "bbbb">]><loc>&b;</loc>'


def _page(html: str) -> Handler:
    """A site with a map of one page."""

    async def answer(request: web.Request) -> web.Response:
        if request.path.endswith("sitemap.xml"):
            page = str(request.url).replace("sitemap.xml", "page")
            return web.Response(text=f"<urlset><url><loc>{page}</loc></url></urlset>")
        return web.Response(body=html.encode(errors="surrogatepass"))

    return answer


def _sent(body: bytes, headers: dict[str, str], status: int = 200) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, body=body, headers=headers)

    return answer


def _raw(data: bytes) -> Handler:
    """Bytes on the wire, whatever HTTP says about them."""

    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.write(data)  # type: ignore[attr-defined]
        await asyncio.sleep(0.05)
        request.transport.abort()
        return web.Response()

    return answer


def _deep(levels: int) -> Any:
    value: Any = "а"
    for _ in range(levels):
        value = [{"title": value}]
    return value


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _broken_lzma() -> bytes:
    """A zip whose only file is packed by LZMA, with its middle spoiled."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("school.yml", b"abc" * 10_000)
    return out.getvalue().replace(out.getvalue()[60:80], b"\xff" * 20)


def _tar(type: bytes, entries: int, size: int) -> bytes:
    """A packed archive of entries of one type; the last has so many bytes, all of them zeros."""
    out = io.BytesIO()
    with gzip.open(out, "wb", 1) as packed_archive:
        for number in range(entries):
            entry = tarfile.TarInfo(f"d{number}")
            entry.type, entry.size = type, size
            packed_archive.write(entry.tobuf())
        for _ in range(size // 1_000_000):
            packed_archive.write(b"\0" * 1_000_000)
    return out.getvalue()
