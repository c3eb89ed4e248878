"""Programme (персонализированная программа наставничества): what a pair or a group does, without its mentored side.

The fields are those of the макет of seed S4; it is printed by `nastavnik.views.programmes.sheet`.
"""

import datetime as dt
import re
from typing import Annotated, Any, ClassVar

from pydantic import Field

from nastavnik import messages
from nastavnik.records.codes import MentorId, MentoringForm, MentoringKind, ProgrammeFocus, ProgrammeState
from nastavnik.records.fields import APART, PRIVATE, Count, Day, Line, Lines, Many, Part, YesNo, field
from nastavnik.records.image import Image
from nastavnik.records.record import Addressed, alphabetic

_ORDER = ("running", "finished", "stopped")
LED_BY = frozenset({"mentors", "image"})
"""Fields that name who leads a programme."""
ABOUT = frozenset(
    {"problem", "goal", "tasks", "results", "conditions", "methods", "plan", "roadmap", "outcome", "image"}
)
"""Fields that tell what somebody came to a mentor with and what came of it."""
_OF_SUBJECT = re.compile(
    r"(?i:\b(?:учител|преподавател|педагог|воспитател)[а-я]*\s+(?:математ|алгебр|геометр|физик|физич|физкульт|хими|"
    r"биолог|истори|обществозн|географ|информат|русск|литерат|родн|английск|немецк|француз|китайск|иностранн|музык|"
    r"труда|технолог|изо\b|рисован|обж|обзр|астроном|черчен|начальн|младш|средн|старш|подготовит))"
    r"|\b\d{1,2}\s?[-«\"]?[А-Я]\b|(?i:\bединственн)"
)
"""A subject, a class or a group of children by which everybody in a small school knows who is meant."""
_OF_MANY = re.compile("групп|коллектив|команд|массов", re.IGNORECASE)
_OF_ONE = re.compile("индивид|персональн|парн|один на один|1 на 1", re.IGNORECASE)


class PlanRow(Part):
    """A row of «План взаимодействия»."""

    content: Lines = field("Содержание работы")
    result: Lines | None = field("Ожидаемые результаты", None)
    methods: Lines | None = field("Методы работы", None)
    term: Line | None = field("Сроки", None)
    control: Lines | None = field("Контроль", None)


class RoadmapRow(Part):
    """A row of the programme's own «Дорожная карта»."""

    activity: Lines = field("Вид деятельности")
    event: Lines | None = field("Образовательное мероприятие, событие", None)
    form: Lines | None = field("Форма участия", None)
    term: Line | None = field("Сроки", None)
    result: Lines | None = field("Ожидаемый результат", None)


class Order(Part):
    """The order that approves the programme; its list of pairs stays in the school."""

    number: Line | None = field("Номер приказа", None)
    date: Day | None = field("Дата приказа", None)


class Programme(Addressed):
    """One programme. No field for the mentored person exists; scores never leave the school."""

    kind: ClassVar[str] = "programmes"
    shelf_of: ClassVar[str] = "practices"
    caption: ClassVar[str] = "программа"
    heading: ClassVar[str] = "Программы наставничества"
    narrowed_heading: ClassVar[str] = "Программы"
    lead: ClassVar[str] = "Чему учатся пары и группы. Имён тех, кому помогают, здесь нет."
    to_all: ClassVar[str] = "Все программы"
    counted: ClassVar[tuple[str, str, str]] = ("программа", "программы", "программ")
    another: ClassVar[str] = "Ещё одна программа"
    nothing: ClassVar[tuple[str, str]] = (
        "Программ пока нет",
        "Здесь публикуются программы пар и групп: цель, шаги, срок.",
    )
    facets: ClassVar[tuple[str, ...]] = ("form",)
    decided_by: ClassVar[tuple[str, ...]] = ("draft", "state")

    title: Line = field("Название", max_length=150)
    form: MentoringForm = field("Форма наставничества")
    type: Line | None = field("Тип наставничества", None, example="индивидуальное")
    mentoring_kind: MentoringKind | None = field("Вид наставничества", None)
    problem: Lines = field("Какую проблему решаем", seen=APART)
    goal: Lines = field("Цель", seen=APART)
    tasks: Many[Line] = field("Задачи", (), seen=APART)
    principles: Many[Line] = field("Принципы", ())
    results: Many[Line] = field("Планируемые результаты", (), seen=APART)
    period: Line = field("Срок реализации", example="октябрь 2026 – май 2027")
    conditions: Lines | None = field("Условия реализации", None, seen=APART)
    methods: Lines | None = field("Средства, методы и приёмы работы", None, seen=APART)
    plan: Many[PlanRow] = field("План взаимодействия", (), seen=APART)
    roadmap: Many[RoadmapRow] = field("Дорожная карта", (), seen=APART)
    mentors: Many[MentorId] = field("Наставники", (), seen=APART)
    shown: ProgrammeFocus | None = field("Что видно на сайте: наставник или проблема", None)
    approved: Order | None = field("Приказ об утверждении", None)
    state: ProgrammeState = field("Состояние", "running")
    outcome: Lines | None = field("Итог", None, seen=APART)
    image: Image | None = field("Картинка", None, seen=APART)
    scores: Many[Annotated[Count, Field(ge=0, le=2)]] = field(
        "Оценки по показателям макета", (), seen=PRIVATE, example="[2, 2, 1, 2, 2, 1, 2, 2, 1]"
    )
    draft: YesNo = field("Черновик", False)

    @property
    def abstract(self) -> str:
        return self.goal or ""

    @property
    def sort_key(self) -> Any:
        return ([*_ORDER, self.state].index(self.state), alphabetic(self.title))

    @property
    def is_public(self) -> bool:
        """A stopped programme is never public: its state would be told of one pair, and so would its silence."""
        return not self.draft and self.state != "stopped"

    @property
    def of_one(self) -> bool:
        """Whether its problem points at one person: so it is unless the type, the kind or the form says many."""
        if self.type and (_OF_ONE.search(self.type) or _OF_MANY.search(self.type)):
            return bool(_OF_ONE.search(self.type))
        return self.mentoring_kind != "group" and self.form != "org-org"

    @property
    def held_back(self) -> frozenset[str]:
        """The mentor or the problem: by the school's word, else the mentor where the problem points at one person."""
        if self.shown is None:
            return LED_BY if self.of_one else frozenset()
        return ABOUT if self.shown == "mentor" else LED_BY

    @property
    def modified(self) -> dt.date | None:
        return self.approved.date if self.approved else None

    @property
    def points(self) -> int | None:
        """The sum of its scores; None as long as there are none."""
        return sum(self.scores) if self.scores else None

    @property
    def tally(self) -> str:
        return "" if self.points is None else str(self.points)

    def hints(self) -> list[tuple[tuple[str | int, ...], str]]:
        hints: list[tuple[tuple[str | int, ...], str]] = []
        if self.mentors and self.of_one and self.shown is None:
            hints.append((("mentors",), messages.MENTOR_OR_PROBLEM))
        if self.of_one and self.shown != "mentor":
            seen = ("title", "problem", "goal", "outcome")
            hints += [
                ((name,), messages.POINTS_AT_ONE) for name in seen if _OF_SUBJECT.search(getattr(self, name) or "")
            ]
        if self.state == "stopped":
            hints.append((("state",), messages.STOPPED_IS_NOT_SHOWN))
        return hints
