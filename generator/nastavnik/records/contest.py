"""Contest (конкурс): dates, nominations, rules and results; winners also stand on the honour board."""

import datetime as dt
from typing import ClassVar

from nastavnik import messages
from nastavnik.records.adults import Winner
from nastavnik.records.codes import DocumentId, Level, MentorId
from nastavnik.records.fields import Day, Line, Lines, Many, Markdown, Part, Url, field
from nastavnik.records.image import Image
from nastavnik.records.record import Addressed, ListOrder, Occasion


class ContestDay(Part):
    date: Day = field("Дата")
    title: Line = field("Что в этот день", example="последний день приёма заявок")


class Result(Part):
    """Who won: a mentor's card, or words. In «Лучшая пара» only the mentor is named."""

    nomination: Line | None = field("Номинация", None)
    place: Line = field("Место или награда", example="победитель")
    mentor: MentorId | None = field("Наставник", None)
    winner: Winner | None = field("Кто, если карточки нет", None, example="команда начальной школы")


class Contest(Addressed):
    """One contest of one year."""

    kind: ClassVar[str] = "contests"
    caption: ClassVar[str] = "конкурс"
    heading: ClassVar[str] = "Конкурсы"
    lead: ClassVar[str] = "Конкурсы, в которых участвуют наставники: условия, сроки и итоги."
    to_all: ClassVar[str] = "Все конкурсы"
    counted: ClassVar[tuple[str, str, str]] = ("конкурс", "конкурса", "конкурсов")
    another: ClassVar[str] = "Ещё один конкурс"
    nothing: ClassVar[tuple[str, str]] = (
        "Конкурсов пока нет",
        "Здесь публикуются условия, сроки и итоги.",
    )
    facets: ClassVar[tuple[str, ...]] = ("level",)
    order: ClassVar[ListOrder] = "newest"
    gathers: ClassVar[bool] = False

    title: Line = field("Название", max_length=150)
    level: Level = field("Уровень")
    dates: Many[ContestDay] = field("Даты", ())
    summary: Lines | None = field("Коротко", None, max_length=500)
    nominations: Many[Line] = field("Номинации", ())
    rules: DocumentId | None = field("Положение о конкурсе", None)
    url: Url | None = field("Страница конкурса", None)
    results: Many[Result] = field("Итоги", ())
    image: Image | None = field("Картинка", None)
    about: Markdown | None = field("О конкурсе", None)

    @property
    def year(self) -> int | None:
        """The year of its last day: of the results; None where no day is known."""
        return self.sort_key.year if self.dates else None

    @property
    def sort_key(self) -> dt.date:
        return max((day.date for day in self.dates), default=dt.date.min)

    @property
    def honoured(self) -> bool:
        return bool(self.results and self.dates)

    def occasions(self) -> tuple[Occasion, ...]:
        return tuple(Occasion(day.date, None, f"{self.title}: {day.title}") for day in self.dates)

    def hints(self) -> list[tuple[tuple[str | int, ...], str]]:
        hints: list[tuple[tuple[str | int, ...], str]] = [
            (("results", number), messages.RESULT_WITHOUT_WINNER)
            for number, result in enumerate(self.results)
            if not (result.mentor or result.winner)
        ]
        if self.results and not self.dates:
            hints.append((("results",), messages.RESULTS_WITHOUT_DATE))
        return hints
