"""A roadmap → the table it was approved as: the school's columns, rows, cells that cover several of them.

Computed once, used by the print of the page and by the Word file. A value stands beside everything it holds for: in
one cell over all rows of its stage (or activity) where nothing below has its own, else in a row of the step's own
above the rows of its items, whose empty cells mean «as above».
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from nastavnik.records.roadmap import COLUMNS, Item, Phrase, Roadmap, Stage, Step
from nastavnik.text.source import Keys

VALUES = ("term", "responsible", "result")
WIDTHS = {"number": 5, "stage": 17, "activity": 20, "content": 34, "term": 13, "responsible": 14, "result": 17}
OWN_WIDTH = 14  # of a column of the school's own
WIDE = 5  # columns: from here on the sheet lies on its side
COUNTED = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?|[IVX]{1,5}\.?")
"""A marker that may have stood in the column of numbers: «3», «1.2.», not «1)»."""
BARE = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
"""A marker that stood there for sure: no sign parts it from the text."""


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A column: its caption as approved, its share of the width in per cent."""

    caption: str
    width: float


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A paragraph of a cell with its marker; `depth` is how deep it hangs below the first ones, from 0."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class PlanCell:
    """A cell that begins in its row at `column`; it covers so many rows and columns."""

    column: int
    lines: tuple[PlanLine, ...]
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class PlanTableRow:
    """A row of the table: the cells that begin in it, and the keys of the steps it is about."""

    cells: tuple[PlanCell, ...]
    stage: int
    steps: tuple[Keys, ...]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The whole table below its captions."""

    columns: tuple[PlanColumn, ...]
    rows: tuple[PlanTableRow, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it needs a sheet on its side."""
        return len(self.columns) >= WIDE


@dataclass(eq=False, slots=True)
class _Slot:
    """What one cell will hold; rows that share it make it taller."""

    lines: list[PlanLine] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """A row while it is built: slots by meaning; one under «section» covers all columns but the numbers."""

    steps: list[Keys]
    slots: dict[str, _Slot]
    open: bool = False
    """Whether items without anything of their own may go on in its cell."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the texts of a plan stand: columns present, the one of stages, of activities, of the finest text."""

    meanings: tuple[str, ...]
    values: tuple[str, ...]
    """Columns that may hold for several rows: terms, people, results, those of the school's own."""
    stage: bool
    activity: bool
    leaf: str
    item_numbers: bool
    """Whether the column of numbers counts items: it cannot count stages, or a marker has no sign after its digits."""
    section_numbers: bool


def plan_table(roadmap: Roadmap) -> PlanTable:
    """The table of a roadmap. Captions the record does not give, for values it has, are the usual ones."""
    meanings = _meanings(roadmap)
    layout = _layout(roadmap, meanings)
    drafts = [
        (index, draft) for index, stage in enumerate(roadmap.stages) for draft in _stage(layout, roadmap, index, stage)
    ]
    whole = sum(WIDTHS.get(meaning, OWN_WIDTH) for meaning in meanings)
    columns = tuple(
        PlanColumn(
            roadmap.captions.get(meaning) or COLUMNS.get(meaning, meaning),
            round(100 * WIDTHS.get(meaning, OWN_WIDTH) / whole, 1),
        )
        for meaning in meanings
    )
    return PlanTable(columns, tuple(_rows(meanings, drafts)))


# --- columns -------------------------------------------------------------------------------------------


def _meanings(roadmap: Roadmap) -> tuple[str, ...]:
    """Columns in the document's order; those it does not name but needs stand where they usually do."""
    steps = [step for stage in roadmap.stages for step in _steps(stage)]
    used = {key for key in VALUES if any(_own(step, key) for step in steps)}
    captions = list(roadmap.captions)
    has_text = {"activity", "content"} & set(captions)
    if not captions:
        used |= {"stage"} | ({"number"} if any(stage.number for stage in roadmap.stages) else set())
    if any(stage.items for stage in roadmap.stages) and not has_text and (not captions or _items_stand_apart(roadmap)):
        used.add("content")
    order = list(COLUMNS)
    for meaning in sorted(used - set(captions), key=order.index):
        before = [index for index, other in enumerate(captions) if order.index(other) < order.index(meaning)]
        captions.insert(before[-1] + 1 if before else 0, meaning)
    own = [caption for step in steps for caption in step.other if caption not in COLUMNS]
    return tuple(dict.fromkeys([*captions, *own])) or ("stage",)


def _items_stand_apart(roadmap: Roadmap) -> bool:
    """Whether items need a column beside the stages, for there is none of theirs and they have values."""
    if "stage" not in roadmap.captions:
        return True
    items = (item for stage in roadmap.stages for step in stage.items for item in _steps(step))
    return any(_has_values(item) for item in items)


