"""Where a school keeps its section, and everything a build of it needs, read and checked."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nastavnik import messages
from nastavnik.errors import SiteNotReplaceable
from nastavnik.installation import shipped
from nastavnik.school.catalogue import Catalogue
from nastavnik.text.source import Problem

if TYPE_CHECKING:  # what opens a project only need not read it
    from nastavnik.school.guard.published_files import PersonalSign
    from nastavnik.school.handwritten import Handwritten
    from nastavnik.school.scans import Pointer
    from nastavnik.search import Pagefind


@dataclass(frozen=True, slots=True)
class Project:
    """Where a school keeps its section, and where the site goes."""

    root: Path
    content: Path
    site: Path

    @classmethod
    def at(cls, root: Path, site: Path | None = None) -> "Project":
        """The project in the folder `root`. Raises `SiteNotReplaceable` for a disk as a whole in place of a site."""
        root = root.resolve()
        folder = (site or root / "site").resolve()
        if folder.parent == folder:
            raise SiteNotReplaceable(messages.site_is_a_disk(str(folder)))
        return cls(root, root / "content", folder)

    @property
    def staging(self) -> Path:
        """Beside the site, so that renaming moves files and never copies them."""
        return self.site.parent / f".{self.site.name}.staging"

    @property
    def stagings(self) -> tuple[Path, Path]:
        """The same, and what serves instead where nothing can be written beside the site; each site has its own."""
        return self.staging, self.state / f"staging-{hashlib.blake2b(bytes(self.site), digest_size=6).hexdigest()}"

    @property
    def state(self) -> Path:
        """What is kept between builds; may be deleted at any time."""
        return self.root / ".nastavnik"

    def theme(self, part: str) -> list[Path]:
        """Folders of a part of the theme: the school's own files win over the package's."""
        own, ours = self.root / "theme" / part, shipped("theme") / part
        return [folder for folder in dict.fromkeys((own, ours)) if folder.is_dir()]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything a build needs, read and checked."""

    project: Project
    catalogue: Catalogue
    own: "tuple[Handwritten, ...]"
    nv: dict[str, Any]
    problems: tuple[Problem, ...]
    pagefind: "Pagefind | None" = None
    """What makes the search; None for a site without it."""
    pointers: "tuple[Pointer, ...]" = ()
    """Links with anchors, of records and of hand-written pages."""
    named: frozenset[Path] = frozenset()
    """Files of the content folder that the engine publishes: those its pages, its settings or the theme name."""

    personal: "tuple[PersonalSign, ...]" = ()
    """What looks personal inside files that go out and nobody answers for; its hints are among `problems`."""
    unfinished: frozenset[str] = frozenset()
    """Files of drafts that are not written to the end: `content/practices/chtenie.md`."""

    @property
    def root(self) -> str:
        """Public address of the section, with its slash."""
        return self.catalogue.school.root


def private_folder(folder: Path) -> Path:
    """A folder that Git never sees, whatever the project's own `.gitignore` says; made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8", newline="\n")
    return folder
