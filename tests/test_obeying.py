"""A message obeyed to the letter is gone, and no other comes in its place: lines that are ready are ready.

`obeyed` does what a secretary does with a sentence: it adds, replaces or shifts the lines that the sentence quotes.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik.records import KINDS, School
from nastavnik.records.samples import line
from nastavnik.school.loading import load
from nastavnik.text.lookalikes import mended, odd_sign
from nastavnik.text.source import Problem
from tests.conftest import MENTOR, PASSPORT, PRACTICE, TODAY, Files, md, run, yml
from tests.test_problems import RECORDS as GOOD
from tests.test_problems import as_record

RECORDS = {kind: {name: value for name, value in good.items() if name != "draft"} for kind, good in GOOD.items()}
"""No drafts: what these lack may wait."""

OF_THE_SAMPLE = re.compile("нет записи|этапа|файл «|картинка|день не из")
"""A sample names records and files that are not there, and a day of another year."""
READY = re.compile("(?:добавьте строку|напишите так:) «(?P<line>.+)»$")


def obeyed(text: str, problem: Problem) -> str:
    """A record after its editor did what a sentence with a ready line says."""
    ready = READY.search(problem.message)
    assert ready, problem
    lines, at = text.split("\n"), problem.place.line - 1
    name = ready["line"].partition(":")[0]
    if "добавьте строку" in problem.message:
        indent = " " * (problem.place.column - 1)
        return "\n".join([*lines[:at], f"{indent}{ready['line']}", *lines[at:]])
    start = next(number for number in range(at, -1, -1) if lines[number].startswith(f"{name}:"))
    below = (number for number in range(start + 1, len(lines)) if not lines[number].startswith((" ", "-")))
    end = next(below, len(lines))
    return "\n".join([*lines[:start], ready["line"], *lines[end:]])


@pytest.fixture
def errors(school: Callable[[Files], Path]) -> Callable[[str, str], list[Problem]]:
    """What is wrong with a file of a school, by its name and text, but for samples that name other records."""

    def check(name: str, text: str) -> list[Problem]:
        pictures = {"content/photos/imya.jpg": b"", "files/dokument.pdf": b"%PDF"}
        loaded = load(school({**pictures, name: text}) / "content", TODAY)
        return [problem for problem in loaded.errors if not OF_THE_SAMPLE.search(problem.message)]

    return check


NEEDED = [
    (kind, name)
    for kind, cls in KINDS.items()
    for name, field in cls.model_fields.items()
    if field.is_required() and name != cls.body and name in RECORDS[kind]
]


@pytest.mark.parametrize(("kind", "name"), NEEDED)
def test_missing_field_is_added(kind: str, name: str, errors: Callable[[str, str], list[Problem]]) -> None:
    record = {field: value for field, value in RECORDS[kind].items() if field != name}
    file, text = f"{kind}/a{KINDS[kind].suffix}", as_record(kind, record).decode()
    before = [problem for problem in errors(file, text) if f"поля {name} (" in problem.message]

    after = errors(file, obeyed(text, before[0]))

    assert [problem for problem in after if f"{name} (" in problem.message] == []


PARTS = [
    (kind, name)
    for kind, cls in {**KINDS, "": School}.items()
    for name in cls.model_fields
    if re.match(r"\w+: \[?\{", line(cls, name))
]


@pytest.mark.parametrize(("kind", "name"), PARTS)
def test_part_in_a_word_is_written_anew(kind: str, name: str, errors: Callable[[str, str], list[Problem]]) -> None:
    file, good = (f"{kind}/a{KINDS[kind].suffix}", RECORDS[kind]) if kind else ("school.yml", PASSPORT)
    record: dict[str, Any] = {**good, name: "да"}
    text = as_record(kind, record).decode() if kind else yml(record)
    before = [problem for problem in errors(file, text) if "здесь нужны поля внутри" in problem.message]

    after = errors(file, obeyed(text, before[0]))

    assert [problem for problem in after if f"{name} (" in problem.message] == []


@pytest.mark.parametrize("word", ["consent", "title", "mentoring_kinds", "2026-2027", "педагог", "октябрь", "да"])
def test_letter_typed_anew_is_gone(word: str) -> None:
    """Every sign of a word that has a double, one by one."""
    doubles = dict(zip("aeopcxаеорсх0", "аеорсхaeopcxО", strict=True))
    spoilt = [word[:at] + doubles[sign] + word[at + 1 :] for at, sign in enumerate(word) if sign in doubles]

    assert spoilt
    for other in spoilt:
        odd = odd_sign(other)
        assert odd, other
        assert (mended(other), odd_sign(odd.mended)) == (word, None)
        assert odd.mended in word


@pytest.mark.parametrize("text", ["PDF-файл", "ГТО", "Word и Excel", "9 «А»", "IT-куб", "C++", "", "№ 5", "COVID-19"])
def test_usual_words_have_no_odd_letters(text: str) -> None:
    assert odd_sign(text) is None


def test_indent_added_is_gone(errors: Callable[[str, str], list[Problem]]) -> None:
    card = yml(MENTOR, consent=None) + "consent:\nnumber: 1\ndate: 2026-09-01\nfields: все\n"
    (problem,) = errors("mentors/a.yml", card)
    assert "сдвиньте строки number, date, fields на два пробела вправо, под consent" in problem.message

    assert errors("mentors/a.yml", re.sub("(?m)^(number|date|fields)", r"  \1", card)) == []


def test_status_added_is_gone(school: Callable[[Files], Path]) -> None:
    practice = md(PRACTICE, status=None)
    assert (
        "добавьте строку «status: опубликована»" in run("check", "--root", school({"practices/a.md": practice})).output
    )

    shown = practice.replace("\n---", "\nstatus: опубликована\n---", 1)
    assert "нет status" not in run("check", "--root", school({"practices/a.md": shown})).output