def _layout(roadmap: Roadmap, meanings: tuple[str, ...]) -> _Layout:
    texts = [meaning for meaning in ("stage", "activity", "content") if meaning in meanings]
    stage = "stage" in meanings
    numbered = any(each.number for each in roadmap.stages)
    bare = any(BARE.fullmatch(item.marker or "") for each in roadmap.stages for item in each.items)
    return _Layout(
        meanings,
        tuple(meaning for meaning in meanings if meaning in VALUES or meaning not in COLUMNS),
        stage,
        activity="activity" in meanings and "content" in meanings,
        leaf=texts[-1] if texts else meanings[0],
        item_numbers="number" in meanings and (bare or not (stage and numbered)),
        section_numbers=meanings[0] == "number" and len(meanings) > 2,
    )


# --- steps → rows --------------------------------------------------------------------------------------


def _stage(layout: _Layout, roadmap: Roadmap, index: int, stage: Stage) -> list[_Draft]:
    keys: Keys = ("stages", index)
    below = _below_stage(layout, keys, stage)
    if layout.stage:
        return _headed(layout, stage, keys, _stage_slots(layout, stage), below)
    rows = _headed(layout, stage, keys, {}, below) if below or _has_values(stage) else []
    if _is_nameless(roadmap, stage):
        return rows
    return [_section(layout, stage, keys), *rows]


def _below_stage(layout: _Layout, keys: Keys, stage: Stage) -> list[_Draft]:
    if layout.leaf == "stage":
        return []
    if not layout.activity:
        return _contents(layout, keys, stage.items, 0)
    return [
        draft for place, item in enumerate(stage.items) for draft in _activity(layout, (*keys, "items", place), item)
    ]


def _stage_slots(layout: _Layout, stage: Stage) -> dict[str, _Slot]:
    """The cells of a stage: its number in its column or before its title, items below it if nowhere else."""
    if "number" in layout.meanings and not layout.item_numbers:
        slots, number = {"number": _Slot([PlanLine(stage.number or "")])}, ""
    else:
        slots, number = {}, stage.number or ""
    lines = [PlanLine(_numbered(number, stage.title))]
    if layout.leaf == "stage":
        lines += [line for item in stage.items for line in _lines(item, 0)]
    return {**slots, "stage": _Slot(lines)}


def _section(layout: _Layout, stage: Stage, keys: Keys) -> _Draft:
    """The row that names a stage over the whole width, where stages have no column."""
    if layout.section_numbers and stage.number:
        slots = {"number": _Slot([PlanLine(stage.number)]), "section": _Slot([PlanLine(stage.title)])}
    else:
        slots = {"section": _Slot([PlanLine(_numbered(stage.number or "", stage.title))])}
    return _Draft([keys], slots)


def _is_nameless(roadmap: Roadmap, stage: Stage) -> bool:
    """A plan without stages has one that is called as its column of items: no row of the document."""
    captions = (roadmap.captions.get("activity"), roadmap.captions.get("content"), roadmap.title)
    return len(roadmap.stages) == 1 and not stage.number and stage.title in captions


def _activity(layout: _Layout, keys: Keys, item: Item) -> list[_Draft]:
    marker, slots = _marker_apart(layout, item)
    slots["activity"] = _Slot([PlanLine(_marked(marker, item.text))])
    below = _contents(layout, keys, item.items, 0)
    return _headed(layout, item, keys, slots, below)


def _headed(layout: _Layout, step: Step, keys: Keys, slots: dict[str, _Slot], below: list[_Draft]) -> list[_Draft]:
    """Rows of a step whose texts cover all rows below it; a row of its own for values that something below replaces."""
    replaced = [key for key in layout.values if _own(step, key) and any(key in draft.slots for draft in below)]
    rows = [_Draft([keys], {}), *below] if replaced or not below else below
    for draft in rows:
        draft.slots = {**slots, **draft.slots}
    _place_values(layout, step, rows)
    return rows


def _place_values(layout: _Layout, step: Step, rows: Sequence[_Draft]) -> None:
    """Each value of a step over all its rows, or on the first one where a row below has its own."""
    for key in layout.values:
        lines = _own(step, key)
        if not lines:
            continue
        slot = _Slot([PlanLine(line) for line in lines])
        whole = not any(key in draft.slots for draft in rows)
        for draft in rows if whole else rows[:1]:
            draft.slots[key] = slot


