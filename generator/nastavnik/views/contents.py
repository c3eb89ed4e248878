"""The contents of a long text: its headings with their anchors."""

import re
from html import unescape
from typing import NamedTuple

from nastavnik.text import markdown

TOP = 2
FEWEST = 4  # headings of a text that needs a list of them
_HEADING = re.compile(rf'<h{TOP} id="([^"]+)">(.*?)</h{TOP}>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class TextHeading(NamedTuple):
    """A heading of a text as it is read, and the anchor it has on the page."""

    title: str
    anchor: str


def contents(text: str | None) -> list[TextHeading]:
    """The headings of the highest level of a Markdown text; none of a text short enough to be seen at once."""
    html = markdown.anchored(markdown.converted(text or "", TOP))
    headings = [TextHeading(unescape(_TAG.sub("", words)).strip(), anchor) for anchor, words in _HEADING.findall(html)]
    return headings if len(headings) >= FEWEST else []
