"""Errand: the next school year begins."""

from nastavnik import messages
from nastavnik.deadlines import SchoolYear
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import YEAR
from nastavnik.desk.pages import record_address
from nastavnik.desk.web import Request, Response
from nastavnik.errors import EditRefused
from nastavnik.office.next_year import open_year
from nastavnik.office.undo import write
from nastavnik.school.cabinet import cabinet


def open_school_year(desk: Desk, request: Request) -> Response:
    """The next school year: which one, what will be written, then the plan without marks and the passport changed."""
    opened = cabinet(desk.project.content)
    current = SchoolYear.parse(opened.school.current_year)
    following = SchoolYear(current.first + 1).title if current else ""
    word = request.field("year")
    if request.method == "GET" or not word:
        question = ErrandQuestion("year", messages.DESK_YEAR_WHICH, value=following)
        return page(desk, ErrandPage(YEAR, messages.DESK_YEAR_LEAD, (question,), button=messages.DESK_LOOK))
    year = SchoolYear.parse(word)
    if year is None:
        raise EditRefused(messages.quoted(word, messages.NOT_A_SCHOOL_YEAR))
    plan = open_year(opened, year)
    notes = ErrandPart(messages.NEW_YEAR_REST.rstrip(":"), plan.notes)
    if request.field("@sure") != "yes":
        hidden = (("year", year.title), ("@sure", "yes"))
        button = messages.desk_open_year(year.title)
        return page(desk, ErrandPage(YEAR, messages.desk_year_would(year.title), (), (notes,), button, hidden))
    write(desk.project.root, f"new-year {year.title}", {each.path: each.raw for each in (plan.plan, plan.passport)})
    link = (record_address(plan.plan.source.file), messages.DESK_OPEN_PLAN)
    done = ErrandPart(messages.year_opened(plan.plan.source.file, plan.old_id), [], links=(link,), is_outcome=True)
    return page(desk, ErrandPage(YEAR, parts=(done, notes), is_done=True))
