"""The first page of the desk, which is there at once: what it does not need is imported with the next request.

What takes long, duties and remarks, comes after the page, by itself (`pages.due_now`).
"""

from functools import cache

from nastavnik.desk.app import Desk, Handler, answering
from nastavnik.desk.web import Request, Responder, Response, redirect
from nastavnik.records import KINDS
from nastavnik.records.own_page import OwnPage
from nastavnik.school.beside import page_files
from nastavnik.school.catalogue import SCHOOL_FILE, passport_file, record_files
from nastavnik.text.source import Unreadable, read


def home(desk: Desk, _: Request) -> Response:
    """The first page: kinds of records and errands."""
    if not passport_file(desk.project.content).path.is_file():
        return redirect("do/start")
    counts = dict.fromkeys(KINDS, 0)
    for file in record_files(desk.project.content):
        counts[file.cls.kind] += 1
    return desk.draw(
        "home.html",
        counts=counts,
        today=desk.today(),
        school=_school(desk),
        errands=desk.errands,
        pages=len(page_files(desk.project.content)),
        page_class=OwnPage,
    )


def _school(desk: Desk) -> str:
    try:
        data = read(passport_file(desk.project.content).path, SCHOOL_FILE).data
    except Unreadable:
        return ""
    return str(data.get("short_title", ""))


FIRST: tuple[tuple[str, str, Handler], ...] = (("GET", r"", home),)


def answering_at_once(desk: Desk) -> Responder:
    """What answers requests to the desk: the first page with what is imported already, the rest with all routes."""
    first = answering(desk, FIRST)

    @cache
    def rest() -> Responder:
        from nastavnik.desk.routes import ROUTES

        return answering(desk, ROUTES)

    return lambda request: first(request) if request.path == "" and request.method == "GET" else rest()(request)
