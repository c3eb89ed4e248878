"""What our MkDocs plugin does to a page, as an extension of Python-Markdown: for engines that run no plugin."""

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from nastavnik.text import marks
from nastavnik.text.markdown import is_inside
from nastavnik.text.typography import smarten, typeset

NAME = f"{__name__}:Typesetting"
"""How a list of `markdown_extensions` names it."""
BEGINS, ENDS = marks.READY.opens, marks.READY.closes
"""Around the text of a page, for what is done to it after the engine."""
CONTENT = "content:"
"""A scheme no engine touches: links to files of the content folder leave with it, as they were written."""
_LAST = -100  # raw HTML and footnotes are back in their places by then


class Typesetting(Extension):
    """Quotes, dashes and no-break spaces of the whole page; links inside marked, for only we know where records are."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(_Links(md), "nastavnik_links", _LAST)
        md.postprocessors.register(_Letters(md), "nastavnik_letters", _LAST)


class _Links(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                target = element.get(name)
                if target and is_inside(target.partition("#")[0]):
                    element.set(name, CONTENT + target)


class _Letters(Postprocessor):
    def run(self, text: str) -> str:
        return f"{BEGINS}{typeset(smarten(text))}{ENDS}"
