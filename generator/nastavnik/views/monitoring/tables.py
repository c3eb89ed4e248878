"""Tables of figures as the public sees them: rows with a value in words, a bar and a goal."""

from collections.abc import Iterable
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.views.counts import SMALL


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of a table; `percent`, `bar` and `goal` are percents of the width, there only if the number is told."""

    caption: str
    value: str
    percent: int | None = None
    bar: int | None = None
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    caption: str
    rows: tuple[FigureRow, ...]
    across: bool = False
    """Its captions are long: it takes the whole width."""

    @property
    def goals(self) -> list[int]:
        """The goals its bars are measured by, each once."""
        return sorted({row.goal for row in self.rows if row.goal is not None})


def word_for(count: int) -> str:
    """What stands instead of a number that is not told."""
    return messages.FEW if count in SMALL else messages.KEPT_BACK


def counted(rows: Iterable[tuple[str, int, bool]]) -> tuple[FigureRow, ...]:
    """Rows with bars measured by the longest of those that are told; the flag keeps a number back."""
    listed = list(rows)
    most = max((count for _, count, hidden in listed if not hidden), default=0)
    return tuple(
        FigureRow(messages.capital(caption), word_for(count))
        if hidden
        else FigureRow(messages.capital(caption), messages.number(count), None, part_of(count, most))
        for caption, count, hidden in listed
    )


def open_rows(rows: Iterable[tuple[str, int]]) -> tuple[FigureRow, ...]:
    """Rows of (caption, number) that anybody may count, so that none is held back."""
    return counted((caption, count, False) for caption, count in rows)


def part_of(count: int, whole: int) -> int:
    return round(100 * count / whole) if whole else 0
