"""The text of a PDF, page by page. Its reader is slow to import, so only those who read a PDF import this module."""

import logging
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a file it cannot read is said by us
_FAULTS: tuple[type[Exception], ...] = (
    *(PyPdfError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, OSError),
    *(RuntimeError, ImportError),  # a broken file breaks its reader in many ways
)


def read(raw: bytes) -> tuple[list[str], str] | None:
    """Texts of the pages, and the words of its properties; None for a damaged or a locked file."""
    try:
        reader = PdfReader(BytesIO(raw))
        texts = [page.extract_text() for page in reader.pages]
        return texts, " ".join(str(value) for value in (reader.metadata or {}).values())
    except _FAULTS:
        return None
