"""Commands killed at seeded moments of their whole lives, and what the next command finds.

    python -m tests.kills --count 500 --seed 1          # what `make audit` runs; --only build,mkdocs narrows

Each round copies a folder, starts a command in a session of its own, ends it by a signal at a seeded moment or at the
n-th step of the switch, looks for processes it left, and lets a seeded next command run: a build, `mkdocs build`, a
build that is refused, a check. Nothing mixed may stay, nobody may be left, nothing may stay locked, and what was said
has to be true. Only for systems with `fork` and `/proc`: a fresh Python a round would cost more than what is tested.
"""

import argparse
import datetime as dt
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from nastavnik.bank.papers.folder import open_folder
from nastavnik.bank.store import Store
from nastavnik.building import builder, site_mark, switching
from nastavnik.cli import main as nastavnik
from tests.banking import REGION
from tests.conftest import DOCUMENT, ENGINE, NEWS, PASSPORT, PRACTICE, md, tree, write_files, yml
from tests.harvesting import catalogue, item, packed
from tests.postgres import programs, running_cluster

MOMENT = "1795143600"  # 20 November 2026, 06:00 in Moscow
TODAY = dt.date(2026, 11, 20)
SIGNALS = [signal.SIGKILL] * 6 + [signal.SIGTERM] * 2 + [signal.SIGINT, signal.SIGHUP]
BUSY, REMAINED, UNFINISHED = "уже собирает", "остался прежним", "встал на место не весь"
STORE = ".nastavnik/bank.db"
UNSEARCHED = f"{ENGINE}extra: {{search: false}}\n"
SCHOOLS, PATIENCE = 12, 10.0
Tree = dict[str, bytes]


# --- one run of a command ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """A command that ended: its process and session, its status as `os.waitpid` has it, all it said, steps it took."""

    pid: int
    status: int
    said: str
    seconds: float
    steps: int


def start(command: Callable[[], object], out: Path, cut: int | None) -> int:
    """Run a command in a session of its own; with `cut` it is killed at that step of the switch."""
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.unraisablehook = _told_of_ours
    builder.PARALLEL_FROM = 1
    steps = counted_steps(cut)
    status = 0
    try:
        command()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
        status = 70
    sys.stdout.flush()
    sys.stderr.flush()
    out.with_suffix(".steps").write_text(str(steps[0]))
    os._exit(status)


def _told_of_ours(fault: Any) -> None:
    """Ctrl-C amid the clearing of a library that only the tests had loaded is nothing a user would see."""
    if not str(getattr(fault.object, "__module__", "")).startswith("sqlalchemy."):
        sys.__unraisablehook__(fault)


def counted_steps(cut: int | None) -> list[int]:
    """Counts what a switch does to files, in a list of one number; at the step `cut` this process is killed."""
    steps = [0]
    replay = switching._replay

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            if steps[0] == cut:
                os.kill(os.getpid(), signal.SIGKILL)
            steps[0] += 1
            return real(*arguments, **named)

        return step

    def watched(*arguments: Any) -> None:
        before = {name: getattr(os, name) for name in ("replace", "unlink", "rmdir", "mkdir")}
        for name, real in before.items():
            setattr(os, name, counted(real))
        try:
            replay(*arguments)
        finally:
            for name, real in before.items():
                setattr(os, name, real)

    switching._replay = watched
    return steps


def run(
    command: Callable[[], object], folder: Path, kill: tuple[int, float] | None = None, cut: int | None = None
) -> Run:
    """Run a command to its end, or `kill` it: by a signal after so many seconds."""
    out = folder / "out"
    began = time.monotonic()
    pid = start(command, out, cut)
    if kill:
        time.sleep(kill[1])
        send(pid, kill[0])
    _, status = os.waitpid(pid, 0)
    steps = out.with_suffix(".steps")
    taken = int(steps.read_text()) if steps.is_file() else 0
    steps.unlink(missing_ok=True)
    return Run(pid, status, out.read_text(errors="replace"), time.monotonic() - began, taken)


def send(pid: int, number: int) -> None:
    """As a terminal does at Ctrl-C, the signal goes to all processes; else to the main one only."""
    try:
        os.killpg(pid, number) if number == signal.SIGINT else os.kill(pid, number)
    except ProcessLookupError:
        return


def orphans(session: int) -> list[int]:
    """Processes of a session that is over; those that are just ending are waited for, then all are ended."""
    deadline = time.monotonic() + PATIENCE
    while (left := list(members(session))) and time.monotonic() < deadline:
        time.sleep(0.01)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return left


