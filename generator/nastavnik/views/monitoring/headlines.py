"""What of a period is drawn large: people as dots, shares against their goals. Made of the rows the tables show.

Nothing is read of the figures themselves, so a drawing cannot tell what a table keeps back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nastavnik.views.monitoring.tables import FigureRow, Table

FEWEST_FOR_A_BAR = 20
"""Of fewer people each is a dot; a percent of them would make a person five percent or more."""
MOST_ROWS = 3
SHARES = "shares"


@dataclass(frozen=True, slots=True)
class Headlines:
    """Rows of a few people and rows of many; both have their `share`."""

    people: tuple[FigureRow, ...]
    goals: tuple[FigureRow, ...]

    @property
    def have_goals(self) -> bool:
        """Whether any of the bars has a goal to be measured by."""
        return any(row.goal is not None for row in self.goals)


def headlines(tables: Sequence[Table]) -> Headlines:
    """The weightiest shares of these tables: who takes part first, then what has a goal, then the rest.

    Of many people those shares that have a goal, if any has one: a bar without it would stand beside bars to compare.
    """
    rows = sorted(_shares(tables), key=lambda ranked: ranked[0])
    people = [row for _, row in rows if row.share and row.share.all < FEWEST_FOR_A_BAR]
    many = [row for _, row in rows if row.share and row.share.all >= FEWEST_FOR_A_BAR]
    aimed = [row for row in many if row.goal is not None]
    return Headlines(tuple(people[:MOST_ROWS]), tuple((aimed or many)[:MOST_ROWS]))


def _shares(tables: Iterable[Table]) -> Iterable[tuple[int, FigureRow]]:
    """Rows that tell a share, each with its rank."""
    return (
        (0 if table.id == SHARES else 1 if row.goal is not None else 2, row)
        for table in tables
        for row in table.rows
        if row.share
    )
