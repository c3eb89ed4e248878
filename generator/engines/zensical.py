"""Zensical draws the hand-written pages. It runs no Python plugin, so it is given a workshop of prepared data.

The workshop is a project of its own: copies of the pages with their heads as front matter and their links to records
already pointed, the theme's templates laid over one another, and a configuration that inherits the school's. Zensical
runs as a process: it keeps the configuration in globals and its cache in the folder of the project.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import markdown, messages, site
from generator.addresses import output_path, relative
from generator.catalogue import find_file
from generator.engines.typesetting import NAME as TYPESETTING
from generator.errors import EngineFailed
from generator.fragments import resolve
from generator.guard import without_marks
from generator.handwritten import Handwritten, beside_records
from generator.records import KINDS

CONFIG = "mkdocs.yml"
NOT_FOUND = "404.html"
_SIGN = re.compile(r"\x1b\[[0-9;]*m")  # colours of a terminal
_WARNING = re.compile(r"^(?:Warning|Error): (.+)\n.*?\[ (.+?):(\d+):(\d+) \]", re.MULTILINE)
_DEFINITION = re.compile(r"^( {0,3}\[[^\]\n]+\]:[ \t]*<?)([^\s#>]+)(#[^\s>]*)?", re.MULTILINE)


def draw(prepared: site.Prepared, folder: Path) -> None:
    """Draw the hand-written pages into `folder`. Raises `EngineFailed` with what Zensical warned of."""
    if find_spec("zensical") is None:
        raise EngineFailed(messages.NO_ZENSICAL)
    if not (prepared.project.root / CONFIG).is_file():
        raise EngineFailed(messages.no_mkdocs_config(CONFIG))
    with TemporaryDirectory(prefix="nastavnik-") as name:
        workshop = Path(name).resolve()
        _furnish(prepared, workshop)
        _run(prepared, workshop)
        _take(prepared, workshop / "site", folder)


def _furnish(prepared: site.Prepared, workshop: Path) -> None:
    docs, theme = workshop / "docs", workshop / "theme"
    for source in reversed(prepared.project.theme("overrides")):
        shutil.copytree(source, theme, dirs_exist_ok=True)
    for path in _given(prepared):
        _room(docs / path.relative_to(prepared.project.content)).write_bytes(path.read_bytes())
    for own in prepared.own:
        text = page_text(prepared, own)
        _room(docs / own.path.relative_to(prepared.project.content)).write_text(text, encoding="utf-8", newline="\n")
    settings = json.dumps(_settings(prepared), ensure_ascii=False)  # JSON is YAML too
    (workshop / CONFIG).write_text(settings, encoding="utf-8")


def _given(prepared: site.Prepared) -> Iterator[Path]:
    """Files that are published as they lie."""
    written = {own.path for own in prepared.own}
    found = beside_records(prepared.project.content)
    return (path for path in found if path not in written and path.resolve() not in prepared.catalogue.held_files)


def page_text(prepared: site.Prepared, own: Handwritten) -> str:
    """The page as Zensical reads it: what the shell says of it, then its text with links to records pointed."""
    head = site.own_head(own)
    meta = json.dumps({"title": head.title, **head.meta()}, ensure_ascii=False)
    return f"---\n{meta}\n---\n" + _pointed(prepared, own, without_marks(own.text))


def _pointed(prepared: site.Prepared, own: Handwritten, text: str) -> str:
    """Links to records, inline and in definitions below, as addresses of a scheme no engine touches."""
    content = prepared.project.content

    def address(target: str) -> str | None:
        path = find_file(content, own.path, target) if markdown.is_inside(target) else None
        of_a_record = path is not None and path.relative_to(content).parts[0] in KINDS
        return resolve(prepared.catalogue, own.path, target) if of_a_record else None

    def defined(found: re.Match[str]) -> str:
        known = address(found[2])
        return found[0] if known is None else f"{found[1]}{markdown.RECORD}{known}{found[3] or ''}"

    return _DEFINITION.sub(defined, markdown.linked(text, address))


def _settings(prepared: site.Prepared) -> dict[str, object]:
    """What differs from the school's own `mkdocs.yml`; lists are added to, mappings are merged."""
    return {
        "INHERIT": str(prepared.project.root / CONFIG),
        "site_url": prepared.root,
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"custom_dir": "theme"},
        "extra": {"nv": prepared.nv},
        "markdown_extensions": [TYPESETTING],
        "validation": {"anchors": "ignore"},  # MkDocs only informs of them
    }


def _run(prepared: site.Prepared, workshop: Path) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", str(workshop / CONFIG)]
    done = subprocess.run(command, cwd=workshop, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise EngineFailed(messages.engine_failed("; ".join(_said(prepared, done.stdout + done.stderr))))


def _said(prepared: site.Prepared, output: str) -> list[str]:
    """Warnings with their places in the school's files; without any, the last line."""
    plain = _SIGN.sub("", output)
    own = {page.path.relative_to(prepared.project.content).as_posix(): page for page in prepared.own}
    said = []
    for what, file, line, column in _WARNING.findall(plain):
        page = own.get(file)
        place = f"{page.file}:{int(line) - 3 + page.lines_above}:{column}" if page else file
        said.append(f"{place}: {messages.ZENSICAL.get(what, what)}")
    return said or plain.strip().splitlines()[-1:]


def _take(prepared: site.Prepared, made: Path, folder: Path) -> None:
    """Pages, files of the school and of its theme; never Zensical's own scripts, index and map of the site."""
    content, themes = prepared.project.content, prepared.project.theme("overrides")
    pages = {output_path(own.url) for own in prepared.own} | {NOT_FOUND}
    given = {path.relative_to(content).as_posix() for path in _given(prepared)}
    lying = {file.relative_to(theme).as_posix() for theme in themes for file in theme.rglob("*") if file.is_file()}
    for path in sorted(pages | given | lying):
        if (made / path).is_file():
            shutil.move(made / path, _room(folder / path))
    for own in prepared.own:
        page = folder / output_path(own.url)
        if not page.is_file():
            raise EngineFailed(messages.engine_failed(messages.not_drawn(own.file)))
        html = page.read_text(encoding="utf-8")
        page.write_text(_mended(html, own.url), encoding="utf-8", newline="\n")


def _mended(html: str, here: str) -> str:
    """Addresses of records from this page; slashes as such, for inside `<style>` nobody decodes `&#x2f;`."""
    return markdown.pointed(html.replace("&#x2f;", "/"), lambda address: relative(address, here))


def _room(path: Path) -> Path:
    """The same path, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
