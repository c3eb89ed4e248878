"""Markdown of a field → safe HTML. One dialect with the hand-written pages; raw HTML is shown as text, never run.

Links to records and files leave here with the mark of the section's root before their address; `pointed` points them
from a page, so the same text has the same HTML wherever it is shown.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from itertools import count
from urllib.parse import unquote

import markdown
import nh3
from slugify import slugify

from nastavnik.text import destinations, marks, prose
from nastavnik.text.effort import excess
from nastavnik.text.table_cells import plain_cells
from nastavnik.text.typography import smarten

RECORD = marks.ROOT
TABLE_OPENS = '<div class="scroll" data-label="Таблица"><table>'
_TAGS = {
    *("a", "abbr", "blockquote", "br", "code", "del", "div", "em", "hr", "img", "ins", "kbd", "p", "pre", "strong"),
    *("dd", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "sub", "sup", "ul"),
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
_EMPTY_HEAD = re.compile(r"<th\b([^>]*)></th>")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_WHOLE_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_ANY_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\A[\d.)\s]+")
ANCHOR = "razdel-"
"""Begins the id of a heading in a text, so that it is none of those the page has itself."""
_EXTENSIONS = {
    "tables": re.compile(r"\|"),
    "def_list": re.compile(r"^ {0,3}:", re.MULTILINE),
    "admonition": re.compile("!!!"),
    "attr_list": re.compile(r"\{"),
}
_OURS = re.compile(rf'(?:(?<=")|(?<=w, )){RECORD}([^" ]*)')
"""An address of the section in an attribute; a `srcset` has several."""
_TYPEWRITER = re.compile(r'(?m)"|\.\.\.|&quot;|^(?=.*[^ |:\n-]).*--')  # a line of dashes rules a table'
_SCHEMES = {"http", "https", "mailto", "tel"}

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


class TooTangled(Exception):
    """A text that `effort.excess` refuses has come to be drawn; the message is its sentence."""


class _NothingRaw(markdown.Extension):
    """Takes out the rules for raw HTML, so that `<b>` is printed as typed."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.preprocessors.deregister("html_block")
        md.treeprocessors.deregister("prettify")  # blanks between tags, which nobody reads
        md.inlinePatterns.deregister("html")


def extensions_for(text: str) -> tuple[str, ...]:
    """Extensions of the library that the text has a sign of: each costs a pass over every line."""
    return tuple(name for name, sign in _EXTENSIONS.items() if sign.search(text))


@cache
def library(extensions: tuple[str, ...]) -> markdown.Markdown:
    """The library's Markdown with these extensions; `convert` after `reset`."""
    return markdown.Markdown(
        extensions=["sane_lists", *extensions, _NothingRaw()],
        extension_configs={"tables": {"use_align_attribute": True}} if "tables" in extensions else {},
        output_format="html",
    )


def render(text: str, resolve: Resolve, *, level: int = 3) -> str:
    """Markdown → HTML whose headings begin at `level`; `resolve` turns a written target into an address or None."""
    return converted(linked(text, resolve), level)


def converted(linked_text: str, level: int = 3) -> str:
    """HTML of a text whose links `linked` has resolved, headings from `level`; it depends on nothing else."""
    clean = prose.html(linked_text) or sanitised(linked_text)
    clean = smarten(clean) if _TYPEWRITER.search(linked_text) else clean
    clean = _EMPTY_HEAD.sub(r"<td\1></td>", clean)  # a heading without a word is announced as one
    clean = plain_cells(clean)
    return _from_level(clean.replace("<table>", TABLE_OPENS).replace("</table>", "</table></div>"), level)


def sanitised(linked_text: str) -> str:
    """What the library makes of a text, its headings as written, without anything that acts.

    Raises `TooTangled` for a text that would take the library minutes or end it: who let it in did not look.
    """
    if problem := excess(linked_text):
        raise TooTangled(problem.sentence)
    html = library(extensions_for(linked_text)).reset().convert(linked_text)
    return _CLEANER.clean(marks.without_references(html))


def _from_level(html: str, level: int) -> str:
    """Headings moved so that the highest one stands at `level`: editors begin with any."""
    tags = _HEADING.findall(html)
    if not tags:
        return html
    shift = level - int(min(digit for _, digit in tags))
    return _HEADING.sub(lambda tag: f"<{tag[1]}h{min(int(tag[2]) + shift, 6)}>", html)


def anchored(html: str) -> str:
    """HTML whose headings can be linked to: an id of their words, without their number, each once in the text."""
    taken: set[str] = set()

    def named(heading: re.Match[str]) -> str:
        words = _NUMBER.sub("", unescape(_ANY_TAG.sub("", heading[2])).strip())
        name = f"{ANCHOR}{slugify(words, max_length=60, word_boundary=True)}".rstrip("-")
        taken.add(name := next(other for other in _numbered(name) if other not in taken))
        return f'<h{heading[1]} id="{name}">{heading[2]}</h{heading[1]}>'

    return _WHOLE_HEADING.sub(named, html)


def _numbered(name: str) -> Iterator[str]:
    """A name, then the same with 2, 3 and so on behind it."""
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def pointed(html: str, address: Callable[[str], str]) -> str:
    """HTML whose `record:` links are written for one page: `address` turns an address from the section's root."""
    if RECORD not in html:
        return html
    return _OURS.sub(lambda link: address(link[1]), html)


def from_root(address: str) -> str:
    """An address from the section's root as it stands in HTML that is not of any page yet."""
    return RECORD + address


def linked(text: str, resolve: Resolve) -> str:
    """The text with targets that `resolve` knows turned into addresses."""
    if "](" not in text:
        return text

    pieces, done = list[str](), 0
    for place in destinations.inline(text):
        target, anchor = place.parts
        address = resolve(target) if target else None
        if address is not None:
            pieces += [text[done : place.start], RECORD, address, anchor]
            done = place.end
    return "".join([*pieces, text[done:]])


def pointers(text: str) -> list[tuple[int, int, str, str]]:
    """Every inline link or picture of the text: (line and column from 0, target or "" within it, anchor or "")."""
    if "](" not in text:
        return []
    pointed, line, begins = list[tuple[int, int, str, str]](), 0, 0
    for place in destinations.inline(text):
        line += text.count("\n", begins, place.start)
        begins = max(begins, text.rfind("\n", begins, place.start) + 1)
        target, anchor = place.parts
        column = place.start - begins + (text[place.start] == "<")
        pointed.append((line, column, target, unquote(anchor[1:])))
    return pointed


def is_inside(target: str) -> bool:
    """Whether a written target names a file of the content folder, not an address or an anchor."""
    return (
        not target.startswith(("#", "/", "mailto:", "tel:"))
        and "://" not in target
        and "." in target.rpartition("/")[2]
    )
