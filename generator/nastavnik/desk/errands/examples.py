"""Errand: the examples a section began with go, all at once."""

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, page
from nastavnik.desk.errands.listing import EXAMPLES
from nastavnik.desk.next_steps import onward
from nastavnik.desk.pages import record_address
from nastavnik.desk.web import Request, Response
from nastavnik.office.examples import examples, removal, remove
from nastavnik.school.cabinet import cabinet


def remove_examples(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    originals = examples(cabinet(desk.project.content))
    names = [(record_address(each.file.name), messages.desk_example(each.file.cls.caption)) for each in originals]
    if not originals:
        return page(desk, ErrandPage(EXAMPLES, messages.DESK_NO_EXAMPLES, is_done=True, onward=onward(desk)))
    if request.method == "GET":
        parts = (ErrandPart(messages.DESK_EXAMPLES_LIST, [], links=names),)
        lead, button = messages.DESK_EXAMPLES_LEAD, messages.DESK_EXAMPLES
        return page(desk, ErrandPage(EXAMPLES, lead, parts=parts, button=button, is_grave=True))
    root = desk.project.root
    remove(root, removal(root, originals), messages.DESK_EXAMPLES)
    done = ErrandPart(messages.DESK_EXAMPLES_GONE, [], is_outcome=True)
    return page(desk, ErrandPage(EXAMPLES, parts=(done,), is_done=True, onward=onward(desk)))
