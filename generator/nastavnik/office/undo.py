"""What commands changed in files can be taken back and done again; the copies are those of `building.journal`.

A file is put back only where nobody has touched it since.
"""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

from nastavnik import messages
from nastavnik.building.journal import FOLDER as FOLDER
from nastavnik.building.journal import Run as Run
from nastavnik.building.journal import Side, edited_files, note, present_bytes, turn_files
from nastavnik.building.journal import runs as runs
from nastavnik.building.journal import settle as settle
from nastavnik.building.journal import state_of as state_of
from nastavnik.building.journal import write as write
from nastavnik.errors import EditRefused
from nastavnik.text.editing import save
from nastavnik.text.source import Unreadable, decode

MOST_LINES = 40  # of a difference that is shown


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
        for line in _difference(file.path, state_of(run, number, of), state_of(run, number, to))
    ]


def _turn(run: Run, of: Side, to: Side, undone: int) -> None:
    """All files of a run to one side. Raises `EditRefused` if one is as neither side has it."""
    edited = edited_files(run)
    if edited:
        raise EditRefused(_edited_since(run, min(edited), of))
    note(replace(run, pending=to))
    turn_files(run, to)
    note(replace(run, undone=undone, pending=None))


def _edited_since(run: Run, number: int, of: Side) -> str:
    """The refusal, with the lines somebody has changed and where the copy lies."""
    file = run.files[number]
    lines = _difference(file.path, state_of(run, number, of), present_bytes(run.root / file.path))
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


def commands_of(runs: Sequence[Run]) -> list[str]:
    """A line a run: what was done to which files."""
    return [messages.command_done(run.command, list(run.names), undone=bool(run.undone)) for run in runs]
