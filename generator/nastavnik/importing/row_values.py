"""The cells beside some rows → the values of a step: its own, or what one cell gives to all these rows."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from nastavnik.importing.caption_words import OTHER, VALUES
from nastavnik.importing.captions import BOUNDS
from nastavnik.importing.grid import Paragraph
from nastavnik.importing.items import DANGLING, is_open, joined, pieces, typed
from nastavnik.importing.plan_sheet import Placed, PlanSheet, SheetRow

INITIALS = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.")
CAPITALISED = re.compile(r"[А-ЯЁ][а-яё]+")


def values_of(sheet: PlanSheet, rows: list[SheetRow]) -> dict[str, list[str]]:
    """Values that one cell gives to all these rows."""
    values = {key: _covering(sheet, rows, key) for key in sheet.values}
    return {key: lines for key, lines in values.items() if lines}


def _covering(sheet: PlanSheet, rows: list[SheetRow], key: str) -> list[str]:
    lines: list[str] = []
    for column in sheet.values[key]:
        cells = {id(row.cells.get(column)) for row in rows}
        if len(cells) > 1:
            return []
        lines = _combined(sheet, column, lines, _lines([rows[0].cells.get(column)], key))
    return lines


def joined_values(sheet: PlanSheet, rows: list[SheetRow]) -> dict[str, list[str]]:
    """Values of all the cells that stand beside these rows, each cell once."""
    values: dict[str, list[str]] = {}
    for key, columns in sheet.values.items():
        lines: list[str] = []
        for column in columns:
            cells = list(dict.fromkeys(row.cells.get(column) for row in rows))
            lines = _combined(sheet, column, lines, _lines(cells, key))
        if lines:
            values[key] = lines
    return values


def _combined(sheet: PlanSheet, column: int, before: list[str], lines: list[str]) -> list[str]:
    """Two columns of one meaning: «начало» and «окончание» make a range, others are told apart by caption."""
    described = sheet.header.columns[column]
    if described.meaning == OTHER or column == sheet.columns(described.meaning)[0] or not lines:
        return before + lines
    if before and BOUNDS.match(described.part):
        return [f"{' '.join(before)} – {' '.join(lines)}"]
    return [*before, *(f"{described.part or described.caption}: {line}" for line in lines)]


def _lines(cells: Iterable[Placed | None], key: str) -> list[str]:
    """Separate lines of values; the lines of a term are one phrase."""
    texts = [line for cell in cells if cell for line in _separate(cell.paragraphs)]
    numbered = [typed(text).kind.startswith("number") for text in texts]
    if key == "term" and texts and not (len(texts) > 1 and all(numbered)):
        return [" ".join(texts)]
    return texts


def _separate(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Lines of a value cell: a line that only goes on (small letter, initials, after a comma) is joined."""
    lines: list[str] = []
    for paragraph in paragraphs:
        for piece in pieces([paragraph]):
            listed = piece.kind == "bullet"
            text = piece.text if listed or piece.level >= 0 else f"{piece.marker} {piece.text}".strip()
            if lines and not piece.marker and _is_rest(lines[-1], text):
                lines[-1] = joined(lines[-1], text)
            else:
                lines.append(text)
    return lines


def _is_rest(before: str, text: str) -> bool:
    if before.endswith((",", " –", " -")) or DANGLING.search(before) or not any(sign.isalpha() for sign in text):
        return True
    if INITIALS.search(text) and not INITIALS.search(before) and len(text) < 40:
        return True
    return is_open(before) and not CAPITALISED.match(text.lstrip('«"')) and not text[:1].isupper()


def one_or_many(values: dict[str, list[str]]) -> dict[str, Any]:
    """Values in the order of the fields; those of the school's own columns together, each a text of lines."""
    known = {key: values[key] for key in VALUES if values.get(key)}
    own = {key: "\n".join(lines) for key, lines in values.items() if lines and key not in VALUES}
    data: dict[str, Any] = {key: lines[0] if len(lines) == 1 else lines for key, lines in known.items()}
    return {**data, "other": own} if own else data
