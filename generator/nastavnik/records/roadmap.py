"""Roadmap (дорожная карта): the approved plan of a school year, in the school's own words and columns.

The wording is sacred: captions, numbers, markers and deadline phrases are kept and printed as approved; what they mean
is computed beside them (`nastavnik.school.statuses`).
"""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, field_validator

from nastavnik import messages
from nastavnik.records.codes import DocumentId, NewsId, PracticeId
from nastavnik.records.fields import (
    Day,
    Done,
    File,
    Line,
    Lines,
    Many,
    NamedTexts,
    Part,
    SchoolYearText,
    Url,
    field,
    wrong,
)
from nastavnik.records.record import Addressed, ListOrder
from nastavnik.records.typed import Reads

COLUMNS: dict[str, str] = {
    "number": "№",
    "stage": "Наименование этапа",
    "activity": "Мероприятие",
    "content": "Содержание деятельности",
    "term": "Срок исполнения",
    "responsible": "Ответственный",
    "result": "Ожидаемый результат",
}


ColumnName = Literal["number", "stage", "activity", "content", "term", "responsible", "result"]
"""Keys of `COLUMNS`, for schemas of editors."""


class Phrase(Part):
    """An approved deadline phrase, with dates where the editor corrects what was understood."""

    text: Lines = field("Срок, как утверждён")
    start: Day | None = field("Начало", None)
    end: Day | None = field("Конец", None)

    @field_validator("end")
    @classmethod
    def _in_order(cls, end: Any, info: Any) -> Any:
        start = info.data.get("start")
        if start and end and end < start:
            raise wrong(messages.END_BEFORE_START)
        return end


class Postponed(Part):
    """A deadline moved by the school, and why."""

    to: Day | None = field("Перенесено на", None)
    reason: Line | None = field("Причина", None)
    news: NewsId | None = field("Новость о переносе", None)


class Evidence(Part):
    """What shows that something was done: a document, a news record, a practice, a file or a page."""

    title: Line | None = field("Название", None)
    document: DocumentId | None = field("Документ", None)
    news: NewsId | None = field("Новость", None)
    practice: PracticeId | None = field("Практика", None)
    file: File | None = field("Файл", None)
    url: Url | None = field("Адрес", None)


EVIDENCE_KINDS = {"documents": "document", "news": "news", "practices": "practice"}
"""Kinds that evidence may name in one word, and the field of `Evidence` for each."""
EvidenceWord = Annotated[str, Reads(None, {"reference": "evidence", "part": False})]
"""`documents/prikaz`, an address, a file or plain words; see `_evidence_word`."""


