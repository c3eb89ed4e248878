"""Python-Markdown draws the hand-written pages in this process, with the extensions of `mkdocs.yml` and our own shell.

Links are looked up as MkDocs does: beside the page, among what is published, never in the whole content folder.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from posixpath import dirname, join, normpath, splitext
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from nastavnik import messages
from nastavnik.building.artifacts import own_head, shell_of
from nastavnik.building.project import Prepared
from nastavnik.engines import settings
from nastavnik.engines.contract import finished, published_files, record_addresses
from nastavnik.engines.settings import Settings
from nastavnik.errors import EngineFailed
from nastavnik.pages.shell import NOT_FOUND
from nastavnik.school.handwritten import Handwritten
from nastavnik.school.personal_data import without_marks
from nastavnik.school.spellings import composed
from nastavnik.text.addresses import output_path, relative
from nastavnik.views.glossary import glossary

Targets = Mapping[str, str]
"""What a link may lead to: a path in the content folder → an address from the section's root."""


def draw(prepared: Prepared, folder: Path) -> tuple[str, ...]:
    """Draw the hand-written pages into `folder`; returns what of the settings was left out, as sentences.

    Raises `EngineFailed`: settings that cannot be read, or links to nothing, all at once.
    """
    rules = settings.read(prepared.project.root)
    shell, words = shell_of(prepared), glossary(prepared.own)
    targets, broken = _targets(prepared), list[str]()
    for inside, path in published_files(prepared):
        shutil.copyfile(path, _room(folder / inside))
    _write(folder / NOT_FOUND, shell.not_found())
    for own in prepared.own:
        links = _Links(own, own.inside, targets)
        html = finished(_converted(own, rules, links), own.url, words)
        _write(folder / output_path(own.url), shell.plain(own_head(own), html))
        broken += (messages.link_to_nothing(own.file, target) for target in links.broken)
    if broken:
        raise EngineFailed(messages.labelled(messages.ENGINE_FAILED, "; ".join(broken)))
    return (messages.only_mkdocs(rules.left_out),) if rules.left_out else ()


def _targets(prepared: Prepared) -> Targets:
    def inside(path: Path) -> str:
        return path.relative_to(prepared.project.content).as_posix()

    return {
        **{inside(path): url for path, url in record_addresses(prepared)},
        **{path: quote(path) for path, _ in published_files(prepared)},
        **{own.inside: own.url or "./" for own in prepared.own},
    }


def _converted(own: Handwritten, rules: Settings, links: "_Links") -> str:
    markdown = rules.markdown()
    markdown.treeprocessors.register(links, "nastavnik_links", 0)  # after everything that makes links
    return markdown.convert(without_marks(own.text))


class _Links(Treeprocessor):
    """Turns what a page names by files into addresses; `broken` are those that name nothing, as written."""

    def __init__(self, own: Handwritten, path: str, targets: Targets) -> None:
        super().__init__()
        self.here, self.folder, self.targets = own.url, dirname(path), targets
        self.broken: list[str] = []

    def run(self, root: Element) -> None:
        for tag, attribute in (("a", "href"), ("img", "src")):
            for element in root.iter(tag):
                written = element.get(attribute)
                if written:
                    element.set(attribute, self._address(written))

    def _address(self, written: str) -> str:
        try:
            scheme, host, path, query, anchor = urlsplit(written)
        except ValueError:  # brackets where a host should be
            return written
        if scheme or host or not path or path.startswith(("/", "\\")) or AMP_SUBSTITUTE in written:
            return written
        path = composed(unquote(path))
        target = self.targets.get(normpath(join(self.folder, path)))
        if target is not None:
            return urlunsplit(("", "", relative(target, self.here), query, anchor))
        if splitext(path)[1]:  # a word without an extension may be an address of the site
            self.broken.append(written)
        return written


def _write(path: Path, text: str) -> None:
    _room(path).write_text(text, encoding="utf-8", newline="\n")


def _room(path: Path) -> Path:
    """The same path, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
