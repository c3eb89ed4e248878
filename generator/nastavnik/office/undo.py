"""What commands changed in files, kept in `.nastavnik/undo` so that it can be taken back and done again.

Each run of a command is a folder with a number, a list of its files, their bytes before and after. A file is
put back only where nobody has touched it since. The folder is bounded; deleting it costs only the way back.

The list says which side files are on the way to, as long as they are: what was cut off there `settle` finishes.
"""

import errno
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from typing import Literal

from nastavnik import messages
from nastavnik.building.project import private_folder
from nastavnik.errors import EditRefused
from nastavnik.text.editing import save
from nastavnik.text.source import Unreadable, decode

FOLDER = Path(".nastavnik") / "undo"
LIST = "run.json"
MOST = 20
"""Runs that are kept; older ones go when a new one comes."""
LARGEST = 200_000_000
"""Bytes of all copies together."""
MOST_LINES = 40  # of a difference that is shown

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
    changes = {path: data for path, data in files.items() if _bytes(path) != data}
    if not changes:
        return
    run = _keep(root, command, {path: (_bytes(path), data) for path, data in changes.items()})
    try:
        for path, data in sorted(changes.items(), key=lambda change: change[1] is None):
            _put(path, data)
    except OSError:
        _turn_files(run, "before")
        shutil.rmtree(run.folder)
        raise
    _note(replace(run, pending=None))


def settle(root: Path) -> list[tuple[Run, tuple[str, ...]]]:
    """Finish runs that were cut off: each with the files somebody has edited since, which are left as they are."""
    return [_settled(run) for run in runs(root) if run.pending]


def put(root: Path, command: str, target: Path, data: bytes) -> bool:
    """Write a file somebody asked for, in a folder that is there. Whether it took the place of another, kept then."""
    if not target.parent.is_dir():
        raise OSError(errno.ENOTDIR if target.parent.exists() else errno.ENOENT, "", str(target))
    replaced = target.is_file()
    if replaced:
        write(root, command, {target: data})
    else:
        save(target, data)
    return replaced


@contextmanager
def replacing(root: Path, command: str, target: Path) -> Iterator[Path]:
    """A file to write beside the target; it takes the target's place when it is whole. What was there is kept."""
    part = target.with_name(f".{target.stem}.part{target.suffix}")
    try:
        yield part
        put(root, command, target, part.read_bytes())
    finally:
        part.unlink(missing_ok=True)


def runs(root: Path) -> list[Run]:
    """What was done, the oldest first; one that was torn while it was written is none."""
    folders = sorted(path for path in (root / FOLDER).glob("[0-9]*") if path.is_dir())
    return [run for folder in folders if (run := _read(folder)) is not None]


def last(root: Path) -> Run | None:
    """The newest run that stands."""
    return next((run for run in reversed(runs(root)) if not run.undone), None)


def last_undone(root: Path) -> Run | None:
    """The run that was taken back last."""
    return max((run for run in runs(root) if run.undone), key=lambda run: run.undone, default=None)


def take_back(run: Run) -> None:
    """Put the files of the run back, byte for byte. Raises `EditRefused` if one has been changed since."""
    turn = max((other.undone for other in runs(run.root)), default=0) + 1
    _turn(run, "after", "before", turn)


def do_again(run: Run) -> None:
    """Bring back what a run had written. Raises `EditRefused` if a file has been changed since."""
    _turn(run, "before", "after", 0)


def differences(run: Run, of: Side, to: Side) -> list[str]:
    """Lines that come and go when the files of a run turn from one state to the other."""
    return [
        line
        for number, file in enumerate(run.files)
        for line in _difference(file.path, _state(run, number, of), _state(run, number, to))
    ]


def _turn(run: Run, of: Side, to: Side, undone: int) -> None:
    """All files of a run to one side. Raises `EditRefused` if one is as neither side has it."""
    edited = _edited(run)
    if edited:
        raise EditRefused(_edited_since(run, min(edited), of))
    _note(replace(run, pending=to))
    _turn_files(run, to)
    _note(replace(run, undone=undone, pending=None))


