"""What an errand is: a page that asks, a button, and what came of it. One template draws all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nastavnik.building.project import Prepared
from nastavnik.desk.app import Desk
from nastavnik.desk.form_words import FormWords
from nastavnik.desk.web import Request, Response
from nastavnik.errors import ContentRejected

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Perform = Callable[[Desk, Request], Response]


@dataclass(frozen=True, slots=True)
class Errand:
    """Something an administrator does: the name in its address, its title, one sentence, and its page."""

    name: str
    title: str
    about: str
    perform: str
    """`module:function` of this package, a `Perform`; imported when somebody asks, for some are slow to import."""


@dataclass(frozen=True, slots=True)
class ErrandQuestion:
    """Something the page asks: one of the `choices`, (value, words), or a file, which the script sends, or a text."""

    name: str
    caption: str
    choices: Sequence[tuple[str, str]] = ()
    is_file: bool = False
    value: str = ""
    hint: str = ""
    is_day: bool = False
    is_secret: bool = False
    """Whether nobody may read over one's shoulder what is typed."""
    several: bool = False
    """Whether more than one of the choices or files may be taken; `value` then has choices through commas."""
    ticked: Sequence[str] = ()
    """Of several choices those that are taken, where a choice may hold a comma."""
    accepted: Sequence[str] = ()
    """Names of files that were sent already and wait."""
    placeholder: str = ""
    """What is taken if nothing is written."""
    mistake: str = ""
    """Why the answer cannot be taken."""
    waits: bool = False
    """Whether it may be answered some other day: such questions are folded away."""
    is_optional: bool = False
    """Whether the file may be left out."""
    picture: str = ""
    """The address of the photograph that it is about."""
    days: Mapping[str, str] = field(default_factory=dict)
    """Of several choices that each have a day: the day by its choice, empty for none."""

    @property
    def chosen(self) -> list[str]:
        """The choices that are taken."""
        if self.ticked:
            return list(self.ticked)
        return [word.strip() for word in self.value.split(",")] if self.several else [self.value]


@dataclass(frozen=True, slots=True)
class ErrandPart:
    """A heading and lines below it; `pre` keeps the line breaks of a text that is copied. `links` lead to records."""

    heading: str
    lines: Sequence[str]
    pre: bool = False
    links: Sequence[tuple[str, str]] = ()
    is_outcome: bool = False
    """Whether the heading says by itself what was done; any other part without lines is left out."""
    leads_on: bool = False
    """Whether its links are what is to be done next: they are buttons then."""


@dataclass(frozen=True, slots=True)
class ErrandPage:
    """The page of an errand: sentences, questions, what was or would be done, and the button that goes on."""

    errand: Errand
    lead: str = ""
    questions: Sequence[ErrandQuestion] = ()
    parts: Sequence[ErrandPart] = ()
    button: str = ""
    hidden: Sequence[tuple[str, str]] = ()
    """Names and values of hidden inputs: answers that the next step needs again."""
    is_done: bool = False
    back: str = ""
    """Where somebody goes who has thought better of it."""
    is_grave: bool = False
    """Whether the button takes something away."""
    asks_first: bool = False
    """Whether the questions stand above what was found, which only helps to answer them."""
    again: str = ""
    """A second button, which only shows the page anew."""
    repeats_button: bool = False
    """Whether the button stands below what was found as well: there is much to read between."""
    folder: str = ""
    """A folder that a button opens."""
    onward: Sequence[tuple[str, str]] = ()
    """Where to go when it is done: addresses and words, the first as a button."""

    @property
    def mistaken(self) -> Sequence[ErrandQuestion]:
        """Questions whose answers cannot be taken."""
        return [question for question in self.questions if question.mistake]

    @property
    def waiting(self) -> Sequence[ErrandQuestion]:
        """Questions that are folded away."""
        return [question for question in self.questions if question.waits]


def page(desk: Desk, errand_page: ErrandPage) -> Response:
    """The page, drawn: what the office says is told in the words of the desk, a text to be copied as it is."""
    wording = desk.wording
    parts = [part if part.pre else _in_form_words(wording, part) for part in errand_page.parts]
    return desk.draw("errand.html", page=replace(errand_page, lead=wording.said(errand_page.lead), parts=parts))


def _in_form_words(wording: FormWords, part: ErrandPart) -> ErrandPart:
    return replace(part, heading=wording.said(part.heading), lines=[wording.said(line) for line in part.lines])


def download(data: bytes, name: str, content_type: str) -> Response:
    """A file to keep; it lies nowhere on the desk."""
    disposition = f'attachment; filename="{name}"'
    return Response(data, content_type, headers={"Content-Disposition": disposition})


def prepared_section(desk: Desk) -> Prepared:
    """The section as it may be drawn today. Raises `ContentRejected` while mistakes stand in the way."""
    reading = desk.section.read(desk.today())
    if reading.prepared is None:
        raise ContentRejected(reading.problems)
    return reading.prepared
