"""A record that goes, with the files that belong to it alone; what refers to it is named and left."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import ContentUnreadable, EditRefused
from nastavnik.office import undo
from nastavnik.office.renaming.belongings import belongings
from nastavnik.office.renaming.move import Move
from nastavnik.office.renaming.pages import mended_pages
from nastavnik.office.renaming.references import mended_record
from nastavnik.school.cabinet import Cabinet, cabinet
from nastavnik.school.catalogue import SCHOOL_FILE, Finder, RecordFile, record_files

_ELSE = "-"
"""What is added to the name, only to see which references would have to follow a renaming."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What a deletion removes, and which files name the record; all by their names in messages."""

    word: str
    """`mentors/belova`."""
    files: Mapping[Path, None]
    gone: tuple[str, ...]
    referring: tuple[str, ...]
    unread: tuple[str, ...]
    """Files that cannot be read, so nobody knows what they refer to."""


def delete(root: Path, kind: str, id: str) -> Deletion:
    """What it takes to delete a record, readable or not; nothing is written.

    Raises `ContentUnreadable` for a record that is not there, `EditRefused` for the passport.
    """
    opened = cabinet(root / "content")
    if kind == opened.passport.record.kind:
        raise EditRefused(messages.passport_stays(SCHOOL_FILE))
    file = next((file for file in record_files(opened.content) if (file.cls.kind, file.id) == (kind, id)), None)
    if file is None:
        raise ContentUnreadable(messages.DESK_NOTHING_HERE)
    paths = [file.path, *_belonging(opened, file)]
    referring, unread = _referring(opened, file, {str(path): f"{path}{_ELSE}" for path in paths})
    names = tuple(path.relative_to(root).as_posix() for path in paths)
    return Deletion(f"{kind}/{id}", dict.fromkeys(paths), names, referring, unread)


def write(root: Path, deletion: Deletion) -> None:
    """Delete the files, so that `nastavnik undo` brings them back."""
    undo.write(root, messages.desk_deleted(deletion.word), deletion.files)


def _belonging(opened: Cabinet, file: RecordFile) -> list[Path]:
    """Files only this record names; none of a record that cannot be read."""
    original = next((each for each in opened.records if each.file == file), None)
    return [Path(path) for path in belongings(opened, original, f"{file.id}{_ELSE}")] if original else []


def _referring(opened: Cabinet, file: RecordFile, paths: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of files that refer to the record, and of those nobody can read."""
    move = Move(file.cls.kind, file.id, f"{file.id}{_ELSE}", paths, Finder(opened.content), opened.school.root)
    records = {each.file: each.record for each in (opened.passport, *opened.records)}
    files = [other for other in (opened.passport.file, *record_files(opened.content)) if other != file]
    mends = {other.name: mended_record(other, records.get(other), move) for other in files}
    named = [name for name, mend in mends.items() if mend and mend.lines]
    pages = [
        f"{opened.content.name}/{path.relative_to(opened.content).as_posix()}"
        for path in mended_pages(opened.content, move)
    ]
    return tuple(named + pages), tuple(name for name, mend in mends.items() if mend is None)
