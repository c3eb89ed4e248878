"""One build of a project at a time, whoever builds: two would take each other's pages away."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from nastavnik import messages
from nastavnik.errors import SiteBusy

NAME = "lock"
TRIES, PAUSE = 20, 0.1  # seconds: a command that is just ending is waited for
_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_held: set[Path] = set()
"""Folders this process has locked: the system would let it lock them twice, and unlock both at once."""


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; it is given back when this process ends, however it ends. Raises `SiteBusy`.

    The lock is this process' alone: those it starts do not have it and cannot keep it.
    """
    folder = folder.resolve()
    if folder in _held:
        raise SiteBusy(messages.SITE_BUSY)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT)
    except OSError:
        yield  # nothing can be kept there, so nothing is shared either
        return
    try:
        _wait_for(handle)
        _held.add(folder)
        yield
    finally:
        _held.discard(folder)
        os.close(handle)  # the lock goes with it


def _wait_for(handle: int) -> None:
    """Lock, or raise `SiteBusy`; on disks that know no locks nothing is locked."""
    for patience in reversed(range(TRIES)):
        try:
            return _lock(handle)
        except OSError as error:
            if error.errno not in _BUSY:
                return None
            if not patience:
                raise SiteBusy(messages.SITE_BUSY) from error
        Event().wait(PAUSE)
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not `flock`, which children made by fork inherit
