"""Files that go out as they are read: drawings, photos, office files and PDFs, without what nobody meant to publish.

`cleaned` gives the bytes for the site, whatever the file is called: what it is, its content tells.
"""

from pathlib import Path

from nastavnik.attachments import drawing, office, pdf, photo
from nastavnik.attachments.refusal import Unpublishable

__all__ = ["Unpublishable", "cleaned", "drawing", "office", "pdf", "photo"]


def cleaned(path: Path) -> bytes:
    """The bytes of a file as they are published. Raises `Unpublishable` for what cannot be cleaned, `OSError`."""
    data = path.read_bytes()
    if photo.form_of(data):
        return photo.without_notes(data)
    if path.suffix.lower() in drawing.SUFFIXES or drawing.looks_like(data):
        return drawing.redrawn(data).data
    if data.startswith(pdf.SIGN):
        return pdf.without_properties(data)
    if data.startswith(office.SIGN):
        return office.without_properties(data)
    return data