def members(session: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, *numbers = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(numbers[2]) == session and state != "Z":
            yield int(stat.parent.name)


# --- what is built -------------------------------------------------------------------------------------


def nothing_left(root: Path) -> bool:
    """Whether neither a staging folder nor a list of names lies about."""
    inner = (switching.WITHIN, site_mark.FORMER)
    return not (root / ".site.staging").exists() and not any((root / "site" / name).exists() for name in inner)


def cli(*words: str | Path) -> Callable[[], object]:
    return lambda: nastavnik([str(word) for word in words], prog_name="nastavnik")


def mkdocs(root: Path) -> Callable[[], object]:
    def build() -> None:
        from mkdocs.__main__ import cli as command

        os.chdir(root)
        command(["build", "--quiet"], prog_name="mkdocs")

    return build


def school(root: Path, state: int, settings: str) -> None:
    """A school's content in its first or second state: the second has some records changed, some gone, some new."""
    shutil.rmtree(root / "content", ignore_errors=True)
    news = {
        f"news/n{number}.md": md(NEWS, title=f"Новость {number}, вид {state if number % 3 else 0}", text="Слова. " * 50)
        for number in range(24)
        if number % 4 or state == 0
    }
    practices = {
        f"practices/p{number}.md": md(PRACTICE, title=f"Практика {number}", description=None, text="Ход занятий.")
        for number in range(4 + 4 * state)
    }
    documents = {"documents/prikaz.yml": yml(DOCUMENT, no_file=None, file="prikaz.txt")}
    files = {"documents/prikaz.txt": f"Приказ, вид {state}.", "o-nas.md": f"# О нас\n\nВид {state}."}
    write_files(root, {"mkdocs.yml": settings})
    write_files(root / "content", {"school.yml": yml(PASSPORT), **news, **practices, **documents, **files})


@dataclass
class Tally:
    """What was counted, and what was wrong in sentences."""

    figures: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def judge(self, name: str, wrong: bool, story: str) -> None:
        self.figures[name] += wrong
        if wrong:
            self.faults.append(f"{name}: {story}")


class Builds:
    """Builds of a site: from nothing, on top of an old one, by MkDocs, of a bank."""

    def __init__(
        self,
        name: str,
        old: Path,
        new: Path,
        words: Sequence[str],
        *,
        changed: str = "content",
        by_mkdocs: bool = False,
    ) -> None:
        """`old` and `new`: folders with a finished site of the first and of the second state, or no site; `changed`:
        the folder or the file in which the states differ."""
        self.name, self.old, self.new, self.words = name, old, new, words
        self.changed, self.by_mkdocs = changed, by_mkdocs
        self.before, self.after = tree(old / "site"), tree(new / "site")

    def prepare(self, folder: Path) -> Path:
        """A folder with the content of the second state and the site and the memory of the first one."""
        root = folder / "root"
        shutil.copytree(self.old, root, dirs_exist_ok=True)
        if self.changed == STORE:
            shutil.copy(self.new / STORE, root / STORE)
        else:
            shutil.rmtree(root / self.changed)
            shutil.copytree(self.new / self.changed, root / self.changed)
        return root

    def command(self, root: Path) -> Callable[[], object]:
        if self.by_mkdocs:
            return mkdocs(root)
        return cli(*self.words, "--root", root, "--jobs", "2")

    def measure(self, folder: Path) -> Run:
        done = run(self.command(self.prepare(folder)), folder)
        assert done.status == 0, done.said
        shutil.rmtree(folder / "root")
        return done

    def round(self, folder: Path, dice: random.Random, whole: Run, tally: Tally) -> None:
        root = self.prepare(folder)
        number = dice.choice(SIGNALS)
        at_step = dice.random() < 0.4
        moment = dice.uniform(0, whole.seconds * 1.05)
        step = dice.randrange(max(whole.steps, 1))
        command = self.command(root)
        done = run(command, folder, None if at_step else (number, moment), step if at_step else None)
        story = f"{self.name}, {f'step {step}' if at_step else f'{number.name} after {moment:.2f} s'}"
        tally.figures["killed"] += os.WIFSIGNALED(done.status)
        tally.figures["stopped"] += os.WIFEXITED(done.status) and os.WEXITSTATUS(done.status) > 128
        self._judge(root, done, story, tally)
        self._next(root, folder, dice, story, tally)

    def _judge(self, root: Path, done: Run, story: str, tally: Tally) -> None:
        """Right after the kill: anything may lie about, but nobody works on, and nothing untrue was said."""
        left = orphans(done.pid)
        tally.judge("orphans", bool(left), f"{story}: {len(left)} processes")
        site, old, new = tree(root / "site"), self.before, self.after
        state = "old" if site == old else "new" if site == new else "mixed"
        tally.figures[f"{state} after the kill"] += 1
        tally.judge("untrue", REMAINED in done.said and state != "old", f"{story}: {done.said}")
        tally.judge("tracebacks", "Traceback" in done.said, f"{story}: {done.said}")

    def _next(self, root: Path, folder: Path, dice: random.Random, story: str, tally: Tally) -> None:
        word = dice.choice(["build", "build", "refused", "check"])
        broken = root / "content" / ("region.yml" if self.words[0] == "region" else "school.yml")
        text = broken.read_bytes()
        if word == "refused":
            broken.write_text("title: [", encoding="utf-8")
        command = cli("check", "--root", root) if word == "check" else self.command(root)
        done = run(command, folder)
        broken.write_bytes(text)
        story = f"{story}, then {word}"
        site = tree(root / "site")
        is_old, is_new = site == self.before, site == self.after
        tally.judge("mixed after the next command", not is_old and not is_new, f"{story}: {done.said[-500:]}")
        tally.judge("locked", BUSY in done.said, f"{story}: {done.said}")
        tally.judge("tracebacks", "Traceback" in done.said, f"{story}: {done.said}")
        if word in ("refused", "check"):
            done = run(self.command(root), folder)
        is_clean = done.status == 0 and tree(root / "site") == self.after and nothing_left(root)
        tally.judge("next build is not a clean one", not is_clean, f"{story}: {done.said[-500:]}")


class FullDisks(Builds):
    """Builds that run out of room: nobody kills them, at some level of free space they end by themselves."""

    def round(self, folder: Path, dice: random.Random, whole: Run, tally: Tally) -> None:
        root = folder / "root"
        root.mkdir()
        mounted(root)
        try:
            self.prepare(folder)
            level = dice.randrange(1, 2 * sum(map(len, self.after.values())))
            free = os.statvfs(root).f_bavail * os.statvfs(root).f_frsize
            (root / "ballast").write_bytes(b"\0" * (free - level))
            done = run(self.command(root), folder)
            story = f"{self.name}, {level} bytes free"
            tally.figures["ran out of room"] += done.status != 0
            self._judge(root, done, story, tally)
            is_mixed = tree(root / "site") not in (self.before, self.after) and UNFINISHED not in done.said
            tally.judge("mixed for want of room", is_mixed, f"{story}: {done.said[-500:]}")
            (root / "ballast").unlink()
            self._next(root, folder, dice, story, tally)
        finally:
            subprocess.run(["umount", root], check=True)


def mounted(root: Path) -> bool:
    """Whether a small disk could be mounted there."""
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", root]
    return (
        shutil.which("mount") is not None and not subprocess.run(command, capture_output=True, check=False).returncode
    )


def may_mount() -> bool:
    """Whether this account may mount disks."""
    with tempfile.TemporaryDirectory() as folder:
        may = mounted(Path(folder))
        if may:
            subprocess.run(["umount", folder], check=True)
        return may


class Harvests:
    """Harvests of a bank whose schools have changed since the last one."""

    def __init__(self, name: str, region: Path, served: Path, address: Callable[[], str]) -> None:
        """`region`: a folder without a store; `served`: what its schools say; `address`: of a new filled store."""
        self.name, self.region, self.served, self.address = name, region, served, address
        self.before: dict[str, list[str]] = {}
        self.after: dict[str, list[str]] = {}

    def prepare(self, folder: Path) -> Path:
        root = folder / "root"
        shutil.copytree(self.region, root)
        passport = (root / "content/region.yml").read_text(encoding="utf-8")
        (root / "content/region.yml").write_text(f"{passport}store: {self.address()}\n", encoding="utf-8")
        return root

    def command(self, root: Path) -> Callable[[], object]:
        return cli("region", "harvest", "--root", root, "--allow-private")

    def measure(self, folder: Path) -> Run:
        root = self.prepare(folder)
        self.before = kept(root)
        say(self.served, 1)
        done = run(self.command(root), folder)
        assert done.status == 0, done.said
        self.after = kept(root)
        assert self.before != self.after
        shutil.rmtree(root)
        return done

    def round(self, folder: Path, dice: random.Random, whole: Run, tally: Tally) -> None:
        root, number = self.prepare(folder), dice.choice(SIGNALS)
        moment = dice.uniform(0, whole.seconds * 1.05)
        done = run(self.command(root), folder, (number, moment))
        story = f"{self.name}, {number.name} after {moment:.2f} s"
        tally.figures["killed"] += os.WIFSIGNALED(done.status)
        tally.figures["stopped"] += os.WIFEXITED(done.status) and os.WEXITSTATUS(done.status) > 128
        left = orphans(done.pid)
        tally.judge("orphans", bool(left), f"{story}: {len(left)} processes")
        tally.judge("tracebacks", "Traceback" in done.said, f"{story}: {done.said}")
        state = kept(root)
        torn = [source for source in state if state[source] not in (self.before.get(source), self.after.get(source))]
        tally.judge("schools taken in part", bool(torn), f"{story}: {torn}")
        rest = run(self.command(root), folder)
        again = run(self.command(root), folder) if "осталось" in rest.said else rest
        is_whole = again.status == 0 and kept(root) == self.after
        tally.judge("resumed harvest is not a whole one", not is_whole, f"{story}: {rest.said[-500:]}")


def kept(root: Path) -> dict[str, list[str]]:
    """What a store has of every source, and that its file is sound."""
    address = open_folder(root, TODAY).store
    if address.startswith("sqlite:///"):
        import sqlite3

        with sqlite3.connect(address.removeprefix("sqlite:///")) as database:
            assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        database.close()
    with Store.open(address) as store:
        rows: dict[str, list[str]] = {row.source: [] for row in store.schools(TODAY)}
        for stored in store.items(today=TODAY):
            rows.setdefault(stored.item.source, []).append(
                f"{stored.item.key} {json.dumps(stored.item.data, sort_keys=True)}"
            )
        return rows


def say(served: Path, state: int) -> None:
    """Let the schools say what they have in the first or second state."""
    for number in range(SCHOOLS):
        practices = [
            item(f"p{one}", title=f"Практика {one}, вид {state}", of=f"{number:010d}-s{number}")
            for one in range(3 + number % 3 - state)
        ]
        about = {"id": f"s{number}", "inn": f"{number:010d}", "title": f"Школа № {number} города Лесогорска"}
        file = served / f"s{number}" / "api/v1/catalog.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".new").write_bytes(packed(catalogue(*practices, **about)))
        os.utime(file.with_suffix(".new"), (1_700_000_000 + state * 1000,) * 2)
        file.with_suffix(".new").replace(file)


# --- all of them ---------------------------------------------------------------------------------------


@contextmanager
def http(served: Path) -> Iterator[int]:
    """A server of files, in a process of its own; its port."""
    script = (
        "import http.server, sys, functools as f\n"
        "class Q(http.server.SimpleHTTPRequestHandler):\n def log_message(self, *_): pass\n"
        "s = http.server.ThreadingHTTPServer(('0.0.0.0', 0), f.partial(Q, directory=sys.argv[1]))\n"
        "print(s.server_address[1], flush=True); s.serve_forever()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(served)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def must(command: Callable[[], object], folder: Path) -> None:
    done = run(command, folder)
    assert done.status == 0, done.said


def finished(template: Path, folder: Path, *words: str) -> Path:
    """A folder with its site built from nothing."""
    must(cli(*words, "--root", template, "--jobs", "1"), folder)
    return template


def scenes(folder: Path, names: Sequence[str], stack: ExitStack) -> Iterator[Builds | Harvests]:
    """Everything that is killed, ready to be."""
    if {"cold", "build", "mkdocs", "full"} & set(names):
        empty, first, second = _school_in_states(folder / "plain", UNSEARCHED)
        scenes = {"cold": empty, "build": first, "mkdocs": first, "full": first}
        for name in [name for name in scenes if name in names]:
            kind = FullDisks if name == "full" else Builds
            yield kind(name, scenes[name], second, ["build"], by_mkdocs=name == "mkdocs")
    if "search" in names:
        _, first, second = _school_in_states(folder / "searched", ENGINE)
        yield Builds("search", first, second, ["build"])
    if {"harvest", "postgresql", "bank"} & set(names):
        yield from _banks(folder, names, stack)


def _school_in_states(folder: Path, settings: str) -> tuple[Path, Path, Path]:
    """A school without a site, and with the sites of its first and second state."""
    empty, first, second = folder / "empty", folder / "first", folder / "second"
    for root, state in ((empty, 1), (first, 0), (second, 1)):
        school(root, state, settings)
    return empty, finished(first, folder, "build"), finished(second, folder, "build")


def _banks(folder: Path, names: Sequence[str], stack: ExitStack) -> Iterator[Builds | Harvests]:
    served, region = folder / "served", folder / "region"
    say(served, 0)
    port = stack.enter_context(http(served))
    sources = {
        f"sources/s{number}.yml": yml(
            {"title": f"Школа № {number}", "url": f"http://127.0.0.{number + 1}:{port}/s{number}/"}
        )
        for number in range(SCHOOLS)
    }
    write_files(region, {"mkdocs.yml": UNSEARCHED})
    write_files(region / "content", {"region.yml": yml(REGION), **sources})
    harvest = cli("region", "harvest", "--root", region, "--allow-private")
    if "harvest" in names or "bank" in names:
        must(harvest, folder)
        store = region / ".nastavnik/bank.db"
        filled = shutil.move(store, folder / "filled.db")
        shutil.rmtree(region / ".nastavnik")
        if "bank" in names:
            yield bank_builds(folder, region, Path(filled), served)
        if "harvest" in names:
            yield Harvests("harvest", region, served, copies_of(Path(filled), folder))
    if "postgresql" in names:
        say(served, 0)
        yield Harvests("postgresql", region, served, databases(stack, region, folder))


def bank_builds(folder: Path, region: Path, filled: Path, served: Path) -> Builds:
    """A bank with the site of its first harvest, and the same after the second one."""
    old, new = folder / "bank-old", folder / "bank-new"
    for root in (old, new):
        shutil.copytree(region, root)
        (root / ".nastavnik").mkdir()
        shutil.copy(filled, root / STORE)
    say(served, 1)
    must(cli("region", "harvest", "--root", new, "--allow-private"), folder)
    for root in (old, new):
        finished(root, folder, "region", "build")
    return Builds("bank", old, new, ["region", "build"], changed=STORE)


def copies_of(filled: Path, folder: Path) -> Callable[[], str]:
    numbers = iter(range(10_000))

    def copy() -> str:
        say(folder / "served", 1)
        target = folder / f"bank{next(numbers)}.db"
        shutil.copy(filled, target)
        return f"sqlite:///{target.as_posix()}"

    return copy


def databases(stack: ExitStack, region: Path, folder: Path) -> Callable[[], str]:
    """Addresses of copies of a filled database of PostgreSQL."""
    import psycopg

    home, numbers = stack.enter_context(running_cluster()), iter(range(10_000))

    def create(name: str, template: str) -> str:
        with psycopg.connect(f"{home}postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"{home}{name}"

    root = folder / "region-postgresql"
    shutil.copytree(region, root)
    file = root / "content/region.yml"
    file.write_text(f"{file.read_text(encoding='utf-8')}store: {create('filled', 'template1')}\n", encoding="utf-8")
    must(cli("region", "harvest", "--root", root, "--allow-private"), folder)

    def copy() -> str:
        return create(f"bank{next(numbers)}", "filled")

    return copy


def import_everything() -> None:
    """What commands import when called is imported once, before they are forked."""
    for name in ("build", "check", "region.build", "region.harvest"):
        import_module(f"nastavnik.commands.{name}")
    for name in ("mkdocs.__main__", "material.plugins", "nastavnik.engines.mkdocs", "nastavnik.bank.site.site"):
        import_module(name)
    import_module("nastavnik.bank.harvest.harvesting")


def possible(names: Sequence[str]) -> list[str]:
    """Those that can be tried here."""
    cannot = {"postgresql": programs() is None, "full": not may_mount()}
    return [name for name in names if not cannot.get(name)]


SCENES = ("cold", "build", "search", "mkdocs", "bank", "harvest", "postgresql", "full")


def kill(names: Sequence[str], count: int, seed: int, minutes: float) -> Tally:
    """So many rounds, in turn of every scene; fewer if they take too long."""
    os.environ["SOURCE_DATE_EPOCH"] = MOMENT
    tally, dice, deadline = Tally(), random.Random(seed), time.monotonic() + 60 * minutes
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nastavnik-kills-")))
        ready = [(scene, scene.measure(folder)) for scene in scenes(folder, names, stack)]
        for number in range(count):
            if time.monotonic() > deadline:
                break
            scene, whole = ready[number % len(ready)]
            scene.round(folder, dice, whole, tally)
            shutil.rmtree(folder / "root")
            tally.figures["rounds"] += 1
            tally.figures[f"rounds of {scene.name}"] += 1
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=180)
    parser.add_argument("--only", default=",".join(SCENES))
    asked = parser.parse_args()
    import_everything()
    tally = kill(possible(asked.only.split(",")), asked.count, asked.seed, asked.minutes)
    print(json.dumps(tally.figures, indent=0, sort_keys=True))
    print(*tally.faults, sep="\n")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main()
