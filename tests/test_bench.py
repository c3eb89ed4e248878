"""The bench's arithmetic: ratios within rounds, growth, targets, sizes; and how it reads what it is told."""

import argparse
import dataclasses
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.__main__ import counts, names
from bench.desk import Form
from bench.entrant import Entrant
from bench.figures import Cost, Figures, Spread, cpu, exponent, ratio, wall
from bench.measure import build, compare, read_cost, weigh
from bench.pages import Growth, compared_sizes, growth, type_of
from bench.peers import BASELINE, ENTRANTS, OURS, PEERS, chosen
from bench.report import report
from bench.targets import of_pages, verdicts
from tests.conftest import PRACTICE, Files, md
from tests.desk import DeskInHand

MB = 1_000_000
NAMED = {one.name: one for one in ENTRANTS}


def figures(name: str, walls: list[float], count: int = 1000, largest: int = 90 * MB) -> Figures:
    """What an entrant took in the rounds 1, 2, …; CPU is twice the wall."""
    rounds = {number: Cost(wall, 2 * wall, largest) for number, wall in enumerate(walls, 1)}
    return Figures(NAMED[name], count, rounds, None, files=10, size=5 * MB)


# --- ratios ----------------------------------------------------------------------------------------


def test_ratio_is_taken_within_rounds() -> None:
    """The machine was ten times slower in the second round, for both."""
    ours, plain = figures("ours", [1, 10, 3]), figures("plain", [2, 20, 4])

    assert ratio(ours, plain) == Spread(0.5, 0.5, 0.75)


def test_ratio_of_rounds_both_took_part_in() -> None:
    assert ratio(figures("ours", [1, 5, 5]), figures("nav", [4])) == Spread(0.25, 0.25, 0.25)


def test_ratio_without_a_round_in_common() -> None:
    with pytest.raises(ValueError, match="ours and nav have no round in common"):
        ratio(figures("ours", [1]), dataclasses.replace(figures("nav", []), rounds={2: Cost(1, 1, 1)}))


def test_ratio_of_cpu() -> None:
    assert ratio(figures("ours", [1]), figures("plain", [4]), cpu).middle == 0.25


@pytest.mark.parametrize(
    ("spread", "shown"), [(Spread(0.5, 0.4, 0.61), "0.50 (0.40–0.61)"), (Spread(0.254, 0.254, 0.254), "0.25")]
)
def test_spread_as_it_is_printed(spread: Spread, shown: str) -> None:
    assert str(spread) == shown


def test_middle_is_the_median_and_largest_is_the_most() -> None:
    found = figures("ours", [3, 1, 100])

    assert (found.middle(wall), found.middle(cpu)) == (3, 6)
    assert dataclasses.replace(found, rounds={1: Cost(1, 1, 5), 2: Cost(1, 1, 7)}).largest == 7


# --- growth ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("few", "many", "power"),
    [(1, 5, 1), (1, 25, 2), (2, 2, 0), (1, 5**0.5, 0.5)],
)
def test_exponent(few: float, many: float, power: float) -> None:
    assert exponent(figures("ours", [few], 1000), figures("ours", [many], 5000)) == pytest.approx(power)


def test_exponent_of_one_size() -> None:
    with pytest.raises(ValueError, match="one size"):
        exponent(figures("ours", [1]), figures("ours", [2]))


@pytest.mark.parametrize(
    ("measured", "compared"),
    [
        ([200, 1000], (500, 1000)),
        ([1000, 5000, 20000], (1000, 20000)),
        ([50], (500, 1000)),
        ([1000], (500, 1000)),
        ([1500, 2000], (500, 2000)),
    ],
)
def test_pages_are_compared_where_lists_are_full(measured: list[int], compared: tuple[int, int]) -> None:
    assert compared_sizes(measured) == compared


def test_growth_of_pages(tmp_path: Path) -> None:
    for size, address, weight in [
        ("few", "practices/a", 100),
        ("many", "practices/a", 101),
        ("many", "practices/b", 900),
        ("few", "roadmap", 100),
        ("many", "roadmap", 120),
        ("few", "practices", 10),
        ("many", "practices", 90),
    ]:
        (tmp_path / size / address).mkdir(parents=True, exist_ok=True)
        (tmp_path / size / address / "index.html").write_bytes(b"x" * weight)

    found = {one.type: one for one in growth(tmp_path / "few", tmp_path / "many")}

    practice = found["practice"]
    assert (practice.before, sorted(practice.after), practice.ratio) == ((100,), [101, 900], 1.01)
    assert {name: one.is_fine for name, one in found.items()} == {
        "practice": True,
        "roadmap": False,
        "first page of a listing": True,
    }
    assert list(of_pages(list(found.values()), {"home page": (14000, 3000)})) == [
        ("pages that grow", "none (× 1.05)", "roadmap", "MISSED"),
        ("shell, bytes of HTML", "≤ 13312", "14000", "MISSED"),
    ]


@pytest.mark.parametrize(
    ("address", "type"),
    [
        ("/", "home page"),
        ("practices/page/3/", "numbered listing page"),
        ("practices/by/forms/a/page/2/", "numbered listing page"),
        ("practices/by/forms/a/", "first page of a facet"),
        ("news/", "first page of a listing"),
        ("practices/praktika-00001/", "practice"),
        ("parents/", "hand-written page"),
    ],
)
def test_type_of_a_page(address: str, type: str) -> None:
    assert type_of(address) == type


# --- targets ---------------------------------------------------------------------------------------


