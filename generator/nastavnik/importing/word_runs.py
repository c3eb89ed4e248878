"""A paragraph of a Word document → its runs: text in one look, links, pictures, as a reader sees them on paper.

Looks come from the run itself or from its style (ECMA-376 part 1, 17.3.2); an address from the relation of a link or
from the instruction of a field, as old documents have it (17.16).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from nastavnik.importing.grid import NO_OUTLINE, NOT_BLANK, EmbeddedPicture, TextRun
from nastavnik.importing.word_file import Element, WordFile
from nastavnik.importing.word_lists import LONGEST_CHAIN, VAL, W, children, symbol, value

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
TEXT_BOX = W + "txbxContent"
UNSEEN = {W + name for name in ("pPr", "rPr", "instrText", "delText", "del", "moveFrom", "rt")}
SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}
HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
LEVEL_OF_NAME = re.compile(r"(?:heading|заголовок)\s*(\d)", re.IGNORECASE)
TITLES = ("title", "название", "заголовок")


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    link: str = ""


class WordRuns:
    """Reads paragraphs of one document. Ask in their order: a field may begin in one and end in the next."""

    def __init__(self, word: WordFile) -> None:
        self.links, self.media = word.links, word.media
        self.hidden = styles_that(word.styles, lambda style: is_on(style, f"{W}rPr/{W}vanish"))
        self.bold = styles_that(word.styles, lambda style: is_on(style, f"{W}rPr/{W}b") and _of_letters(style))
        self.italic = styles_that(word.styles, lambda style: is_on(style, f"{W}rPr/{W}i") and _of_letters(style))
        self.footnotes = _notes(word.footnotes, "footnote") | _notes(word.endnotes, "endnote")
        self.fields: list[str] = []
        """Addresses of the fields that are open, "" for those that are no links."""

    def of(self, paragraph: Element, boxes: list[Element], footnotes: list[str]) -> Iterator[TextRun]:
        """What is printed of a paragraph; text boxes and footnotes on the way are collected."""
        return self._below(paragraph, _Look(), boxes, footnotes)

    def _below(self, parent: Element, look: _Look, boxes: list[Element], footnotes: list[str]) -> Iterator[TextRun]:
        for element in parent.iterchildren():
            tag = element.tag
            if tag in (BLIP, IMAGE_DATA):
                yield from self._picture(element)
            elif tag in (W + "fldChar", W + "instrText"):
                self._field(element)
            elif tag == TEXT_BOX:
                boxes.append(element)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                footnotes += filter(None, [self.footnotes.get((tag, element.get(W + "id", "")))])
            elif tag == MC + "AlternateContent":
                yield from self._below(alternative(element), look, boxes, footnotes)
            elif (text := _text(element)) is not None:
                yield self._run(text, look)
            elif isinstance(tag, str) and tag not in UNSEEN and not self._is_hidden(element):
                yield from self._below(element, self._look(element, look), boxes, footnotes)

    def _run(self, text: str, look: _Look) -> TextRun:
        link = look.link or next((link for link in reversed(self.fields) if link), "")
        return TextRun(text.translate(NOT_BLANK), look.bold, look.italic, link)

    def _look(self, element: Element, above: _Look) -> _Look:
        if element.tag == W + "hyperlink":
            return replace(above, link=self.links.get(element.get(RELATION + "id", ""), ""))
        if element.tag == W + "fldSimple":
            address = HYPERLINK.search(element.get(W + "instr", ""))
            return replace(above, link=address[1]) if address else above
        properties = element.find(W + "rPr") if element.tag == W + "r" else None
        if properties is None:
            return above
        style = value(properties, "rStyle")
        bold, italic = (_toggled(properties, name) for name in ("b", "i"))
        return replace(
            above,
            bold=style in self.bold if bold is None else bold,
            italic=style in self.italic if italic is None else italic,
        )

    def _is_hidden(self, element: Element) -> bool:
        properties = element.find(W + "rPr") if element.tag == W + "r" else None
        if properties is None:
            return False
        return is_on(properties, W + "vanish") or value(properties, "rStyle") in self.hidden

    def _picture(self, element: Element) -> Iterator[TextRun]:
        name, data = self.media.get(element.get(RELATION + "embed") or element.get(RELATION + "id", ""), ("", b""))
        if data:
            yield TextRun("", picture=EmbeddedPicture(name, _alt(element), data))

    def _field(self, element: Element) -> None:
        """Fields inside fields: «begin», the instruction in pieces, «separate», what is seen, «end»."""
        if element.tag == W + "instrText":
            address = HYPERLINK.search(element.text or "")
            if self.fields and address:
                self.fields[-1] = address[1]
            return
        kind = element.get(W + "fldCharType", "")
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()


class Outline:
    """Levels of headings: by the paragraph, else by the names and properties of its style and those it is based on."""

    def __init__(self, styles: Element | None) -> None:
        self.styles = {style.get(W + "styleId", ""): style for style in children(styles, "style")}

    def level(self, paragraph: Element) -> int:
        """0 for the title of the document, 1 to 9 for headings, `NO_OUTLINE` for text."""
        own = value(paragraph, "pPr/outlineLvl")
        return _level(own) if own else self._of_style(value(paragraph, "pPr/pStyle"))

    def _of_style(self, id: str) -> int:
        for _ in range(LONGEST_CHAIN):
            style = self.styles.get(id)
            if style is None:
                return NO_OUTLINE
            name = value(style, "name").strip()
            numbered = LEVEL_OF_NAME.match(name)
            if numbered or name.lower() in TITLES:
                return int(numbered[1]) if numbered else 0
            if own := value(style, "pPr/outlineLvl"):
                return _level(own)
            id = value(style, "basedOn")
        return NO_OUTLINE


def _level(text: str) -> int:
    """Levels are counted from 0; the tenth is running text."""
    return int(text) + 1 if text.isascii() and text.isdigit() and int(text) < 9 else NO_OUTLINE


def _text(element: Element) -> str | None:
    """What an element prints by itself; None for one that holds others."""
    tag = element.tag
    if tag in (W + "t", MATH_TEXT):
        return element.text or ""
    return _sign(element) if tag == W + "sym" else SIGNS.get(tag)


def _alt(element: Element) -> str:
    """What somebody wrote about a picture: as Word has it today, or as it had it before 2007."""
    for above in element.iterancestors():
        if above.tag == W + "drawing":
            described = next(above.iter(DRAWN), None)
            return "" if described is None else " ".join((described.get("descr") or "").split())
        if above.get("alt"):
            return " ".join(above.get("alt").split())
    return ""


def alternative(element: Element) -> Element:
    """Word writes a text box twice, for new and for old programs: the first one that has a box or text."""
    for choice in element.iterchildren():
        if any(True for _ in choice.iter(W + "t")):
            return choice
    return element if len(element) == 0 else element[0]


def _sign(element: Element) -> str:
    try:
        return symbol(chr(int(element.get(W + "char", "2022"), 16)))
    except (ValueError, OverflowError):
        return "•"


def styles_that(styles: Element | None, are_wanted: Callable[[Element], bool]) -> set[str]:
    """Ids of the styles that are wanted."""
    return {style.get(W + "styleId", "") for style in children(styles, "style") if are_wanted(style)}


def _of_letters(style: Element) -> bool:
    return bool(style.get(W + "type") == "character")


def _notes(part: Element | None, name: str) -> dict[tuple[str, str], str]:
    """(tag of the reference, id) → text of the footnote."""
    texts = {}
    for note in children(part, name):
        text = "".join(element.text or "" for element in note.iter(W + "t"))
        texts[f"{W}{name}Reference", note.get(W + "id", "")] = " ".join(text.translate(NOT_BLANK).split())
    return texts


def is_on(parent: Element, path: str) -> bool:
    """Whether a toggle below an element is there and not switched off."""
    element = parent.find(path)
    return element is not None and element.get(VAL, "1") not in ("0", "false", "off", "none")


def _toggled(properties: Element, name: str) -> bool | None:
    """A toggle of the run itself; None where only its style may say it."""
    return None if properties.find(W + name) is None else is_on(properties, W + name)
