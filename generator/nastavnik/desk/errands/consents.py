"""Errands: the paper a person signs, and what is done when somebody takes the consent back."""

import datetime as dt
from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.building import built
from nastavnik.desk.errands.errand import (
    DOCX,
    ErrandPage,
    ErrandPart,
    ErrandQuestion,
    download,
    page,
    prepared_section,
)
from nastavnik.desk.errands.listing import AGREED, PAPER, WITHDRAW
from nastavnik.desk.places import record_address
from nastavnik.desk.site_words import site_words
from nastavnik.desk.web import Request, Response
from nastavnik.errors import ContentUnreadable
from nastavnik.office import undo, withdrawal
from nastavnik.office.consent_paper import consent_papers, of_person, on_picture, unknown
from nastavnik.office.consenting import addresses_of_all, consent_until, people, person, picture, waiting
from nastavnik.office.signing import unagreed
from nastavnik.records import Mentor, News
from nastavnik.records.fields import read_day
from nastavnik.records.people import Person
from nastavnik.records.reading import parts
from nastavnik.school.cabinet import Cabinet, cabinet
from nastavnik.text.latin import latin_name

EVERYBODY = "*"
"""Instead of a name: whoever has not agreed yet, a paper each."""


def paper(desk: Desk, request: Request) -> Response:
    """The paper a person signs: who, then what stands in it and the pages it is about."""
    opened = cabinet(desk.project.content)
    whose = request.field("whose")
    if request.method == "GET" or whose not in dict(messages.DESK_PAPER_KINDS):
        return page(desk, _asked(desk, opened))
    prepared = prepared_section(desk)
    until = day_of(request.field("until") or consent_until(desk.today()).isoformat())
    if whose == "card":
        who = request.field("who")
        names = [each.record.name for each in unagreed(opened, desk.today())] if who == EVERYBODY else [who]
        asked = [person(opened, name) for name in names]
        places = addresses_of_all(opened, prepared, [each.name for each in asked])
        papers = [(of_person(each), standing) for each, standing in zip(asked, places, strict=True)]
        name = f"soglasie-{latin_name(names[0])}.docx" if len(names) == 1 else messages.CONSENTS_FILE
    else:
        papers = [(on_picture(is_child=whose == "child"), picture(prepared, request.field("story")))]
        name = messages.picture_consent_file(whose)
    return download(consent_papers(papers, prepared.root, opened.school, until), name, DOCX)


def _asked(desk: Desk, opened: Cabinet) -> ErrandPage:
    """Whose consent, for what and until when; nobody of an example is offered."""
    names = sorted({asked.name for asked in people(opened)})
    others = len(unagreed(opened, desk.today()))
    everybody = [(EVERYBODY, messages.desk_everybody(others))] if others > 1 else []
    kinds = messages.DESK_PAPER_KINDS if names else messages.DESK_PAPER_KINDS[1:]
    stories = [(story.id, story.record.title) for story in reversed(opened.of(News))]
    questions = [
        ErrandQuestion("whose", messages.DESK_PAPER_WHOSE, kinds),
        ErrandQuestion("who", messages.DESK_PAPER_WHO, [*everybody, *((name, name) for name in names)]),
        ErrandQuestion("story", messages.DESK_PAPER_STORY, [("", messages.DESK_PAPER_BY_HAND), *stories]),
        ErrandQuestion("until", messages.DESK_PAPER_UNTIL, value=consent_until(desk.today()).isoformat(), is_day=True),
    ]
    lead = messages.DESK_PAPER_LEAD if names else messages.DESK_PAPER_NOBODY
    offered = [question for question in questions if question.choices or question.is_day]
    cards = [(f"/edit/{Mentor.kind}/{card.id}", card.name) for card in waiting(opened)]
    unfinished = ErrandPart(messages.DESK_PAPER_UNFINISHED, [], links=cards)
    return ErrandPage(PAPER, lead, offered, (unfinished, *_around(opened)), button=messages.DESK_PAPER_BUTTON)


def _around(opened: Cabinet) -> Iterator[ErrandPart]:
    """What will be empty in the paper, and where to go with one that is signed."""
    if captions := unknown(opened.school):
        complete = (record_address(opened.passport.file.name), messages.DESK_PAPER_COMPLETE)
        yield ErrandPart(messages.paper_blanks(captions), [], links=[complete])
    yield ErrandPart(messages.DESK_PAPER_SIGNED, [], links=[(f"/do/{AGREED.name}", AGREED.title)])


def withdraw(desk: Desk, request: Request) -> Response:
    """A consent taken back: who and since when, then the site without that person and where the name still stands."""
    people = _agreed(cabinet(desk.project.content))
    who, day = request.field("who"), request.field("day") or desk.today().isoformat()
    if request.method == "GET" or who not in people:
        questions = (
            ErrandQuestion("who", messages.DESK_WHO, [(place, words) for place, words in people.items()]),
            ErrandQuestion("day", messages.DESK_WITHDRAW_DAY, value=day, is_day=True),
        )
        return page(desk, ErrandPage(WITHDRAW, messages.DESK_WITHDRAW_LEAD, questions, button=messages.DESK_LOOK))
    record, _, surname = who.partition(" ")
    written = withdrawal.record_of(desk.project.root, record)
    keys = withdrawal.person(written, record, surname)
    name = withdrawal.name_of(written, keys)
    before = withdrawal.standing(desk.project.site, name)
    changed = withdrawal.withdrawn(written, keys, day_of(day))
    if request.field("@sure") != "yes":
        hidden = (("who", who), ("day", day), ("@sure", "yes"))
        wording = desk.wording
        pages = sorted({site_words(wording, file) for file in before.naming})
        lines = (ErrandPart(messages.STANDS.rstrip(":"), pages),)
        return page(desk, ErrandPage(WITHDRAW, name, (), lines, messages.DESK_WITHDRAW_BUTTON, hidden))
    undo.write(desk.project.root, withdrawal.command_of(written, keys), {written.path: changed})
    traces = withdrawal.traces(desk.project.root, name, written.path)
    sightings = [f"{sighting.place}: …{sighting.words}…" for sighting in traces.texts]
    marked = (
        ErrandPart(messages.labelled(name, messages.DESK_WITHDRAWN), withdrawal.outside(desk.project.root)),
        ErrandPart(messages.MAY_STAND.rstrip(":"), [*sightings, *traces.file_names]),
        ErrandPart(messages.UNREAD_FILES.rstrip(":"), traces.unread),
    )
    return page(desk, built(desk, *marked))


def day_of(text: str) -> dt.date:
    """A day as a form sends it. Raises `ContentUnreadable`."""
    try:
        return read_day(text)
    except PydanticCustomError as error:
        raise ContentUnreadable(error.message()) from None


def _agreed(opened: Cabinet) -> dict[str, str]:
    """Records that name somebody with a consent, as `kind/id name`, and the words for each."""
    return {
        f"{original.file.cls.kind}/{original.id} {part.name}": f"{part.name} — {original.file.cls.caption}"
        for original in opened.records
        for _, part in parts(original.record, (Mentor, Person))
        if part.name and part.consent and not part.consent.withdrawn
    }
