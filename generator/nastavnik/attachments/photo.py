"""Photos in any format, told by their content, without what a camera or an editor wrote into them.

EXIF with places, XMP, IPTC, comments, thumbnails, and whatever lies behind the picture go; colours and frames stay.
JPEG, PNG, GIF and WebP lose only these parts; the others, and those that lie on their side, are written anew.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nastavnik import messages
from nastavnik.attachments.refusal import Unpublishable

if TYPE_CHECKING:
    from PIL.Image import Image as Photo

ORIENTATION = 0x0112  # EXIF
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
"""Media types of those that browsers show inside a drawing."""
SUFFIXES = {
    ".jpg",
    ".jpeg",
    ".jpe",
    ".jfif",
    ".png",
    ".gif",
    ".webp",
    ".avif",
    ".heic",
    ".heif",
    ".bmp",
    ".tif",
    ".tiff",
}
"""What is called so is a photo, or nothing a visitor would see."""
_SIGNS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"\0\0\0\x0cjP  ", "JPEG2000"),
)
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), "HEIC"),
}
_PNG_KEPT = frozenset(b"IHDR PLTE tRNS IDAT IEND gAMA cHRM sRGB iCCP cICP sBIT bKGD hIST pHYs acTL fcTL fdAT".split())
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_ICC, _XMP_FLAG, _EXIF_FLAG = b"ICC_PROFILE\0", 0x04, 0x08
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_FAULTS = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError),
    *(struct.error, zlib.error),
)
"""What Pillow raises of damaged files, as its readers of each format do."""


def form_of(data: bytes) -> str | None:
    """The format of a photo by its first bytes, or None; `HEIC` is one we do not read."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return next((form for at in range(8, 40, 4) if (form := _BRANDS.get(data[at : at + 4]))), None)
    if data[:2] == b"BM" and len(data) > 26 and struct.unpack_from("<I", data, 14)[0] in (12, 40, 52, 56, 64, 108, 124):
        return "BMP"
    return next((form for sign, form in _SIGNS if data.startswith(sign)), None)


def without_notes(data: bytes) -> bytes:
    """A photo in its own format, size and colours, upright, without notes. Raises `Unpublishable`."""
    form = form_of(data) or ""
    with opened(data) as photo:
        is_upright = photo.getexif().get(ORIENTATION, 1) in (0, 1)
        strip, frames = STRIPPED.get(form), _read_whole(photo)
        if strip and (is_upright or frames > 1):
            return _stripped(strip, data)
        return _written_anew(photo, form)


def without_notes_of_a_part(data: bytes) -> bytes:
    """The same for a picture inside a document, which turns it by itself: as it lies, or as it was if it is damaged."""
    strip = STRIPPED.get(form_of(data) or "")
    try:
        return _stripped(strip, data) if strip else data
    except Unpublishable:
        return data


@contextmanager
def opened(photo: Path | bytes) -> Iterator["Photo"]:
    """The opened photo. Raises `Unpublishable` for what is none, is damaged or would be gigantic when unpacked.

    Of a file that vanished, `FileNotFoundError`.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(photo) if isinstance(photo, bytes) else photo) as image:
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unpublishable(messages.PICTURE_TOO_LARGE) from error
    except FileNotFoundError:
        raise
    except _FAULTS as error:
        raise Unpublishable(why_unreadable(photo)) from error


def why_unreadable(photo: Path | bytes) -> str:
    """What is wrong with a photo that does not open, by its first bytes."""
    begins = photo if isinstance(photo, bytes) else _begins(photo)
    if not begins:
        return messages.PICTURE_EMPTY
    return messages.PICTURE_IS_HEIC if form_of(begins) == "HEIC" else messages.PICTURE_UNREADABLE


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(40)


def _read_whole(photo: "Photo") -> int:
    """How many frames there are. Raises one of Pillow's errors if any of them is damaged."""
    from PIL import ImageSequence

    number = 0
    for frame in ImageSequence.Iterator(photo):
        frame.load()
        number += 1
    photo.seek(0)
    return number


