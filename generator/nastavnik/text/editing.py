"""A record changed in its text, at its known place: comments, quotes, order, line ends and encoding stay the editor's.

An `Edit` is a stretch of the text and what comes in its place. `edited` applies edits and reads the result again: if it
does not say exactly what was meant, nothing is given out.
"""

import errno
import json
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import reduce
from operator import attrgetter, getitem
from pathlib import Path
from typing import Any

import yaml

from nastavnik import messages
from nastavnik.errors import EditRefused
from nastavnik.text import marks
from nastavnik.text.source import (
    FRONT_MATTER,
    Keys,
    Plain,
    Source,
    Unreadable,
    child,
    codec_of,
    decode,
    parse,
    reread,
)

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_PLAIN = re.compile(r"[\w./-]+")
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the readable text and what comes in its place."""

    start: int
    end: int
    new: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A record as it lies on the disk: its bytes, the readable text and the nodes that know their places in it."""

    path: Path
    raw: bytes
    text: str
    source: Source
    head: int
    """Where the front matter begins in the text; 0 where all of it is YAML."""
    mark: bytes = field(repr=False)
    codec: str

    def span(self, node: yaml.Node) -> tuple[int, int]:
        """First and last place of a value, without the comments and empty lines after it."""
        start = node.start_mark.index + self.head
        return start, max(start, self._end(node))

    def _end(self, node: yaml.Node) -> int:
        last = None if getattr(node, "flow_style", True) else _last(node)
        if last is not None:
            return self.span(last)[1]
        end = node.end_mark.index + self.head
        return len(self.text[:end].rstrip()) if _is_block(node) else end

    def field_span(self, mapping: yaml.MappingNode, at: int) -> tuple[int, int]:
        """First and last place of a field of a mapping, from its name to the end of its value."""
        (start, end), value = map(self.span, mapping.value[at])
        return start, max(end, value[1])


def open_written(path: Path, file: str) -> Written:
    """The record at `path`, ready to be edited. Raises `Unreadable`, or `EditRefused` if its letters cannot be kept."""
    return written_as(path, path.read_bytes(), file)


def written_as(path: Path, raw: bytes, file: str) -> Written:
    """The same for bytes that are not on the disk yet."""
    text = decode(raw, file)
    source = parse(text, file, with_body=path.suffix == ".md")
    head = FRONT_MATTER.match(text) if source.body is not None else None
    mark, codec = mark_and_codec(raw)
    written = Written(path, raw, text, source, head.start(1) if head else 0, mark, codec)
    if mark + _raw_text(written).encode(codec, errors="replace") != raw:
        raise EditRefused(messages.labelled(file, messages.CANNOT_EDIT_ENCODING))
    return written


def mark_and_codec(raw: bytes) -> tuple[bytes, str]:
    """The mark a text file begins with, empty without one, and the codec of the rest."""
    mark, codec = next((pair for pair in MARKS if raw.startswith(pair[0])), (b"", codec_of(raw) or "utf-8"))
    return mark, codec.removesuffix("-sig")


def edited(written: Written, edits: Iterable[Edit], expected: dict[str, Plain]) -> bytes:
    """The bytes of the file with the edits; `expected` is the data they must say. Raises `EditRefused` otherwise."""
    changed = apply(written, edits)
    file, body = written.source.file, written.source.body
    try:
        source = parse(decode(changed, file), file, with_body=body is not None)
    except Unreadable as refused:
        raise EditRefused(messages.labelled(str(refused.problem.place), messages.CANNOT_EDIT)) from refused
    if source.data != expected or source.body != body:
        raise EditRefused(messages.labelled(file, messages.CANNOT_EDIT))
    return changed


