"""How far long work has come: a bar on a terminal, a line now and then elsewhere; nothing for a short one."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from nastavnik import messages
from nastavnik.building.builder import OnProgress
from nastavnik.building.clock import stopwatch

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PATIENCE = 2.0  # seconds without a word
LINES = 4  # said of a whole build where there is no terminal


@contextmanager
def progress(
    patience: float = PATIENCE,
    caption: str = messages.DRAWING,
    line: Callable[[int, int], str] = messages.drawn_so_far,
) -> Iterator[OnProgress]:
    """What to call with how much is done and how much there is; the bar is gone when the work is.

    `caption` stands before the bar, `line` says it where there is none.
    """
    meter = _Meter(patience, caption, line)
    try:
        yield meter.tell
    finally:
        meter.stop()


class _Meter:
    def __init__(self, patience: float, caption: str, line: Callable[[int, int], str]) -> None:
        self.patience, self.seconds = patience, stopwatch()
        self.caption, self.line = caption, line
        self.bar: Bar | None = None
        self.lines = 0

    def tell(self, done: int, total: int) -> None:
        if self.seconds() < self.patience or not total:
            return
        if sys.stderr.isatty():
            self._show(done, total)
        elif done * LINES // total > self.lines and done < total:
            self.lines = done * LINES // total
            click.echo(self.line(done, total), err=True)

    def _show(self, done: int, total: int) -> None:
        if self.bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn(self.caption), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.bar.add_task("", total=total)
            self.bar.start()
        self.bar.update(self.bar.task_ids[0], completed=done, total=total)

    def stop(self) -> None:
        if self.bar is not None:
            self.bar.stop()
