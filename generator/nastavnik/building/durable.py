"""What is written reaches the disk before anything relies on it: a power cut must not leave empty files behind."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

FEW = 32
"""Up to so many files are flushed one by one (some 1 ms each); more at once, with all that waits on their disk."""


def flush(folder: Path, files: Sequence[str]) -> None:
    """Put files of a folder on the disk, with their names; raises `OSError` if they do not fit."""
    if len(files) > FEW and _flush_disk(folder):
        return
    for file in files:
        _flush(file, os.O_RDWR)
    flush_names({os.path.dirname(file) for file in files})  # noqa: PTH120 - of thousands of files


def flush_names(folders: set[str]) -> None:
    """Put what folders list on the disk; Windows does that by itself."""
    if sys.platform == "win32":
        return
    if len(folders) > FEW and _flush_disk(Path(min(folders))):
        return
    for folder in sorted(folders):
        with suppress(OSError):  # some network disks cannot; they have done it already
            _flush(folder, os.O_RDONLY)


def _flush(path: str, mode: int) -> None:
    handle = os.open(path, mode | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


if sys.platform == "linux":

    def _flush_disk(folder: Path) -> bool:
        """Whether everything on the disk of a folder could be flushed: `os.sync` would wait for other disks too."""
        import ctypes  # slow to import, and small changes do without

        handle = os.open(folder, os.O_RDONLY)
        try:
            return bool(ctypes.CDLL(None).syncfs(handle) == 0)
        except (AttributeError, OSError):
            return False
        finally:
            os.close(handle)

elif sys.platform == "win32":

    def _flush_disk(_: Path) -> bool:
        return False

else:

    def _flush_disk(_: Path) -> bool:
        os.sync()
        return True
