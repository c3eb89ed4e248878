"""Monitoring (показатели): the numbers of a period that records do not know themselves.

Typed numbers are true and stay in the school; `nastavnik.views.monitoring` says which of them the public may see.
"""

import datetime as dt
from typing import Annotated, Any, ClassVar, Self, get_args

from pydantic import AfterValidator, ValidationInfo, field_validator, model_validator

from nastavnik import messages
from nastavnik.records.codes import MentoringForm, MonitoringSpan
from nastavnik.records.fields import PRIVATE, Count, Day, Line, Lines, Many, Part, PeriodText, field, wrong
from nastavnik.records.record import Addressed, ListOrder

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


def _whole(period: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a year: a school year from the August when it is made ready."""
    first = int(period[:4])
    if period.isdigit():
        return dt.date(first, 1, 1), dt.date(first, 12, 31)
    return dt.date(first, 8, 1), dt.date(first + 1, 7, 31)


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


class SurveyFigures(Part):
    """Answers to one question on entering the programme and on leaving it (S4, 6.3: compared «на входе и выходе»)."""

    title: Line = field("О чём спрашивали", seen=PRIVATE, max_length=150, example="Уверены в себе на уроке")
    entry: Share | None = field("На входе", None, seen=PRIVATE, example="{part: 12, all: 40}")
    exit: Share | None = field("На выходе", None, seen=PRIVATE, example="{part: 31, all: 40}")


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
    letters: Number | None = field("Благодарственных писем семьям", None, seen=PRIVATE)
    survey: Many[SurveyFigures] = field("Анкеты на входе и выходе", (), seen=PRIVATE)

    @field_validator("survey")
    @classmethod
    def _told_apart(cls, rows: tuple[SurveyFigures, ...]) -> tuple[SurveyFigures, ...]:
        titles = [row.title for row in rows]
        twice = next((title for title in titles if titles.count(title) > 1), None)
        if twice:
            raise wrong(messages.quoted(twice, messages.SURVEY_TWICE))
        return rows


SHARES = [name for name, each in Figures.model_fields.items() if Share in get_args(each.annotation)]
"""Names of the figures that are a part of a whole."""


class Goals(Part):
    """What the school aims at, in percent."""

    pupils: Percent | None = field("Обучающиеся, %", None)
    young_teachers: Percent | None = field("Молодые педагоги, %", None)
    satisfied: Percent | None = field("Довольны участием, %", None)


SPANS = ("entry", "first-half", "interim", "second-half", "exit", "final", "year")
"""Parts of a period in the order they are reckoned up when their days are equal."""


class Monitoring(Addressed):
    """The figures of a school or calendar year, or of a part of it, on a day (S4: «промежуточный и итоговый»)."""

    kind: ClassVar[str] = "monitoring"
    caption: ClassVar[str] = "показатели"
    heading: ClassVar[str] = "Показатели"
    short_heading: ClassVar[str] = "Показатели"
    last_tab: ClassVar[bool] = True
    lead: ClassVar[str] = "Наставничество в числах, без имён."
    to_all: ClassVar[str] = "Все показатели"
    counted: ClassVar[tuple[str, str, str]] = ("период", "периода", "периодов")
    nothing: ClassVar[tuple[str, str]] = (
        "Показателей пока нет",
        "Здесь публикуются числа за период: сколько человек участвует и что сделано.",
    )
    order: ClassVar[ListOrder] = "newest"
    page_size: ClassVar[int] = 1000

    period: PeriodText = field("Учебный или календарный год", example="2026-2027")
    span: MonitoringSpan = field("Часть года", "year", example="I полугодие")
    date: Day = field("На какой день")
    goals: Goals = field("Цели", Goals())
    figures: Figures | None = field("Числа", None, seen=PRIVATE)
    notes: Lines | None = field("Пояснения", None, max_length=1000)

    @field_validator("date")
    @classmethod
    def _of_its_year(cls, day: dt.date, info: ValidationInfo) -> dt.date:
        """From its first day, or the August when a school year is made ready, to the end of the next calendar year."""
        period = info.data.get("period")
        if period and not _whole(period)[0] <= day <= dt.date(int(period[:4]) + 1, 12, 31):
            raise wrong(messages.day_of_another_year(period))
        return day

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day of what is reckoned up: of a half, or of the whole year."""
        first, last = _whole(self.period)
        if self.span == "first-half":
            return first, (dt.date(first.year, 12, 31) if first.month > 1 else dt.date(first.year, 6, 30))
        if self.span == "second-half":
            return (dt.date(last.year, 1, 1) if first.month > 1 else dt.date(first.year, 7, 1)), last
        return first, last

    @property
    def title(self) -> str:
        """What the figures are of, without their day: «Показатели за I полугодие 2026–2027 учебного года»."""
        return messages.monitoring_title(self.period, self.span)

    @property
    def label(self) -> str:
        """The title with its day: two records of one year are never called the same."""
        return messages.as_of(self.title, self.date)

    @property
    def abstract(self) -> str:
        return self.lead

    @property
    def sort_key(self) -> Any:
        return (self.date, [*SPANS, self.span].index(self.span), self.period)

    @property
    def modified(self) -> dt.date:
        return self.date