def test_targets_of_a_size() -> None:
    rows = {row[0]: row[1:] for row in verdicts([figures("ours", [4.6]), figures("plain", [10]), figures("hugo", [1])])}

    assert rows["1000: cold, no search : plain MkDocs"] == ("≤ 0.45", "0.46", "ok")  # within the tolerance
    assert rows["1000: cold, no search : Hugo"] == ("≤ 3", "4.60", "MISSED")
    assert rows["1000: cold, search : Zensical"] == ("≤ 0.45", "—", "not measured")
    assert rows["1000: largest process, no search, MB"] == ("≤ 100", "90", "ok")


def test_targets_of_sizes_nobody_named() -> None:
    assert list(verdicts([figures("ours", [4], 200), figures("plain", [10], 200)])) == []


def test_report_has_everybody_at_every_size() -> None:
    measured = [figures(name, [1.5, 2.5], count) for count in (200, 1000) for name in ("ours", "plain")]
    pages = [Growth("practice", (100,), (100,), 1, 1)]

    text = report(measured, pages, {"practice": (10000, 3000)}, (500, 1000), load=0.5)

    assert text.count("MkDocs + Material, outside nav") == 3  # twice with costs, once with growth
    assert "nastavnik, cold" in text and "200 → 1000" in text and "0.00" in text
    assert all(versions in text for versions in ("mkdocs 1", "2 rounds", "load before: 0.5"))


# --- what it is told -------------------------------------------------------------------------------


def test_sizes_are_sorted_and_told_once() -> None:
    assert counts("5000,1000,5000") == [1000, 5000]


@pytest.mark.parametrize("text", ["", "1000,", "many", "5", "-1000"])
def test_sizes_that_are_none(text: str) -> None:
    with pytest.raises((ValueError, IndexError)):  # argparse says the rest
        counts(text)


def test_peers_by_name() -> None:
    assert names("ours,hugo") == ["ours", "hugo"]
    assert [one.name for one in chosen(["hugo", "ours-changed"])] == ["ours", "ours-changed", "hugo"]
    assert {one.name for one in chosen(list(PEERS))} == set(NAMED)
    assert ENTRANTS[0] is OURS and BASELINE in ENTRANTS


def test_peers_that_are_none() -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="jekyll"):
        names("ours,jekyll")


# --- how it measures -------------------------------------------------------------------------------


def entrant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, **more: object) -> Entrant:
    """An entrant whose build is a line of Python."""
    monkeypatch.setattr("bench.entrant.WORK", tmp_path)
    command = (sys.executable, "-c", program)
    return dataclasses.replace(
        OURS,
        name="tried",
        content=lambda folder, _: folder.mkdir(parents=True),
        settings=lambda _: None,
        command=command,
        leftovers=("state",),
        **more,  # type: ignore[arg-type]
    )


WRITES = "import pathlib as p; p.Path('site').mkdir(); p.Path('site/a').write_text('abc'); p.Path('state').mkdir()"


def test_cold_build_finds_nothing_of_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`mkdir` would fail on a folder left behind."""
    said: list[str] = []

    (found,) = compare([entrant(tmp_path, monkeypatch, WRITES)], 10, 3, said.append)

    assert list(found.rounds) == [1, 2, 3]
    assert (found.files, found.size) == (1, 3)
    assert all(0 < cost.wall < 30 and 0 < cost.cpu < 30 and cost.largest > MB for cost in found.rounds.values())
    assert said[-1].startswith("10, round 3 of 3: tried ")


def test_changed_build_finds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import pathlib as p; p.Path('site').mkdir(exist_ok=True); open('site/log', 'a').write('x')"
    numbers: list[int] = []
    one = entrant(tmp_path, monkeypatch, program, before=lambda _, number: numbers.append(number))

    (found,) = compare([one], 10, 2, print)

    assert found.size == 4  # a letter a build: the first, the watched, two rounds
    assert numbers[-2:] == [1, 2] and len(set(numbers)) == 3


def test_entrant_that_cannot_bear_so_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compare([entrant(tmp_path, monkeypatch, WRITES, most=9)], 10, 1, print) == []


def test_failed_build_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = entrant(tmp_path, monkeypatch, "import sys; sys.exit('no such theme')")
    one.folder(10).mkdir(parents=True)

    with pytest.raises(RuntimeError, match="tried failed with 1:\nno such theme"):
        build(one, 10)


def test_stopwatch_counts_children() -> None:
    """A child that works; its parent only waits."""
    work = "x = bytearray(60_000_000); sum(range(5_000_000))"
    command = [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"]
    stopwatch = Path(__file__).parent.parent / "bench" / "stopwatch.py"

    done = subprocess.run([sys.executable, str(stopwatch), *command], capture_output=True, text=True, check=True)

    cost = read_cost(done.stdout)
    assert cost.largest > 60 * MB and cost.cpu > 0.05 and cost.wall > 0.05 and cost.sum == 0


def test_weight_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "x").write_bytes(b"12")
    (tmp_path / "a" / "b" / "y").write_bytes(b"345")

    assert weigh(tmp_path) == (2, 5)


# --- the desk --------------------------------------------------------------------------------------


def test_form_is_read_as_a_browser_sends_it(school: Callable[[Files], Path]) -> None:
    desk = DeskInHand(school({"practices/urok.md": md(PRACTICE)}))
    page = desk.get("edit/practices/urok").body.decode()

    assert [(name, text.replace("\r\n", "\n")) for name, text in desk.form("edit/practices/urok")] == Form(page).pairs
