"""Errand: the file of a document without the column that names the mentored; the file as it was comes back by undo."""

from collections.abc import Iterable
from pathlib import Path

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, page
from nastavnik.desk.errands.listing import COLUMN, CONFIRM
from nastavnik.desk.next_steps import onward
from nastavnik.desk.web import Request, Response
from nastavnik.office import undo
from nastavnik.office.mentored_columns import WithoutColumns, without_mentored
from nastavnik.records import Document
from nastavnik.school.cabinet import Original, cabinet
from nastavnik.school.catalogue import Finder
from nastavnik.school.guard.file_contents import look
from nastavnik.school.guard.personal_data import PublicDetails


def remove_column(desk: Desk, request: Request) -> Response:
    """The columns first, then the file without them."""
    id = request.field("record") or request.query.get("record", "")
    document = next((each for each in cabinet(desk.project.content).of(Document) if each.id == id), None)
    path = file_of(desk, document) if document else None
    cut = without_mentored(path.read_bytes()) if path else WithoutColumns(b"", ())
    if document is None or path is None or not cut.columns:
        return page(desk, ErrandPage(COLUMN, messages.DESK_NO_COLUMN, is_done=True, onward=onward(desk)))
    lines = [messages.mentored_column(column.table, column.caption, column.rows) for column in cut.columns]
    if request.field("@sure") != "yes":
        hidden, parts = (("record", id), ("@sure", "yes")), (ErrandPart(document.record.title, lines),)
        button, back = messages.DESK_COLUMN_BUTTON, f"/do/{CONFIRM.name}"
        return page(desk, ErrandPage(COLUMN, messages.DESK_COLUMN_LEAD, (), parts, button, hidden, back=back))
    undo.write(desk.project.root, messages.DESK_COLUMN, {path: cut.data})
    left = [messages.personal_found(kind, count) for kind, count in look(path, PublicDetails()).signs]
    done = ErrandPart(messages.DESK_COLUMN_GONE, lines, is_outcome=True)
    rest = ErrandPart(messages.DESK_COLUMN_LEFT, left)
    return page(desk, ErrandPage(COLUMN, parts=(done, rest), is_done=True, onward=onward(desk)))


def file_of(desk: Desk, document: Original[Document]) -> Path | None:
    """The file a document names, if it is there."""
    written = document.record.file
    path = Finder(desk.project.content.resolve()).find(str(document.file.path.resolve()), written) if written else ""
    return Path(path) if path else None


def with_columns(desk: Desk, documents: Iterable[Original[Document]]) -> ErrandPart:
    """Documents whose files have such a column, each with the way to be rid of it."""
    links = []
    for document in documents:
        path = file_of(desk, document)
        columns = without_mentored(path.read_bytes()).columns if path else ()
        if columns:
            words = messages.take_column_out(columns[0].caption, document.record.title)
            links.append((f"/do/{COLUMN.name}?record={document.id}", words))
    return ErrandPart(messages.DESK_COLUMNS, [], links=links)
