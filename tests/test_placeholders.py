"""Words that stand for nobody are named, each at its place; what only looks like them is left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.records.school import is_inn_of_somebody
from nastavnik.school.loading import load
from tests.conftest import DAY, MENTOR, NEWS, PASSPORT, TODAY, Files, md, run, yml

REAL = {**PASSPORT, "inn": "7707083893", "site": "https://shkola5.ru/", "section_url": "https://shkola5.ru/n/"}


def hints(root: Path) -> list[str]:
    """Places and sentences of everything but errors, which there are none of."""
    loaded = load(root / "content", TODAY)
    assert loaded.errors == []
    return [str(problem) for problem in loaded.problems]


@pytest.mark.parametrize(
    ("fields", "place", "words"),
    [
        ({"title": messages.START_TITLE}, "content/school.yml:2:8", messages.START_TITLE),
        ({"region": "Область"}, "content/school.yml:7:9", "Область"),
        ({"municipality": "Округ"}, "content/school.yml:8:15", "Округ"),
        ({"inn": "0000000000"}, "content/school.yml:5:6", "0000000000"),
        ({"inn": "0000000018"}, "content/school.yml:5:6", "0000000018"),
        ({"site": "https://www.example.com/x"}, "content/school.yml:9:7", "https://www.example.com/x"),
        ({"curators": [{"post": "Завуч", "email": "k@example.org"}]}, "content/school.yml:13:10", "k@example.org"),
        (
            {"curators": [{"post": "Завуч", "phone": "+7 (000) 000-00-00"}]},
            "content/school.yml:13:10",
            "+7 (000) 000-00-00",
        ),
    ],
    ids=str,
)
def test_words_of_nobody_in_the_passport(
    fields: dict[str, object], place: str, words: str, school: Callable[[Files], Path]
) -> None:
    root = school({"school.yml": yml(REAL, fields)})

    assert hints(root) == [f"{place}: {messages.draft_of_passport(words)}"]


def test_a_real_passport_and_an_invented_one_have_none(school: Callable[[Files], Path]) -> None:
    assert hints(school({"school.yml": yml(REAL)})) == []
    assert hints(school({"school.yml": yml(PASSPORT)})) == []
    assert hints(school({"school.yml": yml(REAL, region="Московская область", municipality="Округ № 1")})) == []


def test_words_of_nobody_in_records_and_pages(school: Callable[[Files], Path]) -> None:
    root = school(
        {
            "school.yml": yml(REAL),
            "mentors/a.yml": yml(MENTOR, name="Фамилия Имя Отчество"),
            "news/a.md": md(NEWS, text="\nПишите на kurator@example.org.\n"),
            "about.md": "---\ntitle: О нас\n---\n\n\nНаш сайт — https://example.org/.\n",
            "news/b.md": md(
                NEWS, title="Как назвать файл", text="Пример: example-2.yml и 1000 примеров.\n\nПример: впишите своё."
            ),
        }
    )

    said = [line for line in run("check", "--root", root, *DAY).stdout.splitlines() if "заготовка" in line]

    assert [line.partition(": подсказка: ")[0] for line in said] == [
        "content/about.md:6:1",
        "content/mentors/a.yml:1:7",
        "content/news/a.md:7:1",
    ]


@pytest.mark.parametrize(
    ("inn", "is_right"),
    [
        ("7707083893", True),
        ("7707083894", False),
        ("7707083983", False),  # two digits in the wrong order
        ("500100732259", True),
        ("500100732258", False),
        ("500100732249", False),
        ("0000000000", True),
    ],
)
def test_check_digits(inn: str, is_right: bool) -> None:
    assert is_inn_of_somebody(inn) is is_right


def test_a_wrong_digit_is_a_hint_that_stops_nothing(school: Callable[[Files], Path]) -> None:
    root = school({"school.yml": yml(REAL, inn="7707083894")})

    assert hints(root) == [f"content/school.yml:5:6: {messages.quoted('7707083894', messages.INN_OF_NOBODY)}"]