def _phrase(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "\n".join(value)
    return {"text": value} if isinstance(value, str) else value


def _evidence(value: Any) -> Any:
    if isinstance(value, (str, dict)):
        value = [value]
    if not isinstance(value, list):
        return value
    return [_evidence_word(item) if isinstance(item, str) else item for item in value]


def _evidence_word(word: str) -> dict[str, str]:
    head, _, rest = word.strip().partition("/")
    if rest and head in EVIDENCE_KINDS:
        return {EVIDENCE_KINDS[head]: rest}
    if re.match(r"https?://", word):
        return {"url": word}
    return {"file": word} if re.search(r"\.\w{2,5}$", word) else {"title": word}


def _postponed(value: Any) -> Any:
    return {"to": value} if isinstance(value, str) else value


class Step(Part):
    """What stages and items share; any of it may stand on any level, or nowhere."""

    form_asks: ClassVar[tuple[str, ...]] = ("done",)

    term: Annotated[Phrase | None, BeforeValidator(_phrase, json_schema_input_type=Phrase | Lines)] = field(
        "Срок", None
    )
    responsible: Lines | None = field("Ответственный", None)
    result: Lines | None = field("Результат", None)
    other: dict[str, Lines] = field("Другие столбцы плана", {}, example="{Место проведения: кабинет 12}")
    """What the school's own columns say: «Место проведения», «Примечание» — under their captions as approved."""
    done: Done = field("Выполнено", None, example="2026-09-10")
    """A date, or «да» when the day is not important."""
    postponed: Annotated[Postponed | None, BeforeValidator(_postponed, json_schema_input_type=Postponed | Day)] = field(
        "Перенесено", None
    )
    evidence: Annotated[
        tuple[Evidence, ...], BeforeValidator(_evidence, json_schema_input_type=tuple[Evidence | EvidenceWord, ...])
    ] = field("Чем подтверждается", ())


class Item(Step):
    """An activity, or one of its contents."""

    form_begins: ClassVar[tuple[str, ...]] = ("text", "term", "done")

    text: Lines = field("Мероприятие")
    marker: Line | None = field("Знак перед пунктом", None, example="1)")
    items: "Many[Item]" = field("Подпункты", ())


class Stage(Step):
    """A stage; elsewhere it is named `2026-2027/4` by its `id`, else by its number."""

    form_begins: ClassVar[tuple[str, ...]] = ("number", "title", "term", "done")
    done: Done = field("Этап выполнен", None, example="2026-09-10")

    id: Line | None = field("Код этапа", None, pattern="^[a-z0-9][a-z0-9-]*$")
    number: Line | None = field("Номер", None)
    title: Lines = field("Название этапа")
    short_title: Line | None = field("Короткое название для шкалы", None, max_length=40)
    items: Many[Item] = field("Мероприятия", ())


class Approval(Part):
    """One approval: who decided, when, under what number; or just the words of the document."""

    text: Lines | None = field("Гриф, как в документе", None)
    body: Line | None = field("Кем утверждена или принята", None)
    date: Day | None = field("Дата", None)
    number: Line | None = field("Номер", None)
    order: Line | None = field("Приказ", None)
    post: Line | None = field("Должность подписавшего", None)
    name: Line | None = field("Кто подписал", None)

    @property
    def decision(self) -> str:
        """Which papers put the plan in force: «приказ по школе, педагогический совет», «приказ № 63/1-ОД» (S4)."""
        order = self.order or ""
        named = messages.order_number(order) if re.fullmatch(r"(№\s*)?\S*\d\S*", order) else order
        return ", ".join(filter(None, (named, self.body)))

    @property
    def is_numbered(self) -> bool:
        """Whether the number of the decision is known, on its own or within `order`."""
        return bool(self.number or re.search(r"\d", self.order or ""))


def _captions(value: Any) -> Any:
    if isinstance(value, dict):
        for name, caption in value.items():
            if name not in COLUMNS:
                raise wrong(messages.not_in_vocabulary(name, list(COLUMNS), None))
            if not isinstance(caption, str):
                raise wrong(messages.NOT_TEXT)
    return value


class Roadmap(Addressed):
    """The plan of one school year or of another period."""

    kind: ClassVar[str] = "roadmap"
    caption: ClassVar[str] = "дорожная карта"
    heading: ClassVar[str] = "Дорожная карта"
    short_heading: ClassVar[str] = "Дорожная карта"
    counted: ClassVar[tuple[str, str, str]] = ("дорожная карта", "дорожные карты", "дорожных карт")
    order: ClassVar[ListOrder] = "newest"
    nothing: ClassVar[tuple[str, str]] = (
        "Дорожной карты пока нет",
        "Здесь публикуется план мероприятий: этапы, сроки и ответственные.",
    )

    title: Lines | None = field("Название, как утверждено", None)
    school_year: SchoolYearText | None = field("Учебный год", None, example="2026-2027")
    period: Line | None = field("Другой период", None, example="2026–2028 годы")
    approved: Many[Approval] = field("Гриф утверждения", ())
    document: DocumentId | None = field("Утверждённый документ", None)
    captions: Annotated[
        dict[str, Line],
        BeforeValidator(_captions, json_schema_input_type=dict[ColumnName, Line]),
        NamedTexts(tuple(COLUMNS.items())),
    ] = field("Названия столбцов", {})
    stages: Many[Stage] = field("Этапы", ())
    results: Lines | None = field("Итоги года", None)

    @field_validator("stages")
    @classmethod
    def _one_code_each(cls, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        codes = [stage_code(stage, number) for number, stage in enumerate(stages, 1)]
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice:
            raise wrong(messages.stage_twice(twice))
        return stages

    @property
    def label(self) -> str:
        return self.heading

    @property
    def sort_key(self) -> str:
        return self.school_year or self.period or ""

    @property
    def codes(self) -> tuple[str, ...]:
        """How other records name each stage, in the order of stages: «4» in `2026-2027/4`."""
        return tuple(stage_code(stage, number) for number, stage in enumerate(self.stages, 1))


def stage_code(stage: Stage, position: int) -> str:
    """How other records name the stage: its id, else its number without the point, else its place from 1."""
    return stage.id or (stage.number or "").strip(" .)") or str(position)


Item.model_rebuild()
