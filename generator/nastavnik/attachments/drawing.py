"""Drawings (SVG), written anew from what is known to draw: elements, attributes and styles of a list, nothing else.

Whatever the file calls its elements and however it is encoded, what comes out holds no program, no address but those of
its own parts, no notes of its editor. SVG 1.1, appendices J and N; SVG 2, chapters 5 and 16.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from nastavnik import messages
from nastavnik.attachments import photo
from nastavnik.attachments.refusal import Unpublishable

SUFFIXES = {".svg"}
LARGEST = 10_000_000  # bytes
DEEPEST = 200
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_HEAD = f'<svg xmlns="{_SVG}" xmlns:xlink="{_XLINK}"'

_SHAPES = "circle ellipse line path polygon polyline rect image text textPath tspan use"
_GROUPS = "svg g defs symbol marker mask clipPath pattern linearGradient radialGradient stop switch title desc style"
_FILTERS = (
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap "
    "feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode "
    "feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
)
ELEMENTS = frozenset(f"{_SHAPES} {_GROUPS} {_FILTERS}".split())
_GEOMETRY = (
    "id class x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points width height viewBox preserveAspectRatio transform "
    "rotate pathLength offset textLength lengthAdjust startOffset method spacing side version lang tabindex role "
    "aria-label aria-hidden aria-labelledby aria-describedby gradientUnits gradientTransform spreadMethod patternUnits "
    "patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits markerUnits markerWidth "
    "markerHeight refX refY orient requiredFeatures systemLanguage type media"
)
_OF_FILTERS = (
    "in in2 result mode values operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode "
    "preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent scale xChannelSelector "
    "yChannelSelector azimuth elevation z stdDeviation radius baseFrequency numOctaves seed stitchTiles tableValues "
    "slope intercept amplitude exponent filterUnits primitiveUnits pointsAtX pointsAtY pointsAtZ limitingConeAngle"
)
_LOOKS = (
    "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters "
    "cursor direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity "
    "font-family font-size font-size-adjust font-stretch font-style font-variant font-weight image-rendering kerning "
    "letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity "
    "overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor "
    "text-decoration text-rendering transform-origin transform-box unicode-bidi vector-effect visibility word-spacing "
    "writing-mode"
)
ATTRIBUTES = frozenset(f"{_GEOMETRY} {_OF_FILTERS} {_LOOKS}".split())
_REFERRING = {"use", "textPath", "linearGradient", "radialGradient", "pattern", "filter"}
_SAFE_FUNCTIONS = (
    "url rgb rgba hsl hsla var calc min max light-dark matrix translate translatex translatey scale scalex scaley "
    "rotate skewx skewy blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia"
)
_FUNCTIONS = frozenset(_SAFE_FUNCTIONS.split())
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_OUTWARD = re.compile(r"(?i)url\(\s*(?![\"']?#[\w.:-]{1,200}[\"']?\s*\))|[\\@<]|javascript|expression|-moz-binding")
_BEFORE_ROOT = rb"\s|<\?[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE svg[^>]*>"
_BEGINS = re.compile(rb"(?:[\xef\xbb\xbf\xfe\xff]{2,3})?(?:%s)*+<(?:[\w.-]{1,50}:)?svg[\s>/]" % _BEFORE_ROOT, re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)
_SIDE = re.compile(r"\s*([\d.]{1,12})(?:px)?\s*")


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A drawing for the site: its bytes, and its size in pixels (0 × 0 of one that does not say)."""

    data: bytes
    width: int
    height: int


def looks_like(data: bytes) -> bool:
    """Whether the bytes of a file of any name are a drawing: its first element is `svg`."""
    return bool(_BEGINS.match(data[:2000].replace(b"\0", b"")))


def redrawn(data: bytes) -> Redrawn:
    """The drawing of an SVG file written anew. Raises `Unpublishable` for what is none or has entities of its own."""
    if len(data) > LARGEST:
        raise Unpublishable(messages.DRAWING_TOO_LARGE)
    writer = _Writer()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = writer.start, writer.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = writer.text, writer.entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Unpublishable(messages.DRAWING_UNREADABLE) from error
    return Redrawn("".join(writer.out).encode(), *writer.size)


