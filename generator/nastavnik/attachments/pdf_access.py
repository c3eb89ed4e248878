"""What a PDF lacks to be read aloud: a layer of text, tags, a language, a title (ISO 14289-1, PDF/UA, chapter 7)."""

import re
import zlib
from typing import Any

from nastavnik.attachments import pdf

_IMAGE = re.compile(rb"/Subtype\s{0,3}/Image\b")
_STREAM = re.compile(rb"/ObjStm[^\0]{0,300}?stream\r?\n")
_LARGEST = 4_000_000  # bytes of an unpacked stream


def lacks(data: bytes) -> tuple[str, ...]:
    """Keys of `messages.PDF_LACKS`, the worst first; nothing of a file that cannot be read or has a password.

    A scan lacks everything, so nothing more is said of it than that.
    """
    if not pdf.looks_like(data):
        return ()
    return ("text",) if is_scan(data) else _unmarked(data)


def is_scan(data: bytes) -> bool:
    """Whether a PDF has pictures and no font, so no text; of an encrypted one we do not know."""
    if not pdf.looks_like(data) or not _IMAGE.search(data) or b"/Encrypt" in data or b"/Font" in data:
        return False
    whole = memoryview(data)
    return not any(b"/Font" in _opened(whole[match.end() :]) for match in _STREAM.finditer(data))


def _opened(data: memoryview) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LARGEST)
    except zlib.error:
        return b"/Font"  # cannot be looked into: no reason to blame


def _unmarked(data: bytes) -> tuple[str, ...]:
    try:
        reader = pdf.opened(data)
        if reader.is_encrypted:
            return ()
        root: dict[str, Any] = reader.root_object
        title = reader.metadata and reader.metadata.title
        marks = root.get("/MarkInfo")
        is_tagged = "/StructTreeRoot" in root and bool(marks and marks.get_object().get("/Marked"))
        there = {"tags": is_tagged, "language": bool(root.get("/Lang")), "title": bool(title and str(title).strip())}
    except pdf.faults():
        return ()
    return tuple(name for name, is_there in there.items() if not is_there)
