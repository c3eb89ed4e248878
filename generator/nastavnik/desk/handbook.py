"""The handbook at the desk: its chapters travel with the program, so they are read without a network."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import markdown
from pymdownx.slugs import slugify

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.chapters import CONTENTS
from nastavnik.desk.web import Request, Response, content_type
from nastavnik.installation import shipped

HANDBOOK = "docs/ru"
EXTENSIONS = ["tables", "sane_lists", "def_list", "admonition", "attr_list", "pymdownx.superfences", "toc"]
"""Those of `docs/handbook.yml`, which makes a site of the same chapters."""
SETTINGS = {"toc": {"slugify": slugify(case="lower")}, "pymdownx.superfences": {"css_class": "code"}}
_CHAPTER = re.compile(r'href="(?!https?:|mailto:|#)(?:\./)?([\w-]+)\.md(#[^"]*)?"')
_FILE = re.compile(r'src="images/([\w.-]+)"')
_SECTION = re.compile(r"(?=<h2)")
_OF_COMMANDS = re.compile(rf"<h2[^>]*>(?:{messages.HANDBOOK_OF_COMMANDS})")
"""Headings below which a chapter speaks of commands and of files."""
_ELSEWHERE = re.compile(r'<a href="(?!https?:|mailto:|#|/)[^"]*">(.*?)</a>', re.DOTALL)


class HandbookChapter(NamedTuple):
    """A chapter as HTML, and its heading."""

    title: str
    html: str


def help_page(desk: Desk, request: Request) -> Response:
    """A chapter of the handbook, or its contents."""
    name = request.names[0] or CONTENTS
    known = {path.stem: path for path in shipped(HANDBOOK).glob("*.md")}
    if name not in known:
        return desk.not_found()
    return desk.draw("help.html", chapter=chapter(known[name]), is_contents=name == CONTENTS)


def help_image(desk: Desk, request: Request) -> Response:
    """A picture of the handbook."""
    known = {path.name: path for path in (shipped(HANDBOOK) / "images").iterdir()}
    file = known.get(request.names[0])
    return Response(file.read_bytes(), content_type(file.name)) if file else desk.not_found()


@cache
def chapter(path: Path) -> HandbookChapter:
    """A chapter drawn: links lead to other chapters of the desk, those to files of the project are plain words."""
    text = path.read_text(encoding="utf-8")
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=SETTINGS)
    html = _CHAPTER.sub(lambda link: f'href="/help/{link[1]}{link[2] or ""}"', html)
    html = _folded(html)
    html = _FILE.sub(r'src="/help/images/\1"', html)
    title = next((line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")), path.stem)
    return HandbookChapter(title, _ELSEWHERE.sub(r"\1", html))


def _folded(html: str) -> str:
    """What a chapter says of commands and files stands folded at its end: whoever sits at the desk needs none of it."""
    sections = _SECTION.split(html)
    technical = [section for section in sections if _OF_COMMANDS.match(section)]
    if not technical:
        return html
    plain = [section for section in sections if not _OF_COMMANDS.match(section)]
    summary = f"<summary>{messages.DESK_HELP_FOLDED}</summary>"
    return f'{"".join(plain)}<details class="more">{summary}{"".join(technical)}</details>'
