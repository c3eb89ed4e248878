"""A practice as other sites tell of it: name, a few sentences, who and for whom; the rest stands on their page."""

from collections.abc import Mapping
from typing import Any

from nastavnik.records import Practice
from nastavnik.records.codes import EducationLevel, MentoringForm
from nastavnik.records.fields import Line, Lines, Many, Markdown, field


class BriefPractice(Practice):
    """A practice of which little is known: what schema.org asks of a page, not what a full card has."""

    summary: Lines = field("Коротко", min_length=1, max_length=500)
    forms: Many[MentoringForm] = field("Форма", ())
    education_levels: Many[EducationLevel] = field("Уровень образования", ())
    problem: Markdown | None = field("Какую проблему решаем", None)  # type: ignore[assignment]
    goal: Markdown | None = field("Цель", None)  # type: ignore[assignment]
    description: Markdown | None = field("Как это устроено", None)  # type: ignore[assignment]
    results: Many[Markdown] = field("Что получилось", ())
    period: Line | None = field("Период", None)  # type: ignore[assignment]


def lacking(data: Mapping[str, Any]) -> list[str]:
    """Captions of the fields a full card must have and this one has not; none of them for a full card."""
    fields = Practice.model_fields.items()
    return [info.title or name for name, info in fields if info.is_required() and not data.get(name)]
