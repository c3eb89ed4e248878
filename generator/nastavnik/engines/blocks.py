"""Blocks of hand-written pages (`text.blocks`) as an extension of Python-Markdown, over `pymdownx.blocks`.

What the words need is made here: a box, cards, steps, folded questions. What only the section knows — people, files,
headings of the finished page — is left as a mark and put in by `engines.block_contents`.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from pymdownx.blocks import BlocksProcessor, BlocksTreeprocessor
from pymdownx.blocks.block import Block

from nastavnik import messages
from nastavnik.text import blocks

MARK = "data-block"
"""The attribute of an empty element in whose place the section puts something."""
FILE = "data-file"
"""The attribute of an item of a list of files: what its link names, as written."""
_HEADING = re.compile(r"h[1-6]\Z")
_NEVER = re.compile(r"(?!)")


class PageBlocks(Extension):
    """Lets pages have blocks; other blocks of the library, which begin with `///`, stay as they are."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        self.processor = BlocksProcessor(md.parser, md)
        self.processor.start = re.compile(rf"(?:^|\n) {{0,3}}{blocks.OPENS}(?:\n|\Z)")
        self.processor.end = re.compile(rf"(?:^|\n) {{0,3}}{blocks.CLOSES}(?:\n|\Z)")
        self.processor.yaml_line = _NEVER  # what is indented below the name is text, not options
        for name in blocks.NAMES:
            self.processor.register(type(name, (_KINDS.get(name, _Plain),), {"NAME": name}), {})
        md.parser.blockprocessors.register(self.processor, "nastavnik_blocks", 89.98)
        md.treeprocessors.register(BlocksTreeprocessor(md, self.processor), "nastavnik_blocks", 19.98)
        md.registerExtension(self)

    def reset(self) -> None:
        """Forget the page before; the library calls this."""
        self.processor._reset()


class _Plain(Block):  # type: ignore[misc]
    """A box of its class with a heading, if one is written behind the name."""

    ARGUMENT = None
    heading = ""

    def on_create(self, parent: Element) -> Element:
        box = SubElement(parent, "div", {"class": f"b-{self.NAME}"})
        if title := self.argument or self.heading:
            SubElement(box, "h2", {"class": "b-title"}).text = title
        return box

    def on_inline_end(self, block: Element) -> None:
        for child in block:
            if child.tag in ("ol", "ul"):
                child.set("class", "b-list")

    @staticmethod
    def mark(box: Element, name: str) -> None:
        """Leave a place in the box for what the section knows."""
        SubElement(box, "div", {MARK: name})


class _Call(_Plain):
    """The most important in a minute; the first telephone of the passport unless the words have one."""

    heading = messages.BLOCK_CALL

    def on_inline_end(self, block: Element) -> None:
        super().on_inline_end(block)
        if not any(link.get("href", "").startswith("tel:") for link in block.iter("a")):
            self.mark(block, "phone")


class _Contact(_Plain):
    """The people of the passport, unless the page says by itself whom to ask."""

    def on_inline_end(self, block: Element) -> None:
        if all(_is_title(child) for child in block):
            self.mark(block, self.NAME)


class _Contents(_Plain):
    """Headings of the page, whatever is written in the block."""

    def on_inline_end(self, block: Element) -> None:
        for child in [child for child in block if not _is_title(child)]:
            block.remove(child)
        self.mark(block, self.NAME)


class _Files(_Plain):
    """Files a row each: items with a link."""

    def on_inline_end(self, block: Element) -> None:
        for items in block.iter("ul"):
            items.set("class", "files")
            for item in items:
                link = next(item.iter("a"), None)
                item.set(FILE, "" if link is None else link.get("href", ""))


class _Questions(_Plain):
    """Every heading with what stands below it, folded."""

    def on_inline_end(self, block: Element) -> None:
        children = list(block)
        level = min((child.tag for child in children if _is_question(child)), default="")
        folded: Element | None = None
        for child in children:
            if child.tag == level and not _is_title(child):
                folded = SubElement(block, "details")
                block.remove(child)
                SubElement(folded, "summary").append(child)
            elif folded is not None:
                block.remove(child)
                folded.append(child)


_KINDS: dict[str, type[_Plain]] = {
    "call": _Call,
    "contact": _Contact,
    "contents": _Contents,
    "files": _Files,
    "questions": _Questions,
}


def _is_title(child: Element) -> bool:
    return child.get("class") == "b-title"


def _is_question(child: Element) -> bool:
    return bool(_HEADING.match(child.tag)) and not _is_title(child)
