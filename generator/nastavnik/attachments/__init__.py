"""Files that go out as they are read: drawings, photos, office files and PDFs, without what nobody meant to publish.

`cleaned` gives the bytes for the site, whatever the file is called: what it is, its content tells.
"""

from pathlib import Path

from nastavnik import messages
from nastavnik.attachments import drawing, office, pdf, photo
from nastavnik.attachments.refusal import Unpublishable

__all__ = ["Unpublishable", "cleaned", "drawing", "office", "pdf", "photo"]

_ACTING = {".mht", ".mhtml", ".shtml", ".svgz", ".xht", ".xhtml", ".xml", ".xsl", ".xslt"}
"""Suffixes of what browsers open as a page of the site, with whatever programs it holds, and nobody cleans."""


def cleaned(path: Path) -> bytes:
    """The bytes of a file as they are published. Raises `Unpublishable` for what cannot be cleaned, `OSError`."""
    return _cleaned(path.read_bytes(), path.suffix.lower())


def _cleaned(data: bytes, suffix: str) -> bytes:
    if photo.form_of(data):
        return photo.without_notes(data)
    if suffix in drawing.SUFFIXES or drawing.looks_like(data):
        return drawing.redrawn(data).data
    if pdf.looks_like(data):
        return pdf.without_properties(data)
    if data.startswith(office.SIGN):
        return office.without_properties(data)
    return data


def fault(path: Path) -> str | None:
    """Why a file that somebody names cannot be published, or None. Raises `OSError`."""
    return fault_of(path.read_bytes(), path.suffix.lower())


def fault_of(data: bytes, suffix: str) -> str | None:
    """Why the bytes of a file with this suffix cannot be published, or None."""
    if suffix in _ACTING:
        return messages.ACTS_WHEN_OPENED
    try:
        clean = photo.without_notes(data) if suffix in photo.SUFFIXES else _cleaned(data, suffix)
    except Unpublishable as refused:
        return str(refused)
    if not clean:
        return messages.EMPTY_DOCUMENT
    return None if _opens(data, suffix) else messages.OFFICE_DAMAGED


def _opens(data: bytes, suffix: str) -> bool:
    """Whether programs that know the suffix open a file with these bytes; True for suffixes nobody vouches for."""
    if suffix == ".pdf":
        return pdf.looks_like(data)
    return suffix not in office.SUFFIXES or office.opens(data)
