"""A merged plan written into the text of the old record: steps move with their comments, untouched ones stay as typed.

The new text is put together from stretches of the old one; what came from the document is written anew. Whatever form
the editor chose, the outcome is read again (`edited`): where it would say anything else, the record is written whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from nastavnik import messages
from nastavnik.errors import EditRefused
from nastavnik.importing.yaml_text import dated, to_yaml
from nastavnik.office.merging.matching import Data, PlanStep
from nastavnik.office.merging.merge import STEP_FIELDS, MergedList, MergedPlan, MergedStep, SetAside
from nastavnik.office.merging.stretches import Stretch, Stretches, TextOdd, shifted
from nastavnik.text.editing import Edit, Written, edited, line_end, newline

ORDER = ("id", *STEP_FIELDS)
"""Fields of a step written anew; marks follow, what is below it comes last."""


def rewritten(written: Written, plan: MergedPlan, stretches: Stretches) -> bytes:
    """The bytes of the record with the merged plan. Raises `EditRefused` only where its letters cannot be kept."""
    try:
        text = _with_every_comment(written, stretches, _Rewriting(written, stretches).record(plan))
        return edited(written, _line_edits(written.text, text), plan.data)
    except (EditRefused, TextOdd):
        remarks = [*stretches.comments(0, len(written.text)), *_set_aside(plan.stages)]
        whole = newline(written.text).join([*remarks, *to_yaml(_whole(plan.data)).splitlines(), ""])
        return edited(written, [Edit(0, len(written.text), whole)], plan.data)


def _with_every_comment(written: Written, stretches: Stretches, text: str) -> str:
    """The new text; remarks of the editor that stood in parts written anew, and found no place there, open it."""

    def times(comment: str, text: str) -> int:
        return len(re.findall(rf"{re.escape(comment)}[ \t]*$", text, re.MULTILINE))

    homeless: list[str] = []
    for comment in stretches.comments(0, len(written.text)):
        if times(comment, text) + homeless.count(comment) < times(comment, written.text):
            homeless.append(comment)
    return newline(written.text).join([*homeless, text])


def _set_aside(below: MergedList) -> Iterator[str]:
    """The remarks about steps that the document no longer has, on every level."""
    for step in below:
        if isinstance(step, SetAside):
            yield from _remark(step.data)
        else:
            yield from _set_aside(step.below)


def _remark(data: Data) -> list[str]:
    return [f"# {line}" for line in (messages.SET_ASIDE, *to_yaml_list([data]))]


def to_yaml_list(steps: Iterable[Data]) -> list[str]:
    """Lines of a list of steps, fields in their order."""
    return to_yaml([dated(_ordered(step)) for step in steps]).splitlines()


def _whole(record: Data) -> Data:
    below = {"stages": [_ordered(stage) for stage in _listed(record["stages"])]} if "stages" in record else {}
    return dict(dated(record | below))


def _ordered(step: Data) -> Data:
    names = [*ORDER, *(name for name in step if name not in (*ORDER, "items"))]
    below = {"items": [_ordered(inner) for inner in _listed(step["items"])]} if "items" in step else {}
    return {name: step[name] for name in names if name in step} | below


def _listed(value: Any) -> list[Data]:
    return [value] if isinstance(value, dict) else value


def _line_edits(old: str, new: str) -> list[Edit]:
    """Stretches of whole lines that differ: the signs of all other lines stay, even those that reading drops."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    places = [0]
    for line in before:
        places.append(places[-1] + len(line))
    turns = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        Edit(places[first], places[last], "".join(after[start:end]))
        for turn, first, last, start, end in turns
        if turn != "equal"
    ]


