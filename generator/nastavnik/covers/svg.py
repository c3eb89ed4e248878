"""A scene as SVG for pages: colours are the theme's (`theme/styles/55-covers.css`), so every scheme recolours it.

A page holds each part once; covers only point to them, so a list of thirty weighs little more than one.
"""

import re
from functools import cache
from html import escape

from nastavnik.covers.grounds import HEIGHT, WIDTH
from nastavnik.covers.parts import PARTS, Cutout
from nastavnik.covers.scene import Scene
from nastavnik.covers.shapes import Contour, shapes

PREFIX = "cv-"
_USED = re.compile(rf'href="#{PREFIX}(\w+)"')


def markup(scene: Scene) -> str:
    """The drawing of a scene; its parts are to be on the page, see `with_parts`."""
    inner = "".join(map(_use, scene.parts))
    return (
        f'<svg class="cv {scene.tint}" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="xMidYMid slice" aria-hidden="true">{inner}</svg>'
    )


def _use(part: Cutout) -> str:
    look = f' class="{" ".join(part.look)}"' if part.look else ""
    return f'<use{look} href="#{PREFIX}{part.part}"{_transform(part)}/>'


def _transform(part: Cutout) -> str:
    if part.scale == 1 and not part.mirrored:
        return "".join(f' {name}="{_number(value)}"' for name, value in (("x", part.x), ("y", part.y)) if value)
    across = -part.scale if part.mirrored else part.scale
    scale = _number(across) + ("" if across == part.scale else f" {_number(part.scale)}")
    return f' transform="translate({_number(part.x)} {_number(part.y)})scale({scale})"'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def with_parts(html: str) -> str:
    """HTML of a page with every part that covers on it point to, at its end."""
    names = dict.fromkeys(_USED.findall(html))
    if not names:
        return html
    parts = "".join(map(definition, sorted(names)))
    return f'{html}<svg class="cv cv-parts" width="0" height="0" aria-hidden="true"><defs>{parts}</defs></svg>'


@cache
def definition(name: str) -> str:
    """A part by its name, to be pointed to."""
    return f'<g id="{PREFIX}{name}">{"".join(map(element, shapes(PARTS[name])))}</g>'


def element(shape: Contour) -> str:
    """A shape as an element of SVG. Its tone is an attribute: rules of style do not reach copies of a part."""
    tone = f"var(--{PREFIX}{shape.tone})"
    paint = f'fill="none" stroke="{tone}" stroke-width="{_number(shape.width)}"' if shape.width else f'fill="{tone}"'
    if shape.circle:
        x, y, radius = map(_number, shape.circle)
        return f'<circle {paint} cx="{x}" cy="{y}" r="{radius}"/>'
    return f'<path {paint} d="{escape(shape.path)}"/>'
