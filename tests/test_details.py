"""Fields of every type as readers see them: short ones beside the text, long ones in it, private ones nowhere."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from nastavnik.records import KINDS
from nastavnik.records.codes import DocumentId, Level, MentoringForm, StageCode
from nastavnik.records.fields import (
    PRIVATE,
    Count,
    Day,
    Email,
    File,
    Line,
    Lines,
    Many,
    Markdown,
    Moment,
    Money,
    Part,
    Phone,
    Picture,
    Url,
    Year,
    YesNo,
    field,
)
from nastavnik.records.record import Record
from tests.conftest import DAY, DOCUMENT, ROADMAP, Files, run, yml

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5"><path d="M0 0h8v5z"/></svg>'


class Shot(Part):
    file: Picture = field("Файл")
    alt: Line = field("Что на снимке")


class Step(Part):
    title: Line = field("Шаг")
    day: Day | None = field("Когда", None)
    tools: Many[Line] = field("Что взять", ())
    secret: Line | None = field("Кто не пришёл", None, seen=PRIVATE)


class Club(Record):
    """A kind with a field of every type."""

    kind: ClassVar[str] = "clubs"
    caption: ClassVar[str] = "кружок"
    heading: ClassVar[str] = "Кружки"
    counted: ClassVar[tuple[str, str, str]] = ("кружок", "кружка", "кружков")
    nothing: ClassVar[tuple[str, str]] = ("Кружков пока нет", "Скоро будут.")

    title: Line = field("Название")
    summary: Lines | None = field("Коротко", None)
    form: MentoringForm | None = field("Форма", None)
    levels: Many[Level] = field("Уровни", ())
    starts: Moment | None = field("Начало", None)
    since: Year | None = field("С года", None)
    places: Count | None = field("Мест", None)
    price: Money | None = field("Взнос", None)
    free: YesNo = field("Бесплатно", False)
    rules: DocumentId | None = field("Правила", None)
    stages: Many[StageCode] = field("Этапы", ())
    file: File | None = field("Бланк", None)
    url: Url | None = field("Страница", None)
    email: Email | None = field("Почта", None)
    phone: Phone | None = field("Телефон", None)
    note: Line | None = field("Заметка", None, seen=PRIVATE)
    about: Markdown | None = field("О кружке", None)
    how: Lines | None = field("Как попасть", None)
    topics: Many[Line] = field("Темы", ())
    steps: Many[Step] = field("Занятия", ())
    shot: Shot | None = field("Снимок", None)


FILLED = {
    "title": "Кружок вожатых",
    "summary": "Учимся вести за собой.",
    "form": "ученик – ученик",
    "levels": ["школьный", "муниципальный"],
    "starts": "2026-12-01 15:00",
    "since": "2024",
    "places": "12000",
    "price": "1500,5 руб.",
    "free": "да",
    "rules": "order",
    "stages": ["2026-2027/1"],
    "file": "files/form.txt",
    "url": "https://www.club.example/about",
    "email": "club@school5.example",
    "phone": "8 (800) 000-00-05",
    "note": "канарейка",
    "about": "Что это",
    "how": "Прийти в среду\nв кабинет 12",
    "topics": ["знакомство", "игра"],
    "steps": [{"title": "Первый шаг", "day": "2026-12-08", "tools": ["мяч", "мел"], "secret": "канарейка"}],
    "shot": {"file": "club.svg", "alt": "Дети играют"},
}
PASSPORT = {
    "Форма": "Ученик – ученик",
    "Уровни": "Школьный, муниципальный",
    "Начало": "1 декабря 2026, 15:00",
    "С года": "2024",
    "Мест": "12 000",
    "Взнос": "1500,50 ₽",
    "Бесплатно": "да",
    "Правила": '<a class="solo" href="../../documents/#order">Приказ</a>',
    "Этапы": '<a class="solo" href="../../roadmap/2026-2027/#etap-1">Этап 1. Подготовка</a>',
    "Бланк": '<a class="solo" href="../../files/form.txt">TXT, 1 КБ</a>',
    "Страница": '<a class="solo" href="https://www.club.example/about">club.example</a>',
    "Почта": '<a class="solo" href="mailto:club@school5.example">club@school5.example</a>',
    "Телефон": '<a class="solo" href="tel:88000000005">8 (800) 000-00-05</a>',
}


@pytest.fixture
def page(school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The page of a record of the kind, with plain blanks."""

    def drawn(**fields: object) -> str:
        monkeypatch.setitem(KINDS, Club.kind, Club)
        files = {"files/form.txt": "бланк", "clubs/club.svg": SVG, "documents/order.yml": yml(DOCUMENT, title="Приказ")}
        root = school({**files, "roadmap/2026-2027.yml": yml(ROADMAP), "clubs/a.yml": yml(fields)})
        result = run("build", "--root", root, "--jobs", "1", "--no-search", *DAY)
        assert result.exit_code == 0, result.output
        html = (
            (root / "site/clubs/a/index.html").read_text(encoding="utf-8").replace("\u00a0", " ").replace("\u2060", "")
        )
        return html.partition("<main")[2].partition("</main>")[0]

    return drawn


def test_every_type_has_its_look(page: Callable[..., str]) -> None:
    html = page(**FILLED)

    passport = html.partition('<div class="passport"')[2]
    assert dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", passport)) == PASSPORT
    assert '<h2 id="about">О кружке</h2><p>Что это</p>' in html.replace("\n", "")
    assert '<h2 id="how">Как попасть</h2><p>Прийти в среду</p><p>в кабинет 12</p>' in html.replace("\n", "")
    assert '<h2 id="topics">Темы</h2><ul><li>знакомство</li><li>игра</li></ul>' in html.replace("\n", "")
    assert "<b>Первый шаг</b>" in html and "<dt>Что взять</dt><dd>мяч, мел</dd>" in html
    assert 'alt="Дети играют"' in html and "канарейка" not in html
    assert html.count("Учимся вести за собой.") == 1


def test_what_is_absent_has_no_caption_and_no_empty_frame(page: Callable[..., str]) -> None:
    html = page(title="Кружок")

    assert "<dt>" not in html and "passport" not in html and 'class="cols"' not in html
