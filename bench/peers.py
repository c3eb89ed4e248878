"""Who is measured. To add a peer: a function that writes its project and a line in `PEERS`."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench import plain, records

WORK = Path(__file__).parent / ".work"
CONFIG = Path(__file__).parent.parent / "mkdocs.yml"


@dataclass(frozen=True)
class Peer:
    """A generator: how to write its project, how to start it there, and what comes out."""

    name: str
    caption: str
    write: Callable[[Path, int], None]
    """Called with the project's folder and the number of practices."""
    command: tuple[str, ...]
    """Started in the project's folder."""
    packages: tuple[str, ...]
    """Distributions whose versions belong to the figure."""
    leftovers: tuple[str, ...]
    """What a cold build must not find; the first one is the site."""
    differs: str = ""
    """What it does less, or more, than the others."""

    def folder(self, count: int) -> Path:
        return WORK / f"{self.name}-{count}"

    def site(self, count: int) -> Path:
        return self.folder(count) / self.leftovers[0]

    def prepare(self, count: int) -> Path:
        """Write the project anew; gives its folder."""
        shutil.rmtree(self.folder(count), ignore_errors=True)
        self.write(self.folder(count), count)
        return self.folder(count)

    def forget(self, count: int) -> None:
        """Make the next build cold."""
        for name in self.leftovers:
            shutil.rmtree(self.folder(count) / name, ignore_errors=True)

    def versions(self) -> dict[str, str]:
        """Installed versions. Raises `PackageNotFoundError` if the peer is not there."""
        return {name: version(name) for name in self.packages}

    def is_installed(self) -> bool:
        try:
            self.versions()
        except PackageNotFoundError:
            return False
        return True


def _write_ours(folder: Path, count: int) -> None:
    (folder / "content").mkdir(parents=True)
    records.write(folder / "content", count)
    lines = CONFIG.read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "mkdocs.yml").write_text("".join(line for line in lines if "custom_dir" not in line), encoding="utf-8")


def _write_plain(folder: Path, count: int) -> None:
    plain.write(folder / "docs", count)
    (folder / "mkdocs.yml").write_text(_PLAIN_CONFIG + _markdown_of_ours(), encoding="utf-8")


_PLAIN_CONFIG = """site_name: Наставничество
site_url: https://bench.example/nastavnichestvo/
theme:
  name: material
  language: ru
  font: false
plugins: []
nav:
  - index.md
validation:
  nav:
    omitted_files: ignore
"""


def _markdown_of_ours() -> str:
    """The same Markdown extensions as ours."""
    _, head, rest = CONFIG.read_text(encoding="utf-8").partition("markdown_extensions:")
    return head + rest


OURS = Peer(
    "ours",
    "nastavnik",
    _write_ours,
    (sys.executable, "-m", "generator", "build", "--today", records.TODAY.isoformat()),
    ("nastavnik", "mkdocs", "mkdocs-material"),
    ("site", ".site.staging", ".nastavnik"),
    "checks every field and link; draws listings, facets, months, statuses and feeds as well; uses all cores",
)
PLAIN = Peer(
    "plain",
    "MkDocs + Material, outside nav",
    _write_plain,
    (sys.executable, "-m", "mkdocs", "build", "--quiet"),
    ("mkdocs", "mkdocs-material"),
    ("site",),
    "no listings, facets, feeds, search or checks of fields; one process",
)
PEERS = {peer.name: peer for peer in (PLAIN,)}
"""Ours is measured beside each of them; the first is the baseline."""
