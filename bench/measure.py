"""Runs peers by turns and gathers what they cost."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.peers import Peer

STOPWATCH = Path(__file__).parent / "stopwatch.py"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True)
class Cost:
    """One cold build: seconds and bytes."""

    wall: float
    cpu: float
    largest: int
    """Peak resident memory of the largest process."""
    sum: int = 0
    """Peak memory of all processes together; 0 where it was not watched."""


@dataclass(frozen=True)
class Figures:
    """What one peer cost over all rounds, and what it left."""

    peer: Peer
    watched: Cost
    """The run before the rounds: warms the disk's cache and the bytecode, and watches memory."""
    rounds: tuple[Cost, ...]
    files: int
    size: int
    """Bytes of the site."""

    def middle(self, what: Callable[[Cost], float]) -> float:
        """Median over the rounds."""
        return median(map(what, self.rounds))

    @property
    def largest(self) -> int:
        return max(cost.largest for cost in (self.watched, *self.rounds))


def compare(peers: Sequence[Peer], count: int, pairs: int, say: Callable[[str], None]) -> list[Figures]:
    """Build with each peer in turn, `pairs` times over (A B A B …); `say` is told what goes on."""
    for peer in peers:
        say(f"writing {count} practices for {peer.name}")
        peer.prepare(count)
    watched = [build(peer, count, summed=True) for peer in peers]
    rounds = []
    for number in range(1, pairs + 1):
        rounds.append([build(peer, count) for peer in peers])
        walls = ", ".join(f"{peer.name} {cost.wall:.2f} s" for peer, cost in zip(peers, rounds[-1], strict=True))
        say(f"round {number} of {pairs}: {walls}")
    costs = zip(*rounds, strict=True)
    return [
        Figures(peer, first, tuple(cost), *weigh(peer.site(count)))
        for peer, first, cost in zip(peers, watched, costs, strict=True)
    ]


def build(peer: Peer, count: int, *, summed: bool = False) -> Cost:
    """One cold build of a prepared project. Raises `RuntimeError` with what the peer said if it fails."""
    peer.forget(count)
    command = [sys.executable, str(STOPWATCH), *(["--sum"] if summed else []), *peer.command]
    done = subprocess.run(command, cwd=peer.folder(count), env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{peer.name} failed with {done.returncode}:\n{done.stderr[-3000:]}")
    return Cost(**json.loads(done.stdout))


def ratio(ours: Figures, theirs: Figures, what: Callable[[Cost], float]) -> tuple[float, float, float]:
    """Ours divided by theirs within each round: the median, the least, the most."""
    found = [what(mine) / what(their) for mine, their in zip(ours.rounds, theirs.rounds, strict=True)]
    return median(found), min(found), max(found)


def weigh(folder: Path) -> tuple[int, int]:
    """Number of files of a site and their bytes."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return len(sizes), sum(sizes)
