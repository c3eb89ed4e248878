"""An invented school is always built for one day, and says on every page that it is invented."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.building.clock import the_day
from tests.conftest import PASSPORT, ROADMAP, Files, run, yml

STAGE = {"title": "Обучение", "term": "ноябрь 2026"}
ABOUT = "---\ntitle: Об этом примере\n---\nШколы нет.\n"
FILES: Files = {
    "school.yml": yml(PASSPORT, demo="2026-11-20"),
    "roadmap/2026-2027.yml": yml(ROADMAP, stages=[STAGE]),
    "about-demo.md": ABOUT,
}


@pytest.mark.parametrize(
    ("passport", "environment", "day"),
    [
        ({"demo": "2026-11-20"}, {}, "2026-11-20"),
        ({"demo": "20 ноября 2026"}, {}, "2026-11-20"),
        ({"demo": "2026-11-20"}, {"SOURCE_DATE_EPOCH": "1900000000"}, "2030-03-17"),
        ({"demo": "2026-11-20"}, {"SOURCE_DATE_EPOCH": "0"}, "1970-01-01"),
        ({}, {"SOURCE_DATE_EPOCH": "1900000000"}, "2030-03-17"),
    ],
)
def test_day(passport: dict[str, str], environment: dict[str, str], day: str, school: Callable[[Files], Path]) -> None:
    root = school({"school.yml": yml(PASSPORT, passport)})

    assert the_day(root / "content", environment) == dt.date.fromisoformat(day)


def test_day_that_cannot_be_read_is_a_mistake_and_not_a_day(school: Callable[[Files], Path]) -> None:
    root = school({"school.yml": yml(PASSPORT, demo="когда-нибудь")})

    assert run("check", "--root", root).exit_code == 1
    assert the_day(root / "content", {}) > dt.date(2026, 11, 1)


def test_every_command_goes_by_it_unless_told_otherwise(school: Callable[[Files], Path]) -> None:
    root = school(FILES)

    assert run("build", "--root", root, "--no-search").exit_code == 0
    own = (root / "site/index.html").read_text(encoding="utf-8")
    assert run("build", "--root", root, "--no-search", "--today", "2030-03-15").exit_code == 0
    other = (root / "site/index.html").read_text(encoding="utf-8")

    assert "Что сейчас происходит" in own
    assert "учебный год закончился" in other.replace("\xa0", " ")
    assert "просрочено" not in run("due", "--root", root).stdout


def test_every_page_says_so_and_leads_to_more(school: Callable[[Files], Path]) -> None:
    root = school(FILES)
    run("build", "--root", root, "--no-search")

    for page in ("index.html", "roadmap/index.html", "about-demo/index.html"):
        foot = (root / "site" / page).read_text(encoding="utf-8").partition("<footer")[2].replace("\xa0", " ")
        assert messages.demo_note(dt.date(2026, 11, 20)) in foot
        assert foot.count("Об этом примере</a>") == 2, page


@pytest.mark.parametrize(
    ("fields", "is_hinted"),
    [
        ({"demo": "2026-11-20"}, False),
        ({"demo": "2026-11-20", "section_url": "https://school5.ru/nastavnichestvo/"}, True),
        ({"section_url": "https://school5.ru/nastavnichestvo/"}, False),
    ],
)
def test_real_school_is_told_to_take_it_out(
    fields: dict[str, str], is_hinted: bool, school: Callable[[Files], Path]
) -> None:
    said = run("check", "--root", school({"school.yml": yml(PASSPORT, fields)}), "--today", "2026-11-20").stdout

    assert (messages.DEMO_OF_A_REAL_SCHOOL in said) is is_hinted


def test_new_school_lives_by_the_calendar(tmp_path: Path) -> None:
    run("start", tmp_path, "--yes", "--today", "2026-11-20")

    assert "demo" not in (tmp_path / "content/school.yml").read_text(encoding="utf-8")


def test_year_long_over_is_a_hint(school: Callable[[Files], Path]) -> None:
    root = school({})

    hint = messages.year_is_over("2026-2027")
    assert hint not in run("check", "--root", root, "--today", "2027-08-31").stdout
    assert hint in run("check", "--root", root, "--today", "2027-09-01").stdout
