"""What every page loads: scripts, fonts and signs of the theme as they are, and its style, a sheet of many files."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nastavnik import attachments
from nastavnik.building.project import Project
from nastavnik.school.dependencies import state_of

SHEET, PAPER, REGION = "assets/nv.css", "assets/paper.css", "assets/region.css"
"""The style; how plans and programmes are printed as papers; what only pages of a bank have."""
PARTS = {SHEET: "styles", PAPER: "styles/paper", REGION: "styles/region"}
"""Folders of the theme where parts of a sheet lie; a school's part is added, or replaces ours of the same name."""
_WORDS = r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\(\s*(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^)"']*)\s*\))"""
_COMMENT = re.compile(rf"{_WORDS}|/\*.*?\*/", re.DOTALL)
_BLANKS, _EMPTY = re.compile(r"\s+"), re.compile(r";(?: ?;)*")
_TIGHT = tuple((f"{before}{mark}{after}", mark) for mark in "{};,>~" for before, after in ((" ", ""), ("", " ")))
_CLOSED = (("( ", "("), (" )", ")"), (": ", ":"), (";}", "}"))
"""Blanks that a browser does not need, and what stands there instead."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site that comes from the theme: its address, and one file or several in order it is made of."""

    address: str
    files: tuple[Path, ...]
    is_sheet: bool = False
    """Whether the files are parts of a style."""

    def data(self) -> bytes:
        """What is published. Raises `OSError` if a file has gone."""
        if self.is_sheet:
            return _sheet(tuple((file, state_of(file)) for file in self.files))
        return attachments.cleaned(self.files[0])


def assets(project: Project, sheets: Iterable[str] = (SHEET, PAPER)) -> dict[str, Asset]:
    """Assets by their addresses, in order; a file of the project wins over ours, a whole sheet over the parts."""
    styles = {sheet: Asset(sheet, _parts(project, PARTS[sheet]), is_sheet=True) for sheet in sheets}
    published = {
        (address := f"assets/{file.relative_to(folder).as_posix()}"): Asset(address, (file,))
        for folder in reversed(project.theme("assets"))
        for file in folder.rglob("*")
        if file.is_file()
    }
    return dict(sorted({**styles, **published}.items()))


def _parts(project: Project, folder: str) -> tuple[Path, ...]:
    parts = {file.name: file for place in reversed(project.theme(folder)) for file in place.glob("*.css")}
    return tuple(file for _, file in sorted(parts.items()))


@lru_cache(maxsize=len(PARTS))
def _sheet(parts: tuple[tuple[Path, str], ...]) -> bytes:
    """The sheet of these parts, joined once as long as they stay as they are: a desk is asked for it with each page."""
    return joined(part.read_text(encoding="utf-8") for part, _ in parts).encode()


def joined(parts: Iterable[str]) -> str:
    """One sheet without comments and blanks, which are for those who read the parts."""
    sheet = _COMMENT.sub(lambda match: match[1] or "", "\n".join(parts))
    pieces = re.split(_WORDS, sheet)  # every second one is written words, which stay
    pieces[::2] = map(_tight, pieces[::2])
    return "".join(pieces).strip()


def _tight(rules: str) -> str:
    rules = _EMPTY.sub(";", _BLANKS.sub(" ", rules))
    for written, instead in (*_TIGHT, *_CLOSED):
        rules = rules.replace(written, instead)
    return rules
