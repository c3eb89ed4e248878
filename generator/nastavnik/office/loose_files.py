"""Files nobody names: those a record has just let go of, and those that lie in the folder without a reader."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from nastavnik.building.project import Prepared, Project
from nastavnik.school.catalogue import Finder
from nastavnik.school.named_files import is_never_published, unnamed_files
from nastavnik.text.source import Plain

TEXTS = frozenset((".yml", ".yaml", ".md", ".html", ".css", ".js"))
"""Suffixes of what may name a file: records, pages, settings, a theme."""


def loose_files(prepared: Prepared) -> list[Path]:
    """Files of the content folder that nobody names. Worth asking once there are no errors."""
    return list(unnamed_files(prepared.catalogue, prepared.own, prepared.named))


def let_go(project: Project, record: Path, before: dict[str, Plain], raw: bytes) -> list[Path]:
    """Files a record named `before` whose names stand neither in its new bytes nor in any other text of the project.

    Whoever else means one of them spells its name in some way; a name that stands anywhere for any reason keeps it.
    """
    finder = Finder(project.content.resolve())
    written = dict.fromkeys(_texts(before))
    paths = [Path(path) for text in written if (path := finder.find(str(record.resolve()), text))]
    former = [path for path in paths if not is_never_published(path, project.content) and path.suffix not in TEXTS]
    if not any(_has_lost(path.name, raw) for path in former):
        return []
    texts = [each for each in _named_in(project) if each.resolve() != record.resolve()]
    others = [raw, *(path.read_bytes() for path in texts)]
    return [path for path in dict.fromkeys(former) if all(_has_lost(path.name, text) for text in others)]


def _has_lost(name: str, text: bytes) -> bool:
    """Whether a text says nothing of a file of this name, spelt in any way."""
    words = text.decode(errors="replace")
    return name.lower() not in f"{words}\n{unquote(words)}".lower()


def _texts(value: Plain) -> Iterator[str]:
    """Every text in some data that stands on one line."""
    if isinstance(value, str):
        yield from [value] if "\n" not in value else []
    else:
        inner: Iterable[Plain] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for each in inner:
            yield from _texts(each)


def _named_in(project: Project) -> Iterator[Path]:
    """Texts of the project that may name a file."""
    for folder in (project.content, project.root / "theme"):
        for place, _, names in os.walk(folder):
            yield from (Path(place, name) for name in names if Path(name).suffix.lower() in TEXTS)
    yield from project.root.glob("*.yml")
