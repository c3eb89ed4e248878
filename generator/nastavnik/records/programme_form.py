"""The макет of a programme: what a school's own one may say in its words, and that of seed S4 for the rest."""

from typing import NamedTuple

from pydantic import model_validator

from nastavnik import messages
from nastavnik.records.fields import Count, Line, Lines, Many, Part, field, wrong

MOST_OF_ONE = 2
"""What an indicator may get: it shows in full, in part (1) or not at all (0)."""
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


class Criterion(Part):
    """A criterion and what it is judged by."""

    title: Lines = field("Критерий")
    indicators: Many[Lines] = field("Показатели", min_length=1)


class ReachedLevel(Part):
    """A level that a programme has reached with so many points."""

    points: Count = field("От скольких баллов")
    title: Line = field("Название уровня", example="оптимальный")


class PointSpan(NamedTuple):
    """From how many points to how many a level goes, and what it is called."""

    least: int
    most: int
    code: str
    title: str


_CRITERIA = (
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
_LEVELS = ((15, "оптимальный"), (9, "допустимый"), (0, "недопустимый"))
CRITERIA = tuple(Criterion.model_construct(title=title, indicators=indicators) for title, indicators in _CRITERIA)
"""Criteria of seed S4: nine indicators in all."""
LEVELS = tuple(ReachedLevel.model_construct(points=points, title=title) for points, title in _LEVELS)
"""Levels of seed S4, for its nine indicators."""
_INDICATORS = sum(len(indicators) for _, indicators in _CRITERIA)


class ProgrammeForm(Part):
    """The макет of a school; what it leaves out is that of seed S4, and acts are those in force."""

    intro: Many[Lines] = field("Начало пояснительной записки", (messages.ABOUT_PROGRAMME,))
    acts: Many[Lines] = field("Нормативная база", ())
    principles: Many[Line] = field("Принципы реализации программы", PRINCIPLES)
    criteria: Many[Criterion] = field("Критерии и показатели", CRITERIA)
    levels: Many[ReachedLevel] = field("Уровни, лучший первым", LEVELS)

    @property
    def indicators(self) -> int:
        """How many indicators there are, and so how many scores a programme has."""
        return sum(len(criterion.indicators) for criterion in self.criteria)

    @property
    def most(self) -> int:
        """The points of a programme whose every indicator shows in full."""
        return MOST_OF_ONE * self.indicators

    @property
    def spans(self) -> tuple[PointSpan, ...]:
        """The levels, the best first, each with its points: 15–18, 9–14, 0–8 in seed S4."""
        above = (self.most + 1, *(level.points for level in self.levels))
        return tuple(
            PointSpan(level.points, before - 1, code, level.title)
            for level, before, code in zip(self.levels, above, self._codes(), strict=False)
        )

    def level(self, points: int) -> PointSpan:
        """The level that so many points reach."""
        return next(span for span in self.spans if points >= span.least)

    def _codes(self) -> tuple[str, ...]:
        """Codes of the levels in `programme_levels`: the best, the worst, and whatever stands between them."""
        middle = tuple(f"fair-{number}" for number in range(2, len(self.levels) - 1))
        return ("best", *(("fair", *middle) if len(self.levels) > 2 else ()), "poor")

    @model_validator(mode="after")
    def _levels_fit(self) -> "ProgrammeForm":
        """Thresholds go down to 0 and can be reached."""
        points = [level.points for level in self.levels]
        if len(points) < 2 or points != sorted(set(points), reverse=True) or points[-1]:
            raise wrong(messages.LEVELS_GO_DOWN_TO_0)
        if "levels" not in self.model_fields_set and self.indicators != _INDICATORS:
            raise wrong(messages.LEVELS_OF_OTHER_CRITERIA)
        if points[0] > self.most:
            raise wrong(messages.level_out_of_reach(points[0], self.most))
        return self
