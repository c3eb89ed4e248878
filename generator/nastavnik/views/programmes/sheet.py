"""A programme as the макет of seed S4 prints it: blocks in its order, filled or empty, for paper and for Word.

The page and the .docx draw the same blocks, so they cannot differ. The place of the mentored person is always a line to
write on by hand; marks stand only where the record still has its scores, that is, inside the school.
"""

from collections.abc import Iterator, Sequence

from nastavnik import messages
from nastavnik.records import Mentor, Programme
from nastavnik.records.fields import Part
from nastavnik.records.programme import PlanRow, RoadmapRow
from nastavnik.records.programme_form import MOST_OF_ONE, ProgrammeForm
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school.catalogue import Catalogue
from nastavnik.text.names import instrumental
from nastavnik.views.paper import LINE, Labelled, PaperBlock, PaperCell, PaperGrid, PaperText
from nastavnik.views.programmes.basis import basis_day, named_acts, own_acts

SHORT_LINE = "_" * 12
EMPTY_ROWS = 2


def sheet(catalogue: Catalogue, programme: Programme | None, mentors: Sequence[str] | None = None) -> list[PaperBlock]:
    """The макет from its first line to its last; a programme of None gives the empty one.

    `mentors` are the names to print, without them those that may be shown to everybody.
    """
    names = public_names(catalogue, programme) if mentors is None else mentors
    return [
        *_head(catalogue, programme),
        *_explanation(catalogue, programme, names),
        *_content(programme, catalogue.school.maket, catalogue.vocabularies),
        *_tables(programme),
        *_criteria(programme, catalogue.school.maket),
    ]


def public_names(catalogue: Catalogue, programme: Programme | None) -> list[str]:
    """Names of its mentors, of those that may be shown to everybody."""
    mentors = [catalogue.get(Mentor, id) for id in programme.mentors] if programme else []
    return [entry.record.label for entry in mentors if entry]


def _head(catalogue: Catalogue, programme: Programme | None) -> Iterator[PaperBlock]:
    order = programme.approved if programme else None
    number = order.number if order and order.number else "__"
    date = f"{order.date:%d.%m.%Y}" if order and order.date else SHORT_LINE
    head = messages.capital(catalogue.school.wording.head)
    corner = (messages.APPROVED_BY, f"{head} {SHORT_LINE}", messages.approved(number, date))
    yield PaperText(programme.title if programme else messages.MAKET, "title")
    yield PaperText(catalogue.school.title, "centre")
    yield PaperGrid("", (58, 42), ((PaperCell(""), PaperCell("\n".join(corner))),), ruled=False)


def _explanation(catalogue: Catalogue, programme: Programme | None, mentors: Sequence[str]) -> Iterator[PaperBlock]:
    maket, day = catalogue.school.maket, basis_day(catalogue, programme)
    yield PaperText(messages.EXPLANATION, "heading")
    yield from map(PaperText, maket.intro)
    yield PaperText(messages.BASIS)
    yield from (PaperText(act, "item") for act in named_acts(maket, day))
    yield Labelled(messages.LOCAL_ACTS, tuple(own_acts(catalogue, day)))
    yield PaperText(messages.PERSONALISED)
    yield from _makers(mentors)


def _makers(names: Sequence[str]) -> Iterator[PaperText]:
    """Who made it: mentors by name in the case the sentence asks for; where it is in doubt, in a line of their own."""
    by_names = [declined for name in names if (declined := instrumental(name))]
    if len(by_names) == len(names):
        yield PaperText(messages.made_by(by_names or [LINE], LINE))
    else:
        yield PaperText(messages.made_together(LINE, several=len(names) > 1))
        yield PaperText(messages.mentors_are(names))


def _content(programme: Programme | None, maket: ProgrammeForm, vocabularies: Vocabularies) -> Iterator[PaperBlock]:
    yield Labelled(messages.PROBLEM, _lines_of(programme, "problem"))
    kind = programme.mentoring_kind if programme else None
    facts = (
        (messages.FORM, vocabularies["forms"].as_typed(programme.form) if programme else ""),
        (messages.TYPE, (programme and programme.type) or ""),
        (messages.KIND, vocabularies["mentoring_kinds"].as_typed(kind) if kind else ""),
    )
    yield PaperGrid(messages.FORM, (41, 59), tuple((PaperCell(name), PaperCell(value)) for name, value in facts))
    yield Labelled(messages.GOAL, _lines_of(programme, "goal"))
    yield Labelled(messages.TASKS, _lines_of(programme, "tasks"))
    yield Labelled(messages.PRINCIPLES_OF, _lines_of(programme, "principles") or maket.principles)
    yield Labelled(messages.RESULTS, _lines_of(programme, "results"))
    yield Labelled(messages.PERIOD, _lines_of(programme, "period"))
    yield Labelled(messages.CONDITIONS, _lines_of(programme, "conditions"))
    yield Labelled(messages.METHODS, _lines_of(programme, "methods"))


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


def _criteria(programme: Programme | None, maket: ProgrammeForm) -> Iterator[PaperBlock]:
    yield PaperText(messages.CRITERIA_HEADING, "heading")
    rows = [*_criteria_head(), *_criteria_rows(maket, programme.scores if programme else ())]
    yield PaperGrid(messages.CRITERIA_HEADING, (22, 41, 12, 12, 13), tuple(rows), head=2)
    lines = [messages.level_line(span.least, span.most, span.title) for span in maket.spans]
    yield from (PaperText(line) for line in (*lines[:-1], f"{lines[-1]}."))
    if programme and programme.points is not None:
        yield PaperText(messages.points(programme.points, maket.level(programme.points).title))


def _criteria_head() -> Iterator[tuple[PaperCell, ...]]:
    yield (
        PaperCell(messages.CRITERION, rows=2),
        PaperCell(messages.INDICATOR, rows=2),
        PaperCell(messages.SCORE, columns=3),
    )
    yield tuple(map(PaperCell, messages.SCORE_COLUMNS))


def _criteria_rows(maket: ProgrammeForm, scores: Sequence[int]) -> Iterator[tuple[PaperCell, ...]]:
    """A row an indicator; a criterion spans the rows of its own, a mark stands under its points."""
    left = iter(scores)
    for criterion in maket.criteria:
        for place, indicator in enumerate(criterion.indicators):
            score = next(left, None)
            marks = (PaperCell(str(score) if score == points else "") for points in range(MOST_OF_ONE, -1, -1))
            first = () if place else (PaperCell(criterion.title, rows=len(criterion.indicators)),)
            yield (*first, PaperCell(indicator), *marks)


def _lines_of(programme: Programme | None, name: str) -> tuple[str, ...]:
    """What a field says, line by line; nothing in the empty макет."""
    value = getattr(programme, name) if programme else None
    return value if isinstance(value, tuple) else (value,) if value else ()
