"""Errands: the paper a person signs, and what is done when somebody takes the consent back."""

import datetime as dt
from pathlib import PurePosixPath

from pydantic_core import PydanticCustomError
from slugify import slugify

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
from nastavnik.desk.errands.listing import PAPER, WITHDRAW
from nastavnik.desk.form_words import FormWords
from nastavnik.desk.web import Request, Response
from nastavnik.errors import ContentUnreadable
from nastavnik.office import undo, withdrawal
from nastavnik.office.consenting import addresses, consent_paper, person
from nastavnik.records import KINDS, Mentor
from nastavnik.records.fields import read_day
from nastavnik.records.own_page import OwnPage
from nastavnik.records.people import Person
from nastavnik.records.reading import parts
from nastavnik.school.cabinet import Cabinet, cabinet

PAPERS = {".pdf", ".docx", ".doc", ".xlsx", ".odt"}
"""Suffixes of files that people open, and machines do not."""


def paper(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    opened = cabinet(desk.project.content)
    name = request.field("who")
    if request.method == "GET" or not name:
        who = ErrandQuestion("who", messages.DESK_WHO, [(each, each) for each in sorted(_named(opened))])
        return page(desk, ErrandPage(PAPER, messages.DESK_PAPER_LEAD, (who,), button=messages.DESK_PAPER_BUTTON))
    prepared = prepared_section(desk)
    asked = person(opened, name)
    data = consent_paper(asked, addresses(opened, prepared, asked.name), prepared.root, desk.today())
    return download(data, f"{slugify(asked.name) or 'soglasie'}.docx", DOCX)


def withdraw(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
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
    changed = withdrawal.withdrawn(written, keys, _day(day))
    if request.field("@sure") != "yes":
        kept = (("who", who), ("day", day), ("@sure", "yes"))
        wording = desk.wording
        pages = sorted({site_words(wording, file) for file in before.naming})
        lines = (ErrandPart(messages.STANDS.rstrip(":"), pages),)
        return page(desk, ErrandPage(WITHDRAW, name, (), lines, messages.DESK_WITHDRAW_BUTTON, kept))
    undo.write(desk.project.root, withdrawal.command_of(written, keys), {written.path: changed})
    traces = withdrawal.traces(desk.project.root, name, written.path)
    sightings = [f"{sighting.place}: …{sighting.words}…" for sighting in traces.texts]
    marked = (
        ErrandPart(messages.labelled(name, messages.DESK_WITHDRAWN), [messages.OUTSIDE]),
        ErrandPart(messages.MAY_STAND.rstrip(":"), [*sightings, *traces.file_names]),
        ErrandPart(messages.UNREAD_FILES.rstrip(":"), traces.unread),
    )
    return page(desk, built(desk, *marked))


def site_words(wording: FormWords, file: str) -> str:
    """What a file of the finished site is called: the title of its page, or that machines read it."""
    steps = file.split("/")
    if steps[-1] != "index.html":
        is_paper = PurePosixPath(file).suffix.lower() in PAPERS
        return messages.in_quotes(steps[-1]) if is_paper else messages.SITE_FOR_MACHINES
    if len(steps) == 1:
        return messages.SITE_HOME
    titles, cls = wording.titles, KINDS.get(steps[0])
    names = [
        f"content/{'/'.join(steps[:-1])}{suffix}" for suffix in (cls.suffix if cls else OwnPage.suffix, "/index.md")
    ]
    title = next((titles[name] for name in names if name in titles), "")
    return messages.in_quotes(title) if title else cls.heading if cls else messages.SITE_OTHER_PAGE


def _day(text: str) -> dt.date:
    try:
        return read_day(text)
    except PydanticCustomError as error:
        raise ContentUnreadable(error.message()) from None


def _named(opened: Cabinet) -> set[str]:
    """Everybody whom a record names, mentors and others."""
    originals = (*opened.records, opened.passport)
    return {part.name for original in originals for _, part in parts(original.record, (Mentor, Person)) if part.name}


def _agreed(opened: Cabinet) -> dict[str, str]:
    """Records that name somebody with a consent, as `kind/id name`, and the words for each."""
    return {
        f"{original.file.cls.kind}/{original.id} {part.name}": f"{part.name} — {original.file.cls.caption}"
        for original in opened.records
        for _, part in parts(original.record, (Mentor, Person))
        if part.name and part.consent and not part.consent.withdrawn
    }
