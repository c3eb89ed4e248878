"""What a paper is made of: paragraphs, captions with values, tables. A page and a Word file draw the same blocks."""

from typing import NamedTuple

LINE = "_" * 40
"""To write on by hand."""


class PaperText(NamedTuple):
    """A paragraph; `style` is title, centre, heading, item, choice, left, blank or empty for running text.

    A choice begins with a box to tick, after a blank there is a line to write on. After `sheet` a new sheet begins.
    """

    text: str
    style: str = ""


class Labelled(NamedTuple):
    """A caption and what stands after it: one value in the line, several below, none as a line to write on."""

    label: str
    values: tuple[str, ...]


class PaperCell(NamedTuple):
    """A cell of a table: its text, how many columns and rows it spans, its look: title, caption, centre or none."""

    text: str
    columns: int = 1
    rows: int = 1
    style: str = ""
    paragraphs: tuple[tuple[str, int], ...] = ()
    """Instead of the text: paragraphs, each with how deep it hangs, from 0."""


class PaperGrid(NamedTuple):
    """A table: widths in percent of the page, the first `head` rows are captions."""

    caption: str
    widths: tuple[float, ...]
    rows: tuple[tuple[PaperCell, ...], ...]
    head: int = 0
    ruled: bool = True


PaperBlock = PaperText | Labelled | PaperGrid
