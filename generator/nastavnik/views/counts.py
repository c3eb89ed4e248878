"""Small counts as the public may see them: never told, and not to be worked out. The one rule for the whole site.

1–4 becomes «менее 5» (domain: «Numbers of people»). Where the sum of the counts is known as well, the smallest of the
others is kept back with a small one — always, since doing so only when needed would itself be telling — then the next
smallest, until every small count may still be any of 1–4. Where even that does not help the sum is kept back.

The rule holds for counts of the mentored, of answers and of assessments. Mentors are counted exactly: readers count
their cards anyway, and how many have none says nothing of any of them (`docs/architecture.md`, «Small counts»).
"""

from collections.abc import Hashable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from nastavnik import messages

Name = TypeVar("Name", bound=Hashable)
SMALL = range(1, 5)


class Hidden(StrEnum):
    """Why there is a word instead of a number."""

    FEW = "few"
    """1 to 4."""
    KEPT = "kept"
    """Large enough itself, but a small one could be worked out from it."""


ShownCount = int | Hidden
WORDS = {Hidden.FEW: messages.FEW, Hidden.KEPT: messages.KEPT_BACK}


def suppressed(counts: Mapping[Name, int]) -> tuple[dict[Name, ShownCount], ShownCount]:
    """The counts and their sum as they may be shown. Where the sum is `Hidden` nothing that equals it may be shown."""
    shown: dict[Name, ShownCount] = {name: Hidden.FEW if count in SMALL else count for name, count in counts.items()}
    few = [count for count in counts.values() if count in SMALL]
    large = sorted((count, str(name), name) for name, count in counts.items() if count and count not in SMALL)
    if not few:
        return shown, sum(counts.values())
    if not large:
        return shown, _sum_of_few(few)
    sizes = [count for count, *_ in large]
    for kept in range(1, len(large) + 1):
        shown[large[kept - 1][2]] = Hidden.KEPT
        if _anything_fits(few, sizes, kept):
            return shown, sum(counts.values())
    return shown, Hidden.KEPT


def told(count: ShownCount) -> str:
    """The number, or the word instead of it."""
    return WORDS[count] if isinstance(count, Hidden) else str(count)


def share_may_be_told(part: int, whole: int) -> bool:
    """Whether `part` of `whole` may be shown, as numbers or as a percentage: neither it nor the rest is small."""
    shown, total = suppressed({"part": part, "rest": whole - part})
    return not any(isinstance(count, Hidden) for count in (*shown.values(), total))


def _sum_of_few(few: Sequence[int]) -> ShownCount:
    if len(few) == 1:
        return Hidden.FEW
    return sum(few) if _anything_fits(few, (), 0) else Hidden.KEPT


def _anything_fits(few: Sequence[int], large: Sequence[int], kept: int) -> bool:
    """Whether each small count may be any of 1–4 for one who knows the sum and all but the `kept` least of `large`.

    What is kept back is at least 5 and taken to be less than the least of what is shown.
    """
    rest = sum(few) + sum(large[:kept])
    most = large[kept] - 1 if kept < len(large) else rest
    others = len(few) - 1
    return rest - 4 * others - most * kept <= SMALL.start and rest - others - 5 * kept >= SMALL.stop - 1
