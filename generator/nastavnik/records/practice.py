"""Best practice (лучшая практика): a card of the methodological collection (методическая копилка)."""

import datetime as dt
from typing import Annotated, ClassVar

from nastavnik import messages
from nastavnik.records.codes import (
    Direction,
    EducationLevel,
    Level,
    MentorId,
    MentoringForm,
    MentoringKind,
    NewsId,
    PracticeId,
    PracticeState,
    StageCode,
)
from nastavnik.records.fields import (
    PRIVATE,
    Day,
    File,
    Line,
    Lines,
    Many,
    Markdown,
    Part,
    Unlisted,
    Url,
    Year,
    field,
)
from nastavnik.records.image import Image
from nastavnik.records.people import Person
from nastavnik.records.record import Addressed, ListOrder

NEXT_BEST = (
    "replication",
    "materials",
    "evidence",
    "innovation",
    "directions",
    "mentoring_kinds",
    "stages",
    "risks",
    "tasks",
    "methods",
    "resources",
    "recognition",
    "level",
    "audience",
    "licence",
    "published",
)
"""Optional fields in the order that makes a card most useful: what a colleague needs to repeat it comes first."""


class Author(Person):
    """An author: a mentor's card, or a name under consent with a post, or a team."""

    mentor: MentorId | None = field("Наставник", None)
    team: Line | None = field("Авторский коллектив", None)


class Phase(Part):
    title: Line = field("Этап практики", also="этап|название этапа|наименование этапа|шаг")
    content: Lines | None = field(
        "Что делаем", None, also="содержание|мероприятия|действия|содержание деятельности|описание"
    )
    term: Line | None = field("Срок", None, also="сроки|период|когда|дата")
    result: Lines | None = field("Что получаем", None, also="результат|ожидаемый результат|итог|продукт")


class Material(Part):
    """A file of the school or a page elsewhere."""

    title: Line = field("Название")
    file: File | None = field("Файл", None)
    url: Url | None = field("Адрес", None)


class Recognition(Part):
    contest: Line = field("Конкурс или мероприятие")
    level: Level | None = field("Уровень", None)
    year: Year | None = field("Год", None)
    result: Line | None = field("Результат", None)


class Related(Part):
    """Records this practice grew from or led to."""

    mentors: Many[MentorId] = field("Наставники", ())
    practices: Many[PracticeId] = field("Практики", ())
    news: Many[NewsId] = field("Новости", ())
    stages: Many[StageCode] = field("Этапы дорожной карты", ())


class PrivacyCheck(Part):
    """Who looked for personal data in the text before it was published, and when."""

    post: Line = field("Должность проверившего", seen=PRIVATE)
    date: Day = field("Дата проверки", seen=PRIVATE)


