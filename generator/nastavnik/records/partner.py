"""Partner (партнёр): who outside the school mentors together with it."""

from typing import Any, ClassVar

from nastavnik.records.codes import DocumentId, MentorId, PartnerType
from nastavnik.records.fields import Line, Lines, Many, Markdown, Url, Year, field
from nastavnik.records.image import Image
from nastavnik.records.mentor import Award
from nastavnik.records.record import Addressed, alphabetic
from nastavnik.records.vocabularies import Vocabularies

GROUPS = {
    "company": "Предприятия",
    "college": "Колледжи",
    "university": "Вузы",
    "school": "Школы и детские сады",
    "methodical": "Методические службы",
    "culture": "Музеи, библиотеки, дома культуры",
    "society": "Общественные организации",
    "alumni": "Выпускники",
    "press": "Редакции",
    "other": "Другие партнёры",
}
"""Headings of the list, in its order."""


class Partner(Addressed):
    """One partner. A page of its own only where there is a text."""

    kind: ClassVar[str] = "partners"
    caption: ClassVar[str] = "партнёр"
    heading: ClassVar[str] = "Партнёры"
    lead: ClassVar[str] = "Организации и люди, которые участвуют в наставничестве."
    to_all: ClassVar[str] = "Все партнёры"
    counted: ClassVar[tuple[str, str, str]] = ("партнёр", "партнёра", "партнёров")
    another: ClassVar[str] = "Ещё один партнёр"
    nothing: ClassVar[tuple[str, str]] = (
        "Партнёров пока нет",
        "Здесь публикуются организации и люди, которые участвуют в наставничестве.",
    )
    page_size: ClassVar[int] = 1000

    title: Line = field("Название", max_length=150)
    partner_type: PartnerType = field("Кто это")
    summary: Lines | None = field("Что делаем вместе", None, max_length=500)
    since: Year | None = field("Вместе с года", None)
    url: Url | None = field("Сайт", None)
    agreement: DocumentId | None = field("Соглашение", None)
    awards: Many[Award] = field("Грамоты и благодарности", ())
    mentors: Many[MentorId] = field("Наставники от партнёра", ())
    image: Image | None = field("Картинка", None)
    text: Markdown | None = field("О партнёре", None)

    @property
    def sort_key(self) -> Any:
        return ([*GROUPS, self.partner_type].index(self.partner_type), self.partner_type, alphabetic(self.title))

    @property
    def has_page(self) -> bool:
        return bool(self.text)

    def group(self, vocabularies: Vocabularies) -> str:
        return GROUPS.get(self.partner_type, vocabularies["partner_types"].title(self.partner_type))
