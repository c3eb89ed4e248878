"""The desk is killed while it saves: the file is the old or the new one, and the next start goes on from there."""

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.office import undo
from tests.conftest import MENTOR, Files, yml
from tests.desk import DeskInHand, filled, words_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")

ADDRESS = "edit/mentors/berezkina"
NEW = "Учитель физики" + " и химии" * 5000
CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.chmod", "shutil.rmtree"}
STEPS = 14
"""Changes of the disk in one save: the folder of the run, the copies, the list, the record, the list again."""


def save_and_die(root: Path, steps: int) -> None:
    """Save a form; before the next change of the disk after so many steps there is no process any more."""
    desk, left = DeskInHand(root), iter(range(steps))
    pairs = filled(desk.form(ADDRESS), {"post": NEW})

    def count(event: str, arguments: tuple[object, ...]) -> None:
        writes = event in CHANGES or (event == "open" and "w" in str(arguments[1]))
        if writes and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    desk.post(ADDRESS, pairs)


def save_on_and_on(root: Path, begun: Callable[[], None]) -> None:
    desk = DeskInHand(root)
    pairs = desk.form(ADDRESS)
    begun()
    for number in range(1000):
        desk.post(ADDRESS, filled(pairs, {"post": f"{NEW} {number}", "@mine": dict(desk.form(ADDRESS))["@state"]}))


def goes_on(root: Path, old: str) -> None:
    """The next start: the file is whole, forms open and save, what was saved is taken back."""
    path = root / "content/mentors/berezkina.yml"
    for _ in range(2):
        text = path.read_text(encoding="utf-8")
        assert text == old or (text.startswith(old.partition("Учитель")[0]) and " и химии" * 5000 in text)
        assert text.endswith("\n")
        undo.settle(root)  # what every command does first
    desk = DeskInHand(root)
    assert "Сохранено" in words_of(desk.save(ADDRESS, post="Учитель пения"))
    desk.post("undo")
    assert path.read_text(encoding="utf-8") == text


@pytest.fixture
def root(school: Callable[[Files], Path]) -> Path:
    return school({"mentors/berezkina.yml": yml(MENTOR, post="Учитель № 0")})


@pytest.mark.parametrize(
    "steps", [pytest.param(n, marks=[pytest.mark.audit] if n not in (1, 8, 10, 12) else []) for n in range(STEPS)]
)
def test_killed_between_two_changes_of_the_disk(root: Path, steps: int) -> None:
    old = (root / "content/mentors/berezkina.yml").read_text(encoding="utf-8")
    saving = multiprocessing.get_context("fork").Process(target=save_and_die, args=(root, steps))
    saving.start()
    saving.join(60)

    assert saving.exitcode == -signal.SIGKILL
    goes_on(root, old)


@pytest.mark.audit
@pytest.mark.parametrize("seed", range(20))
def test_killed_at_a_random_moment(root: Path, seed: int) -> None:
    old = (root / "content/mentors/berezkina.yml").read_text(encoding="utf-8")
    context = multiprocessing.get_context("fork")
    begun = context.Event()
    saving = context.Process(target=save_on_and_on, args=(root, begun.set))
    saving.start()
    assert begun.wait(60)
    time.sleep(random.Random(seed).uniform(0, 1))
    saving.kill()
    saving.join(60)

    goes_on(root, old)
