"""What a folder remembers of its own publications: at which address the site stands, and which of its files went there.

A build writes only what changed, so a file of the site no newer than the newest file of a publication went out with it.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from nastavnik.building.project import Project

PUBLISHED = "published.json"
"""In the state of a project: address of the section → time of the newest file that was published there, in ns."""


def remember(project: Project, root: str, files: Iterable[str]) -> None:
    """Note that these files of the site stand at the address `root` now; it may be deleted any time."""
    times = _times(project) | {_plain(root): max((_changed(f"{project.site}/{file}") for file in files), default=0)}
    with suppress(OSError):
        (project.state / PUBLISHED).write_text(json.dumps(times), encoding="utf-8")


def forget(project: Project, root: str) -> None:
    """Nobody knows any more which files stand at the address: a former publication came back."""
    times = {address: 0 if address == _plain(root) else time for address, time in _times(project).items()}
    with suppress(OSError):
        (project.state / PUBLISHED).write_text(json.dumps(times), encoding="utf-8")


def was_published(project: Project) -> bool:
    """Whether a publication from this folder was ever finished."""
    return bool(_times(project))


def stands_at(project: Project, root: str, file: str) -> bool:
    """Whether the file of the site, by its path, went to the address `root` as it lies here."""
    return 0 < _changed(project.site / file) <= _times(project).get(_plain(root), 0)


def _times(project: Project) -> dict[str, int]:
    try:
        return {str(root): int(time) for root, time in json.loads((project.state / PUBLISHED).read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _plain(root: str) -> str:
    return root.rstrip("/")


def _changed(file: Path | str) -> int:
    try:
        return os.stat(file).st_mtime_ns  # noqa: PTH116 - of thousands of files
    except OSError:
        return 0
