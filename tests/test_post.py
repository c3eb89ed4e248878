"""A news record as a post."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from tests.conftest import DAY, MENTOR, NEWS, Files, md, run, yml

ADDRESS = "https://school5.example/nastavnichestvo/news/vstrecha/"
BODY = """\
Пришли **все**. Говорили о [плане](https://plan.example/) и о <чае>.

- первый пункт;
- второй пункт.

| Таблица | здесь |
|---|---|
| не | нужна |

## Что дальше

> Встретимся ещё.
"""
TEXT = f"""\
Первая встреча

Наставники встретились с молодыми учителями.

Пришли все. Говорили о плане и о <чае>.

– первый пункт;
– второй пункт.

Что дальше

Встретимся ещё.

Подробнее: {ADDRESS}

#наставничество #пятый_класс #МГУ_2026
"""
STORY = md(NEWS, tags=["пятый класс", "МГУ-2026", "наставничество"], text=BODY)


def said(root: Path, *arguments: str) -> str:
    return run("post", "news/vstrecha", "--root", root, *DAY, *arguments).stdout


@pytest.fixture
def root(school: Callable[[Files], Path]) -> Path:
    return school({"news/vstrecha.md": STORY})


def test_post(root: Path) -> None:
    assert said(root, "--network", "vk") == TEXT


def test_all_networks(root: Path) -> None:
    text = said(root)

    assert [line for line in text.splitlines() if line.startswith("===")] == [
        messages.post_heading(title, len(TEXT) - 1) for title in ("ВКонтакте", "Одноклассники", "MAX")
    ]
    assert text.count(TEXT) == 3


@pytest.mark.parametrize("length", range(200, 320, 7))
def test_whole_paragraphs_fit_and_the_link_is_always_there(length: int, root: Path) -> None:
    text = said(root, "--network", "vk", "--length", str(length)).rstrip("\n")

    assert len(text) <= length
    assert ADDRESS in text
    assert set(text.split("\n\n")) <= set(TEXT.rstrip("\n").split("\n\n"))


@pytest.mark.parametrize(("network", "most"), [("vk", 1000), ("ok", 1000), ("max", 4000)])
def test_long_story(network: str, most: int, school: Callable[[Files], Path]) -> None:
    root = school({"news/vstrecha.md": md(NEWS, text="\n\n".join(["Абзац в сто знаков. " * 5] * 100))})

    assert most - 200 < len(said(root, "--network", network)) <= most + 1


@pytest.mark.parametrize(
    "text",
    ["Выступил ученик 7 Б Петров Иван.", "Петров Иван, 7 «Б» класс, занял первое место.", "Звоните: 8 912 345-67-89."],
)
def test_what_looks_personal_is_warned_about(text: str, school: Callable[[Files], Path]) -> None:
    root = school({"news/vstrecha.md": md(NEWS, text=f"{text} <!-- проверено -->")})

    result = run("post", "news/vstrecha", "--root", root, *DAY)

    assert result.exit_code == 0
    assert "похоже на личные данные" in result.stderr
    assert "проверено" not in result.stdout


def test_mentor_named_in_the_text(school: Callable[[Files], Path]) -> None:
    root = school({"mentors/berezkina.yml": yml(MENTOR), "news/vstrecha.md": md(NEWS, text="Спасибо Анне Павловне.")})

    assert run("post", "vstrecha", "--root", root, *DAY).stderr == messages.names_in_post(MENTOR["name"]) + "\n"


def test_draft_is_not_posted(school: Callable[[Files], Path]) -> None:
    result = run("post", "news/vstrecha", "--root", school({"news/vstrecha.md": md(NEWS, draft="да")}), *DAY)

    assert (result.exit_code, result.stderr) == (1, messages.no_such_news("vstrecha") + "\n")
