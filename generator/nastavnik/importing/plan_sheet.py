"""A chosen plan → its rows one below the other, as if no page break had cut the table.

Each cell is there once and is shared by the rows it covers. Rows that say nothing (captions printed again,
numbers of columns, empty ones) are gone; what is left out with words in it becomes a note.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from nastavnik import messages
from nastavnik.importing.caption_words import OTHER, PRIVATE, ROLES, TEXTS, VALUES, letters
from nastavnik.importing.captions import Header
from nastavnik.importing.column_signs import NUMBER_CELL
from nastavnik.importing.grid import Cell, Paragraph
from nastavnik.importing.items import DANGLING, is_open, joined, typed
from nastavnik.importing.notes import Note
from nastavnik.importing.plans import RoadmapTable, TablePart

ASIDE = re.compile(r"^\W*(?:итого|всего|примечани[ея]|исполнитель:|согласовано|ознакомлен)\b", re.I)
PAGE_NUMBER = re.compile(r"^\W*\d{1,3}\W*$")
FRAGMENT = re.compile(r"^(?:[-–—]\s*\S|(?:г|гг|год|года|годов|уч\w*|учебн\w+)\b\.?)", re.I)
CUT = re.compile(r"[-–—,]\s*$")


@dataclass(frozen=True, slots=True, order=True)
class RowPlace:
    """Where a row stands in Word: number of the table and of the row, from 1."""

    table: int
    row: int

    def __str__(self) -> str:
        return messages.place_in_word(self.table, self.row)


@dataclass(slots=True, eq=False)
class Placed:
    """A cell of the plan; `place` is its first row."""

    place: RowPlace
    paragraphs: list[Paragraph]

    @property
    def plain(self) -> str:
        """The text in one line; a cell with nothing but a dash or a point is empty."""
        text = " ".join(filter(None, (paragraph.plain for paragraph in self.paragraphs)))
        return text if any(sign.isalnum() for sign in text) else ""

    @property
    def number(self) -> str:
        """The text of a number cell; an empty one may be numbered by a Word list."""
        return self.plain or next((p.marker for p in self.paragraphs if p.marker and p.level >= 0), "")

    def go_on(self, paragraphs: list[Paragraph], *, glue: bool) -> None:
        """The rest of this cell from another page: with `glue` its first line ends our last one."""
        rest = [paragraph for paragraph in paragraphs if paragraph.plain]
        filled = [index for index, paragraph in enumerate(self.paragraphs) if paragraph.plain]
        if glue and rest and filled:
            last = self.paragraphs[filled[-1]]
            text = joined(last.text.rstrip(), rest[0].text.lstrip())
            self.paragraphs[filled[-1]] = replace(last, text=text)
            rest = rest[1:]
        self.paragraphs += rest


@dataclass(slots=True)
class SheetRow:
    """Column → cell, for the columns that have one here; `section` is the text of a row of full width."""

    place: RowPlace
    cells: dict[int, Placed] = field(default_factory=dict)
    section: list[Paragraph] = field(default_factory=list)

    def cell(self, column: int | None) -> Placed | None:
        """The cell in a column; None also for no column."""
        return None if column is None else self.cells.get(column)

    def text(self, column: int | None) -> str:
        cell = self.cell(column)
        return cell.plain if cell else ""

    def starts(self, column: int | None) -> bool:
        """Whether a cell with words begins in this row."""
        cell = self.cell(column)
        return cell is not None and cell.place == self.place and bool(cell.plain)


@dataclass(slots=True)
class PlanSheet:
    """The whole plan: captions, rows, the notes written on the way."""

    header: Header
    rows: list[SheetRow]
    notes: list[Note]
    stage_numbers: bool = False  # the numbers count stages, not activities

    def column(self, meaning: str) -> int | None:
        """The (first) column of a meaning."""
        return next((i for i, column in enumerate(self.header.columns) if column.meaning == meaning), None)

    def columns(self, meaning: str) -> list[int]:
        return [index for index, column in enumerate(self.header.columns) if column.meaning == meaning]

    @property
    def values(self) -> dict[str, list[int]]:
        """Every value a step may have with its columns: the three known ones, then the school's own by caption."""
        known = {key: self.columns(key) for key in VALUES}
        own = {self.header.columns[index].caption: [index] for index in self.columns(OTHER)}
        return {**known, **{caption: columns for caption, columns in own.items() if caption not in known}}

    def rows_above_items(self, rows: Sequence[SheetRow], *texts: str) -> list[SheetRow]:
        """The rows that a stage or an activity begins with for values of its own, before any item in `texts`."""
        columns = [column for meaning in texts if (column := self.column(meaning)) is not None]
        lead = list(takewhile(lambda row: not any(row.text(column) for column in columns), rows))
        return lead if len(lead) < len(rows) else []

    @property
    def leaf(self) -> int | None:
        """The finest column of text below the stages."""
        return next((i for i in map(self.column, ("content", "activity")) if i is not None), None)


