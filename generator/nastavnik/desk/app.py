"""The desk itself: which page answers which address. Pages are in `pages`, forms in `forms`, errands in `errands`."""

import datetime as dt
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.desk.chapters import chapter_of
from nastavnik.desk.file_names import with_short_names
from nastavnik.desk.web import Request, Responder, Response
from nastavnik.errors import NastavnikError
from nastavnik.installation import shipped
from nastavnik.pages.templates import Theme
from nastavnik.records import KINDS
from nastavnik.records.own_page import OwnPage
from nastavnik.text.source import Unreadable

if TYPE_CHECKING:
    from nastavnik.desk.form_words import FormWords
    from nastavnik.desk.labels import Labels
    from nastavnik.desk.open_section import OpenSection
    from nastavnik.desk.record_editing import Editing
    from nastavnik.desk.section import LiveSection
    from nastavnik.desk.values import FormValues

Today = Callable[[], dt.date]
Handler = Callable[["Desk", Request], Response]


class Named(Protocol):
    """An errand as the first page shows it."""

    @property
    def name(self) -> str:
        """In its address."""

    @property
    def title(self) -> str:
        """On its button."""

    @property
    def about(self) -> str:
        """Below its title."""


class Desk:
    """Everything the pages of one running desk share."""

    def __init__(self, project: Project, today: Today, errands: Sequence[Named] = ()) -> None:
        self.project, self.today, self.errands = project, today, errands
        self.writing = threading.RLock()
        """Held by whoever changes files."""
        self.passwords: dict[str, str] = {}
        """Of hosts, by account, as long as this desk is open."""
        self._opening = threading.RLock()
        self._open_section: OpenSection | None = None
        self.unsaved: dict[Path, bytes] = {}
        """Forms somebody is typing in: the file each would become."""
        self.theme = Theme([shipped("theme") / "desk"], trim=True)
        self.theme.globals.update(
            kinds=KINDS,
            listed={*KINDS, OwnPage.kind},
            counted=messages.plural,
            day=messages.day,
            uncapital=messages.uncapital,
            chapter_of=chapter_of,
            with_short_names=with_short_names,
        )

    @property
    def open_section(self) -> "OpenSection":
        """Opened when it is first asked for, which the first page does not: it takes long to import."""
        with self._opening:
            if self._open_section is None:
                from nastavnik.desk.open_section import OpenSection

                self._open_section = OpenSection(self.project)
            return self._open_section

    @property
    def section(self) -> "LiveSection":
        """The section as it would be built now."""
        return self.open_section.section

    @property
    def editing(self) -> "Editing":
        """What the forms were drawn from."""
        return self.open_section.editing

    @property
    def labels(self) -> "Labels":
        """What the records are called."""
        return self.open_section.labels

    @property
    def values(self) -> "FormValues":
        """Values of forms by the words of this school."""
        return self.open_section.values(self.today())

    @property
    def wording(self) -> "FormWords":
        """How sentences of the office and of `check` are said at the desk today."""
        return self.open_section.wording

    def draw(self, template: str, status: int = HTTPStatus.OK, **data: Any) -> Response:
        """A page of the desk."""
        return Response(self.theme.get_template(template).render(**data).encode(errors="replace"), status=status)

    def not_found(self, why: str | None = None) -> Response:
        """The page for an address where nothing is, or nothing that opens."""
        return self.draw("sentence.html", HTTPStatus.NOT_FOUND, sentence=why or messages.DESK_NOTHING_HERE)


def answering(desk: Desk, routes: Sequence[tuple[str, str, Handler]]) -> Responder:
    """What answers each request: the first route whose method and address fit; groups of the address are `names`."""
    compiled = [(method, re.compile(path), handler) for method, path, handler in routes]

    def answer(request: Request) -> Response:
        for method, path, handler in compiled:
            match = path.fullmatch(request.path)
            if match and method == request.method:
                return _or_refusal(desk, partial(handler, desk, replace(request, names=match.groups())))
        return desk.not_found()

    return answer


def in_turn(handler: Handler) -> Handler:
    """What changes files waits until nobody else does: two windows save one after the other."""

    def respond(desk: Desk, request: Request) -> Response:
        with desk.writing:
            return handler(desk, request)

    return respond


def _or_refusal(desk: Desk, respond: Callable[[], Response]) -> Response:
    """A refusal is a page with its sentence."""
    try:
        return respond()
    except Unreadable as refused:
        return desk.draw("sentence.html", HTTPStatus.CONFLICT, sentence=desk.wording.said(str(refused.problem)))
    except NastavnikError as error:
        return desk.draw("sentence.html", HTTPStatus.CONFLICT, sentence=desk.wording.said(str(error)))
    except OSError as error:
        return desk.draw("sentence.html", HTTPStatus.CONFLICT, sentence=messages.cannot_open(error))
