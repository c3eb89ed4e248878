"""A plan typed without a table: names of stages under running numbers, what is done below each (seed S2's text).

1. Подготовка условий               a stage: the next number, in bold or a heading if any of them is
– приказ о закреплении пар            ↳ its contents, up to the next stage
2. Формирование банка наставляемых
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from nastavnik.importing.captions import CaptionedColumn, Header
from nastavnik.importing.grid import Block, Cell, Grid, Paragraph, grid_of
from nastavnik.importing.heading import is_title
from nastavnik.importing.items import MarkedLine, typed

LIST = 0
"""The number of the grid that stands for a list: no table of the document."""
MEANINGS = ("number", "stage", "content")
HEADER = Header(tuple(CaptionedColumn(name, "", at / 3, (at + 1) / 3) for at, name in enumerate(MEANINGS)), 0, 0)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LEAST_STAGES, LONGEST_STAGE = 2, 200
STAGE = re.compile(r"^этап\s+", re.I)
WRAPPED = re.compile(r"[(а-яё]")  # how a line begins that only goes on with the name above
CAPTIONS = re.compile(r"\W*№")  # of a table whose lines are lost
SIGNED = re.compile(r"_{3,}")


def as_table(blocks: Sequence[Block]) -> Sequence[Block]:
    """The document with the list that is its plan as a grid; unchanged where it has no such list."""
    start = next((at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and is_title(block)), None)
    if start is None:
        return blocks
    lines = [block for block in blocks[start + 1 :] if isinstance(block, Paragraph) and block.plain]
    stages = _stages(list(takewhile(lambda line: not SIGNED.search(line.plain), lines)))
    if len(stages) < LEAST_STAGES or not all(contents for _, contents in stages):
        return blocks
    listed = {id(line) for name, contents in stages for line in (name, *contents)}
    first = next(at for at, block in enumerate(blocks) if id(block) in listed)
    above: list[Block] = []
    captions: list[Block] = []
    for block in blocks[:first]:
        (captions if isinstance(block, Paragraph) and CAPTIONS.match(block.plain) else above).append(block)
    return [*above, _grid(stages), *captions, *(block for block in blocks[first:] if id(block) not in listed)]


def _stages(lines: Sequence[Paragraph]) -> list[tuple[Paragraph, list[Paragraph]]]:
    """Names of stages, each with the lines up to the next name."""
    numbered = [line for line in lines if _number(line)]
    stressed = [line for line in numbered if line.bold or line.heading]
    names = {id(line) for line in _running(stressed if len(stressed) >= LEAST_STAGES else numbered)}
    stages: list[tuple[Paragraph, list[Paragraph]]] = []
    for line in lines:
        if id(line) in names:
            stages.append((line, []))
        elif stages:
            stages[-1][1].append(line)
    return stages


def _running(lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Lines whose numbers go on from 1."""
    number = 1
    for line in lines:
        if _number(line) == number:
            number += 1
            yield line


def _number(line: Paragraph) -> int:
    """The number of a line that may name a stage («3.», «III.», «Этап 3.»); 0 for any other line."""
    named = _named(line)
    if named.kind not in ("number.", "roman") or line.level > 0 or len(named.text) > LONGEST_STAGE:
        return 0
    marker = named.marker.strip(" .)")
    return int(marker) if marker.isdigit() else 1 + ROMAN.index(marker) if marker in ROMAN else 0


def _named(line: Paragraph) -> MarkedLine:
    return typed(STAGE.sub("", f"{line.marker} {line.plain}".strip()))


def _grid(stages: Sequence[tuple[Paragraph, list[Paragraph]]]) -> Grid:
    cells = []
    for row, (name, contents) in enumerate(stages):
        named = _named(name)
        wrapped = list(takewhile(lambda line: not line.marker and WRAPPED.match(line.plain), contents))
        title, first = _parted(" ".join([named.text, *(line.plain for line in wrapped)]))
        columns = ((Paragraph(named.marker),), (Paragraph(title),), (*first, *contents[len(wrapped) :]))
        cells += [Cell(row, column, 1, 1, paragraphs) for column, paragraphs in enumerate(columns)]
    return grid_of(LIST, len(stages), cells)


def _parted(name: str) -> tuple[str, tuple[Paragraph, ...]]:
    """A name and the first item that was typed behind it: «Отбор и обучение 1) Анализ банка»."""
    title, mark, item = name.partition(" 1) ")
    return title, (Paragraph(f"1) {item}"),) if mark else ()
