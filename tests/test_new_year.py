"""The next school year begins: words stay, days go."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.text.source import parse
from tests.conftest import DAY, PASSPORT, Files, run, yml

OLD = """\
# План школы
title: "План на 2026-2027 учебный год"   # как в приказе
school_year: 2026-2027
document: karta
approved: {body: педсовет, date: 28.08.2026}
captions:
  number: №
  stage: 'Этап'

stages:
  - number: "1"          # нумерация документа
    title: Подготовка
    term: до 15 сентября
    done: 2026-09-11     # утром
    evidence:
      - documents/prikaz
      - Протокол

    # детям не показывать
    items:
      - term: 1 раз в квартал
        text: Встречи
        done: да
      - {text: "Приказ на 2026/27 уч. год", term: август 2026, done: да}
      - text: Беседы
        term: {text: постоянно, start: 2026-09-01, end: 2027-05-31}
  - title: Итоги
    term: По завершению программ наставничества
    postponed: {to: 2027-06-01}
results: |
  Всё хорошо.

  Правда.
"""
NEW = """\
# План школы
title: "План на 2027-2028 учебный год"   # как в приказе
school_year: 2027-2028
# document: karta
# approved: {body: педсовет, date: 28.08.2026}
captions:
  number: №
  stage: 'Этап'

stages:
  - number: "1"          # нумерация документа
    title: Подготовка
    # term: до 15 сентября

    # детям не показывать
    items:
      - term: 1 раз в квартал
        text: Встречи
      - {text: "Приказ на 2027/28 уч. год"}  # term: август 2026
      - text: Беседы
        term: {text: постоянно}
  - title: Итоги
    term: По завершению программ наставничества
"""


def after_head(text: str) -> str:
    return text.partition("\n")[2]


def test_words_stay_and_days_go(school: Callable[[Files], Path]) -> None:
    root = school({"roadmap/2026-2027.yml": OLD})

    result = run("new-year", "2027-2028", "--root", root)

    assert result.exit_code == 0
    new = (root / "content/roadmap/2027-2028.yml").read_text(encoding="utf-8")
    assert new.startswith(messages.new_year_head("2026-2027.yml") + "\n")
    assert after_head(new) == NEW
    assert (root / "content/roadmap/2026-2027.yml").read_text(encoding="utf-8") == OLD


def test_what_is_left_to_a_person_is_said_with_its_place(school: Callable[[Files], Path]) -> None:
    root = school({"roadmap/2026-2027.yml": OLD})

    said = run("new-year", "2027-2028", "--root", root).stdout

    file = "content/roadmap/2027-2028.yml"
    assert f"  {messages.term_to_write(f'{file}:13:12', 'Подготовка', 'до 15 сентября')}\n" in said
    assert f"{file}:20:16: впишите срок: Приказ на 2027/28 уч. год (был «август 2026»)" in said
    assert f"  {file}:3:8: учебный год в тексте заменён на новый" in said


@pytest.mark.parametrize("written", ["current_year: 2026-2027  # год\n", 'current_year: "2026-2027"\n'])
def test_passport_gets_the_year(written: str, school: Callable[[Files], Path]) -> None:
    passport = yml(PASSPORT, current_year=None) + written
    root = school({"school.yml": passport, "roadmap/2026-2027.yml": OLD})

    run("new-year", "2027-2028", "--root", root)

    now = (root / "content/school.yml").read_text(encoding="utf-8")
    assert now == passport.replace("current_year: 2026-2027", "current_year: 2027-2028").replace(
        'current_year: "2026-2027"', 'current_year: "2027-2028"'
    )


def test_new_year_passes_check(school: Callable[[Files], Path]) -> None:
    root = school({"roadmap/2026-2027.yml": OLD.replace("document: karta\n", "").replace("documents/prikaz", "Приказ")})

    run("new-year", "2027-2028", "--root", root)

    assert run("check", "--root", root, *DAY).exit_code == 0


@pytest.mark.parametrize(
    ("phrase", "carried"),
    [
        ("ежемесячно", True),
        ("Ежегодно май", True),
        ("2 раза в год", True),
        ("Постоянно", True),
        ("(по запросу)", True),
        ("в течение учебного года", True),
        ("по согласованию", True),
        ("май", False),
        ("2026-2027 гг.", False),
        ("ежемесячно с 01.09.2026", False),
        ("Декабрь 2026г. Май 2027г.", False),
        ("к 30-летию школы", False),
    ],
)
def test_which_terms_come_back(phrase: str, carried: bool, school: Callable[[Files], Path]) -> None:
    stage = {"title": "Этап", "term": phrase}
    root = school({"roadmap/2026-2027.yml": yml({"school_year": "2026-2027", "stages": [stage]})})

    run("new-year", "2027-2028", "--root", root)

    new = (root / "content/roadmap/2027-2028.yml").read_text(encoding="utf-8")
    assert parse(new, "x").data["stages"] == [stage if carried else {"title": "Этап"}]
    assert phrase in new


def test_line_ends_and_encoding_stay(school: Callable[[Files], Path]) -> None:
    raw = OLD.replace("\n", "\r\n").encode("utf-8-sig")
    root = school({"roadmap/2026-2027.yml": raw})

    run("new-year", "2027-2028", "--root", root)

    new = (root / "content/roadmap/2027-2028.yml").read_bytes()
    assert after_head(new.decode("utf-8-sig")) == NEW.replace("\n", "\r\n")
    assert new.startswith(b"\xef\xbb\xbf")


def test_nothing_is_overwritten(school: Callable[[Files], Path]) -> None:
    root = school({"roadmap/2026-2027.yml": OLD, "roadmap/arhiv/2027-2028.yml": "моё"})
    passport = (root / "content/school.yml").read_bytes()

    result = run("new-year", "2027-2028", "--root", root)

    assert (result.exit_code, result.stderr) == (
        1,
        messages.already_there("content/roadmap/arhiv/2027-2028.yml") + "\n",
    )
    assert (root / "content/school.yml").read_bytes() == passport


@pytest.mark.parametrize("year", ["2026-2027", "2025-2026"])
def test_year_that_is_not_ahead(year: str, school: Callable[[Files], Path]) -> None:
    result = run("new-year", year, "--root", school({"roadmap/2026-2027.yml": OLD}))

    assert (result.exit_code, result.stderr) == (1, messages.year_not_ahead(year, "2026-2027") + "\n")


def test_plan_without_years(school: Callable[[Files], Path]) -> None:
    root = school({"roadmap/karta.yml": "stages: [{title: Подготовка, term: сентябрь}]\n"})

    run("new-year", "2027-2028", "--root", root)

    new = (root / "content/roadmap/2027-2028.yml").read_text(encoding="utf-8")
    assert after_head(new) == "stages: [{title: Подготовка}]  # term: сентябрь\nschool_year: 2027-2028\n"


def test_without_a_plan(school: Callable[[Files], Path]) -> None:
    result = run("new-year", "2027-2028", "--root", school({}))

    assert (result.exit_code, result.stderr) == (1, messages.NO_PLAN_TO_CONTINUE + "\n")
