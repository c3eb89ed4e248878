"""Counts as the public may see them: a small one is never told, nor can it be worked out."""

from itertools import product

import pytest

from nastavnik.views.counts import Hidden, share_may_be_told, suppressed

FEW, KEPT = Hidden.FEW, Hidden.KEPT


@pytest.mark.parametrize(
    ("counts", "shown", "whole"),
    [
        ([], [], 0),
        ([0, 0], [0, 0], 0),
        ([7, 12], [7, 12], 19),
        ([7, 0], [7, 0], 7),
        ([3], [FEW], FEW),
        ([3, 1], [FEW, FEW], KEPT),  # 2 would be 1 and 1 and nothing else, 4 nearly so: told as if it were 8
        ([3, 2], [FEW, FEW], 5),  # 1 + 4, 2 + 3, 3 + 2, 4 + 1
        ([4, 4], [FEW, FEW], KEPT),  # 8 is 4 and 4 and nothing else
        ([3, 12, 8], [FEW, 12, KEPT], 23),  # 23 − 12 − 8 would tell the 3
        ([3, 12], [FEW, KEPT], 15),
        ([1, 5], [FEW, KEPT], KEPT),  # 6 is 1 and 5 and nothing else
        ([3, 5], [FEW, KEPT], KEPT),  # told, it would leave 1, 2 and 3 — and what is not told would be 1 and 5
        ([4, 4, 9], [FEW, FEW, KEPT], 17),
        ([2, 5, 8], [FEW, KEPT, KEPT], 15),  # 7 would be 2 and 5: one more goes
        ([2, 5, 5], [FEW, KEPT, KEPT], KEPT),
        ([2, 3, 4, 60], [FEW, FEW, FEW, KEPT], 69),  # always with the next smallest: else its absence would tell
    ],
)
def test_counts_are_shown(counts: list[int], shown: list[object], whole: object) -> None:
    found, total = suppressed(dict(enumerate(counts)))

    assert list(found.values()) == shown
    assert total == whole


@pytest.mark.parametrize(("rows", "most"), [(1, 60), (2, 40), (3, 26), (4, 19), (5, 14)])
def test_no_small_count_can_be_worked_out(rows: int, most: int) -> None:
    """All counts with a sum up to `most`: among those that look the same every small count has another value.

    So even a reader who knows the rule itself learns no small count.
    """
    alike: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for counts in product(range(most + 1), repeat=rows):
        if sum(counts) <= most:
            shown, whole = suppressed(dict(enumerate(counts)))
            alike.setdefault((*shown.values(), whole), []).append(counts)

    given_away = [
        (public, ways[0])
        for public, ways in alike.items()
        for values in zip(*ways, strict=True)
        if len(set(values)) == 1 and 1 <= values[0] <= 4
    ]

    assert given_away == []


@pytest.mark.parametrize(
    ("part", "whole", "may"), [(64, 100, True), (0, 12, True), (12, 12, True), (3, 400, False), (397, 400, False)]
)
def test_share_is_told_whole_or_not_at_all(part: int, whole: int, may: bool) -> None:
    assert share_may_be_told(part, whole) is may
