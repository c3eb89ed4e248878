"""Pictures as pages show them: where each version is published, how large it is, and the markup of those in texts.

A browser takes the narrowest version that fills its place (`srcset` and `sizes`); one that cannot read WebP takes the
JPEG, and so does whatever reads a page without drawing it: networks, feed readers, JSON-LD.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

from nastavnik.attachments import pictures
from nastavnik.school.catalogue import Entry
from nastavnik.text.addresses import address_of

IN_TEXT = "(max-width: 690px) and (min-resolution: 2.5dppx) 60vw, (max-width: 690px) calc(100vw - 36px), 648px"
"""How wide a picture of a text stands on the page: the measure of `nv.css`, or what a phone leaves of it.

A screen with three dots a pixel is content with two.
"""
_WHOLE = re.compile(r"(?is)<picture\b.*?</picture>|<img\b[^>]*>")
_SOURCE = re.compile(r"""(?i)\ssrc=(["'])(.*?)\1""")
_SIZED = re.compile(r"(?i)\s(?:width|height|srcset|style)\s*=")
_LOADED = re.compile(r"(?i)\sloading\s*=")


@dataclass(frozen=True, slots=True)
class Version:
    """One width of a picture, in pixels."""

    url: str
    width: int


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of a page; its addresses are from the section's root, its size is 0 × 0 where nobody says it."""

    url: str
    """The widest version."""
    width: int
    height: int
    plain: str
    """The version every program reads; of a drawing there is one only."""
    versions: tuple[Version, ...] = ()
    """What a browser may choose from, the narrowest first; none of a drawing."""


def page_picture(url: str, path: Path | None, shape: str = "story") -> PagePicture:
    """The picture at an address, drawn from a file; the file is looked at, not drawn."""
    if path is None:
        return PagePicture(url, 0, 0, plain(url))
    layout = pictures.layout(path, shape)
    versions = tuple(Version(_version(url, width, layout.width), width) for width in layout.widths)
    return PagePicture(url, layout.width, layout.height, plain(url), versions)


def plain(url: str) -> str:
    """The address of the version every program reads."""
    return url.removesuffix(pictures.WEBP) + pictures.JPEG if url.endswith(pictures.WEBP) else url


def _version(url: str, width: int, widest: int) -> str:
    return url if width == widest else url.removesuffix(pictures.WEBP) + pictures.suffix_of(width)


def story_picture(entry: Entry) -> str:
    """The address of a record's picture for any program; a portrait is nobody's emblem."""
    return next(
        (plain(picture_address(entry, file.written)) for file in entry.facts.files if file.shape == "story"), ""
    )


def picture_address(entry: Entry, written: str) -> str:
    """Where the redrawn picture of a record is published: beside its page."""
    suffix = pictures.SVG if written.lower().endswith(pictures.SVG) else pictures.WEBP
    name = PurePosixPath(written.replace("\\", "/")).stem.lower().replace(" ", "-")
    return f"{entry.url}{address_of(PurePosixPath(name + suffix))}"


def home_picture_address(written: str) -> str:
    """Where the school's own picture of the home page is published."""
    return f"assets/home{pictures.SVG if written.lower().endswith(pictures.SVG) else pictures.WEBP}"


# --- pictures of texts


def in_text(html: str, picture: Callable[[str], PagePicture | None], address: Callable[[str], str]) -> str:
    """HTML of a text whose pictures have their versions and sizes.

    `picture` knows a picture by what is written in `src`, as it stands in the HTML, or does not; `address` writes an
    address from the section's root as the text does. A size that somebody gave stays.
    """
    if "<img" not in html:
        return html

    def shown(tag: re.Match[str]) -> str:
        source = _SOURCE.search(tag[0])
        known = picture(source[2]) if source and tag[0][:4].lower() == "<img" else None
        return _markup(tag[0], known, address) if known else tag[0]

    return _WHOLE.sub(shown, html)


def _markup(tag: str, picture: PagePicture, address: Callable[[str], str]) -> str:
    """A picture's own tag with its size, among its versions."""
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and not _SIZED.search(tag) else ""
    lazy = "" if _LOADED.search(tag) else ' loading="lazy"'
    end = "/>" if tag.endswith("/>") else ">"
    source = f' src="{escape(address(picture.plain))}"'
    image = _SOURCE.sub(lambda _: source, tag.removesuffix(end).rstrip(), count=1) + size + lazy + end
    if not picture.versions:
        return image
    choices = ", ".join(f"{address(version.url)} {version.width}w" for version in picture.versions)
    return f'<picture><source type="image/webp" srcset="{escape(choices)}" sizes="{IN_TEXT}">{image}</picture>'


def without_choice(html: str) -> str:
    """The same for programs that draw no pages: of every picture the version all of them read."""
    return re.sub(r"</?picture>|<source\b[^>]*>", "", html) if "<picture>" in html else html
