"""Records of uploaded files that are published at once: which, and what the form asks of a record in that state.

Practices: who has looked for personal data in the text, and when. One answer holds for all that are ticked.
"""

from collections.abc import Iterator, Sequence

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.asking import input_of, is_askable, part_inputs
from nastavnik.desk.errands.errand import ErrandQuestion
from nastavnik.desk.web import Request
from nastavnik.office.taking_in import Intake, TakenRecord
from nastavnik.office.taking_in.answers import RecordAnswers
from nastavnik.records.inputs import Input, Widget
from nastavnik.records.record import Record

PUBLISH = "publish"
"""Ticks of records that are published at once; before a path, what the form asks then."""


def published_at_once(desk: Desk, taken: Intake, request: Request) -> dict[str, RecordAnswers]:
    """What publishes the records that are ticked and written to the end; nothing while a question is not answered."""
    ready = _ready(taken, request)
    if not taken.cls.asked_by or not ready or _unanswered(desk, taken.cls, request):
        return {}
    state, code, (day, *_) = taken.cls.asked_by
    each = input_of(desk, taken.cls, state)
    word = next((choice.word for choice in each.choices if choice.code == code), code) if each else code
    asked = {path: _answer(desk, path, each, request) for path, each in _asked(desk, taken.cls)}
    return {id: {state: word, day: desk.today().isoformat(), **asked} for id in ready}


def questions_at_once(desk: Desk, taken: Intake, request: Request) -> list[ErrandQuestion]:
    """Which records are published at once, and what is to be said of those."""
    if not taken.cls.asked_by:
        return []
    records = [record for record in taken.of("new") if is_askable(desk, taken.cls, record)]
    unanswered = _unanswered(desk, taken.cls, request) if _ready(taken, request) else []
    asked = [
        ErrandQuestion(
            f"{PUBLISH}/{path}",
            messages.asked_when_published(each.caption),
            value=_answer(desk, path, each, request),
            is_day=each.widget is Widget.DAY,
            mistake=messages.DESK_CHECKED_FIRST if path in unanswered else "",
        )
        for path, each in _asked(desk, taken.cls)
    ]
    return [_what_goes_out(records, request), *asked] if records else []


def waits(questions: Sequence[ErrandQuestion]) -> bool:
    """Whether nothing may be written before these are answered."""
    return any(question.mistake for question in questions)


def _ready(taken: Intake, request: Request) -> list[str]:
    """Ids of the records that are ticked and written to the end."""
    return [record.id for record in taken.of("new") if not record.problems and (PUBLISH, record.id) in request.fields]


def _asked(desk: Desk, cls: type[Record]) -> Iterator[tuple[str, Input]]:
    """What the form asks of a record in the state of a published one, by its path: the parts it opens then."""
    for name in cls.asked_by[2] if cls.asked_by else ():
        for each in part_inputs(desk, cls, name):
            yield f"{name}/{each.name}", each


def _unanswered(desk: Desk, cls: type[Record], request: Request) -> list[str]:
    return [path for path, each in _asked(desk, cls) if each.required and not _answer(desk, path, each, request)]


def _answer(desk: Desk, path: str, each: Input, request: Request) -> str:
    """As it was typed; a day that nobody has changed is today, as in the form."""
    names = [name for name, _ in request.fields]
    is_untouched = f"{PUBLISH}/{path}" not in names and each.widget is Widget.DAY
    return desk.today().isoformat() if is_untouched else request.field(f"{PUBLISH}/{path}").strip()


def _what_goes_out(records: Sequence[TakenRecord], request: Request) -> ErrandQuestion:
    choices = [(record.id, record.label) for record in records]
    ticked = [record.id for record in records if (PUBLISH, record.id) in request.fields]
    hint = messages.DESK_PUBLISH_AT_ONCE_HINT
    return ErrandQuestion(
        PUBLISH, messages.DESK_PUBLISH_AT_ONCE, choices, value=",".join(ticked), hint=hint, several=True
    )