class Practice(Addressed):
    """A practice worth repeating. The body of the file is the description."""

    kind: ClassVar[str] = "practices"
    suffix: ClassVar[str] = ".md"
    body: ClassVar[str | None] = "description"
    caption: ClassVar[str] = "практика"
    heading: ClassVar[str] = "Методическая копилка"
    narrowed_heading: ClassVar[str] = "Практики"
    short_heading: ClassVar[str] = "Копилка"
    lead: ClassVar[str] = "Лучшие практики наставничества: что делали, что получилось и как повторить у себя."
    to_all: ClassVar[str] = "Вся копилка"
    counted: ClassVar[tuple[str, str, str]] = ("практика", "практики", "практик")
    another: ClassVar[str] = "Ещё одна практика"
    nothing: ClassVar[tuple[str, str]] = (
        "В копилке пока пусто",
        "Здесь публикуются практики, которые можно повторить у себя.",
    )
    facets: ClassVar[tuple[str, ...]] = (
        "forms",
        "education_levels",
        "directions",
        "mentoring_kinds",
        "level",
    )
    order: ClassVar[ListOrder] = "newest"
    decided_by: ClassVar[tuple[str, ...]] = ("status",)
    asked_by: ClassVar[tuple[str, str, tuple[str, ...]] | None] = (
        "status",
        "published",
        ("published", "privacy_check"),
    )

    title: Line = field("Название", max_length=150, also="наименование|тема практики|полное название")
    summary: Lines = field(
        "Коротко",
        min_length=100,
        max_length=500,
        also="краткое описание|аннотация|кратко о практике|краткая информация|резюме",
    )
    forms: Many[MentoringForm] = field(
        "Форма", min_length=1, also="форма наставничества|модель наставничества|ролевая модель"
    )
    education_levels: Many[EducationLevel] = field(
        "Уровень образования", min_length=1, also="уровень общего образования|ступень обучения"
    )
    problem: Markdown = field(
        "Какую проблему решаем", also="проблема|актуальность|обоснование|противоречие|предпосылки|почему возникла"
    )
    goal: Markdown = field("Цель", also="цель практики|зачем")
    description: Markdown = field(
        "Как это устроено",
        also="описание|содержание|суть практики|ход работы|механизм реализации|технология|как это работает|что делали",
    )
    results: "Many[Markdown]" = field(
        "Что получилось", min_length=1, also="результаты|результативность|эффекты|итоги|чего добились|что изменилось"
    )
    authors: Many[Author] = field(
        "Авторы", min_length=1, also="автор|разработчик|авторский коллектив|автор составитель|команда|представил"
    )
    period: Line = field("Период", also="сроки реализации|срок реализации|период реализации|время реализации|сроки")
    mentoring_kinds: Many[MentoringKind] = field("Вид", (), also="вид наставничества")
    type: Line | None = field("Тип практики", None)
    audience: Line | None = field("Для кого", None, also="целевая аудитория|целевая группа|участники|адресат")
    subjects: Many[Line] = field("Предметы", (), also="предмет|учебный предмет")
    directions: Many[Direction] = field("Направление", (), also="направление работы|направление наставничества")
    level: Level | None = field("Где представлена", None, also="уровень представления|уровень практики")
    tasks: Annotated[Many[Line], Unlisted()] = field("Задачи", ())
    stages: Annotated[Many[Phase], Unlisted()] = field(
        "Этапы практики", (), also="этапы|этапы реализации|план реализации|шаги|алгоритм"
    )
    methods: Annotated[Many[Line], Unlisted()] = field(
        "Методы", (), also="формы и методы|формы работы|приёмы|инструменты|методы и приёмы"
    )
    resources: Annotated[Many[Line], Unlisted()] = field(
        "Ресурсы",
        (),
        also="необходимые ресурсы|ресурсное обеспечение|условия реализации|что понадобится|кадровые условия"
        "|кадровое обеспечение|методическое обеспечение|материально техническое обеспечение",
    )
    innovation: Markdown | None = field("В чём новизна", None, also="новизна|инновационность|уникальность|отличие")
    replication: Markdown | None = field(
        "Как повторить у себя",
        None,
        also="тиражирование|тиражируемость|масштабирование|распространение опыта|рекомендации|советы тем кто повторит",
    )
    risks: Markdown | None = field(
        "Риски и как их обойти",
        None,
        also="риски|трудности|ограничения|с чем столкнулись",
    )
    evidence: Annotated[Many[Line], Unlisted()] = field(
        "Чем подтверждается", (), also="подтверждение|показатели|индикаторы|критерии|доказательства"
    )
    materials: Many[Material] = field("Материалы", (), also="приложения|ссылки|дополнительные материалы")
    recognition: Many[Recognition] = field("Признание", (), also="награды|достижения|участие в конкурсах")
    related: Related = field("Связанные записи", Related())
    image: Image | None = field("Картинка", None)
    tags: Many[Line] = field("Метки", (), also="ключевые слова|теги")
    licence: Line | None = field("Использование", None)
    published: Day | None = field("Опубликована", None)
    updated: Day | None = field("Обновлена", None)
    status: PracticeState = field("Состояние", "draft")
    privacy_check: PrivacyCheck | None = field("Проверка на персональные данные", None, seen=PRIVATE)

    @property
    def is_public(self) -> bool:
        return bool(self.status == "published")

    @property
    def sort_key(self) -> dt.date:
        return self.published or dt.date.min

    @property
    def modified(self) -> dt.date | None:
        return self.updated or self.published

    def completeness(self) -> tuple[int, str | None]:
        """Share of the optional fields that are filled, in percent, and the caption of the next best one to fill."""
        empty = [name for name in NEXT_BEST if not getattr(self, name)]
        percent = round(100 * (10 + len(NEXT_BEST) - len(empty)) / (10 + len(NEXT_BEST)))
        return percent, type(self).model_fields[empty[0]].title if empty else None

    def hints(self) -> list[tuple[tuple[str | int, ...], str]]:
        hints: list[tuple[tuple[str | int, ...], str]] = []
        if "status" not in self.model_fields_set:
            hints.append(((), messages.NO_STATUS))
        mentors = [author.mentor for author in self.authors]
        twice = (at for at, mentor in enumerate(mentors) if mentor and mentor in mentors[:at])
        hints += [(("authors", at), messages.AUTHOR_TWICE) for at in twice]
        if self.is_public and not self.published:
            hints.append((("status",), messages.PUBLISHED_WITHOUT_DATE))
        if self.is_public and not self.privacy_check:
            hints.append((("status",), messages.NO_PRIVACY_CHECK))
        return hints
