"""The content as it was in a revision of Git, in a folder of its own; nothing is fetched and nothing is switched."""

import io
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from nastavnik import messages
from nastavnik.errors import ContentUnreadable

PARTS = ("content", "mkdocs.yml", "theme")
"""What a site is made from."""
DEFAULTS = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""Where the published branch is looked for."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its full name and how people call it."""

    commit: str
    name: str


def branch_point(root: Path, word: str | None) -> Revision:
    """Where the work on the project parted from the revision `word`, without one from the published branch.

    Raises `ContentUnreadable` outside of Git and for a revision that is not there.
    """
    words = (word,) if word else DEFAULTS
    for name in words:
        base = _answer(root, "merge-base", "--", name, "HEAD") if not name.startswith("-") else ""
        commit = base or (_answer(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"))
        if commit:
            return Revision(commit, name)
    if not _answer(root, "rev-parse", "--git-dir"):
        raise ContentUnreadable(messages.NO_GIT)
    raise ContentUnreadable(messages.no_such_revision(word) if word else messages.NO_PUBLISHED_BRANCH)


@contextmanager
def checked_out(root: Path, revision: Revision) -> Iterator[Path]:
    """The project as it was, as far as a site is made from it. Raises `ContentUnreadable`."""
    there = _answer(root, "ls-tree", "--name-only", revision.commit).splitlines()
    parts = [name for name in PARTS if name in there]
    with TemporaryDirectory(prefix="nastavnik-") as folder:
        place = Path(folder).resolve()
        if parts:
            packed = _run(root, "archive", "--format=zip", revision.commit, "--", *parts)
            if packed is None:
                raise ContentUnreadable(messages.no_such_revision(revision.name))
            with ZipFile(io.BytesIO(packed)) as archive:  # its links become files, so nothing leads out of the folder
                archive.extractall(place)
        yield place


def _answer(root: Path, *command: str) -> str:
    return (_run(root, *command) or b"").decode(errors="surrogateescape").strip()


def _run(root: Path, *command: str) -> bytes | None:
    """What Git prints; None if it refuses. Raises `ContentUnreadable` without Git."""
    try:
        done = subprocess.run(["git", "-C", str(root), *command], capture_output=True, check=False)
    except OSError:
        raise ContentUnreadable(messages.NO_GIT) from None
    return done.stdout if done.returncode == 0 else None
