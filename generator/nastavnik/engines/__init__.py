"""Engines draw the hand-written pages. Each is one module with `draw(prepared, folder)`; only that module knows it."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from nastavnik.building.engine_pages import Draw

ENGINES = ("mkdocs", "zensical")


def load(name: str) -> Draw:
    """The engine's `draw(prepared, folder)`; imported when asked, for engines are slow to import."""
    draw: Draw = import_module(f"nastavnik.engines.{name}").draw
    return draw


def converter(root: Path) -> Callable[[str], str] | None:
    """Markdown → HTML by the school's own settings, which all engines share; None if it has none that can be read."""
    found: Callable[[str], str] | None = import_module("nastavnik.engines.mkdocs").converter(root)
    return found
