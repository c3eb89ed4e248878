"""A programme as the макет of seed S4 prints it: blocks in its order, filled or empty, for paper and for Word.

The page and the .docx draw the same blocks, so they cannot differ. The place of the mentored person is always a line to
write on by hand; marks stand only where the record still has its scores, that is, inside the school.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nastavnik import messages
from nastavnik.records import Document, Mentor, Programme
from nastavnik.records.fields import Part
from nastavnik.records.programme import CRITERIA, PRINCIPLES, PlanRow, RoadmapRow
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school.catalogue import Catalogue

LINE, SHORT_LINE = "_" * 40, "_" * 12
EMPTY_ROWS = 2
ACT_TYPES = ("order", "decree", "regulation", "plan")


class PaperText(NamedTuple):
    """A paragraph; `style` is title, centre, heading, item or empty for running text."""

    text: str
    style: str = ""


class Labelled(NamedTuple):
    """A caption and what stands after it: one value in the line, several below, none as a line to write on."""

    label: str
    values: tuple[str, ...]


class PaperCell(NamedTuple):
    """A cell of a table: its text, and how many columns and rows it spans."""

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


PaperBlock = PaperText | Labelled | PaperGrid


def sheet(catalogue: Catalogue, programme: Programme | None) -> list[PaperBlock]:
    """The макет from its first line to its last, with the names of mentors that may be shown; None is the empty one."""
    return [
        *_explanation(catalogue, programme),
        *_content(programme, catalogue.vocabularies),
        *_tables(programme),
        *_criteria(programme, catalogue.vocabularies),
    ]


def _explanation(catalogue: Catalogue, programme: Programme | None) -> Iterator[PaperBlock]:
    mentors = [catalogue.get(Mentor, id) for id in programme.mentors] if programme else []
    names = ", ".join(entry.record.label for entry in mentors if entry)
    order = programme.approved if programme else None
    number = order.number if order and order.number else "__"
    date = f"{order.date:%d.%m.%Y}" if order and order.date else SHORT_LINE
    corner = (messages.APPROVED_BY, f"{messages.DIRECTOR} {SHORT_LINE}", messages.approved(number, date))
    yield PaperText(programme.title if programme else messages.MAKET, "title")
    yield PaperText(catalogue.school.title, "centre")
    yield PaperGrid("", (58, 42), ((PaperCell(""), PaperCell("\n".join(corner))),), ruled=False)
    yield PaperText(messages.EXPLANATION, "heading")
    yield PaperText(messages.ABOUT_PROGRAMME)
    yield PaperText(messages.BASIS)
    yield from (PaperText(act, "item") for act in messages.ACTS)
    yield Labelled(messages.LOCAL_ACTS, tuple(_acts(catalogue)))
    yield PaperText(messages.PERSONALISED)
    yield PaperText(messages.made_by(names or LINE, LINE))


def _acts(catalogue: Catalogue) -> Iterator[str]:
    """The school's own acts in force that the section must have."""
    for act in (entry.record for entry in catalogue.of(Document)):
        if act.level == "local" and act.state == "valid" and act.required and act.type in ACT_TYPES:
            number = f" № {act.number}" if act.number else ""
            yield f"{act.title}{f' от {act.date:%d.%m.%Y}' if act.date else ''}{number}"


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
    plan, roadmap = (programme.plan, programme.roadmap) if programme else ((), ())
    yield PaperText(messages.PLAN, "heading")
    yield _grid(messages.PLAN, _table(PlanRow, plan), (24, 23, 20, 15, 18))
    yield PaperText(messages.PROGRAMME_ROADMAP, "heading")
    head, *body = _table(RoadmapRow, roadmap)
    numbered = [[str(number), *row] for number, row in enumerate(body, 1)]
    yield _grid(messages.PROGRAMME_ROADMAP, [[messages.ROW_NUMBER, *head], *numbered], (8, 18, 27, 16, 12, 19))


def _table(part: type[Part], rows: Sequence[Part]) -> list[list[str]]:
    """Captions of the fields of a part and rows of it; the empty макет has rows to write in."""
    fields = part.model_fields
    filled = [[getattr(row, name) or "" for name in fields] for row in rows]
    return [[field.title or "" for field in fields.values()], *(filled or [[""] * len(fields)] * EMPTY_ROWS)]


def _grid(caption: str, rows: list[list[str]], widths: tuple[int, ...]) -> PaperGrid:
    return PaperGrid(caption, widths, tuple(tuple(map(PaperCell, row)) for row in rows), head=1)


def _criteria(programme: Programme | None, vocabularies: Vocabularies) -> Iterator[PaperBlock]:
    yield PaperText(messages.CRITERIA_HEADING, "heading")
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
    yield from map(PaperText, messages.LEVEL_LINES)
    if programme and programme.scores:
        level = vocabularies["programme_levels"].title(programme.level)
        yield PaperText(messages.points(sum(programme.scores), level))


def _said(programme: Programme | None, name: str) -> tuple[str, ...]:
    """What a field says, line by line; nothing in the empty макет."""
    value = getattr(programme, name) if programme else None
    return value if isinstance(value, tuple) else (value,) if value else ()
