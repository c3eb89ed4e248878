"""One `nastavnik build` of a project at a time: two would take each other's pages away."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import SiteBusy

NAME = "lock"


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; the system gives it back when the process ends, however it ends. Raises `SiteBusy`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT)
    except OSError:
        yield  # nothing can be kept there, so nothing is shared either
        return
    try:
        _lock(handle)
    except OSError as error:
        os.close(handle)
        raise SiteBusy(messages.SITE_BUSY) from error
    try:
        yield
    finally:
        _unlock(handle)  # closing is not enough: a process that was forked meanwhile has the handle too
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
