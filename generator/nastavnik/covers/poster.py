"""The picture a network shows beside a link: 1200 × 630, a title, whose section it is, and the cover.

PNG with a palette, put together from indexes: fast to draw and some 20 KB. Open Graph, https://ogp.me/#structured.
"""

import io
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from nastavnik.covers.raster import drawn
from nastavnik.covers.scene import Scene
from nastavnik.covers.tones import SUN, WHITE, Rgb, Tones, mix

if TYPE_CHECKING:
    from PIL.Image import Image as Photo
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
PICTURE, PLACE, CORNER = 600, (544, 76), 20
"""How wide the cover is, where its left upper corner lies, the radius of its corners."""
LEFT, COLUMN, STRIP = 56, 452, 552
"""Where lines begin, how wide a title is, where the strip at the foot begins."""
SIZES, LEADING, HIGHEST = (56, 50, 44, 38, 33, 28), 1.18, 330
"""Of a title: its sizes, the largest first; from line to line, in sizes; how high all its lines may be."""
MEASURED = 50
SHADES, COLOURS = 16, 200
"""Steps between paper and ink at the edges of letters; most colours of the picture. A palette has 256."""
_BOUND = re.compile(r"(?<!\S)(\S{1,2}) | (?=[—–])")


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster says: above the title, the title, at the foot."""

    above: str
    title: str
    foot: str


def poster(words: Poster, scene: Scene, tones: Tones, font: Path) -> bytes:
    """A PNG. A Pillow that cannot read the font leaves the words out."""
    ground, colours = _picture(scene, tones)
    sheet = _Sheet(tones, colours, font)
    sheet.canvas.paste(ground, PLACE)
    sheet.write(words)
    return sheet.png()


def _picture(scene: Scene, tones: Tones) -> tuple["Photo", list[Rgb]]:
    """The cover with round corners, as indexes of its colours, and these."""
    from PIL import Image

    picture = drawn(scene, tones, PICTURE)
    for place, outside in _corners(*picture.size):
        picture.paste(tones.brand, place, outside)
    few = _in_few_colours(picture)
    flat = few.getpalette() or []
    return Image.frombytes("L", few.size, few.tobytes()), list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))


def _in_few_colours(picture: "Photo") -> "Photo":
    """With a palette: of its very colours, which is exact and faster, unless there are too many of them."""
    from PIL import Image

    own = picture.getcolors(COLOURS)
    if own is None:
        return picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    shades = chain.from_iterable(shade for _, shade in own if isinstance(shade, tuple))
    palette = Image.new("P", (1, 1))
    palette.putpalette(list(shades))
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


@lru_cache(maxsize=1)
def _corners(width: int, height: int) -> list[tuple[tuple[int, int], "Photo"]]:
    """Where the corners of a picture are, and what of each lies outside the round."""
    from PIL import Image, ImageDraw, ImageOps

    disc = Image.new("L", (CORNER * 8, CORNER * 8), 255)
    ImageDraw.Draw(disc).ellipse((0, 0, CORNER * 8 - 1, CORNER * 8 - 1), fill=0)
    small = disc.reduce(4)
    first = small.crop((0, 0, CORNER, CORNER))
    below = ImageOps.flip(first)
    left, right, top, bottom = 0, width - CORNER, 0, height - CORNER
    return [
        ((left, top), first),
        ((right, top), ImageOps.mirror(first)),
        ((left, bottom), below),
        ((right, bottom), ImageOps.mirror(below)),
    ]


class _Sheet:
    """A canvas of indexes into a palette: the colours of the picture, then for each ink its shades on its paper."""

    def __init__(self, tones: Tones, colours: list[Rgb], font: Path) -> None:
        from PIL import Image, ImageDraw

        self.font, self.palette = font, colours.copy()
        self.above, self.title = self._ink(SUN, tones.brand), self._ink(WHITE, tones.brand)
        self.foot = self._ink(mix(WHITE, 82, tones.brand2), tones.brand2)
        self.canvas = Image.new("L", SIZE, self.above)
        ImageDraw.Draw(self.canvas).rectangle((0, STRIP, *SIZE), fill=self.foot)

    def _ink(self, ink: Rgb, paper: Rgb) -> int:
        """The index of the first shade of an ink, which is the bare paper; the others follow in the palette."""
        first = len(self.palette)
        self.palette += [mix(ink, 100 * step / (SHADES - 1), paper) for step in range(SHADES)]
        return first

    def write(self, words: Poster) -> None:
        size, lines = fitted(words.title, self.font)
        top, height = PLACE[1] + 40, round(size * LEADING)
        self._line(words.above, self.above, 25, PLACE[1] - 4)
        for number, line in enumerate(lines):
            self._line(line, self.title, size, top + number * height)
        self._line(words.foot, self.foot, 26, STRIP + 22, SIZE[0] - LEFT)

    def _line(self, text: str, ink: int, size: int, top: int, width: int = COLUMN + 20) -> None:
        if letters := _letters(text, self.font, size, width):
            shades = [ink + value * (SHADES - 1) // 255 for value in range(256)]
            self.canvas.paste(letters.point(shades), (LEFT, top))

    def png(self) -> bytes:
        self.canvas.putpalette([part for colour in self.palette for part in colour])
        out = io.BytesIO()
        self.canvas.save(out, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
        return out.getvalue()


@lru_cache(maxsize=32)
def _letters(text: str, path: Path, size: int, width: int) -> "Photo | None":
    """A line in white on black, kept: posters of one section end alike, and letters are most of the work."""
    from PIL import Image, ImageDraw

    font = font_of(path, size)
    if font is None or not text:
        return None
    paper = Image.new("L", (width, round(size * 1.4)))
    ImageDraw.Draw(paper).text((0, 0), text, fill=255, font=font)
    return paper


def fitted(title: str, font: Path) -> tuple[int, list[str]]:
    """The largest size in which a title fits its column, and its lines; one that never fits ends with «…»."""
    words = _BOUND.sub(lambda bound: f"{bound[1] or ''}\N{NO-BREAK SPACE}", title).split(" ")
    for size in SIZES:
        lines = _lines(words, font, size)
        most = HIGHEST // round(size * LEADING)
        if len(lines) <= most and all(_width(line, font, size) <= COLUMN for line in lines):
            return size, lines
    return size, [*lines[: most - 1], f"{lines[most - 1]}…"] if len(lines) > most else lines


def _lines(words: Sequence[str], font: Path, size: int) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if _width(longer, font, size) <= COLUMN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _width(text: str, font: Path, size: int) -> float:
    """In pixels; measured in one size for all, for a font is opened anew for every size."""
    opened = font_of(font, MEASURED)
    return opened.getlength(text) * size / MEASURED if opened else 0.0


@lru_cache(maxsize=16)
def font_of(path: Path, size: int) -> "FreeTypeFont | None":
    """The font of the section in a size, in its heavier weight; None where Pillow was built without WOFF2."""
    from PIL import ImageFont

    try:
        font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
        font.set_variation_by_axes([650])
    except OSError:
        return None
    return font


def touch_icon(tones: Tones) -> bytes:
    """The emblem for the first screen of a telephone: 180 × 180, a PNG without transparency."""
    from PIL import Image

    from nastavnik.covers.parts import Cutout

    firs = Scene("t2", (Cutout("sky", 0, 0), Cutout("firs", 78, 94, 1.36)))
    square = drawn(firs, tones, 300).crop((0, 0, 180, 180))
    out = io.BytesIO()
    square.quantize(32, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()
