"""What of the plan can be marked as done by now, and the plan with such marks: many steps at once."""

import copy
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from nastavnik import messages
from nastavnik.office.patching.patch import patched
from nastavnik.records import Roadmap, School
from nastavnik.school import statuses
from nastavnik.school.cabinet import Cabinet, Original
from nastavnik.school.statuses import Progress, Status
from nastavnik.text.editing import open_written
from nastavnik.text.source import Keys

TIMELY: tuple[Status, ...] = ("now", "soon")
"""Statuses of steps that may be done by now though their term is not over."""


@dataclass(frozen=True, slots=True)
class OpenStage:
    """A stage that is not done and what stands below it; only steps whose term has passed, runs or is near."""

    stage: Progress
    steps: tuple[Progress, ...]
    """Activities and their contents, in the plan's order."""


def open_stages(plan: Original[Roadmap], today: dt.date, school: School) -> list[OpenStage]:
    """Stages with something that can be marked as done on `today`, in the plan's order."""
    standing = statuses.plan(plan.record, today, school)
    stages = [OpenStage(stage, tuple(_open_below(stage))) for stage in standing.stages if stage.status != "done"]
    return [each for each in stages if each.steps or _is_timely(each.stage)]


class Unmarked(NamedTuple):
    """Terms of the current plan that have passed without a mark, and whether something of it was marked already."""

    terms: int
    has_marks: bool


def unmarked(cabinet: Cabinet, today: dt.date) -> Unmarked:
    """What of the current plan waits for a mark, of the steps `open_stages` offers; nothing of a plan that is over."""
    plan = cabinet.current_plan()
    standing = statuses.plan(plan.record, today, cabinet.school) if plan else None
    if plan is None or standing is None or not standing.is_alive:
        return Unmarked(0, has_marks=False)
    offered = (step for each in open_stages(plan, today, cabinet.school) for step in (each.stage, *each.steps))
    terms = sum(step.overdue > 0 and step.own_phrase and not step.is_rhythm for step in offered)
    return Unmarked(terms, has_marks=any(step.status == "done" for step in standing.walk()))


def marked(plan: Original[Roadmap], days: Mapping[Keys, dt.date | None]) -> dict[Path, bytes]:
    """The plan in which the steps under these keys are done on their days; None where nobody knows the day.

    Raises `EditRefused` and `Unreadable`.
    """
    written = open_written(plan.file.path, plan.file.name)
    data = copy.deepcopy(written.source.data)
    for keys, day in days.items():
        step: Any = data
        for key in keys:
            step = _below(step, key)
        step["done"] = day.isoformat() if day else messages.YES
    return {plan.file.path: patched(written, data)}


def _below(part: Any, key: str | int) -> Any:
    """What stands under a key; a list of one may be written as the one alone."""
    return part if isinstance(key, int) and isinstance(part, dict) else part[key]


def _open_below(stage: Progress) -> Iterator[Progress]:
    yield from (step for item in stage.items for step in item.walk() if step.status != "done" and _is_timely(step))


def _is_timely(step: Progress) -> bool:
    """Whether its term has passed, runs, or begins or ends soon; what happens again and again is never done."""
    return not step.is_rhythm and (step.overdue > 0 or step.status in TIMELY)