def apply(written: Written, edits: Iterable[Edit]) -> bytes:
    """The bytes of the file with the edits, which must not overlap."""
    text = _raw_text(written)
    places = marks.kept(text)
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=attrgetter("start", "end")):
        start = places[edit.start]
        parts += [text[at:start], edit.new]
        at = places[edit.end - 1] + 1 if edit.end > edit.start else start
    try:
        return written.mark + "".join([*parts, text[at:]]).encode(written.codec)
    except UnicodeEncodeError:
        raise EditRefused(messages.labelled(written.source.file, messages.CANNOT_EDIT_ENCODING)) from None


def put(written: Written, keys: Keys, value: str) -> Edit:
    """What writes a scalar under `keys`: in place of what stands there, else as a new field of the mapping above."""
    *above, name = keys
    mapping = node_at(written, tuple(above))
    if not isinstance(mapping, yaml.MappingNode):
        raise EditRefused(messages.labelled(str(written.source.place(keys)), messages.CANNOT_EDIT))
    pair = child(mapping, name)
    return _replace(written, pair[1], value) if pair else _insert(written, mapping, f"{name}: {_scalar(value)}")


def remove(written: Written, keys: Keys, *, remark: bool = False) -> list[Edit]:
    """What takes the field under `keys` out, with the comment on its line; with `remark` it stays as a comment."""
    mapping = node_at(written, keys[:-1])
    if not isinstance(mapping, yaml.MappingNode) or len(mapping.value) < 2 or child(mapping, keys[-1]) is None:
        raise EditRefused(messages.labelled(str(written.source.place(keys)), messages.CANNOT_EDIT))
    at = [key.value for key, _ in mapping.value].index(keys[-1])
    if mapping.flow_style:
        return [_out_of_flow(written, mapping, at), *(_beside_flow(written, keys, mapping, at) if remark else ())]
    return [_out_of_block(written, mapping, at, remark)]


def without(written: Written, fields: Sequence[tuple[Keys, bool]]) -> Written:
    """The record without these fields, each given with whether it stays as a remark. Edits that touch wait a round."""
    left = list(fields)
    while left:
        chosen: list[Edit] = []
        waiting: list[tuple[Keys, bool]] = []
        data = deepcopy(written.source.data)
        for keys, remark in left:
            edits = remove(written, keys, remark=remark)
            if any(edit.start <= other.end and other.start <= edit.end for edit in edits for other in chosen):
                waiting.append((keys, remark))
                continue
            chosen += edits
            del value_at(data, keys[:-1])[keys[-1]]
        written = written_as(written.path, edited(written, chosen, data), written.source.file)
        left = waiting
    return written


def scalars(written: Written, keys: Keys = ()) -> Iterator[tuple[Keys, int, int]]:
    """Every value under `keys` that is text, with its keys and its first and last place."""
    data = value_at(written.source.data, keys)
    if isinstance(data, str):
        node = node_at(written, keys)
        assert node is not None
        yield (keys, *written.span(node))
        return
    for step in range(len(data)) if isinstance(data, list) else data:
        yield from scalars(written, (*keys, step))


def value_at(data: Any, keys: Keys) -> Any:
    """What stands under `keys`. Raises `LookupError`."""
    return reduce(getitem, keys, data)


def line_end(text: str, place: int) -> int:
    """Where the line of `place` ends, before its line break."""
    line_break = _LINE_END.search(text, place)
    assert line_break is not None
    return line_break.start()


def newline(text: str) -> str:
    """How the file ends its lines."""
    line_break = _LINE_END.search(text)
    return (line_break and line_break[0]) or "\n"


def node_at(written: Written, keys: Keys) -> yaml.Node | None:
    """The node of the value under `keys`; None if there is none."""
    node: yaml.Node | None = written.source.root
    for step in keys:
        pair = child(node, step)
        node = pair[1] if pair else None
    return node


def _last(node: yaml.Node) -> yaml.Node | None:
    if not node.value:
        return None
    key, value = node.value[-1] if isinstance(node, yaml.MappingNode) else (node.value[-1], node.value[-1])
    last: yaml.Node = value if value.end_mark.index > key.end_mark.index else key
    return last


