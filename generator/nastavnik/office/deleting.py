"""A record or a page that goes, with the files that belong to it alone; what refers to it is named and left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import ContentUnreadable, EditRefused
from nastavnik.office import undo
from nastavnik.office.renaming.belongings import belongings, belongings_of_page
from nastavnik.office.renaming.move import Move
from nastavnik.office.renaming.pages import mended_pages
from nastavnik.office.renaming.references import mended_record
from nastavnik.school.cabinet import Cabinet, cabinet
from nastavnik.school.catalogue import Finder, RecordFile, record_files
from nastavnik.school.handwritten import handwritten
from nastavnik.text.source import Unreadable, read

_ELSE = "-"
"""What is added to the name, only to see which references would have to follow a renaming."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What a deletion removes, and which files name the record; all by their names in messages."""

    title: str
    """What it calls itself, or its name."""
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
        raise EditRefused(messages.PASSPORT_STAYS)
    file = next((file for file in record_files(opened.content) if (file.cls.kind, file.id) == (kind, id)), None)
    if file is None:
        raise ContentUnreadable(messages.DESK_NOTHING_HERE)
    paths = [file.path, *_belonging(opened, file)]
    moves = {str(path): f"{path}{_ELSE}" for path in paths}
    move = Move(file.cls.kind, file.id, f"{file.id}{_ELSE}", moves, Finder(opened.content), opened.school.root)
    referring, unread = _referring(opened, move, file)
    return _deletion(root, _title(file), paths, (referring, unread))


def _title(file: RecordFile) -> str:
    """What a record calls itself, right or not; its name if nothing in it can be read."""
    try:
        data = read(file.path, file.name).data
    except (Unreadable, OSError):
        return file.id
    return next((str(data[name]) for name in ("title", "name") if data.get(name)), file.id)


def delete_page(root: Path, path: Path) -> Deletion:
    """The same for a page in the school's own words. Raises `ContentUnreadable` for one that is not there."""
    opened = cabinet(root / "content")
    if not path.is_file():
        raise ContentUnreadable(messages.DESK_NOTHING_HERE)
    title = next((page.title for page in handwritten(opened.content)[0] if page.path == path), path.stem)
    paths = [path, *map(Path, belongings_of_page(opened, path))]
    inside = path.relative_to(opened.content).with_suffix("").as_posix()
    moves = {str(each): f"{each}{_ELSE}" for each in paths}
    move = Move("", inside, f"{inside}{_ELSE}", moves, Finder(opened.content), opened.school.root)
    referring, unread = _referring(opened, move)
    own = f"{opened.content.name}/{path.relative_to(opened.content).as_posix()}"
    return _deletion(root, title, paths, (tuple(name for name in referring if name != own), unread))


def _deletion(
    root: Path, title: str, paths: Sequence[Path], others: tuple[tuple[str, ...], tuple[str, ...]]
) -> Deletion:
    names = tuple(path.relative_to(root).as_posix() for path in paths)
    return Deletion(title, dict.fromkeys(paths), names, *others)


def write(root: Path, deletion: Deletion) -> None:
    """Delete the files, so that `nastavnik undo` brings them back."""
    undo.write(root, messages.desk_deleted(deletion.title), deletion.files)


def _belonging(opened: Cabinet, file: RecordFile) -> list[Path]:
    """Files only this record names; none of a record that cannot be read."""
    original = next((each for each in opened.records if each.file == file), None)
    return [Path(path) for path in belongings(opened, original, f"{file.id}{_ELSE}")] if original else []


def _referring(opened: Cabinet, move: Move, file: RecordFile | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of files that refer to what would move, and of those nobody can read; not of the record's own `file`."""
    records = {each.file: each.record for each in (opened.passport, *opened.records)}
    files = [other for other in (opened.passport.file, *record_files(opened.content)) if other != file]
    mends = {other.name: mended_record(other, records.get(other), move) for other in files}
    named = [name for name, mend in mends.items() if mend and mend.lines]
    pages = [
        f"{opened.content.name}/{path.relative_to(opened.content).as_posix()}"
        for path in mended_pages(opened.content, move)
    ]
    return tuple(named + pages), tuple(name for name, mend in mends.items() if mend is None)
