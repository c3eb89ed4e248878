"""A practice as other sites tell of it: name, a few sentences, who and for whom; the rest stands on their page."""

from collections.abc import Mapping
from typing import Any

from nastavnik.records import Practice
from nastavnik.records.codes import EducationLevel, MentoringForm
from nastavnik.records.fields import Line, Lines, Many, Markdown, field


def _caption(name: str) -> str:
    return Practice.model_fields[name].title or name


class BriefPractice(Practice):
    """A practice of which little is known: what schema.org asks of a page, not what a full card has."""

    summary: Lines = field(_caption("summary"), min_length=1, max_length=500)
    forms: Many[MentoringForm] = field(_caption("forms"), ())
    education_levels: Many[EducationLevel] = field(_caption("education_levels"), ())
    problem: Markdown | None = field(_caption("problem"), None)  # type: ignore[assignment]
    goal: Markdown | None = field(_caption("goal"), None)  # type: ignore[assignment]
    description: Markdown | None = field(_caption("description"), None)  # type: ignore[assignment]
    results: Many[Markdown] = field(_caption("results"), ())
    period: Line | None = field(_caption("period"), None)  # type: ignore[assignment]


def lacking(data: Mapping[str, Any]) -> list[str]:
    """Captions of the fields a full card must have and this one has not; none of them for a full card."""
    fields = Practice.model_fields.items()
    return [info.title or name for name, info in fields if info.is_required() and not data.get(name)]
