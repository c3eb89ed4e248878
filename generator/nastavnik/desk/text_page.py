"""A file that no form opens, mended as text: its encoding and line ends stay."""

import re
from difflib import SequenceMatcher
from http import HTTPStatus

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.record_editing import STATE, OpenRecord, opened
from nastavnik.desk.web import Request, Response, redirect
from nastavnik.errors import EditRefused
from nastavnik.office import undo
from nastavnik.text.editing import mark_and_codec, newline

LARGEST_TEXT = 2_000_000  # bytes
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def text_page(
    desk: Desk, record: OpenRecord, sentence: str, line: int = 1, typed: str = "", status: int = HTTPStatus.OK
) -> Response:
    """The text of a file and why no form opens it; with what was `typed`, why that was not saved."""
    text = _text(record.raw or b"")
    if text is None:
        place = messages.labelled(record.file, sentence)
        return desk.draw("sentence.html", HTTPStatus.CONFLICT, sentence=place)
    return desk.draw(
        "text.html",
        status,
        record=record,
        kind=record.cls.kind,
        text=typed or text,
        sentence=sentence,
        line=line,
        refused=sentence if typed else "",
        theirs=text if typed and typed != text else "",
    )


def save_text(desk: Desk, request: Request) -> Response:
    """Write a file as typed, or show the page again and say why nothing was written."""
    record = opened(desk.project, request.names[0], request.names[1])
    if record is None or record.raw is None:
        return desk.not_found()
    typed = request.field("text").replace("\r\n", "\n").rstrip("\n") + "\n"
    if request.field(STATE) != record.state:
        return text_page(desk, record, messages.DESK_TEXT_CHANGED, 1, typed, HTTPStatus.CONFLICT)
    try:
        undo.write(desk.project.root, messages.desk_saved(record.file), {record.path: _rewritten(record, typed)})
    except EditRefused as refused:
        return text_page(desk, record, messages.desk_not_saved(str(refused)), 1, typed, HTTPStatus.CONFLICT)
    except OSError as error:
        sentence = messages.desk_not_saved(messages.not_written(error))
        return text_page(desk, record, sentence, 1, typed, HTTPStatus.CONFLICT)
    return redirect(f"edit/{request.names[0]}/{request.names[1]}?saved=yes")


def _text(raw: bytes) -> str | None:
    """The text as its editor has it; None of what is none, or is too long to be typed in."""
    mark, codec = mark_and_codec(raw)
    text = raw[len(mark) :].decode(codec, errors="replace")
    if len(raw) > LARGEST_TEXT or "\0" in text or mark + text.encode(codec, errors="replace") != raw:
        return None
    return text


def _rewritten(record: OpenRecord, typed: str) -> bytes:
    """The bytes of a file with other lines; those that stay keep their line ends. Raises `EditRefused`."""
    raw = record.raw or b""
    mark, codec = mark_and_codec(raw)
    text = _text(raw)
    if text is None:
        raise EditRefused(messages.labelled(record.file, messages.CANNOT_EDIT_ENCODING))
    old, end = _LINES.findall(text), newline(text)
    new = [f"{line}{end}" for line in typed.split("\n")[:-1]]
    turns = SequenceMatcher(None, [line.rstrip("\r\n") for line in old], typed.split("\n")[:-1], autojunk=False)
    lines = [line for turn, i, j, k, m in turns.get_opcodes() for line in (old[i:j] if turn == "equal" else new[k:m])]
    try:
        return mark + "".join(lines).encode(codec)
    except UnicodeEncodeError:
        raise EditRefused(messages.labelled(record.file, messages.CANNOT_EDIT_ENCODING)) from None
