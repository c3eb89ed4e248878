"""A form saved with every other byte of the file as it was, or drawn again with what was typed and why it was not."""

from nastavnik import messages
from nastavnik.building.taken_addresses import ROOTS
from nastavnik.desk.app import Desk
from nastavnik.desk.forms import redrawn
from nastavnik.desk.labels import NAMES, called, first_heading
from nastavnik.desk.record_editing import (
    CLASSES,
    STATE,
    UNSAVED,
    FormChange,
    OpenRecord,
    closed_record,
    open_record,
    opened,
    suggested_id,
)
from nastavnik.desk.values import Posted
from nastavnik.desk.web import Request, Response, redirect
from nastavnik.errors import EditRefused
from nastavnik.office import undo
from nastavnik.office.loose_files import let_go
from nastavnik.records import School
from nastavnik.records.own_page import OwnPage
from nastavnik.school.scanning import WINDOWS
from nastavnik.text.source import Unreadable

RESERVED = frozenset((*ROOTS, "index", "readme", "admin", "api", "assets", "feeds", "pagefind", UNSAVED, *WINDOWS))
"""Names a new page does not get: the program's own pages and files stand there."""


def save(desk: Desk, request: Request) -> Response:
    """Write what the form says, and go back to it. What stands against it is shown, and nothing is written."""
    posted = Posted.of(request.fields)
    try:
        record = _addressed(desk, request, posted)
    except OSError as error:  # Word or Excel keeps it open
        record = closed_record(desk.project, request.names[0], "".join(request.names[1:]))
        change = desk.editing.typed(record, request.field(STATE), posted, desk.values)
        return redrawn(desk, change, messages.desk_not_saved(messages.not_written(error)))
    if record is None:
        return desk.not_found()
    change = desk.editing.typed(record, request.field(STATE), posted, desk.values)
    try:
        change = desk.editing.change(record, request.field(STATE), posted, desk.values)
        if change.is_gone and request.field("@again") != "yes":
            return redrawn(desk, change, messages.DESK_GONE, again=True)
        if change.clashes and request.field("@mine") != record.state:
            return redrawn(desk, change)
        if record.cls is OwnPage and record.raw is None and not called(change.data):
            return redrawn(desk, change, messages.desk_not_saved(messages.DESK_NAME_THE_PAGE))
        return _written(desk, record, change)
    except Unreadable as refused:
        return redrawn(desk, change, messages.desk_not_saved(str(refused.problem)))
    except EditRefused as refused:
        return redrawn(desk, change, messages.desk_not_saved(str(refused)))
    except OSError as error:
        return redrawn(desk, change, messages.desk_not_saved(messages.not_written(error)))


def _written(desk: Desk, record: OpenRecord, change: FormChange) -> Response:
    raw = change.raw()
    gone = dict.fromkeys(let_go(desk.project, record.path, change.before, raw))
    undo.write(desk.project.root, messages.desk_saved(record.file), {record.path: raw, **gone})
    desk.unsaved.pop(record.path, None)
    return redirect(f"edit/{record.address}?saved={'both' if change.merged else 'yes'}")


def _addressed(desk: Desk, request: Request, posted: Posted) -> OpenRecord | None:
    """The record of the address, or a new one under a name nobody has."""
    if len(request.names) > 1:
        record = opened(desk.project, *request.names)
        is_nothing = record and record.cls is OwnPage and record.raw is None and not request.field(STATE)
        return None if is_nothing else record  # a page begins under a name of ours
    kind = request.names[0]
    if kind not in CLASSES or kind == School.kind:
        return None
    id = suggested_id(kind, _words(posted))
    names = (id, f"{kind}-{id}", kind)  # «by» and «con» are none; a page may not take the place of a list
    free = (each for each in names if kind != OwnPage.kind or each not in RESERVED)
    possible = (opened(desk.project, kind, each) for each in free)
    record = next((record for record in possible if record), None)
    return opened(desk.project, kind, _free_id(desk, kind, record.id)) if record and record.raw is not None else record


def _words(posted: Posted) -> str:
    """What a posted record calls itself."""
    texts = {name: node.text for name, node in posted.below.items() if not node.below}
    return next((texts[name] for name in NAMES if texts.get(name)), "") or first_heading(texts.get("text", ""))


def _free_id(desk: Desk, kind: str, id: str) -> str:
    number = 2
    while open_record(desk.project, kind, f"{id}-{number}").raw is not None:
        number += 1
    return f"{id}-{number}"
