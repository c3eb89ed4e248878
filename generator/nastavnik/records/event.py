"""Event (событие): what takes place when and where — Школа наставников, sessions, seminars, councils."""

import datetime as dt
from typing import Any, ClassVar

from pydantic import field_validator

from nastavnik import messages
from nastavnik.records.codes import EventType, StageCode
from nastavnik.records.fields import Line, Lines, Many, Markdown, Moment, YesNo, field, wrong
from nastavnik.records.image import Image
from nastavnik.records.practice import Material
from nastavnik.records.record import Addressed, ListOrder, Occasion, day_of

MENTORS_DAY = (3, 2, "День наставника")  # указ № 197 of 01.04.2025
TEACHERS_DAY = (10, 5, "День учителя")
NURSERY_DAY = (9, 27, "День воспитателя и всех дошкольных работников")
NURSERIES = {"kindergarten": (NURSERY_DAY,), "primary-kindergarten": (NURSERY_DAY, TEACHERS_DAY)}


def days_of_every_year(school_type: str) -> tuple[tuple[int, int, str], ...]:
    """Month, day and name of the days that organisations of a type keep every year."""
    return (MENTORS_DAY, *NURSERIES.get(school_type, (TEACHERS_DAY,)))


class Event(Addressed):
    """One event. The body of the file is its programme."""

    kind: ClassVar[str] = "events"
    suffix: ClassVar[str] = ".md"
    body: ClassVar[str | None] = "text"
    caption: ClassVar[str] = "событие"
    heading: ClassVar[str] = "События"
    lead: ClassVar[str] = "Занятия, встречи, семинары, круглые столы: что предстоит и что прошло."
    to_all: ClassVar[str] = "Все события"
    counted: ClassVar[tuple[str, str, str]] = ("событие", "события", "событий")
    another: ClassVar[str] = "Ещё одно событие"
    nothing: ClassVar[tuple[str, str]] = (
        "Событий пока нет",
        "Здесь публикуются занятия, встречи и семинары.",
    )
    facets: ClassVar[tuple[str, ...]] = ("event_type",)
    order: ClassVar[ListOrder] = "newest"
    decided_by: ClassVar[tuple[str, ...]] = ("draft",)
    title: Line = field("Название", max_length=150)
    start: Moment = field("Начало", example="2026-11-27 15:00")
    end: Moment | None = field("Конец", None, example="2026-11-27 16:30")
    place: Line | None = field("Место", None)
    event_type: EventType = field("Вид")
    audience: Line | None = field("Для кого", None)
    summary: Lines | None = field("Коротко", None, max_length=500)
    stages: Many[StageCode] = field("Этапы дорожной карты", (), example="[2026-2027/4]")
    materials: Many[Material] = field("Материалы", ())
    image: Image | None = field("Картинка", None)
    text: Markdown | None = field("Программа", None)
    draft: YesNo = field("Черновик", False)

    @field_validator("end")
    @classmethod
    def _in_order(cls, end: Any, info: Any) -> Any:
        start = info.data.get("start")
        exact = type(end) is type(start)
        if start and end and (_moment(end) < _moment(start) if exact else day_of(end) < day_of(start)):
            raise wrong(messages.END_BEFORE_START)
        return end

    @property
    def is_public(self) -> bool:
        return not self.draft

    @property
    def sort_key(self) -> dt.datetime:
        return _moment(self.start)

    def occasions(self) -> tuple[Occasion, ...]:
        return (Occasion(self.start, self.end, self.title),)


def _moment(day: dt.date | dt.datetime) -> dt.datetime:
    return day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time.min)
