"""Python-Markdown draws the hand-written pages here, with the extensions of `mkdocs.yml` and our own shell."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from nastavnik import messages
from nastavnik.building.artifacts import own_head, own_linked_data, shell_of
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
    press = _press(prepared)
    for inside, path in published_files(prepared):
        shutil.copyfile(path, _room(folder / inside))
    _write(folder / NOT_FOUND, press.shell.not_found())
    for own in prepared.own:
        _write(folder / output_path(own.url), press.drawn(own))
    return (messages.only_mkdocs(press.rules.left_out),) if press.rules.left_out else ()


def page(prepared: Prepared, own: Handwritten) -> str:
    """One hand-written page, whole. Raises `EngineFailed` and `ThemeBroken`."""
    return _press(prepared).drawn(own)


class _Press(NamedTuple):
    """What every page of a section is drawn with."""

    prepared: Prepared
    rules: settings.Settings
    known: Targets
    shell: Shell
    words: Glossary
    photos: Mapping[str, Path]

    def drawn(self, own: Handwritten) -> str:
        """One page, whole."""
        head, html = own_head(own), converted(own, self.rules, self.known).html
        content = finished(html, own, self.prepared, self.words, self.photos)
        return self.shell.plain(head, content, own_linked_data(self.prepared, head))


def _press(prepared: Prepared) -> _Press:
    rules, known = settings.read(prepared.project.root), targets(prepared)
    return _Press(prepared, rules, known, shell_of(prepared), glossary(prepared.own), shown_photos(prepared))


def _write(path: Path, text: str) -> None:
    _room(path).write_text(text, encoding="utf-8", newline="\n")


def _room(path: Path) -> Path:
    """The same path, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