def _contents(layout: _Layout, above: Keys, items: Sequence[Item], depth: int) -> list[_Draft]:
    """Rows of the finest column: one an item that has something of its own, one for several that have not."""
    rows: list[_Draft] = []
    for place, item in enumerate(items):
        keys = (*above, "items", place)
        if _stands_apart(layout, item, depth):
            rows += _content_rows(layout, keys, item, depth)
        elif rows and rows[-1].open:
            rows[-1].steps.append(keys)
            rows[-1].slots[layout.leaf].lines += _lines(item, depth)
        else:
            rows.append(_Draft([keys], {layout.leaf: _Slot(_lines(item, depth))}, open=True))
    return rows


def _content_rows(layout: _Layout, keys: Keys, item: Item, depth: int) -> list[_Draft]:
    marker, slots = _marker_apart(layout, item) if depth == 0 and not layout.activity else (item.marker or "", {})
    split = any(_stands_apart(layout, below, depth + 1) for below in item.items)
    lines = [PlanLine(_marked(marker, item.text), depth)]
    lines += [] if split else [line for below in item.items for line in _lines(below, depth + 1)]
    rows = [_Draft([keys], {**slots, layout.leaf: _Slot(lines)})]
    rows += _contents(layout, keys, item.items, depth + 1) if split else []
    rows[-1].open = False  # what comes after the item does not stand below it
    _place_values(layout, item, rows)
    return rows


def _stands_apart(layout: _Layout, item: Item, depth: int) -> bool:
    """Whether an item needs a row: it or something below it has a value, or its number a column."""
    if any(_has_values(step) for step in _steps(item)):
        return True
    return depth == 0 and not layout.activity and bool(_marker_apart(layout, item)[1])


def _marker_apart(layout: _Layout, item: Item) -> tuple[str, dict[str, _Slot]]:
    """The marker that stays before the text, and the cell of numbers if it belongs there."""
    marker = item.marker or ""
    first, _, rest = marker.partition(" ")
    if layout.item_numbers and COUNTED.fullmatch(first):
        return rest, {"number": _Slot([PlanLine(first)])}
    return marker, {}


def _lines(item: Item, depth: int) -> list[PlanLine]:
    """An item and all that is below it."""
    below = [line for step in item.items for line in _lines(step, depth + 1)]
    return [PlanLine(_marked(item.marker or "", item.text), depth), *below]


def _marked(marker: str, text: str) -> str:
    return f"{marker} {text}" if marker else text


def _numbered(number: str, title: str) -> str:
    """«1. Название»; a number that ends in a sign of its own keeps it."""
    return _marked(f"{number}." if number[-1:].isalnum() else number, title)


def _own(step: Step, key: str) -> list[str]:
    """The lines of a value that stands at this very step."""
    known: dict[str, Phrase | str | None] = {
        "term": step.term,
        "responsible": step.responsible,
        "result": step.result,
    }
    value = known.get(key) or step.other.get(key)
    text = value.text if isinstance(value, Phrase) else value
    return [line for line in (text or "").split("\n") if line.strip()]


def _has_values(step: Step) -> bool:
    return bool(step.other) or any(_own(step, key) for key in VALUES)


def _steps(step: Stage | Item) -> Iterator[Stage | Item]:
    """A step and everything below it."""
    yield step
    for item in step.items:
        yield from _steps(item)


# --- rows → cells --------------------------------------------------------------------------------------


def _rows(meanings: Sequence[str], drafts: Sequence[tuple[int, _Draft]]) -> Iterator[PlanTableRow]:
    """Each slot becomes a cell where it begins, as tall as the rows that share it; an absent one is an empty cell."""
    placed = [_across(meanings, draft) for _, draft in drafts]
    for number, (stage, draft) in enumerate(drafts):
        cells = []
        for column, columns, slot in placed[number]:
            if number and slot.lines and any(above is slot for _, _, above in placed[number - 1]):
                continue
            rows = _height(slot, placed[number:]) if slot.lines else 1
            cells.append(PlanCell(column, tuple(slot.lines), rows, columns))
        yield PlanTableRow(tuple(cells), stage, tuple(draft.steps))


def _across(meanings: Sequence[str], draft: _Draft) -> list[tuple[int, int, _Slot]]:
    """The cells of a row from left to right: (first column, how many, what it holds)."""
    if "section" not in draft.slots:
        return [(column, 1, draft.slots.get(meaning) or _Slot()) for column, meaning in enumerate(meanings)]
    first = 1 if "number" in draft.slots else 0
    section = (first, len(meanings) - first, draft.slots["section"])
    return [(0, 1, draft.slots["number"]), section] if first else [section]


def _height(slot: _Slot, rows: Iterable[Sequence[tuple[int, int, _Slot]]]) -> int:
    """In how many rows, from the first, the slot stands."""
    runs = groupby(rows, key=lambda cells: any(other is slot for _, _, other in cells))
    return len(list(next(runs)[1]))
