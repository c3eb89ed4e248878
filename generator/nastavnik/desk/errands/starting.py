"""Errand: a section begins in an empty folder, with the questions `nastavnik start` asks and the school's own plan."""

from collections.abc import Mapping

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import START
from nastavnik.desk.errands.uploading import is_upload, received, waiting_files, waiting_folder
from nastavnik.desk.next_steps import onward
from nastavnik.desk.web import Request, Response
from nastavnik.errors import EditRefused, ImportFailed
from nastavnik.office import starting
from nastavnik.office.starting import LATER, QUESTIONS, Beginning, Question, Replies, Unanswered

PLAN_FILE = "plan"
"""The name of the question for the school's own plan, which takes the place of `roadmap`."""
AT_ONCE = ("school_type", "title", "short_title", "inn", "ogrn", "address", "region", "municipality", "site", "helps")
"""Questions that the first page cannot do without; the others are folded away."""
BY_ANSWERS = ("post", "roadmap")
"""Questions whose defaults follow from the answers above: nothing of them is filled in before those are known."""
NOT_AT_FIRST = ("admin", "host")
"""Questions for whoever knows where a section lives; the desk has pages for them when there is something to publish."""


def begin(desk: Desk, request: Request) -> Response:
    """The questions of `start` on one page; a section that is begun is left alone."""
    root = desk.project.root
    if starting.begun(root):
        return page(desk, ErrandPage(START, messages.DESK_BEGUN))
    if is_upload(request):
        return received(desk, request)
    if request.method == "GET":
        return page(desk, _asked({}, {}))
    written = _written(request)
    plan = next(iter(waiting_files(desk, request, PLAN_FILE)), None)
    try:
        answers = starting.answered(written | ({"roadmap": plan.name} if plan else {}))
        beginning = starting.planned(answers, desk.today(), waiting_folder(desk))
    except Unanswered as refused:
        return page(desk, _asked(written, refused.mistakes, plan.name if plan else ""))
    except (ImportFailed, EditRefused) as refused:
        return page(desk, _asked(written, {PLAN_FILE: str(refused)}))
    starting.start(root, beginning)
    if plan:
        plan.unlink()
    return page(desk, _done(desk, beginning))


def _written(request: Request) -> dict[str, str]:
    """What was typed, by question; several ticks through commas."""
    written = {name: text for name, text in request.fields if not name.startswith("@")}
    for question in QUESTIONS:
        if question.several:
            written[question.name] = ", ".join(text for name, text in request.fields if name == question.name and text)
    return written


def _done(desk: Desk, beginning: Beginning) -> ErrandPage:
    """What was written, what a plan says that was not taken, and the next step."""
    parts = (
        ErrandPart(messages.DESK_STARTED, [], is_outcome=True),
        ErrandPart(messages.DESK_START_PLAN, [messages.capital(desk.wording.said(note)) for note in beginning.notes]),
    )
    return ErrandPage(START, parts=parts, is_done=True, onward=onward(desk))


def _asked(written: Replies, mistakes: Mapping[str, str], plan: str = "") -> ErrandPage:
    """All questions on one page, with what was answered so far and beside each why it cannot be taken."""
    answers: dict[str, str] = {}
    questions: dict[str, ErrandQuestion] = {}
    for question in QUESTIONS:
        default = question.default(answers)
        answers[question.name] = question.read(default)
        if (question.asked or question.name in AT_ONCE) and question.name not in NOT_AT_FIRST:
            shown = _question(question, written, default, mistakes.get(question.name, ""))
            questions[question.name] = shown
    file = ErrandQuestion(
        PLAN_FILE,
        messages.DESK_START_FILE,
        is_file=True,
        is_optional=True,
        value=plan,
        hint=messages.DESK_START_FILE_HINT,
        mistake=messages.capital(mistakes.get(PLAN_FILE, "")),
    )
    ordered = [questions.pop(name) for name in AT_ONCE]
    return ErrandPage(
        START, messages.DESK_START_LEAD, (*ordered, file, *questions.values()), button=messages.DESK_START_BUTTON
    )


def _question(question: Question, written: Replies, default: str, mistake: str) -> ErrandQuestion:
    """One question: what was typed, or a default that is true of most; any other default only shows through."""
    terms = question.choices.terms if question.choices else ()
    choices = [(term.title, term.title) for term in terms]
    follows = question.name in BY_ANSWERS
    if choices and follows:
        choices = [("", messages.DESK_START_FITTING), *choices]
    is_filled_in = bool(choices) and not follows and not question.several
    return ErrandQuestion(
        question.name,
        messages.DESK_START_CAPTIONS.get(question.name, question.caption),
        choices,
        value=written.get(question.name, default if is_filled_in else ""),
        hint=messages.DESK_START_HINTS.get(question.name, "" if choices else messages.capital(question.hint)),
        several=question.several,
        placeholder="" if default in LATER or choices else default,
        mistake=messages.capital(mistake),
        waits=question.name not in AT_ONCE,
    )
