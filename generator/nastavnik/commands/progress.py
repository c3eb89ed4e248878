"""How far a long build has come: a bar on a terminal, a line now and then elsewhere; nothing for a short one."""

import sys
from collections.abc import Iterator
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
def progress(patience: float = PATIENCE) -> Iterator[OnProgress]:
    """What to call with the number of artifacts made and of all; the bar is gone when the work is."""
    meter = _Meter(patience)
    try:
        yield meter.tell
    finally:
        meter.stop()


class _Meter:
    def __init__(self, patience: float) -> None:
        self.patience, self.seconds = patience, stopwatch()
        self.bar: Bar | None = None
        self.lines = 0

    def tell(self, done: int, total: int) -> None:
        if self.seconds() < self.patience or not total:
            return
        if sys.stderr.isatty():
            self._show(done, total)
        elif done * LINES // total > self.lines and done < total:
            self.lines = done * LINES // total
            click.echo(messages.drawn_so_far(done, total), err=True)

    def _show(self, done: int, total: int) -> None:
        if self.bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn(messages.DRAWING), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.bar.add_task("", total=total)
            self.bar.start()
        self.bar.update(self.bar.task_ids[0], completed=done)

    def stop(self) -> None:
        if self.bar is not None:
            self.bar.stop()
