"""Errands over several records at once: consents that were signed, documents that were looked at."""

import datetime as dt
from collections.abc import Mapping, Sequence

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.document_files import personal_in
from nastavnik.desk.errands.consents import day_of
from nastavnik.desk.errands.errand import Errand, ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import AGREED, CONFIRM, PAPER
from nastavnik.desk.next_steps import onward
from nastavnik.desk.pages import record_address
from nastavnik.desk.web import Request, Response
from nastavnik.office import undo
from nastavnik.office.consenting import consent_until
from nastavnik.office.signing import ALL, agreed, confirmed, unagreed, unconfirmed
from nastavnik.records import Document
from nastavnik.records.people import Consent
from nastavnik.records.vocabularies import Vocabulary
from nastavnik.school.cabinet import Original, cabinet


def mark_consents(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    today = desk.today()
    mentors = unagreed(cabinet(desk.project.content), today)
    chosen = [each for each in mentors if ("who", each.id) in request.fields]
    if not mentors:
        return page(desk, ErrandPage(AGREED, messages.DESK_ALL_AGREED, is_done=True, onward=onward(desk)))
    if not chosen:
        mistake = messages.DESK_TICK_ONE if request.method == "POST" else ""
        return page(desk, _who_agreed([(each.id, each.record.name) for each in mentors], today, mistake))
    day = day_of(request.field("day") or today.isoformat())
    until = day_of(request.field("until") or consent_until(today).isoformat())
    consent = Consent(date=day, until=until, fields=(ALL,))
    undo.write(desk.project.root, messages.DESK_AGREED, agreed(chosen, consent))
    links = [(record_address(each.file.name), each.record.name) for each in chosen]
    why = consent.state(today)
    note = messages.labelled(messages.DESK_HIDDEN, why) if why else messages.DESK_AGREED_SHOWN
    return _done(desk, AGREED, ErrandPart(messages.DESK_AGREED_DONE, [note], links=links, is_outcome=True))


def _who_agreed(names: list[tuple[str, str]], today: dt.date, mistake: str) -> ErrandPage:
    """Who has signed, and for how long."""
    questions = (
        ErrandQuestion("who", messages.DESK_WHO_SIGNED, names, several=True, mistake=mistake),
        ErrandQuestion("day", messages.DESK_DAY_SIGNED, value=today.isoformat(), is_day=True),
        ErrandQuestion("until", messages.DESK_PAPER_UNTIL, value=consent_until(today).isoformat(), is_day=True),
    )
    paper = ErrandPart(messages.DESK_NOT_SIGNED, [], links=[(f"/do/{PAPER.name}", PAPER.title)])
    return ErrandPage(AGREED, messages.DESK_AGREED_LEAD, questions, (paper,), messages.DESK_WRITE, asks_first=True)


def confirm_documents(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    opened = cabinet(desk.project.content)
    documents = unconfirmed(opened)
    if not documents:
        return page(desk, ErrandPage(CONFIRM, messages.DESK_ALL_CONFIRMED, is_done=True, onward=onward(desk)))
    personal = {each.id: kinds for each in documents if (kinds := personal_in(desk, each.file.name))}
    chosen = [each for each in documents if ("which", each.id) in request.fields]
    let_out = [id for id in personal if ("let_out", id) in request.fields]
    unanswered = [each for each in chosen if each.id in personal and each.id not in let_out]
    if unanswered or not chosen:
        questions = _what_is_right(request, documents, personal, opened.vocabularies["document_types"])
        links = [(record_address(each.file.name), each.record.title) for each in documents]
        mend = ErrandPart(messages.DESK_NOT_RIGHT, [], links=links)
        lead, button = messages.DESK_CONFIRM_LEAD, messages.DESK_WRITE
        return page(desk, ErrandPage(CONFIRM, lead, questions, (mend,), button, asks_first=True))
    undo.write(desk.project.root, messages.DESK_CONFIRM, confirmed(chosen, let_out))
    titles = [each.record.title for each in chosen]
    return _done(desk, CONFIRM, ErrandPart(messages.DESK_CONFIRMED, titles, is_outcome=True))


def _what_is_right(
    request: Request, documents: Sequence[Original[Document]], personal: Mapping[str, Sequence[str]], sorts: Vocabulary
) -> list[ErrandQuestion]:
    """Which documents are right, and about those with something personal in the file whether it may go out."""
    ticked = {name: [value for key, value in request.fields if key == name] for name in ("which", "let_out")}
    right = [(each.id, _told(each, sorts, personal.get(each.id, ()))) for each in documents]
    out = [
        (each.id, messages.let_out(each.record.title, personal[each.id])) for each in documents if each.id in personal
    ]
    is_posted = request.method == "POST"
    none = messages.DESK_TICK_ONE if is_posted and not ticked["which"] else ""
    unanswered = messages.DESK_LET_OUT_OR_LEAVE if is_posted and not none else ""
    which = ErrandQuestion(
        "which", messages.DESK_RIGHT, right, value=",".join(ticked["which"]), several=True, mistake=none
    )
    let_out = ErrandQuestion(
        "let_out",
        messages.DESK_LET_OUT,
        out,
        value=",".join(ticked["let_out"]),
        hint=messages.DESK_LET_OUT_HINT,
        several=True,
        mistake=unanswered,
    )
    return [which, let_out] if out else [which]


def _told(document: Original[Document], sorts: Vocabulary, personal: Sequence[str]) -> str:
    """What was guessed and what looks personal in the file, in one line."""
    record = document.record
    day = messages.day(record.date) if record.date else ""
    line = messages.guessed_document(record.title, sorts.title(record.type), record.number or "", day)
    return messages.personal_waits(line, personal) if personal else line


def _done(desk: Desk, errand: Errand, outcome: ErrandPart) -> Response:
    return page(desk, ErrandPage(errand, parts=(outcome,), is_done=True, onward=onward(desk)))
