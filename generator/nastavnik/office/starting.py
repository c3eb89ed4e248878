"""A new school from nothing: a passport, the engine's settings, files of publishing, a first page, room for records.

What is written here passes `check` and is built at once; what only the school knows is asked for in comments.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from slugify import slugify

from nastavnik import messages
from nastavnik.building.project import shipped
from nastavnik.errors import EditRefused
from nastavnik.records import Roadmap

GITHUB = """\
name: publish
on:
  push:
    branches: [main]
  schedule:
    - cron: "20 23 * * *"
  workflow_dispatch:
permissions:
  contents: read
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - uses: actions/setup-python@v6
        with:
          python-version: "3.13"
      - run: python -m pip install --require-hashes -r requirements.lock
      - run: python -m pip install --no-deps -r requirements.txt
      - uses: actions/cache@v4
        with:
          path: .nastavnik/state.db
          key: nastavnik-${{ github.run_id }}
          restore-keys: nastavnik-
      - run: nastavnik check --format github
      - run: nastavnik build
      - uses: actions/upload-pages-artifact@v4
        with:
          path: site
  publish:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.pages.outputs.page_url }}
    steps:
      - uses: actions/deploy-pages@v4
        id: pages
"""
GITLAB = """\
image: python:3.13-slim
pages:
  stage: deploy
  script:
    - python -m pip install --require-hashes -r requirements.lock
    - python -m pip install --no-deps -r requirements.txt
    - nastavnik check
    - nastavnik build --site public
  cache:
    key: nastavnik
    paths:
      - .nastavnik/state.db
  artifacts:
    paths:
      - public
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"""
ENGINE = """\
docs_dir: content
site_dir: site
theme:
  name: material
  language: ru
  font: false
plugins:
  - nastavnik
markdown_extensions:
  - tables
  - sane_lists
  - def_list
  - admonition
  - attr_list
  - pymdownx.details
  - toc:
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
"""


@dataclass(frozen=True, slots=True)
class NewSchool:
    """What is known of a school on its first day."""

    title: str
    short_title: str
    inn: str
    site: str
    section_url: str
    region: str
    municipality: str
    timezone: str
    post: str


def start(folder: Path, school: NewSchool, today: dt.date) -> list[str]:
    """Write the files of a new section; their names. Raises `EditRefused` if one of them is there already."""
    files = _files(school, today)
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise EditRefused(messages.start_refused(folder.as_posix(), there))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def _files(school: NewSchool, today: dt.date) -> Mapping[str, str]:
    return {
        "content/school.yml": _passport(school, today),
        "content/parents.md": messages.START_PARENTS,
        f"content/{Roadmap.kind}/.gitkeep": "",
        "mkdocs.yml": f"site_name: {messages.SECTION}\n{ENGINE}",
        "requirements.txt": f"nastavnik=={version('nastavnik')}\n",
        "requirements.lock": shipped("requirements/school.lock").read_text(encoding="utf-8"),
        ".github/workflows/publish.yaml": GITHUB,
        ".gitlab-ci.yml": GITLAB,
        ".gitignore": "site/\n.site.staging/\n.nastavnik/\n",
    }


def _passport(school: NewSchool, today: dt.date) -> str:
    """The passport; words in quotes as JSON writes them, which is YAML too."""
    first = today.year if today.month >= 8 else today.year - 1
    fields = {
        "id": slugify(school.short_title, max_length=40, replacements=[("№", " ")]) or "school",
        "title": school.title,
        "short_title": school.short_title,
        "school_type": messages.START_TYPE,
        "inn": school.inn,
        "timezone": school.timezone,
        "region": school.region,
        "municipality": school.municipality,
        "site": school.site,
        "section_url": school.section_url,
        "current_year": f"{first}-{first + 1}",
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    post = json.dumps(school.post, ensure_ascii=False)
    return "\n".join([messages.START_PASSPORT, *lines, "curators:", f"  - post: {post}", ""])