class _Writer:
    """What is met in a drawing → the same drawing; whatever is not known is passed over with all it holds."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[str] = []
        self.passed_over = 0
        """How many elements are open from the one that is passed over."""
        self.style: list[str] | None = None
        self.size = (0, 0)
        self.has_namespaces = True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = self._element(name)
        if self.passed_over or element is None:
            self.passed_over += 1
            return
        if len(self.open) >= DEEPEST:
            raise Unpublishable(messages.DRAWING_UNREADABLE)
        if not self.open:
            self.size = _size(attributes)
        written = "".join(f" {key}={quoteattr(value)}" for key, value in _attributes(element, attributes))
        self.out.append(f"{_HEAD if not self.open else f'<{element}'}{written}>")
        self.open.append(element)
        self.style = [] if element == "style" else None

    def end(self, name: str) -> None:
        if self.passed_over:
            self.passed_over -= 1
            return
        element = self.open.pop()
        if self.style is not None:
            self.out.append(escape(_sheet("".join(self.style))))
            self.style = None
        self.out.append(f"</{element}>")

    def text(self, text: str) -> None:
        if self.passed_over:
            return
        if self.style is not None:
            self.style.append(text)
        else:
            self.out.append(escape(text))

    def entity(self, *_: object) -> None:
        """Entities of the file's own may become anything, without end."""
        raise Unpublishable(messages.DRAWING_ENTITIES)

    def _element(self, name: str) -> str | None:
        """What is written for an element: itself, a group for a link, None for what is passed over."""
        space, _, local = name.rpartition("}")
        if not self.open and not self.passed_over and not self.out:
            self.has_namespaces = bool(space)
            if local != "svg" or space not in (_SVG, ""):
                raise Unpublishable(messages.DRAWING_UNREADABLE)
        if space != (_SVG if self.has_namespaces else ""):
            return None
        return "g" if local == "a" else local if local in ELEMENTS else None


def _attributes(element: str, attributes: dict[str, str]) -> list[tuple[str, str]]:
    written: list[tuple[str, str]] = []
    for name, value in attributes.items():
        space, _, local = name.rpartition("}")
        if local == "href" and space in ("", _XLINK):
            address = _address(element, value.strip())
            written += [("xlink:href" if space else "href", address)] if address else []
        elif space == _XML and local in ("space", "lang"):
            written.append((f"xml:{local}", value))
        elif not space and local == "style":
            written.append(("style", _declarations(value)))
        elif not space and local in ATTRIBUTES and _stays(value):
            written.append((local, value))
    return written


def _address(element: str, written: str) -> str:
    """What a part of a drawing may lead to: another part, or a photo inside the drawing, without its notes."""
    if element in _REFERRING:
        return written if re.fullmatch(r"#[^\s\"'<>()]{1,200}", written) else ""
    inside = _DATA.fullmatch(written) if element == "image" else None
    if not inside:
        return ""
    try:
        data = b64decode(inside[1])
    except NotBase64:
        return ""
    form = photo.form_of(data)
    if form not in photo.TYPES:
        return ""
    return f"data:{photo.TYPES[form]};base64,{b64encode(photo.without_notes(data)).decode()}"


def _stays(value: str) -> bool:
    """Whether a value of a style leads nowhere: only known functions, addresses of parts alone."""
    if "(" not in value and "\\" not in value and "@" not in value:
        return "javascript" not in value.lower()
    functions = {name.lower() for name in _FUNCTION.findall(value) if name}
    return not _OUTWARD.search(value) and functions <= _FUNCTIONS


def _declarations(style: str) -> str:
    """The declarations of a `style` attribute, those that stay."""
    parts = (part.strip() for part in _COMMENT.sub("", style).split(";"))
    return ";".join(part for part in parts if ":" in part and _stays(part))


def _sheet(text: str) -> str:
    """The rules of a style sheet, those that stay; rules that begin with `@` go with their blocks."""
    text = _COMMENT.sub("", text).replace("<!--", "").replace("-->", "")
    rules = []
    for match in _RULE.finditer(text):
        selector = match[1].rpartition(";")[2].strip()
        if not re.search(r"[@\\<]", match[1].rpartition("}")[2] if ";" not in match[1] else selector):
            rules.append(f"{selector}{{{_declarations(match[2])}}}")
    return "\n".join(rules)


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    """Width and height by the view box, else by the attributes."""
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    sides = box[2:4] if len(box) == 4 else [attributes.get("width", ""), attributes.get("height", "")]
    numbers = [_SIDE.fullmatch(side) for side in sides]
    try:
        width, height = (round(float(number[1])) if number else 0 for number in numbers)
    except ValueError:  # «1.2.3»
        return 0, 0
    return (width, height) if width and height else (0, 0)