def read_sheet(plan: RoadmapTable, first_section: str) -> PlanSheet:
    """All rows of a plan. `first_section` heads the first table where each table has its own heading."""
    sheet = PlanSheet(plan.header, [], [])
    unknown: dict[int, list[tuple[RowPlace, str]]] = defaultdict(list)
    headed = "stage" not in plan.header.meanings
    for number, part in enumerate(plan.parts):
        heading = [Paragraph(first_section)] if not number and first_section else list(part.above)
        if headed and heading and number + bool(first_section):
            sheet.rows.append(SheetRow(RowPlace(part.grid.number, max(1, part.body)), section=heading))
        _read_part(sheet, part, unknown, cut=number > 0)
    for column, texts in unknown.items():
        described = sheet.header.columns[column]
        sentence_of = messages.column_of_mentees if described.meaning == PRIVATE else messages.column_not_taken
        reason = sentence_of(described.caption, column + 1)
        sheet.notes += [Note(reason, str(place), text) for place, text in texts]
    return sheet


def _read_part(sheet: PlanSheet, part: TablePart, unknown: dict[int, list[tuple[RowPlace, str]]], *, cut: bool) -> None:
    """Rows of one table. `cut`: it goes on where the table before it stopped."""
    placed_cells: dict[int, Placed] = {}
    for number in range(part.body, part.grid.rows):
        row = _row(sheet, part, number, placed_cells)
        if row is None:
            continue
        _put_aside_unknown(sheet, row, unknown)
        if cut and sheet.rows:
            _mend_heads(sheet, row, placed_cells)
        if row.section:
            if not _is_aside(sheet, row):
                sheet.rows.append(row)
        elif sheet.rows and not sheet.rows[-1].section and _belongs_to_last(sheet, row, cut=cut):
            _merge(sheet, row, placed_cells)
        elif not _is_aside(sheet, row):
            sheet.rows.append(row)
        cut = False


def _row(sheet: PlanSheet, part: TablePart, number: int, placed_cells: dict[int, Placed]) -> SheetRow | None:
    """A row with its cells under their columns; None for one that says nothing."""
    places = part.places(number)
    place = RowPlace(part.grid.number, part.grid.number_of(number))
    fresh = [cell for cell, _ in places if cell.row == number]
    if not any(_says_something(cell) for cell in fresh) or _repeats_captions(sheet.header, fresh):
        return None
    row = SheetRow(place)
    for cell, columns in places:
        if _is_section(sheet.header, cell, columns, fresh):
            row.section = list(cell.paragraphs)
            continue
        column = _main_column(sheet.header, columns)
        if id(cell) not in placed_cells:
            placed_cells[id(cell)] = _placed(
                sheet, cell, column, RowPlace(part.grid.number, part.grid.number_of(cell.row))
            )
        if sheet.header.columns[column].meaning == "beside" and sheet.leaf is not None:
            column = sheet.leaf
        placed = row.cells.setdefault(column, placed_cells[id(cell)])
        if placed is not placed_cells[id(cell)] and cell.row == number:
            placed.go_on(placed_cells[id(cell)].paragraphs, glue=False)
    return row


