"""Parts of the first page that take long, lists of records, what was saved."""

from collections.abc import Iterable

from nastavnik import messages
from nastavnik.building.checking import errors
from nastavnik.desk.app import Desk
from nastavnik.desk.form_words import in_form_words
from nastavnik.desk.mistakes import path_of
from nastavnik.desk.next_steps import steps_of
from nastavnik.desk.own_pages import page_titles
from nastavnik.desk.places import place_address as place_address
from nastavnik.desk.places import record_address as record_address
from nastavnik.desk.record_editing import CLASSES
from nastavnik.desk.unfinished_drafts import unfinished_drafts
from nastavnik.desk.web import Request, Response, content_type, redirect
from nastavnik.errors import ContentRejected, EditRefused
from nastavnik.installation import shipped
from nastavnik.office import undo
from nastavnik.office.due import Duty, due
from nastavnik.records import KINDS, School
from nastavnik.records.record import Record
from nastavnik.school.cabinet import cabinet
from nastavnik.school.catalogue import SCHOOL_FILE
from nastavnik.text.source import Problem

DAYS_AHEAD = 30
MOST_DUTIES, MOST_PROBLEMS, MOST_DRAFTS = 12, 30, 6
"""Lines of the first page."""


def due_now(desk: Desk, _: Request) -> Response:
    """A part of the first page: what is due, and what `check` finds."""
    today = desk.today()
    reading = desk.section.read(today)
    try:
        opened = cabinet(desk.project.content)
        duties, steps = due(opened, today, DAYS_AHEAD), steps_of(desk, opened)
    except ContentRejected:
        duties, steps = [], []
    wrong = errors(reading.problems)
    return desk.draw(
        "due.html",
        steps=steps,
        duties=duties[:MOST_DUTIES],
        more_duties=len(duties[MOST_DUTIES:]),
        wrong=wrong[:MOST_PROBLEMS],
        hints=len(reading.problems) - len(wrong),
        address=place_address,
        way=_way,
        words=_in_words,
        names=Names(desk),
        groups=messages.DUE_GROUPS,
        today=today,
        in_days=messages.in_days,
        drafts=unfinished_drafts(reading.prepared, MOST_DRAFTS).values(),
        more_drafts=len(reading.prepared.unfinished) - MOST_DRAFTS if reading.prepared else 0,
    )


def remarks_page(desk: Desk, _: Request) -> Response:
    """Everything `check` says, file by file."""
    reading = desk.section.read(desk.today())
    by_file: dict[str, list[Problem]] = {}
    for problem in sorted(reading.problems, key=lambda problem: (problem.severity, problem.place)):
        by_file.setdefault(problem.place.file, []).append(problem)
    return desk.draw(
        "remarks.html",
        by_file=by_file,
        address=place_address,
        words=_in_words,
        names=Names(desk),
        drafts=unfinished_drafts(reading.prepared),
    )


def kind_page(desk: Desk, request: Request) -> Response:
    """The records of one kind, with a field to look for one."""
    cls = KINDS.get(request.names[0])
    if cls is None:
        return desk.not_found()
    labels = desk.labels.all().get(cls.kind, [])
    reading = desk.section.read(desk.today())
    wrong = {problem.place.file for problem in errors(reading.problems)}
    shown = reading.prepared.catalogue.kinds[cls.kind] if reading.prepared else {}
    unfinished = reading.prepared.unfinished if reading.prepared else frozenset()
    return desk.draw("kind.html", cls=cls, labels=labels, wrong=wrong, shown=shown, unfinished=unfinished)


def history(desk: Desk, _: Request, refused: str = "") -> Response:
    """What was saved, the newest first; the last one can be taken back. `refused`: why it could not be."""
    runs = list(reversed(undo.runs(desk.project.root)))
    last, undone = undo.last(desk.project.root), undo.last_undone(desk.project.root)
    address = record_address
    return desk.draw(
        "history.html", runs=runs, last=last, undone=undone, refused=refused, address=address, names=Names(desk)
    )


def take_back(desk: Desk, request: Request) -> Response:
    """Undo or redo the last save or errand."""
    redo = request.names[0] == "redo"
    run = undo.last_undone(desk.project.root) if redo else undo.last(desk.project.root)
    if run is None:
        return redirect("history")
    try:
        (undo.do_again if redo else undo.take_back)(run)
    except EditRefused as refused:
        return history(desk, request, str(refused))
    files = [name for name in run.names if record_address(name) and (desk.project.root / name).is_file()]
    return redirect(record_address(files[0]).lstrip("/") if len(files) == 1 and not redo else "history")


def asset(desk: Desk, request: Request) -> Response:
    """Styles, scripts and fonts of the desk and of the theme."""
    for folder in (shipped("theme") / "desk" / "assets", shipped("theme") / "assets"):
        files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
        if file := files.get(request.names[0]):  # asked of a list, an address is never a path
            return Response(file.read_bytes(), content_type(file.name))
    return desk.not_found()


def _way(duty: Duty) -> str:
    """Where what is due is done: the field that says so, or the place it is about."""
    address = record_address(duty.place.file)
    return f"{address}?field={path_of(duty.keys)}" if address and duty.keys else place_address(duty.place)


def problem_links(desk: Desk, problems: Iterable[object]) -> list[tuple[str, str]]:
    """Where each problem is mended, and what it says of which record, in the words of a form."""
    names = Names(desk)
    placed = [problem for problem in problems if isinstance(problem, Problem)]
    return [
        (
            place_address(problem.place) or "/remarks",
            messages.labelled(names.title(problem.place.file), _in_words(problem)),
        )
        for problem in placed
    ]


def _in_words(problem: Problem) -> str:
    """A problem in the words of a form."""
    kind = record_address(problem.place.file).split("/")[2:3]
    cls = CLASSES[kind[0]] if kind else Record
    return messages.capital(in_form_words(cls, problem.message))


class Names:
    """What pages call files: the name of a record and the heading of its kind."""

    def __init__(self, desk: Desk) -> None:
        content = desk.project.content
        passport = {f"{content.name}/{SCHOOL_FILE}": messages.DESK_PASSPORT}
        self.titles = page_titles(content) | desk.labels.titles() | passport

    def title(self, file: str) -> str:
        return self.titles.get(file, file)

    def kind(self, file: str) -> str:
        kind = record_address(file).split("/")[2:3]
        return CLASSES[kind[0]].heading if kind and kind[0] != School.kind else ""
