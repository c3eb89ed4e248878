"""Errands of one record: its address changes, or it goes. Both say first what else is touched."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import DELETE, RENAME
from nastavnik.desk.pages import Names, record_address
from nastavnik.desk.record_editing import opened
from nastavnik.desk.web import Request, Response
from nastavnik.errors import ContentUnreadable
from nastavnik.office import deleting, renaming
from nastavnik.records.own_page import OwnPage


def rename_record(desk: Desk, request: Request) -> Response:
    """Another name of a record: the new address, which files change, then the record under it."""
    word = _record(request)
    new, old_address = request.field("name"), request.field("address")
    back = f"/edit/{word}"
    if request.method == "GET" or not new:
        questions = (
            ErrandQuestion(
                "name", messages.DESK_RENAME_NAME, value=word.rpartition("/")[2], hint=messages.DESK_RENAME_HINT
            ),
            ErrandQuestion("address", messages.DESK_RENAME_OLD, messages.DESK_RENAME_CHOICES, value="keep"),
        )
        asked = ErrandPage(RENAME, messages.DESK_RENAME_LEAD, questions, button=messages.DESK_LOOK, back=back)
        return page(desk, replace(asked, hidden=(("record", word),)))
    plan = renaming.rename(desk.project.root, word, new, keeps_address=old_address != "drop")
    if request.field("@sure") != "yes":
        hidden = (("record", word), ("name", new), ("address", old_address), ("@sure", "yes"))
        parts, button = _renamed(plan), messages.DESK_RENAME_BUTTON
        return page(desk, ErrandPage(RENAME, messages.DESK_IMPORT_LOOK, (), parts, button, hidden, back=back))
    renaming.write(desk.project.root, plan)
    link = (f"/edit/{plan.kind}/{plan.new}", messages.DESK_OPEN)
    done = ErrandPart(messages.DESK_RENAMED, [], links=(link,), is_outcome=True)
    return page(desk, ErrandPage(RENAME, parts=(done, *_renamed(plan)), is_done=True))


def _renamed(plan: renaming.Renaming) -> list[ErrandPart]:
    """What a renaming touches, and what it leaves to a person."""
    address = (messages.address_stays if plan.keeps_address else lambda old, _: messages.address_goes(old))(
        *plan.addresses
    )
    return [
        ErrandPart(messages.DESK_RENAME_FILES, [messages.renamed(*map(_stem, pair)) for pair in plan.moved]),
        ErrandPart(messages.capital(messages.references_mended(len(plan.mended))), plan.mended),
        ErrandPart(messages.DESK_RENAME_ADDRESS, [messages.capital(address)] if plan.has_page else []),
        ErrandPart(messages.DESK_RENAME_CONSENTS, plan.consents),
        ErrandPart(messages.RENAME_LEFT.rstrip(":"), plan.left),
        ErrandPart(messages.RENAME_UNREAD.rstrip(":"), plan.unread),
    ]


def _stem(file: str) -> str:
    """A file as its own name without the suffix, which is what a renaming changes."""
    return PurePosixPath(file).stem


def delete(desk: Desk, request: Request) -> Response:
    """A record deleted: which files go and who refers to it, then that they are gone."""
    word = _record(request)
    kind, _, id = word.partition("/")
    plan = _deletion(desk, kind, id)
    wording = desk.wording
    gone = [wording.said(file) for file in plan.gone]
    parts = (
        ErrandPart(messages.DESK_DELETE_REFERRED, [], links=_links(desk, plan.referring)),
        ErrandPart(messages.DESK_DELETE_UNREAD, [], links=_links(desk, plan.unread)),
    )
    if request.method == "GET" or request.field("@sure") != "yes":
        files = ErrandPart(messages.DESK_DELETE_FILES, gone)
        hidden, button = (("record", word), ("@sure", "yes")), messages.DESK_DELETE_BUTTON
        lead, back = messages.DESK_DELETE_LEAD, f"/edit/{word}"
        return page(desk, ErrandPage(DELETE, lead, (), (files, *parts), button, hidden, back=back, is_grave=True))
    deleting.write(desk.project.root, plan)
    done = ErrandPart(messages.DESK_DELETED, gone, is_outcome=True)
    return page(desk, ErrandPage(DELETE, parts=(done, *parts), is_done=True))


def _deletion(desk: Desk, kind: str, id: str) -> deleting.Deletion:
    """What it takes to delete a record or a page."""
    if kind != OwnPage.kind:
        return deleting.delete(desk.project.root, kind, id)
    own = opened(desk.project, kind, id)
    if own is None or not id:
        raise ContentUnreadable(messages.DESK_NOTHING_HERE)
    return deleting.delete_page(desk.project.root, own.path)


def _links(desk: Desk, files: Iterable[str]) -> list[tuple[str, str]]:
    """Where files are edited, and what their records are called."""
    names = Names(desk)
    return [(record_address(file) or "/remarks", names.title(file)) for file in files]


def _record(request: Request) -> str:
    return request.field("record") or request.query.get("record", "")
