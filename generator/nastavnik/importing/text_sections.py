"""A text → its parts by what they are about: headings, captions typed before a colon, rows of a passport table.

Цель практики                      a heading: what follows is about it
Задачи: 1) …                       a caption before its text
| Срок реализации | 2025 год |     a row of a table of captions and values
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from nastavnik.importing.grid import Block, Cell, Grid, Paragraph
from nastavnik.importing.items import kind_of
from nastavnik.importing.known_fields import KnownField, field_called, is_called
from nastavnik.importing.text_headings import heading_level, in_lines, without_number
from nastavnik.importing.text_lists import typed_marker, without_first

CAPTION = re.compile(r"\s*([^\W\d_][^:\n]{2,70}?)\s*(:|\s[–—-](?=\s))\s*")
HEAD = re.compile(
    r"(?i)(?:наименование |название )?"
    r"(?:раздел|критери|пункт|параметр|пол[ея]|показател|характеристик|позици|граф)\w*.{0,20}"
)
LONGEST_HEAD = 60  # signs
LEAST_KNOWN = 2  # rows of a table of captions that are known
NUMBER_CELL = re.compile(r"№?\s*(?:п/п)?|\d{1,2}(?:\.\d{1,2})*[.)]?")


@dataclass(slots=True)
class TextSection:
    """What stands under one heading: its words, its level, the field it is about (None for none), its blocks."""

    heading: str = ""
    level: int = -1
    known: KnownField | None = None
    blocks: list[Block] = field(default_factory=list)
    line: Paragraph | None = None
    """The heading as it stands in the text."""
    row: bool = False
    """Whether it is a row of a table of captions."""
    typed: bool = False
    """Whether its caption stands before its text in one line."""


def sections(blocks: Iterable[Block], fields: Sequence[KnownField]) -> list[TextSection]:
    """All of a text in its order; the first section, without a heading, is what stands above all others."""
    opened = [TextSection()]
    for block in in_lines(blocks):
        if isinstance(block, Grid):
            rows = list(_passport(block, fields))
            opened += [*rows, TextSection(level=opened[-1].level)] if rows else []
            if not rows:
                opened[-1].blocks.append(block)
        elif (begun := _begun(block, opened[-1], fields)) is not None:
            opened.append(begun)
        else:
            opened[-1].blocks.append(block)
    return [section for section in opened if section.heading or section.blocks or section is opened[0]]


def _begun(paragraph: Paragraph, current: TextSection, fields: Sequence[KnownField]) -> TextSection | None:
    """The section that a paragraph opens; None for one that goes on with the current one."""
    level = heading_level(paragraph)
    if level is None:
        return _captioned(paragraph, current, fields)
    heading = without_number(paragraph.plain)
    known = field_called(heading, fields)
    if known is None and ":" in paragraph.plain and (captioned := _captioned(paragraph, current, fields)):
        return captioned
    deeper = level > current.level and current.known is not None
    if (known is None and deeper) or (known is not None and known is current.known and known.parts):
        return None
    return TextSection(heading, level, known, list(_pictures_of(paragraph)), paragraph)


def _pictures_of(paragraph: Paragraph) -> Iterator[Paragraph]:
    if paragraph.pictures:
        yield Paragraph("", runs=tuple(run for run in paragraph.runs if run.picture))


def _captioned(paragraph: Paragraph, current: TextSection, fields: Sequence[KnownField]) -> TextSection | None:
    """«Цель: помочь новому учителю» → the section of the goal that begins with its text."""
    typed = typed_marker(paragraph.text)
    numbered = paragraph.level == 0 and kind_of(paragraph.marker) != "bullet"
    if (paragraph.level >= 0 and not numbered) or (typed and typed.kind == "bullet"):
        return None
    text = without_first(paragraph, typed.length) if typed else paragraph
    caption = CAPTION.match(text.text)
    if not caption or not caption[1][0].isupper():
        return None
    known = next((each for each in fields if is_called(caption[1], each)), None)
    if known is None and caption[2] == ":" and not typed and not numbered:
        known = field_called(caption[1], fields) if len(caption[1].split()) <= 5 else None
    within = bool(current.known and field_called(caption[1], current.known.parts)) and not typed and not numbered
    if known is None or (known is current.known and known.parts) or within:
        return None
    rest = replace(without_first(text, caption.end()), marker="", level=-1)
    blocks: list[Block] = [rest] if rest.plain or rest.pictures else []
    return TextSection(caption[1], current.level, known, blocks, typed=bool(blocks))


# --- tables of captions and values


def _passport(grid: Grid, fields: Sequence[KnownField]) -> Iterator[TextSection]:
    """A section a row, if the table holds captions and values; nothing for any other table."""
    rows = [pair for row in range(grid.rows) if (pair := _pair(grid, row)) and not _is_head(row, pair)]
    known = [field_called(without_number(caption.plain), fields) for caption, _ in rows]
    if sum(each is not None for each in known) < max(LEAST_KNOWN, len(rows) // 3):
        return
    for (caption, value), known_of_row in zip(rows, known, strict=True):
        heading = without_number(caption.plain)
        yield TextSection(heading, 0, known_of_row, list(in_lines(value.paragraphs if value else ())), row=True)


def _is_head(row: int, pair: tuple[Cell, Cell | None]) -> bool:
    """Whether a first row only says what the columns hold: «Критерий», «Описание»."""
    return row == 0 and bool(HEAD.fullmatch(pair[0].plain)) and len(pair[1].plain if pair[1] else "") < LONGEST_HEAD


def _pair(grid: Grid, row: int) -> tuple[Cell, Cell | None] | None:
    """The caption and the value of a row, its number left aside; None for a row of another shape."""
    cells = [cell for cell in grid.row(row) if cell.row == row]
    if len(cells) == 3 and NUMBER_CELL.fullmatch(cells[0].plain):
        cells = cells[1:]
    if len(cells) == 2 and cells[0].plain:
        return cells[0], cells[1]
    return (cells[0], None) if len(cells) == 1 and cells[0].plain else None
