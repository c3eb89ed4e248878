"""Mentor (наставник): a card that exists in public only under the person's consent."""

from typing import ClassVar

from nastavnik import messages
from nastavnik.records.adults import AdultCategory, AdultLine, Caption, Story, StoryLines
from nastavnik.records.codes import Direction, Level, MentoringForm, MentoringKind
from nastavnik.records.fields import (
    CONSENT,
    PRIVATE,
    Line,
    Many,
    Part,
    Portrait,
    Year,
    YesNo,
    field,
)
from nastavnik.records.people import Consent
from nastavnik.records.record import Addressed


class Photo(Part):
    """A portrait, published only redrawn: turned upright, cut 4:5, without what the camera wrote into it."""

    file: Portrait = field("Файл фотографии")
    alt: Caption | None = field("Что на фотографии", None)


class Award(Part):
    title: Line = field("Награда")
    level: Level | None = field("Уровень", None)
    year: Year | None = field("Год", None)


class Honour(Part):
    """A place on the honour board."""

    year: Year = field("Год")
    reason: Line = field("За что")


class Active(Part):
    """Since when and until when the person is a mentor."""

    since: Year | None = field("Наставник с года", None)
    until: Year | None = field("Наставник по год", None)


class Mentor(Addressed):
    """One mentor. Never here: birth date, private phone or address, pay, health, the mentored person."""

    kind: ClassVar[str] = "mentors"
    caption: ClassVar[str] = "наставник"
    heading: ClassVar[str] = "Наши наставники"
    narrowed_heading: ClassVar[str] = "Наставники"
    short_heading: ClassVar[str] = "Наставники"
    lead: ClassVar[str] = "Те, кто делится опытом. Карточки опубликованы с согласия каждого."
    to_all: ClassVar[str] = "Все наставники"
    counted: ClassVar[tuple[str, str, str]] = ("наставник", "наставника", "наставников")
    another: ClassVar[str] = "Ещё один наставник"
    nothing: ClassVar[tuple[str, str]] = (
        "Карточек наставников пока нет",
        "Карточка появляется, когда наставник даёт согласие на её публикацию.",
    )
    facets: ClassVar[tuple[str, ...]] = ("forms", "directions")
    word_facets: ClassVar[tuple[str, ...]] = ("subjects",)
    page_size: ClassVar[int] = 48
    decided_by: ClassVar[tuple[str, ...]] = ("consent",)

    name: AdultLine = field("Фамилия, имя, отчество", seen=CONSENT, example="Белова Ирина Сергеевна")
    category: AdultCategory = field("Кто это", seen=CONSENT)
    post: AdultLine = field("Должность", seen=CONSENT)
    subjects: Many[Line] = field("Предметы", (), seen=CONSENT)
    photo: Photo | None = field("Фотография", None, seen=CONSENT)
    teaching_since: Year | None = field("Педагогический стаж с года", None, seen=CONSENT)
    mentoring_since: Year | None = field("Наставник с года", None, seen=CONSENT)
    qualification: AdultLine | None = field("Квалификационная категория", None, seen=CONSENT)
    rank: AdultLine | None = field("Звание", None, seen=CONSENT)
    forms: Many[MentoringForm] = field("Формы наставничества", min_length=1)
    mentoring_kinds: Many[MentoringKind] = field("Виды наставничества", ())
    directions: Many[Direction] = field("Направления", ())
    helps_with: Many[Line] = field("С чем можно прийти", (), seen=CONSENT)
    awards: Many[Award] = field("Награды", (), seen=CONSENT)
    training: Many[Line] = field("Обучение", (), seen=CONSENT)
    honour: Many[Honour] = field("Доска почёта", (), seen=CONSENT)
    credo: StoryLines | None = field("Слова наставника", None, seen=CONSENT, max_length=300)
    active: Active = field("Когда работает", Active())
    contact: Line | None = field("Как связаться через школу", None, seen=CONSENT)
    consent: Consent | None = field("Согласие на публикацию", None, seen=PRIVATE)
    on_home: YesNo = field("Показывать на главной", True)
    about: Story | None = field("О наставнике", None, seen=CONSENT)

    @property
    def label(self) -> str:
        return self.name

    @property
    def abstract(self) -> str:
        return self.post or ""

    @property
    def honoured(self) -> bool:
        return bool(self.honour)

    def hints(self) -> list[tuple[tuple[str | int, ...], str]]:
        if self.photo and not self.photo.alt:
            return [(("photo",), messages.PHOTO_WITHOUT_ALT)]
        return []
