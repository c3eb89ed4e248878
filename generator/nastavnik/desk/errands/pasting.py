"""Errand: the section as pages to paste into a closed platform, and the platform's addresses of what was pasted."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.built_site import with_way_back
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import PASTING
from nastavnik.desk.pages import problem_links
from nastavnik.desk.web import FRAMED, Request, Response, content_type
from nastavnik.errors import ContentRejected
from nastavnik.office.pasting.address_table import address_fault, read_rows
from nastavnik.office.pasting.pasting import write_fragments
from nastavnik.office.pasting.section import PastedSection
from nastavnik.office.pasting.start_page import start_script

FOLDER, START = "fragments", "index.html"
"""Where the pages lie in the folder of a school, and the one that says what goes where."""
FIELD = "address:"


def prepare_pages(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    if request.method == "GET":
        return page(desk, _asked(desk))
    addresses = {name.removeprefix(FIELD): text.strip() for name, text in request.fields if name.startswith(FIELD)}
    faults = [sentence for address in addresses.values() if (sentence := address_fault(address))]
    if faults:
        wrong = ErrandPart(messages.DESK_PASTING_ADDRESSES, list(map(messages.capital, faults)))
        return page(desk, _asked(desk, wrong, addresses=addresses))
    try:
        section = write_fragments(desk.project, desk.project.root / FOLDER, desk.today(), addresses)
    except ContentRejected as rejected:
        links = problem_links(desk, rejected.problems)
        return page(desk, _asked(desk, ErrandPart(messages.DESK_NOT_PREPARED, [], links=links, is_outcome=True)))
    return page(desk, _asked(desk, _done(section)))


def _done(section: PastedSection) -> ErrandPart:
    lines = [*map(messages.capital, section.summary), messages.pages_lie(str(section.folder))]
    return ErrandPart(messages.DESK_PREPARED, lines, links=[_start()], is_outcome=True, leads_on=True)


def _start() -> tuple[str, str]:
    return f"/pasted/{START}", messages.DESK_PASTING_OPEN


def _asked(desk: Desk, *parts: ErrandPart, addresses: Mapping[str, str] | None = None) -> ErrandPage:
    """The button, and below it what has or lacks an address, as it was typed."""
    rows = read_rows(desk.project.root)
    typed = addresses or {}
    questions = [
        ErrandQuestion(
            f"{FIELD}{row.key}", messages.capital(row.title or row.key), value=typed.get(row.key, row.address)
        )
        for row in rows
    ]
    before = (desk.project.root / FOLDER / START).is_file() and not parts
    earlier = (
        [ErrandPart(messages.DESK_PASTING_BEFORE, [], links=[_start()], is_outcome=True, leads_on=True)]
        if before
        else []
    )
    lead = messages.DESK_PASTING_AGAIN if rows else messages.DESK_PASTING_LEAD
    return ErrandPage(PASTING, lead, questions, (*parts, *earlier), messages.DESK_PREPARE)


def pasted_file(desk: Desk, request: Request) -> Response:
    """A file of the folder with the prepared pages; the start page may run its own script and nothing else."""
    folder = (desk.project.root / FOLDER).resolve()
    file = (folder / (request.names[0] or START)).resolve()
    if (
        folder not in file.parents
        or not file.is_file()
        or any(part.startswith(".") for part in Path(request.names[0]).parts)
    ):
        return desk.not_found()
    policy = _start_policy() if file == folder / START else FRAMED
    data = with_way_back(file.read_bytes()) if file == folder / START else file.read_bytes()
    return Response(data, content_type(file.name), policy=policy)


def _start_policy() -> str:
    digest = base64.b64encode(hashlib.sha256(start_script().encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'self' 'unsafe-inline'; img-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )
