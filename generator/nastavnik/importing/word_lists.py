"""Lists made by Word: the number or bullet a reader sees before a paragraph, which its text does not hold.

Counting as in ECMA-376 part 1, 17.9: all lists of one abstract definition share their counters until an
override restarts them; a paragraph gets its list directly or through its style.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nastavnik.importing.word_file import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
SYMBOLS = {  # signs of the fonts Symbol and Wingdings stand in the private area of Unicode
    "\uf0b7": "·",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf02d": "-",
    "\uf0be": "—",
    "\uf0a8": "◻",
    "\uf076": "❖",
}
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LONGEST_CHAIN = 20  # styles based on styles; a circle ends there
LARGEST_NUMBER = 10_000


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: its first number, the number format and the text around the number."""

    start: int
    number_format: str
    text: str
    legal: bool
    style: str


def symbol(sign: str) -> str:
    """A sign of a symbol font as a sign any font has."""
    return SYMBOLS.get(sign, "•" if "\uf000" <= sign <= "\uf0ff" else sign)


class Lists:
    """The lists of one document. Ask for its paragraphs once each and in their order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self.definitions = _definitions(numbering)
        self.lists = {
            element.get(W + "numId", ""): value(element, "abstractNumId") for element in children(numbering, "num")
        }
        """Number of a list → number of its abstract definition."""
        self.overrides = _overrides(numbering)
        self.styles = {
            style.get(W + "styleId", ""): (style.find(f"{W}pPr/{W}numPr"), value(style, "basedOn"))
            for style in children(styles, "style")
        }
        """Id of a style → (its numbering properties, id of the style it is based on)."""
        self.counters: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: Element) -> tuple[str, int]:
        """What stands before the paragraph and the level of its list: («2)», 0); («», -1) outside lists."""
        number, depth = self._place(paragraph)
        definition = self.lists.get(number, "")
        levels = self.definitions.get(definition, {})
        level = levels.get(depth)
        if level is None:
            return "", -1
        counters = self._count(definition, number, depth, level.start)
        if level.number_format == "bullet":
            return "".join(map(symbol, level.text.strip())) or "•", depth
        return _text(levels, counters, level), depth

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """Number of the list and level: from the paragraph, else from its style."""
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle")
        own = None if properties is None else properties.find(W + "numPr")
        number, depth = value(own, "numId"), value(own, "ilvl")
        number = number or self._of_style(style, "numId")
        if not number or number == "0":
            return "", 0
        depth = depth or self._of_style(style, "ilvl") or self._linked(number, style)
        return number, _whole(depth, 0)

    def _of_style(self, style: str, name: str) -> str:
        for _ in range(LONGEST_CHAIN):
            properties, parent = self.styles.get(style, (None, ""))
            numbered = value(properties, name)
            if numbered or not parent:
                return numbered
            style = parent
        return ""

    def _linked(self, number: str, style: str) -> str:
        """The level that a definition keeps for a style (headings «1», «1.1» are made so)."""
        levels = self.definitions.get(self.lists.get(number, ""), {})
        return next((str(depth) for depth, level in levels.items() if style and level.style == style), "0")

    def _count(self, definition: str, number: str, depth: int, start: int) -> dict[int, int]:
        counters = self.counters.setdefault(definition, {})
        override = self.overrides.get((number, depth))
        if override is not None and (number, depth) not in self.begun:
            counters[depth] = override - 1
        self.begun.add((number, depth))
        counters[depth] = min(counters.get(depth, start - 1) + 1, LARGEST_NUMBER)
        for deeper in [known for known in counters if known > depth]:
            del counters[deeper]
        return counters


def _text(levels: dict[int, ListLevel], counters: dict[int, int], level: ListLevel) -> str:
    def number(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        own = levels.get(depth, level)
        form = "decimal" if level.legal else own.number_format
        return FORMATS.get(form, str)(counters.get(depth, own.start))

    return re.sub(r"%(\d)", number, level.text).strip()


def _letters(alphabet: str) -> Callable[[int], str]:
    """1 → «а», 2 → «б», past the end the letter doubles as Word does it."""
    return lambda number: (
        alphabet[(number - 1) % len(alphabet)] * min((number - 1) // len(alphabet) + 1, 9) if number > 0 else ""
    )


def _roman(number: int) -> str:
    signs = ""
    for worth, sign in ROMAN:
        count, number = divmod(number, worth)
        signs += sign * count
    return signs


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters(LATIN),
    "upperLetter": _letters(LATIN.upper()),
    "russianLower": _letters(RUSSIAN),
    "russianUpper": _letters(RUSSIAN.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}


def _definitions(numbering: Element | None) -> dict[str, dict[int, ListLevel]]:
    """Number of an abstract definition → its levels; links to list styles are followed once."""
    definitions, named, links = {}, {}, {}
    for element in children(numbering, "abstractNum"):
        name = element.get(W + "abstractNumId", "")
        levels = element.iterchildren(W + "lvl")
        definitions[name] = {_whole(level.get(W + "ilvl"), 0): _level(level) for level in levels}
        named[value(element, "styleLink")] = name
        links[name] = value(element, "numStyleLink")
    for name, link in links.items():
        if link and link in named:
            definitions[name] = definitions[named[link]]
    return definitions


def _level(element: Element) -> ListLevel:
    return ListLevel(
        start=_whole(value(element, "start"), 0 if element.find(W + "start") is None else 1),
        number_format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        legal=element.find(W + "isLgl") is not None,
        style=value(element, "pStyle"),
    )


def _overrides(numbering: Element | None) -> dict[tuple[str, int], int]:
    """(number of a list, level) → the number it restarts with."""
    overrides = {}
    for element in children(numbering, "num"):
        for override in element.iterchildren(W + "lvlOverride"):
            start = value(override, "startOverride")
            if start:
                key = (element.get(W + "numId", ""), _whole(override.get(W + "ilvl"), 0))
                overrides[key] = _whole(start, 1)
    return overrides


def value(parent: Element | None, path: str) -> str:
    """The `val` of the first element at a path below `parent`, as `jc` or `pPr/jc`; "" where there is none."""
    child = None if parent is None else parent.find("/".join(W + name for name in path.split("/")))
    return "" if child is None else child.get(VAL, "")


def children(part: Element | None, name: str) -> Iterable[Element]:
    """Elements of one name directly in the root of a part; none of a part the document does not have."""
    return () if part is None else part.iterchildren(W + name)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise
