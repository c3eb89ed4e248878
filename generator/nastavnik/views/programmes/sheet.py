"""A programme as the макет of seed S4 prints it: blocks in its order, filled or empty, for paper and for Word.

The page and the .docx draw the same blocks, so they cannot differ. The place of the mentored person is always a line to
write on by hand; marks stand only where the record still has its scores, that is, inside the school.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nastavnik import messages
from nastavnik.records import Programme, School
from nastavnik.records.fields import Part
from nastavnik.records.programme import CRITERIA, PRINCIPLES, PlanRow, RoadmapRow
from nastavnik.records.vocabularies import Vocabularies

LINE, SHORT_LINE = "_" * 40, "_" * 12
EMPTY_ROWS = 2


class Text(NamedTuple):
    """A paragraph; `style` is title, centre, heading, item or empty for running text."""

    text: str
    style: str = ""


class Labelled(NamedTuple):
    """A caption and what stands after it: one value in the line, several below, none as a line to write on."""

    label: str
    values: tuple[str, ...]


class PaperCell(NamedTuple):
    text: str
    columns: int = 1
    rows: int = 1


class PaperGrid(NamedTuple):
    """A table: widths in percent of the page, the first `head` rows are captions."""

    caption: str
    widths: tuple[int, ...]
    rows: tuple[tuple[PaperCell, ...], ...]
    head: int = 0
    ruled: bool = True


PaperBlock = Text | Labelled | PaperGrid


class PaperData(NamedTuple):
    """What a sheet is made from besides the programme: names of mentors that may be shown, the school's own acts."""

    school: School
    vocabularies: Vocabularies
    mentors: Sequence[str] = ()
    acts: Sequence[str] = ()


def blocks(programme: Programme | None, sheet: PaperData) -> Iterator[PaperBlock]:
    """The макет from its first line to its last; None is the empty one."""
    yield from _explanation(programme, sheet)
    yield from _content(programme, sheet.vocabularies)
    yield from _tables(programme)
    yield from _criteria(programme, sheet.vocabularies)


def _explanation(programme: Programme | None, sheet: PaperData) -> Iterator[PaperBlock]:
    order = programme.approved if programme else None
    number = order.number if order and order.number else "__"
    date = f"{order.date:%d.%m.%Y}" if order and order.date else SHORT_LINE
    corner = (messages.APPROVED_BY, f"{messages.DIRECTOR} {SHORT_LINE}", messages.approved(number, date))
    yield Text(programme.title if programme else messages.MAKET, "title")
    yield Text(sheet.school.title, "centre")
    yield PaperGrid("", (58, 42), ((PaperCell(""), PaperCell("\n".join(corner))),), ruled=False)
    yield Text(messages.EXPLANATION, "heading")
    yield Text(messages.ABOUT_PROGRAMME)
    yield Text(messages.BASIS)
    yield from (Text(act, "item") for act in messages.ACTS)
    yield Labelled(messages.LOCAL_ACTS, tuple(sheet.acts))
    yield Text(messages.PERSONALISED)
    yield Text(messages.made_by(", ".join(sheet.mentors) or LINE, LINE))


def _content(programme: Programme | None, vocabularies: Vocabularies) -> Iterator[PaperBlock]:
    yield Labelled(messages.PROBLEM, _said(programme, "problem"))
    form = vocabularies["forms"].title(programme.form) if programme else ""
    kind = programme.mentoring_kind if programme else None
    facts = (
        (messages.FORM, form),
        (messages.TYPE, (programme and programme.type) or ""),
        (messages.KIND, vocabularies["mentoring_kinds"].title(kind) if kind else ""),
    )
    yield PaperGrid(messages.FORM, (41, 59), tuple((PaperCell(name), PaperCell(value)) for name, value in facts))
    yield Labelled(messages.GOAL, _said(programme, "goal"))
    yield Labelled(messages.TASKS, _said(programme, "tasks"))
    yield Labelled(messages.PRINCIPLES_OF, _said(programme, "principles") or PRINCIPLES)
    yield Labelled(messages.RESULTS, _said(programme, "results"))
    yield Labelled(messages.PERIOD, _said(programme, "period"))
    yield Labelled(messages.CONDITIONS, _said(programme, "conditions"))
    yield Labelled(messages.METHODS, _said(programme, "methods"))


def _tables(programme: Programme | None) -> Iterator[PaperBlock]:
    yield Text(messages.PLAN, "heading")
    yield _table(messages.PLAN, PlanRow, programme.plan if programme else (), (24, 23, 20, 15, 18))
    yield Text(messages.PROGRAMME_ROADMAP, "heading")
    rows = programme.roadmap if programme else ()
    yield _table(messages.PROGRAMME_ROADMAP, RoadmapRow, rows, (8, 18, 27, 16, 12, 19), numbered=True)


def _table(
    caption: str, part: type[Part], rows: Sequence[Part], widths: tuple[int, ...], *, numbered: bool = False
) -> PaperGrid:
    """Rows of a part under the captions of its fields; the empty макет has rows to write in."""
    head = [*([messages.ROW_NUMBER] if numbered else []), *(one.title or "" for one in part.model_fields.values())]
    filled = [[getattr(row, name) or "" for name in part.model_fields] for row in rows]
    body = filled or [[""] * len(part.model_fields)] * EMPTY_ROWS
    numbered_body = [[str(number), *row] for number, row in enumerate(body, 1)] if numbered else body
    return PaperGrid(caption, widths, tuple(tuple(map(PaperCell, row)) for row in [head, *numbered_body]), head=1)


def _criteria(programme: Programme | None, vocabularies: Vocabularies) -> Iterator[PaperBlock]:
    yield Text(messages.CRITERIA_HEADING, "heading")
    scores = iter(programme.scores if programme else ())
    rows = [
        (
            PaperCell(messages.CRITERION, rows=2),
            PaperCell(messages.INDICATOR, rows=2),
            PaperCell(messages.SCORE, columns=3),
        ),
        tuple(map(PaperCell, messages.SCORE_COLUMNS)),
    ]
    for group, indicators in CRITERIA:
        for place, indicator in enumerate(indicators):
            score = next(scores, None)
            marks = (PaperCell(str(score) if score == points else "") for points in (2, 1, 0))
            first = () if place else (PaperCell(group, rows=len(indicators)),)
            rows.append((*first, PaperCell(indicator), *marks))
    yield PaperGrid(messages.CRITERIA_HEADING, (22, 41, 12, 12, 13), tuple(rows), head=2)
    yield from map(Text, messages.LEVEL_LINES)
    if programme and programme.scores:
        level = vocabularies["programme_levels"].title(programme.level)
        yield Text(messages.points(sum(programme.scores), level))


def _said(programme: Programme | None, name: str) -> tuple[str, ...]:
    """What a field says, line by line; nothing in the empty макет."""
    value = getattr(programme, name) if programme else None
    return value if isinstance(value, tuple) else (value,) if value else ()
