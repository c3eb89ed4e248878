"""Styles of an OpenDocument file: what is bold or centred, how wide columns are, what lists print."""

import re
from typing import Any

from nastavnik.importing.grid import NO_OUTLINE
from nastavnik.importing.word_lists import FORMATS, symbol

OdfElement = Any  # an element of odfdo
LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?:cm|mm|in|pt|pc|px|\*)?$")
LONGEST_CHAIN = 20  # styles based on styles; a circle ends there
NUMBER_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
MOST_COLUMNS = 200


class OdfStyles:
    """The styles of one document. Ask for markers once for each item and in their order."""

    def __init__(self, document: Any) -> None:
        parts = set(document.get_parts())  # a package may do without styles of its own
        roots = [document.get_part(part).root for part in ("styles.xml", "content.xml") if part in parts]
        self.styles: dict[str, OdfElement] = {}
        self.lists: dict[str, dict[int, OdfElement]] = {}
        for root in roots:
            for style in root.get_elements("//style:style"):
                self.styles[style.get_attribute("style:name") or ""] = style
            for style in root.get_elements("//text:list-style"):
                levels = {int(level.get_attribute("text:level") or 1) - 1: level for level in style.children}
                self.lists[style.get_attribute("style:name") or ""] = levels
        self.counters: dict[str, dict[int, int]] = {}

    def is_bold(self, name: str) -> bool:
        return self._property(name, "style:text-properties", "fo:font-weight") in ("bold", "700", "800", "900")

    def is_italic(self, name: str) -> bool:
        return self._property(name, "style:text-properties", "fo:font-style") in ("italic", "oblique")

    def outline(self, element: OdfElement) -> int:
        """0 for a paragraph in the style of titles, 1 to 10 for headings, `NO_OUTLINE` for text."""
        if element.tag == "text:h":
            return int(element.get_attribute("text:outline-level") or 1)
        name = element.get_attribute("text:style-name") or ""
        for _ in range(LONGEST_CHAIN):
            if name == "Title":
                return 0
            style = self.styles.get(name)
            name = (style.get_attribute("style:parent-style-name") or "") if style is not None else ""
        return NO_OUTLINE

    def is_centred(self, name: str) -> bool:
        return self._property(name, "style:paragraph-properties", "fo:text-align") == "center"

    def starts_page(self, name: str) -> bool:
        style = self.styles.get(name)
        master = style.get_attribute("style:master-page-name") if style is not None else None
        return bool(master) or self._property(name, "style:paragraph-properties", "fo:break-before") == "page"

    def widths(self, table: OdfElement) -> list[float]:
        """Widths of the columns in one unit; 0 where the document does not say."""
        widths: list[float] = []
        for column in table.get_elements("table:table-column|table:table-columns//table:table-column"):
            name = column.get_attribute("table:style-name") or ""
            width = LENGTH.match(self._property(name, "style:table-column-properties", "style:column-width"))
            repeated = min(int(column.get_attribute("table:number-columns-repeated") or 1), MOST_COLUMNS)
            widths += [float(width[1]) if width else 0.0] * repeated
        return widths

    def begin(self, element: OdfElement, style: str, level: int) -> None:
        """A list begins: its items are counted from the start unless it goes on with another one."""
        goes_on = element.get_attribute("text:continue-numbering") or element.get_attribute("text:continue-list")
        if not goes_on or goes_on == "false":
            counters = self.counters.setdefault(style, {})
            for deeper in [known for known in counters if known >= level]:
                del counters[deeper]

    def marker(self, style: str, level: int, item: OdfElement) -> str:
        """What stands before an item: «2)», «1.3.», «–»; "" for a list that prints nothing."""
        levels = self.lists.get(style, {})
        form = levels.get(level)
        if form is None:
            return ""
        if form.tag == "text:list-level-style-bullet":
            return symbol(form.get_attribute("text:bullet-char") or "•")
        counters = self.counters.setdefault(style, {})
        start = item.get_attribute("text:start-value") or ""
        first = int(form.get_attribute("text:start-value") or 1)
        counters[level] = int(start) if start else counters.get(level, first - 1) + 1
        for deeper in [known for known in counters if known > level]:
            del counters[deeper]
        return _number(levels, counters, level)

    def _property(self, name: str, group: str, key: str) -> str:
        for _ in range(LONGEST_CHAIN):
            style = self.styles.get(name)
            if style is None:
                return ""
            for properties in style.children:
                if properties.tag == group and properties.get_attribute(key):
                    return str(properties.get_attribute(key))
            name = style.get_attribute("style:parent-style-name") or ""
        return ""


def _number(levels: dict[int, OdfElement], counters: dict[int, int], level: int) -> str:
    form = levels[level]
    shown = int(form.get_attribute("text:display-levels") or 1)
    signs = [
        FORMATS[NUMBER_FORMATS[own]](counters.get(depth, 1))
        for depth in range(max(level - shown + 1, 0), level + 1)
        if (own := (levels[depth].get_attribute("style:num-format") or "") if depth in levels else "1")
        in NUMBER_FORMATS
    ]
    prefix = form.get_attribute("style:num-prefix") or ""
    return f"{prefix}{'.'.join(signs)}{form.get_attribute('style:num-suffix') or ''}".strip() if signs else ""
