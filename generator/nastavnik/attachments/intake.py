"""A photo as it comes out of a phone → as it is kept with the content: upright, as large as pages need, no notes.

What is so already comes out byte for byte, so a photo that is taken in twice is the same photo.
"""

import io
from typing import TYPE_CHECKING, Any

from nastavnik import messages
from nastavnik.attachments import drawing, heic, office, pdf, photo
from nastavnik.attachments.refusal import Unpublishable

if TYPE_CHECKING:
    from PIL.Image import Image as Photo

MOST = 2400
"""Pixels of the longer side: twice what the widest page shows, and a sheet of A4 can still be read."""
LARGEST = 100_000_000  # bytes
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
"""Formats that stay what they are."""


def taken_in(data: bytes) -> tuple[bytes, str]:
    """The photo or drawing to keep, and its suffix by what it is. Raises `Unpublishable`: a Russian sentence."""
    if len(data) > LARGEST:
        raise Unpublishable(messages.too_many_bytes(LARGEST))
    if drawing.looks_like(data):
        return drawing.redrawn(data).data, ".svg"
    form = photo.form_of(data)
    if data and form is None:
        raise Unpublishable(messages.PAPER_NOT_PICTURE if _is_paper(data) else messages.PICTURE_UNREADABLE)
    if form == "HEIC":
        data = heic.unpacked(data, MOST)
    with photo.opened(data) as image:
        if form in SUFFIXES and max(image.size) <= MOST:
            return photo.without_notes(data), SUFFIXES[form]
        return _smaller(image)


def _is_paper(data: bytes) -> bool:
    return pdf.looks_like(data) or data.startswith((office.SIGN, office.OLE_SIGN))


def _smaller(image: "Photo") -> tuple[bytes, str]:
    """The photo within `MOST` pixels: a JPEG, or a PNG if something of it is transparent or it is a drawing."""
    from PIL import Image, ImageOps

    profile = image.info.get("icc_profile")
    image.draft(None, (MOST, MOST))
    upright = ImageOps.exif_transpose(image)
    is_drawn = upright.has_transparency_data or upright.mode in ("1", "P")
    plain = upright if upright.mode in ("RGB", "L", "CMYK") else upright.convert("RGBA" if is_drawn else "RGB")
    plain.thumbnail((MOST, MOST), Image.Resampling.LANCZOS)
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    options: dict[str, Any] = {"optimize": True} if is_drawn else {"quality": 88}
    out = io.BytesIO()
    clean.save(out, "PNG" if is_drawn else "JPEG", **options, **({"icc_profile": profile} if profile else {}))
    return out.getvalue(), ".png" if is_drawn else ".jpg"
