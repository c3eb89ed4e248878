"""The form of a record: drawn from its class, checked while somebody types, drawn again where it cannot be saved."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.appearance import UNKNOWN, appearance
from nastavnik.desk.built_site import only_looked_at
from nastavnik.desk.consent_notes import consent_notes
from nastavnik.desk.form_page import FormPage
from nastavnik.desk.labels import called, named
from nastavnik.desk.mistakes import FieldRemark, field_at, path_of, remarks
from nastavnik.desk.obstacle import instead_of_a_page, obstacle
from nastavnik.desk.record_editing import STATE, FormChange, OpenRecord, misnamed, opened
from nastavnik.desk.saved_notice import saved_notice
from nastavnik.desk.section import Reading
from nastavnik.desk.text_page import text_page
from nastavnik.desk.values import FormValues, Posted
from nastavnik.desk.web import FRAMED, Request, Response, content_type
from nastavnik.engines.trial import of_page
from nastavnik.errors import EditRefused
from nastavnik.records import Mentor, School
from nastavnik.records.inputs import Input
from nastavnik.records.own_page import OwnPage
from nastavnik.school.catalogue import SUFFIXES
from nastavnik.text.addresses import output_path
from nastavnik.text.source import Keys, Place, Problem, Unreadable

DEEPEST = 20
"""Steps of the path of an input; the deepest one there is has seven."""
STAGES = "stages"
"""The list of references to stages of the roadmap."""
NO_QUERY: Mapping[str, str] = {}


def edit_page(desk: Desk, request: Request) -> Response:
    """The form of a record, the page beside it."""
    kind, id = request.names
    record = opened(desk.project, kind, id)
    if record is None or (record.raw is None and kind != School.kind):
        return desk.not_found(misnamed(desk.project, kind, id))
    try:
        data = record.data()
    except Unreadable as refused:
        return text_page(desk, record, str(refused.problem.message), refused.problem.place.line)
    desk.unsaved.pop(record.path, None)
    return _form(desk, desk.editing.show(record), data, request.query)


def new_page(desk: Desk, request: Request) -> Response:
    """An empty form; the name of the file comes from what the record is called."""
    record = opened(desk.project, request.names[0], "")
    return desk.not_found() if record is None else _form(desk, record, {})


def blank(desk: Desk, request: Request) -> Response:
    """An empty item of a list of the form, drawn when somebody wants to add one."""
    record = opened(desk.project, request.names[0], "")
    path, step = request.query.get("path", ""), request.query.get("as", "")
    each = _input_at(desk.values, record.cls, path) if record and path.count("/") < DEEPEST else None
    if record is None or each is None or not step.isalnum():
        return desk.not_found()
    owner, field = each
    page = FormPage(record, desk.values, {}, "", "")
    return desk.draw("blank.html", page=page, each=field, cls=owner, path=f"{path}/{step}")


def draft(desk: Desk, request: Request) -> Response:
    """What `check` says of a form that is not saved, and where its page is, as JSON for the page's script."""
    kind, id = request.names
    record = opened(desk.project, kind, id)
    if record is None:
        return desk.not_found()
    posted, values = Posted.of(request.fields), desk.values
    try:
        change = desk.editing.change(record, request.field(STATE), posted, values)
        raw = change.raw()
    except (EditRefused, Unreadable) as refused:
        return as_json({"remarks": [_remark(FieldRemark((), desk.wording.said(str(refused)), "error"))]})
    desk.unsaved[record.path] = raw
    changed = replace(record, raw=raw)
    reading = desk.section.read(desk.today(), {record.path: raw})
    words = reading.prepared.catalogue.vocabularies if reading.prepared else values.words
    problems = _problems(reading, record)

    def in_form(keys: Keys) -> Keys:
        return values.path_in_form(record.cls, keys, change.before, posted)

    field_remarks = [
        replace(remark, keys=in_form(remark.keys))
        for remark in remarks(record.cls, changed.source(), words, problems, desk.labels.titles())
    ]
    stands = appearance(desk, reading, record)
    notes = consent_notes(record.cls, change.data, words, desk.today(), _cards(reading))
    return as_json(
        {
            "remarks": list(map(_remark, field_remarks)),
            "look": f"/look/{record.address}/{stands.address}",
            "note": stands.note,
            "way": stands.way,
            "unchanged": raw == record.raw,
            "consents": {path_of(in_form(note.keys)): note.sentence for note in notes},
            "hidden": [path_of(in_form(keys)) for note in notes for keys in note.hidden],
        }
    )


def look(desk: Desk, request: Request) -> Response:
    """A page of the section with one form as it stands, not saved."""
    kind, id, path = request.names
    record = opened(desk.project, kind, id)
    texts = {record.path: desk.unsaved[record.path]} if record and record.path in desk.unsaved else {}
    return _page(desk, path, texts)


def site_page(desk: Desk, request: Request) -> Response:
    """A page of the section as the files on the disk make it."""
    response = _page(desk, request.names[0], {})
    return replace(response, body=only_looked_at(response.body)) if response.policy == FRAMED else response


def _page(desk: Desk, path: str, texts: dict[Path, bytes]) -> Response:
    reading = desk.section.read(desk.today(), texts)
    if reading.prepared is None and output_path(path).endswith(".html"):
        return instead_of_a_page(desk, obstacle(desk, reading))
    data = desk.section.page(desk.today(), path, texts)
    return desk.not_found() if data is None else Response(data, content_type(path), policy=FRAMED)


