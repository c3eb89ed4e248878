"""Counts as the public may see them: a small one is never told, nor can it be worked out."""

from itertools import product

import pytest

from nastavnik.views.counts import Hidden, in_order, share_may_be_told, suppressed, told, told_level

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


# --- levels, the best first: their sum is known to whoever counts finished programmes


@pytest.mark.parametrize(
    ("counts", "runs", "whole"),
    [
        ([0, 0, 0], [], 0),
        ([3, 0, 0], [], FEW),
        ([7, 5, 6], [("a", 7), ("b", 5), ("c", 6)], 18),
        ([6, 0, 0], [("a", 6), ("b", 0), ("c", 0)], 6),
        ([16, 5, 3], [("a", 16), ("bc", 8)], 24),
        ([4, 2, 0], [("ab", 6), ("c", 0)], 6),
        ([20, 1, 2], [("a", KEPT), ("bc", FEW)], 23),
        ([2, 9, 3], [("a", FEW), ("bc", KEPT)], 14),
        ([5, 0, 2], [], 7),  # 5 and more of 7 would leave one or two
        ([0, 0, 6], [("a", 0), ("bc", 6)], 6),  # else each of the six were known to have the worst level
        ([5, 2], [], 7),
        ([12, 2], [("a", KEPT), ("b", FEW)], 14),
        ([3, 3, 3, 3], [("ab", 6), ("cd", 6)], 12),  # two runs where no three will do
        ([9, 1, 6, 5], [("a", 9), ("bc", 7), ("d", 5)], 21),
    ],
)
def test_levels_are_counted_together_where_one_would_be_known(
    counts: list[int], runs: list[tuple[str, object]], whole: object
) -> None:
    found, total = in_order(list(zip("abcd", counts, strict=False)))

    assert [("".join(names), count) for names, count in found] == runs
    assert total == whole


@pytest.mark.parametrize(("levels", "most"), [(2, 60), (3, 30), (4, 19), (5, 14)])
def test_no_small_level_can_be_worked_out_though_the_sum_is_known(levels: int, most: int) -> None:
    """Of all counts with the same sum that look the same, a small one has at least three values."""
    alike: dict[object, list[tuple[int, ...]]] = {}
    for counts in product(range(most + 1), repeat=levels):
        if 5 <= sum(counts) <= most:
            runs, _ = in_order(list(enumerate(counts)))
            alike.setdefault((sum(counts), tuple(runs)), []).append(counts)

    given_away = [
        (public, level, set(values))
        for public, ways in alike.items()
        for level, values in enumerate(zip(*ways, strict=True))
        if set(values) <= {1, 2, 3, 4} and len(set(values)) < 3
    ]

    assert given_away == []


@pytest.mark.parametrize(("levels", "most"), [(2, 40), (3, 20)])
def test_nobody_learns_that_all_have_the_worst_level(levels: int, most: int) -> None:
    for whole in range(1, most + 1):
        worst = (*[0] * (levels - 1), whole)
        alike = [
            counts
            for counts in product(range(whole + 1), repeat=levels)
            if sum(counts) == whole and in_order(list(enumerate(counts))) == in_order(list(enumerate(worst)))
        ]
        assert len({counts[-1] for counts in alike}) > 1 or whole == 1


# --- words and order


def test_what_stands_instead_of_a_number() -> None:
    assert [told(count) for count in (0, 12, FEW, KEPT)] == ["0", "12", "менее 5", "не показано"]
    assert [told_level(count) for count in (0, 12, FEW, KEPT)] == ["0", "12", "менее 5", "5 или больше"]


@pytest.mark.parametrize("order", ["абвг", "бавг", "гвба"])
def test_of_equal_counts_the_first_by_name_is_kept_back_whatever_their_order(order: str) -> None:
    counts = {"а": 9, "б": 9, "в": 1, "г": 1}

    shown, _ = suppressed({name: counts[name] for name in order})

    assert shown == {"а": KEPT, "б": 9, "в": FEW, "г": FEW}
