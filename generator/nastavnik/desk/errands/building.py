"""Errand: the section is built, whole or not at all."""

from nastavnik import messages
from nastavnik.building.site import build
from nastavnik.desk.app import Desk
from nastavnik.desk.built_site import ARCHIVE
from nastavnik.desk.chapters import chapter_of
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, page
from nastavnik.desk.errands.listing import BUILD, PASTING, PUBLISH
from nastavnik.desk.pages import problem_links
from nastavnik.desk.web import Request, Response
from nastavnik.engines import Engine, usual
from nastavnik.errors import ContentRejected

AFTER_BUILD = (
    (f"/do/{PUBLISH.name}", PUBLISH.title),
    (f"/do/{PASTING.name}", PASTING.title),
    ("/built/", messages.DESK_SEE_BUILT),
    (f"/{ARCHIVE}", messages.DESK_SITE_ARCHIVE),
    (chapter_of(BUILD.name), messages.DESK_HOW_TO_PUBLISH),
)
"""Where to go with a site that is built."""


def build_section(desk: Desk, request: Request) -> Response:
    """The site built as `nastavnik build` does it, and what it said."""
    if request.method == "GET":
        return page(desk, ErrandPage(BUILD, messages.DESK_BUILD_LEAD, button=messages.DESK_BUILD))
    return page(desk, built(desk))


def built(desk: Desk, *before: ErrandPart) -> ErrandPage:
    """Build the site; the page about it, with what was done before."""
    try:
        report = build(desk.project, desk.today(), Engine(usual()))
    except ContentRejected as rejected:
        wrong = ErrandPart(messages.DESK_NOT_BUILT, [], links=problem_links(desk, rejected.problems), is_outcome=True)
        return ErrandPage(BUILD, parts=(*before, wrong), button=messages.DESK_BUILD_AGAIN)
    done = report.switched
    sentence = messages.built(report.pages, done.written, done.deleted, done.unchanged, 0)
    folder = str(desk.project.site)
    personal = ErrandPart(
        messages.DESK_BUILT_PERSONAL, [], links=problem_links(desk, [sign.problem for sign in report.personal])
    )
    lines = ErrandPart(messages.DESK_BUILT, [messages.capital(sentence), messages.site_lies(folder), *report.notes])
    return ErrandPage(BUILD, parts=(*before, personal, lines), is_done=True, onward=AFTER_BUILD, folder=folder)
