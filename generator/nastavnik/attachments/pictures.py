"""Pictures of records, redrawn before publishing: turned upright, cut, shrunk, without what the camera wrote.

Drawings (SVG) are written anew as well (`attachments.drawing`). Pillow is imported by those who open a photo.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from nastavnik import messages
from nastavnik.attachments import Unpublishable, drawing
from nastavnik.attachments.photo import ORIENTATION, opened

if TYPE_CHECKING:
    from PIL.Image import Image as Photo

BOXES = {"portrait": (400, 500), "story": (1280, 960)}
CROPPED = {"portrait"}
PHOTOS = {".jpg", ".jpeg", ".jfif", ".jpe", ".png", ".webp", ".avif", ".bmp", ".tif", ".tiff"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture ready for the site: its bytes, suffix and size in pixels (0 × 0 for drawings without a size)."""

    data: bytes
    suffix: str
    width: int
    height: int


def is_photo(path: Path) -> bool:
    """Whether a file is a picture a camera may have written notes into."""
    return path.suffix.lower() in PHOTOS


def is_picture(path: Path) -> bool:
    """Whether a file is a photo or a drawing by its name."""
    return is_photo(path) or _is_drawing(path)


def _is_drawing(path: Path) -> bool:
    return path.suffix.lower() == ".svg"


def size(path: Path, shape: str) -> tuple[int, int]:
    """Width and height the picture will have, found without drawing it."""
    if shape in CROPPED:
        return BOXES[shape]
    if _is_drawing(path):
        clean = _drawing(path)
        return clean.width, clean.height
    from PIL import Image

    with Image.open(path) as image:
        turned = image.getexif().get(ORIENTATION, 1) >= 5
        width, height = (image.height, image.width) if turned else image.size
    most_wide, most_high = BOXES[shape]
    scale = min(most_wide / width, most_high / height) if width > most_wide else 1
    return round(width * scale), round(height * scale)


def fault(path: Path) -> str | None:
    """Why the picture cannot be published, or None; looks at its head only: `attachments` unpack it whole."""
    try:
        if _is_drawing(path):
            _drawing(path)
            return None
        with opened(path) as photo:
            photo.getexif()
    except Unpublishable as refused:
        return str(refused)
    except FileNotFoundError:  # it was there a moment ago
        raise
    except OSError:  # the drawing cannot be read
        return messages.PICTURE_UNREADABLE
    return None


def drawn(path: Path, shape: str) -> Drawn:
    """The picture of the file `path` in one of the `BOXES`. Raises `Unpublishable`, and `OSError` as files do."""
    stat = path.stat()
    return _drawn(path, shape, (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))


@lru_cache(maxsize=64)
def _drawn(path: Path, shape: str, _: tuple[int, int, int]) -> Drawn:
    """The last one tells a file from another that takes its name while the site is served."""
    if _is_drawing(path):
        return _drawing(path)
    from PIL import Image, ImageOps

    box = BOXES[shape]
    with opened(path) as photo:
        upright = small = _in_srgb(ImageOps.exif_transpose(photo))
        if shape in CROPPED:
            small = ImageOps.fit(upright, box, Image.Resampling.LANCZOS, centering=(0.5, 0.4))
        elif upright.width > box[0]:
            small = ImageOps.contain(upright, box, Image.Resampling.LANCZOS)
        clean = Image.new("RGB", small.size)
        clean.paste(small)
        out = io.BytesIO()
        clean.save(out, "WEBP", quality=78, method=4)
    return Drawn(out.getvalue(), ".webp", clean.width, clean.height)


def _in_srgb(photo: "Photo") -> "Photo":
    """The photo in the colours every screen shows."""
    from PIL import Image, ImageCms

    profile = photo.info.get("icc_profile")
    if not profile or photo.mode not in ("RGB", "CMYK", "L"):
        return photo.convert("RGB")
    try:
        ours, theirs = ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned: Image.Image | None = ImageCms.profileToProfile(photo, theirs, ours, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a damaged profile, or one of another kind of colours
        turned = None
    return turned or photo.convert("RGB")


def _drawing(path: Path) -> Drawn:
    """The drawing written anew. Raises `Unpublishable` for one that cannot be, `OSError` as files do."""
    clean = drawing.redrawn(path.read_bytes())
    return Drawn(clean.data, ".svg", clean.width, clean.height)
