"""Files of the content folder beside the records: what is a hand-written page by its name, what is not the engine's."""

from collections.abc import Iterator
from pathlib import Path, PurePath

from nastavnik.records import KINDS
from nastavnik.school.catalogue import stays_inside

SUFFIX = ".md"
"""Of hand-written pages."""


def page_files(content: Path) -> list[Path]:
    """The files of all hand-written pages, readable or not."""
    return [path for path in beside_records(content) if path.suffix == SUFFIX]


def beside_records(content: Path) -> Iterator[Path]:
    """What the engine draws and publishes: neither hidden nor a record or a file that lies with records."""
    tops = sorted(content.iterdir()) if content.is_dir() else []
    for top in (top for top in tops if top.name not in KINDS):  # folders of records are large: never entered
        for path in sorted([top, *top.rglob("*")]):
            inside = path.relative_to(content)
            if belongs_to_records(inside) or any(part[0] == "." for part in inside.parts) or not path.is_file():
                continue
            if stays_inside(str(path), str(content)):
                yield path


def belongs_to_records(inside: PurePath) -> bool:
    """Whether a file of the content folder is a record or lies with records: its publishing is not the engine's."""
    return inside.parts[0] in KINDS or inside.suffix.lower() in (".yml", ".yaml")
