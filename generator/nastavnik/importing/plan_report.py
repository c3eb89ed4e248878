"""What the import of a plan tells: how much of it there is, what of the document is not in the record, and why."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from nastavnik import messages
from nastavnik.importing.approvals import APPROVAL, DECISION
from nastavnik.importing.grid import Block, Grid
from nastavnik.importing.losses import WORD
from nastavnik.importing.notes import Note
from nastavnik.importing.outline import LIST
from nastavnik.importing.plans import RoadmapTable

VALUES = ("term", "responsible", "result")
_SCHOOL = r"(?:школ|гимнази|лице[йя]|детск\w+ сад|колледж|техникум)"
ORGANISATION = re.compile(
    r"(?i)\b(?:бюджетн|казенн|казённ|автономн|муниципальн|государственн|частн)\w*\s.*(?:учреждени|организаци)"
    r"|^\W*(?:[мгофч][бкач](?:до|по|о|д|)у|[мч]?д?оу)\b"
    rf"|^\W*(?:(?:началь|основ|средн|общеобразоват|вечерн)\w*\s+){{1,4}}{_SCHOOL}"
    rf"|{_SCHOOL}\w*\s*(?:№\s*\d|[«\"])"
)
"""A line that names whose plan it is."""
HIGHEST_STAMP = 8  # rows of a table that holds only who approves
LONGEST_NAME = 200  # signs of a line with the name of an organisation


def taken(record: Mapping[str, Any]) -> str:
    """«Взято: 7 этапов, 19 мероприятий; срок — у всех, ответственный — у 15 из 19»: of each column the table has.

    A value of a stage, or one of a part of an activity, holds for the activity: nobody looks for a merged cell twice.
    """
    stages = record["stages"]
    activities = [(stage, item) for stage in stages for item in stage.get("items", ())]
    parts = sum(1 for _, item in activities for _ in steps(item.get("items", ())))
    units = [*activities, *((stage, stage) for stage in stages if not stage.get("items"))]
    shares = {
        key: sum(any(key in step for step in (stage, *steps([item]))) for stage, item in units)
        for key in VALUES
        if key in record.get("captions", ()) or any(key in step for step in steps(stages))
    }
    others = dict.fromkeys(caption for step in steps(stages) for caption in step.get("other", ()))
    bare = len(units) - len(activities)
    return messages.plan_taken(len(stages), len(activities), parts, bare, shares, list(others))


def steps(items: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Stages or items and everything below them."""
    for item in items:
        yield item
        yield from steps(item.get("items", ()))


def on_choice(plan: RoadmapTable, others: Sequence[RoadmapTable]) -> Iterator[Note]:
    """Which of several tables is the plan, and how sure that is."""
    number = plan.parts[0].grid.number
    yield from (Note(messages.other_table_left_out(number, other)) for other in _rivals(plan, others))
    if number == LIST:
        yield Note(messages.READ_FROM_LIST)
    yield from (Note(messages.table_not_joined(number)) for number in plan.not_joined)
    if plan.guessed:
        yield Note(messages.columns_guessed(number))


def around(
    blocks: Sequence[Block], plan: RoadmapTable, others: Sequence[RoadmapTable], record: Mapping[str, Any], text: str
) -> Iterator[Note]:
    """What of some blocks beside the plan is not in the record, whose file is `text`, and why."""
    words = " ".join(text.split())
    own = {part.grid.number for part in plan.parts}
    mentioned = own | set(plan.not_joined) | set(_rivals(plan, others))
    plan_like = {other.parts[0].grid.number for other in others}
    below = False
    yield from _approvals(record)
    for block in blocks:
        if isinstance(block, Grid):
            below = below or block.number in own
            if block.number not in mentioned and not all(cell.plain in words for cell in block.cells):
                yield from _of_table(block, text, plan_like)
        elif block.plain and block.plain not in words:
            yield _of_line(block.plain, below=below)


def _rivals(plan: RoadmapTable, others: Sequence[RoadmapTable]) -> list[int]:
    """Numbers of other tables that could be the plan as well."""
    return [other.parts[0].grid.number for other in others if other.titled or not plan.titled]


def _approvals(record: Mapping[str, Any]) -> Iterator[Note]:
    """What the record says of who approved the plan: it was read from words, so somebody compares."""
    approved = record.get("approved", ())
    each = [approved] if isinstance(approved, Mapping) else approved
    if each:
        yield Note(messages.APPROVAL_TAKEN, "", "; ".join(map(messages.approval_read, each)))


def _of_table(grid: Grid, record: str, plan_like: Collection[int]) -> Iterator[Note]:
    """Why a table is not in the plan; one that approves it is told of only if something of it was not read."""
    words = " · ".join(cell.plain for cell in grid.row(0) if cell.plain) if grid.rows else ""
    whole = " ".join(cell.plain for cell in grid.cells)
    is_stamp = APPROVAL.search(whole) and grid.rows <= HIGHEST_STAMP
    unread = [word for word in set(WORD.findall(whole)) - set(WORD.findall(record)) if not DECISION.match(word)]
    if words and (unread or not is_stamp):
        other = messages.OTHER_PLAN if grid.number in plan_like else messages.OTHER_TABLE
        yield Note(messages.APPROVAL_NOT_READ if is_stamp else other, messages.table_number(grid.number), words)


def _of_line(line: str, *, below: bool) -> Note:
    """Why a line above or below the plan is not in it."""
    if below:
        return Note(messages.TEXT_BELOW_TABLE, "", line)
    is_name = len(line) <= LONGEST_NAME and ORGANISATION.search(line)
    return Note(messages.ORGANISATION_LEFT_OUT if is_name else messages.TEXT_ABOVE_TABLE, "", line)
