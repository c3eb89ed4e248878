"""The few shapes that covers are put together from, and the notation they are written down in.

A line of a drawing is a tone and a path: `d M0 0H10V10Z` is filled, `s~4 M0 0L10 10` is a stroke 4 wide with round
ends. Paths know the commands M L H V C Q Z of SVG with absolute coordinates, and `O cx cy r` for a circle.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import comb
from operator import mul

Position = tuple[float, float]
_STEPS = 10  # of a curve: at the size of a network's preview nobody sees its corners
_TOKEN = re.compile(r"[MLHVCQZO]|-?\d*\.?\d+")


@dataclass(frozen=True, slots=True)
class Contour:
    """A path in one tone; `width` is that of a stroke, 0 for a filled shape."""

    tone: str
    path: str
    width: float = 0

    @property
    def circle(self) -> tuple[float, float, float] | None:
        """Its centre and radius, if it is a circle."""
        if not self.path.startswith("O"):
            return None
        x, y, radius = map(float, self.path[1:].split())
        return x, y, radius


@lru_cache(maxsize=512)
def shapes(drawing: str) -> tuple[Contour, ...]:
    """The shapes of a drawing, the lowest first, a line each."""
    return tuple(map(_shape, filter(None, map(str.strip, drawing.splitlines()))))


def _shape(line: str) -> Contour:
    tone, path = line.split(" ", 1)
    name, _, width = tone.partition("~")
    return Contour(name, path.strip(), float(width or 0))


@lru_cache(maxsize=2048)
def outlines(path: str) -> tuple[tuple[Position, ...], ...]:
    """The lines of a path as points, its curves in short steps: for what draws polygons only."""
    return tuple(map(tuple, _lines(iter(_TOKEN.findall(path)))))


def _lines(tokens: Iterator[str]) -> Iterator[list[Position]]:
    line: list[Position] = []
    command = ""
    for token in tokens:
        if token.isalpha():
            command = token
            if command == "M" and line:
                yield line
                line = []
            if command == "Z":
                line.append(line[0])
            continue
        _extend(line, command, float(token), tokens)
    if line:
        yield line


def _extend(line: list[Position], command: str, first: float, tokens: Iterator[str]) -> None:
    """Add to a line what a command with its first number says; the others are taken from `tokens`."""
    if command == "H":
        line.append((first, line[-1][1]))
    elif command == "V":
        line.append((line[-1][0], first))
    else:
        rest = [float(next(tokens)) for _ in range({"C": 5, "Q": 3}.get(command, 1))]
        points = list(zip([first, *rest][::2], [first, *rest][1::2], strict=True))
        line += _curve([line[-1], *points]) if command in "CQ" else points


def _curve(points: list[Position]) -> list[Position]:
    """A curve of Bézier by its control points, without its beginning."""
    xs, ys = zip(*points, strict=True)
    return [(sum(map(mul, xs, share)), sum(map(mul, ys, share))) for share in _SHARES[len(points) - 1]]


def _weights(degree: int) -> list[list[float]]:
    """How much each control point counts at every step of a curve (polynomials of Bernstein)."""
    steps = (step / _STEPS for step in range(1, _STEPS + 1))
    return [[comb(degree, k) * at**k * (1 - at) ** (degree - k) for k in range(degree + 1)] for at in steps]


_SHARES = {degree: _weights(degree) for degree in (2, 3)}
