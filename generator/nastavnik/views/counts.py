"""Small counts as the public may see them: never told, and not to be worked out. The one rule for the whole site.

1–4 becomes «менее 5» (domain: «Numbers of people»); 0 and everybody are told; a share is told with its total or not at
all. Where the sum of the counts is known as well, the smallest of the others is kept back with a small one, then the
next smallest, until every small count may still be any of 1–4. Where even that does not help the sum is kept back, and
whatever may equal it. Doing so only where needed, or telling sums that leave two values of four, would let a reader
who knows the rule work it out: the tests go through all schools of a size and compare those that look the same.

Who falls under the rule: the mentored, answers and assessments, and so the levels that programmes reached, which their
pages do not say (`in_order`). Of fewer than eight people («ученики», «молодые педагоги») neither a share that is not
told nor the forms get even a word: of six, «показ скрыт» would mean that one is left (`monitoring.figures`).

Who is counted exactly: mentors, those without a card as well («Ещё 3 наставника…», the row «Без карточки»). They are
appointed by an order, a school must publish its staff (273-ФЗ, art. 29), readers count the cards anyway, and 152-ФЗ
guards what is said *of* a person: the number of people without a card names no form, post or reason. When a consent
ends the card goes and the count stays. Nothing else about mentors without a card is counted in public: no category, no
form. Practices, programmes, events, contests and publications stand one by one on their pages, so their counts are
exact too.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations, pairwise
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
    sizes = [count for count, *_ in large]
    if not few or (not large and _anything_fits(few, (), 0)):
        return shown, sum(counts.values())
    for hidden, (*_, name) in enumerate(large, 1):
        shown[name] = Hidden.KEPT
        if _anything_fits(few, sizes, hidden):
            return shown, sum(counts.values())
    return shown, Hidden.KEPT if large or len(few) > 1 else Hidden.FEW


Runs = list[tuple[tuple[Name, ...], ShownCount]]
"""Neighbours that are counted together, with their count; most stand alone."""


def in_order(counts: Sequence[tuple[Name, int]]) -> tuple[Runs[Name], ShownCount]:
    """Counts of levels, the best first, and their sum, as much as may be shown; no levels where nothing may be said.

    The sum is known anyway (finished programmes are listed), so it is told from 5 on, and a small count may not follow
    from it: then neighbours are counted together, as few as will do, the worst rather than the best. Where that does
    not help the best level stands beside all others, as `suppressed` tells them. That all have the worst level is never
    said: it would be of each.
    """
    names, values = zip(*counts, strict=True)
    whole = sum(values)
    if whole == 0 or whole in SMALL:
        return [], Hidden.FEW if whole else 0
    if values[-1] < whole and not any(value in SMALL for value in values):
        return [((name,), value) for name, value in counts], whole
    for cuts in _cuts(len(counts)):
        spans = list(pairwise((0, *cuts, len(counts))))
        if all(sum(values[start:end]) not in SMALL for start, end in spans):
            return [(names[start:end], sum(values[start:end])) for start, end in spans], whole
    best = max(values[0], SMALL.start)  # of two levels: none at the best reads as a few
    shown, total = suppressed({names[:1]: best, names[1:]: whole - best})
    return [*shown.items()] if total == whole and Hidden.KEPT in shown.values() else [], whole


def _cuts(length: int) -> Iterator[tuple[int, ...]]:
    """Where a row of levels may be cut into fewer runs than levels, and at least two: the most runs first."""
    for number in range(length - 2, 0, -1):
        yield from combinations(range(1, length), number)


def told(count: ShownCount) -> str:
    """The number, or the word instead of it."""
    return WORDS[count] if isinstance(count, Hidden) else str(count)


def told_level(count: ShownCount) -> str:
    """As `told`, but what is kept back is said to be large: it always is, and whoever knows the rule knows that."""
    return messages.FIVE_OR_MORE if count is Hidden.KEPT else told(count)


def share_may_be_told(part: int, whole: int) -> bool:
    """Whether `part` of `whole` may be shown, as numbers or as a percentage: neither it nor the rest is small."""
    shown, total = suppressed(dict(enumerate((part, whole - part))))
    return not any(isinstance(count, Hidden) for count in (*shown.values(), total))


def _anything_fits(few: Sequence[int], large: Sequence[int], hidden: int) -> bool:
    """Whether each small count may be any of 1–4 for one who knows the sum and all but the `hidden` least of `large`.

    What is kept back is at least 5 and taken to be less than the least of what is shown.
    """
    rest = sum(few) + sum(large[:hidden])
    most = large[hidden] - 1 if hidden < len(large) else rest
    others = len(few) - 1
    return rest - 4 * others - most * hidden <= SMALL.start and rest - others - 5 * hidden >= SMALL.stop - 1
