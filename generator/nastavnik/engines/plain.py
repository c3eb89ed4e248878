"""Python-Markdown draws the hand-written pages here, with the extensions of `mkdocs.yml` and our own shell."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from nastavnik import messages
from nastavnik.building.artifacts import own_head, shell_of
from nastavnik.building.project import Prepared
from nastavnik.engines import settings
from nastavnik.engines.contract import finished, published_files, shown_photos
from nastavnik.engines.converting import Targets, converted, targets
from nastavnik.pages.shell import NOT_FOUND, Shell
from nastavnik.school.handwritten import Handwritten
from nastavnik.text.addresses import output_path
from nastavnik.views.glossary import Glossary, glossary


def draw(prepared: Prepared, folder: Path) -> tuple[str, ...]:
    """Draw the hand-written pages into `folder`; returns what of the settings was left out, as sentences.

    Raises `EngineFailed`: settings that cannot be read. What `engines.trial` refuses is not looked for again.
    """
    rules, known = settings.read(prepared.project.root), targets(prepared)
    shell, words, photos = shell_of(prepared), glossary(prepared.own), shown_photos(prepared)
    for inside, path in published_files(prepared):
        shutil.copyfile(path, _room(folder / inside))
    _write(folder / NOT_FOUND, shell.not_found())
    for own in prepared.own:
        _write(folder / output_path(own.url), _drawn(own, rules, known, shell, words, photos))
    return (messages.only_mkdocs(rules.left_out),) if rules.left_out else ()


def page(prepared: Prepared, own: Handwritten) -> str:
    """One hand-written page, whole. Raises `EngineFailed` and `ThemeBroken`."""
    rules, known = settings.read(prepared.project.root), targets(prepared)
    return _drawn(own, rules, known, shell_of(prepared), glossary(prepared.own), shown_photos(prepared))


def _drawn(
    own: Handwritten,
    rules: settings.Settings,
    known: Targets,
    shell: Shell,
    words: Glossary,
    photos: Mapping[str, Path],
) -> str:
    html = converted(own, rules, known).html
    return shell.plain(own_head(own), finished(html, own.url, words, photos))


def _write(path: Path, text: str) -> None:
    _room(path).write_text(text, encoding="utf-8", newline="\n")


def _room(path: Path) -> Path:
    """The same path, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
