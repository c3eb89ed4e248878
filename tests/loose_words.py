"""Words of finished pages that would stand alone at a line's end, read out of the HTML apart from what sets them."""

import re
from pathlib import Path

from lxml import html

SILENT = "//head|//script|//style|//pre|//code|//textarea|//svg"
IN_LINES = ("a", "time", "b", "strong", "em", "i", "abbr")
SHORT_END = re.compile(r"(?:^|[^\w\u00a0-])[А-Яа-яЁё]{1,2}[ \n]$")
TORN = re.compile(
    r"(?<![\w\u00a0\u2060;-])[А-Яа-яЁё]{1,2} (?=\w)"  # в школе
    r"|№[ \n]?\w"
    r"|\d–\d|\d:\d\d-\d"
    r"|(?<!\w)[Кк]абинет[еа]? \d"
    r"|\d-(?:й|я|го|му|х|ОД)(?!\w)"
    r"|(?<!\w)\d{1,3} [а-яё]{3}"
)


def loose(site: Path) -> set[str]:
    """Where a line may break on the pages of a site and must not: the address and what stands there."""
    pages = (path for path in site.rglob("*.html") if "admin" not in path.parts)
    return {f"{path.relative_to(site)}: {words}" for path in pages for words in _on_page(path)}


def _on_page(path: Path) -> list[str]:
    page = html.fromstring(path.read_text(encoding="utf-8"))
    for silent in page.xpath(SILENT):
        silent.drop_tree()
    texts = [text for text in page.itertext() if isinstance(text, str)]
    torn = [text[max(0, match.start() - 20) : match.end() + 20] for text in texts for match in TORN.finditer(text)]
    before_tags = [f"{before[-20:]}<{tag.tag}>" for tag in page.iter(*IN_LINES) if (before := _before(tag))]
    return torn + before_tags


def _before(tag: html.HtmlElement) -> str:
    """The text a tag follows, if it ends in a short word and the tag begins with one."""
    previous, parent = tag.getprevious(), tag.getparent()
    text = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    return text if SHORT_END.search(text) and re.match(r"[\w«]", tag.text_content()) else ""
