"""What a region writes down itself: its passport, its sources, its decisions. Practices are the schools' own.

They are records like a school's: one file each, checked the same way, every problem with its place.
"""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import AfterValidator, field_validator

from nastavnik import messages
from nastavnik.records.fields import (
    PRIVATE,
    Count,
    Day,
    Email,
    Line,
    Lines,
    Many,
    Part,
    Phone,
    Term,
    Url,
    YesNo,
    Zone,
    field,
    wrong,
)
from nastavnik.records.record import Record
from nastavnik.records.school import Curator, Inn
from nastavnik.records.vocabularies import BASE, Vocabularies, Vocabulary, Word

SOURCE_TYPES = Vocabulary(
    "source_types",
    (
        Word("catalog", "каталог", ("catalog.json", "раздел", "сайт раздела")),
        Word("folder", "папка", ("папка записей",)),
        Word("archive", "архив", ("zip",)),
        Word("table", "таблица", ("xlsx", "excel", "форма")),
        Word("pages", "страницы", ("сайт", "страницы сайта", "learningresource")),
    ),
)
"""How a school shows what it has: our own catalogue, or something the region can make the same of."""

VERDICTS = Vocabulary(
    "verdicts",
    (
        Word("recommended", "рекомендована", ("рекомендовано", "рекомендовать")),
        Word("in-register", "в реестре", ("in register", "внесена в реестр", "включена в реестр")),
        Word("seen", "просмотрена", ("просмотрено", "без решения")),
        Word("hidden", "скрыта", ("скрыто", "скрыть", "не показывать")),
    ),
)
"""What an expert body says of a practice. «Просмотрена» only takes it off the list of new ones."""

REGIONAL: Vocabularies = {**BASE, SOURCE_TYPES.name: SOURCE_TYPES, VERDICTS.name: VERDICTS}

MOST_CELLS = 12
"""Columns and rows of the map of tiles."""
KEY = re.compile(r"[0-9]{10}(?:[0-9]{2})?-[a-z0-9][a-z0-9-]*/[a-z]+/[a-z0-9][a-z0-9-]*")


def _key(value: str) -> str:
    if not KEY.fullmatch(value.strip()):
        raise wrong(messages.quoted(value, messages.NOT_A_PRACTICE_KEY))
    return value.strip()


def _days(value: int) -> int:
    if not 1 <= value <= 365:
        raise wrong(messages.not_within(value, 1, 365))
    return value


def _cell(value: int) -> int:
    if not 1 <= value <= MOST_CELLS:
        raise wrong(messages.not_within(value, 1, MOST_CELLS))
    return value


MapCell = Annotated[Count, AfterValidator(_cell)]
PracticeKey = Annotated[str, AfterValidator(_key)]
SourceType = Annotated[str, Term("source_types")]
Verdict = Annotated[str, Term("verdicts")]


class Contact(Curator):
    """Whom schools write to."""

    phone: Phone | None = field("Телефон", None)
    email: Email | None = field("Почта", None)
    hours: Line | None = field("Где и когда", None)


class Municipality(Part):
    """A municipality of the region; with its number of schools the overview shows white spots."""

    title: Line = field("Название", example="Заозёрный муниципальный округ")
    code: Line | None = field("Имя в адресе страницы", None, pattern="^[a-z][a-z0-9-]*$", example="zaozernyi")
    schools: Count | None = field("Сколько в нём школ и садов", None)
    column: MapCell | None = field("Столбец на карте-плитке", None, example="2")
    row: MapCell | None = field("Строка на карте-плитке", None, example="1")


