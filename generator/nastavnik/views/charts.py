"""Charts drawn at build time: where points of a line and ends of bars lie, in percent of the picture."""

from collections.abc import Iterable
from dataclasses import dataclass

HANDFUL = 5
"""A chart whose longest bar is shorter says nothing that its number does not."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The field of a line chart inside of its box: beside it the gutter has the scale, below the foot has the dates."""

    left: float
    right: float
    top: float
    bottom: float
    digits: int
    """Places after the point."""

    def x(self, place: int, count: int) -> float:
        """Where the point at `place` of `count` stands, from 0."""
        step = (self.right - self.left) / (count - 1)
        return round(self.left + place * step, self.digits)

    def y(self, value: float, most: float) -> float:
        """How high a value stands where `most` is at the top."""
        return round(self.bottom - (self.bottom - self.top) * value / most, self.digits)


def longest(counts: Iterable[int]) -> int:
    """The count that bars are measured by; 0 where a picture says nothing: all counts are equal, or a handful each."""
    different = set(counts)
    most = max(different, default=0)
    return most if len(different) > 1 and most >= HANDFUL else 0


def bar(count: int, most: int) -> float:
    """The length of a bar in percent of the longest one."""
    return round(100 * count / most, 1) if most else 0
