"""Engines draw the hand-written pages. A new one: a module with `draw(prepared, folder)`, its name in `ENGINES`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nastavnik.errors import EngineFailed, LibraryMissing

if TYPE_CHECKING:  # commands ask only for names
    from nastavnik.building.project import Prepared
    from nastavnik.text.source import Problem

ENGINES = ("mkdocs", "plain")


def usual() -> str:
    """The engine that draws unless somebody asks for another: MkDocs where it is installed (the extra `mkdocs`)."""
    return ENGINES[0] if find_spec("mkdocs") and find_spec("material") else ENGINES[1]


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine by its name in `ENGINES`; its module is imported when it draws, which most builds need not."""

    name: str

    def __call__(self, prepared: "Prepared", folder: Path) -> tuple[str, ...]:
        """Draw the hand-written pages of a section into a folder; gives what was left out, as sentences.

        Raises `LibraryMissing` for MkDocs that is not installed.
        """
        if self.name == ENGINES[0] != usual():
            raise LibraryMissing("mkdocs", "mkdocs")
        left_out: tuple[str, ...] = import_module(f"nastavnik.engines.{self.name}").draw(prepared, folder)
        return left_out

    def problems(self, prepared: "Prepared") -> "Iterator[Problem]":
        """What would stop it, with places: of the settings, of the pages."""
        from nastavnik.engines import trial

        return trial.problems(prepared, with_mkdocs=self.name == "mkdocs")


def converter(root: Path) -> Callable[[str], str] | None:
    """Markdown → HTML by the settings all engines share, links as written; None if they cannot be read."""
    from nastavnik.engines import settings

    try:
        rules = settings.read(root)
    except EngineFailed:
        return None  # a build says why
    return lambda text: rules.markdown().convert(text)
