"""A roadmap imported anew keeps what the school wrote into the old record: marks, evidence, corrections of terms.

A step is recognised by its words; where the corrected document changed them a little, by the words that stayed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import yaml

from nastavnik import messages
from nastavnik.importing.caption_words import letters
from nastavnik.importing.notes import Note
from nastavnik.importing.yaml_text import Unquoted

STEP_MARKS = ("id", "short_title", "done", "postponed", "evidence")
"""Fields of a step that no office file has: they are the school's own."""

RECORD_MARKS = ("document", "results")
ALIKE = 0.7  # of the signs of two texts of one stage, for the same step said a little differently
ALIKE_ELSEWHERE = 0.85  # of two texts of different stages
DAY = re.compile(r"\d{4}-\d\d-\d\d")

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MarkedStep:
    """A stage or an item with the letters of its text and of all above it."""

    data: Data
    path: tuple[str, ...]

    @property
    def text(self) -> str:
        return str(self.data.get("title") or self.data.get("text") or "")


def carry_over(old_text: str, record: Data) -> tuple[Data, list[Note]]:
    """The new record with the marks of the old one; notes name marks that found no step. Any old text will do."""
    try:
        old = yaml.load(old_text, yaml.BaseLoader)
    except yaml.YAMLError:
        return record, [Note(messages.OLD_RECORD_UNREADABLE)]
    if not isinstance(old, dict):
        return record, []
    fresh = list(_steps(record.get("stages", []), ()))
    twins, notes = _pairs(list(_steps(old.get("stages", []), ())), fresh), []
    for step, twin in twins:
        marks = _marks(step.data)
        if twin is not None:
            twin.data.update({key: value for key, value in marks.items() if key not in twin.data})
        elif marks:
            notes.append(Note(messages.MARKS_LOST, ", ".join(marks), step.text))
    own = {key: _dated(old[key]) for key in RECORD_MARKS if key in old}
    return {**own, **record}, [*notes, *_corrected_terms(old, fresh)]


def _steps(steps: Any, above: tuple[str, ...]) -> Iterator[MarkedStep]:
    for data in steps if isinstance(steps, list) else []:
        if isinstance(data, dict):
            step = MarkedStep(data, (*above, letters(str(data.get("title") or data.get("text") or ""))))
            yield step
            yield from _steps(data.get("items"), step.path)


def _marks(data: Data) -> Data:
    return {key: _dated(data[key]) for key in STEP_MARKS if data.get(key) not in (None, "", [], {})}


def _dated(value: Any) -> Any:
    """Texts of the old file as they were written: days without quotes."""
    if isinstance(value, dict):
        return {key: _dated(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner) for inner in value]
    return Unquoted(value) if isinstance(value, str) and DAY.fullmatch(value) else value


def _pairs(old: list[MarkedStep], fresh: list[MarkedStep]) -> list[tuple[MarkedStep, MarkedStep | None]]:
    """Each old step with its new self: by all its path, then by its words alone, then by most of its words."""
    free = {id(step): step for step in fresh}
    twins: dict[int, MarkedStep] = {}
    for find in (_in_place, _moved, _reworded):
        for step in old:
            same_sort = [other for other in free.values() if ("title" in other.data) == ("title" in step.data)]
            twin = None if id(step) in twins else find(step, same_sort)
            if twin is not None:
                twins[id(step)] = free.pop(id(twin))
    return [(step, twins.get(id(step))) for step in old]


def _in_place(step: MarkedStep, free: list[MarkedStep]) -> MarkedStep | None:
    return next((other for other in free if other.path == step.path), None)


def _moved(step: MarkedStep, free: list[MarkedStep]) -> MarkedStep | None:
    worded = [other for other in free if other.path[-1] == step.path[-1]]
    return worded[0] if len(worded) == 1 else None


def _reworded(step: MarkedStep, free: list[MarkedStep]) -> MarkedStep | None:
    if not _marks(step.data):
        return None
    likeness = [(_alike(step.text, other.text), other.path[:-1] == step.path[:-1], other) for other in free]
    near = [entry for entry in likeness if entry[0] >= (ALIKE if entry[1] else ALIKE_ELSEWHERE)]
    return max(near, key=lambda entry: entry[:2])[2] if near else None


def _alike(one: str, other: str) -> float:
    """The share of signs two texts have in common, in order."""
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()


def _corrected_terms(old: Data, fresh: list[MarkedStep]) -> Iterator[Note]:
    """Terms whose dates the editor corrected keep their dates where the phrase is still the same."""
    by_path = {step.path: step for step in fresh}
    for step in _steps(old.get("stages", []), ()):
        term = step.data.get("term")
        twin = by_path.get(step.path)
        if not isinstance(term, dict):
            continue
        if twin is not None and twin.data.get("term") == term.get("text"):
            twin.data["term"] = _dated(term)
        else:
            yield Note(messages.MARKS_LOST, "term", step.text)
