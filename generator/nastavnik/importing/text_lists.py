"""Lists in running text → items with their depths and numbers, whether Word made the list or somebody typed it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nastavnik.importing.grid import Paragraph, TextRun
from nastavnik.importing.items import DASHES, RANK, TYPED, kind_of

SPEECH = re.compile(r"[,!?…»] [–—] ")
"""Signs of direct speech: a dash before it begins no item."""
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class TextItem:
    """An item: how deep it stands from 0, its number or 0 for a bullet, its paragraph without the marker."""

    depth: int
    number: int
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class TypedMarker:
    """A marker somebody typed: a kind of `items.TYPED`, the marker, how many signs of the text it takes."""

    kind: str
    text: str
    length: int


@dataclass(slots=True)
class _OpenList:
    look: tuple[str, str, int]
    kind: str
    count: int = 0


def typed_marker(text: str) -> TypedMarker | None:
    """The marker a line begins with; None for a line without one and for direct speech."""
    blank = len(text) - len(text.lstrip())
    for kind, pattern in TYPED:
        if match := pattern.match(text, blank):
            if not any(map(str.isalpha, text[match.end() :])) or (kind == "bullet" and SPEECH.search(text)):
                return None
            return TypedMarker(kind, "".join(match[1].split()), match.end())
    return None


def items_of(paragraphs: Sequence[Paragraph]) -> list[TextItem]:
    """Paragraphs that all are items, in their order."""
    opened: list[_OpenList] = []
    items = []
    before = ""
    for paragraph in paragraphs:
        typed = typed_marker(paragraph.text) if paragraph.level < 0 else _shown_twice(paragraph)
        marker = typed.text if typed and paragraph.level < 0 else paragraph.marker
        kind = typed.kind if typed and paragraph.level < 0 else kind_of(marker)
        _settle(opened, _look(marker, kind, paragraph.level), kind, before)
        opened[-1].count += 1
        own = without_first(paragraph, typed.length) if typed else paragraph
        bare = replace(own, marker="", level=-1)
        items.append(TextItem(min(len(opened), DEEPEST) - 1, _number(marker, kind, opened[-1].count), bare))
        before = paragraph.plain
    return items


def without_first(paragraph: Paragraph, signs: int) -> Paragraph:
    """A paragraph without its first signs, in its text and in its runs."""
    runs, rest = list[TextRun](), signs
    for run in paragraph.runs:
        cut = min(rest, len(run.text))
        rest -= cut
        runs.append(replace(run, text=run.text[cut:]))
    return replace(paragraph, text=paragraph.text[signs:], runs=tuple(runs))


def _shown_twice(paragraph: Paragraph) -> TypedMarker | None:
    """A dash typed in an item that has its marker already."""
    typed = typed_marker(paragraph.text)
    return typed if typed and typed.kind == "bullet" else None


def _look(marker: str, kind: str, level: int) -> tuple[str, str, int]:
    """Items of one look are of one list: all dashes are one look, every other bullet is its own."""
    return (kind, "" if kind != "bullet" or DASHES.match(marker) else marker, level)


def _settle(opened: list[_OpenList], look: tuple[str, str, int], kind: str, before: str) -> None:
    """Bring the list of the look on top: one that is open, a new one below, or one in place of those it ends."""
    known = next((at for at in reversed(range(len(opened))) if opened[at].look == look), None)
    if known is not None:
        del opened[known + 1 :]
        return
    while opened and not _is_below(opened[-1], look, kind, before):
        opened.pop()
    opened.append(_OpenList(look, kind))


def _is_below(above: _OpenList, look: tuple[str, str, int], kind: str, before: str) -> bool:
    level, own = above.look[2], look[2]
    if level >= 0 and own >= 0:
        return own > level
    return before.endswith(":") or RANK.get(kind, RANK["bullet"]) > RANK.get(above.kind, RANK["bullet"])


def _number(marker: str, kind: str, count: int) -> int:
    """The number an item had; letters and Roman numbers are counted; 0 for a bullet."""
    if kind == "bullet":
        return 0
    digits = re.findall(r"\d+", marker)
    return int(digits[-1]) if digits else count
