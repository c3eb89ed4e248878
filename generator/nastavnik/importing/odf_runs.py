"""A paragraph of an OpenDocument text → its runs: text in one look, links, pictures (ISO/IEC 26300, 6.1, 10.4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from nastavnik.importing.grid import NOT_BLANK, EmbeddedPicture, TextRun
from nastavnik.importing.odf_styles import OdfElement, OdfStyles

UNSEEN = {
    "text:tracked-changes",
    "office:annotation",
    "office:annotation-end",
    "text:note",
    "office:forms",
    "text:ruby-text",
    "svg:title",
    "svg:desc",
}
BLANKS = {"text:tab": "\t", "text:line-break": "\n", "text:soft-page-break": "", "text:s": " "}
MOST_BLANKS = 100


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    link: str = ""


class OdfRuns:
    """Reads paragraphs of one document; `picture` gives the bytes of a picture by its path in the package."""

    def __init__(self, styles: OdfStyles, picture: Callable[[str], bytes]) -> None:
        self.styles, self.picture = styles, picture

    def of(self, paragraph: OdfElement, boxes: list[OdfElement], footnotes: list[str]) -> Iterator[TextRun]:
        """What is printed of a paragraph; text boxes and footnotes on the way are collected."""
        return self._below(paragraph, _Look(), boxes, footnotes)

    def _below(
        self, parent: OdfElement, look: _Look, boxes: list[OdfElement], footnotes: list[str]
    ) -> Iterator[TextRun]:
        yield from _run(parent.text, look)
        for element in parent.children:
            if element.tag in BLANKS:
                count = min(int(element.get_attribute("text:c") or 1), MOST_BLANKS)
                yield from _run(BLANKS[element.tag] * count, look)
            elif element.tag == "text:note":
                footnotes.append(" ".join(element.text_recursive.translate(NOT_BLANK).split()))
            elif element.tag == "draw:text-box":
                boxes.append(element)
            elif element.tag == "draw:image":
                yield from self._picture(element)
            elif element.tag not in UNSEEN:
                yield from self._below(element, self._look(element, look), boxes, footnotes)
            yield from _run(element.tail, look)

    def _look(self, element: OdfElement, above: _Look) -> _Look:
        if element.tag == "text:a":
            return replace(above, link=element.get_attribute("xlink:href") or "")
        style = element.get_attribute("text:style-name") or ""
        return replace(
            above,
            bold=above.bold or self.styles.is_bold(style),
            italic=above.italic or self.styles.is_italic(style),
        )

    def _picture(self, element: OdfElement) -> Iterator[TextRun]:
        path = element.get_attribute("xlink:href") or ""
        data = self.picture(path)
        if data:
            yield TextRun("", picture=EmbeddedPicture(path.rpartition("/")[2], _alt(element), data))


def _run(text: str | None, look: _Look) -> Iterator[TextRun]:
    if text:
        yield TextRun(text.translate(NOT_BLANK), look.bold, look.italic, look.link)


def _alt(element: OdfElement) -> str:
    """What somebody wrote about a picture in its frame: the description, else the title."""
    frame = element.parent
    texts = {child.tag: child.text or "" for child in frame.children} if frame is not None else {}
    return " ".join((texts.get("svg:desc") or texts.get("svg:title") or "").split())
