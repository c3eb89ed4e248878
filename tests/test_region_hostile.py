"""One record, one school, one page never stops the others: hostile servers, mutated catalogues, mistakes of ours."""

import asyncio
import copy
import datetime as dt
import json
import random
import re
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from yarl import URL

from nastavnik.bank.harvest import limits, visiting
from nastavnik.bank.harvest.apart import ChildLimits, TooHeavy, apart
from nastavnik.bank.harvest.catalog_json import CatalogueRejected, read
from nastavnik.bank.harvest.fetching import Fetcher
from nastavnik.bank.harvest.harvesting import batches, harvest
from nastavnik.bank.harvest.tasks import with_validators
from nastavnik.bank.harvest.turns import Turns
from nastavnik.bank.harvest.visiting import HarvestSettings, Task
from nastavnik.bank.site import rendering
from nastavnik.bank.store import Store
from nastavnik.bank.store.model import Harvested
from nastavnik.errors import StoreFailed, ThemeBroken
from tests.banking import REGION, built, gave, member, region
from tests.banking import item as stored_item
from tests.conftest import ENGINE, TODAY, Figures, run, write_files, yml
from tests.harvesting import BANK, LIMITS, SETTINGS, Server, catalogue, item, packed, serving, task
from tests.hostile import Hostile, answers, sample
from tests.postgres import EVERY_STORE, cluster, new_database  # noqa: F401

PATH = "api/v1/catalog.json"
ASKED_AT = {"catalog": (PATH,), "table": ("file",), "archive": ("file",), "pages": ("sitemap.xml", "page")}
HEALTHY = 20
PATIENT = replace(LIMITS, total=20.0, connect=15.0, stall=10.0, largest=2_000_000, strands=100, pages=20)


def healthy(number: int) -> bytes:
    passport = {"id": f"school{number}", "inn": f"{number:010}"}
    return packed(catalogue(item(of=f"{number:010}-school{number}"), **passport))


def source(server: Server, number: int, name: str, hostile: Hostile) -> Task:
    """A hostile server put up, and the source that leads to it."""
    for path in ASKED_AT[hostile.type]:
        server.pages[f"/{number}/{path}"] = hostile.answer
    server.pages["/robots.txt"] = hostile.robots
    url = f"{server.at}{number}/" + ("file" if hostile.type in ("table", "archive") else "")
    about = {"inn": f"{number:010}", "title": name, "municipality": "Лесной округ"} if hostile.type == "pages" else {}
    return task(url, re.sub(r"\W+", "-", name), type=hostile.type, **about)


def harvested(hostile: Mapping[str, Hostile], address: str, settings: HarvestSettings) -> dict[str, Harvested]:
    """All hostile servers and their healthy neighbours, asked and put into the store."""
    results: dict[str, Harvested] = {}
    with ExitStack() as stack, Store.open(address) as store:
        server = stack.enter_context(serving())
        asked = [task(f"{server.at}h{number}/", f"h{number}") for number in range(HEALTHY)]
        for number in range(HEALTHY):
            server.pages[f"/h{number}/{PATH}"] = healthy(number)
        for number, (name, one) in enumerate(hostile.items(), 1000):
            own = stack.enter_context(serving()) if one.robots != 404 else server
            asked.append(source(own, number, name, one))

        def note(one: Harvested, _: object) -> None:
            results[one.source] = one

        with batches(store, note) as put:
            harvest(asked, settings, put)
        assert len(list(store.schools(TODAY))) == len(asked) == len(results)
    return results


def healthy_are_taken_and_others_told(results: Mapping[str, Harvested]) -> None:
    neighbours = {f"h{number}" for number in range(HEALTHY)}
    reasons = {name: one.reason for name, one in results.items() if one.outcome == "failed"}
    told = [one for result in results.values() for one in result.rejections]

    assert {name for name in neighbours if results[name].outcome != "taken"} == set()
    assert {name: one.fault for name, one in results.items() if one.fault} == {}
    assert {name: reason for name, reason in reasons.items() if not re.search("[а-яё]{3}", reason)} == {}
    assert [one for one in told if not f"{one.file}{one.field}{one.reason}".isprintable() or not one.reason] == []


