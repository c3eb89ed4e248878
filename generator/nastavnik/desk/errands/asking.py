"""What the page of an upload asks about new records: fields they lack, words for a picture, whether guesses are right.

Whether they are published at once: `at_once`.

A question is named after its record and field, «mentors/gusev/forms», so an answer finds its way back.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandQuestion
from nastavnik.desk.web import Request
from nastavnik.office.taking_in import TAKEN, Intake, TakenRecord
from nastavnik.office.taking_in.answers import RecordAnswers
from nastavnik.office.uploads import story_picture
from nastavnik.records.fields import read_day
from nastavnik.records.inputs import Input, Widget
from nastavnik.records.nesting import models_in
from nastavnik.records.record import Record

ASKED = {Widget.LINE, Widget.TEXT, Widget.DAY, Widget.CHOICE, Widget.CHOICES}
"""Inputs that are one question; the others are filled in in the form of the record."""
TO_CONFIRM = "to_confirm"
"""The field that names what was guessed (`records.document.Document`)."""
RIGHT, SHOWN = "right", "@right"
"""Ticks of records whose guesses are right, and those that were offered."""


def questions_about(
    desk: Desk, taken: Intake, request: Request, doubtful: Sequence[str]
) -> tuple[list[ErrandQuestion], list[tuple[str, str]]]:
    """Questions about the new records of one kind, and what the page has shown.

    Records with these `doubtful` ids are not to be confirmed here.
    """
    new = taken.of("new")
    asked = [question for record in new for question in _of_record(desk, taken.cls, record, request)]
    guessed = [record for record in new if TO_CONFIRM in record.values and record.id not in doubtful]
    shown = [(SHOWN, record.id) for record in guessed]
    if guessed:
        asked.append(_what_is_right(guessed, request))
    return asked, shown


def answers_to(desk: Desk, kind: str, request: Request) -> dict[str, RecordAnswers]:
    """What was answered about records of a kind: values of their fields, by the ids of the records."""
    answers: dict[str, dict[str, Any]] = {}
    for name, text in request.fields:
        asked_kind, _, rest = name.partition("/")
        id, _, path = rest.partition("/")
        each = input_of(desk, TAKEN[kind].cls, path) if asked_kind == kind and path else None
        if each and text.strip():
            _add(answers.setdefault(id, {}), path, each, text.strip())
    for id in (text for name, text in request.fields if name == RIGHT and (SHOWN, text) in request.fields):
        if TO_CONFIRM in TAKEN[kind].cls.model_fields:
            answers.setdefault(id, {})[TO_CONFIRM] = None
    return dict(answers)


def is_asked(desk: Desk, taken: Intake, record: TakenRecord) -> bool:
    """Whether everything a record lacks is asked on the page."""
    return record.state == "new" and bool(record.lacks) and is_askable(desk, taken.cls, record)


def is_askable(desk: Desk, cls: type[Record], record: TakenRecord) -> bool:
    """Whether what a record lacks, if anything, can be asked on the page."""
    inputs = (input_of(desk, cls, name) for name in record.lacks)
    return all(each and each.widget in ASKED for each in inputs)


def _add(answers: dict[str, Any], path: str, each: Input, text: str) -> None:
    """Several ticks of one field make a list; words are written as the vocabulary has them."""
    word = next((choice.word for choice in each.choices if choice.code == text), text)
    answers[path] = [*answers.get(path, []), word] if each.widget is Widget.CHOICES else word


def _of_record(desk: Desk, cls: type[Record], record: TakenRecord, request: Request) -> Iterator[ErrandQuestion]:
    """What a record lacks, and what is to be said of the picture of a story."""
    paths = [*record.lacks, *_of_picture(desk, cls, record.values)]
    for path in paths:
        each = input_of(desk, cls, path)
        if each and each.widget in ASKED:
            yield _question(cls, record, path, each, request)


def _of_picture(desk: Desk, cls: type[Record], values: Mapping[str, Any]) -> Iterator[str]:
    """Fields of the picture a record comes with: what is seen on it, what shows that people agreed."""
    field = story_picture(cls)
    part = values.get(field.name) if field else None
    if field is None or not isinstance(part, Mapping):
        return
    yield from (
        f"{field.name}/{each.name}" for each in part_inputs(desk, cls, field.name) if each.widget is Widget.LINE
    )


def _question(cls: type[Record], record: TakenRecord, path: str, each: Input, request: Request) -> ErrandQuestion:
    name = f"{cls.kind}/{record.id}/{path}"
    posted = [text for key, text in request.fields if key == name]
    choices = [(choice.code, choice.title) for choice in each.choices]
    if each.widget is Widget.CHOICE:
        choices = [("", "—"), *choices]
    return ErrandQuestion(
        name,
        messages.asked_of(record.label, each.caption),
        choices,
        value=",".join(posted) if posted else _said_already(record, path),
        hint=messages.capital(each.hint) or (messages.example_of(each.example) if not choices else ""),
        is_day=each.widget is Widget.DAY,
        several=each.widget is Widget.CHOICES,
    )


def _said_already(record: TakenRecord, path: str) -> str:
    """What the file itself says of a picture."""
    name, _, inside = path.partition("/")
    part = record.values.get(name)
    text = str(part.get(inside) or "") if inside and isinstance(part, Mapping) else ""
    return "" if text == messages.PICTURE_OF_A_STORY else text


def _what_is_right(guessed: Sequence[TakenRecord], request: Request) -> ErrandQuestion:
    """Ticked beforehand until somebody takes a tick away."""
    choices = [(record.id, _guessed(record)) for record in guessed]
    ticked = [
        record.id
        for record in guessed
        if (RIGHT, record.id) in request.fields or (SHOWN, record.id) not in request.fields
    ]
    return ErrandQuestion(RIGHT, messages.DESK_GUESSED_RIGHT, choices, value=",".join(ticked), several=True)


def _guessed(record: TakenRecord) -> str:
    values = record.values
    day = str(values.get("date") or "")
    in_words = messages.day(read_day(day)) if day else ""
    return messages.guessed_document(record.label, str(values.get("type", "")), str(values.get("number", "")), in_words)


def input_of(desk: Desk, cls: type[Record], path: str) -> Input | None:
    """The input of a field, or of a field of a part («image/alt»)."""
    name, _, inside = path.partition("/")
    inputs = part_inputs(desk, cls, name) if inside else desk.values.inputs(cls)
    return next((each for each in inputs if each.name == (inside or name)), None)


def part_inputs(desk: Desk, cls: type[Record], name: str) -> Sequence[Input]:
    """The inputs of a field that is a part; none of any other."""
    field = cls.model_fields.get(name)
    model: type[BaseModel] | None = next(models_in(field.annotation), None) if field else None
    return desk.values.inputs(model, cls) if model else ()