def _turn_files(run: Run, to: Side) -> None:
    """Files of a run to one side, but those somebody has edited: writing first, deleting last."""
    edited = _edited(run)
    for number, file in sorted(enumerate(run.files), key=lambda pair: pair[1].digest(to) is None):
        target = run.root / file.path
        if number not in edited and _digest(_bytes(target)) != file.digest(to):
            _put(target, _state(run, number, to))


def _settled(run: Run) -> tuple[Run, tuple[str, ...]]:
    assert run.pending is not None
    edited = tuple(run.files[number].path for number in sorted(_edited(run)))
    _turn_files(run, run.pending)
    others = [other.undone for other in runs(run.root)]
    finished = replace(run, undone=max(others) + 1 if run.pending == "before" else 0, pending=None)
    _note(finished)
    return finished, edited


def _edited(run: Run) -> set[int]:
    """Numbers of the files that are as neither side has them."""
    current = {number: _digest(_bytes(run.root / file.path)) for number, file in enumerate(run.files)}
    return {number for number, file in enumerate(run.files) if current[number] not in (file.before, file.after)}


def _put(path: Path, data: bytes | None) -> None:
    """A file with these bytes, or no file; a folder that was only for it goes too."""
    if data is not None:
        save(path, data)
        return
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()


def _edited_since(run: Run, number: int, of: Side) -> str:
    """The refusal, with the lines somebody has changed and where the copy lies."""
    file = run.files[number]
    lines = _difference(file.path, _state(run, number, of), _bytes(run.root / file.path))
    copies = run.folder.relative_to(run.root).as_posix()
    return "\n".join([messages.edited_since(file.path, run.command, copies), *lines])


def _difference(name: str, old: bytes | None, new: bytes | None) -> list[str]:
    lines = [_lines(data, name) for data in (old, new)]
    if None in lines:
        return []
    shown = [line.rstrip() for line in unified_diff(lines[0] or [], lines[1] or [], lineterm="", n=0)][2:]
    changed = [line for line in shown if not line.startswith("@@")]
    rest = len(changed) - MOST_LINES
    return [*changed[:MOST_LINES], *([messages.more_lines(rest)] if rest > 0 else [])]


def _lines(data: bytes | None, name: str) -> list[str] | None:
    """The lines of a text; None of what no eye can compare."""
    if data is None:
        return []
    if b"\0" in data[:1000]:
        return None
    try:
        return decode(data, name).splitlines()
    except Unreadable:
        return None


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
        _note(run)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    for old in _too_many(runs(root)):
        shutil.rmtree(old.folder)
    return run


def _too_many(kept: list[Run]) -> list[Run]:
    """The oldest runs, beyond the number or the bytes that are kept; never the newest one."""
    sizes = [sum(path.stat().st_size for path in run.folder.iterdir()) for run in kept]
    return [run for at, run in enumerate(kept[:-1]) if len(kept) - at > MOST or sum(sizes[at:]) > LARGEST]


def _new_folder(root: Path) -> Path:
    """The next number; `.gitignore` inside keeps the copies from Git whatever the project's own one says."""
    place = private_folder(root / FOLDER)
    number = max((int(path.name) for path in place.glob("[0-9]*") if path.name.isdigit()), default=0) + 1
    while (place / f"{number:06}").exists():
        number += 1
    folder = place / f"{number:06}"
    folder.mkdir()
    return folder


def _note(run: Run) -> None:
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


def _state(run: Run, number: int, side: Side) -> bytes | None:
    return None if run.files[number].digest(side) is None else run.bytes_of(number, side)


def _name(root: Path, path: Path) -> str:
    place = path.resolve()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else place.as_posix()


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def commands_of(kept: Sequence[Run]) -> list[str]:
    """A line a run: what was done to which files."""
    return [messages.command_done(run.command, list(run.names), undone=bool(run.undone)) for run in kept]
