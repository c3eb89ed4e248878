"""Programme (персонализированная программа наставничества): what a pair or a group does, without its mentored side.

The fields are those of the макет of seed S4; it is printed by `nastavnik.views.programmes.sheet`.
"""

import datetime as dt
from typing import Annotated, Any, ClassVar

from pydantic import Field

from nastavnik.records.codes import MentorId, MentoringForm, MentoringKind, ProgrammeState
from nastavnik.records.fields import PRIVATE, Count, Day, Line, Lines, Many, Part, YesNo, field
from nastavnik.records.record import Record, alphabetic
from nastavnik.records.vocabularies import Vocabularies

PRINCIPLES = (
    "Добровольность",
    "Гуманность",
    "Соблюдение прав наставника",
    "Соблюдение прав наставляемого",
    "Конфиденциальность",
    "Ответственность",
    "Взаимопонимание",
    "Искренняя заинтересованность участников",
    "Взаимоуважение",
)
CRITERIA = (
    (
        "Достижение целей программы наставничества",
        (
            "Соответствие наставнической деятельности цели и задачам, по которым она осуществляется",
            "Соответствие организации наставнической деятельности принципам, заложенным в программе",
            "Соответствие наставнической деятельности современным подходам и технологиям",
            "Наличие комфортного психологического климата",
            "Логичность деятельности наставника, понимание им ситуации наставляемого и правильность выбора "
            "основного направления взаимодействия",
        ),
    ),
    (
        "Мнение всех участников системы",
        (
            "Степень удовлетворенности всех участников наставнической деятельности",
            "Уровень удовлетворенности партнеров от взаимодействия в наставнической деятельности",
        ),
    ),
    (
        "Достижение сотрудниками требуемой результативности",
        (
            "Активность и заинтересованность наставляемого в участии в мероприятиях, связанных с наставнической "
            "деятельностью",
            "Степень применения наставляемым полученных от наставника знаний, умений и опыта в профессиональных "
            "ситуациях, активная гражданская позиция",
        ),
    ),
)
"""Criteria and their indicators, nine in all; each gets 0, 1 or 2."""
LEVELS = ((15, "best"), (9, "fair"), (0, "poor"))
"""From how many points of 18 a level is reached."""
GROUPS = {"running": "Идут сейчас", "finished": "Завершены", "stopped": "Прерваны"}
"""Headings of the list by state, in its order."""


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


class Programme(Record):
    """One programme. No field for the mentored person exists; scores never leave the school."""

    kind: ClassVar[str] = "programmes"
    caption: ClassVar[str] = "программа"
    heading: ClassVar[str] = "Программы наставничества"
    lead: ClassVar[str] = "Чему учатся пары и группы. Имён тех, кому помогают, здесь нет и не будет."
    counted: ClassVar[tuple[str, str, str]] = ("программа", "программы", "программ")
    nothing: ClassVar[tuple[str, str]] = (
        "Программ пока нет",
        "Программы пишут, когда сложились пары и группы.",
    )
    facets: ClassVar[tuple[str, ...]] = ("form", "state")

    title: Line = field("Название", max_length=150)
    form: MentoringForm = field("Форма наставничества")
    type: Line | None = field("Тип наставничества", None, example="индивидуальное")
    mentoring_kind: MentoringKind | None = field("Вид наставничества", None)
    problem: Lines = field("Какую проблему решаем")
    goal: Lines = field("Цель")
    tasks: Many[Line] = field("Задачи", ())
    principles: Many[Line] = field("Принципы", PRINCIPLES)
    results: Many[Line] = field("Планируемые результаты", ())
    period: Line = field("Срок реализации", example="октябрь 2026 – май 2027")
    conditions: Lines | None = field("Условия реализации", None)
    methods: Lines | None = field("Средства, методы и приёмы работы", None)
    plan: Many[PlanRow] = field("План взаимодействия", ())
    roadmap: Many[RoadmapRow] = field("Дорожная карта", ())
    mentors: Many[MentorId] = field("Наставники", ())
    approved: Order | None = field("Приказ об утверждении", None)
    state: ProgrammeState = field("Состояние", "running")
    outcome: Lines | None = field("Итог", None)
    scores: Many[Annotated[Count, Field(ge=0, le=2)]] = field(
        "Девять оценок по критериям",
        (),
        seen=PRIVATE,
        min_length=9,
        max_length=9,
        example="[2, 2, 1, 2, 2, 1, 2, 2, 1]",
    )
    draft: YesNo = field("Черновик", False)

    @property
    def abstract(self) -> str:
        return str(self.goal)

    @property
    def sort_key(self) -> Any:
        return ([*GROUPS, self.state].index(self.state), alphabetic(self.title))

    @property
    def is_public(self) -> bool:
        return not self.draft

    @property
    def modified(self) -> dt.date | None:
        return self.approved.date if self.approved else None

    @property
    def level(self) -> str:
        """The level the nine scores add up to; empty without scores."""
        return next(code for least, code in LEVELS if sum(self.scores) >= least) if self.scores else ""

    @property
    def tally(self) -> str:
        return self.level

    def group(self, vocabularies: Vocabularies) -> str:
        return GROUPS.get(self.state, vocabularies["programme_states"].title(self.state))
