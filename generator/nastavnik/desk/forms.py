"""The form of a record: drawn from its class, checked while somebody types, saved with every other byte as it was."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from slugify import slugify

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.appearance import UNKNOWN, appearance
from nastavnik.desk.consent_notes import consent_notes
from nastavnik.desk.form_page import FormPage
from nastavnik.desk.labels import NAMES, called
from nastavnik.desk.mistakes import FieldRemark, field_at, path_of, remarks
from nastavnik.desk.record_editing import FormChange, OpenRecord, open_record
from nastavnik.desk.values import FormValues, Posted
from nastavnik.desk.web import FRAMED, Request, Response, content_type, redirect
from nastavnik.errors import EditRefused
from nastavnik.office import undo
from nastavnik.records import KINDS, Mentor, School
from nastavnik.records.inputs import Input
from nastavnik.school.scanning import bad_name
from nastavnik.text.source import Place, Unreadable

LONGEST_ID = 60
"""Letters of the name of a new file."""
STAGES = "stages"
"""The list of references to stages of the roadmap."""
STATE = "@state"
"""The field that says which state of the file a form was drawn from."""
NO_QUERY: Mapping[str, str] = {}


def edit_page(desk: Desk, request: Request) -> Response:
    """The form of a record, the page beside it."""
    kind, id = request.names
    record = opened(desk, kind, id)
    if record is None:
        return desk.not_found()
    try:
        data = record.data()
    except Unreadable as refused:
        return _text_page(desk, record, str(refused.problem.message), refused.problem.place.line)
    desk.unsaved.pop(record.path, None)
    return _form(desk, desk.editing.show(record), data, request.query)


def new_page(desk: Desk, request: Request) -> Response:
    """An empty form; the name of the file comes from what the record is called."""
    record = opened(desk, request.names[0], "")
    return desk.not_found() if record is None else _form(desk, record, {})


def blank(desk: Desk, request: Request) -> Response:
    """An empty item of a list of the form, drawn when somebody wants to add one."""
    record = opened(desk, request.names[0], "")
    path, step = request.query.get("path", ""), request.query.get("as", "")
    each = _input_at(desk.values, record.cls, path) if record else None
    if record is None or each is None or not step.isalnum():
        return desk.not_found()
    owner, field = each
    page = FormPage(record, desk.values, {}, "", "")
    return desk.draw("blank.html", page=page, each=field, cls=owner, path=f"{path}/{step}")


def save(desk: Desk, request: Request) -> Response:
    """Write what the form says, and go back to it. A clash with another editor is shown and nothing is written."""
    kind, id = request.names[0], request.names[1] if len(request.names) > 1 else ""
    posted, values = Posted.of(request.fields), desk.values
    if not id:
        id = _suggested_id(kind, posted)
    record = opened(desk, kind, id)
    if record is None:
        return desk.not_found()
    if len(request.names) == 1 and record.raw is not None:
        record = opened(desk, kind, _free_id(desk, kind, id)) or record
    change = desk.editing.change(record, request.field(STATE), posted, values)
    if change.clashes and request.field("@mine") != record.state:
        return _clash(desk, change)
    undo.write(desk.project.root, messages.desk_saved(record.file), {record.path: change.raw()})
    desk.unsaved.pop(record.path, None)
    return redirect(f"edit/{kind}/{record.id}?saved={'both' if change.merged else 'yes'}")


def save_text(desk: Desk, request: Request) -> Response:
    """Write a file as typed: what a form cannot open is mended as text."""
    record = opened(desk, request.names[0], request.names[1])
    if record is None or record.raw is None:
        return desk.not_found()
    text = request.field("text").replace("\r\n", "\n").rstrip("\n") + "\n"
    undo.write(desk.project.root, messages.desk_saved(record.file), {record.path: text.encode()})
    return redirect(f"edit/{request.names[0]}/{request.names[1]}?saved=yes")


def draft(desk: Desk, request: Request) -> Response:
    """What `check` says of a form that is not saved, and where its page is, as JSON for the page's script."""
    kind, id = request.names
    record = opened(desk, kind, id)
    if record is None:
        return desk.not_found()
    try:
        change = desk.editing.change(record, request.field(STATE), Posted.of(request.fields), desk.values)
        raw = change.raw()
    except EditRefused as refused:
        return as_json({"remarks": [_remark(FieldRemark("", str(refused), "error"))]})
    desk.unsaved[record.path] = raw
    changed = OpenRecord(record.cls, record.id, record.path, record.file, raw)
    reading = desk.section.read(desk.today(), {record.path: raw})
    words = reading.prepared.catalogue.vocabularies if reading.prepared else desk.values.words
    problems = [problem for problem in reading.problems if problem.place.file == record.file]
    said = remarks(record.cls, changed.source(), words, problems)
    stands = appearance(desk, reading.prepared, record)
    notes = consent_notes(record.cls, change.data, words, desk.today())
    return as_json(
        {
            "remarks": list(map(_remark, said)),
            "look": f"/look/{kind}/{record.id}/{stands.address}",
            "note": stands.note,
            "unchanged": raw == record.raw,
            "consents": {note.path: note.sentence for note in notes},
            "hidden": [path for note in notes for path in note.hidden],
        }
    )


