"""Rows of a plan → the record of a roadmap: stages, items inside items, and where each value holds.

A value stands at the highest place it covers: at the stage when one cell covers all its rows, else at the
activity, else at the item. An empty cell stays empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.caption_words import ROLES, TEXTS, VALUES
from nastavnik.importing.grid import Paragraph
from nastavnik.importing.heading import Heading
from nastavnik.importing.items import (
    ListItem,
    MarkedLine,
    hung,
    joined,
    nested,
    pieces,
    tree,
    typed,
)
from nastavnik.importing.notes import Note
from nastavnik.importing.plan_sheet import Placed, PlanSheet, SheetRow
from nastavnik.importing.plans import RoadmapTable
from nastavnik.importing.row_values import joined_values, one_or_many, values_of
from nastavnik.importing.yaml_text import Unquoted

NUMBER_FIRST = re.compile(r"^(\d{1,2}|[IVX]{1,4})\s+(?=[А-ЯЁ«][а-яё])")
NAMED_STAGE = re.compile(r"^(?:этап|раздел|блок|модуль|направлени)", re.I)
WHOLE = re.compile(r"^(?:\d{1,2}|[IVX]{1,5})\s?[.)]?$")
PARTIAL = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?$")


@dataclass(slots=True)
class Node:
    """A stage or an activity while it is built: its cells of text, its rows, what hangs below."""

    rows: list[SheetRow] = field(default_factory=list)
    cell: Placed | None = None
    marker: str = ""
    leaves: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class StageDraft:
    """A stage: number and title as written, items read from its own cell, its rows."""

    title: str
    number: str = ""
    items: list[ListItem] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)
    own: SheetRow | None = None  # the row of a section that carries values itself


def to_record(plan: RoadmapTable, heading: Heading, sheet: PlanSheet) -> dict[str, Any]:
    """The record as plain data in the order of its fields; notes go to the sheet. Raises `ImportFailed`."""
    approved = [
        {key: Unquoted(value) if key == "date" else value for key, value in block.items()} for block in heading.approved
    ]
    stages = [_stage(sheet, stage) for stage in _stages(sheet, heading)]
    _tell_apart(stages)
    if not stages:
        raise ImportFailed(messages.NO_ROADMAP)
    record: dict[str, Any] = {
        "title": heading.title,
        "school_year": heading.school_year,
        "period": heading.period,
        "approved": approved[0] if len(approved) == 1 else approved,
        "captions": _captions(plan),
        "stages": stages,
    }
    _note_empty_values(sheet)
    return {key: value for key, value in record.items() if value}


def _tell_apart(stages: list[dict[str, Any]]) -> None:
    """Stages are named by number, else by place: one that would be named like another gets an id."""
    codes = [stage.get("number", str(place)) for place, stage in enumerate(stages, 1)]
    for place, stage in enumerate(stages, 1):
        named_before = codes[place - 1] in codes[: place - 1]
        if named_before or ("number" not in stage and codes.count(codes[place - 1]) > 1):
            stage_id = {"id": f"stage-{place}"}
            codes[place - 1] = stage_id["id"]
            stages[place - 1] = {**stage_id, **stage}


def _captions(plan: RoadmapTable) -> dict[str, str]:
    """The school's own captions; several columns of one meaning share a place."""
    captions: dict[str, list[str]] = {}
    for column in plan.header.columns:
        if column.meaning in (*ROLES, "beside") and column.caption:
            meaning = "content" if column.meaning == "beside" else column.meaning
            captions.setdefault(meaning, []).append(column.caption)
    return {meaning: " / ".join(dict.fromkeys(words)) for meaning, words in captions.items()}


# --- rows → stages


def _stages(sheet: PlanSheet, heading: Heading) -> list[StageDraft]:
    if sheet.column("stage") is None:
        _find_sections(sheet)
    sheet.stage_numbers = _numbers_belong_to_stages(sheet)
    stages: list[StageDraft] = []
    for row in sheet.rows:
        begun = _begin_stage(sheet, row, stages)
        if begun:
            stages.append(begun)
        elif not stages:
            stages.append(StageDraft(_title_of_nameless(sheet, heading, row)))
        if not row.section:
            stages[-1].rows.append(row)
    return stages


def _begin_stage(sheet: PlanSheet, row: SheetRow, stages: list[StageDraft]) -> StageDraft | None:
    number = _number(sheet, row)
    if row.section:
        stage = _read_stage(row.section, number, leaf=True)
        stage.own = row
        return stage
    cell = row.cell(sheet.column("stage"))
    if cell is None or not row.starts(sheet.column("stage")):
        return None
    heads = sheet.stage_numbers or not row.starts(sheet.leaf)
    stage = _read_stage(cell.paragraphs, number if heads else "", leaf=row.text(sheet.leaf) != "")
    if stages and stage.title == stages[-1].title and stage.number in ("", stages[-1].number):
        return None
    return stage


