"""Errand: files nobody names are taken away; undo brings them back."""

from nastavnik import messages
from nastavnik.building.checking import errors
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import LOOSE
from nastavnik.desk.next_steps import onward
from nastavnik.desk.web import Request, Response
from nastavnik.office import undo
from nastavnik.office.loose_files import loose_files

REMARKS = "/remarks"


def remove_files(desk: Desk, request: Request) -> Response:
    """Which of them, then that they are gone. Nothing is offered while a record cannot be read."""
    reading = desk.section.read(desk.today())
    if reading.prepared is None or errors(reading.problems):
        return page(desk, ErrandPage(LOOSE, messages.DESK_LOOSE_ERRORS, is_done=True))
    loose = {path.relative_to(desk.project.root).as_posix(): path for path in loose_files(reading.prepared)}
    chosen = {name: path for name, path in loose.items() if ("file", name) in request.fields}
    if not chosen:
        return page(desk, _asked(list(loose), request.query.get("file", "")))
    undo.write(desk.project.root, LOOSE.title, dict.fromkeys(chosen.values()))
    done = ErrandPart(messages.DESK_LOOSE_GONE, list(map(_shown, chosen)), is_outcome=True)
    return page(desk, ErrandPage(LOOSE, parts=(done,), is_done=True, onward=onward(desk)))


def _asked(loose: list[str], wanted: str) -> ErrandPage:
    """Each of them with a tick, which the one or the folder somebody came for has already."""
    if not loose:
        return ErrandPage(LOOSE, messages.DESK_LOOSE_NONE, is_done=True)
    choices = [(name, _shown(name)) for name in loose]
    ticked = tuple(name for name in loose if name == wanted or name.rpartition("/")[0] == wanted)
    question = ErrandQuestion("file", messages.DESK_LOOSE_FILES, choices, several=True, ticked=ticked)
    return ErrandPage(
        LOOSE, messages.DESK_LOOSE_LEAD, (question,), button=messages.DESK_LOOSE_BUTTON, back=REMARKS, is_grave=True
    )


def _shown(name: str) -> str:
    """A file as it lies in the content folder."""
    return messages.in_quotes(name.partition("/")[2])
