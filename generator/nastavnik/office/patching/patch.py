"""The text of a record that says other data: only stretches whose values differ are written anew.

Comments, order, quotes, empty lines and encoding outside of them stay byte for byte. What a stretch cannot take (a
comment inside brackets, a dash on the line of another) is written as the whole field above it, comments over it.
The outcome is read again: if it does not say exactly what was meant, nothing is given out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

import yaml

from nastavnik import messages
from nastavnik.errors import EditRefused
from nastavnik.office.patching import emission
from nastavnik.office.patching.pairing import pairs
from nastavnik.text.editing import Edit, Written, apply, line_end, newline, written_as
from nastavnik.text.source import FRONT_MATTER, Plain, Unreadable, child

MOST_ROUNDS = 400
"""Edits that touch wait for the next round; each round writes at least one."""
_COMMENT = re.compile(r"(?:^|\s)#[^\r\n]*")
NodePair = tuple[yaml.Node, yaml.Node]


class TextOdd(Exception):
    """A stretch that cannot be edited by itself: the field above it is written anew."""


def patched(written: Written, data: dict[str, Plain], body: str | None = None) -> bytes:
    """The bytes of the record that says `data`, and `body` below its front matter if one is given.

    New fields come after those that stand before them in `data`. Raises `EditRefused`.
    """
    current, file = written, written.source.file
    for _ in range(MOST_ROUNDS):
        edits = _apart(_Patch(current).record(data))
        if not edits:
            break
        try:
            current = written_as(written.path, apply(current, edits), file)
        except Unreadable as refused:
            raise EditRefused(messages.labelled(str(refused.problem.place), messages.CANNOT_EDIT)) from refused
    if body is not None and body != current.source.body:
        current = written_as(written.path, apply(current, _body_edits(current, body)), file)
    as_meant = says(current.source.data, data) and current.source.body == (
        written.source.body if body is None else body
    )
    if not as_meant:
        raise EditRefused(messages.labelled(file, messages.CANNOT_EDIT))
    return current.raw


def says(value: Plain, meant: Plain) -> bool:
    """Whether two values are the same but for line breaks at the ends of texts."""
    if isinstance(value, dict) and isinstance(meant, dict):
        return value.keys() == meant.keys() and all(says(value[name], meant[name]) for name in meant)
    if isinstance(value, list) and isinstance(meant, list):
        return len(value) == len(meant) and all(map(says, value, meant))
    return isinstance(value, str) and isinstance(meant, str) and value.rstrip("\n") == meant.rstrip("\n")


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Those edits, the first ones first, that do not touch an earlier one."""
    chosen: list[Edit] = []
    for edit in edits:
        if not any(edit.start <= other.end and other.start <= edit.end for other in chosen):
            chosen.append(edit)
    return chosen


def _body_edits(written: Written, body: str) -> list[Edit]:
    """Lines of the text below the front matter that differ."""
    head = FRONT_MATTER.match(written.text)
    if head is None:
        raise EditRefused(messages.labelled(written.source.file, messages.CANNOT_EDIT))
    end = newline(written.text)
    if not written.text[head.end() :].strip():
        before = "" if written.text[: head.end()].endswith(("\n", "\r")) else end
        return [Edit(head.end(), len(written.text), f"{before}{end}{end.join(body.splitlines())}{end}")]
    start = head.end()
    old = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", written.text[start:])
    while old and not old[0].strip("\r\n"):
        start += len(old.pop(0))
    while old and not old[-1].strip("\r\n"):
        old.pop()
    lines = [f"{line}{end}" for line in body.split("\n")] if body else []
    if lines and old and not old[-1].endswith(("\n", "\r")):
        lines[-1] = lines[-1].removesuffix(end)
    places = [start]
    for line in old:
        places.append(places[-1] + len(line))
    turns = SequenceMatcher(None, old, lines, autojunk=False).get_opcodes()
    return [Edit(places[i], places[j], "".join(lines[k:m])) for turn, i, j, k, m in turns if turn != "equal"]