# --- drawing


def _problems(reading: Reading, record: OpenRecord) -> list[Problem]:
    """What `check` says of one file; of a page, also what would stop the engine that draws it."""
    problems = [problem for problem in reading.problems if problem.place.file == record.file]
    if record.cls is OwnPage and reading.prepared:
        sentences = {(problem.place, problem.message) for problem in problems}
        drawn = of_page(reading.prepared, record.file)
        problems += [problem for problem in drawn if (problem.place, problem.message) not in sentences]
    return problems


def _form(desk: Desk, record: OpenRecord, data: dict[str, Any], query: Mapping[str, str] = NO_QUERY) -> Response:
    values, is_new = desk.values, record.raw is None
    reading = desk.section.read(desk.today())
    problems = _problems(reading, record)
    stands = UNKNOWN if is_new else appearance(desk, reading, record, problems)
    field_remarks = [] if is_new else remarks(record.cls, record.source(), values.words, problems, desk.labels.titles())
    page = FormPage(
        record,
        values,
        values.shown(record.cls, data),
        _title(record, data),
        _action(record),
        remarks=field_remarks,
        look="" if is_new else f"/look/{record.address}/{stands.address}",
        appearance=stands,
        saved=query.get("saved", ""),
        focus=_wanted_field(record, query),
        notice=saved_notice(desk, record, data, stands, field_remarks),
        consents=consent_notes(record.cls, data, values.words, desk.today(), _cards(reading)),
        references=_references(desk),
        files=_files(desk),
        today=str(desk.today()),
    )
    return desk.draw("form.html", page=page)


def _cards(reading: Reading) -> dict[str, str]:
    """The mentors whose cards are shown: names by ids."""
    entries = reading.prepared.catalogue.of(Mentor) if reading.prepared else ()
    return {entry.id: entry.record.label for entry in entries}


def _wanted_field(record: OpenRecord, query: Mapping[str, str]) -> str:
    """The path of the field a link has named, by itself or by the line and column of the file it stands at."""
    if record.raw is None or re.fullmatch(r"[a-z0-9_/]{1,200}", query.get("field", "")):
        return query.get("field", "") if record.raw is not None else ""
    line, column = query.get("line", ""), query.get("column", "1")
    if not all(re.fullmatch(r"[0-9]{1,7}", number) for number in (line, column)):
        return ""
    return path_of(field_at(record.cls, record.source(), Place(record.file, int(line), int(column))))


def redrawn(desk: Desk, change: FormChange, refused: str = "", *, again: bool = False) -> Response:
    """A form with what was typed, which is not saved: somebody else changed the same fields, or `refused` says why."""
    record, values = desk.editing.show(change.record), desk.values
    page = FormPage(
        record,
        values,
        values.shown(record.cls, change.data),
        _title(record, change.data),
        _action(record),
        consents=consent_notes(
            record.cls, change.data, values.words, desk.today(), _cards(desk.section.read(desk.today()))
        ),
        references=_references(desk),
        files=_files(desk),
        today=str(desk.today()),
        clashes=[] if refused else change.clashes,
        refused=desk.wording.said(refused),
        again=again,
    )
    return desk.draw("form.html", HTTPStatus.CONFLICT, page=page)


def _action(record: OpenRecord) -> str:
    """Where a form is posted."""
    is_there = record.cls is School or record.raw is not None
    return f"/edit/{record.address}" if is_there else f"/new/{record.cls.kind}"


def _title(record: OpenRecord, data: dict[str, Any]) -> str:
    if record.raw is None and record.cls is OwnPage:
        return called(data) or messages.DESK_NEW_PAGE
    return called(data) or (record.id if record.raw is not None else messages.desk_new(record.cls.caption))


def _references(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    """(id, name) of every record by kind, and of every stage of the roadmaps, for inputs that lead to them."""
    lists = {kind: [(label.id, title) for label, title in named(labels)] for kind, labels in desk.labels.all().items()}
    return {**lists, STAGES: list(desk.labels.stages())}


def _files(desk: Desk) -> list[str]:
    """Files of the content folder that a record may name, by their paths there."""
    content = desk.project.content
    return sorted(
        path.relative_to(content).as_posix()
        for path in content.rglob("*")
        if path.is_file() and path.suffix.lower() not in SUFFIXES and not path.name.startswith(".")
    )


def _input_at(values: FormValues, cls: type[BaseModel], path: str) -> tuple[type[BaseModel], Input] | None:
    """The repeated input at a path of the form, and the class that owns it; steps of items are passed over."""
    owner: type[BaseModel] = cls
    each: Input | None = None
    for step in path.split("/"):
        inputs = {one.name: one for one in values.inputs(each.model if each and each.model else owner)}
        if step in inputs:
            owner = each.model if each and each.model else owner
            each = inputs[step]
    return (owner, each) if each and each.many and each.model else None


def as_json(data: dict[str, Any]) -> Response:
    return Response(json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def _remark(remark: FieldRemark) -> dict[str, Any]:
    return {
        "path": remark.path,
        "sentence": remark.sentence,
        "severity": remark.severity,
        "fields": remark.fields,
    }
