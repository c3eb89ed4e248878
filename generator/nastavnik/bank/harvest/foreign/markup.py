"""What a page says to machines: JSON-LD and microdata → plain nodes `{"@type": …, property: value or values}`.

Pages are scanned here and not by `html.parser`, which looks through the rest of a page again for every tag that is not
closed (CVE-2025-6069): as the HTML standard has it (13.2.5), each sign is taken once, whatever stands there.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from nastavnik import messages

MarkupNode = dict[str, Any]

DEEPEST = 12  # nodes inside nodes
OPEN = 20  # elements inside one another whose text is a property; schema.org's own examples have two
LONGEST = 60_000  # characters of one property; a practice takes no longer text
MOST_ATTRIBUTES = 300_000  # of all tags of a page
MOST_TAGS = 100_000  # a page of a school has some thousand
MOST_VALUES = 50_000  # separate values of one JSON-LD script
_OPENING = re.compile(r"<(?:(?P<comment>!--)|(?P<end>/?)(?P<tag>[a-zA-Z][^\s/>]*)|[!?/])")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?P<name>[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]*+)))?+"""
)
_TAG_ENDS = re.compile(r"[\s/]*+>")
_RAW_ENDS = {tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE) for tag in ("script", "style")}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_ADDRESS = {"a": "href", "link": "href", "area": "href", "img": "src", "audio": "src", "video": "src", "object": "data"}
_VALUE = {"meta": "content", "time": "datetime", "data": "value", "meter": "value"}


class MarkupRefused(Exception):
    """A page has more markup than is read; the message is a Russian sentence."""


def roots(html: str) -> list[Any]:
    """What the scripts and the microdata of a page hold, in its order. Raises `MarkupRefused` where it is too much."""
    if html.count("<") > MOST_TAGS:
        raise MarkupRefused(messages.TOO_MUCH_MARKUP)
    page = _Page()
    page.scan(html)
    return [*map(_loaded, page.scripts), *page.roots]


def nodes(roots: Iterable[Any], wanted: str) -> list[MarkupNode]:
    """Nodes of the schema.org type `wanted` in what `roots` gave, in its order."""
    return [node for root in roots for node in _walk(root, 0) if wanted in types(node)]


def types(node: MarkupNode) -> set[str]:
    """Names of a node's types without the vocabulary's address."""
    return {re.split(r"[/#:]", name)[-1] for name in several(node.get("@type")) if isinstance(name, str)}


