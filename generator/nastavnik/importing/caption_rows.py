"""Which row of a table holds its captions: by words that captions have, else by the form of the row.

A caption row in words nobody knows is still seen: it is the first full row, its cells are short, all different and
name no time, no number and no person, and they stand above cells that do.
"""

import re
from collections import Counter
from collections.abc import Iterator

from nastavnik.importing.caption_words import caption_role, letters
from nastavnik.importing.column_signs import NUMBER_CELL, is_people, is_person, is_term
from nastavnik.importing.grid import Cell, Grid

LATEST_HEADER = 14  # rows a title may take above the captions
LONGEST_NAME, MOST_WORDS = 70, 8  # signs and words of a caption that no word makes known
NO_CAPTION = re.compile(r"\d|;$|.{40}\.$")
ENDED = re.compile(r"[;,:]$|\w{4,}\.$")
YEARS = re.compile(r"20\d\d")
PREPOSED = re.compile(r"\d|^(?:в|во|до|на|по|с|к)\s", re.I)  # what a deadline has and the name of a time has not
NAMES_TIME = re.compile(
    r"\b(?:срок|дат[аы]\b|период|врем|календар|хронолог|график|месяц\b|число\b|д(?:ень|ни)\b)", re.I
)
ASKS = re.compile(r"\bкак(?:ой|ая|ое|ие|ому|ого|им|их|ую)\b|\bкак часто\b|\bче(?:го|му|м)\b|\bкогда\b|\bскольк", re.I)
MOSTLY = 0.6  # share of the cells of a column that makes it known by what it holds


def caption_rows(grid: Grid) -> Iterator[tuple[int, bool]]:
    """Rows that may hold the captions, each with whether words say so (else the form does), from top to bottom."""
    first_full = next((row for row in range(grid.rows) if _is_full(grid, row)), None)
    for row in range(min(LATEST_HEADER, grid.rows)):
        if _reads_like_captions(grid, row):
            yield row, True
        elif row == first_full and _looks_like_captions(grid, row):
            yield row, False
        if _is_data(grid, row):
            return


def filled(grid: Grid, row: int) -> list[Cell]:
    """The cells with words that begin in a row."""
    return [cell for cell in grid.row(row) if cell.row == row and cell.plain]


def tells_time(text: str) -> bool:
    """Whether a text is a deadline and not the name or the question of one («К какому сроку», «Период работы»)."""
    if not is_term(text) or ASKS.search(text):
        return False
    return bool(PREPOSED.search(text)) or not NAMES_TIME.search(text)


def _is_data(grid: Grid, row: int) -> bool:
    """Whether a row of several cells names a time: a row of the plan, no caption."""
    cells = filled(grid, row)
    return len(cells) > 2 and any(" " in cell.plain and _is_time_of_row(cell.plain) for cell in cells)


def _is_time_of_row(text: str) -> bool:
    return tells_time(text) and (not caption_role(text) or bool(PREPOSED.search(text)))


def _reads_like_captions(grid: Grid, row: int) -> bool:
    """Whether most cells of a row have words that captions have."""
    cells = filled(grid, row)
    if _is_data(grid, row):
        return False
    known = {caption_role(cell.plain) for cell in cells if not NO_CAPTION.search(YEARS.sub("", cell.plain))} - {""}
    return len(known) > 1 and 2 * len(known) >= len(cells)


def _is_full(grid: Grid, row: int) -> bool:
    """Whether a row has words in every cell, or in all but one: no title, no name of a stage."""
    cells = grid.row(row)
    return len(cells) > 1 and len(filled(grid, row)) >= max(2, len(cells) - (len(cells) > 3))


def _looks_like_captions(grid: Grid, row: int) -> bool:
    """Whether a full row has the form of captions and stands above rows of another form."""
    cells = filled(grid, row)
    names = [letters(cell.plain) for cell in cells]
    if any(_is_value(cell.plain) for cell in cells) or len(set(names)) < len(names):
        return False
    below = [_below(grid, cell, set(names)) for cell in cells]
    if any(name in map(letters, texts) for name, texts in zip(names, below, strict=True)):
        return False
    kinds = [texts for texts in below if _is_of_one_kind(texts)]
    return _is_marked(grid, row) or len(kinds) > 1 or any(len(texts) > 1 for texts in kinds)


def _is_value(text: str) -> bool:
    """Whether a text says something of its row: a number, a time, a person, a sentence."""
    if NUMBER_CELL.match(text) or NO_CAPTION.search(YEARS.sub("", text)):
        return True
    if ENDED.search(text) or len(text) > LONGEST_NAME or len(text.split()) > MOST_WORDS:
        return True
    return _is_time_of_row(text) or (is_person(text) and caption_role(text) != "responsible")


def _below(grid: Grid, caption: Cell, names: set[str]) -> list[str]:
    """What stands below a caption in cells of its own; captions printed again on a new page aside."""
    rows = (row for row in range(caption.row + caption.height, grid.rows))
    plan_rows = (row for row in rows if not {letters(cell.plain) for cell in filled(grid, row)} <= names)
    span = range(caption.column, caption.column + caption.width)
    return [
        cell.plain
        for row in plan_rows
        for cell in filled(grid, row)
        if cell.column in span and cell.column + cell.width <= span.stop
    ]


def _is_of_one_kind(texts: list[str]) -> bool:
    """Whether most texts of a column are numbers, times or people."""
    signs = Counter(
        sign
        for text in texts
        for sign, fits in (("number", NUMBER_CELL.match), ("term", is_term), ("people", is_people))
        if fits(text)
    )
    return any(count >= MOSTLY * len(texts) for count in signs.values())


def _is_marked(grid: Grid, row: int) -> bool:
    """Whether the document sets the row apart: repeated on each page, or bold above rows that are not."""
    if row in grid.heads:
        return True
    below = [cell for cell in grid.cells if cell.row > row and cell.plain]
    bold = all(map(_is_bold, filled(grid, row)))
    return bold and 2 * sum(map(_is_bold, below)) < len(below)


def _is_bold(cell: Cell) -> bool:
    return all(paragraph.bold for paragraph in cell.paragraphs if paragraph.plain)