def _placed(sheet: PlanSheet, cell: Cell, column: int, place: RowPlace) -> Placed:
    if cell.nested:
        sheet.notes.append(Note(messages.NESTED_TABLE, str(place)))
    sheet.notes += [
        Note(messages.FOOTNOTE_LEFT_OUT, str(place), text)
        for paragraph in cell.paragraphs
        for text in paragraph.footnotes
    ]
    paragraphs = list(cell.paragraphs)
    if sheet.header.columns[column].meaning in ("responsible", "result", *TEXTS):
        paragraphs = list(_without_page_number(sheet, paragraphs, place))
    described = sheet.header.columns[column]
    if sheet.header.parallel and described.meaning in ("content", "beside") and _says_something(cell):
        paragraphs.insert(0, Paragraph(f"{described.caption}:"))
    return Placed(place, paragraphs)


def _without_page_number(sheet: PlanSheet, paragraphs: list[Paragraph], place: RowPlace) -> Iterator[Paragraph]:
    """A number alone in the first or last line of a filled cell slipped in from the edge of the page."""
    filled = [index for index, paragraph in enumerate(paragraphs) if paragraph.plain]
    for index, paragraph in enumerate(paragraphs):
        lines = paragraph.text.split("\n")
        edge = index in (filled[:1] + filled[-1:]) and len(filled) > 1
        if edge and PAGE_NUMBER.match(paragraph.plain):
            sheet.notes.append(Note(messages.PAGE_NUMBER_LEFT_OUT, str(place), paragraph.plain))
        elif len(lines) > 1 and PAGE_NUMBER.match(lines[-1]) and index == filled[-1]:
            sheet.notes.append(Note(messages.PAGE_NUMBER_LEFT_OUT, str(place), lines[-1].strip()))
            yield replace(paragraph, text="\n".join(lines[:-1]))
        else:
            yield paragraph


def _says_something(cell: Cell) -> bool:
    marked = any(paragraph.marker and paragraph.level >= 0 for paragraph in cell.paragraphs)
    return marked or any(sign.isalnum() for sign in cell.plain)


def _repeats_captions(header: Header, fresh: list[Cell]) -> bool:
    """Captions printed again on a new page, or the row «1 2 3 4» below them."""
    texts = [letters(cell.plain) for cell in fresh]
    filled = [text for text in texts if text]
    if len(filled) > 1 and all(text in header.words for text in filled):
        return True
    return len(texts) > 2 and texts == [str(number + 1) for number in range(len(header.columns))]


def _is_section(header: Header, cell: Cell, columns: list[int], fresh: list[Cell]) -> bool:
    """One filled cell over the whole width, or over all but the numbers."""
    count = len(header.columns)
    if cell not in fresh or not cell.plain or len(columns) < max(2, count - 1):
        return False
    others = [other for other in fresh if other is not cell and other.plain]
    return all(NUMBER_CELL.match(other.plain) for other in others)


def _main_column(header: Header, columns: list[int]) -> int:
    """Where a cell over several columns belongs: the first that is known and no number."""
    known = [index for index in columns if header.columns[index].meaning in (*ROLES, "beside")]
    return next((index for index in known if header.columns[index].meaning != "number"), (known or columns)[0])


def _put_aside_unknown(sheet: PlanSheet, row: SheetRow, unknown: dict[int, list[tuple[RowPlace, str]]]) -> None:
    for column in [index for index in row.cells if sheet.header.columns[index].meaning in ("", PRIVATE)]:
        cell = row.cells.pop(column)
        if cell.place == row.place and any(sign.isalnum() for sign in cell.plain):
            unknown[column].append((row.place, cell.plain))


