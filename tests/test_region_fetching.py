"""The network of a harvest: polite, bounded, never into the own network; each fault is one Russian sentence."""

import asyncio
import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiohttp import web
from yarl import URL

from nastavnik.bank.harvest.fetching import Fetched, Fetcher, FetchFailed, Wish
from nastavnik.bank.harvest.hosts import BadAddress, address, is_public
from nastavnik.bank.harvest.limits import Limits
from tests.harvesting import (
    LIMITS,
    Server,
    after_failures,
    conditional,
    drip,
    drops,
    endless,
    leads_to,
    serving,
    silence,
    zipped,
)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def get(url: str, limits: Limits = LIMITS, **headers: str) -> Fetched:
    async def ask() -> Fetched:
        async with Fetcher(limits, "nastavnik-region/1") as fetcher:
            return await fetcher.get(address(url), limits.largest, Wish(headers))

    return asyncio.run(ask())


def refused(url: str, limits: Limits = LIMITS) -> str:
    with pytest.raises(FetchFailed) as caught:
        get(url, limits)
    return str(caught.value)


def test_bytes_and_validators(server: Server) -> None:
    server.pages["/a"] = conditional(b"body", '"1"')

    first, second = get(server.at + "a"), get(server.at + "a", **{"If-None-Match": '"1"'})

    assert (first.body, first.etag) == (b"body", '"1"')
    assert (second.body, second.etag) == (None, '"1"')


def test_harvest_names_itself_and_brings_no_cookies(server: Server) -> None:
    async def sets(_: web.Request) -> web.Response:
        return web.Response(body=b"x", headers={"Set-Cookie": "a=1"})

    server.pages["/a"] = sets
    get(server.at + "a")

    assert {headers["User-Agent"] for headers in server.headers} == {"nastavnik-region/1"}
    assert not any("Cookie" in headers for headers in server.headers)


# --- faults ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (silence, "не отдал каталог за 1 секунду"),
        (drip, "не отдал каталог за 1 секунду"),
        (endless, "больше 300 КБ"),
        (drops, "оборвал соединение"),
        (404, r"нет \(ответ 404\)"),
        (403, r"не пускает к каталогу \(ответ 403\)"),
        (500, "отвечает ошибкой 500"),
        (zipped(b"[" * 40_000_000), "больше 300 КБ"),
        (zipped(b"x", "br"), "способом «br»"),
        (leads_to("/a"), "пересылает больше 5 раз"),
        (leads_to("ftp://school.example/a"), "не подходит"),
        (leads_to("javascript:alert(1)"), "не подходит"),
        (leads_to("http://user:secret@school.example/"), "имя и пароль"),
        (leads_to("http://[::1"), "не подходит"),
        (leads_to(""), "пересылает больше"),
    ],
)
def test_fault_is_a_sentence(page: Any, said: str, server: Server) -> None:
    server.pages["/a"] = page

    total = 1.0 if page in (silence, drip) else 60.0  # only who says nothing is waited for

    assert re.search(said, refused(server.at + "a", replace(LIMITS, total=total)))


def test_broken_packing(server: Server) -> None:
    async def cut(_: web.Request) -> web.Response:
        return web.Response(body=gzip.compress(b"body" * 100)[:-20], headers={"Content-Encoding": "gzip"})

    server.pages["/a"] = cut

    assert "не распаковывается" in refused(server.at + "a")


def test_packed_body_is_unpacked(server: Server) -> None:
    server.pages["/a"] = zipped("тело".encode() * 10_000)

    assert get(server.at + "a").body == "тело".encode() * 10_000


def test_nothing_listens() -> None:
    assert "не соединиться" in refused("http://127.0.0.1:9/")


def test_passing_failures_are_tried_again(server: Server) -> None:
    server.pages["/a"] = after_failures(2, b"body")

    assert get(server.at + "a").body == b"body"
    assert server.visits["/a"] == 3


def test_tries_are_counted(server: Server) -> None:
    server.pages["/a"] = 503
    refused(server.at + "a")

    assert server.visits["/a"] == LIMITS.tries


def test_refusals_are_not_tried_again(server: Server) -> None:
    server.pages["/a"] = 403
    refused(server.at + "a")

    assert server.visits["/a"] == 1


def test_asked_to_wait_too_long(server: Server) -> None:
    async def later(_: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "3600"})

    server.pages["/a"] = later
    refused(server.at + "a")

    assert server.visits["/a"] == 1


def test_redirects_within_the_limit(server: Server) -> None:
    server.pages |= {"/a": leads_to("/b", 301), "/b": leads_to(server.at + "c", 307), "/c": b"body"}

    assert get(server.at + "a").body == b"body"