def _number(sheet: PlanSheet, row: SheetRow) -> str:
    """The number that begins in this row, as written."""
    cell = row.cell(sheet.column("number"))
    return cell.number if cell and cell.place == row.place else ""


def _read_stage(paragraphs: Sequence[Paragraph], number: str, *, leaf: bool) -> StageDraft:
    """A stage cell: number, title, and the lines below a title when no other cell holds items."""
    lines = pieces(paragraphs)
    if not lines:
        return StageDraft("", number.strip(" .)"))
    first, below = _first_title(lines[0], number), lines[1:]
    own = not number and first.marker
    title = first.text
    while below and not below[0].marker:
        title, below = joined(title, below[0].text), below[1:]
    items = [] if leaf else tree(below)
    if leaf:
        title = " ".join([title, *(f"{line.marker} {line.text}".strip() for line in below)])
    return StageDraft(title, (first.marker if own else number).strip(" .)("), items)


def _first_title(line: MarkedLine, number: str) -> MarkedLine:
    """The first line of a stage: its number is taken off, whatever is part of the name stays."""
    if line.kind == "bullet":
        return MarkedLine(f"{line.marker} {line.text}" if line.level < 0 else line.text)
    if line.marker and NAMED_STAGE.match(line.text):
        return MarkedLine(f"{line.marker} {line.text}")
    if line.marker and number and line.marker.strip(".)") != number.strip(" .)"):
        return MarkedLine(f"{line.marker} {line.text}")
    numbered = NUMBER_FIRST.match(line.text)
    if numbered and not line.marker and not number and not NAMED_STAGE.match(line.text[numbered.end() :]):
        return MarkedLine(line.text[numbered.end() :], numbered[1])
    return line


def _title_of_nameless(sheet: PlanSheet, heading: Heading, row: SheetRow) -> str:
    """A plan without stages, or rows above its first one: the caption of the items names them."""
    captions = (column.caption for column in sheet.header.columns if column.meaning in TEXTS and column.caption)
    title = next(captions, "") or heading.title or messages.IMPORT_NAMELESS_STAGE
    sheet.notes.append(Note(messages.nameless_stage(row.place, title)))
    return title


def _numbers_belong_to_stages(sheet: PlanSheet) -> bool:
    """Numbers count the stages when each begins together with a stage and stands to its left."""
    number, stage = sheet.column("number"), sheet.column("stage")
    if number is None or stage is None or number > stage:
        return False
    numbered = [row for row in sheet.rows if not row.section and _number(sheet, row)]
    if any(_repeats_stage(sheet, above, row) for above, row in pairwise(numbered)):
        return False
    return all(row.starts(stage) for row in numbered)


def _repeats_stage(sheet: PlanSheet, above: SheetRow, row: SheetRow) -> bool:
    """Whether two rows have the same stage typed out and different numbers."""
    stage = sheet.column("stage")
    return above.text(stage) == row.text(stage) and _number(sheet, above) != _number(sheet, row)


def _find_sections(sheet: PlanSheet) -> None:
    """Rows that only name a part of a plan without stages: «1.» above «1.1.», a name with nothing beside."""
    if any(row.section for row in sheet.rows) or sheet.leaf is None:
        return
    activity = sheet.column("activity")
    text = activity if activity is not None and sheet.column("content") is not None else sheet.leaf
    numbers = [_number(sheet, row) for row in sheet.rows]
    if any(map(PARTIAL.match, numbers)) and WHOLE.match(numbers[0]):
        sections = [row for row, number in zip(sheet.rows, numbers, strict=True) if WHOLE.match(number)]
    else:
        sections = [row for row in sheet.rows if _names_part(sheet, row, text)]
    if not sections or sections[0] is not sheet.rows[0] or len(sections) == len(sheet.rows):
        return
    for row in sections:
        cell = row.cells.pop(text, None)
        row.section = cell.paragraphs if cell else []


def _names_part(sheet: PlanSheet, row: SheetRow, text: int) -> bool:
    number = sheet.column("number")
    others = [index for index in row.cells if index not in (text, number) and row.text(index)]
    if not row.starts(text) or others:
        return False
    name = row.cells[text]
    bold = all(paragraph.bold for paragraph in name.paragraphs if paragraph.plain)
    return bold or bool(re.search(r"этап|раздел|блок|модуль|направлени", name.plain, re.I)) or name.plain.isupper()


# --- stages → data


def _stage(sheet: PlanSheet, stage: StageDraft) -> dict[str, Any]:
    lead = sheet.rows_above_items(stage.rows, "activity", "content")
    groups = _groups(sheet, stage.rows[len(lead) :])
    values = values_of(sheet, stage.rows) if stage.rows else {}
    items = [*stage.items, *(item for group in groups for item in _items(sheet, group, set(values)))]
    own = joined_values(sheet, [*filter(None, [stage.own]), *lead])
    if len(items) == 1 and len(stage.rows) == 1 and not own and not stage.items:
        items[0].values = {**values, **items[0].values}
        values = {}
    data: dict[str, Any] = {
        "number": stage.number,
        "title": stage.title,
        **one_or_many({**own, **values}),
        "items": [_item(item) for item in nested(items)],
    }
    return {key: value for key, value in data.items() if value}


