"""What a PDF lacks to be read aloud: a layer of text, tags, a language, a title (ISO 14289-1, PDF/UA, chapter 7)."""

import logging
from io import BytesIO
from typing import Any

from nastavnik.school.acts import is_scan

_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
"""In how many ways a broken file breaks its reader, beside its own."""


def lacks(pdf: bytes) -> tuple[str, ...]:
    """Keys of `messages.PDF_LACKS`, the worst first; nothing of a file that cannot be read or has a password.

    A scan lacks everything, so nothing more is said of it than that.
    """
    if not pdf.startswith(b"%PDF"):
        return ()
    return ("text",) if is_scan(pdf) else _unmarked(pdf)


def _unmarked(pdf: bytes) -> tuple[str, ...]:
    from pypdf import PdfReader  # slow to import, and most sections have no PDF
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it speaks English of every oddity
    try:
        reader = PdfReader(BytesIO(pdf))
        if reader.is_encrypted:
            return ()
        root: dict[str, Any] = reader.root_object
        title = reader.metadata and reader.metadata.title
        marks = root.get("/MarkInfo")
        is_tagged = "/StructTreeRoot" in root and bool(marks and marks.get_object().get("/Marked"))
        there = {"tags": is_tagged, "language": bool(root.get("/Lang")), "title": bool(title and str(title).strip())}
    except (PyPdfError, *_FAULTS):
        return ()
    return tuple(name for name, is_there in there.items() if not is_there)
