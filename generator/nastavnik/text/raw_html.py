"""The HTML of a hand-written page, by elements: what Markdown and raw HTML in it become, whatever the settings add.

Read with every extension that lets HTML or attributes in, so nothing is overlooked that some settings would draw.
"""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple

import markdown

_HTML = r"<[a-z]|\{[^}\n]{0,300}=|(?:script|data|refresh):"
_PICTURE = r"!\[[^\n]{0,300}//|\]:[ \t]{0,9}<?(?:https?:)?//"
_SIGN = re.compile(f"(?i){_HTML}|{_PICTURE}")
_EXTENSIONS = ("tables", "fenced_code", "attr_list", "md_in_html", "def_list", "admonition", "sane_lists")


class RawElement(NamedTuple):
    """An element as it stands in the page."""

    tag: str
    attributes: dict[str, str]
    style: str = ""
    """What a `style` element holds."""


def elements(text: str) -> Iterator[RawElement]:
    """Elements of a page's text; none if it has no sign of HTML, of attributes or of foreign pictures."""
    if not _SIGN.search(text):
        return
    try:
        html = _library().reset().convert(text)
    except RecursionError:  # said by who draws the page
        return
    yield from elements_of_html(html)


def elements_of_html(html: str) -> Iterator[RawElement]:
    """Elements of HTML that no Markdown is."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.met


@cache
def _library() -> markdown.Markdown:
    return markdown.Markdown(extensions=list(_EXTENSIONS), output_format="html")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.met: list[RawElement] = []
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.append(RawElement(tag, {name: value or "" for name, value in attrs}))
        self.in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.in_style = False

    def handle_data(self, data: str) -> None:
        if self.in_style:
            self.met.append(RawElement("style", {}, data))