def _replace(written: Written, node: yaml.Node, value: str) -> Edit:
    start, end = written.span(node)
    blank = " " if start == end and written.text[start - 1] == ":" else ""
    return Edit(start, end, blank + _scalar(value, getattr(node, "style", None)))


def _insert(written: Written, mapping: yaml.MappingNode, line: str) -> Edit:
    if mapping.flow_style:
        after = written.span(mapping.value[-1][1])[1] if mapping.value else mapping.start_mark.index + written.head + 1
        return Edit(after, after, f", {line}" if mapping.value else line)
    first = mapping.value[0][0]
    margin = newline(written.text) + " " * first.start_mark.column
    simple = [value for _, value in mapping.value if getattr(value, "flow_style", True) and not _is_block(value)]
    if not simple:
        start = written.span(first)[0]
        return Edit(start, start, line + margin)
    end = line_end(written.text, written.span(simple[-1])[1])
    return Edit(end, end, margin + line)


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _out_of_flow(written: Written, mapping: yaml.MappingNode, at: int) -> Edit:
    start, end = written.field_span(mapping, at)
    if at + 1 < len(mapping.value):
        return Edit(start, written.field_span(mapping, at + 1)[0])
    return Edit(written.span(mapping.value[at - 1][1])[1], end)


def _beside_flow(written: Written, keys: Keys, mapping: yaml.MappingNode, at: int) -> Iterator[Edit]:
    """A remark at the end of the line on which the outermost braces close, if nothing stands there yet."""
    nodes = [node for depth in range(len(keys)) if (node := node_at(written, keys[:depth]))]
    outermost = next(node for node in nodes if getattr(node, "flow_style", False))
    close = written.span(outermost)[1]
    end = line_end(written.text, close)
    if not written.text[close:end].strip():
        remark = written.text[slice(*written.field_span(mapping, at))]
        yield Edit(close, close, f"  # {' '.join(remark.split())}")


def _out_of_block(written: Written, mapping: yaml.MappingNode, at: int, remark: bool) -> Edit:
    text, (start, end) = written.text, written.field_span(mapping, at)
    end = line_end(text, end)
    note = _remarked(text[start:end], mapping.value[at][0].start_mark.column, newline(text)) if remark else ""
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if text[line:start].strip():  # after a dash: the dash stays for the field that follows
        following = written.field_span(mapping, at + 1)[0]
        if text[end:following].strip():
            return Edit(start if note else len(text[:start].rstrip()), end, note)
        return Edit(start, following, note + text[end:following] if note else "")
    following = end + len(_LINE_END.match(text, end)[0])  # type: ignore[index]
    return Edit(start, end, note) if note else Edit(line, following)


def _remarked(lines: str, column: int, end: str) -> str:
    """Lines of a field as comments under one another; without the signs they are the field again."""
    unindented = (re.sub(f"^ {{0,{column}}}", "", line) for line in _LINE_END.split(lines) if line.strip())
    return f"{end}{' ' * column}".join(f"# {line}" for line in unindented)


def _scalar(value: str, style: str | None = None) -> str:
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    return value if style != '"' and _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _raw_text(written: Written) -> str:
    """The text with the signs that reading drops."""
    return written.raw[len(written.mark) :].decode(written.codec, errors="replace")


def save(path: Path, data: bytes) -> None:
    """The new bytes of a file, whole or not at all, whenever the machine stops; places are read anew from then on.

    A file that may not be written stays, as on Windows, though its folder would let another one take its place; a link
    stays one, and what it leads to is written.
    """
    path = path.resolve() if path.is_symlink() else path
    path.parent.mkdir(parents=True, exist_ok=True)
    is_there = path.exists()
    if is_there and not path.stat().st_mode & WRITABLE:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if is_there:
            shutil.copymode(path, part)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    reread.cache_clear()
