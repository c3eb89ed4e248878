"""What every page loads: scripts, fonts and signs of the theme as they are, and its style, one sheet of many files."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nastavnik import attachments
from nastavnik.building.project import Project

SHEET = "assets/nv.css"
"""The style. Its parts lie in `theme/styles/`; a school's part is added, or replaces ours of the same name."""
_COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\))|/\*.*?\*/""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site that comes from the theme: its address, and one file or several in order it is made of."""

    address: str
    files: tuple[Path, ...]

    def data(self) -> bytes:
        """What is published. Raises `OSError` if a file has gone."""
        if self.address == SHEET and self.files[0].name != Path(SHEET).name:
            return joined(file.read_text(encoding="utf-8") for file in self.files).encode()
        return attachments.cleaned(self.files[0])


def assets(project: Project) -> dict[str, Asset]:
    """Assets by their addresses, in order; a file of the project wins over ours, a whole sheet over the parts."""
    parts = {file.name: file for folder in reversed(project.theme("styles")) for file in folder.glob("*.css")}
    sheet = Asset(SHEET, tuple(file for _, file in sorted(parts.items())))
    published = {
        (address := f"assets/{file.relative_to(folder).as_posix()}"): Asset(address, (file,))
        for folder in reversed(project.theme("assets"))
        for file in folder.rglob("*")
        if file.is_file()
    }
    return dict(sorted({SHEET: sheet, **published}.items()))


def joined(parts: Iterable[str]) -> str:
    """One sheet without comments, which are for those who read the parts."""
    bare = (_COMMENT.sub(lambda match: match[1] or "", part) for part in parts)
    return "".join(f"{line}\n" for part in bare for line in part.splitlines() if line.strip())
