"""Many schools at once: one broken school touches no other, an interrupted harvest goes on, whoever does it."""

import datetime as dt
import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nastavnik.bank.harvest import harvesting
from nastavnik.bank.harvest.harvesting import YOUNG, batches, chunks, harvest
from nastavnik.bank.harvest.tasks import with_validators
from nastavnik.bank.harvest.visiting import HarvestSettings, Task, catalogue_address
from nastavnik.bank.papers.folder import open_folder
from nastavnik.bank.store import Store
from nastavnik.bank.store.model import Harvested, StoredChanges
from nastavnik.bank.workers import workers
from nastavnik.errors import HarvestFailed
from tests.conftest import PASSPORT, run, write_files, yml
from tests.harvesting import (
    AT,
    SETTINGS,
    Server,
    catalogue,
    conditional,
    drip,
    drops,
    endless,
    item,
    leads_to,
    packed,
    serving,
    silence,
    task,
)

PATH = "/api/v1/catalog.json"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def school(number: int, *ids: str) -> bytes:
    """The catalogue of one of many schools; they share a host."""
    key = {"id": f"school{number}", "inn": f"{number:010}"}
    items = [item(id, of=f"{number:010}-school{number}") for id in ids or ("dva",)]
    return packed(catalogue(*items, **key))


def tasks(server: Server, count: int) -> list[Task]:
    return [task(f"{server.at}{number}/", f"school{number}") for number in range(count)]


def done(
    asked: list[Task], settings: HarvestSettings = SETTINGS, executor: Executor | None = None
) -> dict[str, Harvested]:
    found: list[Harvested] = []
    harvest(asked, settings, found.append, executor)
    assert len({one.source for one in found}) == len(found) == len(asked), "each source once"
    return {one.source: one for one in found}


def outcomes(found: dict[str, Harvested]) -> dict[str, str]:
    return {source: one.outcome for source, one in found.items()}


def test_addresses_of_catalogues() -> None:
    assert str(catalogue_address("https://a.example/n")) == "https://a.example/n/api/v1/catalog.json"
    assert str(catalogue_address("https://a.example/n/")) == "https://a.example/n/api/v1/catalog.json"
    assert str(catalogue_address("https://a.example/my.json")) == "https://a.example/my.json"


def test_one_broken_school_touches_no_other(server: Server) -> None:
    faults: list[Any] = [silence, 500, b'{"version"', endless, drip, leads_to("http://10.0.0.1/"), drops, b"<html>"]
    for number in range(40):
        server.pages[f"/{number}{PATH}"] = faults[number] if number < len(faults) else school(number)

    found = done(tasks(server, 40), replace(SETTINGS, limits=replace(SETTINGS.limits, total=3.0, strands=20)))

    assert [one.outcome for one in found.values()].count("taken") == 32
    assert {source: one.reason.split(" — ")[0] for source, one in found.items() if one.outcome == "failed"} == {
        "school0": "сайт не отдал каталог за 3 секунды",
        "school1": "сайт отвечает ошибкой 500",
        "school2": "каталог не разобрать: он оборван или испорчен",
        "school3": "ответ сайта больше 300 КБ",
        "school4": "сайт не отдал каталог за 3 секунды",
        "school5": "адрес ведёт во внутреннюю сеть",
        "school6": "сайт оборвал соединение",
        "school7": "вместо каталога сайт отдаёт страницу",
    }


def test_harvest_looks_for_cycles_seldom_and_leaves_python_as_it_was(server: Server) -> None:
    server.pages[f"/0{PATH}"] = school(0)
    before, during = gc.get_threshold(), []

    harvest(tasks(server, 1), SETTINGS, lambda _: during.append(gc.get_threshold()[0]))

    assert (during, gc.get_threshold(), gc.get_freeze_count()) == ([YOUNG], before, 0)


