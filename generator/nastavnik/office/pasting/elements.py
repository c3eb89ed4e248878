"""Elements of HTML, as lxml has them: small questions and moves the rest of this folder is made of."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

HtmlElement = Any
"""lxml has no types of its own."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def new(tag: str, **attributes: str) -> HtmlElement:
    """An element that stands nowhere yet."""
    return etree.Element(tag, attributes)


def is_element(node: HtmlElement) -> bool:
    """Whether it is no comment."""
    return isinstance(node.tag, str)


def classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def said(element: HtmlElement) -> str:
    """The words in it, blanks joined; comments say nothing."""
    return _BLANKS.sub(" ", "".join(element.xpath(".//text()[not(parent::comment())]"))).strip()


def says(element: HtmlElement) -> bool:
    """Whether a reader gets anything of it: words or a picture."""
    return bool(said(element)) or element.find(".//img") is not None


def add_text(element: HtmlElement, text: str | None) -> None:
    """Words after everything that is in the element."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def put_before(element: HtmlElement, text: str) -> None:
    """Words before the element, in the one that holds it."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text


def take_out(element: HtmlElement) -> None:
    """The element is gone, what stands behind it stays."""
    if element.tail:
        put_before(element, element.tail)
    element.getparent().remove(element)


def unwrap(element: HtmlElement) -> None:
    """What is in the element stands where it stood."""
    parent = element.getparent()
    put_before(element, element.text or "")
    place = parent.index(element)
    for child in list(element):
        parent.insert(place, child)
        place += 1
    element.text = None
    take_out(element)


def descendants(element: HtmlElement, *tags: str) -> Iterator[HtmlElement]:
    """Elements below it, listed before anything is moved."""
    return iter([each for each in element.iter(*tags) if each is not element and is_element(each)])


def tidy(block: HtmlElement) -> HtmlElement:
    """The same block with one blank where there were several, and none at its ends and beside line breaks."""
    for each in block.iter():
        if is_element(each):
            each.text = _BLANKS.sub(" ", each.text) if each.text else each.text
        if each is not block and each.tail:
            each.tail = _BLANKS.sub(" ", each.tail)
    for each in block.iter("br"):
        each.tail = (each.tail or "").lstrip(" ")
        _strip_before(each)
    _strip_ends(block)
    return block


def _strip_before(element: HtmlElement) -> None:
    previous, parent = element.getprevious(), element.getparent()
    if previous is None:
        parent.text = (parent.text or "").rstrip(" ")
    else:
        previous.tail = (previous.tail or "").rstrip(" ")


def _strip_ends(block: HtmlElement) -> None:
    block.text = (block.text or "").lstrip(" ")
    if len(block):
        block[-1].tail = (block[-1].tail or "").rstrip(" ")
    else:
        block.text = block.text.rstrip(" ")
