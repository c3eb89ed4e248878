"""The bench's arithmetic: what builds cost, how entrants compare, how cost grows."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from bench.entrant import Entrant


@dataclass(frozen=True)
class Cost:
    """One build: seconds and bytes."""

    wall: float
    cpu: float
    """User and system, of the command and of all it waited for."""
    largest: int
    """Peak resident memory of the largest process."""
    sum: int = 0
    """Peak memory of all processes together; 0 where it was not watched."""


What = Callable[[Cost], float]


def wall(cost: Cost) -> float:
    return cost.wall


def cpu(cost: Cost) -> float:
    return cost.cpu


@dataclass(frozen=True)
class Figures:
    """What one entrant cost at one size, and what it left."""

    entrant: Entrant
    count: int
    rounds: Mapping[int, Cost]
    """Number of the round → its cost; an entrant may have left out some."""
    watched: Cost | None
    """A build outside the rounds under whose memory somebody watched."""
    files: int
    size: int
    """Bytes of the site."""

    def middle(self, what: What) -> float:
        """Median over the rounds."""
        return median(map(what, self.rounds.values()))

    @property
    def largest(self) -> int:
        """Bytes of the largest process of any measured build."""
        return max(cost.largest for cost in self.rounds.values())


@dataclass(frozen=True)
class Spread:
    """A ratio of paired builds: the median, the least and the most of the rounds."""

    middle: float
    least: float
    most: float

    def __str__(self) -> str:
        if self.least == self.most:
            return f"{self.middle:.2f}"
        return f"{self.middle:.2f} ({self.least:.2f}–{self.most:.2f})"


def ratio(one: Figures, other: Figures, what: What = wall) -> Spread:
    """The first divided by the second within each round that both took part in."""
    shared = one.rounds.keys() & other.rounds.keys()
    if not shared:
        raise ValueError(f"{one.entrant.name} and {other.entrant.name} have no round in common")
    found = [what(one.rounds[number]) / what(other.rounds[number]) for number in shared]
    return Spread(median(found), min(found), max(found))


def exponent(small: Figures, large: Figures, what: What = wall) -> float:
    """The power of count by which cost grows between two sizes: 1 is linear, 2 quadratic; a fixed cost lowers it."""
    if small.count == large.count:
        raise ValueError("one size shows no growth")
    return math.log(large.middle(what) / small.middle(what)) / math.log(large.count / small.count)
