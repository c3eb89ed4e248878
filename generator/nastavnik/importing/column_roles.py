"""Evidence for each column alone → the roles of all columns together.

A role of text is there once, texts stand from coarse to fine, and a plan without anything that is to be done is no
plan: the best whole is looked for from left to right, keeping the best way to each state.
"""

from collections.abc import Sequence
from typing import NamedTuple

from nastavnik.importing.caption_words import TEXTS, VALUES, Weights

ONCE = frozenset(("number", *TEXTS))
LEAVES = frozenset(("activity", "content"))
ASIDE = "aside"
UNKNOWN = 2.0
"""What it is worth to leave a column without a role: evidence weaker than this is none."""
NAMELESS = -4.0  # the same in a table without captions, where the words would find no place
CAPTIONED = 5.0  # evidence of a caption that lets a role stand in two columns: «начало» and «окончание»
OUT_OF_ORDER = -3.0  # activities to the right of their contents
STAGE_LATE = -6.0  # a stage to the right of what is done in it
SECOND_VALUE = -1.0
NO_LEAF = -2.0  # stages and nothing to do in them
NO_STAGE = -2.0  # activities and their contents without stages: of two texts the coarse one is the stage
UNFOUNDED = -5.0  # contents that no caption calls so, and no stage, or as many of them as activities
COARSE = 0.1  # share of rows without an activity of their own that makes room for contents
SECOND_STAGES = -3.0  # a column of stages below rows that name stages

State = tuple[frozenset[str], int]
"""Roles that are taken already, and the rank of the last text in `TEXTS` (-1 before the first)."""


class ColumnEvidence(NamedTuple):
    """What speaks for each role of a column: all of it, and what its caption alone says.

    `tall` is the share of rows without a text of their own; `named` whether the table has captions to keep it under.
    """

    weights: Weights
    by_caption: Weights
    tall: float = 0.0
    named: bool = True


def assign(columns: Sequence[ColumnEvidence], *, sections: bool) -> list[str]:
    """A role for each column, «» for none. `sections`: rows across the table name the stages, no column has to."""
    best: dict[State, tuple[float, list[str]]] = {(frozenset(), -1): (0.0, [])}
    for column in columns:
        ways: dict[State, tuple[float, list[str]]] = {}
        for (taken, rank), (score, roles) in best.items():
            for role, weight in _choices(column, taken):
                state, worth = _step(taken, rank, role)
                total = score + weight + worth
                if state not in ways or total > ways[state][0]:
                    ways[state] = (total, [*roles, role])
        best = ways
    finished = [(score + _whole(roles, columns, sections=sections), roles) for score, roles in best.values()]
    return max(finished, key=lambda way: way[0])[1]


def _choices(column: ColumnEvidence, taken: frozenset[str]) -> list[tuple[str, float]]:
    """Roles a column may have after those `taken`, each with its evidence."""
    choices = [
        ("", (UNKNOWN if column.named or not column.weights else NAMELESS) + max(column.weights.get(ASIDE, 0.0), 0.0))
    ]
    for role in (*ONCE, *VALUES):
        weight = column.weights.get(role, 0.0)
        again = role in taken
        if weight <= 0 or (again and (role in ONCE or column.by_caption.get(role, 0.0) < CAPTIONED)):
            continue
        choices.append((role, weight + (SECOND_VALUE if again else 0.0)))
    return sorted(choices)


def _step(taken: frozenset[str], rank: int, role: str) -> tuple[State, float]:
    if role not in TEXTS:
        return (taken | {role} if role else taken, rank), 0.0
    own = TEXTS.index(role)
    late = STAGE_LATE if role == "stage" else OUT_OF_ORDER
    return (taken | {role}, max(rank, own)), late if own < rank else 0.0


def _whole(roles: Sequence[str], columns: Sequence[ColumnEvidence], *, sections: bool) -> float:
    """What the roles are worth together."""
    if LEAVES.isdisjoint(roles):
        return NO_LEAF
    staged = sections or "stage" in roles
    worth = SECOND_STAGES if sections and "stage" in roles else 0.0
    if not LEAVES.issubset(roles):
        return worth
    content, activity = columns[roles.index("content")], columns[roles.index("activity")]
    called = content.by_caption.get("content", 0.0)
    if staged:
        founded = called > 0 or activity.tall >= COARSE
    else:
        founded = called > 0 and (called >= content.by_caption.get("activity", 0.0) or activity.tall < COARSE)
    founded = founded or not content.named
    return worth + (0.0 if staged or not content.named else NO_STAGE) + (0.0 if founded else UNFOUNDED)
