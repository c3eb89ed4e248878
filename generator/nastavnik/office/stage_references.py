"""Stages of a roadmap under new numbers: records that name them by the old ones are edited at the place."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import EditRefused
from nastavnik.records.fields import Ref
from nastavnik.records.reading import marks
from nastavnik.school.catalogue import record_files
from nastavnik.text.editing import Edit, Written, edited, open_written, scalars, value_at
from nastavnik.text.source import Keys, Unreadable


@dataclass(frozen=True, slots=True)
class Readdressed:
    """A record whose references follow their stages: its new bytes and a sentence a reference."""

    path: Path
    data: bytes
    lines: tuple[str, ...]


def stage_references(content: Path, plan_id: str, codes: Mapping[str, str]) -> list[Readdressed]:
    """Records that name stages of the plan by an old code, with the new one; those nobody can read are left."""
    names = {f"{plan_id}/{old}": f"{plan_id}/{new}" for old, new in codes.items()}
    return [record for record in _readdressed(content, names) if record] if names else []


def _readdressed(content: Path, names: Mapping[str, str]) -> Iterator[Readdressed | None]:
    for file in record_files(content):
        fields = [name for name in file.cls.model_fields if any(ref.part for ref in marks(file.cls, name, Ref))]
        if fields and file.path.suffix == file.cls.suffix:
            yield _record(file.path, file.name, fields, names)


def _record(path: Path, name: str, fields: list[str], names: Mapping[str, str]) -> Readdressed | None:
    try:
        written = open_written(path, name)
    except (Unreadable, EditRefused, OSError):
        return None
    edits, lines, expected = [], [], deepcopy(written.source.data)
    for keys, start, end in _values(written, fields):
        text = str(value_at(expected, keys))
        old = text.strip().removeprefix("/").removeprefix("roadmap/").removesuffix("/")
        if old in names and old in written.text[start:end]:
            edits.append(Edit(start, end, written.text[start:end].replace(old, names[old])))
            lines.append(messages.stage_reference(str(written.source.place(keys)), old, names[old]))
            value_at(expected, keys[:-1])[keys[-1]] = text.replace(old, names[old])
    return Readdressed(path, edited(written, edits, expected), tuple(lines)) if edits else None


def _values(written: Written, fields: list[str]) -> Iterator[tuple[Keys, int, int]]:
    for name in fields:
        if name in written.source.data:
            yield from scalars(written, (name,))