def look(desk: Desk, request: Request) -> Response:
    """A page of the section with one form as it stands, not saved."""
    kind, id, path = request.names
    record = opened(desk, kind, id)
    texts = {record.path: desk.unsaved[record.path]} if record and record.path in desk.unsaved else {}
    return _page(desk, path, texts)


def site_page(desk: Desk, request: Request) -> Response:
    """A page of the section as the files on the disk make it."""
    return _page(desk, request.names[0], {})


def _page(desk: Desk, path: str, texts: dict[Path, bytes]) -> Response:
    data = desk.section.page(desk.today(), path, texts)
    return desk.not_found() if data is None else Response(data, content_type(path), policy=FRAMED)


# --- drawing


def _form(desk: Desk, record: OpenRecord, data: dict[str, Any], query: Mapping[str, str] = NO_QUERY) -> Response:
    values, kind, is_new = desk.values, record.cls.kind, record.raw is None
    reading = desk.section.read(desk.today())
    problems = [problem for problem in reading.problems if problem.place.file == record.file]
    stands = UNKNOWN if is_new else appearance(desk, reading.prepared, record)
    page = FormPage(
        record,
        values,
        values.shown(record.cls, data),
        _title(record, data),
        f"/edit/{kind}/{record.id}" if record.id and not is_new else f"/new/{kind}",
        remarks=[] if is_new else remarks(record.cls, record.source(), values.words, problems),
        look="" if is_new else f"/look/{kind}/{record.id}/{stands.address}",
        appearance=stands,
        saved=query.get("saved", ""),
        focus="" if is_new else _wanted_field(record, query),
        consents=consent_notes(record.cls, data, values.words, desk.today()),
        references=_references(desk),
        files=_files(desk),
    )
    return desk.draw("form.html", page=page)


def _wanted_field(record: OpenRecord, query: Mapping[str, str]) -> str:
    """The path of the field that stands at the line and column a link has named."""
    line, column = query.get("line", ""), query.get("column", "1")
    if not (line.isdecimal() and column.isdecimal()):
        return ""
    return path_of(field_at(record.cls, record.source(), Place(record.file, int(line), int(column))))


def _text_page(desk: Desk, record: OpenRecord, sentence: str, line: int) -> Response:
    """A file no form can open, as text."""
    text = (record.raw or b"").decode("utf-8", errors="replace")
    return desk.draw("text.html", record=record, kind=record.cls.kind, text=text, sentence=sentence, line=line)


def _clash(desk: Desk, change: FormChange) -> Response:
    """Both versions of the fields that two people changed; whoever saves again decides."""
    record, values = desk.editing.show(change.record), desk.values
    page = FormPage(
        record,
        values,
        values.shown(record.cls, change.data),
        _title(record, change.data),
        f"/edit/{record.cls.kind}/{record.id}",
        consents=consent_notes(record.cls, change.data, values.words, desk.today()),
        references=_references(desk),
        files=_files(desk),
        clashes=change.clashes,
    )
    return desk.draw("form.html", HTTPStatus.CONFLICT, page=page)


def _title(record: OpenRecord, data: dict[str, Any]) -> str:
    return called(data) or (record.id if record.raw is not None else messages.desk_new(record.cls.caption))


def _references(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    """(id, name) of every record by kind, and of every stage of the roadmaps, for inputs that lead to them."""
    lists = {kind: [(label.id, label.title) for label in labels] for kind, labels in desk.labels.all().items()}
    return {**lists, STAGES: list(desk.labels.stages())}


def _files(desk: Desk) -> list[str]:
    """Files of the content folder that a record may name, by their paths there."""
    content = desk.project.content
    records = {".yml", ".yaml", ".md"}
    return sorted(
        path.relative_to(content).as_posix()
        for path in content.rglob("*")
        if path.is_file() and path.suffix.lower() not in records and not path.name.startswith(".")
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


# --- records


def opened(desk: Desk, kind: str, id: str) -> OpenRecord | None:
    """The record of an address; None for a kind or a name that none can have."""
    if kind != School.kind and (kind not in KINDS or (id and bad_name(KINDS[kind], f"{id}{KINDS[kind].suffix}"))):
        return None
    return open_record(desk.project, kind, id)


def _suggested_id(kind: str, posted: Posted) -> str:
    """The name of a new file, from what the record is called; of a person the surname."""
    texts = {name: node.text for name, node in posted.below.items() if not node.below}
    name = next((texts[name] for name in NAMES if texts.get(name)), "") or KINDS[kind].caption
    words = name.split()[:1] if kind == Mentor.kind else name.split()
    return slugify(" ".join(words), max_length=LONGEST_ID, word_boundary=True) or KINDS[kind].kind


def _free_id(desk: Desk, kind: str, id: str) -> str:
    number = 2
    while open_record(desk.project, kind, f"{id}-{number}").raw is not None:
        number += 1
    return f"{id}-{number}"


def as_json(data: dict[str, Any]) -> Response:
    return Response(json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def _remark(remark: FieldRemark) -> dict[str, str]:
    return {"path": remark.path, "sentence": remark.sentence, "severity": remark.severity}
