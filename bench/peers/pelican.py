"""Pelican with a plain theme of our own making: categories are kinds, tags are facets."""

import shutil
import sys
from pathlib import Path

from bench import plain
from bench.entrant import Entrant, installed
from bench.peers.hugo import THEMES
from bench.records import PARENTS, TODAY


def content(folder: Path, count: int) -> None:
    for one in plain.pages(count):
        tags = ", ".join(caption.replace(",", "") for _, caption in one.terms)
        put_article(folder, one.kind, one.id, one.title, one.description, f"{one.day}", tags, plain.addressed(one.text))
    text = plain.addressed(PARENTS.partition("---\n\n")[2]).replace("(../../", "(../")
    put_article(folder, "", "parents", "Родителям", "Родителям", f"{TODAY}", "", text)


def put_article(folder: Path, kind: str, id: str, title: str, description: str, day: str, tags: str, text: str) -> None:
    """A Markdown file with Pelican's metadata above it."""
    head = {"Title": title, "Date": day, "Category": kind or "pages", "Slug": id, "Description": description}
    lines = [f"{name}: {value}" for name, value in (head | ({"Tags": tags} if tags else {})).items()]
    plain.put(folder / "content" / kind / f"{id}.md", "\n".join(lines) + f"\n\n{text}\n")


def settings(folder: Path) -> None:
    extensions = ("meta", "tables", "sane_lists", "def_list", "admonition", "attr_list", "toc")
    values = {
        "SITENAME": plain.SECTION,
        "SITEURL": plain.ADDRESS.rstrip("/"),
        "SCHOOL": plain.SCHOOL,
        "KINDS": plain.kinds(),
        "TIMEZONE": "Europe/Moscow",
        "DEFAULT_LANG": "ru",
        "THEME": "theme",
        "DIRECT_TEMPLATES": ["index"],
        "DEFAULT_PAGINATION": plain.PAGE_SIZE,
        "ARTICLE_URL": "{category}/{slug}/",
        "ARTICLE_SAVE_AS": "{category}/{slug}/index.html",
        "CATEGORY_URL": "{slug}/",
        "CATEGORY_SAVE_AS": "{slug}/index.html",
        "TAG_URL": "by/{slug}/",
        "TAG_SAVE_AS": "by/{slug}/index.html",
        "MARKDOWN": {"extension_configs": {f"markdown.extensions.{name}": {} for name in extensions}},
    }
    unwanted = ("AUTHOR_SAVE_AS", "AUTHORS_SAVE_AS", "ARCHIVES_SAVE_AS", "CATEGORIES_SAVE_AS", "TAGS_SAVE_AS")
    no_feeds = ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS")
    values |= dict.fromkeys(unwanted, "") | dict.fromkeys(no_feeds)
    plain.put(folder / "pelicanconf.py", "".join(f"{name} = {value!r}\n" for name, value in values.items()))
    shutil.copytree(THEMES / "pelican", folder / "theme", dirs_exist_ok=True)
    plain.put(folder / "theme" / "static" / "style.css", (THEMES / "style.css").read_text(encoding="utf-8"))


PELICAN = Entrant(
    name="pelican",
    peer="pelican",
    caption="Pelican, plain theme",
    content=content,
    settings=settings,
    command=(sys.executable, "-m", "pelican", "content", "--output", "site", "--settings", "pelicanconf.py", "--quiet"),
    versions=lambda: installed("pelican", "markdown"),
    install="pip install pelican markdown",
    leftovers=("__pycache__",),
    differs="lists, facets; a light theme",
)
