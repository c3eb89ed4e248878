"""A green check is a green build: whatever stops a build is found by a check, with a place, and said by both alike."""

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.mutations import Section

FEW = 150
MANY = 10_000
SHARES = 20  # of the long run: each is a test of its own, so that several processes take part


def counted(section: Section, seed: int, count: int) -> tuple[int, int]:
    """How many mutants of records were drawn, and how many refused."""
    drawn = sum(is_drawn for *_, is_drawn in islice(section.trials(Random(seed), section.records), count))
    return drawn, count - drawn


def test_spoiled_records_are_refused_or_drawn(tmp_path: Path) -> None:
    drawn, refused = counted(Section(tmp_path / "school"), seed=0, count=FEW)

    assert drawn > FEW // 10
    assert refused > FEW // 10


@pytest.mark.audit
@pytest.mark.parametrize("share", range(SHARES))
def test_many_spoiled_records(share: int, tmp_path: Path) -> None:
    counted(Section(tmp_path / "school"), seed=1 + share, count=MANY // SHARES)
