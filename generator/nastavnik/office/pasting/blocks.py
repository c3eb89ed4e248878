"""HTML of any shape → blocks one after the other: paragraphs, headings, lists, tables, quotations. Boxes are opened.

Lists of cards become headings with what stands under them, lists of captions with values become tables.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy

from nastavnik import messages
from nastavnik.office.pasting.elements import (
    HtmlElement,
    add_text,
    is_element,
    new,
    said,
    says,
    tidy,
)
from nastavnik.office.pasting.screen import BETWEEN
from nastavnik.office.pasting.tables import fitted

INLINE = {"a", "b", "strong", "i", "em", "sub", "sup", "br", "img", "code", "s", "del", "ins", "abbr", "q", "nolink"}
HEADINGS = {f"h{level}" for level in range(2, 7)}
BOXES = {
    *("div", "section", "article", "aside", "header", "footer", "main", "figure", "nav", "details", "address"),
    *("form", "fieldset", "hgroup", "center", "body", "html", "search", "dd", "dt", "li"),
}
KEPT = {
    "a": ("href",),
    "img": ("src", "alt", "width"),
    "abbr": ("title",),
    "ol": ("start", "reversed", "type"),
    "li": ("value",),
    "th": ("scope", "colspan", "rowspan"),
    "td": ("colspan", "rowspan"),
    "nolink": ("nav",),
}
"""Attributes that mean something without styles."""
WIDEST, WIDEST_IN_A_LIST = 320, 160
"""Pixels of a picture, in a narrow window without any style to shrink it."""


class _Flow:
    """Blocks one after the other; words between them gather to paragraphs."""

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        """Whether a line stays that has nothing but words of links that lead nowhere."""
        self.blocks: list[HtmlElement] = []
        self.line: HtmlElement = None

    def text(self, text: str | None) -> None:
        if text and (self.line is not None or text.strip()):
            add_text(self._open(), text)

    def inline(self, element: HtmlElement) -> None:
        _put(self._open(), element)

    def add(self, blocks: list[HtmlElement]) -> None:
        self.close()
        self.blocks += blocks

    def close(self) -> None:
        if self.line is not None and says(self.line) and (self.whole or not _leads_nowhere(self.line)):
            self.blocks.append(self.line)
        self.line = None

    def _open(self) -> HtmlElement:
        if self.line is None:
            self.line = new("p")
        return self.line


def blocks(box: HtmlElement, *, whole: bool = False) -> list[HtmlElement]:
    """What stands in an element as blocks; the first one takes over its `id`."""
    flow = _Flow(whole=whole)
    flow.text(box.text)
    for child in box:
        if is_element(child) and child.tag in BOXES:
            flow.add(blocks(child, whole=whole))
        elif is_element(child) and child.tag in _BLOCKS:
            flow.add(_named(child, _BLOCKS[child.tag](child, whole)))
        else:
            flow.inline(child)
        flow.text(child.tail)
    flow.close()
    return _named(box, flow.blocks)


def _named(source: HtmlElement, elements: list[HtmlElement]) -> list[HtmlElement]:
    if elements and source.get("id") and not elements[0].get("id"):
        elements[0].set("id", source.get("id"))
    return elements


def _leads_nowhere(line: HtmlElement) -> bool:
    """Whether all it says are words of buttons whose pages have no address yet: «Все новости»."""
    links = [each for each in line.iter("nolink") if each.get("nav")]
    return bool(links) and said(line).replace(BETWEEN.strip(), " ").split() == " ".join(map(said, links)).split()


# --- words in a line -----------------------------------------------------------------------------------


def _put(target: HtmlElement, source: HtmlElement) -> None:
    """The source at the end of the target, with elements that mean something in a line only."""
    if not is_element(source):
        remark = deepcopy(source)
        remark.tail = None
        target.append(remark)
    elif source.tag in INLINE:
        copy = new(source.tag, **_attributes(source))
        target.append(copy)
        _put_all(copy, source)
        if source.tag == "img":
            _fit(copy, source)
    else:
        add_text(target, "" if source.tag in ("span", "time", "mark") else " ")
        _put_all(target, source)


def _put_all(target: HtmlElement, source: HtmlElement) -> None:
    add_text(target, source.text)
    for child in source:
        _put(target, child)
        add_text(target, child.tail)


def _attributes(source: HtmlElement) -> dict[str, str]:
    return {name: source.get(name) for name in KEPT.get(source.tag, ()) if source.get(name) is not None}


def _fit(picture: HtmlElement, source: HtmlElement) -> None:
    most = WIDEST_IN_A_LIST if any(above.tag == "li" for above in source.iterancestors()) else WIDEST
    width = source.get("width") or ""
    picture.set("width", str(min(int(width), most) if width.isdigit() else most))


def _line(source: HtmlElement, tag: str) -> HtmlElement:
    element = new(tag, **_attributes(source))
    _put_all(element, source)
    return element


# --- blocks --------------------------------------------------------------------------------------------


def _paragraph(source: HtmlElement, whole: bool) -> list[HtmlElement]:
    element = _line(source, "p")
    return [element] if says(element) and (whole or not _leads_nowhere(element)) else []


def _heading(source: HtmlElement, _: bool) -> list[HtmlElement]:
    element = _line(source, source.tag)
    return [element] if said(element) else []


def _caption(source: HtmlElement, _: bool) -> list[HtmlElement]:
    return _paragraph(source, True)


def _quotation(source: HtmlElement, _: bool) -> list[HtmlElement]:
    element = new("blockquote")
    element.extend(blocks(source, whole=True))
    return [element] if len(element) else []


def _text_as_it_stands(source: HtmlElement, _: bool) -> list[HtmlElement]:
    """Lines of code, each broken where it was: `pre` does not fit into narrow windows."""
    paragraph, code = new("p"), new("code")
    paragraph.append(code)
    for number, line in enumerate("".join(source.itertext()).strip("\n").split("\n")):
        if number:
            code.append(new("br"))
        add_text(code, line)
    return [paragraph] if said(paragraph) else []


def _rule(_: HtmlElement, __: bool) -> list[HtmlElement]:
    return [new("hr")]


def _list(source: HtmlElement, _: bool) -> list[HtmlElement]:
    items = [child for child in source if is_element(child) and child.tag == "li"]
    if items and all(any(True for _ in item.iter(*HEADINGS)) for item in items):
        return [block for item in items for block in _card(item)]
    element = new(source.tag, **_attributes(source))
    for item in items:
        _fill(element, _named_item(item), blocks(item, whole=True))
    return [element] if len(element) else []


def _card(item: HtmlElement) -> list[HtmlElement]:
    """A card of a list: its heading first, then what stood above and below it."""
    parts = blocks(item, whole=True)
    heading = next((part for part in parts if part.tag in HEADINGS), None)
    if heading is None:
        return parts
    if parts[0].get("id") and not heading.get("id"):
        heading.set("id", parts[0].attrib.pop("id"))
    return [heading, *(part for part in parts if part is not heading)]


def _named_item(item: HtmlElement) -> HtmlElement:
    element = new("li", **_attributes(item))
    if item.get("id"):
        element.set("id", item.get("id"))
    return element


def _fill(parent: HtmlElement, element: HtmlElement, parts: list[HtmlElement]) -> None:
    """An item or a cell with its parts; a paragraph alone, or with lists below it, is no paragraph."""
    if not parts and element.tag == "li":
        return
    parent.append(element)
    parts = list(map(tidy, parts))
    if parts and parts[0].tag == "p" and all(part.tag in ("ul", "ol") for part in parts[1:]):
        first = parts.pop(0)
        element.text = first.text
        element.extend(list(first))
    for part in parts:
        if part.get("id") and part.get("id") == element.get("id"):
            del part.attrib["id"]
        element.append(part)


# --- tables --------------------------------------------------------------------------------------------


def _table(source: HtmlElement, _: bool) -> list[HtmlElement]:
    element = new("table")
    for child in source:
        if not is_element(child):
            continue
        if child.tag == "caption":
            element.append(_line(child, "caption"))
        elif child.tag in ("thead", "tbody", "tfoot"):
            part = new(child.tag)
            part.extend(_rows(child, in_head=child.tag == "thead"))
            element.append(part)
        elif child.tag == "tr":
            element.append(_row(child, in_head=False))
    return [fitted(element)] if any(says(cell) for cell in element.iter("td", "th")) else []


def _rows(part: HtmlElement, *, in_head: bool) -> Iterator[HtmlElement]:
    return (_row(row, in_head=in_head) for row in part if is_element(row) and row.tag == "tr")


def _row(source: HtmlElement, *, in_head: bool) -> HtmlElement:
    element = new("tr")
    if source.get("id"):
        element.set("id", source.get("id"))
    for cell in source:
        if is_element(cell) and cell.tag in ("td", "th"):
            copy = new(cell.tag, **_attributes(cell))
            if cell.tag == "th" and not copy.get("scope"):
                copy.set("scope", "col" if in_head else "row")
            _fill(element, copy, blocks(cell, whole=True))
    return element


def _definitions(source: HtmlElement, _: bool) -> list[HtmlElement]:
    """Captions with values: a table, or lines within an item of a list."""
    pairs = list(_pairs(source))
    if any(above.tag == "li" for above in source.iterancestors()):
        return [line for caption, values in pairs for line in _as_lines(caption, values)]
    element, body = new("table"), new("tbody")
    element.append(body)
    for caption, values in pairs:
        row, head, cell = new("tr"), new("th", scope="row"), new("td")
        if caption is not None:
            _put_all(head, caption)
            head.text = messages.capital(head.text or "")
            if caption.get("id"):
                row.set("id", caption.get("id"))
        row.append(head)
        body.append(row)
        _fill(row, cell, [block for value in values for block in blocks(value, whole=True)])
    return [element] if len(body) else []


def _pairs(source: HtmlElement) -> Iterator[tuple[HtmlElement, list[HtmlElement]]]:
    """Each `dt` with its `dd`; boxes around them are opened."""
    caption: HtmlElement = None
    values: list[HtmlElement] = []
    for each in source.iter("dt", "dd"):
        if next(each.iterancestors("dl")) is not source:
            continue
        if each.tag == "dt":
            if caption is not None or values:
                yield caption, values
            caption, values = each, []
        else:
            values.append(each)
    if caption is not None or values:
        yield caption, values


def _as_lines(caption: HtmlElement, values: list[HtmlElement]) -> list[HtmlElement]:
    parts = [block for value in values for block in blocks(value, whole=True)]
    line, bold = new("p"), new("b")
    if caption is not None:
        _put_all(bold, caption)
        add_text(bold, ":")
        line.append(bold)
        bold.tail = " "
    if parts and parts[0].tag == "p":
        first = parts.pop(0)
        add_text(line, first.text)
        line.extend(list(first))
    return [line, *parts]


_BLOCKS: dict[str, Callable[[HtmlElement, bool], list[HtmlElement]]] = {
    "p": _paragraph,
    "figcaption": _caption,
    "blockquote": _quotation,
    "pre": _text_as_it_stands,
    "hr": _rule,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "table": _table,
    **dict.fromkeys(HEADINGS, _heading),
}
_ON_LINES = {"ul", "ol", "table", "thead", "tbody", "tfoot", "tr", "blockquote"}


def laid_out(elements: list[HtmlElement]) -> list[HtmlElement]:
    """The blocks with line breaks between their parts, so that the text of the file can be read and compared."""
    for block in elements:
        for each in [block, *block.iter()]:
            if each.tag in ("p", "li", "td", "th", "caption", *HEADINGS):
                tidy(each)
        for each in block.iter(*_ON_LINES):
            each.text = "\n"
            for child in each:
                child.tail = "\n"
    return elements