def test_unchanged_catalogue_is_not_read_again(server: Server, tmp_path: Path) -> None:
    server.pages[f"/0{PATH}"] = conditional(school(0), '"1"')
    server.pages[f"/1{PATH}"] = school(1)  # a server that knows no ETag
    with Store.open(f"sqlite:///{tmp_path}/bank.db") as store:
        harvest(with_validators(tasks(server, 2), store), SETTINGS, store.put)
        again = done(with_validators(tasks(server, 2), store), later(1))
        for one in again.values():
            store.put(one)
        ages = [row.age for row in store.schools(dt.date(2026, 11, 20))]

    assert outcomes(again) == {"school0": "unchanged", "school1": "unchanged"}
    assert server.visits["/robots.txt"] == 1, "what a host allows holds for a day"
    assert ages == [0, 0]


def test_server_that_learnt_about_etags(server: Server, tmp_path: Path) -> None:
    server.pages[f"/0{PATH}"] = school(0)
    with Store.open(f"sqlite:///{tmp_path}/bank.db") as store:
        harvest(tasks(server, 1), SETTINGS, store.put)
        server.pages[f"/0{PATH}"] = conditional(school(0, "tri"), '"1"')
        found = done(with_validators(tasks(server, 1), store), later(1))

    assert [taken.id for taken in found["school0"].items] == ["tri"]


def later(hours: float) -> HarvestSettings:
    return replace(SETTINGS, at=AT + dt.timedelta(hours=hours))


def test_rules_of_a_host_are_asked_again_the_next_day(server: Server, tmp_path: Path) -> None:
    server.pages[f"/0{PATH}"] = school(0)
    with Store.open(f"sqlite:///{tmp_path}/bank.db") as store:
        harvest(tasks(server, 1), SETTINGS, store.put)
        server.pages["/robots.txt"] = "User-agent: *\nDisallow: /\n"
        found = done(with_validators(tasks(server, 1), store), later(25))

    assert "robots.txt" in found["school0"].reason


@pytest.mark.parametrize("change", [{"bank": "https://new.example/"}, {}], ids=["another bank", "another inn"])
def test_what_is_to_be_read_otherwise_is_read_again(change: dict[str, Any], server: Server, tmp_path: Path) -> None:
    server.pages[f"/0{PATH}"] = conditional(school(0), '"1"')
    with Store.open(f"sqlite:///{tmp_path}/bank.db") as store:
        harvest(tasks(server, 1), SETTINGS, store.put)
        (known,) = with_validators(tasks(server, 1), store)

    asked = known if change else replace(known, inn="0000000000")

    assert done([asked], replace(SETTINGS, **change))["school0"].outcome == "taken"


def test_catalogue_of_another_school(server: Server) -> None:
    server.pages[f"/0{PATH}"] = school(0)

    found = done([task(f"{server.at}0/", inn="0000000009")])

    assert "каталог другой школы" in found["school5"].reason


def test_source_without_an_address() -> None:
    assert "нет адреса" in done([task("")])["school5"].reason


# --- executors -------------------------------------------------------------------------------------


def test_chunks_keep_a_host_together() -> None:
    asked = [task(f"https://{host}.example/{at}/", f"{host}{at}") for at in range(5) for host in ("a", "b", "c")]

    parts = list(chunks(asked, 6))

    assert sum(map(len, parts)) == 15
    assert all(len({part.url.split("/")[2] for part in chunk}) <= 2 for chunk in parts)
    assert len({host for chunk in parts for host in {part.url.split("/")[2] for part in chunk}}) == 3


def test_an_executor_finds_the_same(server: Server) -> None:
    for number in range(9):
        server.pages[f"/{number}{PATH}"] = school(number, "dva", "tri")
    server.pages[f"/3{PATH}"] = 404

    with ThreadPoolExecutor(2) as pool:
        assert done(tasks(server, 10), executor=pool) == done(tasks(server, 10))


class Losing(Executor):
    """Loses its first machines."""

    def __init__(self, losses: int) -> None:
        self.losses = losses

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.losses:
            self.losses -= 1
            future.set_exception(ConnectionResetError())
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_lost_machine_loses_nothing(server: Server) -> None:
    server.pages[f"/0{PATH}"] = school(0)

    assert outcomes(done(tasks(server, 1), executor=Losing(2))) == {"school0": "taken"}
    with pytest.raises(HarvestFailed, match="исполнители пропали"):
        done(tasks(server, 1), executor=Losing(9))


