"""MkDocs with Material, the obvious way: records as pages, outside the navigation or all of them in it."""

import sys
from pathlib import Path

from bench import plain
from bench.entrant import Entrant, installed, markdown_of_ours

OUTSIDE_NAV = "nav:\n  - index.md\nvalidation:\n  nav:\n    omitted_files: ignore\n"


def content(folder: Path, count: int) -> None:
    plain.write(folder / "docs", count)


def config(rest: str, *, plugins: str = "[]") -> str:
    """`mkdocs.yml` of a Material site with our Markdown extensions."""
    return (
        f"site_name: {plain.SECTION}\nsite_url: {plain.ADDRESS}\n"
        f"theme:\n  name: material\n  language: ru\n  font: false\nplugins: {plugins}\n{rest}{markdown_of_ours()}"
    )


def _outside(folder: Path) -> None:
    plain.put(folder / "mkdocs.yml", config(OUTSIDE_NAV))


def _in_nav(folder: Path) -> None:
    plain.put(folder / "mkdocs.yml", config(""))


_COMMAND = (sys.executable, "-m", "mkdocs", "build", "--quiet")
_PACKAGES = ("mkdocs", "mkdocs-material")

PLAIN = Entrant(
    name="plain",
    peer="plain",
    caption="MkDocs + Material, outside nav",
    content=content,
    settings=_outside,
    command=_COMMAND,
    versions=lambda: installed(*_PACKAGES),
    install="pip install mkdocs-material",
    leftovers=(),
    differs="nothing",
)
NAV = Entrant(
    name="nav",
    peer="nav",
    caption="MkDocs + Material, all in nav",
    content=content,
    settings=_in_nav,
    command=_COMMAND,
    versions=lambda: installed(*_PACKAGES),
    install="pip install mkdocs-material",
    leftovers=(),
    differs="one list: the navigation, on every page",
    most=1000,
    rounds=1,
)
