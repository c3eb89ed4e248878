"""Errand: lists and texts of the school become records; first it is shown what would be written."""

import re
from pathlib import Path
from urllib.parse import quote, urlencode

from nastavnik import messages
from nastavnik.building.project import private_folder
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import IMPORT
from nastavnik.desk.pages import record_address
from nastavnik.desk.web import Request, Response, redirect
from nastavnik.errors import ImportFailed
from nastavnik.office.taking_in import TAKEN, Intake, TakenRecord, take_in, write_taken
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
        return page(desk, _proposed(desk, taken, kind, name))
    write_taken(desk.project, kind, taken)
    source.unlink()
    links = [(record_address(record.file), record.label) for record in taken.of("new", "changed")]
    done = ErrandPart(taken.counts(dry=False), [], links=links, is_outcome=True)
    return page(desk, ErrandPage(IMPORT, parts=(done, *_told(desk, taken)), is_done=True))


def _proposed(desk: Desk, taken: Intake, kind: str, name: str) -> ErrandPage:
    """What would be written, before it is."""
    failures = ErrandPart(messages.DESK_NOT_READ, [messages.labelled(*failure) for failure in taken.failures])
    parts = (
        failures,
        ErrandPart(taken.counts(dry=True), [_line(record) for record in taken.records]),
        *_told(desk, taken),
    )
    kept = (("kind", kind), ("name", name), ("@sure", "yes"))
    force = ErrandQuestion("force", messages.DESK_FORCE, [("", messages.DESK_LEAVE), ("yes", messages.DESK_OVERWRITE)])
    button = messages.DESK_WRITE if taken.of("new", "changed", "left") else ""
    return ErrandPage(IMPORT, messages.DESK_IMPORT_LOOK, (force,) if taken.of("left") else (), parts, button, kept)


def _line(record: TakenRecord) -> str:
    """A record of the report by its title."""
    return messages.taken_record(record.state, "", record.label, record.place)


def _told(desk: Desk, taken: Intake) -> list[ErrandPart]:
    wording = desk.wording
    problems = [
        messages.labelled(record.label, messages.capital(wording.said(problem.message, taken.cls)))
        for record in taken.records
        for problem in record.problems
    ]
    return [
        ErrandPart(messages.DESK_LOOK_AT, taken.told(whole=True)),
        ErrandPart(messages.DESK_STILL_MISSING, problems),
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
