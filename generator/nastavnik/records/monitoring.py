"""Monitoring (показатели): the numbers of a period that records do not know themselves.

Typed numbers are true and stay in the school; `nastavnik.views.monitoring` says which of them the public may see.
"""

import datetime as dt
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, ValidationInfo, field_validator, model_validator

from nastavnik import messages
from nastavnik.records.codes import MentoringForm
from nastavnik.records.fields import PRIVATE, Count, Day, Lines, Many, Part, SchoolYearText, field, wrong
from nastavnik.records.record import ListOrder, Record

MOST = 1_000_000
"""More people than any school has: a slip of the hand."""


def _percent(value: int) -> int:
    if not 0 <= value <= 100:
        raise wrong(messages.NOT_A_PERCENT)
    return value


def _natural(value: int) -> int:
    if value < 0:
        raise wrong(messages.quoted(str(value), messages.NOT_A_NUMBER))
    if value > MOST:
        raise wrong(messages.too_large_a_number(value, MOST))
    return value


Number = Annotated[Count, AfterValidator(_natural)]
Percent = Annotated[Count, AfterValidator(_percent)]


class Share(Part):
    """How many of how many."""

    part: Number = field("Сколько из них", seen=PRIVATE)
    all: Number = field("Всего", seen=PRIVATE)

    @model_validator(mode="after")
    def _not_more_than_all(self) -> Self:
        if self.part > self.all:
            raise wrong(messages.part_exceeds_all(self.part, self.all))
        return self


class FormFigures(Part):
    """The numbers of one form of mentoring."""

    form: MentoringForm = field("Форма наставничества", seen=PRIVATE)
    mentored: Number = field("Наставляемых", 0, seen=PRIVATE)
    pairs: Number = field("Пар", 0, seen=PRIVATE)
    groups: Number = field("Групп", 0, seen=PRIVATE)


class Figures(Part):
    """True numbers. What is not counted is not written."""

    pupils: Share | None = field("Обучающиеся, которые участвуют", None, seen=PRIVATE, example="{part: 128, all: 200}")
    young_teachers: Share | None = field("Молодые педагоги с наставником", None, seen=PRIVATE)
    student_mentors: Share | None = field("Обучающиеся 15–18 лет — наставники", None, seen=PRIVATE)
    by_form: Many[FormFigures] = field("По формам", (), seen=PRIVATE)
    waiting: Number | None = field("Не нашли пару", None, seen=PRIVATE)
    trained: Share | None = field("Обученные наставники", None, seen=PRIVATE)
    hours: Number | None = field("Часов обучения", None, seen=PRIVATE)
    mentored_satisfied: Share | None = field("Довольные наставляемые из ответивших", None, seen=PRIVATE)
    mentors_satisfied: Share | None = field("Довольные наставники из ответивших", None, seen=PRIVATE)
    retained: Share | None = field("Молодые педагоги, оставшиеся через год", None, seen=PRIVATE)


class Goals(Part):
    """What the school aims at, in percent."""

    pupils: Percent | None = field("Обучающиеся, %", None)
    young_teachers: Percent | None = field("Молодые педагоги, %", None)
    satisfied: Percent | None = field("Довольны участием, %", None)


class Monitoring(Record):
    """The figures of one school year on a day of it."""

    kind: ClassVar[str] = "monitoring"
    caption: ClassVar[str] = "показатели"
    heading: ClassVar[str] = "Показатели"
    tab: ClassVar[str] = "Показатели"
    last_tab: ClassVar[bool] = True
    lead: ClassVar[str] = "Наставничество в числах, без имён."
    counted: ClassVar[tuple[str, str, str]] = ("период", "периода", "периодов")
    nothing: ClassVar[tuple[str, str]] = (
        "Показателей пока нет",
        "Здесь публикуются числа за период: сколько человек участвует и что сделано.",
    )
    order: ClassVar[ListOrder] = "newest"
    page_size: ClassVar[int] = 1000

    period: SchoolYearText = field("Учебный год", example="2026-2027")
    date: Day = field("На какой день")
    goals: Goals = field("Цели", Goals())
    figures: Figures | None = field("Числа", None, seen=PRIVATE)
    notes: Lines | None = field("Пояснения", None, max_length=1000)

    @field_validator("date")
    @classmethod
    def _of_its_year(cls, day: dt.date, info: ValidationInfo) -> dt.date:
        """From the August when the year is made ready to the end of the calendar year in which it closed."""
        period = info.data.get("period")
        if period and not dt.date(int(period[:4]), 8, 1) <= day <= dt.date(int(period[:4]) + 1, 12, 31):
            raise wrong(messages.day_of_another_year(period))
        return day

    @property
    def label(self) -> str:
        return messages.monitoring_title(self.period)

    @property
    def abstract(self) -> str:
        return self.lead

    @property
    def sort_key(self) -> Any:
        return self.date

    @property
    def modified(self) -> dt.date:
        return self.date
