"""Document (документ): an act, a form or a paper of any level, with its file or the reason why there is none."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from nastavnik import messages
from nastavnik.records.codes import DocumentId, DocumentLevel, DocumentState, DocumentType, StageCode
from nastavnik.records.fields import PRIVATE, Day, File, Line, Lines, Many, Markdown, Url, YesNo, field
from nastavnik.records.record import Addressed, alphabetic
from nastavnik.records.vocabularies import Vocabularies

GROUPS = {
    "local": "Организация",
    "municipal": "Муниципалитет",
    "regional": "Регион",
    "federal": "Федеральный уровень",
}
"""Headings of the register, nearest to the reader first."""
_OF_FAMILIES = re.compile(
    r"(?i)родител|законн\w+ представ|реб[её]н|\bдет(?:ей|ям|ск)|семь[ияею]"
    r"|несовершеннолет|обучающ|учащ|ученик|воспитанник"
)
_OF_STAFF = re.compile(r"(?i)наставник|педагог|учител|воспитател|работник|сотрудник")
_ELSEWHERE = re.compile(r"(?i)портал|сайт|интернет|консультант|гарант")
_CONSENT = re.compile(r"(?i)согласи|заявлени|отказ|отзыв")


class Document(Addressed):
    """One row of the register. Orders that list pairs carry number and date; their file stays off by default."""

    kind: ClassVar[str] = "documents"
    caption: ClassVar[str] = "документ"
    heading: ClassVar[str] = "Документы"
    short_heading: ClassVar[str] = "Документы"
    last_tab: ClassVar[bool] = True
    lead: ClassVar[str] = "Приказы, положения, бланки: от локальных до федеральных."
    to_all: ClassVar[str] = "Все документы"
    counted: ClassVar[tuple[str, str, str]] = ("документ", "документа", "документов")
    another: ClassVar[str] = "Ещё один документ"
    nothing: ClassVar[tuple[str, str]] = (
        "Документов пока нет",
        "Здесь публикуются приказы, положения и бланки.",
    )
    page_size: ClassVar[int] = 1000
    decided_by: ClassVar[tuple[str, ...]] = ("to_confirm",)
    answers_about: ClassVar[Mapping[str, str]] = {"file_checked": "file"}

    title: Lines = field("Название")
    level: DocumentLevel = field("Уровень")
    type: DocumentType = field("Вид документа")
    number: Line | None = field("Номер", None)
    date: Day | None = field("Дата", None)
    until: Day | None = field("Действует до", None)
    issued_by: Line | None = field("Кто издал", None)
    state: DocumentState = field("Состояние", "valid")
    replaced_by: DocumentId | None = field("Чем заменён", None)
    required: YesNo = field("Обязателен для раздела", False)
    file: File | None = field("Файл", None)
    url: Url | None = field("Адрес на официальном сайте", None)
    file_checked: YesNo = field("Личное в файле можно публиковать", False, seen=PRIVATE)
    """Somebody looked at what the guard found inside the file and answers for it."""
    no_file: Line | None = field("Почему нет файла", None, example="в приложении персональные данные")
    stages: Many[StageCode] = field("Этапы дорожной карты", ())
    text: Markdown | None = field("Текст документа", None)
    to_confirm: Line | None = field("Что подтвердить", None, seen=PRIVATE, example="вид документа, дата")
    """What an import guessed by the name and the first page of a file; nobody sees the record until this is empty."""

    def in_force(self, is_over: Callable[[dt.date], bool]) -> bool:
        """Whether it is neither replaced nor revoked nor past its last day; `is_over` tells whether a day is past."""
        return self.state == "valid" and not (self.until and is_over(self.until))

    @property
    def is_public(self) -> bool:
        return not self.to_confirm

    @property
    def files_are_checked(self) -> bool:
        return self.file_checked

    @property
    def is_blank(self) -> bool:
        """Whether it is a form that somebody fills in: a consent, a questionnaire, an empty макет."""
        return self.type == "form" and self.level == "local"

    @property
    def why_no_file(self) -> str:
        """Why there is no file, unless the words send the reader to a place they give no address of."""
        return "" if not self.no_file or (_ELSEWHERE.search(self.no_file) and not self.url) else self.no_file

    @property
    def is_for_families(self) -> bool:
        """Whether it is a form that families sign: its title names them, or it is a consent and names no staff."""
        is_consent = _CONSENT.search(self.title) and not _OF_STAFF.search(self.title)
        return self.is_blank and bool(_OF_FAMILIES.search(self.title) or is_consent)

    @property
    def sort_key(self) -> Any:
        level = -1 - self.is_for_families if self.is_blank else [*GROUPS, self.level].index(self.level)
        return (level, self.state != "valid", -(self.date or dt.date.min).toordinal(), alphabetic(self.title))

    @property
    def abstract(self) -> str:
        return ""

    @property
    def has_page(self) -> bool:
        return bool(self.text)

    def group(self, vocabularies: Vocabularies) -> str:
        if self.is_blank:
            return messages.FAMILY_BLANKS if self.is_for_families else messages.BLANKS
        return GROUPS.get(self.level, vocabularies["document_levels"].title(self.level))

    @property
    def modified(self) -> dt.date | None:
        return self.date

    def hints(self) -> list[tuple[tuple[str | int, ...], str]]:
        hints: list[tuple[tuple[str | int, ...], str]] = []
        if self.to_confirm:
            hints.append((("to_confirm",), messages.document_to_confirm(self.to_confirm)))
        if not (self.file or self.url or self.text or self.no_file):
            hints.append((("title",), messages.DOCUMENT_WITHOUT_FILE))
        if self.no_file and not self.why_no_file:
            hints.append((("no_file",), messages.NO_FILE_SENDS_AWAY))
        if self.state == "replaced" and not self.replaced_by:
            hints.append((("state",), messages.REPLACED_BY_WHAT))
        return hints
