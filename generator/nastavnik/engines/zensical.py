"""Zensical draws the hand-written pages. It runs no Python plugin, so it is given a workshop of prepared data.

The workshop is a project of its own: copies of the pages with their heads as front matter, the theme's templates laid
over one another, and a configuration that inherits the school's. Links to files come back as they were written, for
only we know where records are. Zensical runs as a process: it keeps the configuration in globals and a cache beside it.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from nastavnik import messages
from nastavnik.addresses import output_path, relative
from nastavnik.building.artifacts import own_head
from nastavnik.building.project import Prepared
from nastavnik.engines.typesetting import BEGINS, CONTENT, ENDS
from nastavnik.engines.typesetting import NAME as TYPESETTING
from nastavnik.errors import EngineFailed
from nastavnik.pages.fragments import resolve
from nastavnik.school.catalogue import find_file
from nastavnik.school.handwritten import Handwritten, beside_records
from nastavnik.school.personal_data import without_marks
from nastavnik.views.glossary import PAGE as GLOSSARY
from nastavnik.views.glossary import glossary

CONFIG = "mkdocs.yml"
NOT_FOUND = "404.html"
_SIGN = re.compile(r"\x1b\[[0-9;]*m")  # colours of a terminal
_TEXT = re.compile(f"{BEGINS}(.*?){ENDS}", re.DOTALL)
_LINK = re.compile(rf'(?<=[ "])(href|src)="{CONTENT}([^"#]*)(#[^"]*)?"')


def draw(prepared: Prepared, folder: Path) -> None:
    """Draw the hand-written pages into `folder`. Raises `EngineFailed`: what Zensical said, or a link to nothing."""
    if find_spec("zensical") is None:
        raise EngineFailed(messages.NO_ZENSICAL)
    if not (prepared.project.root / CONFIG).is_file():
        raise EngineFailed(messages.no_mkdocs_config(CONFIG))
    with TemporaryDirectory(prefix="nastavnik-") as name:
        workshop = Path(name).resolve()
        _furnish(prepared, workshop)
        _run(workshop)
        _take(prepared, workshop / "site", folder)


def _furnish(prepared: Prepared, workshop: Path) -> None:
    docs, theme = workshop / "docs", workshop / "theme"
    docs.mkdir()
    for source in reversed(prepared.project.theme("overrides")):
        shutil.copytree(source, theme, dirs_exist_ok=True)
    for path in _given(prepared):
        shutil.copyfile(path, _room(docs / path.relative_to(prepared.project.content)))
    for own in prepared.own:
        page = _room(docs / own.path.relative_to(prepared.project.content))
        page.write_text(_page_text(own), encoding="utf-8", newline="\n")
    settings = json.dumps(_settings(prepared), ensure_ascii=False)  # JSON is YAML too
    (workshop / CONFIG).write_text(settings, encoding="utf-8")


def _given(prepared: Prepared) -> Iterator[Path]:
    """Files that are published as they lie."""
    written = {own.path for own in prepared.own}
    found = beside_records(prepared.project.content)
    return (path for path in found if path not in written and path.resolve() not in prepared.catalogue.held_files)


def _page_text(own: Handwritten) -> str:
    """The page as Zensical reads it: what the shell says of it, then its text."""
    head = own_head(own)
    meta = json.dumps({"title": head.title, **head.meta()}, ensure_ascii=False)
    return f"---\n{meta}\n---\n{without_marks(own.text)}"


def _settings(prepared: Prepared) -> dict[str, object]:
    """What differs from the school's own `mkdocs.yml`; lists are added to, mappings are merged."""
    return {
        "INHERIT": str(prepared.project.root / CONFIG),
        "site_url": prepared.root,
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"custom_dir": "theme"},
        "extra": {"nv": prepared.nv},
        "markdown_extensions": [TYPESETTING],
        "validation": {"not_found": "ignore", "anchors": "ignore"},  # records are not among its pages
    }


def _run(workshop: Path) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--config-file", str(workshop / CONFIG)]
    done = subprocess.run(command, cwd=workshop, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        said = _SIGN.sub("", done.stdout + done.stderr).strip().splitlines()
        raise EngineFailed(messages.labelled(messages.ENGINE_FAILED, said[-1] if said else str(done.returncode)))


def _take(prepared: Prepared, made: Path, folder: Path) -> None:
    """Pages, files of the school and of its theme; never Zensical's own scripts, index and map of the site."""
    content, themes = prepared.project.content, prepared.project.theme("overrides")
    given = {path.relative_to(content).as_posix() for path in _given(prepared)}
    lying = {file.relative_to(theme).as_posix() for theme in themes for file in theme.rglob("*") if file.is_file()}
    for path in sorted(given | lying | {NOT_FOUND}):
        if (made / path).is_file():
            shutil.move(made / path, _room(folder / path))
    for own in prepared.own:
        page = made / output_path(own.url)
        if not page.is_file():
            raise EngineFailed(
                messages.labelled(messages.ENGINE_FAILED, messages.labelled(own.file, messages.NOT_DRAWN))
            )
        html = _mended(prepared, own, page.read_text(encoding="utf-8"))
        _room(folder / output_path(own.url)).write_text(html, encoding="utf-8", newline="\n")
    not_found = folder / NOT_FOUND
    if not_found.is_file():
        not_found.write_text(_slashes(not_found.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def _mended(prepared: Prepared, own: Handwritten, html: str) -> str:
    """The page with its links to files as addresses."""
    content = prepared.project.content

    def pointed(found: re.Match[str]) -> str:
        target = unquote(unescape(found[2]))
        path = find_file(content, own.path, target)
        if path is None:
            raise EngineFailed(messages.labelled(messages.ENGINE_FAILED, f"{own.file}: {messages.broken_link(target)}"))
        is_page = path.suffix in (".md", ".yml", ".yaml")
        address = resolve(prepared.catalogue, own.path, target) if is_page else path.relative_to(content).as_posix()
        return f'{found[1]}="{relative(address or found[2], own.url)}{found[3] or ""}"'

    return _explained(prepared, own, _LINK.sub(pointed, _slashes(html)))


def _explained(prepared: Prepared, own: Handwritten, html: str) -> str:
    """The page with the words of the glossary explained in its text, or with their anchors if it is the glossary."""
    words = glossary(prepared.own)
    explain = words.anchored if own.url == GLOSSARY else words.page(own.url).explain
    return _TEXT.sub(lambda found: explain(found[1]), html)


def _slashes(html: str) -> str:
    """Slashes as such: inside `<style>` nobody decodes what MiniJinja makes of them."""
    return html.replace("&#x2f;", "/")


def _room(path: Path) -> Path:
    """The same path, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