class Region(Record):
    """Passport of the bank: `content/region.yml`, one a site."""

    kind: ClassVar[str] = "region"
    caption: ClassVar[str] = "регион"
    heading: ClassVar[str] = "Регион"

    title: Line = field("Полное название")
    short_title: Line = field("Короткое название", max_length=60, example="Банк практик Залесской области")
    region: Line = field("Регион", example="Залесская область")
    keeper: Line = field("Кто ведёт банк", example="Центр наставничества Залесской области")
    timezone: Zone = field("Часовой пояс", example="Europe/Moscow")
    site: Url = field("Основной сайт")
    section_url: Url = field("Адрес банка")
    """Also the address a consent must name before an author's name is shown here."""
    contacts: Many[Contact] = field("Кому писать", min_length=1)
    municipalities: Many[Municipality] = field("Муниципалитеты", ())
    keep_days: Annotated[Count, AfterValidator(_days)] = field("Сколько дней показывать школу, которая не отвечает", 30)
    store: Line | None = field("Где хранилище", None, seen=PRIVATE, example="postgresql://bank@localhost/bank")
    welcome: Lines | None = field("Два предложения под заголовком", None)

    @field_validator("municipalities")
    @classmethod
    def _apart(cls, listed: tuple[Municipality, ...]) -> tuple[Municipality, ...]:
        """No two municipalities on one tile."""
        seen: dict[tuple[int | None, int | None], str] = {}
        for place in listed:
            if place.column and place.row and seen.setdefault((place.column, place.row), place.title) != place.title:
                raise wrong(messages.same_tile(seen[place.column, place.row], place.title))
        return listed

    @property
    def cells(self) -> Mapping[str, tuple[int, int]]:
        """(Column, row) of each municipality by its title; empty unless every one has them: half a map is none."""
        cells = {place.title: (place.column, place.row) for place in self.municipalities if place.column and place.row}
        return cells if len(cells) == len(self.municipalities) else {}


class SourceRecord(Record):
    """A school the region asks: `content/sources/<id>.yml`."""

    kind: ClassVar[str] = "sources"
    caption: ClassVar[str] = "источник"
    heading: ClassVar[str] = "Источники"

    title: Line = field("Школа", max_length=300)
    source_type: SourceType = field("Что даёт школа", "catalog", example=SOURCE_TYPES.terms[0].title)
    url: Url | None = field("Адрес раздела", None, example="https://school28.example/nastavnichestvo/")
    path: Line | None = field("Папка, архив или таблица", None, seen=PRIVATE, example="prislano/school5.xlsx")
    inn: Inn | None = field("ИНН", None, example='"0000000028"')
    municipality: Line | None = field("Муниципалитет", None)
    contact: Line | None = field("Кому сообщать об ошибках", None, seen=PRIVATE)
    paused: YesNo = field("Пока не спрашивать", False)


class Decision(Record):
    """What an expert body decided about one practice: `content/decisions/<id>.yml`."""

    kind: ClassVar[str] = "decisions"
    caption: ClassVar[str] = "решение"
    heading: ClassVar[str] = "Решения"

    practice: PracticeKey = field("Практика", example="0000000028-school28/practices/dva-uroka")
    verdict: Many[Verdict] = field("Решение", example=VERDICTS.terms[0].title, min_length=1)
    expert_body: Line = field("Кто решил", example="Региональный методический совет")
    date: Day = field("Дата")
    comment: Lines | None = field("Комментарий", None, seen=PRIVATE, max_length=1000)
    different_from: Many[PracticeKey] = field(
        "Не то же самое, что", (), seen=PRIVATE, example="[0000000006-school6/practices/drugaya]"
    )
    """Likely duplicates somebody looked at and found to be different practices."""
    confirmed: Day | None = field("Когда сверено с новой редакцией", None, seen=PRIVATE, example="2026-11-29")
    """The day somebody read the text again after it had changed, and the decision stayed."""
    checksum: Line | None = field(
        "Отпечаток текста, о котором решение",
        None,
        seen=PRIVATE,
        pattern="^[0-9a-f]{8,64}$",
        example='"0f3a9c61d2b47e58"',
    )
    """Written by `region review`, never by hand. Without it the bank remembers the text it had when it met the file."""

    @property
    def label(self) -> str:
        return self.practice


KINDS: Mapping[str, type[Record]] = {kind.kind: kind for kind in (SourceRecord, Decision)}
"""Folders of records a regional site has beside `region.yml`."""
