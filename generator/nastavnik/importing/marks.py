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
ALIKE = 0.82  # of the words of two texts, for the same step said a little differently
DAY = re.compile(r"\d{4}-\d\d-\d\d")

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
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
    fresh, notes = list(_steps(record.get("stages", []), ())), []
    free = {id(step.data): step for step in fresh}
    for step in _steps(old.get("stages", []), ()):
        marks = _marks(step.data)
        twin = _twin(step, list(free.values())) if marks else None
        if twin is not None:
            twin.data.update({key: value for key, value in marks.items() if key not in twin.data})
            del free[id(twin.data)]
        elif marks:
            notes.append(Note(messages.MARKS_LOST, ", ".join(marks), step.text))
    own = {key: _dated(old[key]) for key in RECORD_MARKS if key in old}
    return {**own, **record}, [*notes, *_corrected_terms(old, fresh)]


def _steps(steps: Any, above: tuple[str, ...]) -> Iterator[Step]:
    for data in steps if isinstance(steps, list) else []:
        if isinstance(data, dict):
            step = Step(data, (*above, letters(str(data.get("title") or data.get("text") or ""))))
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


def _twin(step: Step, free: list[Step]) -> Step | None:
    """The same step in the new record: by all its path, by its words alone, by most of its words."""
    same_depth = [other for other in free if ("title" in other.data) == ("title" in step.data)]
    exact = [other for other in same_depth if other.path == step.path]
    worded = [other for other in same_depth if other.path[-1] == step.path[-1]]
    if exact or len(worded) == 1:
        return (exact or worded)[0]
    near = [other for other in same_depth if other.path[:-1] == step.path[:-1]] or same_depth
    likeness = {id(other): _alike(step.text, other.text) for other in near}
    best = max(near, key=lambda other: likeness[id(other)], default=None)
    return best if best is not None and likeness[id(best)] >= ALIKE else None


def _alike(one: str, other: str) -> float:
    """The share of signs two texts have in common, in order."""
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()


def _corrected_terms(old: Data, fresh: list[Step]) -> Iterator[Note]:
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
