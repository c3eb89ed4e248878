"""Errand: an approved plan in Word, LibreOffice or Excel becomes the roadmap, or is laid over the one there is."""

from dataclasses import replace

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import PLAN
from nastavnik.desk.errands.plan_files import plan_changes, plan_file
from nastavnik.desk.errands.uploading import is_upload, received, waiting_files
from nastavnik.desk.web import Request, Response
from nastavnik.office.undo import write


def take_plan_in(desk: Desk, request: Request) -> Response:
    """A roadmap of an office file: the file, what is understood of it and for which year it is, then the record."""
    if is_upload(request):
        return received(desk, request)
    source = next(iter(waiting_files(desk, request)), None)
    if source is None:
        question = ErrandQuestion("name", messages.DESK_IMPORT_FILE, is_file=True)
        return page(desk, ErrandPage(PLAN, messages.DESK_PLAN_LEAD, (question,), button=messages.DESK_LOOK))
    taken = plan_file(desk, source, request.field("year"))
    files, differences = plan_changes(desk, taken.plan)
    parts = (*taken.outcome(), ErrandPart(messages.DIFFERENCES.rstrip(":"), differences))
    is_seen = not differences or taken.year == request.field("@year")
    if request.field("@sure") != "yes" or not taken.year or not is_seen:
        hidden = (("name", source.name), ("@sure", "yes"), ("@year", taken.year))
        questions = taken.questions("year", messages.DESK_PLAN_YEAR)
        lead = messages.DESK_IMPORT_LOOK if files else messages.capital(messages.NOTHING_DIFFERS)
        button = messages.DESK_WRITE if files or questions else ""
        return page(desk, ErrandPage(PLAN, lead, questions, parts, button, hidden))
    write(desk.project.root, "import roadmap", files)
    source.unlink()
    first, *others = parts
    done = replace(first, links=((taken.address, messages.DESK_OPEN_PLAN),))
    return page(desk, ErrandPage(PLAN, parts=(done, *others), is_done=True))
