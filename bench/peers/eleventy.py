"""Eleventy with a plain theme of our own making: lists and facets made in its configuration."""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

from bench import plain
from bench.entrant import WORK, Entrant
from bench.peers.hugo import THEMES, put_page
from bench.records import PARENTS

LOCAL = WORK / "node_modules" / ".bin" / "eleventy"


def content(folder: Path, count: int) -> None:
    for one in plain.pages(count):
        terms = [
            {"title": caption, "url": f"/{one.kind}/by/{facet}/{plain.code(caption)}/"} for facet, caption in one.terms
        ]
        front = {"title": one.title, "description": one.description, "date": one.day, "kind": one.kind}
        front |= {"heading": plain.HEADINGS[one.kind], "terms": terms}
        put_page(folder / "content" / one.kind / f"{one.id}.md", front, plain.addressed(one.text))
    text = plain.addressed(PARENTS.partition("---\n\n")[2]).replace("(../../", "(../")
    put_page(folder / "content" / "parents.md", {"title": "Родителям"}, text)


def settings(folder: Path) -> None:
    site = {"title": plain.SECTION, "school": plain.SCHOOL, "url": plain.ADDRESS.rstrip("/"), "size": plain.PAGE_SIZE}
    plain.put(folder / "site.json", json.dumps({**site, "kinds": plain.kinds()}, ensure_ascii=False))
    for source, target in {
        "eleventy/page.njk": "theme/page.njk",
        "eleventy/listings.njk": "content/listings.njk",
        "eleventy/eleventy.config.cjs": "eleventy.config.cjs",
        "style.css": "style.css",
    }.items():
        plain.put(folder / target, (THEMES / source).read_text(encoding="utf-8"))


def program() -> str | None:
    """Eleventy on the path, or installed for the bench alone."""
    return shutil.which("eleventy") or (str(LOCAL) if LOCAL.exists() else None)


@cache
def versions() -> dict[str, str]:
    found, node = program(), shutil.which("node")
    if not found or not node:
        return {}
    names = {"eleventy": found, "node": node}
    said = {name: subprocess.run([path, "--version"], capture_output=True, text=True) for name, path in names.items()}
    return {name: done.stdout.strip().lstrip("v") for name, done in said.items()}


ELEVENTY = Entrant(
    name="eleventy",
    peer="eleventy",
    caption="Eleventy, plain theme",
    content=content,
    settings=settings,
    command=(program() or "eleventy", "--quiet"),
    versions=versions,
    install="npm install --prefix bench/.work @11ty/eleventy@3.0.0",
    leftovers=(".cache",),
    differs="lists, facets; a light theme",
)
