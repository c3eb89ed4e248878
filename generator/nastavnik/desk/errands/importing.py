"""Errand: lists and texts of the school become records; first it is shown what would be written."""

import re
from pathlib import Path
from urllib.parse import quote, urlencode

from nastavnik import messages
from nastavnik.building.project import private_folder
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import IMPORT
from nastavnik.desk.form_words import in_form_words
from nastavnik.desk.pages import place_address, record_address
from nastavnik.desk.web import Request, Response, redirect
from nastavnik.errors import ImportFailed
from nastavnik.office.taking_in import TAKEN, Intake, take_in, write_taken
from nastavnik.school.scanning import WINDOWS

_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
LONGEST_NAME = 60
INCOMING = "incoming"
"""Where a file waits, in the folder of the program that is never published, until it is decided about."""


def take_in_file(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    kind, name = (request.field(word) or request.query.get(word, "") for word in ("kind", "name"))
    if request.body:
        return received(desk, request, IMPORT.name)
    if kind not in TAKEN or not name:
        kinds = [(kind, taken.cls.heading) for kind, taken in TAKEN.items()]
        questions = (
            ErrandQuestion("kind", messages.DESK_IMPORT_KIND, kinds),
            ErrandQuestion("name", messages.DESK_IMPORT_FILE, is_file=True),
        )
        return page(desk, ErrandPage(IMPORT, messages.DESK_IMPORT_LEAD, questions, button=messages.DESK_LOOK))
    source = waiting(desk) / Path(name).name
    if not source.is_file():
        raise ImportFailed(messages.DESK_IMPORT_GONE)
    force = request.field("force") == "yes"
    taken = take_in(desk.project, kind, [source], desk.today(), force=force)
    if request.field("@sure") != "yes":
        return page(desk, _proposed(taken, kind, name))
    write_taken(desk.project, kind, taken)
    source.unlink()
    links = [(record_address(record.file), record.label) for record in taken.of("new", "changed")]
    done = ErrandPart(taken.counts(dry=False), [], links=links, is_outcome=True)
    return page(desk, ErrandPage(IMPORT, parts=(done, *_told(taken, is_written=True)), is_done=True))


def _proposed(taken: Intake, kind: str, name: str) -> ErrandPage:
    """What would be written, before it is."""
    failures = ErrandPart(messages.DESK_NOT_READ, [messages.labelled(*failure) for failure in taken.failures])
    parts = (failures, ErrandPart(taken.counts(dry=True), [record.told for record in taken.records]), *_told(taken))
    kept = (("kind", kind), ("name", name), ("@sure", "yes"))
    force = ErrandQuestion("force", messages.DESK_FORCE, [("", messages.DESK_LEAVE), ("yes", messages.DESK_OVERWRITE)])
    button = messages.DESK_WRITE if taken.of("new", "changed", "left") else ""
    return ErrandPage(IMPORT, messages.DESK_IMPORT_LOOK, (force,) if taken.of("left") else (), parts, button, kept)


def _told(taken: Intake, *, is_written: bool = False) -> list[ErrandPart]:
    """What to look at, and what is left to fill in: of records that are written already, with the way there."""
    lacking = [
        (
            place_address(problem.place),
            messages.labelled(record.label or record.id, in_form_words(taken.cls, problem.message)),
        )
        for record in taken.records
        for problem in record.problems
    ]
    words = [] if is_written else [words for _, words in lacking]
    return [
        ErrandPart(messages.DESK_LOOK_AT, taken.told(whole=True)),
        ErrandPart(messages.DESK_STILL_MISSING, words, links=lacking if is_written else ()),
    ]


def received(desk: Desk, request: Request, errand: str) -> Response:
    """A file sent by the page's script waits until somebody decides about it."""
    name = _portable(request.query.get("name", ""))
    if not name:
        return desk.not_found()
    (waiting(desk) / name).write_bytes(request.body)
    query = urlencode({"kind": request.query.get("kind", ""), "name": name}, quote_via=quote)
    return redirect(f"do/{errand}?{query}")


def _portable(name: str) -> str:
    """A name any system can keep a file under (Windows forbids signs, devices, dots at the end), near to that one."""
    last = _FORBIDDEN.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .")
    stem, suffix = Path(last).stem[:LONGEST_NAME], Path(last).suffix[:LONGEST_NAME]
    return f"_{stem}{suffix}" if stem.partition(".")[0].strip().lower() in WINDOWS else f"{stem}{suffix}"


def waiting(desk: Desk) -> Path:
    """The folder of files somebody is to decide about."""
    folder = private_folder(desk.project.state) / INCOMING
    folder.mkdir(exist_ok=True)
    return folder
