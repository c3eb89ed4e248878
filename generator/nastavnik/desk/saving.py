"""A form saved with every other byte of the file as it was, or drawn again with what was typed and why it was not."""

from slugify import slugify

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.forms import redrawn
from nastavnik.desk.labels import NAMES
from nastavnik.desk.record_editing import STATE, FormChange, OpenRecord, closed_record, open_record, opened
from nastavnik.desk.values import Posted
from nastavnik.desk.web import Request, Response, redirect
from nastavnik.errors import EditRefused
from nastavnik.office import undo
from nastavnik.records import KINDS, Mentor
from nastavnik.text.source import Unreadable

LONGEST_ID = 60
"""Letters of the name of a new file."""


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
        return _written(desk, record, change)
    except Unreadable as refused:
        return redrawn(desk, change, messages.desk_not_saved(str(refused.problem)))
    except EditRefused as refused:
        return redrawn(desk, change, messages.desk_not_saved(str(refused)))
    except OSError as error:
        return redrawn(desk, change, messages.desk_not_saved(messages.not_written(error)))


def _written(desk: Desk, record: OpenRecord, change: FormChange) -> Response:
    undo.write(desk.project.root, messages.desk_saved(record.file), {record.path: change.raw()})
    desk.unsaved.pop(record.path, None)
    return redirect(f"edit/{record.cls.kind}/{record.id}?saved={'both' if change.merged else 'yes'}")


def _addressed(desk: Desk, request: Request, posted: Posted) -> OpenRecord | None:
    """The record of the address, or a new one under a name nobody has."""
    if len(request.names) > 1:
        return opened(desk.project, *request.names)
    kind = request.names[0]
    if kind not in KINDS:
        return None
    id = _suggested_id(kind, posted)
    possible = (opened(desk.project, kind, each) for each in (id, f"{kind}-{id}", kind))  # «by» and «con» are none
    record = next((record for record in possible if record), None)
    return opened(desk.project, kind, _free_id(desk, kind, record.id)) if record and record.raw is not None else record


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