@pytest.mark.parametrize("kind", EVERY_STORE)
def test_hostile_servers(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    results = harvested(sample(), new_database(kind, tmp_path, request), replace(SETTINGS, limits=PATIENT))

    healthy_are_taken_and_others_told(results)


@pytest.mark.audit
@pytest.mark.parametrize("kind", EVERY_STORE)
def test_every_hostile_server(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, record_property: Figures
) -> None:
    results = harvested(answers(), new_database(kind, tmp_path, request), replace(SETTINGS, limits=PATIENT))

    assert len(results) >= HEALTHY + 120
    healthy_are_taken_and_others_told(results)
    record_property(f"hostile servers beside {HEALTHY} healthy ones, {kind}", len(results) - HEALTHY)


# --- mistakes of ours ------------------------------------------------------------------------------


def broken(*_: Any, **__: Any) -> Any:
    raise ZeroDivisionError("our own")


def test_mistake_of_ours_costs_one_source_and_stays_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    def reads(body: bytes, **options: Any) -> Any:
        return broken() if b"school1" in body else read(body, **options)

    monkeypatch.setattr(visiting, "read", reads)
    results: dict[str, Harvested] = {}
    with serving() as server:
        for number in range(3):
            server.pages[f"/{number}/{PATH}"] = healthy(number)
        asked = [task(f"{server.at}{number}/", f"h{number}") for number in range(3)]
        harvest(asked, SETTINGS, lambda one: results.update({one.source: one}))

    assert [results[f"h{number}"].outcome for number in range(3)] == ["taken", "failed", "taken"]
    assert "ошибка программы (ZeroDivisionError)" in results["h1"].reason
    assert 'raise ZeroDivisionError("our own")' in results["h1"].fault


def test_practice_that_cannot_be_drawn_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = region(
        tmp_path, gave(stored_item("dva"), stored_item("tri"), stored_item("brackets", description="[" * 9000))
    )
    draw = rendering.linked_data

    def draws(address: str, words: Any, shown: Any) -> Any:
        return broken() if shown.item.id == "tri" else draw(address, words, shown)

    monkeypatch.setattr(rendering, "linked_data", draws)
    report = built(root)
    said = {one.key.rpartition("/")[2]: one for one in report.undrawn}
    whole = "".join(path.read_text(encoding="utf-8") for path in (root / "site").rglob("*") if path.suffix in NAMED)

    assert report.practices == 1
    assert set(said) == {"tri", "brackets"}
    assert "ZeroDivisionError" in said["tri"].trace and "ошибки программы" in said["tri"].reason
    assert (said["brackets"].trace, said["brackets"].reason[:24]) == ("", "текст слишком запутан дл")
    assert "practices/tri/" not in whole and "/dva/" in whole


@pytest.mark.parametrize("blank", [" ", "\u00a0 \u3000", "\u200d", "\u2060"])
def test_name_of_blanks_is_none(blank: str) -> None:
    for name in ("title", "short_title", "municipality"):
        with pytest.raises(CatalogueRejected, match="паспорт школы: не хватает поля"):
            read(packed(catalogue(item(), **{name: blank})), bank=BANK)
    reading = read(packed(catalogue(item(title=blank), item("tri"))), bank=BANK)

    assert [one.id for one in reading.items] == ["tri"]


def test_school_without_a_name_stops_no_build(tmp_path: Path) -> None:
    """Of the time when blanks were taken for a name."""
    nameless = replace(member(6), short_title="")

    assert built(region(tmp_path, gave(stored_item("dva")), gave(school=nameless))).practices == 1


NAMED = {".html", ".json", ".csv", ".atom", ".xml"}


def test_theme_that_draws_nothing_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = region(tmp_path, gave(stored_item("dva")))
    monkeypatch.setattr(rendering, "linked_data", broken)

    with pytest.raises(ThemeBroken):
        built(root)
    assert not (root / "site").exists()


def test_command_ends_with_a_status_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = region(tmp_path, gave(stored_item("dva"), stored_item("tri")))
    draw = rendering.linked_data
    monkeypatch.setattr(
        rendering, "linked_data", lambda *given: broken() if given[2].item.id == "tri" else draw(*given)
    )

    result = run("region", "build", "--root", root, "--today", TODAY.isoformat(), "--jobs", "1", "--no-search")

    assert result.exit_code == 70
    assert "0000000005-school5/practices/tri: практику не удалось нарисовать" in result.stderr
    assert "ZeroDivisionError: our own" in result.stderr


class Choosy:
    """A store that refuses one source, as a database does that meets a sign it does not know."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def put(self, one: Harvested) -> Any:
        return self.put_all([one])[0]

    def put_all(self, tries: list[Harvested]) -> Any:
        if any(one.source == "school7" and one.outcome == "taken" for one in tries):
            raise StoreFailed("нет")
        return self.store.put_all(tries)


def test_what_the_store_refuses_costs_one_source(tmp_path: Path) -> None:
    outcomes: dict[str, str] = {}
    with Store.open(f"sqlite:///{tmp_path}/bank.db") as store:
        with batches(Choosy(store), lambda one, made: outcomes.update({one.source: made.outcome})) as put:  # type: ignore[arg-type]
            for number in (6, 7, 8):
                put(gave(stored_item("dva", member(number)), school=member(number)))
        reasons = {row.source: row.reason for row in store.schools(TODAY)}

    assert outcomes == {"school6": "taken", "school7": "failed", "school8": "taken"}
    assert reasons["school7"].startswith("хранилище не приняло")


# --- many sources of one host


@pytest.mark.parametrize("schools", [1, 4, 9])
def test_every_source_of_a_busy_host_has_its_turn_in_a_few_harvests(schools: int, tmp_path: Path) -> None:
    """There is time for none of them: a share is asked all the same, who waited longest first; nobody has failed."""
    settings = replace(SETTINGS, limits=replace(LIMITS, queue=0.0, rounds=3))
    asked: list[set[str]] = []
    with serving() as server, serving() as other, Store.open(f"sqlite:///{tmp_path}/bank.db") as store:
        other.pages[f"/{PATH}"] = healthy(99)
        every = [task(f"{server.at}{number}/", f"h{number}") for number in range(schools)]
        for number in range(schools):
            server.pages[f"/{number}/{PATH}"] = healthy(number)
        neighbour = task(other.at.replace("127.0.0.1", "localhost"), "other")
        for day in range(3):
            results: dict[str, Harvested] = {}
            with batches(store, lambda one, _: results.update({one.source: one})) as put:  # noqa: B023
                today = replace(settings, at=settings.at + dt.timedelta(days=day))
                harvest(with_validators([*every, neighbour], store), today, put)
            assert results.pop("other").outcome in ("taken", "unchanged")
            assert {one.outcome for one in results.values()} <= {"taken", "unchanged", "postponed"}
            asked.append({name for name, one in results.items() if one.outcome != "postponed"})
        rows = {row.source: row for row in store.schools(TODAY) if row.source != "other"}

    assert set.union(*asked) == {one.source for one in every}
    assert all(len(names) <= -(-schools // 3) for names in asked)
    assert len(rows) == schools and {row.outcome for row in rows.values()} <= {"taken", "unchanged"}


def test_postponed_schools_are_said_once_and_are_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "Limits", lambda **given: replace(LIMITS, queue=0.0, **given))
    with serving() as server:
        sources = {f"sources/h{n}.yml": yml(title="Школа", url=f"{server.at}{n}/") for n in range(8)}
        write_files(tmp_path, {"mkdocs.yml": ENGINE, "pagefind.yml": "x"})
        write_files(tmp_path / "content", {"region.yml": yml(REGION), **sources})
        for number in range(8):
            server.pages[f"/{number}/{PATH}"] = healthy(number)
        said = run("region", "harvest", "--root", tmp_path, "--today", TODAY.isoformat(), "--allow-private")

    assert said.exit_code == 0
    assert said.stderr.splitlines()[-1] == (
        "отложено до следующего сбора: 6 школ; 127.0.0.1: за 0 мин сайт принял не всех — "
        "в следующий раз их спросят первыми, записи на месте"
    )
    assert "спрошено 2 школы: обновлено 2, без изменений 0, не удалось 0" in said.stdout


# --- a child with limits ---------------------------------------------------------------------------


def hungry(size: int) -> int:
    return len(b"a" * size)


def busy() -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("work", "arguments", "limits"),
    [
        (hungry, (2_000_000_000,), ChildLimits()),
        (busy, (), ChildLimits(processor=0.5)),
        (busy, (), ChildLimits(clock=0.3)),
    ],
)
def test_child_that_takes_too_much(work: Any, arguments: Any, limits: ChildLimits, tmp_path: Path) -> None:
    with pytest.raises(TooHeavy):
        apart(work, *arguments, limits=limits, folder=tmp_path)


def test_child_answers(tmp_path: Path) -> None:
    assert apart(hungry, 10, limits=ChildLimits(), folder=tmp_path) == 10


# --- turns -----------------------------------------------------------------------------------------


def test_waiting_for_a_turn_is_nobodys_slowness(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def waits_at_once(seconds: float) -> None:
        waits.append(seconds)

    async def left_after_two_turns() -> float:
        async with Fetcher(LIMITS, "nastavnik-region/1") as fetcher, asyncio.timeout(5) as deadline:
            with monkeypatch.context() as patch:
                patch.setattr(asyncio, "sleep", waits_at_once)
                for _ in range(2):
                    await fetcher._my_turn(URL("https://a.example/"), 30.0, (deadline,))
            return (deadline.when() or 0.0) - asyncio.get_running_loop().time()

    left = asyncio.run(left_after_two_turns())

    assert [round(wait) for wait in waits] == [30]
    assert 30 < left < 36


class Clockwork(Fetcher):
    """Hosts and when they may be visited again."""

    def __init__(self, turns: dict[str, float]) -> None:
        self.turns = turns

    def next_turn(self, host: str) -> float:
        return self.turns.get(host, 0.0)

    def delay(self, host: str) -> float:
        return 0.0


def test_nobody_waits_while_another_host_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host with a pause of an hour comes last, and only then is it waited for."""
    waits: list[float] = []
    asked: list[str] = []

    async def order() -> None:
        now = asyncio.get_running_loop().time()
        fetcher = Clockwork({"slow.example": now + 3600})
        hosts = ["slow.example", "slow.example", "a.example", "b.example"]
        turns = Turns([deque([task(f"https://{host}/", str(at))]) for at, host in enumerate(hosts)], fetcher)

        async def an_hour_later(seconds: float) -> None:
            waits.append(seconds)
            fetcher.turns.clear()

        monkeypatch.setattr(asyncio, "sleep", an_hour_later)
        while strand := await turns.next():
            asked.append(strand.popleft().source)
            turns.back(strand)

    asyncio.run(order())

    assert asked[:2] == ["2", "3"] and sorted(asked) == ["0", "1", "2", "3"]
    assert [round(wait) for wait in waits][:1] == [3600]


def test_who_sends_slowly_holds_nothing_others_wait_for() -> None:
    """As many senders as may be read at once send half of a large body and stop; honest large ones are taken."""
    limits = replace(LIMITS, total=15.0, small=1000, aside=500, largest=1_000_000, strands=20)
    results: dict[str, Harvested] = {}
    with serving() as server:
        for number in range(limits.large_together):
            server.pages[f"/stall{number}/{PATH}"] = stalls
        asked = [task(f"{server.at}stall{number}/", f"stall{number}") for number in range(limits.large_together)]
        asked += [task(f"{server.at}{number}/", f"h{number}") for number in range(6)]
        for number in range(6):
            server.pages[f"/{number}/{PATH}"] = healthy(number)

        def note(one: Harvested) -> None:
            results[one.source] = one
            if sum(one.outcome == "taken" for one in results.values()) == 6:
                GO_ON.set()

        GO_ON.clear()
        harvest(asked, replace(SETTINGS, limits=limits), note)

    assert [results[f"h{number}"].outcome for number in range(6)] == ["taken"] * 6
    assert {results[f"stall{number}"].outcome for number in range(limits.large_together)} == {"failed"}


GO_ON = threading.Event()
"""The honest ones are done; set by the test, waited for by those who stall."""


async def stalls(request: web.Request) -> web.StreamResponse:
    """Ten thousand bytes, and no more until everybody else is done."""
    response = web.StreamResponse(headers={"Content-Length": "20000"})
    await response.prepare(request)
    await response.write(b"[" * 10_000)
    while not GO_ON.is_set():
        await asyncio.sleep(0.02)
    assert request.transport
    request.transport.abort()
    return response


# --- mutated catalogues ----------------------------------------------------------------------------

ODD: list[Any] = [None, True, -1, 1e308, 10**30, "", " ", "\0", "\x1b[2J", "\ud800", "\u202e", "../..", [], {}, [[]]]
ODD += [{"a": {}}, "a\n: b\n" * 400, "[" * 5000, "я" * 70_000, "<script>alert(1)</script>", "[x](javascript:alert(1))"]
FULL: dict[str, Any] = {
    "tags": ["урок"],
    "stages": [{"title": "Подготовка", "content": "Делим урок", "term": "октябрь"}],
    "materials": [{"title": "План", "url": "https://a.example/plan.pdf"}],
    "recognition": [{"contest": "Конкурс", "year": 2025}],
    "risks": "Усталость **обоих**.\n\n| а | б |\n|---|---|\n| 1 | [x](https://a.example/) |",
}


def mutated(chance: random.Random, number: int) -> bytes:
    """A catalogue of two practices with one to four values replaced, doubled or taken out."""
    key = f"{number:010}-school{number}"
    data = catalogue(item(of=key, **FULL), item("tri", of=key, **FULL), id=f"school{number}", inn=f"{number:010}")
    data = copy.deepcopy(data)
    for _ in range(chance.randint(1, 4)):
        holder, step = chance.choice(list(places(data)))
        action = chance.random()
        if action < 0.7:
            holder[step] = copy.deepcopy(chance.choice(ODD))
        elif action < 0.85:
            del holder[step]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[step]))
        else:
            holder[f"{step}2"] = holder[step]
    return json.dumps(data, ensure_ascii=chance.random() < 0.5).encode(errors="surrogatepass")


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of some data: what holds it, and its key."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in list(steps):
        yield value, step
        yield from places(inner)


