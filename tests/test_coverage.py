"""How the stages of a roadmap were covered."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from tests.conftest import DAY, NEWS, PASSPORT, ROADMAP, Files, md, run, yml

STAGES = [{"number": "1", "title": "Подготовка"}, {"id": "pary", "title": "Работа\nпар"}]
VK = {"title": "ВКонтакте", "url": "https://vk.example/1"}
CONTENT: Files = {
    "school.yml": yml(PASSPORT, networks=[{"title": "MAX", "url": "https://max.example/"}]),
    "roadmap/2026-2027.yml": yml(ROADMAP, stages=STAGES),
    "roadmap/2025-2026.yml": yml({"school_year": "2025-2026", "stages": [{"title": "Прошлый"}]}),
    "news/a.md": md(NEWS, stages="2026-2027/1", channels=[VK, {**VK, "title": "Газета", "level": "муниципальный"}]),
    "news/b.md": md(NEWS, title="Вторая", date="2026-11-05", stages="2026-2027/1", levels=["школьный", "региональный"]),
    "news/draft.md": md(NEWS, stages="2026-2027/pary", draft="да"),
    "news/other.md": md(NEWS, stages="2025-2026/1"),
}
TEXT = """\
Этап 1. Подготовка: 5 публикаций
  школьный: сайт школы 2, ВКонтакте 1
  муниципальный: Газета 1
  региональный: площадка не названа 1
  федеральный: — пусто
  Как это освещалось:
    05.11.2026 Вторая — https://school5.example/nastavnichestvo/news/b/
    05.10.2026 Первая встреча — https://school5.example/nastavnichestvo/news/a/
Этап pary. Работа пар: ни одной публикации
  школьный: — пусто
  муниципальный: — пусто
  региональный: — пусто
  федеральный: — пусто
"""


@pytest.fixture
def root(school: Callable[[Files], Path]) -> Path:
    return school(CONTENT)


def test_text(root: Path) -> None:
    result = run("report", "coverage", "--root", root, *DAY)

    assert (result.exit_code, result.stdout) == (0, TEXT)


def test_data(root: Path) -> None:
    said = json.loads(run("report", "coverage", "--format", "json", "--root", root, *DAY).stdout)

    first, second = said["stages"]
    assert (said["roadmap"], first["total"], second["total"]) == ("2026-2027", 5, 0)
    assert first["levels"][0] == {
        "level": "school",
        "title": "школьный",
        "total": 3,
        "channels": [{"title": "сайт школы", "count": 2}, {"title": "ВКонтакте", "count": 1}],
    }
    assert [story["date"] for story in first["news"]] == ["2026-11-05", "2026-10-05"]


def test_table_has_a_row_for_what_is_empty(root: Path) -> None:
    target = root / "отчёт.csv"

    run("report", "coverage", "--format", "csv", "--output", target, "--root", root, *DAY)

    head, *rows = csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig")), delimiter=";")
    assert tuple(head) == messages.COVERAGE_COLUMNS
    assert len(rows) == 2 * 4 * 5  # stages, levels, channels: the school's networks are there although unused
    assert ["pary", "Работа пар", "федеральный", "MAX", "0"] in rows
    assert sum(int(row[-1]) for row in rows) == 5


def test_plan_of_another_year(root: Path) -> None:
    said = run("report", "coverage", "--roadmap", "2025-2026", "--root", root, *DAY).stdout

    assert said.startswith("Этап 1. Прошлый: 1 публикация\n")


def test_plan_that_is_not_there(root: Path) -> None:
    result = run("report", "coverage", "--roadmap", "2020-2021", "--root", root, *DAY)

    assert (result.exit_code, result.stderr) == (
        1,
        messages.no_such_plan("2020-2021", ["2026-2027", "2025-2026"]) + "\n",
    )
