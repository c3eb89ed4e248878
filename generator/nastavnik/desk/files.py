"""Files dropped into a form: kept in the content folder as they may go out, their path given back to the form."""

from pathlib import Path

from nastavnik import messages
from nastavnik.attachments import Unpublishable
from nastavnik.desk.app import Desk
from nastavnik.desk.forms import as_json
from nastavnik.desk.record_editing import OpenRecord, opened, suggested_id
from nastavnik.desk.web import Request, Response, content_type
from nastavnik.office.uploads import FOLDERS, latin_stem, uploaded
from nastavnik.school.catalogue import Finder


def receive(desk: Desk, request: Request) -> Response:
    """Keep a file for a field of a record that is there or to come; its path and what to look at, as JSON."""
    kind, id = request.names
    record = opened(desk.project, kind, id)
    shape, name = request.query.get("shape", ""), request.query.get("name", "")
    if record is None or shape not in FOLDERS or not name:
        return as_json({"path": "", "sentence": messages.DESK_NOTHING_HERE})
    try:
        upload = uploaded(desk.project.content, _named(record, request, name), shape, name, request.body)
    except Unpublishable as refused:
        return as_json({"path": "", "sentence": messages.capital(messages.labelled(name, str(refused)))})
    if not upload.is_there:
        upload.keep(desk.project.root, messages.desk_file_kept(upload.path.name))
    remarks = [*upload.remarks, *([messages.DESK_SAY_WHAT_IS_SEEN] if shape else [])]
    return as_json({"path": upload.written, "sentence": " ".join(map(messages.capital, remarks))})


def _named(record: OpenRecord, request: Request, file: str) -> Path:
    """The place of a record; of one that is not saved yet, as it would be called, or as the file is called."""
    if record.raw is not None:
        return record.path
    title = request.query.get("title", "").strip()
    id = suggested_id(record.cls.kind, title) if title else latin_stem(file)
    return record.path.with_stem(id)


def picture(desk: Desk, request: Request) -> Response:
    """A picture a record names, as it lies in the content folder, for a look at it beside its field."""
    record = opened(desk.project, *request.names)
    path = record and Finder(desk.project.content.resolve()).find(
        str(record.path.resolve()), request.query.get("name", "")
    )
    type = content_type(path) if path else ""
    if not path or not type.startswith("image/"):
        return desk.not_found()
    return Response(Path(path).read_bytes(), type)
