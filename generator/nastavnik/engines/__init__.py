"""Engines draw the hand-written pages. A new one: a module with `draw(prepared, folder)`, its name in `ENGINES`."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from nastavnik.errors import EngineFailed

if TYPE_CHECKING:  # commands ask only for names
    from nastavnik.building.engine_pages import Draw

ENGINES = ("mkdocs", "plain")


def load(name: str) -> "Draw":
    """The engine's `draw(prepared, folder)`; imported when asked, for engines are slow to import."""
    draw: Draw = import_module(f"nastavnik.engines.{name}").draw
    return draw


def converter(root: Path) -> Callable[[str], str] | None:
    """Markdown → HTML by the settings all engines share, links as written; None if they cannot be read."""
    from nastavnik.engines import settings

    try:
        rules = settings.read(root)
    except EngineFailed:
        return None  # a build says why
    return lambda text: rules.markdown().convert(text)
