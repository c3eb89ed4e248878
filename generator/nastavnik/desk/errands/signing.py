"""Errands over several records at once: consents that were signed, documents that were looked at."""

import datetime as dt
from collections.abc import Mapping, Sequence

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.document_files import personal_in
from nastavnik.desk.errands.columns import with_columns
from nastavnik.desk.errands.consents import EVERYBODY, day_of
from nastavnik.desk.errands.errand import Errand, ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import AGREED, CONFIRM, PAPER
from nastavnik.desk.next_steps import onward
from nastavnik.desk.pages import record_address
from nastavnik.desk.web import Request, Response
from nastavnik.office import undo
from nastavnik.office.consenting import consent_until, waiting
from nastavnik.office.signing import answered, asked_fields, confirmed, consent_of_paper, refusal, unagreed, unconfirmed
from nastavnik.records import Document, Mentor
from nastavnik.records.vocabularies import Vocabulary
from nastavnik.school.cabinet import Cabinet, Original, cabinet

_DOCUMENTS = (f"/kind/{Document.kind}", messages.DESK_TO_DOCUMENTS)


def mark_consents(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    today, opened = desk.today(), cabinet(desk.project.content)
    mentors, unfinished = unagreed(opened, today), _unfinished(opened)
    if not mentors:
        lead = "" if unfinished.links else messages.DESK_ALL_AGREED
        return page(desk, ErrandPage(AGREED, lead, parts=(unfinished,), is_done=True, onward=onward(desk)))
    refused = _ticked(mentors, request, "refused")
    is_all = ("who", EVERYBODY) in request.fields
    signed = [each for each in mentors if each not in refused] if is_all else _ticked(mentors, request, "who")
    both = [each for each in signed if each in refused]
    if both or not (signed or refused):
        asked = messages.DESK_SIGNED_AND_REFUSED if both else messages.DESK_TICK_ONE
        return page(desk, _who_agreed(mentors, request, today, asked if request.method == "POST" else "", unfinished))
    day = day_of(request.field("day") or today.isoformat())
    until = day_of(request.field("until") or consent_until(today).isoformat())
    answers = [(each, consent_of_paper(each, day, until)) for each in signed]
    refusals = [(each, refusal(each, day)) for each in refused]
    undo.write(desk.project.root, messages.DESK_AGREED, answered([*answers, *refusals]))
    why = answers[0][1].state(today) if answers else None
    note = messages.labelled(messages.DESK_HIDDEN, why) if why else messages.DESK_AGREED_SHOWN
    outcome = [ErrandPart(messages.DESK_AGREED_DONE, [note], links=_cards(signed))] if signed else []
    outcome += [ErrandPart(messages.DESK_REFUSED_DONE, [], links=_cards(refused))] if refused else []
    return _done(desk, AGREED, *outcome)


def _ticked(mentors: Sequence[Original[Mentor]], request: Request, name: str) -> list[Original[Mentor]]:
    return [each for each in mentors if (name, each.id) in request.fields]


def _cards(mentors: Sequence[Original[Mentor]]) -> list[tuple[str, str]]:
    return [(record_address(each.file.name), each.record.name) for each in mentors]


def _unfinished(opened: Cabinet) -> ErrandPart:
    """Whose card has no page yet: there is no paper to sign for it."""
    cards = [(record_address(card.file), card.name) for card in waiting(opened)]
    return ErrandPart(messages.DESK_PAPER_UNFINISHED, [], links=cards)


def _who_agreed(
    mentors: Sequence[Original[Mentor]], request: Request, today: dt.date, mistake: str, unfinished: ErrandPart
) -> ErrandPage:
    """Who has signed and to what, for how long, and who refused; what was ticked stays ticked."""
    everybody = [(EVERYBODY, messages.DESK_ALL_SIGNED)] if len(mentors) > 1 else []
    offered = [(each.id, messages.offered(each.record.name, asked_fields(each).values())) for each in mentors]
    names = [(each.id, each.record.name) for each in mentors]
    signed, refused = (", ".join(each.id for each in _ticked(mentors, request, name)) for name in ("who", "refused"))
    day = request.field("day") or today.isoformat()
    until = request.field("until") or consent_until(today).isoformat()
    questions = (
        ErrandQuestion(
            "who", messages.DESK_WHO_SIGNED, [*everybody, *offered], value=signed, several=True, mistake=mistake
        ),
        ErrandQuestion("day", messages.DESK_DAY_SIGNED, value=day, is_day=True),
        ErrandQuestion("until", messages.DESK_PAPER_UNTIL, value=until, is_day=True),
        ErrandQuestion("refused", messages.DESK_WHO_REFUSED, names, value=refused, several=True),
    )
    paper = ErrandPart(messages.DESK_NOT_SIGNED, [], links=[(f"/do/{PAPER.name}", PAPER.title)])
    parts = (unfinished, paper)
    return ErrandPage(AGREED, messages.DESK_AGREED_LEAD, questions, parts, messages.DESK_WRITE, asks_first=True)


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
        columns = with_columns(desk, (each for each in documents if each.id in personal))
        lead, button = messages.DESK_CONFIRM_LEAD, messages.DESK_WRITE
        return page(desk, ErrandPage(CONFIRM, lead, questions, (columns, mend), button, asks_first=True))
    undo.write(desk.project.root, messages.DESK_CONFIRM, confirmed(chosen, let_out))
    titles = [each.record.title for each in chosen]
    outcome = ErrandPart(messages.DESK_CONFIRMED, titles, is_outcome=True)
    rest = len(documents) - len(chosen)
    back = (f"/do/{CONFIRM.name}", messages.desk_step("confirm", rest)) if rest else _DOCUMENTS
    return page(
        desk, ErrandPage(CONFIRM, parts=(outcome,), is_done=True, onward=list(dict.fromkeys((back, *onward(desk)))))
    )


def _what_is_right(
    request: Request, documents: Sequence[Original[Document]], personal: Mapping[str, Sequence[str]], sorts: Vocabulary
) -> list[ErrandQuestion]:
    """Which documents are right, and about those with something personal in the file whether it may go out."""
    ticked = {name: [value for key, value in request.fields if key == name] for name in ("which", "let_out")}
    right = [(each.id, _guessed_line(each, sorts, personal.get(each.id, ()))) for each in documents]
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


def _guessed_line(document: Original[Document], sorts: Vocabulary, personal: Sequence[str]) -> str:
    """What was guessed and what looks personal in the file, in one line."""
    record = document.record
    day = messages.day(record.date) if record.date else ""
    line = messages.guessed_document(record.title, sorts.title(record.type), record.number or "", day)
    return messages.personal_waits(line, personal) if personal else line


def _done(desk: Desk, errand: Errand, *outcome: ErrandPart) -> Response:
    return page(desk, ErrandPage(errand, parts=outcome, is_done=True, onward=onward(desk)))
