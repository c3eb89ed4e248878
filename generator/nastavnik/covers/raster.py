"""A scene as points, for those who read no SVG: drawn twice as large and halved, so that edges are smooth.

The colours are those of the light scheme, worked out from the school's own (`theme/styles/55-covers.css` has the same).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nastavnik.covers.grounds import HEIGHT, WIDTH
from nastavnik.covers.parts import PARTS, Cutout
from nastavnik.covers.scene import Scene
from nastavnik.covers.shapes import Contour, Position, outlines, shapes
from nastavnik.covers.tones import Rgb, Tones

if TYPE_CHECKING:
    from PIL.Image import Image as Photo
    from PIL.ImageDraw import ImageDraw

OVER = 2  # times larger than wanted


def drawn(scene: Scene, tones: Tones, width: int) -> "Photo":
    """The scene `width` pixels wide, in three colours."""
    from PIL import Image, ImageDraw

    scale = width * OVER / WIDTH
    canvas = Image.new("RGB", (width * OVER, round(HEIGHT * scale)))
    pen = ImageDraw.Draw(canvas)
    for cutout in scene.parts:
        colours, place = tones.of(scene.tint, cutout.look), _Place(cutout, scale)
        for shape in shapes(PARTS[cutout.part]):
            _draw(pen, shape, place, colours[shape.tone])
    return canvas.reduce(OVER)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part goes, and how large it is there, in points."""

    cutout: Cutout
    scale: float

    @property
    def size(self) -> float:
        return self.cutout.scale * self.scale

    def __call__(self, point: Position) -> Position:
        part, (x, y) = self.cutout, point
        across = -part.scale if part.mirrored else part.scale
        return (part.x + x * across) * self.scale, (part.y + y * part.scale) * self.scale


def _draw(pen: "ImageDraw", shape: Contour, place: _Place, tone: Rgb) -> None:
    width = shape.width * place.size
    if shape.circle:
        x, y, radius = shape.circle
        outer = radius * place.size + width / 2
        pen.ellipse(
            _square(place((x, y)), outer), **({"outline": tone, "width": round(width)} if width else {"fill": tone})
        )
        return
    for outline in outlines(shape.path):
        points = list(map(place, outline))
        if width:
            pen.line(points, fill=tone, width=round(width), joint="curve")
            for end in (points[0], points[-1]):
                pen.ellipse(_square(end, width / 2), fill=tone)
        else:
            pen.polygon(points, fill=tone)


def _square(middle: Position, half: float) -> tuple[float, float, float, float]:
    x, y = middle
    return x - half, y - half, x + half, y + half
