"""Evidence for each column alone → the roles of all columns together.

A role of text is there once, texts stand from coarse to fine, and a plan without anything that is to be done is no
plan: the best whole is looked for from left to right, keeping the best way to each state.
"""

from collections.abc import Sequence

from nastavnik.importing.caption_words import TEXTS, VALUES, Weights

ONCE = frozenset(("number", *TEXTS))
LEAVES = frozenset(("activity", "content"))
ASIDE = "aside"
UNKNOWN = 2.0
"""What it is worth to leave a column without a role: evidence weaker than this is none."""
CAPTIONED = 5.0  # evidence of a caption that lets a role stand in two columns: «начало» and «окончание»
OUT_OF_ORDER = -3.0  # a coarse text to the right of a finer one
SECOND_VALUE = -1.0
NO_LEAF = -2.0  # stages and nothing to do in them

State = tuple[frozenset[str], int]
"""Roles that are taken already, and the rank of the last text in `TEXTS` (-1 before the first)."""


def assign(evidence: Sequence[Weights], captioned: Sequence[Weights]) -> list[str]:
    """A role for each column, «» for none; `captioned` is the part of the evidence that captions give."""
    best: dict[State, tuple[float, list[str]]] = {(frozenset(), -1): (0.0, [])}
    for weights, by_caption in zip(evidence, captioned, strict=True):
        ways: dict[State, tuple[float, list[str]]] = {}
        for (taken, rank), (score, roles) in best.items():
            for role, weight in _choices(weights, by_caption, taken):
                state, worth = _step(taken, rank, role)
                total = score + weight + worth
                if state not in ways or total > ways[state][0]:
                    ways[state] = (total, [*roles, role])
        best = ways
    finished = [(score + _whole(taken), roles) for (taken, _), (score, roles) in best.items()]
    return max(finished, key=lambda way: way[0])[1]


def _choices(weights: Weights, by_caption: Weights, taken: frozenset[str]) -> list[tuple[str, float]]:
    """Roles a column may have after those `taken`, each with its evidence."""
    choices = [("", UNKNOWN + weights.get(ASIDE, 0.0))]
    for role in (*ONCE, *VALUES):
        weight = weights.get(role, 0.0)
        again = role in taken
        if weight <= 0 or (again and (role in ONCE or by_caption.get(role, 0.0) < CAPTIONED)):
            continue
        choices.append((role, weight + (SECOND_VALUE if again else 0.0)))
    return sorted(choices)


def _step(taken: frozenset[str], rank: int, role: str) -> tuple[State, float]:
    if role not in TEXTS:
        return (taken | {role} if role else taken, rank), 0.0
    own = TEXTS.index(role)
    return (taken | {role}, max(rank, own)), OUT_OF_ORDER if own < rank else 0.0


def _whole(taken: frozenset[str]) -> float:
    return 0.0 if taken & LEAVES else NO_LEAF
