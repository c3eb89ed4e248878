"""Pictures of records, redrawn before publishing: turned upright, cut, shrunk, without what the camera wrote.

Of a photo several versions go out: WebP as wide as pages show it on any screen, and one JPEG for programs that read
nothing newer. AVIF is not among them: made as fast as WebP it was larger at the same likeness (`docs/architecture.md`).
Drawings (SVG) are written anew as well (`attachments.drawing`). Pillow is imported by those who open a photo.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from nastavnik import messages
from nastavnik.attachments import Unpublishable, drawing
from nastavnik.attachments.photo import ORIENTATION, opened

if TYPE_CHECKING:
    from PIL.Image import Image as Photo


@dataclass(frozen=True, slots=True)
class Shape:
    """What one use of pictures asks for, in pixels: the most it shows, widths of versions, whether it is cut."""

    width: int
    height: int
    widths: tuple[int, ...]
    plain: int
    """The width of the JPEG: enough for a network's preview and for a screen with one dot a pixel."""
    is_cut: bool = False


SHAPES = {
    "portrait": Shape(576, 720, (180, 360, 576), plain=360, is_cut=True),
    "story": Shape(1280, 1280, (400, 800, 1280), plain=800),
}
"""The widths are those of the theme at 390 and 1440 pixels with one, two and three dots a pixel."""
PHOTOS = {".jpg", ".jpeg", ".jfif", ".jpe", ".png", ".webp", ".avif", ".bmp", ".tif", ".tiff"}
WEBP, JPEG, SVG = ".webp", ".any.jpg", ".svg"
"""Suffixes of the widest version, of the one for every program, and of drawings, which have no versions."""
_VERSION = re.compile(r"\.(?:\d+w\.webp|any\.jpg)\Z")
_LEAST_STEP = 1.2  # a version that is hardly narrower than the next one saves nothing


@dataclass(frozen=True, slots=True)
class Layout:
    """How a picture will be: its size, and the widths of its versions up to its own; 0 × 0 and none for a drawing."""

    width: int
    height: int
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One version of a picture, ready for the site; `suffix` stands in the place of the file's own."""

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
    return path.suffix.lower() == SVG


def suffix_of(width: int) -> str:
    """The suffix of a version that is narrower than the picture."""
    return f".{width}w{WEBP}"


def is_version(address: str) -> bool:
    """Whether an address is of a version of a picture that stands at another address in its widest one."""
    return bool(_VERSION.search(address))


def widest(address: str) -> str:
    """The address of a picture's widest version, by which it is known, from that of any version."""
    return _VERSION.sub(WEBP, address)


def layout(path: Path, shape: str) -> Layout:
    """How the picture will be, found without drawing it. Raises `Unpublishable`, and `OSError` as files do."""
    if _is_drawing(path):
        clean = _drawing(path)
        return Layout(clean.width, clean.height)
    with opened(path) as photo:
        return _layout(photo, SHAPES[shape])


def _layout(photo: "Photo", shape: Shape) -> Layout:
    on_its_side = _is_on_its_side(photo)
    width, height = (photo.height, photo.width) if on_its_side else photo.size
    if shape.is_cut:
        width, height = shape.width, shape.height
    scale = min(1.0, shape.width / width, shape.height / height)
    width, height = max(1, round(width * scale)), max(1, round(height * scale))
    return Layout(width, height, (*(each for each in shape.widths if each * _LEAST_STEP <= width), width))


def _is_on_its_side(photo: "Photo") -> bool:
    turned: int = photo.getexif().get(ORIENTATION, 1)
    return turned >= 5


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


def drawn(path: Path, shape: str) -> tuple[Drawn, ...]:
    """Every version of the picture `path` in one of the `SHAPES`, the widest first.

    The same file, the same bytes. Raises `Unpublishable`, and `OSError` as files do.
    """
    stat = path.stat()
    return _drawn(path, shape, (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))


@lru_cache(maxsize=32)
def _drawn(path: Path, shape: str, _: tuple[int, int, int]) -> tuple[Drawn, ...]:
    """The last one tells a file from another that takes its name while the site is served."""
    if _is_drawing(path):
        return (_drawing(path),)
    with opened(path) as photo:
        plan = _layout(photo, SHAPES[shape])
        return tuple(_versions(_redrawn(photo, plan, is_cut=SHAPES[shape].is_cut), plan.widths, SHAPES[shape].plain))


def _redrawn(photo: "Photo", plan: Layout, *, is_cut: bool) -> "Photo":
    """The photo in its largest size, with nothing but its points."""
    from PIL import Image, ImageOps

    size = (plan.width, plan.height)
    photo.draft(None, size[::-1] if _is_on_its_side(photo) else size)  # a JPEG is unpacked no larger than it has to be
    upright = _on_white(ImageOps.exif_transpose(photo))
    if is_cut:
        small = ImageOps.fit(upright, size, Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    else:
        small = upright if upright.size == size else upright.resize(size, Image.Resampling.LANCZOS)
    clean = Image.new("RGB", size)
    clean.paste(_in_srgb(small, photo.info.get("icc_profile")))
    return clean


def _versions(photo: "Photo", widths: tuple[int, ...], plain: int) -> Iterator[Drawn]:
    for width in reversed(widths):
        suffix = WEBP if width == photo.width else suffix_of(width)
        yield _written(_narrowed(photo, width), suffix, "WEBP", quality=78, method=4)
    yield _written(_narrowed(photo, min(plain, photo.width)), JPEG, "JPEG", quality=80)


def _narrowed(photo: "Photo", width: int) -> "Photo":
    from PIL import Image

    height = max(1, round(photo.height * width / photo.width))
    return photo if width == photo.width else photo.resize((width, height), Image.Resampling.LANCZOS)


def _written(photo: "Photo", suffix: str, form: str, **options: int) -> Drawn:
    out = io.BytesIO()
    photo.save(out, form, **options)
    return Drawn(out.getvalue(), suffix, *photo.size)


def _on_white(photo: "Photo") -> "Photo":
    """The photo in colours that can be blended; what is transparent is white, as on paper."""
    from PIL import Image

    if photo.mode in ("RGB", "CMYK", "L"):
        return photo
    if not photo.has_transparency_data:
        return photo.convert("RGB")
    seen = photo.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def _in_srgb(photo: "Photo", profile: bytes | None) -> "Photo":
    """The photo in the colours every screen shows."""
    from PIL import Image, ImageCms

    if not profile:
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
    return Drawn(clean.data, SVG, clean.width, clean.height)