def _stripped(strip: Callable[[bytes], Iterator[bytes]], data: bytes) -> bytes:
    try:
        return b"".join(strip(data))
    except (IndexError, struct.error, StopIteration) as error:
        raise Unpublishable(messages.PICTURE_UNREADABLE) from error


def _written_anew(photo: "Photo", form: str) -> bytes:
    from PIL import Image, ImageOps, ImageSequence

    colours: Mapping[str, Any] = {"icc_profile": profile} if (profile := photo.info.get("icc_profile")) else {}
    frames = []
    for frame in ImageSequence.Iterator(photo):
        upright = ImageOps.exif_transpose(frame)
        clean = Image.new(upright.mode, upright.size)
        if upright.mode == "P" and (palette := upright.getpalette()):
            clean.putpalette(palette)
        clean.paste(upright)
        frames.append(clean)
        if form == "JPEG":
            break  # what follows is another picture of the same moment
    out = io.BytesIO()
    quality = {"quality": 88} if form in ("JPEG", "WEBP", "AVIF") else {}
    others = {"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}
    frames[0].save(out, form or photo.format, **quality, **colours, **others)
    return out.getvalue()


# --- formats made of parts, each kept or left out whole


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Segments of ISO/IEC 10918-1, annex B, up to the end of the first picture."""
    yield data[:2]
    at = 2
    while True:
        if data[at] != 0xFF:
            raise IndexError
        code = data[at + 1]
        if code == 0xFF or code in _STANDALONE:  # fill bytes
            at += 1 if code == 0xFF else 2
            continue
        if code == _END:
            yield data[at : at + 2]
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        if _is_seen(code, segment[4:]):
            yield segment
        at += 2 + length
        if code == _SCAN:
            end = _end_of_scan(data, at)
            yield data[at:end]
            at = end


def _is_seen(code: int, body: bytes) -> bool:
    """Whether a segment shapes what is seen: tables, JFIF's density, colour profiles, Adobe's transform."""
    is_application = 0xE0 <= code <= 0xEF
    if not is_application:
        return code != _COMMENT
    return (code == 0xE0 and body[:5] == b"JFIF\0") or (code == 0xE2 and body[:12] == _ICC) or code == 0xEE


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next segment begins: a marker that is neither stuffing nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise IndexError
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7 and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _png(data: bytes) -> Iterator[bytes]:
    """Chunks of the PNG specification, section 5, up to IEND."""
    yield data[:8]
    at = 8
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        name, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise IndexError
        if name in _PNG_KEPT:
            yield data[at:end]
        if name == b"IEND":
            return
        at = end


def _webp(data: bytes) -> Iterator[bytes]:
    """Chunks of a RIFF file; the flags that promise EXIF and XMP are cleared."""
    end, at, chunks = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0]), 12, bytearray()
    while at + 8 <= end:
        name = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        chunk = bytearray(data[at : at + 8 + length + length % 2])
        if name == b"VP8X":
            chunk[8] &= ~(_XMP_FLAG | _EXIF_FLAG) & 0xFF
        if name in _WEBP_KEPT:
            chunks += chunk
        at += 8 + length + length % 2
    yield b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP"
    yield bytes(chunks)


def _gif(data: bytes) -> Iterator[bytes]:
    """Blocks of GIF89a, section 12 and on, up to the trailer; of extensions those that time and repeat frames."""
    at = 13 + _colours(data[10])
    yield data[:at]
    while True:
        kind = data[at]
        if kind == 0x3B:
            yield b";"
            return
        begins = at + (2 if kind == 0x21 else 11 + _colours(data[at + 9]) if kind == 0x2C else len(data))
        end = _end_of_blocks(data, begins)
        is_repeat = kind == 0x21 and data[at + 1] == 0xFF and data[at + 3 : at + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
        if kind == 0x2C or data[at + 1] == 0xF9 or is_repeat:
            yield data[at:end]
        at = end


def _colours(packed: int) -> int:
    """Bytes of a table of colours."""
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


STRIPPED: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif}
"""Format → its parts without notes. Raises `IndexError` or `struct.error` where a file is damaged."""