def several(value: Any) -> list[Any]:
    """A property's values: one, many or none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def text(value: Any) -> str:
    """The words of a value: a text, or the name of a node."""
    for _ in range(DEEPEST):
        if isinstance(value, dict):
            value = value.get("name") or value.get("text") or value.get("@value")
        elif isinstance(value, list):
            value = value[0] if value else ""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _loaded(script: str) -> Any:
    if sum(map(script.count, "{[,")) > MOST_VALUES:
        return None
    try:
        return json.loads(script)
    except (ValueError, RecursionError):
        return None


def _walk(value: Any, depth: int) -> Iterator[MarkupNode]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _walk(inner, depth + 1)
    elif isinstance(value, dict):
        yield value
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _walk(inner, depth + 1)


class _Open:
    """An element that is not closed yet: the node it begins, the property it fills, where its text begins."""

    def __init__(self, tag: str, node: MarkupNode | None, properties: list[str], begins: int) -> None:
        self.tag, self.node, self.properties, self.begins = tag, node, properties, begins


class _Page:
    """Scripts with JSON-LD and the tree of microdata; each sign of the page is looked at a few times at most."""

    def __init__(self) -> None:
        self.scripts: list[str] = []
        self.roots: list[MarkupNode] = []
        self._open: list[_Open] = []
        self._tags: Counter[str] = Counter()
        self._holders: list[MarkupNode] = []
        self._filling = self._met = 0
        self._texts: list[str] = []

    def scan(self, html: str) -> None:
        """Read a page from its beginning to its end."""
        at = 0
        while opening := _OPENING.search(html, at):
            self._text(html[at : opening.start()])
            at = self._markup(html, opening)
        self._text(html[at:])

    def _markup(self, html: str, opening: re.Match[str]) -> int:
        """Take what begins with a bracket; where it ends. What never ends takes the rest of the page with it."""
        if opening["comment"]:
            return _after(html, "-->", opening.end())
        if not opening["tag"]:
            return _after(html, ">", opening.end())
        tag = opening["tag"].lower()
        attributes, at = self._attributes(html, opening.end())
        if opening["end"]:
            self._end(tag)
        elif tag in _RAW_ENDS:
            end = _RAW_ENDS[tag].search(html, at)
            if tag == "script" and attributes.get("type", "").strip().lower() == "application/ld+json":
                self.scripts.append(html[at : end.start() if end else len(html)])
            at = end.end() if end else len(html)
        else:
            self._start(tag, attributes)
        return at

    def _attributes(self, html: str, at: int) -> tuple[dict[str, str], int]:
        """Attributes of the tag whose name ends at a place, and where the tag ends. Raises `MarkupRefused`."""
        attributes: dict[str, str] = {}
        while not (end := _TAG_ENDS.match(html, at)):
            attribute = _ATTRIBUTE.match(html, at)
            if not attribute:
                return attributes, len(html)
            at = attribute.end()
            self._met += 1
            if self._met > MOST_ATTRIBUTES:
                raise MarkupRefused(messages.TOO_MUCH_MARKUP)
            value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
            attributes.setdefault(attribute["name"].lower(), unescape(value[:LONGEST]))
        return attributes, end.end()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        node: MarkupNode | None = (
            {"@type": attributes.get("itemtype", "").split()} if "itemscope" in attributes else None
        )
        properties = attributes.get("itemprop", "").split()[:OPEN]
        if node is not None and not properties:
            self.roots.append(node)
        if node is not None and properties:
            self._fill(properties, node)
        elif properties and (value := self._value(tag, attributes)) is not None:
            self._fill(properties, value)
            properties = []
        if tag not in _VOID and len(self._open) < 1000:
            self._begin(tag, node, [] if node is not None else properties)

    def _begin(self, tag: str, node: MarkupNode | None, properties: list[str]) -> None:
        properties = properties if self._filling < OPEN else []
        self._filling += bool(properties)
        self._tags[tag] += 1
        self._open.append(_Open(tag, node, properties, len(self._texts)))
        if node is not None:
            self._holders.append(node)

    def _end(self, tag: str) -> None:
        while self._tags[tag]:
            element = self._open.pop()
            self._tags[element.tag] -= 1
            self._ended(element)
            if element.tag == tag:
                return

    def _ended(self, element: _Open) -> None:
        if element.node is not None:
            self._holders.pop()
        if element.properties:
            self._filling -= 1
            self._fill(element.properties, " ".join(unescape(_beginning(self._texts, element.begins)).split()))
        if not self._filling:
            self._texts.clear()

    def _text(self, text: str) -> None:
        if self._filling and text:
            self._texts.append(text)

    def _value(self, tag: str, attributes: dict[str, str]) -> str | None:
        """A value that stands in an attribute."""
        if "content" in attributes:
            return attributes["content"]
        attribute = _ADDRESS.get(tag) or _VALUE.get(tag)
        return attributes.get(attribute) if attribute else None

    def _fill(self, properties: list[str], value: Any) -> None:
        if not self._holders:
            return
        holder = self._holders[-1]
        for name in properties:
            if name not in holder:
                holder[name] = value
            elif isinstance(holder[name], list):
                holder[name].append(value)
            else:
                holder[name] = [holder[name], value]


def _after(html: str, sign: str, at: int) -> int:
    """Where the next such sign has ended, or the page."""
    end = html.find(sign, at)
    return len(html) if end < 0 else end + len(sign)


def _beginning(texts: list[str], begins: int) -> str:
    """Texts from one on, joined, as far as a property may be long."""
    pieces, size = [], 0
    for at in range(begins, len(texts)):
        pieces.append(texts[at])
        size += len(texts[at])
        if size > LONGEST:
            break
    return "".join(pieces)[: LONGEST + 1]
