"""Engines draw the hand-written pages. A new one: a module with `draw(prepared, folder)`, its name in `ENGINES`."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # commands ask only for names
    from nastavnik.building.engine_pages import Draw

ENGINES = ("mkdocs", "plain")


def load(name: str) -> "Draw":
    """The engine's `draw(prepared, folder)`; imported when asked, for engines are slow to import."""
    draw: Draw = import_module(f"nastavnik.engines.{name}").draw
    return draw


def converter(root: Path) -> Callable[[str], str] | None:
    """Markdown → HTML by the school's own settings, which all engines share; None if it has none that can be read."""
    from nastavnik.engines import plain

    return plain.converter(root)
