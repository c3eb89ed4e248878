"""`python -m bench.region`: a harvest of invented schools beside a bare aiohttp loop. Only this machine is asked.

python -m bench.region --schools 2000 --memory 40000
"""

import argparse
import asyncio
import datetime as dt
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from bench.schools import PATH, PRACTICES, fault, host

HERE = Path(__file__).parent.parent
TIMEOUT = 15.0  # seconds a school has, for both; a shorter one measures how busy the machine is
TOGETHER = 100
LARGEST = 4_000_000
AT = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
PROMISED = {"wall": 1.5, "cpu": 3.0, "again": 0.4, "memory": 300}


def main() -> None:
    options = _options()
    if options.part:
        print(json.dumps(_measured(options)))
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _server() as port:
        rounds = [_round(Path(folder) / f"{at}.db", options.schools, port) for at in range(options.pairs)]
        _table(rounds, options.schools)
        if options.memory:
            path = Path(folder) / "memory.db"
            figures = _part("ours", path, options.memory, port)
            _line("memory", figures["memory"] / 1e6, PROMISED["memory"], f"MB at {options.memory} schools")
            print(f"  {figures['wall']:.0f} s, {figures['cpu']:.0f} s of CPU; {_verdict(figures, options.memory)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.region", description=__doc__)
    parser.add_argument("--schools", type=int, default=2000)
    parser.add_argument("--memory", type=int, default=0, help="schools of one more run that is looked at for memory")
    parser.add_argument("--pairs", type=int, default=3, help="rounds by turns (3)")
    parser.add_argument("--part", choices=["ours", "bare"], help=argparse.SUPPRESS)
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


# --- rounds ----------------------------------------------------------------------------------------


def _round(store: Path, schools: int, port: int) -> dict[str, dict[str, Any]]:
    """The bare loop, a first harvest and a second one, each in a process of its own."""
    found = {"bare": _part("bare", store, schools, port), "ours": _part("ours", store, schools, port)}
    found["again"] = _part("ours", store, schools, port)
    print(
        "  ".join(f"{name} {one['wall']:.1f} s, {one['cpu']:.1f} s of CPU" for name, one in found.items()), flush=True
    )
    return found


def _part(part: str, store: Path, schools: int, port: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.region", "--part", part, "--schools", str(schools)]
    command += ["--store", str(store), "--port", str(port)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _table(rounds: list[dict[str, dict[str, Any]]], schools: int) -> None:
    def middle(ratio: Callable[[dict[str, dict[str, Any]]], float]) -> float:
        return sorted(map(ratio, rounds))[len(rounds) // 2]

    _line("wall", middle(lambda one: one["ours"]["wall"] / one["bare"]["wall"]), PROMISED["wall"], "of the bare loop")
    _line("cpu", middle(lambda one: one["ours"]["cpu"] / one["bare"]["cpu"]), PROMISED["cpu"], "of the bare loop")
    _line(
        "again", middle(lambda one: one["again"]["cpu"] / one["ours"]["cpu"]), PROMISED["again"], "of the first's CPU"
    )
    print(f"  {_verdict(rounds[-1]['ours'], schools)}; again: {rounds[-1]['again']['outcomes']}")


def _line(name: str, value: float, most: float, of: str) -> None:
    print(f"{name:8}{value:8.2f} {of} (at most {most}){'' if value <= most else '  TOO MUCH'}", flush=True)


def _verdict(figures: dict[str, Any], schools: int) -> str:
    """Whether every healthy school was taken and every faulty one said why."""
    wrong = Counter(fault(number) for number in range(schools))
    healthy = wrong.pop("")
    good = figures["practices"] == healthy * PRACTICES and figures["outcomes"].get("taken") == healthy
    said = figures["reasons"] == dict(wrong)
    taken, why = ("yes" if right else "NO" for right in (good, said))
    return f"{healthy} healthy taken: {taken}; {wrong.total()} faulty said why: {why}"


@contextmanager
def _server() -> Iterator[int]:
    """The schools, in a process of their own; ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-m", "bench.schools", str(port)], cwd=HERE, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(10)


# --- one part --------------------------------------------------------------------------------------


def _measured(options: argparse.Namespace) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    work = {"ours": _ours, "bare": _bare}[options.part]
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    found = work(options)
    wall, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": cpu, "memory": used.ru_maxrss * 1024, **found}


def _ours(options: argparse.Namespace) -> dict[str, Any]:
    """A harvest as the command does it, from the list of sources to the store."""
    from nastavnik.bank.harvest.harvesting import batches, harvest
    from nastavnik.bank.harvest.limits import Limits
    from nastavnik.bank.harvest.tasks import with_validators
    from nastavnik.bank.harvest.visiting import HarvestSettings, Task
    from nastavnik.bank.store import Store
    from nastavnik.bank.store.model import Harvested, StoredChanges

    limits = Limits(total=TIMEOUT, delay=1.0, pause=1.0, largest=LARGEST, together=TOGETHER, own=("127.0.0.0/8",))
    settings = HarvestSettings(AT, "https://bank.example/", "Залесская область", limits)
    numbers = range(options.schools)
    tasks = [Task(f"school{number:06}", url=f"http://{host(number)}:{options.port}/") for number in numbers]
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    with Store.open(f"sqlite:///{options.store}") as store:
        store.plan((task.source for task in tasks), AT)

        def done(harvested: Harvested, changes: StoredChanges) -> None:
            outcomes[changes.outcome] += 1
            if harvested.reason:
                wrong = fault(int(harvested.source.removeprefix("school")))
                reasons[wrong if REASONS[wrong] in harvested.reason else harvested.reason] += 1

        with batches(store, done) as put:
            harvest(with_validators(tasks, store), settings, put)
        practices = sum(row.counts.get("practices", 0) for row in store.schools(AT.date()))
    return {"outcomes": dict(outcomes), "reasons": dict(reasons), "practices": practices}


REASONS = {
    "silence": "не отдал каталог за",
    "drip": "не отдал каталог за",
    "error": "ошибкой 500",
    "broken": "не разобрать",
    "endless": "больше 4 МБ",
    "private": "внутреннюю сеть",
    "reset": "оборвал соединение",
    "": "?",
}


def _bare(options: argparse.Namespace) -> dict[str, Any]:
    """The least a program can do: fetch the same addresses with the same timeouts and limits, parse, count."""
    found: Counter[str] = Counter()
    left = iter(range(options.schools))

    async def walk(session: aiohttp.ClientSession) -> None:
        for number in left:
            try:
                url = f"http://{host(number)}:{options.port}{PATH}"
                async with session.get(url, allow_redirects=False) as response:
                    body = await response.content.read(LARGEST) if response.status == 200 else b""
                    while piece := await response.content.read(LARGEST):
                        body += piece
                        if len(body) > LARGEST:
                            raise ValueError
                    json.loads(body)
                    found["taken"] += 1
            except (aiohttp.ClientError, TimeoutError, ValueError):
                found["failed"] += 1

    async def run() -> None:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
            await asyncio.gather(*(walk(session) for _ in range(TOGETHER)))

    asyncio.run(run())
    return {"outcomes": dict(found)}


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
