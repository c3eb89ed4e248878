"""What the import of a plan says it took, what it did not take, and why."""

from pathlib import Path
from typing import Any

import pytest

from nastavnik import messages
from nastavnik.importing import import_roadmap
from nastavnik.importing.plan_report import ORGANISATION
from tests.word import make_word

TITLE = "ДОРОЖНАЯ КАРТА на 2026-2027 учебный год"
CAPTIONS = ["№", "Наименование этапа", "Мероприятие", "Срок", "Ответственный"]
PLAN = [CAPTIONS, ["1", "Подготовка", "Приказ", "сентябрь", "Директор"], ["^", "^", "Пары", "октябрь", ""]]
COUNTS: dict[str, tuple[list[list[str]], str]] = {
    "an empty cell": (PLAN, "взято: 1 этап, 2 мероприятия; срок — у всех, ответственный — у 1 из 2"),
    "a merged cell holds for all it covers": (
        [*PLAN[:2], ["^", "^", "Пары", "^", "^"]],
        "взято: 1 этап, 2 мероприятия; срок — у всех, ответственный — у всех",
    ),
    "a column that is empty": (
        [CAPTIONS, ["1", "Подготовка", "Приказ", "май", ""], ["2", "Работа", "Пары", "май", ""]],
        "взято: 2 этапа, 2 мероприятия; срок — у всех, ответственный — ни у одного",
    ),
    "no such column": (
        [row[:4] for row in PLAN[:2]],
        "взято: 1 этап, 1 мероприятие; срок — у всех",
    ),
    "stages without activities count as well": (
        [CAPTIONS, *PLAN[1:2], ["2", "Работа", "", "", "Директор"]],
        "взято: 2 этапа, 1 мероприятие; срок — у 1 из 2 (с этапами, где мероприятий нет), ответственный — у всех",
    ),
    "a column of the school": (
        [[*CAPTIONS[:4], "Место проведения"], ["1", "Подготовка", "Приказ", "май", "Актовый зал"]],
        "взято: 1 этап, 1 мероприятие; срок — у всех, столбцы школы — «Место проведения»",
    ),
}


@pytest.mark.parametrize(("table", "sentence"), COUNTS.values(), ids=COUNTS)
def test_it_counts_what_a_reader_would(table: list[list[str]], sentence: str, tmp_path: Path) -> None:
    assert import_roadmap(make_word(tmp_path / "a.docx", [TITLE, {"table": table}])).taken == sentence


def told(tmp_path: Path, *document: Any) -> list[str]:
    return import_roadmap(make_word(tmp_path / "a.docx", list(document))).remarks(whole=True)


def test_approval_in_a_table_is_no_other_table(tmp_path: Path) -> None:
    stamp = [["Принят педагогическим советом 28.08.2026, протокол № 3", "УТВЕРЖДАЮ Директор И.И. Иванова"]]

    said = told(tmp_path, {"table": stamp}, TITLE, {"table": PLAN})

    assert any(line.startswith(messages.APPROVAL_TAKEN) and "28 августа 2026" in line for line in said)
    assert not [line for line in said if "таблица 1" in line]


def test_day_of_an_approval_that_no_calendar_has(tmp_path: Path) -> None:
    stamp = [["УТВЕРЖДАЮ", "Директор И.И. Иванова", "приказ № 5 от 31.02.2026"]]

    said = told(tmp_path, {"table": stamp}, TITLE, {"table": PLAN})

    assert any(line.startswith(messages.APPROVAL_TAKEN) and "№ 5, 2026-02-31" in line for line in said)


def test_each_thing_that_is_left_out_has_its_reason(tmp_path: Path) -> None:
    pairs = [["ФИО наставника", "Класс"], ["Петрова О. И.", "5 А"]]

    said = told(
        tmp_path, "МБОУ «Средняя школа № 5»", "Цель — помощь.", TITLE, {"table": PLAN}, "Конец.", {"table": pairs}
    )

    reasons = (messages.ORGANISATION_LEFT_OUT, messages.TEXT_ABOVE_TABLE, messages.TEXT_BELOW_TABLE)
    assert all(any(line.startswith(reason) for line in said) for reason in reasons)
    assert any("таблица 2" in line and "не взята" in line for line in said)


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ("Муниципальное бюджетное общеобразовательное учреждение", True),
        ("МБДОУ «Детский сад № 7»", True),
        ("ГБПОУ «Лесогорский колледж»", True),
        ("МБУ ДО ЦВР", True),
        ("« Лесогорская средняя школа №28 – Центр образования »", True),
        ("Основная общеобразовательная школа села Белого", True),
        ("МОУ ИРМО «Малая школа»", True),
        ("У каждого учителя есть наставник", False),
        ("Школа молодого учителя: план занятий", False),
        ("Приложение № 2", False),
        ("Цель: помощь молодым учителям школы", False),
        ("Рассмотрено на заседании", False),
    ],
)
def test_name_of_an_organisation(line: str, is_name: bool) -> None:
    assert bool(ORGANISATION.search(line)) == is_name
