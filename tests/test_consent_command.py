"""What to write into the form of a consent."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from tests.conftest import CONSENT, DAY, MENTOR, PASSPORT, PRACTICE, Files, md, run, yml
from tests.test_withdraw import heading

ROOT = PASSPORT["section_url"]
NOBODY = yml(MENTOR, name="Дубов Лев Львович", consent=None)
CARDS: Files = {
    "mentors/berezkina.yml": yml(MENTOR, consent=None, subjects=["химия"], directions="адаптация"),
    "mentors/dubov.yml": NOBODY,
    "practices/urok.md": md(PRACTICE, authors=[{"mentor": "berezkina"}]),
    "practices/chuzhaya.md": md(PRACTICE, title="Чужая"),
}


def pages(said: str) -> set[str]:
    return {line.removeprefix(ROOT) for line in heading(said, messages.CONSENT_PAGES)}


def test_pages_a_person_would_stand_on_before_there_is_a_consent(school: Callable[[Files], Path]) -> None:
    said = run("consent", "berezkina", "--root", school(CARDS), *DAY).stdout

    assert {"mentors/", "mentors/berezkina/", "mentors/by/directions/adaptation/", "practices/urok/"} <= pages(said)
    assert not {"mentors/dubov/", "practices/chuzhaya/", "documents/"} & pages(said)
    assert f"{ROOT}api/v1/catalog.json" in heading(said, messages.CONSENT_FILES)


def test_the_same_pages_as_are_built_once_there_is(school: Callable[[Files], Path]) -> None:
    before = run("consent", "berezkina", "--root", school(CARDS), *DAY).stdout
    agreed = {**CARDS, "mentors/berezkina.yml": yml(MENTOR, subjects=["химия"], directions="адаптация")}
    root = school(agreed)

    run("build", "--root", root, *DAY)

    built = {
        path.relative_to(root / "site").as_posix().removesuffix("index.html")
        for path in (root / "site").rglob("*.html")
        if "Берёзкина" in path.read_text(encoding="utf-8")
    }
    assert pages(before) == built


def test_asking_shows_nothing_to_anybody(school: Callable[[Files], Path]) -> None:
    root = school(CARDS)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    run("consent", "berezkina", "--root", root, *DAY)

    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_fields_that_have_something_in_them(school: Callable[[Files], Path]) -> None:
    said = run("consent", "berezkina", "--root", school(CARDS), *DAY).stdout

    assert heading(said, messages.CONSENT_FIELDS) == [
        "Фамилия, имя, отчество (name)",
        "Кто это (category)",
        "Должность (post)",
        "Предметы (subjects)",
    ]
    assert "fields: [name, category, post, subjects]" in heading(said, messages.CONSENT_RECORD)


@pytest.mark.parametrize("word", ["berezkina", "mentors/berezkina", "Березкина", "анна павловна"])
def test_by_id_or_by_a_piece_of_the_name(word: str, school: Callable[[Files], Path]) -> None:
    said = run("consent", word, "--root", school(CARDS), *DAY).stdout

    assert said.startswith("Берёзкина Анна Павловна (content/mentors/berezkina.yml:1:7)\n")


def test_author_without_a_card(school: Callable[[Files], Path]) -> None:
    author = {"name": "Липова Вера Павловна", "post": "Учитель"}
    root = school({"practices/urok.md": md(PRACTICE, authors=[author])})

    said = run("consent", "Липова", "--root", root, *DAY).stdout

    assert pages(said) == {"practices/urok/"}
    assert heading(said, messages.CONSENT_FIELDS) == ["Фамилия, имя, отчество (name)"]


def test_curator_stands_on_every_page(school: Callable[[Files], Path]) -> None:
    curator = {"post": "Куратор", "name": "Липова Вера Павловна", "consent": CONSENT}
    root = school({"school.yml": yml(PASSPORT, curators=[curator])})

    said = run("consent", "Липова", "--root", root, *DAY).stdout

    assert heading(said, messages.CONSENT_PAGES) == [messages.every_page(ROOT)]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Павл", messages.several_people("Павл", ["Берёзкина Анна Павловна", "Павлов Пётр Ильич"])),
        ("Никто", messages.quoted("Никто", messages.NO_SUCH_PERSON)),
    ],
)
def test_nobody_or_too_many(word: str, said: str, school: Callable[[Files], Path]) -> None:
    root = school({**CARDS, "mentors/pavlov.yml": yml(MENTOR, name="Павлов Пётр Ильич")})

    result = run("consent", word, "--root", root, *DAY)

    assert (result.exit_code, result.stderr) == (1, said + "\n")


def test_word_file_says_what_the_screen_says(school: Callable[[Files], Path], tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    root, target = school(CARDS), tmp_path / "b.docx"
    screen = run("consent", "berezkina", "--root", root, *DAY).stdout
    asked = ("consent", "berezkina", "--root", root, *DAY, "--format", "docx", "--output", target)

    assert run(*asked).exit_code == 0

    lines = [one.text.removeprefix("– ") for one in docx.Document(str(target)).paragraphs]
    listed = {f"{ROOT}{page}" for page in pages(screen)} | set(heading(screen, messages.CONSENT_FILES))
    assert listed <= set(lines)
    assert {"Берёзкина Анна Павловна, 20 ноября 2026", "Предметы"} <= set(lines)
    assert run(*asked).exit_code == 1, "файл уже есть"


@pytest.mark.parametrize("inside", ["site/b.docx", "content/files/b.docx"])
def test_word_file_is_not_written_where_it_would_be_published(school: Callable[[Files], Path], inside: str) -> None:
    root = school(CARDS)
    (root / inside).parent.mkdir(parents=True)

    said = run("consent", "berezkina", "--root", root, *DAY, "--format", "docx", "--output", root / inside)

    assert said.exit_code != 0
    assert not (root / inside).exists()
