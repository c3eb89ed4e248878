"""One thing that is measured: a peer, or a way of building with ours."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from uuid import uuid4

WORK = Path(__file__).parent / ".work"
REMOVED = WORK / "removed"
CONFIG = Path(__file__).parent.parent / "mkdocs.yml"
MANY = 10**9


@dataclass(frozen=True)
class Entrant:
    """How its project is written, how it is started there, and what is done before each measured build."""

    name: str
    peer: str
    """What `--peers` calls it and its like by."""
    caption: str
    content: Callable[[Path, int], None]
    """Writes what depends on the number of practices; entrants with the same one get copies of one folder."""
    settings: Callable[[Path], None]
    """Writes configuration and theme."""
    command: tuple[str, ...]
    """Started in the project's folder; `site` comes out."""
    versions: Callable[[], dict[str, str]]
    """What belongs to the figure; nothing if it is not installed."""
    install: str
    """How to get it."""
    leftovers: tuple[str, ...]
    """What a cold build must not find besides the site; the site goes too unless `before` says otherwise."""
    differs: str
    """What it does besides pages, in a few words: the others do less, or more."""
    before: Callable[[Path, int], None] | None = None
    """Done before every build but the first, instead of forgetting everything; given the folder and a number."""
    most: int = MANY
    """Practices it is asked to bear."""
    rounds: int = MANY
    """Rounds it takes part in; a single one goes without a build to warm up."""

    def folder(self, count: int) -> Path:
        return WORK / f"{self.name}-{count}"

    def site(self, count: int) -> Path:
        return self.folder(count) / "site"

    def forget(self, folder: Path) -> None:
        """Make the next build cold."""
        for name in ("site", *self.leftovers):
            remove(folder / name)

    def ready(self, count: int, number: int) -> None:
        """Before build `number` (0 is the first): cold, or as the entrant has it."""
        if number and self.before:
            self.before(self.folder(count), number)
        else:
            self.forget(self.folder(count))


def remove(path: Path) -> None:
    """Take a file or a folder out of the way, if it is there.

    It is deleted when everything has been measured (`sweep`): ext4 does not use the places of deleted files again for
    some minutes, and who writes thousands of files meanwhile pays for the search for others.
    """
    if path.exists():
        REMOVED.mkdir(parents=True, exist_ok=True)
        path.replace(REMOVED / uuid4().hex)


def sweep() -> None:
    """Delete what was taken out of the way."""
    shutil.rmtree(REMOVED, ignore_errors=True)


def installed(*packages: str) -> dict[str, str]:
    """Versions of Python distributions; nothing if one of them is not there."""
    try:
        return {name: version(name) for name in packages}
    except PackageNotFoundError:
        return {}


def markdown_of_ours() -> str:
    """The lines of our `mkdocs.yml` that name Markdown extensions: others get the same dialect."""
    _, head, rest = CONFIG.read_text(encoding="utf-8").partition("markdown_extensions:")
    return head + rest