def through_to_the_pages(count: int, root: Path, address: str) -> tuple[int, int]:
    """Mutated catalogues read, stored and drawn: how many were refused whole, and how many practices were drawn."""
    chance, refused, results = random.Random(11), 0, []
    sources = {}
    for number in range(1, count + 1):
        source = task(f"https://school{number}.example/", f"school{number}")
        try:
            reading = read(mutated(chance, number), bank=BANK, inn=f"{number:010}")
        except CatalogueRejected as error:
            refused += 1
            assert re.search("[а-яё]{3}", str(error))
            continue
        results.append(visiting.taken(source, SETTINGS, reading))
        sources[f"sources/school{number}.yml"] = yml(title="Школа", url=source.url)
    write_files(root / "content", {"region.yml": yml(REGION, store=address), **sources})
    write_files(root, {"mkdocs.yml": ENGINE})
    with Store.open(address) as store:
        store.put_all(results)
    report = built(root)
    assert report.undrawn == ()
    return refused, report.practices


@pytest.mark.parametrize("kind", EVERY_STORE)
def test_mutated_catalogues(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    refused, practices = through_to_the_pages(100, tmp_path, new_database(kind, tmp_path, request))

    assert 5 < refused < 80 and practices > 40


@pytest.mark.audit
def test_thousands_of_mutated_catalogues(tmp_path: Path, record_property: Figures) -> None:
    refused, practices = through_to_the_pages(6000, tmp_path, f"sqlite:///{tmp_path}/bank.db")

    assert 300 < refused < 4800 and practices > 3000
    record_property("mutated catalogues refused", refused)
    record_property("practices drawn from mutated catalogues", practices)
