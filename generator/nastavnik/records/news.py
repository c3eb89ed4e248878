"""News (новость): what happened and what will happen, tied to the stages of the roadmap."""

import datetime as dt
from typing import ClassVar

from nastavnik import messages
from nastavnik.records.codes import EventId, Level, NewsType, StageCode
from nastavnik.records.fields import Day, Line, Lines, Many, Markdown, Part, Url, YesNo, field
from nastavnik.records.image import Image
from nastavnik.records.record import Addressed, ListOrder
from nastavnik.records.vocabularies import Vocabularies


class Channel(Part):
    """The place of a story elsewhere: VK, ОК, MAX, press."""

    title: Line = field("Где")
    url: Url = field("Адрес")
    level: Level | None = field("Уровень", None)


class News(Addressed):
    """One story. The body of the file is its text."""

    kind: ClassVar[str] = "news"
    suffix: ClassVar[str] = ".md"
    body: ClassVar[str | None] = "text"
    caption: ClassVar[str] = "новость"
    heading: ClassVar[str] = "Новости"
    short_heading: ClassVar[str] = "Новости"
    lead: ClassVar[str] = "О наставничестве: что произошло и что предстоит."
    to_all: ClassVar[str] = "Все новости"
    counted: ClassVar[tuple[str, str, str]] = ("новость", "новости", "новостей")
    another: ClassVar[str] = "Ещё одна новость"
    nothing: ClassVar[tuple[str, str]] = (
        "Новостей пока нет",
        "Здесь публикуются рассказы о встречах, занятиях и конкурсах.",
    )
    order: ClassVar[ListOrder] = "newest"
    decided_by: ClassVar[tuple[str, ...]] = ("draft",)
    page_size: ClassVar[int] = 20
    dated: ClassVar[bool] = True
    facets: ClassVar[tuple[str, ...]] = ("levels",)

    title: Line = field("Заголовок", max_length=150)
    date: Day = field("Дата")
    summary: Lines = field("Коротко", max_length=500)
    text: Markdown | None = field("Текст", None)
    news_type: NewsType = field("Вид", "news")
    stages: Many[StageCode] = field("Этапы дорожной карты", (), example="[2026-2027/4]")
    events: Many[EventId] = field("О каких событиях", (), example="[kruglyi-stol]")
    levels: Many[Level] = field("Уровни освещения", ("school",))
    channels: Many[Channel] = field("Где ещё рассказали", ())
    image: Image | None = field("Картинка", None)
    tags: Many[Line] = field("Метки", ())
    draft: YesNo = field("Черновик", False)

    @property
    def is_public(self) -> bool:
        return not self.draft

    def group(self, vocabularies: Vocabularies) -> str:
        return messages.month(self.date)

    @property
    def sort_key(self) -> dt.date:
        return self.date

    @property
    def modified(self) -> dt.date:
        return self.date

    def hints(self) -> list[tuple[tuple[str | int, ...], str]]:
        if self.image and not self.image.consent:
            return [(("image",), messages.PICTURE_WITHOUT_CONSENT)]
        return []
