"""The consent itself as a Word file, ready to be printed, ticked and signed (152-ФЗ, art. 9 and 10.1).

It says what those articles ask a consent to dissemination to say, with the data and the addresses the section would
show; what the passport does not know, and whatever is the person's to decide, is a blank. A consent to a picture also
names art. 152.1 of the Civil Code, one for a child art. 64 of the Family Code.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.office.consenting import Addresses, PersonAsked
from nastavnik.records import School
from nastavnik.school import placeholders
from nastavnik.views.paper import PaperBlock, PaperCell, PaperGrid, PaperText
from nastavnik.views.word import WordPage, word_file

SHEET = WordPage(11906, 16838, top=567, right=850, bottom=567, left=1417, text=21, table=20, gap=100)
"""A4 with letters of 10½ and 10 points: an ordinary card fits on both sides of one sheet."""


@dataclass(frozen=True, slots=True)
class ConsentSubject:
    """Whose data: a person by name, or whoever writes the name by hand; a child's parent signs for the child."""

    name: str
    data: Sequence[str]
    """Captions of what would be seen."""
    is_child: bool = False
    has_picture: bool = False


def of_person(asked: PersonAsked) -> ConsentSubject:
    """Whoever a record names, with what it says of the person."""
    fields = {name: messages.CONSENT_CAPTIONS.get(name, caption) for name, caption in asked.fields()}
    return ConsentSubject(
        asked.name, [messages.capital(each) for each in fields.values()], has_picture="photo" in fields
    )


def unknown(school: School) -> list[str]:
    """Captions of what the passport does not know and the paper leaves to be written by hand."""
    drafts = {keys[0] for keys, _ in placeholders.of_passport(school)}
    return [
        messages.CONSENT_OPERATOR[name]
        for name in messages.CONSENT_OPERATOR
        if name in drafts or not getattr(school, name)
    ]


def on_picture(*, is_child: bool) -> ConsentSubject:
    """Somebody on a picture of a story: no record knows the name, and no file of ours shall."""
    return ConsentSubject("", [messages.CONSENT_IMAGE], is_child=is_child, has_picture=True)


def consent_paper(subject: ConsentSubject, standing: Addresses, root: str, school: School, until: dt.date) -> bytes:
    """The paper as the bytes of a .docx: `root` is the address of the section, `standing` where the data would be."""
    return consent_papers([(subject, standing)], root, school, until)


def consent_papers(
    papers: Sequence[tuple[ConsentSubject, Addresses]], root: str, school: School, until: dt.date
) -> bytes:
    """The papers of several people in one file, each on sheets of its own."""
    apart = PaperText("", "sheet")
    blocks = (
        block
        for number, (subject, standing) in enumerate(papers)
        for block in (*[apart][:number], *_paper(subject, standing, root, school, until))
    )
    return word_file(blocks, SHEET)


def _paper(
    subject: ConsentSubject, standing: Addresses, root: str, school: School, until: dt.date
) -> Iterator[PaperBlock]:
    yield from _head(subject)
    yield from _parties(subject, school)
    yield from _data(subject)
    yield from _places(standing, root)
    yield from _limits()
    yield from _term(school, until)
    yield from _signatures()


def _head(subject: ConsentSubject) -> Iterator[PaperBlock]:
    yield PaperText(messages.CONSENT_PAPER, "title")
    laws = [messages.CONSENT_BASIS]
    laws += [messages.CONSENT_BASIS_PHOTO] * subject.has_picture + [messages.CONSENT_BASIS_CHILD] * subject.is_child
    yield PaperText("; ".join(laws), "centre")


def _parties(subject: ConsentSubject, school: School) -> Iterator[PaperBlock]:
    """Who agrees, how to reach him, and the organisation he lets do it."""
    who = messages.CONSENT_PARENT if subject.is_child else messages.CONSENT_ADULT
    yield PaperText(messages.consent_by(subject.name), "left") if subject.name else PaperText(who, "blank")
    if subject.is_child:
        yield PaperText(messages.CONSENT_OF_CHILD, "blank")
    yield PaperText(messages.CONSENT_CONTACT, "blank")
    drafts = {keys[0] for keys, _ in placeholders.of_passport(school)}
    title, inn = ("" if name in drafts else str(getattr(school, name)) for name in ("title", "inn"))
    operator = messages.operator_in_full(title, inn, school.ogrn or "", school.address or "")
    yield PaperText(messages.consent_given(operator, is_child=subject.is_child), "left")
    yield PaperText(messages.consent_purpose(school.wording.organisation_of), "left")


def _data(subject: ConsentSubject) -> Iterator[PaperBlock]:
    yield PaperText(messages.CONSENT_DATA_HEADING, "heading")
    yield PaperText(messages.CONSENT_DATA_LEAD, "left")
    tick, blank = PaperCell(messages.TICK, style="centre"), PaperCell("")
    rows = [(PaperCell(caption), tick, tick, blank) for caption in subject.data]
    head = tuple(PaperCell(caption, style="caption") for caption in messages.CONSENT_DATA_COLUMNS)
    yield PaperGrid(messages.CONSENT_DATA_HEADING, (44, 14, 14, 28), (head, *rows), head=1)
    yield PaperText(messages.CONSENT_NO_SPECIAL, "left")


def _places(standing: Addresses, root: str) -> Iterator[PaperBlock]:
    yield PaperText(messages.CONSENT_PLACES_HEADING, "heading")
    pages = [messages.every_page(root)] if standing.everywhere else standing.pages
    yield PaperText(messages.CONSENT_PLACES, "left" if pages else "blank")
    yield from (PaperText(messages.dashed(page), "choice") for page in pages)
    if standing.files:
        yield PaperText(messages.CONSENT_FILES_TOO, "left")
        yield from (PaperText(messages.dashed(file), "choice") for file in standing.files)


def _limits() -> Iterator[PaperBlock]:
    yield PaperText(messages.CONSENT_LIMITS_HEADING, "heading")
    yield PaperText(messages.CONSENT_LIMITS_LEAD, "left")
    yield from (PaperText(f"{messages.TICK} {line}", "choice") for line in messages.CONSENT_LIMITS)
    yield PaperText(messages.CONSENT_NETWORKS, "left")
    yield from (PaperText(f"{messages.TICK} {line}", "choice") for line in messages.CONSENT_NETWORK_CHOICES)


def _term(school: School, until: dt.date) -> Iterator[PaperBlock]:
    yield PaperText(messages.CONSENT_TERM_HEADING, "heading")
    yield PaperText(messages.consent_term(messages.day(until)), "left")
    yield PaperText(messages.CONSENT_WITHDRAWAL, "left")
    curator = school.curators[0]
    contacts = [each for each in (curator.phone, curator.email) if each]
    yield PaperText(messages.consent_where_to(school.address or "", contacts), "left")


def _signatures() -> Iterator[PaperBlock]:
    yield PaperText("")
    lines = tuple(PaperCell(line, style="centre") for line in messages.CONSENT_SIGNATURE_LINES)
    words = tuple(PaperCell(word, style="centre") for word in messages.CONSENT_SIGNATURE)
    yield PaperGrid("", (28, 37, 35), (lines, words), ruled=False)
    yield PaperText(messages.CONSENT_RECEIVED, "left")
