"""What is written to several files is noted first, and finished by whoever comes next if it is cut off on the way.

Each run of a command is a folder of `.nastavnik/undo` with a number: a list of its files, their bytes before and after.
The list says which side files are on the way to, as long as they are. The folder is bounded; deleting it costs only the
way back.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from nastavnik.building.project import private_folder
from nastavnik.text.editing import save

FOLDER = Path(".nastavnik") / "undo"
LIST = "run.json"
MOST = 20
"""Runs that are kept; older ones go when a new one comes."""
LARGEST = 200_000_000
"""Bytes of all copies together."""

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class TouchedFile:
    """A file of a run: its path in the project (absolute outside of it) and the digests of its two states.

    A digest is None where there is no file.
    """

    path: str
    before: str | None
    after: str | None

    def digest(self, side: Side) -> str | None:
        return self.before if side == "before" else self.after


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command; `undone` counts up with every run taken back, 0 for one that stands."""

    folder: Path
    command: str
    files: tuple[TouchedFile, ...]
    undone: int = 0
    pending: Side | None = None
    """The side its files are being turned to; None once all of them are there."""

    @property
    def root(self) -> Path:
        """The folder of the project."""
        return self.folder.parent.parent.parent

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(file.path for file in self.files)

    def bytes_of(self, number: int, side: Side) -> bytes:
        return _copy(self.folder, number, side).read_bytes()


def write(root: Path, command: str, files: Mapping[Path, bytes | None]) -> None:
    """Write the files, each whole or not at all, delete those without bytes, and keep what was there.

    Files that would stay the same are left. Killed on the way, all of it is done by `settle`; refused by the system
    on the way, none of it is done. Raises `OSError`.
    """
    changes = {path: data for path, data in files.items() if present_bytes(path) != data}
    if not changes:
        return
    run = _keep(root, command, {path: (present_bytes(path), data) for path, data in changes.items()})
    try:
        for path, data in sorted(changes.items(), key=lambda change: change[1] is None):
            _put(path, data)
    except OSError:
        turn_files(run, "before")
        shutil.rmtree(run.folder)
        raise
    note(replace(run, pending=None))


def settle(root: Path) -> list[tuple[Run, tuple[str, ...]]]:
    """Finish runs that were cut off: each with the files somebody has edited since, which are left as they are."""
    return [_settled(run) for run in runs(root) if run.pending]


def runs(root: Path) -> list[Run]:
    """What was done, the oldest first; one that was torn while it was written is none."""
    folders = sorted(path for path in (root / FOLDER).glob("[0-9]*") if path.is_dir())
    return [run for folder in folders if (run := _read(folder)) is not None]


def turn_files(run: Run, to: Side) -> None:
    """Files of a run to one side, but those somebody has edited: writing first, deleting last."""
    edited = edited_files(run)
    for number, file in sorted(enumerate(run.files), key=lambda pair: pair[1].digest(to) is None):
        target = run.root / file.path
        if number not in edited and _digest(present_bytes(target)) != file.digest(to):
            _put(target, state_of(run, number, to))


def _settled(run: Run) -> tuple[Run, tuple[str, ...]]:
    assert run.pending is not None
    edited = tuple(run.files[number].path for number in sorted(edited_files(run)))
    turn_files(run, run.pending)
    others = [other.undone for other in runs(run.root)]
    finished = replace(run, undone=max(others) + 1 if run.pending == "before" else 0, pending=None)
    note(finished)
    return finished, edited


def edited_files(run: Run) -> set[int]:
    """Numbers of the files that are as neither side has them."""
    current = {number: _digest(present_bytes(run.root / file.path)) for number, file in enumerate(run.files)}
    return {number for number, file in enumerate(run.files) if current[number] not in (file.before, file.after)}


def _put(path: Path, data: bytes | None) -> None:
    """A file with these bytes, or no file; a folder that was only for it goes too."""
    if data is not None:
        save(path, data)
        return
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()


# --- how a run lies on the disk


def _keep(root: Path, command: str, changes: Mapping[Path, tuple[bytes | None, bytes | None]]) -> Run:
    """Copies of both states of the files, and the list that says they are on their way."""
    folder = _new_folder(root)
    files = [TouchedFile(_name(root, path), *map(_digest, sides)) for path, sides in changes.items()]
    run = Run(folder, command, tuple(files), pending="after")
    try:
        for number, sides in enumerate(changes.values()):
            for side, data in zip(("before", "after"), sides, strict=True):
                if data is not None:
                    save(_copy(folder, number, side), data)
        note(run)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    for old in _too_many(runs(root)):
        shutil.rmtree(old.folder)
    return run


def _too_many(runs: list[Run]) -> list[Run]:
    """The oldest runs, beyond the number or the bytes that are kept; never the newest one."""
    sizes = [sum(path.stat().st_size for path in run.folder.iterdir()) for run in runs]
    return [run for at, run in enumerate(runs[:-1]) if len(runs) - at > MOST or sum(sizes[at:]) > LARGEST]


def _new_folder(root: Path) -> Path:
    """The next number; `.gitignore` inside keeps the copies from Git whatever the project's own one says."""
    place = private_folder(root / FOLDER)
    number = max((int(path.name) for path in place.glob("[0-9]*") if path.name.isdigit()), default=0) + 1
    while (place / f"{number:06}").exists():
        number += 1
    folder = place / f"{number:06}"
    folder.mkdir()
    return folder


def note(run: Run) -> None:
    """The list of a run, on the disk."""
    data = {
        "command": run.command,
        "undone": run.undone,
        "pending": run.pending,
        "files": [{"path": file.path, "before": file.before, "after": file.after} for file in run.files],
    }
    save(run.folder / LIST, json.dumps(data, ensure_ascii=False, indent=1).encode())


def _read(folder: Path) -> Run | None:
    try:
        data = json.loads((folder / LIST).read_text(encoding="utf-8"))
        files = tuple(TouchedFile(file["path"], file["before"], file["after"]) for file in data["files"])
        pending = data.get("pending") if data.get("pending") in ("before", "after") else None
        return Run(folder, str(data["command"]), files, int(data["undone"]), pending)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _copy(folder: Path, number: int, side: str) -> Path:
    return folder / f"{number}.{side}"


def state_of(run: Run, number: int, side: Side) -> bytes | None:
    """The bytes of a file of a run on one side, None where there was no file."""
    return None if run.files[number].digest(side) is None else run.bytes_of(number, side)


def _name(root: Path, path: Path) -> str:
    place = path.resolve()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else place.as_posix()


def present_bytes(path: Path) -> bytes | None:
    """What a file holds now, None if there is none."""
    return path.read_bytes() if path.is_file() else None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()
