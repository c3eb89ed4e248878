"""Which item of a new list comes from which of the old one: the same first, then the most alike, in their order."""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from nastavnik.text.source import Plain

ALIKE = 0.4
"""From this ratio on (`difflib`) an item is taken for another one that was changed."""
MOST_COMPARED = 2500
"""Pairs of items that are compared letter by letter; in longer stretches the order decides."""


def pairs(old: list[Plain], new: list[Plain]) -> Iterator[tuple[int | None, int | None]]:
    """(place in the old list, place in the new one) in order; None beside an item that came or went."""
    before, after = ([json.dumps(item, ensure_ascii=False) for item in items] for items in (old, new))
    for turn, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if turn == "equal" or j - i == m - k or (j - i) * (m - k) > MOST_COMPARED:
            yield from _in_order(range(i, j), range(k, m))
        else:
            yield from _most_alike(before[i:j], after[k:m], i, k)


def _in_order(old: range, new: range) -> Iterator[tuple[int | None, int | None]]:
    for at in range(max(len(old), len(new))):
        yield (old[at] if at < len(old) else None, new[at] if at < len(new) else None)


def _most_alike(old: list[str], new: list[str], first: int, to: int) -> Iterator[tuple[int | None, int | None]]:
    """The pairing in order whose ratios add up to the most."""

    @cache
    def ratio(at: int, other: int) -> float:
        value = SequenceMatcher(None, old[at], new[other], autojunk=False).ratio()
        return value if value >= ALIKE else 0.0

    rows, columns = len(old), len(new)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for at in range(rows - 1, -1, -1):
        for other in range(columns - 1, -1, -1):
            paired = ratio(at, other) + best[at + 1][other + 1] if ratio(at, other) else 0.0
            best[at][other] = max(paired, best[at + 1][other], best[at][other + 1])
    at = other = 0
    while at < rows or other < columns:
        alike = ratio(at, other) if at < rows and other < columns else 0.0
        if alike and best[at][other] == alike + best[at + 1][other + 1]:
            yield first + at, to + other
            at, other = at + 1, other + 1
        elif other == columns or (at < rows and best[at][other] == best[at + 1][other]):
            yield first + at, None
            at += 1
        else:
            yield None, to + other
            other += 1
