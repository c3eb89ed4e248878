"""What a file of a school holds is guessed by reading it; cases as data."""

import datetime as dt
from pathlib import Path

import pytest

from nastavnik.office.taking_in.guessing import likely_kind
from tests.conftest import TODAY

HEADS = {
    "mentors": "ФИО;Должность\nСоколова Мария Ильинична;Учитель музыки\n",
    "roadmap": "№;Этап;Мероприятие;Срок;Ответственный\n1;Подготовка;Приказ;до 1 октября 2026;Директор\n"
    "2;Отбор;Анкеты;до 1 ноября 2026;Куратор\n",
    "events": "Дата;Время;Мероприятие;Место\n12.11.2026;14:00;Круглый стол;Актовый зал\n",
    "documents": "Показатель;Значение\nОхват;12\n",
}
"""Kind → a table of such a sort."""
PARAGRAPHS = {
    "documents": ["ПРИКАЗ", "28.08.2026 № 87-ОД", "О наставничестве", "Назначить наставников."],
    "practices": [
        "Урок на двоих",
        "Проблема: молодому учителю трудно вести урок одному: он не успевает смотреть на класс и на доску сразу.",
        "Цель: вместе подготовить и провести шесть уроков, каждый раз меняясь ролями, и обсудить их в тот же день.",
        "Результаты: шесть уроков проведены, молодой учитель ведёт свои сам, наставник взял у него два приёма.",
    ],
    "news": ["Круглый стол", "12 ноября 2026 года наставники собрались за круглым столом и обсудили план."],
}
"""Kind → the lines of such a text in Word."""
NAMES = {"kalendar.ics": "events", "skan.pdf": "documents", "staryi.doc": "documents", "IMG_1.jpg": "", "a.exe": ""}
"""What the ending of a name tells alone."""


@pytest.mark.parametrize(("kind", "table"), HEADS.items(), ids=HEADS)
def test_a_table_is_known_by_its_columns(kind: str, table: str, tmp_path: Path) -> None:
    file = tmp_path / "tablitsa.csv"
    file.write_text(table, encoding="utf-8")

    assert likely_kind(file, TODAY) == kind


PEOPLE = (
    "1;Соколова Мария Ильинична;Учитель;педагог – педагог;12\n2;Гусев Максим Олегович;Учитель;педагог – педагог;7\n"
)
ALIKE = {
    "№;ФИО наставника;Должность;Форма наставничества;Стаж\n" + PEOPLE: "mentors",
    "№ п/п;Фамилия, имя, отчество;Должность;Форма;Стаж\n" + PEOPLE: "mentors",
    "№;Этап;Мероприятие;Срок;ФИО ответственного\n1;Подготовка;Приказ;до 1 октября 2026;Соколова Мария Ильинична\n"
    "2;Отбор;Анкеты;до 1 ноября 2026;Гусев Максим Олегович\n": "roadmap",
}
"""Tables of people and plans with people in them → their kinds."""


@pytest.mark.parametrize(("table", "kind"), ALIKE.items())
def test_a_list_of_people_is_no_plan_though_its_rows_have_numbers(table: str, kind: str, tmp_path: Path) -> None:
    test_a_table_is_known_by_its_columns(kind, table, tmp_path)


@pytest.mark.parametrize(("kind", "lines"), PARAGRAPHS.items(), ids=PARAGRAPHS)
def test_a_text_is_known_by_its_words(kind: str, lines: list[str], tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    paper = docx.Document()
    for line in lines:
        paper.add_paragraph(line)
    paper.save(str(tmp_path / "tekst.docx"))

    assert likely_kind(tmp_path / "tekst.docx", TODAY) == kind


@pytest.mark.parametrize(("name", "kind"), NAMES.items(), ids=NAMES)
def test_what_nobody_reads_is_told_by_its_name(name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\0")

    assert likely_kind(tmp_path / name, dt.date(2026, 11, 20)) == kind
