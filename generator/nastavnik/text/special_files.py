"""What lies in a folder under the name of a file and is none: pipes, devices, sockets, links that lead nowhere.

Nothing here opens anything: to open a pipe would be to wait for ever.
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from nastavnik import messages

_KINDS = (
    (stat.S_ISFIFO, messages.PIPE),
    (stat.S_ISSOCK, messages.SOCKET),
    (stat.S_ISCHR, messages.DEVICE),
    (stat.S_ISBLK, messages.DEVICE),
)


def what_it_is(path: str | Path) -> str | None:
    """Why what stands under a name cannot be read as a file; None for a file and for a folder.

    Raises `OSError` as the system does, and `FileNotFoundError` where nothing stands.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - every file is asked
    except FileNotFoundError:
        if os.path.islink(path):  # noqa: PTH114
            return messages.LINK_TO_NOTHING
        raise
    return next((sentence for is_such, sentence in _KINDS if is_such(mode)), None)


def special_files(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything in a folder that is neither file nor folder: its path inside, with slashes, and what it is.

    Hidden names are passed over, as everywhere.
    """
    for path, sentence in _within(str(folder)):
        yield os.path.relpath(path, folder).replace(os.sep, "/"), sentence


def _within(folder: str) -> Iterator[tuple[str, str]]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda each: each.name)
    except FileNotFoundError:
        return
    except OSError:
        yield folder, messages.UNREADABLE_FOLDER
        return
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield from _within(entry.path)
        elif not entry.is_file(follow_symlinks=False):
            sentence = _of_link(entry.path) if entry.is_symlink() else what_it_is(entry.path)
            if sentence:
                yield entry.path, sentence


def _of_link(path: str) -> str | None:
    try:
        sentence = what_it_is(path)
    except OSError as error:
        return messages.LINK_TO_ITSELF if error.errno == errno.ELOOP else messages.cannot_open(error)
    around = f"{os.path.realpath(os.path.dirname(path))}{os.sep}"  # noqa: PTH120
    return messages.LINK_TO_ITSELF if around.startswith(f"{os.path.realpath(path)}{os.sep}") else sentence
