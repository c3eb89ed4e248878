"""A roadmap as a paper: the approved table, who approved it, and what the school has marked since."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from nastavnik.records.roadmap import Approval, Roadmap
from nastavnik.school.statuses import Plan, Progress
from nastavnik.text.source import Keys
from nastavnik.views.plan_table import PlanTable, PlanTableRow, plan_table


@dataclass(frozen=True, slots=True)
class PlanMark:
    """What is marked beside a row or, over so many `rows`, beside a whole stage that is done."""

    rows: int
    done: int
    of: int
    """How many steps of the row are done, and how many there are."""
    day: dt.date | None
    """The day it was done, if one step was and the school says when."""
    moved: dt.date | None


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """The table with the column of marks; `marks` has one or None a row, and is empty if nothing is marked."""

    table: PlanTable
    approvals: tuple[Approval, ...]
    marks: tuple[PlanMark | None, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it needs a sheet on its side."""
        return self.table.is_wide


def plan_paper(plan: Plan) -> PlanPaper:
    """The paper of a plan as it stands on its day."""
    table = plan_table(plan.roadmap)
    steps = {step.keys: step for stage in plan.stages for step in stage.walk()}
    if not any(step.status == "done" or _moved(step) for step in steps.values()):
        return PlanPaper(table, approvals(plan.roadmap), ())
    by_stage = (list(rows) for _, rows in groupby(table.rows, key=lambda row: row.stage))
    return PlanPaper(table, approvals(plan.roadmap), tuple(mark for rows in by_stage for mark in _marks(rows, steps)))


def approvals(roadmap: Roadmap) -> tuple[Approval, ...]:
    """Approvals from left to right: whose signature puts the plan in force stands last, in the right corner.

    A signature that the words of its block do not hold («УТВЕРЖДАЮ» stood in a cell of its own) is a block again.
    """
    return tuple(sorted((part for block in roadmap.approved for part in _parts(block)), key=_is_order))


def _parts(block: Approval) -> tuple[Approval, ...]:
    if not block.text or not block.name or block.name.replace(" ", "") in re.sub(r"\s", "", block.text):
        return (block,)
    return Approval(text=block.text), Approval(post=block.post, name=block.name)


def years_missing(roadmap: Roadmap) -> bool:
    """Whether the years of a plan must stand below its title, which does not say them."""
    years = re.findall(r"\d{4}", roadmap.school_year or roadmap.period or "")
    written = set(re.findall(r"\d{4}", roadmap.title or ""))
    return bool(roadmap.school_year or roadmap.period) and not (years and set(years[:1]) <= written)


def _is_order(approval: Approval) -> bool:
    text = (approval.text or "").lower()
    return "утвержд" in text if text else bool(approval.order or not approval.body)


def _marks(rows: Sequence[PlanTableRow], steps: dict[Keys, Progress]) -> list[PlanMark | None]:
    """Marks of the rows of a stage; None where a mark above covers the row."""
    stage = steps["stages", rows[0].stage]
    if stage.status == "done":
        return [PlanMark(len(rows), 1, 1, stage.done_on, _moved(stage)), *[None] * (len(rows) - 1)]
    marks: list[PlanMark | None] = [_mark([steps[keys] for keys in row.steps]) for row in rows]
    first = marks[0]
    if first and not first.done and not first.moved:
        marks[0] = PlanMark(1, 0, first.of, None, _moved(stage))
    return marks


def _mark(steps: Sequence[Progress]) -> PlanMark:
    done = [step for step in steps if step.status == "done"]
    moved = next((day for step in steps if step.status != "done" and (day := _moved(step))), None)
    return PlanMark(1, len(done), len(steps), steps[0].done_on if done and len(steps) == 1 else None, moved)


def _moved(step: Progress) -> dt.date | None:
    return step.step.postponed.to if step.step.postponed else None
