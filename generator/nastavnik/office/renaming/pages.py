"""Hand-written pages whose links follow a renaming."""

from pathlib import Path

from nastavnik import messages
from nastavnik.errors import EditRefused
from nastavnik.office.renaming.move import Move
from nastavnik.office.renaming.references import Mended
from nastavnik.school.beside import page_files
from nastavnik.text.addresses import page_address
from nastavnik.text.editing import MARKS
from nastavnik.text.source import Unreadable, codec_of, decode


def mended_pages(content: Path, move: Move) -> dict[Path, Mended]:
    """The pages of the folder that name what moves. Raises `EditRefused` for one whose letters cannot be kept."""
    return {path: mended for path in page_files(content) if (mended := _mended(content, path, move)) is not None}


def _mended(content: Path, path: Path, move: Move) -> Mended | None:
    file, raw = f"{content.name}/{path.relative_to(content).as_posix()}", path.read_bytes()
    try:
        decode(raw, file)  # a page nobody can read is named by the check
    except Unreadable:
        return None
    mark, codec = next((pair for pair in MARKS if raw.startswith(pair[0])), (b"", codec_of(raw) or "utf-8"))
    codec = codec.removesuffix("-sig")
    text = raw[len(mark) :].decode(codec, errors="replace")
    edits = sorted(move.links(text, str(path), page_address(path.relative_to(content))), key=lambda edit: edit.start)
    if not edits:
        return None
    if mark + text.encode(codec, errors="replace") != raw:
        raise EditRefused(messages.labelled(file, messages.CANNOT_EDIT_ENCODING))
    lines = [_line(file, text, edit.start, text[edit.start : edit.end], edit.new) for edit in edits]
    for edit in reversed(edits):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return Mended(mark + text.encode(codec), tuple(lines))


def _line(file: str, text: str, at: int, old: str, new: str) -> str:
    line, begins = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1
    return messages.reference_mended(f"{file}:{line}:{at - begins + 1}", old, new)
