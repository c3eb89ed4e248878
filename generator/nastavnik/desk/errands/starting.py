"""Errand: a section begins in an empty folder, with the questions `nastavnik start` asks."""

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import START
from nastavnik.desk.web import Request, Response
from nastavnik.office import starting
from nastavnik.office.starting import QUESTIONS, Question, Replies, Unanswered
from nastavnik.records import School


def begin(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    root = desk.project.root
    there = starting.begun(root)
    if there:
        return page(desk, ErrandPage(START, messages.DESK_BEGUN))
    if request.method == "GET":
        return page(desk, _asked({}, ()))
    written = {name: text for name, text in request.fields if not name.startswith("@")}
    for question in QUESTIONS:
        if question.several:
            written[question.name] = ", ".join(text for name, text in request.fields if name == question.name and text)
    try:
        beginning = starting.planned(starting.answered(written), desk.today(), root)
    except Unanswered as refused:
        return page(desk, _asked(written, [messages.capital(sentence) for sentence in refused.mistakes.values()]))
    names = starting.start(root, beginning)
    link = (f"/edit/{School.kind}/{School.kind}", messages.DESK_OPEN_PASSPORT)
    done = ErrandPart(messages.DESK_STARTED, beginning.notes, links=(link,))
    return page(desk, ErrandPage(START, messages.desk_files_written(len(names)), parts=(done,), is_done=True))


def _asked(written: Replies, mistakes: list[str] | tuple[()]) -> ErrandPage:
    """All questions on one page, with what was answered so far and what cannot be taken."""
    answers: dict[str, str] = {}
    questions = []
    for question in QUESTIONS:
        default = question.default(answers)
        answers[question.name] = question.read(default)
        if question.asked:
            questions.append(_question(question, written.get(question.name, default)))
    parts = (ErrandPart(messages.DESK_START_MISTAKES, mistakes),)
    return ErrandPage(START, messages.DESK_START_LEAD, questions, parts, messages.DESK_START_BUTTON)


def _question(question: Question, answer: str) -> ErrandQuestion:
    terms = question.choices.terms if question.choices else ()
    choices = [(term.title, term.title) for term in terms]
    return ErrandQuestion(
        question.name,
        question.caption,
        choices,
        value=answer,
        hint="" if choices else question.hint,
        several=question.several,
    )
