"""The examples a section began with, taken away all at once when they are not needed any more."""

from collections.abc import Sequence
from pathlib import Path

from nastavnik.office import deleting, undo
from nastavnik.school.cabinet import Cabinet, Original


def examples(cabinet: Cabinet) -> list[Original]:
    """Records that say of themselves that they are examples."""
    return [original for original in cabinet.records if original.record.is_example]


def removal(root: Path, originals: Sequence[Original]) -> dict[Path, None]:
    """The files that go with these records; nothing is written."""
    deletions = (deleting.delete(root, original.file.cls.kind, original.id) for original in originals)
    return {path: None for deletion in deletions for path in deletion.files}


def remove(root: Path, files: dict[Path, None], named: str) -> None:
    """Delete the files, so that `nastavnik undo` brings all of them back; `named` is what that is called."""
    undo.write(root, named, files)
