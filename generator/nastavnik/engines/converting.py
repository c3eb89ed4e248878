"""The text of a hand-written page → HTML as every engine makes it, its links looked up on the way.

Links are looked up as MkDocs does: beside the page, among what is published, never in the whole content folder. What
leads nowhere is remembered with the converted page: drawing needs the one, a check the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath, splitext
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from nastavnik.building.project import Prepared
from nastavnik.engines.contract import published_files, record_addresses
from nastavnik.engines.settings import Settings
from nastavnik.school.guard.personal_data import without_marks
from nastavnik.school.handwritten import Handwritten
from nastavnik.school.spellings import composed
from nastavnik.text.addresses import relative

Targets = Mapping[str, str]
"""What a link may lead to: a path in the content folder → an address from the section's root."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A page as Markdown makes it, and the targets of its links that cannot be, as written."""

    html: str
    to_nothing: tuple[str, ...]
    """Named like files, and no such file is published."""
    not_opened: tuple[str, ...]
    """No addresses at all: `https://[адрес]`."""


def targets(prepared: Prepared) -> Targets:
    """Everything that links of the hand-written pages may lead to."""
    content = prepared.project.content
    return {
        **{path.relative_to(content).as_posix(): url for path, url in record_addresses(prepared)},
        **{path: quote(path) for path, _ in published_files(prepared)},
        **{own.inside: own.url or "./" for own in prepared.own},
    }


def converted(own: Handwritten, rules: Settings, known: Targets) -> Converted:
    """A page converted. Raises `RecursionError` for a text too deep."""
    markdown, links = rules.markdown(), _Links(own, known)
    markdown.treeprocessors.register(links, "nastavnik_links", 0)  # after everything that makes links
    html = markdown.convert(without_marks(own.text))
    return Converted(html, tuple(links.to_nothing), tuple(links.not_opened))


class _Links(Treeprocessor):
    """Turns what a page names by files into addresses."""

    def __init__(self, own: Handwritten, known: Targets) -> None:
        super().__init__()
        self.here, self.folder, self.targets = own.url, dirname(own.inside), known
        self.to_nothing: list[str] = []
        self.not_opened: list[str] = []

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
            self.not_opened.append(written)
            return written
        if scheme or host or not path or path.startswith(("/", "\\")) or AMP_SUBSTITUTE in written:
            return written
        path = composed(unquote(path))
        target = self.targets.get(normpath(join(self.folder, path)))
        if target is not None:
            return urlunsplit(("", "", relative(target, self.here), query, anchor))
        if splitext(path)[1]:  # a word without an extension may be an address of the site
            self.to_nothing.append(written)
        return written
