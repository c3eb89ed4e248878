"""Records of the files of one kind at the desk: what they become, what is asked about them, what is told."""

from collections.abc import Sequence
from pathlib import Path

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.asking import answers_to, is_asked, questions_about
from nastavnik.desk.errands.at_once import published_at_once, questions_at_once, waits
from nastavnik.desk.errands.errand import ErrandPart
from nastavnik.desk.errands.incoming import IncomingFiles
from nastavnik.desk.form_words import in_form_words
from nastavnik.desk.pages import place_address, record_address
from nastavnik.desk.web import Request
from nastavnik.office.taking_in import TAKEN, AuthorCard, Intake, TakenRecord, take_in
from nastavnik.office.taking_in.shelf import Shelf
from nastavnik.records import Document, Mentor
from nastavnik.records.unfinished import unfinished
from nastavnik.school.guard.file_contents import look
from nastavnik.school.guard.personal_data import PublicDetails


def incoming_records(
    desk: Desk, request: Request, kind: str, sources: Sequence[Path], cards: Sequence[AuthorCard], *, dry: bool
) -> tuple[Intake, IncomingFiles]:
    """What files of one kind become, by the answers on the page; authors are led to their `cards`."""
    answers, force, today = answers_to(desk, kind, request), request.field("force") == "yes", desk.today()
    taken = take_in(desk.project, kind, sources, today, force=force, answers=answers, cards=cards)
    at_once = questions_at_once(desk, taken, request)
    if published := published_at_once(desk, taken, request):
        answers |= {id: {**answers.get(id, {}), **values} for id, values in published.items()}
        taken = take_in(desk.project, kind, sources, today, force=force, answers=answers, cards=cards)
    questions, hidden = questions_about(desk, taken, request, _personal(taken, sources))
    links = [] if dry else [(record_address(each.file), each.label) for each in taken.of("new", "changed")]
    lines = [_line(record) for record in taken.records] if dry else []
    heading = f"{TAKEN[kind].cls.heading}: {taken.counts(dry=dry)}"
    failures = ErrandPart(messages.DESK_NOT_READ, [messages.labelled(*failure) for failure in taken.failures])
    parts = [failures, ErrandPart(heading, lines, links=links, is_outcome=True), *_to_look_at(desk, taken, dry=dry)]
    differs = bool(taken.of("left"))
    asked = (*questions, *at_once)
    return taken, IncomingFiles(taken.files, links, parts, differs, asked, is_open=waits(at_once), hidden=hidden)


def cards_of(desk: Desk, mentors: Intake | None) -> list[AuthorCard]:
    """Cards authors may be led to: those that are there or come, if they are written to the end."""
    shelf, words = Shelf(desk.project, TAKEN[Mentor.kind]).by_id, desk.values.words
    there = {
        id: AuthorCard(id, str(each.values.get("name") or ""))
        for id, each in shelf.items()
        if "example" not in each.values and not unfinished(Mentor, each.written.source, words)
    }
    new = mentors.of("new") if mentors else ()
    coming = {each.id: AuthorCard(each.id, each.label) for each in new if not each.problems}
    return list((there | coming).values())


def _personal(taken: Intake, sources: Sequence[Path]) -> list[str]:
    """Ids of documents in whose files something looks personal."""
    if taken.cls is not Document:
        return []
    signed = {path.name for path in sources if look(path, PublicDetails()).signs}
    return [record.id for record in taken.records if record.place in signed]


def _line(record: TakenRecord) -> str:
    """A record of the report by its title."""
    return messages.taken_record(record.state, "", record.label, record.place)


def _to_look_at(desk: Desk, taken: Intake, *, dry: bool) -> list[ErrandPart]:
    """What to look at, and what is left to fill in: of records that are written already, with the way there.

    What is asked on the page is not told once more.
    """
    lacking = [
        (
            place_address(problem.place),
            messages.labelled(record.label or record.id, in_form_words(taken.cls, problem.message)),
        )
        for record in taken.records
        if not (dry and is_asked(desk, taken, record))
        for problem in record.problems
    ]
    words = [words for _, words in lacking] if dry else []
    return [
        ErrandPart(messages.labelled(taken.cls.heading, messages.DESK_LOOK_AT), taken.remarks(whole=True)),
        ErrandPart(
            messages.labelled(taken.cls.heading, messages.DESK_STILL_MISSING), words, links=[] if dry else lacking
        ),
    ]
