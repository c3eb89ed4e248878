"""What to write into the form of a consent."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik import messages
from tests.conftest import CONSENT, DAY, MENTOR, NEWS, PASSPORT, PRACTICE, Files, md, run, yml
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

    assert {
        "mentors/",
        "mentors/berezkina/",
        "mentors/by/directions/adaptation/",
        "practices/urok/",
    } <= pages(said)
    assert not {"mentors/dubov/", "practices/chuzhaya/", "documents/"} & pages(said)
    assert f"{ROOT}api/v1/catalog.json" in heading(said, messages.CONSENT_FILES)


def test_paper_names_a_practice_that_is_a_draft_still(school: Callable[[Files], Path]) -> None:
    draft = md(PRACTICE, status="черновик", authors=[{"mentor": "berezkina"}])

    said = run("consent", "berezkina", "--root", school({**CARDS, "practices/chernovik.md": draft}), *DAY).stdout

    assert "practices/chernovik/" in pages(said), "it will be published after the paper is signed"


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


def test_fields_that_have_something_in_them_and_a_portrait(school: Callable[[Files], Path]) -> None:
    said = run("consent", "berezkina", "--root", school(CARDS), *DAY).stdout

    assert heading(said, messages.CONSENT_FIELDS) == [
        "Фамилия, имя, отчество (name)",
        "Кто это (category)",
        "Должность (post)",
        "Предметы (subjects)",
        "Фотография (photo)",
    ]
    assert "fields: [name, category, post, subjects, photo]" in heading(said, messages.CONSENT_RECORD)


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

    lines = paper_lines(docx.Document(str(target)))
    listed = {f"{ROOT}{page}" for page in pages(screen)} | set(heading(screen, messages.CONSENT_FILES))
    assert {messages.dashed(address) for address in listed} <= set(lines)
    assert {"Я, Берёзкина Анна Павловна,", "Предметы", messages.consent_term("31 августа 2027")} <= set(lines)
    assert run(*asked).exit_code == 1, "файл уже есть"


def paper_lines(paper: Any) -> list[str]:
    """Paragraphs and cells of a Word file."""
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in paper.paragraphs] + cells


ORGANISATION = {"ogrn": "1027000000015", "address": "ул. Лесная, 1"}
WHOLE = "{title}, ИНН {inn}, ОГРН 1027000000015, адрес: ул. Лесная, 1".format(**PASSPORT)


@pytest.mark.parametrize(
    ("passport", "operator"),
    [
        (ORGANISATION, WHOLE),
        ({}, messages.operator_in_full(PASSPORT["title"], PASSPORT["inn"], "", "")),
        (
            {"title": "Полное название из устава", "section_url": "https://a.ru/", **ORGANISATION},
            messages.CONSENT_EMPTY_PLACE,
        ),
    ],
    ids=["all is known", "lines for what the passport does not say", "no words of a new passport"],
)
def test_the_consent_names_the_organisation(
    passport: dict[str, str], operator: str, school: Callable[[Files], Path], tmp_path: Path
) -> None:
    docx = pytest.importorskip("docx")
    root, target = school({**CARDS, "school.yml": yml(PASSPORT, **passport)}), tmp_path / "b.docx"

    run("consent", "berezkina", "--root", root, *DAY, "--format", "docx", "--output", target)

    given = next(line for line in paper_lines(docx.Document(str(target))) if line.startswith("даю согласие оператору"))
    assert operator in given
    assert "Полное название из устава" not in given


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>'


@pytest.mark.parametrize("whose", ["adult", "child"])
def test_consent_to_a_picture_names_nobody(whose: str, school: Callable[[Files], Path], tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    picture = {"file": "krug.svg", "alt": "Наставники за столом"}
    root = school({"news/krug.md": md(NEWS, image=picture), "news/krug.svg": DRAWING, "news/drugaya.md": md(NEWS)})
    target = tmp_path / "b.docx"

    run("consent", "krug", "--photo", whose, "--root", root, *DAY, "--output", target)

    lines = paper_lines(docx.Document(str(target)))
    assert messages.dashed(f"{ROOT}news/krug/") in lines
    assert messages.dashed(f"{ROOT}news/drugaya/") not in lines
    assert (messages.CONSENT_IMAGE in lines, "Должность" in lines) == (True, False)
    assert (f"{messages.CONSENT_OF_CHILD} \t" in lines) == (whose == "child")


def test_consent_to_a_picture_of_a_story_to_come_has_a_line_for_its_address(
    school: Callable[[Files], Path], tmp_path: Path
) -> None:
    docx = pytest.importorskip("docx")
    target = tmp_path / "b.docx"

    run("consent", "--photo", "adult", "--root", school(CARDS), *DAY, "--output", target)

    assert f"{messages.CONSENT_PLACES} \t" in paper_lines(docx.Document(str(target)))


@pytest.mark.parametrize("name", ["Примерова Анна Ивановна", "Фамилия Имя Отчество", "Дубов Лев Львович"])
def test_nobody_of_an_example_is_asked(name: str, school: Callable[[Files], Path]) -> None:
    root = school({"mentors/primer.yml": yml(MENTOR, name=name, consent=None, example="Дубов" in name)})

    result = run("consent", name, "--root", root, *DAY)

    assert (result.exit_code, result.stderr) == (1, messages.quoted(name, messages.CONSENT_OF_EXAMPLE) + "\n")


def test_somebody_or_a_picture_must_be_named(school: Callable[[Files], Path]) -> None:
    said = run("consent", "--root", school(CARDS), *DAY)
    story = run("consent", "net", "--photo", "child", "--root", school(CARDS), *DAY)

    assert messages.CONSENT_WHO_OR_WHAT in said.stderr
    assert messages.quoted("net", messages.NO_SUCH_STORY) in story.stderr


@pytest.mark.parametrize("inside", ["site/b.docx", "content/files/b.docx"])
def test_word_file_is_not_written_where_it_would_be_published(school: Callable[[Files], Path], inside: str) -> None:
    root = school(CARDS)
    (root / inside).parent.mkdir(parents=True)

    said = run("consent", "berezkina", "--root", root, *DAY, "--format", "docx", "--output", root / inside)

    assert said.exit_code != 0
    assert not (root / inside).exists()
