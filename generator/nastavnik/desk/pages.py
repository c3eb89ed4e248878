"""Parts of the first page that take long, lists of records, what `check` says of them."""

from collections import Counter
from collections.abc import Iterable
from functools import partial

from nastavnik import messages
from nastavnik.building.checking import errors
from nastavnik.building.project import Prepared
from nastavnik.desk.app import Desk
from nastavnik.desk.document_files import at_documents
from nastavnik.desk.mistakes import item_at, path_of
from nastavnik.desk.next_steps import steps_of
from nastavnik.desk.places import place_address as place_address
from nastavnik.desk.places import record_address as record_address
from nastavnik.desk.record_editing import CLASSES, opened
from nastavnik.desk.unfinished_drafts import unfinished_drafts
from nastavnik.desk.web import Request, Response, content_type
from nastavnik.errors import ContentRejected
from nastavnik.installation import shipped
from nastavnik.office.due import Duty, due
from nastavnik.records import KINDS, School
from nastavnik.records.record import Record
from nastavnik.school.cabinet import cabinet
from nastavnik.text.source import Problem, Unreadable

DAYS_AHEAD = 30
MOST_DUTIES, MOST_PROBLEMS, MOST_DRAFTS = 12, 30, 6
"""Lines of the first page."""
NO_DUTIES = ("practices",)
"""Groups of `due` about what could be said more fully: nobody has to, so the first page is silent on them."""


def due_now(desk: Desk, _: Request) -> Response:
    """A part of the first page: what is due, and what `check` finds."""
    today = desk.today()
    reading = desk.section.read(today)
    try:
        opened = cabinet(desk.project.content)
        duties = [duty for duty in due(opened, today, DAYS_AHEAD) if duty.group not in NO_DUTIES]
        steps = steps_of(desk, opened)
        has_looked = True
    except ContentRejected:
        duties, steps, has_looked = [], [], False
    wrong, names = errors(reading.problems), Names(desk)
    return desk.draw(
        "due.html",
        steps=steps,
        has_looked=has_looked,
        duties=duties[:MOST_DUTIES],
        more_duties=len(duties[MOST_DUTIES:]),
        wrong=wrong[:MOST_PROBLEMS],
        hints=len(reading.problems) - len(wrong),
        address=place_address,
        way=_way,
        words=names.said_of,
        told=names.duty,
        names=names,
        groups=messages.DUE_GROUPS,
        today=today,
        in_days=messages.in_days,
        personal=_personal(desk, reading.prepared),
        drafts=unfinished_drafts(reading.prepared, MOST_DRAFTS).values(),
        more_drafts=len(reading.prepared.unfinished) - MOST_DRAFTS if reading.prepared else 0,
    )


def _personal(desk: Desk, prepared: Prepared | None) -> list[tuple[str, str]]:
    """What looks personal in files, each with where it is mended."""
    return problem_links(desk, [sign.problem for sign in prepared.personal] if prepared else [])


def remarks_page(desk: Desk, _: Request) -> Response:
    """Everything `check` says, file by file."""
    reading = desk.section.read(desk.today())
    by_file: dict[str, list[Problem]] = {}
    names = Names(desk)
    problems = at_documents(reading.prepared, reading.problems)
    for problem in sorted(problems, key=lambda problem: (problem.severity, problem.place)):
        by_file.setdefault(problem.place.file, []).append(problem)
    return desk.draw(
        "remarks.html",
        by_file=by_file,
        address=place_address,
        words=partial(_told_apart, desk, names, Counter(map(_wording_of, reading.problems))),
        names=names,
        drafts=unfinished_drafts(reading.prepared),
        loose=partial(_is_loose, desk),
    )


def _is_loose(desk: Desk, problem: Problem) -> str:
    """Whether a remark is about a file nobody names, "one" or "several" of a folder; "" for any other."""
    if not problem.message.endswith(messages.NOBODY_NAMES):
        return ""
    return "several" if (desk.project.root / problem.place.file).is_dir() else "one"


def _wording_of(problem: Problem) -> tuple[str, str]:
    return problem.place.file, problem.message


def _told_apart(desk: Desk, names: "Names", counts: Counter[tuple[str, str]], problem: Problem) -> str:
    """A problem in the words of a form; of several with the same words each names what it is about."""
    sentence, steps = names.said_of(problem), record_address(problem.place.file).split("/")
    record = opened(desk.project, *steps[2:4]) if counts[_wording_of(problem)] > 1 and len(steps) == 4 else None
    try:
        item = item_at(record.cls, record.source(), problem.place) if record and record.raw else ""
    except Unreadable:
        item = ""
    return messages.labelled(messages.in_quotes(messages.shortened(item, 60)), sentence) if item else sentence


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
            messages.labelled(names.title(problem.place.file), names.said_of(problem)),
        )
        for problem in placed
    ]


def _class_of(file: str) -> type[Record]:
    """The kind of record a file holds, by its name in messages."""
    kind = record_address(file).split("/")[2:3]
    return CLASSES[kind[0]] if kind else Record


class Names:
    """What pages call files and say of them."""

    def __init__(self, desk: Desk) -> None:
        self.wording = desk.wording

    def title(self, file: str) -> str:
        """The name of a record or a page."""
        return self.wording.title(file)

    def said_of(self, problem: Problem) -> str:
        """A problem in the words of a form."""
        return messages.capital(self.wording.said(problem.message, _class_of(problem.place.file)))

    def duty(self, duty: Duty) -> str:
        """A line of what is due, in the words of a form."""
        return messages.capital(self.wording.said(duty.text, _class_of(duty.place.file)))

    def kind(self, file: str) -> str:
        """The heading of the list a file is in, empty for none."""
        kind = record_address(file).split("/")[2:3]
        return CLASSES[kind[0]].heading if kind and kind[0] != School.kind else ""
