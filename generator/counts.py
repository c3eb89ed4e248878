"""Counts of people and of what stands for people, as the public may see them: a small one is never told.

1–4 becomes «менее 5»; where the total and the other counts would still give it away, the next smallest count is kept
back too, and the total when nothing else helps (domain: «Numbers of people»).
"""

from collections.abc import Hashable, Mapping
from enum import StrEnum
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
SMALL = range(1, 5)


class Hidden(StrEnum):
    """Why there is a word instead of a number."""

    FEW = "few"
    """1 to 4."""
    KEPT = "kept"
    """Large enough itself, but a small one could be worked out from it."""


Shown = int | Hidden


def suppressed(counts: Mapping[Name, int], total: bool = True) -> tuple[dict[Name, Shown], Shown]:
    """The counts and their sum as they may be shown; `total` says whether the sum is shown beside them at all."""
    shown: dict[Name, Shown] = {name: Hidden.FEW if count in SMALL else count for name, count in counts.items()}
    whole = sum(counts.values())
    if whole in SMALL:
        return shown, Hidden.FEW
    while total and _given_away(counts, shown):
        known = sorted((count, str(name), name) for name, count in counts.items() if count and shown[name] == count)
        if not known:
            return shown, Hidden.KEPT
        shown[known[0][2]] = Hidden.KEPT
    return shown, whole


def _given_away(counts: Mapping[Name, int], shown: Mapping[Name, Shown]) -> bool:
    """Whether the sum of what is hidden leaves a small count only one value."""
    few = [counts[name] for name, value in shown.items() if value is Hidden.FEW]
    kept = [counts[name] for name, value in shown.items() if value is Hidden.KEPT]
    if not few:
        return False
    rest = sum(few) + sum(kept)
    most_kept = min((value for value in shown.values() if type(value) is int and value), default=rest)
    low = max(1, rest - 4 * (len(few) - 1) - most_kept * len(kept))
    high = min(4, rest - (len(few) - 1) - 5 * len(kept))
    return low == high