class _Patch:
    """The edits that bring one text nearer to what it is to say."""

    def __init__(self, written: Written) -> None:
        self.written, self.text, self.newline = written, written.text, newline(written.text)
        self.list_step = _list_step(written.source.root)

    def record(self, data: dict[str, Plain]) -> Iterator[Edit]:
        """Edits of the whole record."""
        yield from self._mapping(self.written.source.root, self.written.source.data, data)

    # --- fields

    def _mapping(self, node: yaml.MappingNode, old: dict[str, Plain], new: dict[str, Plain]) -> Iterator[Edit]:
        if node.flow_style and old.keys() != new.keys():
            yield self._braces(node, old, new)
            return
        names = list(new)
        for at, (name, value) in enumerate(new.items()):
            pair = child(node, name)
            if pair is None:
                yield self._insertion(node, name, value, names[:at])
            elif name not in old:
                yield self._field(node, pair, name, value)
            elif not says(old[name], value):
                yield from self._change(node, pair, name, old[name], value)
        for name in old.keys() - new.keys():
            yield self._removal(node, name)

    def _change(self, node: yaml.MappingNode, pair: NodePair, name: str, old: Plain, new: Plain) -> Iterator[Edit]:
        """What makes a field say something else, as little of it as can be."""
        try:
            yield from self._value(pair[1], old, new, node.start_mark.column, in_flow=bool(node.flow_style))
        except TextOdd:
            if node.flow_style:
                raise
            yield self._field(node, pair, name, new)

    def _value(self, node: yaml.Node, old: Plain, new: Plain, column: int, *, in_flow: bool) -> list[Edit]:
        if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict):
            return list(self._mapping(node, old, new))
        if isinstance(node, yaml.SequenceNode) and isinstance(old, list) and isinstance(new, list):
            return list(self._sequence(node, old, new))
        if isinstance(node, yaml.ScalarNode) and isinstance(new, str):
            return [self._scalar(node, new, column, in_flow=in_flow)]
        if in_flow:
            return [Edit(*self.written.span(node), emission.flow(new))]
        raise TextOdd

    def _field(self, mapping: yaml.MappingNode, pair: NodePair, name: str, value: Plain) -> Edit:
        """A field written anew; its comments stand above it, one beside a single line stays there."""
        if mapping.flow_style:
            start, end = self._field_span(mapping, name)
            return Edit(start, end, emission.flow_field(name, value))
        start, end = self._field_span(mapping, name)
        lines = emission.field_lines(name, value, self.list_step)
        comments = [comment.strip() for comment in self._comments(start, end)]
        beside = self.text[end : line_end(self.text, end)]
        if len(lines) > 1 and beside.strip():
            comments, end = [*comments, beside.strip()], end + len(beside)
        return Edit(start, end, self._margin(mapping.start_mark.column).join([*comments, *lines]))

    def _insertion(self, mapping: yaml.MappingNode, name: str, value: Plain, before: Sequence[str]) -> Edit:
        """A new field after those that stand before it."""
        margin = self._margin(mapping.start_mark.column)
        lines = margin.join(emission.field_lines(name, value, self.list_step))
        places = [at for at, (key, _) in enumerate(mapping.value) if key.value in before]
        if places:
            end = line_end(self.text, self.written.field_span(mapping, places[-1])[1])
            return Edit(end, end, margin + lines)
        start = self.written.span(mapping.value[0][0])[0] if mapping.value else self.written.span(mapping)[0]
        return Edit(start, start, lines + margin)

    def _removal(self, mapping: yaml.MappingNode, name: str) -> Edit:
        at = _index(mapping, name)
        start, end = self._field_span(mapping, name)
        end = line_end(self.text, end)
        line = self._line_start(start)
        if len(mapping.value) == 1:
            raise TextOdd
        if self.text[line:start].strip():  # after a dash: the next field takes its place
            if at + 1 == len(mapping.value):
                raise TextOdd
            return Edit(start, self.written.field_span(mapping, at + 1)[0], "")
        return Edit(line, self._after_break(end), "")

    # --- lists

    def _sequence(self, node: yaml.SequenceNode, old: list[Plain], new: list[Plain]) -> Iterator[Edit]:
        items = [item for at in range(len(old)) for _, item in (child(node, at) or _odd(),)]
        if node.flow_style:
            yield from self._brackets(node, items, old, new)
            return
        column = node.start_mark.column
        moved = {_canonical(value): item for item, value in zip(items, old, strict=True)}
        last: int | None = None
        for at, to in pairs(old, new):
            if at is not None and to is not None:
                last = at
                if not says(old[at], new[to]):
                    yield from self._item(items[at], old[at], new[to], column)
            elif to is not None:
                yield self._added(items, last, new[to], moved.get(_canonical(new[to])), column)
            elif at is not None:
                last = at
                yield self._dropped(items[at])

    def _item(self, node: yaml.Node, old: Plain, new: Plain, column: int) -> Iterator[Edit]:
        try:
            yield from self._value(node, old, new, column, in_flow=False)
        except TextOdd:
            start, end = self.written.span(node)
            comments = self._comments(start, end)
            lines = self._margin(node.start_mark.column).join([*comments, *emission.block_lines(new, self.list_step)])
            if comments:  # a comment may not begin an item
                raise
            yield Edit(start, end, lines)

    def _added(
        self, items: list[yaml.Node], last: int | None, value: Plain, same: yaml.Node | None, column: int
    ) -> Edit:
        """A new item behind the last one met; what moves takes its comments along."""
        margin = self._margin(column)
        lines = emission.dashed(value, self.list_step)
        if same is not None:
            start, end = self._item_span(same)
            shift = column - (start - self._line_start(start))
            lines = self.text[start:end].replace("\r\n", "\n").split("\n") if not shift else lines
            text = self.newline.join(lines) if not shift else margin.join(lines)
        else:
            text = margin.join(lines)
        if last is None:
            start = self._item_span(items[0])[0]
            return Edit(start, start, text + margin)
        end = self._item_span(items[last])[1]
        return Edit(end, end, margin + text)

    def _dropped(self, node: yaml.Node) -> Edit:
        start, end = self._item_span(node)
        return Edit(self._line_start(start), self._after_break(end), "")

    def _item_span(self, node: yaml.Node) -> tuple[int, int]:
        """From the dash of an item to the end of its last line. Raises `TextOdd` if another stands on its line."""
        start, end = self.written.span(node)
        dash = self.text.rfind("-", 0, start)
        if dash < 0 or self.text[dash + 1 : start].strip() or self.text[self._line_start(dash) : dash].strip():
            raise TextOdd
        return dash, line_end(self.text, end)

    # --- brackets and braces

    def _brackets(
        self, node: yaml.SequenceNode, items: list[yaml.Node], old: list[Plain], new: list[Plain]
    ) -> Iterator[Edit]:
        if len(old) == len(new):
            for item, value, meant in zip(items, old, new, strict=True):
                if not says(value, meant):
                    yield from self._value(item, value, meant, 0, in_flow=True)
            return
        texts = {
            _canonical(value): self.text[slice(*self.written.span(item))]
            for item, value in zip(items, old, strict=True)
        }
        parts = [texts.get(_canonical(value)) or emission.flow(value) for value in new]
        yield self._enclosed(node, "[", parts, "]")

    def _braces(self, node: yaml.MappingNode, old: dict[str, Plain], new: dict[str, Plain]) -> Edit:
        texts = {
            name: self.text[slice(*self._field_span(node, name))]
            for name in new
            if name in old and says(old[name], new[name])
        }
        parts = [texts.get(name) or emission.flow_field(name, value) for name, value in new.items()]
        return self._enclosed(node, "{", parts, "}")

    def _enclosed(self, node: yaml.Node, left: str, parts: Sequence[str], right: str) -> Edit:
        start, end = self.written.span(node)
        if self._comments(start, end):
            raise TextOdd
        return Edit(start, end, f"{left}{', '.join(parts)}{right}")

    # --- texts

    def _scalar(self, node: yaml.ScalarNode, text: str, column: int, *, in_flow: bool) -> Edit:
        start, end = self.written.span(node)
        blank = " " if start == end and self.text[start - 1 : start] == ":" else ""
        if in_flow:
            return Edit(start, end, blank + emission.scalar(text, node.style, in_flow=True))
        if node.style == ">" and (lines := emission.folded(text, self.text[start:end].splitlines())):
            return Edit(start, end, self._margin(column + emission.STEP).join(lines))
        if "\n" not in text.rstrip("\n") and node.style not in ("|", ">"):
            return Edit(start, end, blank + emission.scalar(text.rstrip("\n"), node.style))
        lines = emission.text_lines(text) if "\n" in text.rstrip("\n") else [emission.scalar(text.rstrip("\n"))]
        margin = self._margin(column + emission.STEP)
        return Edit(start, end, blank + re.sub(r"[ \t]+(?=[\r\n])", "", margin.join(lines)))

    # --- places

    def _field_span(self, mapping: yaml.MappingNode, name: str) -> tuple[int, int]:
        return self.written.field_span(mapping, _index(mapping, name))

    def _comments(self, start: int, end: int) -> list[str]:
        """Comments within a stretch: what looks like one and is no part of a value."""
        return [comment.strip() for comment in _COMMENT.findall(_without_values(self.text[start:end]))]

    def _margin(self, column: int) -> str:
        return str(self.newline) + " " * column

    def _line_start(self, place: int) -> int:
        return max(self.text.rfind("\n", 0, place), self.text.rfind("\r", 0, place)) + 1

    def _after_break(self, end: int) -> int:
        """Behind the line break at `end`, if there is one."""
        return end + len(self.newline) * self.text.startswith(self.newline, end)


def _list_step(root: yaml.MappingNode) -> int:
    """How far this editor's dashes stand from their key."""
    for key, value in root.value:
        if isinstance(value, yaml.SequenceNode) and not value.flow_style and value.value:
            return max(0, int(value.start_mark.column) - int(key.start_mark.column))
    return emission.STEP


def _without_values(text: str) -> str:
    """A stretch of YAML without its quoted texts and block scalars, in which a number sign is no comment."""
    text = re.sub(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'", "", text)
    return re.sub(r"(?m)^([ ]*)(.*[|>][+-]?[ \t]*)\r?\n(?:(?:\1[ ]+.*|[ \t]*)(?:\r?\n|\Z))*", r"\1\2\n", text)


def _index(mapping: yaml.MappingNode, name: str) -> int:
    names: list[str] = [key.value for key, _ in mapping.value]
    return names.index(name)


def _canonical(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False)


def _odd() -> NodePair:
    raise TextOdd
