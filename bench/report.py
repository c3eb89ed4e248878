"""Figures → plain text tables."""

import datetime as dt
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from itertools import pairwise

from rich import box
from rich.console import Console
from rich.table import Table

from bench.figures import Figures, cpu, exponent, ratio, wall
from bench.pages import MAY_GROW, Growth
from bench.records import fifth
from bench.targets import MB, of_pages, verdicts

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
    "besides pages",
)


def report(
    figures: Sequence[Figures],
    sizes: Sequence[Growth],
    shells: Mapping[str, tuple[int, int]],
    compared: tuple[int, int],
    load: float,
) -> str:
    """Everything as one text.

    `figures` hold every entrant at every size; `sizes` are pages with `compared` numbers of practices. `load` is how
    many processes wanted a core in the minute before: a busy machine slows the builds that use all cores.
    """
    counts = sorted({one.count for one in figures})
    parts = [_heading(figures, load)]
    for count in counts:
        parts += [_size(count), _costs([one for one in figures if one.count == count])]
    if len(counts) > 1:
        parts += ["Growth: cost as count to the power of (1 is linear)", _growth(figures, counts)]
    small, large = compared
    parts += [
        f"Pages with {small} and with {large} practices (kB; «same» compares pages of the same address)",
        _sizes(sizes),
        "Shell: page minus fragment, the heaviest of each type (bytes)",
        _shells(shells),
        "Targets",
        table(("", "target", "found", ""), [*verdicts(figures), *of_pages(sizes, shells)]),
    ]
    return "\n".join(parts)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of text without colours; numbers to the right, the first and the last column to the left."""
    drawn = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
    for place, caption in enumerate(columns):
        drawn.add_column(caption, justify="right" if 0 < place < len(columns) - 1 else "left", no_wrap=True)
    for row in rows:
        drawn.add_row(*row)
    out = StringIO()
    Console(file=out, width=240, color_system=None).print(drawn)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _heading(figures: Sequence[Figures], load: float) -> str:
    versions = {name: number for one in figures for name, number in one.entrant.versions().items()}
    listed = ", ".join(f"{name} {number}" for name, number in versions.items())
    rounds = max(len(one.rounds) for one in figures)
    return (
        f"{dt.date.today().isoformat()}, {os.cpu_count()} cores (load before: {load:.1f}), "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}\n{listed}\n"
        f"Medians of {rounds} rounds by turns; ratios within a round: median (least–most)\n"
    )


def _size(count: int) -> str:
    return f"{count} practices + {fifth(count)} mentors + {fifth(count)} news"


def _costs(figures: Sequence[Figures]) -> str:
    ours = figures[0]
    return table(COLUMNS, (_cost(ours, one) for one in figures))


def _cost(ours: Figures, one: Figures) -> tuple[str, ...]:
    return (
        one.entrant.caption,
        f"{one.middle(wall):.2f}",
        f"{one.middle(cpu):.2f}",
        f"{one.largest / MB:.0f}",
        f"{one.watched.sum / MB:.0f}" if one.watched and one.watched.sum else "—",
        f"{one.files}",
        f"{one.size / MB:.1f}",
        "" if one is ours else f"{ratio(ours, one, wall)}",
        "" if one is ours else f"{ratio(ours, one, cpu)}",
        one.entrant.differs,
    )


def _growth(figures: Sequence[Figures], counts: Sequence[int]) -> str:
    found = {(one.entrant.name, one.count): one for one in figures}
    entrants = {one.entrant.name: one.entrant for one in figures}
    steps = list(pairwise(counts))
    columns = ["", *(f"{what}, {few} → {many}" for few, many in steps for what in ("wall", "CPU")), ""]
    rows = []
    for name, entrant in entrants.items():
        row = [entrant.caption]
        for few, many in steps:
            small, large = found.get((name, few)), found.get((name, many))
            row += [f"{exponent(small, large, what):.2f}" if small and large else "—" for what in (wall, cpu)]
        rows.append([*row, ""])
    return table(columns, rows)


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
    return table(("", "pages", "median", "largest", "same", "worst of same", ""), rows)


def _shells(shells: Mapping[str, tuple[int, int]]) -> str:
    rows = ((name, f"{plain}", f"{packed}", "") for name, (plain, packed) in shells.items())
    return table(("", "HTML", "gzip", ""), rows)
