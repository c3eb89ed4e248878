"""One record whose references, paths and links follow a renaming: edited in its text, every other byte stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nastavnik import messages
from nastavnik.office.renaming.move import Move
from nastavnik.records.fields import FileMarker, Ref
from nastavnik.records.reading import raw_values, values
from nastavnik.records.record import Record
from nastavnik.school.catalogue import RecordFile
from nastavnik.school.record_store import long_fields
from nastavnik.text.editing import Edit, Written, apply, edited, node_at, open_written, put, scalars, value_at
from nastavnik.text.source import FRONT_MATTER, Keys, Plain, Unreadable, contents


@dataclass(frozen=True, slots=True)
class Mended:
    """The bytes of a file after it, and a line with its place for every reference that changed."""

    data: bytes
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    """One value of a record: what it says now and will, and the edits that make it so."""

    keys: Keys
    old: str
    new: str
    edits: tuple[Edit, ...]


def mended_record(file: RecordFile, record: Record | None, move: Move) -> Mended | None:
    """A record after the renaming; None if it cannot be read. `record` is None for one with mistakes in its fields.

    Raises `EditRefused` for a reference that cannot be edited at its place.
    """
    try:
        raw = contents(file.path, file.name)
        if not any(move.old.encode(codec) in raw for codec in ("utf-8", "utf-16-le", "utf-16-be")):
            return Mended(raw)
        written = open_written(file.path, file.name)
    except (Unreadable, OSError):
        return None
    changes = [*_named(file, record, written, move), *_in_texts(file, written, move)]
    body = _in_body(file, written, move)
    if not changes and not body:
        return Mended(raw)
    places = [_line(str(written.source.place(change.keys)), change.old, change.new) for change in changes]
    places += [_line(_place(written, edit), written.text[edit.start : edit.end], edit.new) for edit in body]
    return Mended(_changed(written, changes, body), tuple(places))


def _line(place: str, old: str, new: str) -> str:
    short = messages.shortened
    return messages.reference_mended(place, short(old, 60), short(new, 60))


def _place(written: Written, edit: Edit) -> str:
    line = written.text.count("\n", 0, edit.start)
    column = edit.start - (written.text.rfind("\n", 0, edit.start) + 1)
    return f"{written.source.file}:{line + 1}:{column + 1}"


def _changed(written: Written, changes: list[_Change], body: list[Edit]) -> bytes:
    """The bytes with all edits, read again: the data must say what was meant, the body change by its own edits only."""
    expected: Any = _copied(written.source.data)
    for change in changes:
        holder = expected
        for key in change.keys[:-1]:
            holder = holder[key]
        holder[change.keys[-1]] = change.new
    of_head = edited(written, [edit for change in changes for edit in change.edits], expected)
    return apply(written, [*(edit for change in changes for edit in change.edits), *body]) if body else of_head


def _copied(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {name: _copied(inner) for name, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


# --- single words: references and files ----------------------------------------------------------------


def _named(file: RecordFile, record: Record | None, written: Written, move: Move) -> Iterator[_Change]:
    """References and paths, each value once however many fields are read from it."""
    seen: set[Keys] = set()
    for keys, mark, value in _marked(file, record, written):
        raw = _raw_keys(written.source.data, keys)
        if raw is None or raw in seen:
            continue
        old = str(value_at(written.source.data, raw))
        new = _reference(move, mark, value, old) if isinstance(mark, Ref) else move.path(file.place, old)
        if new and new != old:
            seen.add(raw)
            yield _Change(raw, old, new, (_edit(written, raw, old, new),))


def _marked(file: RecordFile, record: Record | None, written: Written) -> Iterator[tuple[Keys, Any, str]]:
    """References and paths with their places in the record; of one with mistakes those written in full."""
    for marker in (Ref, FileMarker):
        if record:
            yield from values(record, marker)
            continue
        for keys, mark, value in raw_values(file.cls, written.source.data, marker):
            yield keys, mark, mark(value) if isinstance(mark, Ref) else value


def _reference(move: Move, mark: Ref, value: str, old: str) -> str | None:
    id = value.rpartition("/")[0] if mark.part else value
    return move.reference(old) if mark.kind == move.kind and id == move.old else None


def _edit(written: Written, keys: Keys, old: str, new: str) -> Edit:
    node = node_at(written, keys)
    assert node is not None
    start, end = written.span(node)
    raw = written.text[start:end]
    return Edit(start, end, raw.replace(old, new)) if raw.count(old) == 1 else put(written, keys, new)


def _raw_keys(data: Plain, keys: Keys) -> Keys | None:
    """Where a value of the record stands as it was written: short forms leave out lists of one and parts of one field.

    `evidence: news/den` is (evidence, 0, news) in the record.
    """
    way: list[str | int] = []
    for key in keys:
        if isinstance(data, str):
            break
        inside = data[key] if isinstance(data, list) and isinstance(key, int) and key < len(data) else None
        inside = data.get(key) if isinstance(data, dict) and isinstance(key, str) else inside
        if inside is None and key == 0:
            continue
        if inside is None:
            return None
        way.append(key)
        data = inside
    return tuple(way) if isinstance(data, str) else None


# --- links in texts ------------------------------------------------------------------------------------


def _in_texts(file: RecordFile, written: Written, move: Move) -> Iterator[_Change]:
    """Links of long texts that are fields of the head."""
    place = file.place
    for name in sorted(long_fields(file.cls) & written.source.data.keys()):
        for keys, start, end in scalars(written, (name,)):
            old = str(value_at(written.source.data, keys))
            new = _applied(old, list(move.links(old, place)))
            if new != old:
                moved = [
                    Edit(start + edit.start, start + edit.end, edit.new)
                    for edit in move.links(written.text[start:end], place)
                ]
                yield _Change(keys, old, new, tuple(moved))


def _in_body(file: RecordFile, written: Written, move: Move) -> list[Edit]:
    """Links of the text below the head, as edits of the file."""
    if not written.source.body:
        return []
    head = FRONT_MATTER.match(written.text)
    assert head is not None  # or there would be no body
    start = head.end()
    return [
        Edit(start + edit.start, start + edit.end, edit.new) for edit in move.links(written.text[start:], file.place)
    ]


def _applied(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text
