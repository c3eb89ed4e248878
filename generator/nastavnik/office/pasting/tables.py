"""Tables of a page to paste, made to fit: without columns that say nothing, and narrow enough for a telephone.

Nothing shrinks or scrolls a table where no style is known. One whose longest words would not stand side by side in a
window of 390 pixels keeps its first column, the others stand below each other in a second one, each with its caption.
"""

import re
from itertools import zip_longest

from nastavnik.office.pasting.elements import HtmlElement, add_text, new, said, says

NARROW, CHARACTER, EDGES = 350, 8.6, 4
"""Pixels: a page on a telephone without its margins, a letter of the usual size, what is around a cell."""
_BREAKS = re.compile(r"[ \t\r\n\f-]+")


def fitted(table: HtmlElement) -> HtmlElement:
    """The table, changed; one with joined cells stays as it is."""
    if not table.xpath(".//*[@colspan or @rowspan]"):
        _drop_empty_columns(table)
        _fold(table)
    return table


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]


def _is_head(row: list[HtmlElement]) -> bool:
    return bool(row) and all(cell.get("scope") == "col" for cell in row)


def _drop_empty_columns(table: HtmlElement) -> None:
    """Columns of which only a chart was left, or that nobody filled in."""
    rows = _rows(table)
    body = [row for row in rows if not _is_head(row)]
    for number in reversed(range(max(map(len, rows), default=0))):
        if body and not any(says(row[number]) for row in body if number < len(row)):
            for row in rows:
                if number < len(row):
                    row[number].getparent().remove(row[number])


def _fold(table: HtmlElement) -> None:
    rows = _rows(table)
    if not rows or not _is_head(rows[0]) or len(rows[0]) < 3 or _width(rows) <= NARROW:
        return
    captions = [said(cell) for cell in rows[0]]
    first, *others = rows[0]
    for cell in others:
        cell.getparent().remove(cell)
    head = new("th", scope="col")
    head.text = ", ".join([caption if not number else caption.lower() for number, caption in enumerate(captions[1:])])
    first.getparent().append(head)
    for row in rows[1:]:
        if row:
            _fold_row(row, captions)


def _fold_row(row: list[HtmlElement], captions: list[str]) -> None:
    """All cells behind the first one as lines of one cell."""
    parent, folded = row[0].getparent(), new("td")
    for caption, cell in zip_longest(captions[1:], row[1:], fillvalue=None):
        if cell is None:
            continue
        parent.remove(cell)
        if not says(cell):
            continue
        if len(folded) or folded.text:
            folded.append(new("br"))
        add_text(folded, f"{caption}: " if caption else "")
        _move(cell, folded)
    parent.append(folded)


def _move(cell: HtmlElement, folded: HtmlElement) -> None:
    add_text(folded, cell.text)
    for child in list(cell):
        folded.append(child)


def _width(rows: list[list[HtmlElement]]) -> float:
    """Pixels the table needs at least: the longest word of each column."""
    columns = zip_longest(*rows)
    return sum(max(_word(cell) for cell in column if cell is not None) + EDGES for column in columns)


def _word(cell: HtmlElement) -> float:
    return max(map(len, _BREAKS.split(said(cell))), default=0) * CHARACTER