def _is_aside(sheet: PlanSheet, row: SheetRow) -> bool:
    """Totals and remarks below the plan: a note, no row."""
    texts = [" ".join(p.plain for p in row.section), *(c.plain for c in row.cells.values() if c.place == row.place)]
    if not any(map(ASIDE.match, texts)):
        return False
    sheet.notes.append(Note(messages.ROW_NOT_TAKEN, str(row.place), " ".join(filter(None, texts))))
    return True


def _belongs_to_last(sheet: PlanSheet, row: SheetRow, *, cut: bool) -> bool:
    """Whether a row is the rest of the row before: cut by a page break, or in the middle of a sentence."""
    heads = [sheet.column("number"), sheet.column("stage")]
    if sheet.leaf is not None and sheet.column("content") is not None:
        heads.append(sheet.column("activity"))
    if any(row.starts(column) or _is_numbered(row, column) for column in heads):
        return False
    last = sheet.rows[-1]
    values = [index for columns in sheet.values.values() for index in columns]
    silent = not any(row.starts(index) for index in values)
    glues = _glues(last, row, sheet.leaf)
    lower = row.text(sheet.leaf)[:1].islower()
    if not cut:
        return glues and silent and lower
    held = any(last.text(index) for index in values)
    return (
        (glues and (silent or lower))
        or (silent and held)
        or any(_is_fragment(last.text(i), row.text(i)) for i in values)
    )


def _mend_heads(sheet: PlanSheet, row: SheetRow, placed_cells: dict[int, Placed]) -> None:
    """The rest of a stage or an activity whose name a page break cut: the same one as in the row before."""
    last = sheet.rows[-1]
    if _is_numbered(row, sheet.column("number")):
        return
    for column in map(sheet.column, ("stage", "activity")):
        if column is None or column == sheet.leaf or column not in last.cells or not _glues(last, row, column):
            continue
        cell, target = row.cells[column], last.cells[column]
        if cell.plain[:1].islower():
            target.go_on(cell.paragraphs, glue=True)
            row.cells[column] = target
            _replace(placed_cells, cell, target)


def _replace(placed_cells: dict[int, Placed], cell: Placed, target: Placed) -> None:
    """Rows further down that are merged with a cell follow it into its other half."""
    for key in [key for key, placed in placed_cells.items() if placed is cell]:
        placed_cells[key] = target


def _is_numbered(row: SheetRow, column: int | None) -> bool:
    cell = row.cell(column)
    return cell is not None and cell.place == row.place and bool(cell.number)


def _glues(last: SheetRow, row: SheetRow, column: int | None) -> bool:
    """Whether a text stopped in the middle of a sentence and goes on here."""
    if column is None or not row.starts(column):
        return False
    first = next(p for p in row.cells[column].paragraphs if p.plain)
    return not first.marker and not typed(first.plain).marker and is_open(last.text(column))


def _is_fragment(before: str, text: str) -> bool:
    if not before or not text:
        return False
    return bool(FRAGMENT.match(text) or CUT.search(before) or DANGLING.search(before))


def _merge(sheet: PlanSheet, row: SheetRow, placed_cells: dict[int, Placed]) -> None:
    """Put the rest of a row into the row before; rows merged with it below follow."""
    last = sheet.rows[-1]
    for column, cell in row.cells.items():
        target = last.cells.get(column)
        if target is None:
            last.cells[column] = cell
            continue
        if cell is target or cell.place != row.place:
            continue
        meaning = sheet.header.columns[column].meaning
        if meaning in TEXTS:
            glue = _glues(last, row, column)
        else:
            glue = meaning == "term" or _is_fragment(target.plain, cell.plain) or cell.plain[:1].islower()
        target.go_on(cell.paragraphs, glue=glue)
        _replace(placed_cells, cell, target)
