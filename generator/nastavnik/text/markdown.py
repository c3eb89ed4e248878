"""Markdown of a field → safe HTML. One dialect with the hand-written pages; raw HTML is shown as text, never run.

Links to records and files leave here with the mark of the section's root before their address; `pointed` points them
from a page, so the same text has the same HTML wherever it is shown.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import attrgetter
from urllib.parse import unquote

import markdown
import nh3

from nastavnik.text import marks, prose
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
_EXTENSIONS = {
    "tables": re.compile(r"\|"),
    "def_list": re.compile(r"^ {0,3}:", re.MULTILINE),
    "admonition": re.compile("!!!"),
    "attr_list": re.compile(r"\{"),
}
_IDLE = {  # registry of the library → its rule → the sign without which it finds nothing
    "inlinePatterns": {
        "backtick": "`",
        "escape": r"\\",
        "link": r"\[",
        "image_link": r"!\[",
        "reference": r"\]:",  # a reference needs its definition: [1]: address
        "short_reference": r"\]:",
        "image_reference": r"\]:",
        "short_image_ref": r"\]:",
        "autolink": "<",
        "automail": "<",
        "linebreak": "  \n",
        "entity": "&",
        "em_strong": "[*_]",
    },
    "parser.blockprocessors": {
        "code": "    |\t",
        "hashheader": "#",
        "setextheader": r"(?m)^[ \t>]*[=-]+[ ]*$",
        "hr": r"([-_*])[ ]{0,2}\1[ ]{0,2}\1",
        "olist": r"\d\.[ \t]",
        "ulist": r"[*+-][ \t]",
        "quote": ">",
        "reference": r"\]:",
    },
    "treeprocessors": {"unescape": r"\\"},
}
_SIGNS = [(registry, name, re.compile(sign)) for registry, rules in _IDLE.items() for name, sign in rules.items()]
_LINK = re.compile(r"(\]\(\s*<?)([^)\s>]+?)(#[^)\s>]*)?(?=[\s>)])")
_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё0-9 ,.;:!?()«»—–%№/\n-]*\Z")
_LIST_LIKE = re.compile(r"(?m)^\s*(?:\d+[.)]|[-:]|\s{4})|:\s*$|  \n|--|\.\.\.|://")
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


class _OnlyNeeded(markdown.Extension):
    """Takes out the rules for raw HTML, so that `<b>` is printed as typed, and rules a text gives nothing to do."""

    def __init__(self, idle: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.idle = idle

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.preprocessors.deregister("html_block")
        md.treeprocessors.deregister("prettify")  # blanks between tags, which nobody reads
        md.inlinePatterns.deregister("html")
        for registry, name in self.idle:
            attrgetter(registry)(md).deregister(name)


Idle = tuple[tuple[str, str], ...]


def rules_for(text: str) -> tuple[tuple[str, ...], Idle]:
    """Extensions the text needs, and rules that can find nothing in it: each costs a pass over every line."""
    extensions = tuple(name for name, sign in _EXTENSIONS.items() if sign.search(text))
    idle = tuple((registry, name) for registry, name, sign in _SIGNS if not sign.search(text))
    return extensions, idle


@lru_cache(maxsize=512)
def engine(extensions: tuple[str, ...], idle: Idle) -> markdown.Markdown:
    """A Markdown with these extensions and without these rules; `convert` after `reset`."""
    return markdown.Markdown(
        extensions=["sane_lists", *extensions, _OnlyNeeded(idle)],
        extension_configs={"tables": {"use_align_attribute": True}} if "tables" in extensions else {},
        output_format="html",
    )


def render(text: str, resolve: Resolve, *, level: int = 3) -> str:
    """Markdown → HTML whose headings begin at `level`; `resolve` turns a written target into an address or None."""
    return converted(linked(text, resolve), level)


def converted(linked_text: str, level: int = 3) -> str:
    """The same for a text whose links `linked` has resolved: the HTML depends on nothing else."""
    if is_plain(linked_text):
        return _paragraphs(linked_text)
    clean = prose.html(linked_text) or sanitised(linked_text)
    clean = smarten(clean) if _TYPEWRITER.search(linked_text) else clean
    clean = _EMPTY_HEAD.sub(r"<td\1></td>", clean)  # a heading without a word is announced as one
    return _from_level(clean.replace("<table>", TABLE_OPENS).replace("</table>", "</table></div>"), level)


def sanitised(linked_text: str) -> str:
    """What the library makes of a text, its headings as written, without anything that acts."""
    html = engine(*rules_for(linked_text)).reset().convert(linked_text)
    return _CLEANER.clean(marks.without_references(html))


def is_plain(text: str) -> bool:
    """Whether a text has no sign of Markdown; half of all fields are such."""
    return bool(_PLAIN.match(text)) and not _LIST_LIKE.search(text)


def _from_level(html: str, level: int) -> str:
    """Headings moved so that the highest one stands at `level`: editors begin with any."""
    found = _HEADING.findall(html)
    if not found:
        return html
    shift = level - int(min(digit for _, digit in found))
    return _HEADING.sub(lambda one: f"<{one[1]}h{min(int(one[2]) + shift, 6)}>", html)


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


def pointers(text: str) -> list[tuple[int, int, str, str]]:
    """The same with anchors, those within the text too: (line and column from 0, target or "", anchor or "")."""
    if "](" not in text:
        return []
    parts = ((found.start(2), f"{found[2]}{found[3] or ''}".partition("#")) for found in _LINK.finditer(text))
    return [
        (text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1, target, unquote(anchor))
        for start, (target, _, anchor) in parts
    ]


def is_inside(target: str) -> bool:
    """Whether a written target names a file of the content folder, not an address or an anchor."""
    return (
        not target.startswith(("#", "/", "mailto:", "tel:"))
        and "://" not in target
        and "." in target.rpartition("/")[2]
    )


def _paragraphs(text: str) -> str:
    """What Markdown makes of text without any of its signs, without asking it."""
    blocks = (block.strip("\n") for block in re.split(r"\n *\n", text.strip("\n ")))
    lines = ("\n".join(line.strip(" ") for line in block.split("\n")) for block in blocks)
    return "".join(f"<p>{block}</p>" for block in lines if block)
