"""What a page says to machines: JSON-LD and microdata → plain nodes `{"@type": …, property: value or values}`."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

MarkupNode = dict[str, Any]

DEEPEST = 12  # nodes inside nodes
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_ADDRESS = {"a": "href", "link": "href", "area": "href", "img": "src", "audio": "src", "video": "src", "object": "data"}
_VALUE = {"meta": "content", "time": "datetime", "data": "value", "meter": "value"}


def nodes(html: str, wanted: str) -> list[MarkupNode]:
    """Nodes of the schema.org type `wanted` on a page, in its order."""
    page = _Page()
    page.feed(html)
    page.close()
    roots = [*map(_loaded, page.scripts), *page.roots]
    return [node for root in roots for node in _walk(root, 0) if wanted in types(node)]


def types(node: MarkupNode) -> set[str]:
    """Names of a node's types without the vocabulary's address."""
    return {re.split(r"[/#:]", name)[-1] for name in several(node.get("@type")) if isinstance(name, str)}


def several(value: Any) -> list[Any]:
    """A property's values: one, many or none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def text(value: Any) -> str:
    """The words of a value: a text, or the name of a node."""
    if isinstance(value, dict):
        return text(value.get("name") or value.get("text") or value.get("@value"))
    if isinstance(value, list):
        return text(value[0]) if value else ""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _loaded(script: str) -> Any:
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
    """An element that is not closed yet: the node it begins, the property it fills, the text met so far."""

    def __init__(self, tag: str, node: MarkupNode | None, properties: list[str]) -> None:
        self.tag, self.node, self.properties = tag, node, properties
        self.text: list[str] = []


class _Page(HTMLParser):
    """Scripts with JSON-LD and the tree of microdata."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.roots: list[MarkupNode] = []
        self._open: list[_Open] = []
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "script":
            self._script = [] if attributes.get("type", "").strip().lower() == "application/ld+json" else None
            return
        node: MarkupNode | None = (
            {"@type": attributes.get("itemtype", "").split()} if "itemscope" in attributes else None
        )
        properties = attributes.get("itemprop", "").split()
        if node is not None and not properties:
            self.roots.append(node)
        if node is not None and properties:
            self._fill(properties, node)
        elif properties and (value := self._value(tag, attributes)) is not None:
            self._fill(properties, value)
            properties = []
        if tag not in _VOID and len(self._open) < 1000:
            self._open.append(_Open(tag, node, [] if node is not None else properties))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.scripts.append("".join(self._script))
            self._script = None
        if not any(element.tag == tag for element in self._open):
            return
        while self._open:
            element = self._open.pop()
            if element.properties:
                self._fill(element.properties, " ".join("".join(element.text).split()))
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
            return
        for element in self._open:
            if element.properties:
                element.text.append(data)

    def _value(self, tag: str, attributes: dict[str, str]) -> str | None:
        """A value that stands in an attribute."""
        if "content" in attributes:
            return attributes["content"]
        attribute = _ADDRESS.get(tag) or _VALUE.get(tag)
        return attributes.get(attribute) if attribute else None

    def _fill(self, properties: list[str], value: Any) -> None:
        holder = next((element.node for element in reversed(self._open) if element.node is not None), None)
        if holder is not None:
            for name in properties:
                known = holder.get(name)
                holder[name] = value if known is None else [*several(known), value]
