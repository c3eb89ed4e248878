"""Personal data in texts: what is met, how surely, and how a school says that it is fine."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik import messages
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.guard import personal_data, personal_signs
from nastavnik.school.loading import load
from tests.conftest import DAY, NEWS, PASSPORT, PRACTICE, TODAY, Files, md, run, yml

SURE = [
    ("class", "ученик 7 Б Иванов"),
    ("class", "Победил ученик 7Б Иванов Пётр."),
    ("class", "ученица 10 «А» класса Петрова А."),
    ("class", "учащийся 5 класса Смирнов Олег"),
    ("class", "обучающейся 9-го класса Ковальчук Марии"),
    ("class", "Иванов Пётр, 7 «Б» класс"),
    ("class", "Пётр Иванов, 7 Б"),
    ("class", "Петрова А. (7б)"),
    ("class", "7Б: Петрова А."),
    ("class", "7 «б» — Петрова Анна"),
    ("class", "Победил Иванов Пётр, ученик 7 «Б» класса."),
    ("class", "Петрова Анна — ученица 9 класса, призёр"),
    ("class", "| 7 Б | Иванов Пётр |"),
    ("class", "| Иванов Пётр | 7 Б |"),
    ("class", "11А Сидоренко Олег"),
    ("phone", "+7 916 123-45-67"),
    ("phone", "+7 (916) 123-45-67"),
    ("phone", "+79161234567"),
    ("phone", "8-916-123-45-67"),
    ("phone", "8 (916) 123 45 67"),
    ("phone", "тел. 89161234567"),
    ("phone", "[позвонить](tel:+79161234567)"),
    ("email", "ivanova.anna@mail.ru"),
    ("email", "пишите на petrov@yandex.ru, пожалуйста"),
    ("email", "A.Petrov@GMAIL.com"),
    ("email", "anna_b@bk.ru"),
    ("email", "anna@list.ru"),
    ("email", "anna@inbox.ru"),
    ("email", "anna@rambler.ru"),
    ("snils", "112-233-445 95"),
    ("snils", "СНИЛС 11223344595"),
    ("snils", "СНИЛС: 112-233-445 95"),
    ("passport", "паспорт 12 34 567890"),
    ("passport", "паспорт серии 1234 № 567890"),
    ("passport", "серия 12 34 № 567890"),
    ("passport", "свидетельство о рождении II-АБ № 123456"),
    ("birth", "дата рождения: 12.03.2012"),
    ("birth", "Дата рождения — 12 марта 2012"),
    ("birth", "12.03.2012 г.р."),
    ("birth", "12.03.2012 г. р."),
    ("birth", "12 марта 2012 года рождения"),
    ("pair", "наставник Иванова А.П. – наставляемый Петров Пётр"),
    ("pair", "Наставник: Иванова; наставляемая: Петрова"),
    ("mentee", "наставляемый: Петров Олег"),
]
LIKELY = [
    ("class", "ученики 7 Б Иванов и другие"),
    ("class", "7 Б: Иванов"),
    ("class", "Иванова Анна Павловна, 7 Б"),
    ("class", "7 Б — Иванова А. П."),
    ("phone", "89161234567"),
    ("email", "school28@mail.ru"),
    ("email", "mbou.priozernoe@yandex.ru"),
    ("snils", "СНИЛС 112-233-445 96"),
    ("birth", "2012 г. р."),
    ("birth", "родился 12.03.1975"),
    ("mentee", "наставляемый Петров"),
    ("pair", "пара Иванова – Петров"),
    ("pair", "Закрепить за Ивановой Анной Петровной педагога Петрову Ольгу"),
    ("link", "[Иванов Пётр](files/otzyv.pdf)"),
    ("link", "[Иванов П.](https://vk.example/id1)"),
]
FINE = [
    "",
    "7 класс",
    "5–11 классы",
    "ученик 7 Б",
    "ученик седьмого класса",
    "ученики 7 Б класса победили",
    "Ученик 7 класса Школы № 5",
    "учитель 5 класса Иванова",
    "учитель 5 класса Иванова Анна",
    "Учитель 5 «А» класса Иванова Анна",
    "классный руководитель 7 Б Иванова А.",
    "Классный руководитель: Иванова Анна, 7 Б",
    "Иванова Анна, учитель 7 класса",
    "Иванова Анна Петровна и ученики 7 класса",
    "Иванова А. П., классный руководитель 7 «Б»",
    "7 Б: Иванова Анна, классный руководитель",
    "Школа № 7 Бориса Иванова",
    "Школа № 7 Б",
    "ул. Сергея Есенина, 7 Б",
    "улица Иванова, 7",
    "кабинет 7, Иванова Анна",
    "7 Б: Русский язык",
    "7Б: Основа урока",
    "7 Класс",
    "В 7 классе прошёл урок",
    "за 7 дней Иванова Анна",
    "пункт 7. Иванов Пётр",
    "Директор Иванов И.И.",
    "Ответственный: заместитель директора Иванова И. И.",
    "1. Иванова А. П.",
    "8 (800) 000-00-28",
    "8 800 200-01-22",
    "+7 (495) 123-45-67",
    "8 (4922) 12-34-56",
    "ИНН 0000000028",
    "id=89161234567",
    "https://vk.example/wall-89161234567_1",
    "kurator@school28.example",
    "почта school@edu.mos.ru",
    "mail.ru",
    "@mail.ru",
    "112-233-445 96",
    "11223344595",
    "СНИЛС не нужен",
    "000-000-000 00",
    "паспорт не нужен",
    "паспорт практики 2026",
    "паспорт школы: 12 34 567890",
    "серия встреч 2026",
    "свидетельство о рождении не нужно",
    "дата рождения",
    "дата рождения не нужна",
    "приказ от 12.03.2012 № 5",
    "12.03.2012 г.",
    "2012 год",
    "2012 г. работали",
    "родился замысел",
    "наставник – наставляемый",
    "наставник и наставляемый",
    "«педагог – педагог»",
    "Наставник Иванова А. П.",
    "наставляемый получает программу",
    "наставляемый: Учитель химии",
    "пара встреч",
    "[Иванова Анна](../mentors/ivanova.yml)",
    "[Иванова Анна Павловна](mentors/ivanova/)",
    "[Памятка](files/pamyatka.pdf)",
    "[Итоги года](files/itogi.pdf)",
]


@pytest.mark.parametrize(("kind", "text"), SURE)
def test_surely_personal(kind: str, text: str) -> None:
    assert {found[1:] for found in personal_signs.findings(text)} == {(kind, True)}


@pytest.mark.parametrize(("kind", "text"), LIKELY)
def test_looks_personal(kind: str, text: str) -> None:
    assert {found[1:] for found in personal_signs.findings(text)} == {(kind, False)}


@pytest.mark.parametrize("text", FINE)
def test_nothing_personal(text: str) -> None:
    assert list(personal_signs.findings(text)) == []


def test_column_of_the_mentored_is_read_row_by_row() -> None:
    table = (
        "Пары\n\n| Наставник | Наставляемый | Срок |\n|---|:-:|---|\n"
        "| Учитель химии | Петров Пётр | год |\n| Завуч | – | год |\n| Учитель | Сидорова Анна | год |\n"
    )

    assert [(table[at:].split(" |")[0], *rest) for at, *rest in personal_signs.findings(table)] == [
        ("Петров Пётр", "mentee", True),
        ("Сидорова Анна", "mentee", True),
    ]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("ученик 7А Петров Пётр, 8Б Сидоров Олег", ["ученик", "8Б"]),
        ("Иванов Пётр 7А, Сидоров Олег, 8Б", ["Иванов", "Сидоров"]),
        ("Петров Пётр 7А Серов Олег", ["Петров"]),
        ("Петров Пётр, ученик 7А Серов Олег", ["ученик"]),
    ],
)
def test_each_pupil_is_told_once(text: str, starts: list[str]) -> None:
    assert [at for at, *_ in personal_signs.findings(text)] == [text.index(word) for word in starts]


@pytest.mark.parametrize(
    "stem",
    [
        "ivanov-7b",
        "ivanov_petr_7b",
        "Иванов 7б",
        "7-b-petrova",
        "otzyv-ivanova-petra-5a",
        "nastavlyaemyi-petrov",
        "para-ivanova-petrov",
    ],
)
def test_file_named_after_a_pupil(stem: str) -> None:
    assert list(personal_signs.file_findings(stem)) == [(0, "file_name", False)]


@pytest.mark.parametrize(
    "stem",
    [
        "prikaz-87-od",
        "plan-7-klass",
        "anketa-nastavlyaemogo",
        "ivanova",
        "plan-14-nedel",
        "vypiska-pedsovet-2026-08-28",
        "smena-u-prichala",
        "para-slov",
    ],
)
def test_file_named_after_nobody(stem: str) -> None:
    assert list(personal_signs.file_findings(stem)) == []


@settings(deadline=None)
@given(st.text() | st.text(alphabet="ИПваноетровуч к7Б«»:–,.()[]@+8916-№\n"))
def test_any_text(text: str) -> None:
    for offset, kind, certain in personal_signs.findings(text):
        assert 0 <= offset < len(text)
        assert messages.GUARD[kind]
        assert isinstance(certain, bool)


@pytest.mark.parametrize(
    "piece",
    [
        "Иванов ",
        "Иванов",
        "А",
        "8",
        "8-9",
        "a.b-c+",
        "1 ",
        "паспорт ",
        "ученик 7 ",
        "[Иванов А.](",
        "дата рождения ",
        " ",
        "7Б",
        "-",
        "стратегии ",
        "МБОУ ",
    ],
)
def test_long_text_is_read_at_once(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.perf_counter()

    list(personal_data._all_findings(text, personal_data.PublicDetails()))

    assert time.perf_counter() - start < 3


# --- the door


def said(root: Path) -> list[str]:
    lines = run("check", "--root", root, *DAY).stdout.splitlines()
    return [line.split(" ")[0] for line in lines if "проверено" in line or "переименуйте" in line]


def test_place_in_fields_body_and_pages(school: Callable[[Files], Path]) -> None:
    root = school(
        {
            "news/vstrecha.md": md(NEWS, summary="Звоните +7 916 123-45-67", text="Начало.\n\nБыл ученик 7 Б Иванов."),
            "parents.md": "# Родителям\n\nПочта anna@mail.ru\n",
            "roadmap/2026-2027.yml": "school_year: 2026-2027\nstages:\n  - title: Этап\n    items:\n"
            "      - text: Ведёт ученик 7 Б Иванов\n",
            "files/ivanov-7b.pdf": b"%PDF /Font",
        }
    )

    assert said(root) == [
        "content/files/ivanov-7b.pdf:1:1:",
        "content/news/vstrecha.md:4:18:",
        "content/news/vstrecha.md:8:5:",
        "content/parents.md:3:7:",
        "content/roadmap/2026-2027.yml:5:21:",
    ]


def test_place_is_that_of_the_file_though_signs_were_dropped_and_nothing_stands_above(
    school: Callable[[Files], Path],
) -> None:
    root = school({"a.md": "\x7f\x7fПочта anna@mail.ru\n", "b.md": "anna@mail.ru\n"})

    assert said(root) == ["content/a.md:1:9:", "content/b.md:1:1:"]


@pytest.mark.parametrize(
    "files",
    [
        {"parents.md": "Почта anna@mail.ru <!-- проверено -->\n"},
        {"roadmap/2026-2027.yml": "school_year: 2026-2027\nstages:\n  - title: Звоните +7 916 123-45-67 # проверено\n"},
        {"news/a.md": md(NEWS, text="Почта anna@mail.ru <!-- проверено -->")},
        {"news/a.md": md(NEWS, text="Почта anna@mail.ru <!--проверено-->")},
        {"documents/a.yml": "# anna@mail.ru\ntitle: Приказ\nlevel: локальный\ntype: приказ\nno_file: готовится\n"},
        {"practices/a.md": md(PRACTICE, privacy_check={"post": "Ученик 7 Б Иванов", "date": "2026-10-01"})},
        {
            "school.yml": yml(
                PASSPORT, curators=[{"post": "Куратор", "phone": "8 (916) 123-45-67", "email": "a@mail.ru"}]
            ),
            "parents.md": "Телефон +7 916 123-45-67, почта A@mail.ru\n",
        },
    ],
)
def test_fine_here(files: Files, school: Callable[[Files], Path]) -> None:
    assert said(school(files)) == []


def test_mark_allows_its_line_only(school: Callable[[Files], Path]) -> None:
    root = school({"parents.md": "anna@mail.ru <!-- проверено -->\n\nanna@mail.ru\n"})

    assert said(root) == ["content/parents.md:3:1:"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Почта. <!-- проверено -->", "Почта."),
        ("Почта. <!-- проверено -->\n\nДальше.", "Почта.\n\nДальше."),
        ("Почта # проверено", "Почта"),
        ("Всё проверено.", "Всё проверено."),
        ("# Проверено на себе", "# Проверено на себе"),
    ],
)
def test_mark_is_not_printed(written: str, read: str, catalogue: Callable[..., Catalogue]) -> None:
    found = catalogue({"news/a.md": md(NEWS, text=written)})

    assert found.whole(found.of("news")[0]).text == read


def test_unreadable_file_is_said_once(school: Callable[[Files], Path]) -> None:
    root = school({"news/a.md": "---\n- a\n---\nanna@mail.ru", "documents/b.yml": "title: [anna@mail.ru"})

    assert said(root) == []
    assert len(load(root / "content", TODAY).problems) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_name_of_a_file_that_is_no_text_is_said(school: Callable[[Files], Path]) -> None:
    root = school({"files/list.txt": "а"})
    files = root / "content" / "files"
    (files / "list.txt").rename(files / os.fsdecode(b"\xff.txt"))
    found = load(root / "content", TODAY).errors

    assert [(problem.place.file, problem.message) for problem in found] == [
        ("content/files/\\udcff.txt", messages.NAME_IS_NO_TEXT)
    ]
