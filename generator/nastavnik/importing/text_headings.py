"""What of a document is a heading: in a style for headings, or typed so — a short line in bold or capitals."""

import re
from collections.abc import Iterable, Iterator

from nastavnik.importing.grid import NO_OUTLINE, Block, Grid, Paragraph, TextRun
from nastavnik.importing.text_lists import typed_marker

LONGEST_HEADING = 120  # signs
LONGEST_STYLED = 250  # signs of a heading that its style says to be one
TYPED_LEVEL = 20
"""The level of a heading that no style marks: below all that a style marks."""
SENTENCE = re.compile(r"\w{3}[.!?…]\s+\S|[;,]$|(?:\S+\s+){4}.*\.$")
"""A short line that is no heading all the same: two sentences, one that goes on, five words with a full stop."""
NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)])\s+(?=\S)")


def heading_level(block: Block) -> int | None:
    """The level of a heading, smaller for higher ones; None for whatever is none."""
    if isinstance(block, Grid) or not any(map(str.isalpha, block.plain)):
        return None
    if block.outline != NO_OUTLINE and len(block.plain) <= LONGEST_STYLED:
        return block.outline
    return TYPED_LEVEL if _is_typed(block) else None


def is_list_item(block: Block) -> bool:
    """Whether a paragraph is an item of a list, made by the program or typed."""
    if isinstance(block, Grid) or not block.plain or heading_level(block) is not None:
        return False
    return block.level >= 0 or bool(typed_marker(block.text))


def without_number(heading: str) -> str:
    """A heading without its number and its colon: «2. Цель практики:» → «Цель практики»."""
    return NUMBER.sub("", heading.strip()).strip(" :.")


def in_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs parted at line breaks where items of a list or a bold caption begin; other breaks stay.

    What stands in a cell beside a table is left out: the cell has it.
    """
    for block in blocks:
        if block.inside:
            continue
        if isinstance(block, Grid) or "\n" not in block.text.strip():
            yield block
        else:
            yield from _parted(block)


def _is_typed(paragraph: Paragraph) -> bool:
    text = paragraph.plain
    if len(text) > LONGEST_HEADING or SENTENCE.search(text) or (paragraph.level >= 0 and not paragraph.bold):
        return False
    letters = [sign for sign in text if sign.isalpha()]
    capitals = len(letters) > 3 and all(map(str.isupper, letters))
    return paragraph.bold or capitals


def _parted(paragraph: Paragraph) -> list[Paragraph]:
    lines = [line for line in lines_of(paragraph) if line.plain or line.pictures]
    breaks = any(typed_marker(line.text) for line in lines[1:]) or any(line.bold for line in lines[:1])
    return lines if breaks and len(lines) > 1 else [paragraph]


def lines_of(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph parted at its line breaks; the marker stays with the first line, footnotes with the last."""
    lines: list[list[TextRun]] = [[]]
    for run in paragraph.runs or (TextRun(paragraph.text),):
        first, *rest = run.text.split("\n")
        lines[-1].append(TextRun(first, run.bold, run.italic, run.link, run.picture))
        lines += [[TextRun(text, run.bold, run.italic, run.link)] for text in rest]
    return [_line(paragraph, runs, number, len(lines)) for number, runs in enumerate(lines)]


def _line(paragraph: Paragraph, runs: list[TextRun], number: int, count: int) -> Paragraph:
    words = [run for run in runs if run.text.strip()]
    return Paragraph(
        "".join(run.text for run in runs),
        marker=paragraph.marker if number == 0 else "",
        level=paragraph.level if number == 0 else -1,
        bold=bool(words) and all(run.bold for run in words),
        heading=paragraph.heading,
        new_page=paragraph.new_page and number == 0,
        footnotes=paragraph.footnotes if number == count - 1 else (),
        runs=tuple(runs),
        outline=paragraph.outline,
    )
