"""Zensical with the theme it comes with: the same Markdown as plain MkDocs, its own index for search."""

import sys
from pathlib import Path

from bench import plain
from bench.entrant import Entrant, installed
from bench.peers.mkdocs import OUTSIDE_NAV, config, content


def settings(folder: Path) -> None:
    plain.put(folder / "mkdocs.yml", config(OUTSIDE_NAV, plugins="[search]"))


ZENSICAL = Entrant(
    name="zensical",
    peer="zensical",
    caption="Zensical, search, outside nav",
    content=content,
    settings=settings,
    command=(sys.executable, "-m", "zensical", "build"),
    versions=lambda: installed("zensical"),
    install="pip install zensical",
    leftovers=(".cache",),
    differs="search, one index for all",
)
