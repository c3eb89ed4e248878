"""Days that texts still promise: a hint in `check` and a line of `due` once they are over."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.deadlines.promises import promises
from tests.conftest import DOCUMENT, NEWS, Files, md, run, yml

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "promises.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PLAN = {
    "school_year": "2026-2027",
    "stages": [{"title": "Обучение", "term": "2027 год", "postponed": {"reason": "занятие пройдёт 27 ноября"}}],
}
FILES: Files = {
    "roadmap/2026-2027.yml": yml(PLAN),
    "roadmap/2025-2026.yml": yml(PLAN, school_year="2025-2026"),
    "news/anons.md": md(NEWS, date="2026-11-17", summary="Круглый стол пройдёт 27 ноября."),
    "documents/prikaz.yml": yml(DOCUMENT, date="2024-09-02", text="Итоги.\n\nОтчёт сдайте\nдо 15 ноября."),
    "parents.md": "---\ntitle: Родителям\n---\nЗдравствуйте.\n\nЖдём вас 5 декабря.\n",
}


@pytest.mark.parametrize(("text", "days"), CASES)
def test_text(text: str, days: str) -> None:
    assert "|".join(promise.words for promise in promises(text.replace("\\n", "\n"))) == days


@pytest.mark.parametrize(
    ("day", "places"),
    [
        ("2026-11-27", {"documents/prikaz.yml:6:7": "15 ноября"}),
        ("2026-11-28", {"documents/prikaz.yml:6:7": "15 ноября", "roadmap/2026-2027.yml:6:13": "27 ноября"}),
        (
            "2026-12-06",
            {
                "documents/prikaz.yml:6:7": "15 ноября",
                "parents.md:6:1": "5 декабря",
                "roadmap/2026-2027.yml:6:13": "27 ноября",
            },
        ),
    ],
)
def test_promise_that_is_over_is_a_hint(day: str, places: dict[str, str], school: Callable[[Files], Path]) -> None:
    root = school(FILES)
    expected = {f"content/{place}: подсказка: {messages.promise_is_over(words)}" for place, words in places.items()}

    said = run("check", "--root", root, "--today", day).stdout.splitlines()

    assert {line for line in said if "как о будущем" in line} == expected


def test_administrator_is_told_as_well(school: Callable[[Files], Path]) -> None:
    said = run("due", "--root", school(FILES), "--today", "2026-11-28").stdout

    assert "content/roadmap/2026-2027.yml:6:13: устаревшие слова: 27 ноября 2026 (1 день назад): " in said
