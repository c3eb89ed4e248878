"""Runs entrants by turns and gathers what they cost."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.entrant import Entrant, remove
from bench.figures import Cost, Figures
from bench.records import records

STOPWATCH = Path(__file__).parent / "stopwatch.py"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}

Say = Callable[[str], None]


def compare(entrants: Sequence[Entrant], count: int, pairs: int, say: Say) -> list[Figures]:
    """Build with each entrant in turn, `pairs` times over; `say` is told what goes on.

    Every other round goes backwards (A B C, C B A), so that a machine that gets slower is unfair to nobody.
    """
    able = [one for one in entrants if count <= one.most]
    prepare(able, count, say)
    watched = {one.name: _warm_up(one, count) for one in able if one.rounds > 1}
    costs: dict[str, dict[int, Cost]] = {one.name: {} for one in able}
    for number in range(1, pairs + 1):
        turn = [one for one in able if number <= one.rounds]
        for one in turn if number % 2 else reversed(turn):
            one.ready(count, number)
            costs[one.name][number] = build(one, count)
        walls = ", ".join(f"{one.name} {costs[one.name][number].wall:.2f} s" for one in turn)
        say(f"{count}, round {number} of {pairs}: {walls}")
    return [
        Figures(one, count, costs[one.name], watched.get(one.name), *weigh(one.site(count)))
        for one in able
        if costs[one.name]
    ]


def prepare(entrants: Sequence[Entrant], count: int, say: Say) -> None:
    """Write every project anew; what several entrants share is written once and copied."""
    written: dict[object, Path] = {}
    for one in entrants:
        folder = one.folder(count)
        remove(folder)
        if one.content in written:
            shutil.copytree(written[one.content], folder)
        else:
            say(f"writing {count} practices for {one.peer}")
            one.content(folder, count)
            written[one.content] = folder
    records.cache_clear()  # a gigabyte at 20,000, which the builds may need
    for one in entrants:
        one.settings(one.folder(count))


def build(entrant: Entrant, count: int, *, summed: bool = False) -> Cost:
    """One build of a project made ready. Raises `RuntimeError` with what the entrant said if it fails."""
    command = [sys.executable, str(STOPWATCH), *(["--sum"] if summed else []), *entrant.command]
    folder = entrant.folder(count)
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{entrant.name} failed with {done.returncode}:\n{done.stderr[-3000:]}")
    return read_cost(done.stdout)


def read_cost(said: str) -> Cost:
    """What the stopwatch printed."""
    return Cost(**json.loads(said))


def weigh(folder: Path) -> tuple[int, int]:
    """Number of files of a site and their bytes."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return len(sizes), sum(sizes)


def _warm_up(entrant: Entrant, count: int) -> Cost:
    """Warms the disk's cache, the bytecode and what the entrant remembers; the last of these builds is watched."""
    entrant.ready(count, 0)
    first = build(entrant, count, summed=entrant.before is None)
    if entrant.before is None:
        return first
    entrant.ready(count, 10**6)  # a number no round has
    return build(entrant, count, summed=True)