# --- politeness ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /\n", False),
        ("User-agent: *\nDisallow: /private/\n", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: nastavnik-region\nAllow: /\n", True),
        ("User-agent: nastavnik-region\nDisallow: /a\n", False),
        ("\x00\xff не правила <html>", True),
        (404, True),
        (403, True),
        (leads_to("/elsewhere"), True),
    ],
)
def test_robots(rules: Any, allowed: bool, server: Server) -> None:
    server.pages |= {"/robots.txt": rules, "/a": b"body", "/elsewhere": b""}
    if allowed:
        assert get(server.at + "a").body == b"body"
    else:
        assert "robots.txt сайта запрещает" in refused(server.at + "a")
        assert server.visits["/a"] == 0


def test_host_that_cannot_say_its_rules_is_left_alone(server: Server) -> None:
    """RFC 9309, 2.3.1.4."""
    server.pages |= {"/robots.txt": 500, "/a": b"body"}

    assert "robots.txt сайта отвечает ошибкой 500" in refused(server.at + "a")
    assert server.visits["/a"] == 0


def test_visits_of_a_host_keep_their_distance(server: Server) -> None:
    server.pages["/a"] = b"body"

    async def thrice() -> float:
        async with Fetcher(replace(LIMITS, delay=0.1), "nastavnik-region/1") as fetcher:
            loop = asyncio.get_running_loop()
            start = loop.time()
            await asyncio.gather(*(fetcher.get(address(server.at + "a"), 100) for _ in range(3)))
            return loop.time() - start

    assert asyncio.run(thrice()) >= 0.2


def test_longer_distance_a_host_asks_for_wins(server: Server) -> None:
    server.pages |= {"/a": b"body", "/robots.txt": "User-agent: *\nCrawl-delay: 0.3\n"}

    async def twice() -> float:
        async with Fetcher(LIMITS, "nastavnik-region/1") as fetcher:
            loop = asyncio.get_running_loop()
            start = loop.time()
            await asyncio.gather(*(fetcher.get(address(server.at + "a"), 100) for _ in range(2)))
            return loop.time() - start

    assert asyncio.run(twice()) >= 0.3


# --- the own network -------------------------------------------------------------------------------

PUBLIC_ONLY = replace(LIMITS, own=())


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.255.0.9",
        "localhost",
        "10.0.0.1",
        "172.16.5.5",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[fe80::1]",
        "[fc00::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
def test_own_network_is_never_asked(host: str, server: Server) -> None:
    said = refused(f"http://{host}:{server.port}/a", PUBLIC_ONLY)

    assert "внутреннюю сеть" in said
    assert server.asked == []


@pytest.mark.parametrize("host", ["127.0.0.9", "localhost", "[::ffff:127.0.0.1]"])
def test_redirect_into_the_own_network(host: str, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address counts as public here, the one it leads to does not."""
    server.pages |= {"/a": leads_to(f"http://{host}:{server.port}/secret"), "/secret": b"secret"}
    asked: list[str] = []

    def first_only(ip: str) -> bool:
        asked.append(ip)
        return len(asked) == 1

    monkeypatch.setattr("nastavnik.bank.harvest.hosts.is_public", first_only)

    assert "внутреннюю сеть" in refused(server.at + "a", PUBLIC_ONLY)
    assert server.visits["/secret"] == 0


def test_name_that_changes_its_meaning(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is judged is the address that is connected to, not an earlier answer of the resolver."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    judged: list[str] = []

    def noted(ip: str) -> bool:
        judged.append(ip)
        return is_public(ip)

    async def rebinding(_: Any, host: str, port: int = 0, *__: Any, **___: Any) -> list[dict[str, Any]]:
        return [{"hostname": host, "host": next(answers), "port": port, "family": 2, "proto": 0, "flags": 0}]

    monkeypatch.setattr("aiohttp.ThreadedResolver.resolve", rebinding)
    monkeypatch.setattr("nastavnik.bank.harvest.hosts.is_public", noted)
    next(answers)

    assert "внутреннюю сеть" in refused(f"http://school.example:{server.port}/a", PUBLIC_ONLY)
    assert judged == ["127.0.0.1"]


@pytest.mark.parametrize("ip", ["93.184.216.34", "2a02:6b8::2:242", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
def test_public_addresses(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "school.example",
        "ftp://a.example/",
        "file:///etc/passwd",
        "http://",
        "http:///a",
        "http://a:b@c.example/",
        "//a",
    ],
)
def test_addresses_that_are_none(text: str) -> None:
    with pytest.raises(BadAddress):
        address(text)


def test_redirect_from_https_to_http_is_refused() -> None:
    response = SimpleNamespace(status=302, headers={"Location": "http://a.example/b"})
    answer = Fetcher(LIMITS, "")._answer(URL("https://a.example/"), cast(Any, response), 1)

    with pytest.raises(FetchFailed, match="с https на http"):
        asyncio.run(answer)  # type: ignore[arg-type]


def test_cyrillic_host() -> None:
    assert address("https://школа28.рф/раздел/").host == "школа28.рф"
