"""Our typography as a Markdown extension, for engines that run no plugin of ours but do run Python-Markdown."""

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

from generator.typography import smarten, typeset

NAME = f"{__name__}:Typesetting"
"""How a list of `markdown_extensions` names it."""
_LAST = -100  # raw HTML and footnotes are back in their places by then


class Typesetting(Extension):
    """Quotes, dashes and no-break spaces of a whole page, as the MkDocs plugin sets them in `on_page_content`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.postprocessors.register(_Typeset(md), "nastavnik_typeset", _LAST)


class _Typeset(Postprocessor):
    def run(self, text: str) -> str:
        return typeset(smarten(text))