class Broken(Executor):
    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(ZeroDivisionError())
        return future


def test_our_own_mistakes_stay_loud(server: Server) -> None:
    with pytest.raises(ZeroDivisionError):
        done(tasks(server, 1), executor=Broken())


def start(*command: str, folder: Path) -> subprocess.Popen[bytes]:
    log = (folder / f"{command[0]}.log").open("ab")
    environment = {**os.environ, "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "0"}
    return subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:]],
                            cwd=folder, stdout=log, stderr=log, env=environment)  # fmt: skip


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler with two workers of this machine: its address and the workers."""
    told = tmp_path / "scheduler.json"
    here = ("--host", "127.0.0.1", "--no-dashboard")
    processes = [start("scheduler", *here, "--port", "0", "--scheduler-file", str(told), folder=tmp_path)]
    for _ in range(300):
        if told.is_file() and told.read_text():
            break
        time.sleep(0.1)
    one = ("--nworkers", "1", "--nthreads", "1", "--no-nanny", "--scheduler-file", str(told))
    processes += [start("worker", *one, *here, folder=tmp_path) for _ in range(2)]
    try:
        yield json.loads(told.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait(10)


def test_machines_behind_a_scheduler(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of two workers is killed amid its work: nothing is lost, nothing comes twice, the results are the same."""
    scheduler, machines = cluster
    monkeypatch.setattr("nastavnik.bank.harvest.harvesting.CHUNK", 5)
    hosts = [f"http://127.0.0.{number + 1}:{server.port}/" for number in range(20)]
    asked = [task(f"{host}{number}/", f"school{number}") for number, host in enumerate(hosts)]
    for number in range(19):
        server.pages[f"/{number}{PATH}"] = school(number)
    found: list[Harvested] = []

    def put(harvested: Harvested) -> None:
        if not found:
            machines[0].send_signal(signal.SIGKILL)
        found.append(harvested)

    with workers(1, scheduler) as executor:
        harvest(asked, SETTINGS, put, executor)

    assert sorted(one.source for one in found) == sorted(one.source for one in asked)
    assert {one.source: one for one in found} == done(asked)
    assert machines[0].wait(5) == -signal.SIGKILL


# --- the command -----------------------------------------------------------------------------------

REGION = {
    "title": "Банк практик Залесской области",
    "short_title": "Банк практик",
    "region": "Залесская область",
    "keeper": "Центр наставничества",
    "timezone": "Europe/Moscow",
    "site": "https://centr.example/",
    "section_url": "https://bank.example/",
    "contacts": [{"post": "Методист"}],
}
DAY = ("--today", "2026-11-20")


@pytest.fixture
def region(tmp_path: Path, server: Server) -> Path:
    """A region with three schools: two of a local server and one that sent a folder."""
    for number in range(2):
        server.pages[f"/{number}{PATH}"] = school(number)
    sources = {
        f"content/sources/school{number}.yml": yml(title="Школа", url=f"{server.at}{number}/") for number in (0, 1)
    }
    sent = {
        "sent/school.yml": yml(PASSPORT),
        "content/sources/sent.yml": yml(title="Школа", path="sent", source_type="папка"),
    }
    write_files(tmp_path, {"content/region.yml": yml(REGION), **sources, **sent})
    return tmp_path


def command(region: Path, *arguments: str) -> Any:
    return run("region", "harvest", "--root", region, *DAY, "--allow-private", *arguments)


def test_command(region: Path) -> None:
    first, again = command(region), command(region)

    assert first.exit_code == 0, first.output
    assert "спрошено 3 школы: обновлено 3, без изменений 0, не удалось 0; практик новых 2" in first.stdout
    assert "обновлено 1, без изменений 2, не удалось 0; практик новых 0" in again.stdout
    assert first.stderr == "", "no bar where there is no terminal"


def test_own_network_needs_leave(region: Path) -> None:
    result = run("region", "harvest", "--root", region, *DAY)

    assert result.exit_code == 1  # two of three: more than half could not be read
    assert result.stderr.count("внутреннюю сеть") == 2


