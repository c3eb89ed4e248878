"""Counts as the public may see them: a small one is never told, nor can it be worked out."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.counts import Hidden, suppressed

FEW, KEPT = Hidden.FEW, Hidden.KEPT


@pytest.mark.parametrize(
    ("counts", "shown", "whole"),
    [
        ([], [], 0),
        ([0, 0], [0, 0], 0),
        ([7, 12], [7, 12], 19),
        ([7, 0], [7, 0], 7),
        ([3], [FEW], FEW),
        ([3, 1], [FEW, FEW], FEW),
        ([3, 2], [FEW, FEW], 5),  # 1 + 4 and 2 + 3 both fit
        ([3, 12, 8], [FEW, 12, KEPT], 23),  # 23 − 12 − 8 would tell the 3
        ([3, 12], [FEW, KEPT], 15),
        ([1, 5], [FEW, KEPT], KEPT),  # 6 is 1 and 5 and nothing else
        ([4, 4, 9], [FEW, FEW, KEPT], 17),  # 8 is 4 and 4 and nothing else
        ([4, 4], [FEW, FEW], KEPT),
        ([2, 5, 5], [FEW, KEPT, KEPT], 12),  # the first 5 is not more than the other: 7 would be 2 and 5
    ],
)
def test_counts_are_shown(counts: list[int], shown: list[object], whole: object) -> None:
    found, total = suppressed(dict(enumerate(counts)))

    assert list(found.values()) == shown
    assert total == whole


def test_without_a_total_only_small_ones_are_hidden() -> None:
    assert suppressed({"a": 3, "b": 12}, total=False)[0] == {"a": FEW, "b": 12}


@given(st.lists(st.integers(0, 9), max_size=4))
def test_no_small_count_can_be_worked_out(counts: list[int]) -> None:
    """Whoever knows the rules, the sum and what is shown still has two values for every small count."""
    shown, whole = suppressed(dict(enumerate(counts)))
    small = [number for number, value in shown.items() if value is FEW]
    assert small == [number for number, count in enumerate(counts) if 1 <= count <= 4]

    if small and isinstance(whole, int):
        least = min((value for value in shown.values() if type(value) is int and value), default=whole)
        ranges = {FEW: range(1, 5), KEPT: range(5, least + 1)}
        guesses = [ranges[value] if isinstance(value, Hidden) else [value] for value in shown.values()]
        possible = [guess for guess in product(*guesses) if sum(guess) == whole]
        assert all(len({guess[number] for guess in possible}) > 1 for number in small)
