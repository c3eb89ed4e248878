"""Pages to paste for tests: written from a school's folder, read as a browser's parser reads them."""

import datetime as dt
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from nastavnik.building.project import Project
from nastavnik.office.pasting.pasting import write_fragments
from nastavnik.office.pasting.section import PastedSection

ROOT = Path(__file__).parent.parent
DEMO_DAY = dt.date(2026, 11, 20)
TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i"),
    *("img", "ins", "li", "ol", "p", "q", "s", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("tr", "ul"),
}
"""What an editor of a platform keeps, said here again on purpose."""
ATTRIBUTES = {
    "href",
    "src",
    "alt",
    "width",
    "title",
    "start",
    "reversed",
    "type",
    "value",
    "scope",
    "colspan",
    "rowspan",
}


def copied(source: Path, folder: Path) -> Path:
    """A folder of a school with the content of another one."""
    shutil.copytree(source / "content", folder / "content")
    shutil.copy(source / "mkdocs.yml", folder)
    return folder


def pasted(root: Path, day: dt.date = DEMO_DAY) -> PastedSection:
    """The pages of a school in its folder `paste`."""
    return write_fragments(Project.at(root), root / "paste", day)


def texts(folder: Path) -> dict[str, str]:
    """The pages that were written, by their paths without the suffix."""
    pages = folder / "pages"
    return {
        path.relative_to(pages).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(pages.rglob("*.html"))
    }


class Elements(HTMLParser):
    """Elements of a page in their order, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, name: str) -> Iterator[str]:
        """Values of an attribute, wherever it stands."""
        return (attributes[name] for _, attributes in self.elements if name in attributes)
