"""The desk: where the section lives, as `nastavnik upgrade` does it."""

from collections.abc import Callable
from pathlib import Path

from nastavnik import messages
from nastavnik.office.hosting import HOSTS
from tests.conftest import Files
from tests.desk import DeskInHand, words_of


def test_section_moves_to_a_host_and_back(school: Callable[[Files], Path]) -> None:
    root = school({})
    desk = DeskInHand(root)
    assert ("host", "с этого компьютера") in desk.form("/do/hosting", "")

    moved = words_of(desk.post("/do/hosting", [("host", "GitHub")]))

    assert messages.DESK_HOSTING_DONE in moved
    assert all(path in moved and (root / path).is_file() for path in HOSTS["github"].files)
    assert ("host", "GitHub") in desk.form("/do/hosting", "")
    again = words_of(desk.post("/do/hosting", [("host", "GitHub")]))
    assert messages.UPGRADE_NOTHING in again
    desk.post("/do/hosting", [("host", "с этого компьютера")])
    assert not any((root / path).exists() for path in HOSTS["github"].files)
