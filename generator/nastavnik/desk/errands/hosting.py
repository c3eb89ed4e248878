"""Errand: where the section lives, and the files of publishing under the program that runs here."""

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import HOSTING
from nastavnik.desk.web import Request, Response
from nastavnik.office.hosting import HOST_WORDS, NOWHERE
from nastavnik.office.hosting.upgrading import hosts_of, upgrade


def move(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    if request.method == "GET":
        return page(desk, _asked(desk))
    done = upgrade(desk.project.root, HOST_WORDS.code(request.field("host")))
    parts = (
        ErrandPart(messages.DESK_HOSTING_WRITTEN, done.written),
        ErrandPart(messages.DESK_HOSTING_GONE, done.gone),
        ErrandPart(messages.DESK_HOSTING_KEPT, done.edited),
    )
    lead = messages.DESK_HOSTING_DONE if done.written or done.gone else messages.UPGRADE_NOTHING
    return page(desk, ErrandPage(HOSTING, lead, parts=parts, is_done=True))


def _asked(desk: Desk) -> ErrandPage:
    here = [host.name for host in hosts_of(desk.project.root)] or [NOWHERE]
    choices = [(term.title, term.title) for term in HOST_WORDS.terms]
    caption = messages.START_CAPTIONS["host"]
    question = ErrandQuestion("host", caption, choices, value=HOST_WORDS.title(here[0]))
    return ErrandPage(HOSTING, messages.DESK_HOSTING_LEAD, [question], button=messages.DESK_HOSTING_BUTTON)