class _Rewriting:
    """One record while its new text is put together."""

    def __init__(self, written: Written, stretches: Stretches) -> None:
        self.written, self.stretches = written, stretches
        self.newline = newline(written.text)

    def record(self, plan: MergedPlan) -> str:
        """The whole new text."""
        root = self.written.source.root
        edits = self._fields(root, plan.head, [name for name in plan.old if name != "stages"])
        if not plan.are_stages_as_they_were:
            edits += self._below(root, "stages", plan.old_stages, plan.stages)
        return self._spliced(0, len(self.written.text), edits)

    def _spliced(self, start: int, end: int, edits: Iterable[Edit]) -> str:
        parts: list[str] = []
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            if edit.start < start:
                raise TextOdd
            parts += [self.written.text[start : edit.start], edit.new]
            start = edit.end
        return "".join([*parts, self.written.text[start:end]])

    # --- lists of steps

    def _below(self, mapping: yaml.MappingNode, name: str, old: list[PlanStep], new: MergedList) -> list[Edit]:
        """What turns the list under `name` into the new one."""
        column = mapping.start_mark.column
        stretches = [stretch for step in old if (stretch := self.stretches.of(step))]
        at = _index(mapping, name)
        if at is None:
            place = line_end(self.written.text, self.written.span(mapping)[1])
            return [Edit(place, place, self.newline + self._field_of(name, new, column).removesuffix(self.newline))]
        if stretches and any(isinstance(step, MergedStep) for step in new):
            first, last = stretches[0], stretches[-1]
            return [Edit(first.start, last.end, self._list(new, first.column, last.end))]
        start, end = self.written.field_span(mapping, at)
        end = stretches[-1].end if stretches else line_end(self.written.text, end)
        loose = self.stretches.beside(old, start, stretches[0].start if stretches else end)
        lines = [*(f"{' ' * column}{comment}{self.newline}" for comment in loose), self._field_of(name, new, column)]
        text = "".join(lines)
        if not text and start - column == _line_start(self.written.text, start):  # the line goes whole
            return [Edit(start - column, end if stretches else end + len(self.newline), "")]
        return [Edit(start, end, text[column:] if stretches else text[column:].removesuffix(self.newline))]

    def _field_of(self, name: str, new: MergedList, column: int) -> str:
        """A list under its name, all lines whole."""
        if not any(isinstance(step, MergedStep) for step in new):
            return self._list(new, column)
        indent = self.stretches.indent
        return f"{' ' * column}{name}:{self.newline}{self._list(new, column + indent)}"

    def _list(self, new: MergedList, column: int, end: int | None = None) -> str:
        """The steps one after another, all lines whole but the last one where the file ends without a line break."""
        text = "".join(self._step(step, column) for step in new)
        ends_bare = end is not None and end == len(self.written.text) and not self.written.text.endswith(("\n", "\r"))
        return text.removesuffix(self.newline) if ends_bare else text

    def _step(self, step: MergedStep | SetAside, column: int) -> str:
        if isinstance(step, SetAside):
            loose = [comment for old in step.steps for comment in self.stretches.own_comments(old)]
            return self._lines([*loose, *_remark(step.data)], column)
        stretch = self.stretches.of(step.old) if step.old else None
        if stretch is None or not (step.is_as_it_was or isinstance(stretch.block, yaml.MappingNode)):
            return self._fresh(step, stretch, column)
        try:
            text = self._spliced(stretch.start, stretch.end, self._edits(step, stretch))
            return shifted(text if text.endswith(("\n", "\r")) else text + self.newline, column - stretch.column)
        except (EditRefused, TextOdd):
            return self._fresh(step, stretch, column)

    def _edits(self, step: MergedStep, stretch: Stretch) -> list[Edit]:
        if step.is_as_it_was or stretch.block is None or step.old is None:
            return []
        edits = self._fields(stretch.block, step.changes, STEP_FIELDS)
        if not step.is_below_as_it_was:
            edits += self._below(stretch.block, "items", step.old.below, step.below)
        return edits

    def _fresh(self, step: MergedStep, stretch: Stretch | None, column: int) -> str:
        """A step written anew; its comments stand above it."""
        loose = self.stretches.comments(stretch.start, stretch.end) if stretch else []
        if stretch is None and step.old:
            loose = self.stretches.own_comments(step.old)
        return self._lines([*loose, *_set_aside(step.below), *to_yaml_list([step.whole])], column)

    def _lines(self, lines: Iterable[str], column: int) -> str:
        return "".join(f"{' ' * column if line else ''}{line}{self.newline}" for line in lines)

    # --- fields of a step

    def _fields(self, mapping: yaml.MappingNode, changes: Data, order: Sequence[str]) -> list[Edit]:
        gone = {name for name, value in changes.items() if value is None}
        edits: list[Edit] = []
        for name, value in changes.items():
            at = _index(mapping, name)
            if value is None and at is not None:
                edits.append(self._out(mapping, at))
            elif at is not None:
                edits.append(self._replaced(mapping, at, name, value))
            else:
                edits.append(self._inserted(mapping, name, value, [known for known in order if known not in gone]))
        return edits

    def _replaced(self, mapping: yaml.MappingNode, at: int, name: str, value: Any) -> Edit:
        """The field with another value. Comments inside it stand above it, and so does a term with corrected dates."""
        text, column = self.written.text, mapping.start_mark.column
        start, end = self.written.field_span(mapping, at)
        lines = _field_lines(name, value)
        beside = text[end : line_end(text, end)]
        above = self._remarked(mapping, at) if _has_own_dates(mapping.value[at][1], value) else []
        above = above or self.stretches.comments(start, end)
        if len(lines) > 1 and beside.strip():
            above, end = [*above, beside.strip()], end + len(beside)
        return Edit(start, end, f"{self.newline}{' ' * column}".join([*above, *lines]))

    def _inserted(self, mapping: yaml.MappingNode, name: str, value: Any, order: Sequence[str]) -> Edit:
        """A new field after those that stand before it in the record's order."""
        margin = self.newline + " " * mapping.start_mark.column
        before = order[: order.index(name)] if name in order else order
        places = [at for at, (key, _) in enumerate(mapping.value) if key.value in before]
        lines = margin.join(_field_lines(name, value))
        if not places:
            start = self.written.span(mapping.value[0][0])[0]
            return Edit(start, start, lines + margin)
        end = line_end(self.written.text, self.written.field_span(mapping, places[-1])[1])
        return Edit(end, end, margin + lines)

    def _out(self, mapping: yaml.MappingNode, at: int) -> Edit:
        """Nothing in place of a field; it stays as a remark if it carries comments or corrected dates."""
        text = self.written.text
        start, end = self.written.field_span(mapping, at)
        end = line_end(text, end)
        line = _line_start(text, start)
        if self.stretches.comments(start, end) or _has_own_dates(mapping.value[at][1], None):
            lines = self._remarked(mapping, at)
            return Edit(start, end, f"{self.newline}{' ' * mapping.start_mark.column}".join(lines))
        if text[line:start].strip():  # after the dash: the next field takes its place
            if at + 1 == len(mapping.value):
                raise TextOdd
            return Edit(start, self.written.field_span(mapping, at + 1)[0])
        return Edit(line, end + len(self.newline) if end < len(text) else end)

    def _remarked(self, mapping: yaml.MappingNode, at: int) -> list[str]:
        """The field as comments, with what stands beside it."""
        start, end = self.written.field_span(mapping, at)
        lines = self.written.text[start : line_end(self.written.text, end)].splitlines()
        column = mapping.start_mark.column
        return [f"# {line if not number else line[min(column, _indent(line)) :]}" for number, line in enumerate(lines)]


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def _index(mapping: yaml.MappingNode, name: str) -> int | None:
    return next((at for at, (key, _) in enumerate(mapping.value) if key.value == name), None)


def _field_lines(name: str, value: Any) -> list[str]:
    return to_yaml({name: dated(value)}).splitlines()


def _has_own_dates(node: yaml.Node, value: Any) -> bool:
    """Whether a term with dates typed by hand makes room for another phrase."""
    return isinstance(node, yaml.MappingNode) and not isinstance(value, dict) and len(node.value) > 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
