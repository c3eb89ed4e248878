"""Figures → plain text tables."""

import datetime as dt
import os
import platform
from collections.abc import Iterable, Sequence
from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table

from bench.measure import Figures, ratio
from bench.pages import MAY_GROW, TOLERANCE, Growth
from bench.records import fifth

WALL, PEAK, SHELL = 0.5, 150_000_000, 12 * 1024
"""Targets: share of the baseline's wall time; bytes of the largest process; bytes of the shell's HTML."""
MB = 1_000_000
COLUMNS = (
    "",
    "wall, s",
    "CPU, s",
    "largest, MB",
    "all, MB",
    "files",
    "site, MB",
    "ours : it, wall",
    "ours : it, CPU",
)


def report(
    figures: Sequence[Figures],
    sizes: Sequence[Growth],
    shells: dict[str, tuple[int, int]],
    count: int,
    small: int,
    load: float,
) -> str:
    """Everything as one text; the first figures are ours, the second the baseline's.

    `load` is how many processes wanted a core in the minute before: a busy machine slows the builds that use all cores.
    """
    return "\n".join(
        [
            _heading(figures, count, load),
            _costs(figures),
            *(f"{one.peer.name}: {one.peer.differs}." for one in figures),
            "",
            f"Pages with {small} and with {count} practices (kB; «same» compares pages of the same address)",
            _sizes(sizes),
            "Shell: page minus fragment, the heaviest of each type (bytes)",
            _shells(shells),
            "Targets",
            _targets(figures, sizes, shells),
        ]
    )


def _heading(figures: Sequence[Figures], count: int, load: float) -> str:
    versions = {name: number for one in figures for name, number in one.peer.versions().items()}
    listed = ", ".join(f"{name} {number}" for name, number in versions.items())
    return (
        f"{count} practices + {fifth(count)} mentors + {fifth(count)} news, cold, no search; "
        f"median of {len(figures[0].rounds)} rounds by turns\n"
        f"{dt.date.today().isoformat()}, {os.cpu_count()} cores (load before: {load:.1f}), "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {listed}\n"
    )


def _costs(figures: Sequence[Figures]) -> str:
    ours = figures[0]
    return _table(COLUMNS, (_cost(ours, one) for one in figures))


def _cost(ours: Figures, one: Figures) -> tuple[str, ...]:
    return (
        one.peer.caption,
        f"{one.middle(lambda cost: cost.wall):.2f}",
        f"{one.middle(lambda cost: cost.cpu):.2f}",
        f"{one.largest / MB:.0f}",
        f"{one.watched.sum / MB:.0f}" if one.watched.sum else "—",
        f"{one.files}",
        f"{one.size / MB:.1f}",
        "" if one is ours else _spread(ratio(ours, one, lambda cost: cost.wall)),
        "" if one is ours else _spread(ratio(ours, one, lambda cost: cost.cpu)),
    )


def _spread(found: tuple[float, float, float]) -> str:
    middle, least, most = found
    return f"{middle:.2f} ({least:.2f}–{most:.2f})"


def _sizes(sizes: Sequence[Growth]) -> str:
    rows = (
        (
            one.type,
            f"{len(one.before)} → {len(one.after)}",
            f"{one.middles[0] / 1000:.1f} → {one.middles[1] / 1000:.1f}",
            f"{max(one.before) / 1000:.1f} → {max(one.after) / 1000:.1f}",
            f"× {one.ratio:.2f}",
            f"× {one.worst:.2f}",
            "may grow" if one.type in MAY_GROW else "ok" if one.is_fine else "GROWS",
        )
        for one in sizes
    )
    return _table(("", "pages", "median", "largest", "same", "worst of same", ""), rows)


def _shells(shells: dict[str, tuple[int, int]]) -> str:
    rows = ((name, f"{plain}", f"{packed}") for name, (plain, packed) in shells.items())
    return _table(("", "HTML", "gzip"), rows)


def _targets(figures: Sequence[Figures], sizes: Sequence[Growth], shells: dict[str, tuple[int, int]]) -> str:
    ours, baseline = figures[:2]
    wall, *_ = ratio(ours, baseline, lambda cost: cost.wall)
    growing = ", ".join(one.type for one in sizes if not one.is_fine)
    shell = max(plain for plain, _ in shells.values())
    rows = (
        (f"wall, share of {baseline.peer.name}", f"≤ {WALL}", f"{wall:.2f}", _verdict(wall <= WALL)),
        ("largest process, MB", f"≤ {PEAK // MB}", f"{ours.largest / MB:.0f}", _verdict(ours.largest <= PEAK)),
        ("pages that grow", f"none (× {TOLERANCE})", growing or "none", _verdict(not growing)),
        ("shell, bytes of HTML", f"≤ {SHELL}", f"{shell}", _verdict(shell <= SHELL)),
    )
    return _table(("", "target", "found", ""), rows)


def _verdict(met: bool) -> str:
    return "ok" if met else "MISSED"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
    for place, caption in enumerate(columns):
        table.add_column(caption, justify="right" if place else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    console = Console(file=StringIO(), width=160, color_system=None)
    console.print(table)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in lines) + "\n"