def test_only_one(region: Path, server: Server) -> None:
    result = command(region, "--only", "school1")

    assert "спрошено 1 школа: обновлено 1" in result.stdout
    assert server.visits[f"/0{PATH}"] == 0
    assert (
        "источника «нет» в папке sources нет — есть school0, school1, sent" in command(region, "--only", "нет").stderr
    )


def test_empty_list_does_not_empty_the_bank(region: Path) -> None:
    """A folder that was lost, say with a bad checkout; whoever means it says so."""
    command(region)
    for file in (region / "content" / "sources").iterdir():
        file.unlink()

    refused, taken = command(region), practices(region)
    allowed = command(region, "--allow-empty")

    assert refused.exit_code == 1
    assert "нет ни одного источника, а в банке их 3" in refused.stderr and "--allow-empty" in refused.stderr
    assert taken == 2
    assert (allowed.exit_code, practices(region)) == (0, 0)


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_only_a_renamed_source(region: Path, name: str) -> None:
    """Its school is no other source's: what it gave under the old name is known, whichever name comes first."""
    command(region)
    sources = region / "content" / "sources"
    (sources / "school1.yml").rename(sources / f"{name}.yml")

    result = command(region, "--only", name)

    assert result.exit_code == 0, result.stderr
    assert "спрошено 1 школа: обновлено 1" in result.stdout
    assert practices(region) == 2


def practices(region: Path) -> int:
    with Store.open(open_folder(region, AT.date()).store) as store:
        return sum(1 for _ in store.items(today=AT.date()))


def test_dry_run_writes_nothing(region: Path, server: Server) -> None:
    server.pages[f"/1{PATH}"] = packed(catalogue(item(), item("bad", title=None)))
    before = sorted(region.rglob("*"))

    result = command(region, "--dry-run", "--only", "school1")

    assert result.exit_code == 0
    assert "school1: Школа № 5 (0000000005-school5), Лесогорский округ — банк взял бы 1 практика" in result.stdout
    assert "взял бы     0000000005-school5/practices/dva — Урок вдвоём" in result.stdout
    assert "замечание   practices/bad, title (Название): не хватает поля title" in result.stdout
    assert sorted(region.rglob("*")) == before


@contextmanager
def _interrupted_after_two(
    store: Store, done: Callable[[Harvested, StoredChanges], object]
) -> Iterator[Callable[[Harvested], None]]:
    taken: list[str] = []
    with batches(store, done) as put:

        def put_or_stop(harvested: Harvested) -> None:
            if len(taken) == 2:
                raise KeyboardInterrupt
            taken.append(harvested.source)
            put(harvested)

        yield put_or_stop


def test_interrupted_harvest_goes_on(region: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C leaves what is done; the next run asks the rest, the one after it asks everybody."""
    with monkeypatch.context() as patch:
        patch.setattr(harvesting, "batches", _interrupted_after_two)
        stopped = command(region)
    rest, all_again = command(region), command(region)

    assert stopped.exit_code == 130
    assert "прервано: взято 2 из 3" in stopped.stderr
    assert "осталось 1 школа" in rest.stderr
    assert "спрошено 1 школа: обновлено 1" in rest.stdout
    assert "спрошено 3 школы" in all_again.stdout


def test_old_interrupted_harvest_is_begun_anew(region: Path) -> None:
    with Store.open(f"sqlite:///{region}/.nastavnik/bank.db") as store:
        store.plan(["school0"], AT - dt.timedelta(days=2))

    assert "спрошено 3 школы" in command(region).stdout


def test_source_that_left_the_list_leaves_the_bank(region: Path) -> None:
    command(region)
    (region / "content/sources/school1.yml").unlink()
    (region / "content/sources/school0.yml").write_text("title: [", encoding="utf-8")
    command(region)

    with Store.open(f"sqlite:///{region}/.nastavnik/bank.db") as store:
        assert [row.source for row in store.schools(dt.date(2026, 11, 20))] == ["school0", "sent"]


def test_nobody_answers(region: Path, server: Server) -> None:
    server.pages.clear()

    result = command(region, "--only", "school0")

    assert result.exit_code == 1
    assert "school0: каталога по этому адресу нет (ответ 404)" in result.stderr
