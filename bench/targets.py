"""What ours is to reach, by number of practices, and whether it does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.figures import Figures, ratio
from bench.pages import TOLERANCE, Growth

SLACK = 1.05
"""Machines differ from run to run: so much worse still counts as met."""
MB = 1_000_000
SHELL = 13 * 1024  # bytes of HTML


@dataclass(frozen=True)
class Target:
    """A figure of one entrant, by itself or as a share of another's, that is not to be exceeded."""

    what: str
    one: str
    other: str
    most: Mapping[int, float]
    """Number of practices → the limit."""
    found: Callable[[Figures, Figures], float]


def _wall(one: Figures, other: Figures) -> float:
    return ratio(one, other).middle


def _peak(one: Figures, _: Figures) -> float:
    return one.largest / MB


TARGETS = (
    Target("cold, no search : plain MkDocs", "ours", "plain", {1000: 0.45, 5000: 0.38, 20000: 0.35}, _wall),
    Target("cold, search : Zensical", "ours-search", "zensical", {1000: 0.45, 5000: 0.40}, _wall),
    Target("cold, no search : Hugo", "ours", "hugo", {1000: 3, 5000: 2.2, 20000: 1.8}, _wall),
    Target(
        "one changed, search : cold, search",
        "ours-changed-search",
        "ours-search",
        {1000: 0.15, 5000: 0.06, 20000: 0.04},
        _wall,
    ),
    Target("largest process, no search, MB", "ours", "ours", {1000: 100, 5000: 150, 20000: 300}, _peak),
)

Row = tuple[str, str, str, str]


def verdicts(figures: Sequence[Figures]) -> Iterator[Row]:
    """What, limit, found, verdict: every target of a size that was measured."""
    found = {(one.entrant.name, one.count): one for one in figures}
    for count in sorted({one.count for one in figures}):
        for target in TARGETS:
            limit = target.most.get(count)
            if limit is not None:
                one, other = found.get((target.one, count)), found.get((target.other, count))
                value = target.found(one, other) if one and other else None
                yield _row(f"{count}: {target.what}", limit, value)


def of_pages(sizes: Sequence[Growth], shells: Mapping[str, tuple[int, int]]) -> Iterator[Row]:
    """The same of what single pages weigh."""
    growing = ", ".join(one.type for one in sizes if not one.is_fine)
    yield "pages that grow", f"none (× {TOLERANCE})", growing or "none", _verdict(not growing)
    heaviest = max(plain for plain, _ in shells.values())
    yield "shell, bytes of HTML", f"≤ {SHELL}", f"{heaviest}", _verdict(heaviest <= SHELL)


def _row(what: str, limit: float, value: float | None) -> Row:
    if value is None:
        return what, f"≤ {limit:g}", "—", "not measured"
    shown = f"{value:.2f}" if value < 10 else f"{value:.0f}"
    return what, f"≤ {limit:g}", shown, _verdict(value <= limit * SLACK)


def _verdict(met: bool) -> str:
    return "ok" if met else "MISSED"
