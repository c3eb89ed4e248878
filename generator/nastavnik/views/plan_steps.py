"""The stages of a plan as short steps of a year: a name, a sign, a word on what goes on."""

from collections.abc import Iterator
from typing import NamedTuple

from nastavnik import messages
from nastavnik.school.statuses import Plan, Progress, Status

LONGEST_NAME = 60
MOST_STEPS = 9
"""A longer row is no picture any more: what is done leaves it."""
MOST_RUNNING = 3
"""More stages at once are no place in the year: the sentence counts them."""
GOES_ON = ("now", "late")


class StageStep(NamedTuple):
    """A step: how its stage is spoken of and shortly called, where it stands, a word on one that goes on."""

    number: str
    title: str
    url: str
    status: Status
    note: str


def steps(plan: Plan) -> list[StageStep]:
    """The stages in the plan's order; of many only those that are not done, at most `MOST_STEPS`."""
    rows = [_step(plan, index, stage) for index, stage in enumerate(plan.stages)]
    return rows if len(rows) <= MOST_STEPS else [row for row in rows if row.status != "done"][:MOST_STEPS]


def _step(plan: Plan, index: int, stage: Progress) -> StageStep:
    note = _note(stage, plan) if stage.status in GOES_ON else ""
    title = messages.shortened(stage.title, LONGEST_NAME)
    return StageStep(stage.number, title, f"roadmap/#etap-{plan.code(index)}", stage.status, note)


def _note(stage: Progress, plan: Plan) -> str:
    """When a stage that goes on ends, and why it was moved, as far as both still hold."""
    moved = stage.step.postponed.to if stage.step.postponed else None
    ahead = moved if moved and moved >= plan.frame.today else None
    until = messages.moved_to(ahead) if ahead else stage.described
    return " · ".join(filter(None, (until, stage.reason)))


def place_in_year(plan: Plan) -> str:
    """«Этап 5 из 7 · дальше: мониторинг и итоги»; empty where no stage of several goes on, or too many do."""
    running = [stage.number for stage in plan.stages if stage.status == "now"]
    if len(plan.stages) == 1 or not 0 < len(running) <= MOST_RUNNING:
        return ""
    following = next(_following(plan), None)
    return messages.place_in_year(
        running, len(plan.stages), messages.shortened(following.title, LONGEST_NAME) if following else ""
    )


def unfolded(plan: Plan) -> frozenset[int]:
    """Which stages stand open on a telephone, from 0: those that go on; none where too many do."""
    going = frozenset(index for index, stage in enumerate(plan.stages) if stage.status in GOES_ON)
    return going if len(going) <= MOST_RUNNING else frozenset()


def _following(plan: Plan) -> Iterator[Progress]:
    """What comes next: a stage that begins soon before one that is further ahead."""
    for status in ("soon", "plan"):
        yield from (stage for stage in plan.stages if stage.status == status)
