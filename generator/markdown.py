"""Markdown of a field → safe HTML. One dialect with the hand-written pages; raw HTML is shown as text, never run.

Links to records and files leave here as `record:<address from the section's root>`; `pointed` points them from a page,
so the same text has the same HTML wherever it is shown.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import markdown
import nh3

from generator.typography import smarten

EXTENSIONS = ("tables", "sane_lists", "def_list", "admonition", "attr_list", "toc")
RECORD = "record:"
TABLE_OPENS = '<div class="scroll" data-label="Таблица"><table>'
_TAGS = {
    *("a", "abbr", "blockquote", "br", "code", "del", "div", "em", "hr", "img", "ins", "kbd", "p", "pre", "strong"),
    *("dd", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "li", "ol", "sub", "sup", "ul"),
    *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "th": {"align", "scope"},
    "td": {"align"},
    "div": {"class"},
    "p": {"class"},
    "ol": {"start"},
}
_HEADING = re.compile(r"^(#{1,6})(?!#)", re.MULTILINE)
_LINK = re.compile(r"(\]\(\s*<?)([^)\s>]+?)(#[^)\s>]*)?(?=[\s>)])")
_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё0-9 ,.;:!?()«»—–%№/\n-]*\Z")
_LIST_LIKE = re.compile(r"(?m)^\s*(?:\d+[.)]|[-:]|\s{4})|:\s*$|  \n|--|\.\.\.|://")
_SCHEMES = {"http", "https", "mailto", "tel", "record"}

Resolve = Callable[[str], str | None]


def _no_foreign_pictures(tag: str, attribute: str, value: str) -> str | None:
    """A picture of another host would be a request to it from every visitor."""
    return None if tag == "img" and attribute == "src" and not value.startswith(RECORD) else value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=None,
    attribute_filter=_no_foreign_pictures,
)


class _NoRawHtml(markdown.Extension):
    """Takes the rules for raw HTML out, so that `<b>` is printed as the editor typed it."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")


@lru_cache(maxsize=8)
def _engine(level: int) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=[*EXTENSIONS, _NoRawHtml()],
        extension_configs={"toc": {"baselevel": level}},
        output_format="html",
    )


def render(text: str, resolve: Resolve, *, level: int = 3) -> str:
    """Markdown → HTML whose headings begin at `level`; `resolve` turns a written target into an address or None."""
    if _PLAIN.match(text) and not _LIST_LIKE.search(text):
        return _paragraphs(text)
    engine = _engine(level + 1 - _highest_heading(text))
    engine.reset()
    html = engine.convert(linked(text, resolve))
    clean = smarten(_CLEANER.clean(html))
    return clean.replace("<table>", TABLE_OPENS).replace("</table>", "</table></div>")


def _highest_heading(text: str) -> int:
    """Level of the highest heading of a text, 1 if it has none: editors begin with any."""
    return min((len(found) for found in _HEADING.findall(text)), default=1)


def pointed(html: str, address: Callable[[str], str]) -> str:
    """The same HTML with its links to records and files as `address` writes them on one page."""
    if RECORD not in html:
        return html
    return re.sub(f'"{RECORD}([^"]*)"', lambda found: f'"{address(found[1])}"', html)


def linked(text: str, resolve: Resolve) -> str:
    """The text with targets that `resolve` knows turned into addresses."""
    if "](" not in text:
        return text

    def point(found: re.Match[str]) -> str:
        address = resolve(found[2])
        return found[0] if address is None else f"{found[1]}{RECORD}{address}{found[3] or ''}"

    return _LINK.sub(point, text)


def targets(text: str) -> list[tuple[int, str]]:
    """Every target of an inline link or picture in the text: (line from 0, target without its anchor)."""
    if "](" not in text:
        return []
    return [(text.count("\n", 0, found.start(2)), found[2]) for found in _LINK.finditer(text)]


def is_inside(target: str) -> bool:
    """Whether a written target names a file of the content folder, not an address or an anchor."""
    return not target.startswith(("#", "/", "mailto:", "tel:")) and "://" not in target and "." in target


def _paragraphs(text: str) -> str:
    """What Markdown makes of text without any of its signs, without asking it: half of all fields are such."""
    blocks = (block.strip("\n") for block in re.split(r"\n *\n", text.strip("\n ")))
    lines = ("\n".join(line.strip(" ") for line in block.split("\n")) for block in blocks)
    return "\n".join(f"<p>{block}</p>" for block in lines if block)