def _groups(sheet: PlanSheet, rows: list[SheetRow]) -> list[Node]:
    """Rows of a stage → activities with their contents; where one of the two is missing, contents alone."""
    activity = sheet.column("activity") if sheet.column("content") is not None else None
    groups: list[Node] = []
    for row in rows:
        cell = row.cell(activity)
        if cell is not None and not cell.plain:
            cell = None
        last = groups[-1].cell if groups else None
        if not groups or (row.starts(activity) and cell and not (last and last.plain == cell.plain)):
            groups.append(Node(cell=cell, marker=_item_marker(sheet, row) if cell else ""))
        groups[-1].rows.append(row)
        _add_leaf(sheet, groups[-1], row)
    return groups


def _add_leaf(sheet: PlanSheet, group: Node, row: SheetRow) -> None:
    """The content of a row: a new one, one that covers this row too, or none (values of the one above)."""
    cell = row.cell(sheet.leaf)
    known = group.leaves[-1].cell if group.leaves else None
    if cell is not None and cell.plain and cell is not known:
        marker = "" if group.cell else _item_marker(sheet, row)
        group.leaves.append(Node([row], cell, marker))
    elif group.leaves:
        group.leaves[-1].rows.append(row)


def _item_marker(sheet: PlanSheet, row: SheetRow) -> str:
    return "" if sheet.stage_numbers else _number(sheet, row)


def _items(sheet: PlanSheet, group: Node, above: set[str]) -> list[ListItem]:
    """Items of an activity or of contents alone; values of `above` hold already."""
    if group.cell is None:
        return hung([_leaf_items(sheet, leaf, above) for leaf in group.leaves])
    item = _activity(group)
    values = values_of(sheet, group.rows) if group.leaves else joined_values(sheet, group.rows)
    own = joined_values(sheet, sheet.rows_above_items(group.rows, "content")) | values
    item.values = {key: lines for key, lines in own.items() if key not in above}
    held = above | set(values)
    item.items += hung([_leaf_items(sheet, leaf, held) for leaf in group.leaves])
    return [item]


def _activity(group: Node) -> ListItem:
    """The cell of an activity as one item, its own lists below it."""
    items = tree(pieces(group.cell.paragraphs)) if group.cell else []
    if len(items) != 1:
        text = " ".join(f"{item.marker} {item.text}".strip() for item in items)
        items = [
            ListItem(
                text or (group.cell.plain if group.cell else ""), "", [below for item in items for below in item.items]
            )
        ]
    items[0].marker = f"{group.marker} {items[0].marker}".strip()
    return items[0]


def _leaf_items(sheet: PlanSheet, leaf: Node, above: set[str]) -> list[ListItem]:
    items = tree(pieces(leaf.cell.paragraphs)) if leaf.cell else []
    if not items:
        return []
    if leaf.marker:
        items[0].marker = f"{leaf.marker} {items[0].marker}".strip()
    for key, lines in joined_values(sheet, leaf.rows).items():
        if key not in above:
            _hand_out(items, key, lines)
    return items


def _hand_out(items: list[ListItem], key: str, lines: list[str]) -> None:
    """A value holds for all items of its row, unless its lines are numbered as the items are."""
    numbered = {piece.marker: piece.text for piece in map(typed, lines) if piece.kind.startswith("number")}
    own = {item.marker for item in items}
    if len(numbered) == len(lines) > 1 and set(numbered) <= own:
        for item in items:
            if item.marker in numbered:
                item.values[key] = [numbered[item.marker]]
        return
    for item in items:
        item.values[key] = list(lines)


def _item(item: ListItem) -> dict[str, Any]:
    data: dict[str, Any] = {
        "marker": item.marker,
        "text": item.text,
        **one_or_many(item.values),
        "items": [_item(below) for below in item.items],
    }
    return {key: value for key, value in data.items() if value}


def _note_empty_values(sheet: PlanSheet) -> None:
    """Cells left empty in a column that is filled elsewhere: somebody should look whether that is meant."""
    leaf = sheet.leaf
    items = [row for row in sheet.rows if not row.section and row.starts(leaf)]
    for column in (index for key in VALUES for index in sheet.columns(key)):
        filled = {row.cell(leaf) for row in sheet.rows if row.text(column)}
        empty = [row.place for row in items if row.cell(leaf) not in filled]
        if empty and len(empty) < len(items):
            reason = messages.empty_cells(sheet.header.columns[column].caption)
            sheet.notes += [Note(reason, str(place)) for place in empty]
