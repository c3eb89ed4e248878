"""Hand-written Markdown pages beside the records: what the shell must know of them, and whether their links hold.

The engine draws them; nothing here needs one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from nastavnik import messages
from nastavnik.records import KINDS
from nastavnik.school import promises
from nastavnik.school.catalogue import Catalogue, stays_inside
from nastavnik.school.scanning import Pointer
from nastavnik.school.spellings import composed
from nastavnik.text import markdown
from nastavnik.text.addresses import page_address
from nastavnik.text.effort import excess
from nastavnik.text.source import FRONT_MATTER, Place, Problem, Unreadable, decode, parse


@dataclass(frozen=True, slots=True)
class Handwritten:
    """One page: its address, title, and its name in the tabs (empty: it is named in the footer)."""

    path: Path
    file: str
    url: str
    title: str
    description: str
    tab: str
    text: str
    lines_above: int

    @property
    def inside(self) -> str:
        """Its path in the content folder, with composed letters."""
        return composed(self.file.partition("/")[2])

    def place(self, written: str) -> Place:
        """Where some words of its text stand; its first line if they do not stand there so."""
        at = max(self.text.find(written), 0)
        begins = self.text.rfind("\n", 0, at) + 1
        return Place(self.file, self.lines_above + self.text.count("\n", 0, at) + 1, at - begins + 1)

    @property
    def id(self) -> str:
        """What the shell calls its tab."""
        return self.url.strip("/") or "home"


def handwritten(content: Path) -> tuple[list[Handwritten], list[Problem]]:
    """All hand-written pages of the folder by address, and what is wrong with their front matter."""
    pages: list[Handwritten] = []
    problems: list[Problem] = []
    for path in beside_records(content):
        if path.suffix != ".md":
            continue
        try:
            page = _read(path, path.relative_to(content), path.relative_to(content.parent).as_posix())
        except Unreadable as refused:
            problems.append(refused.problem)
            continue
        pages.append(page)
        if fault := excess(page.text, by_hand=True):
            problems.append(Problem(Place(page.file, page.lines_above + fault.line + 1), fault.sentence))
    return pages, problems


def beside_records(content: Path) -> Iterator[Path]:
    """What the engine draws and publishes: neither hidden nor a record or a file that lies with records."""
    tops = sorted(content.iterdir()) if content.is_dir() else []
    for top in (top for top in tops if top.name not in KINDS):  # folders of records are large: never entered
        for path in sorted([top, *top.rglob("*")]):
            inside = path.relative_to(content)
            if belongs_to_records(inside) or any(part[0] == "." for part in inside.parts) or not path.is_file():
                continue
            if stays_inside(str(path), str(content)):
                yield path


def belongs_to_records(inside: PurePath) -> bool:
    """Whether a file of the content folder is a record or lies with records: its publishing is not the engine's."""
    return inside.parts[0] in KINDS or inside.suffix.lower() in (".yml", ".yaml")


def broken_links(catalogue: Catalogue, pages: Iterable[Handwritten]) -> Iterator[Problem]:
    """Links of hand-written pages to files that are not there, with line and column."""
    for page, place, target, _ in _links(pages):
        if markdown.is_inside(target) and catalogue.find(page.path, target) is None:
            yield Problem(place, messages.broken_link(target))


def pointers(catalogue: Catalogue, pages: Iterable[Handwritten]) -> Iterator[Pointer]:
    """Links of hand-written pages with anchors, those within a page too."""
    for page, place, target, anchor in _links(pages):
        inside = markdown.is_inside(target) or not target
        path = catalogue.find(page.path, target or page.path.name) if anchor and inside else None
        if path:
            yield Pointer(place, path, anchor)


def _links(pages: Iterable[Handwritten]) -> Iterator[tuple[Handwritten, Place, str, str]]:
    """Every link with its page and place, the target as written ("" within the page) and the anchor, or ""."""
    for page in pages:
        for line, column, target, anchor in markdown.pointers(page.text):
            yield page, Place(page.file, page.lines_above + line + 1, column + 1), target, anchor


def _read(path: Path, inside: Path, file: str) -> Handwritten:
    text = composed(decode(path.read_bytes(), file).replace("\r\n", "\n"))
    head = FRONT_MATTER.match(text)
    data = parse(text, file, with_body=True).data if head and head[1].strip() else {}
    body = text[head.end() :] if head else text
    above = text[: head.end()].count("\n") if head else 0
    url = page_address(inside)
    heading = next((line[2:].strip() for line in body.split("\n") if line.startswith("# ")), inside.stem)
    words = {name: value for name, value in data.items() if isinstance(value, str)}
    title = words.get("title", heading)
    return Handwritten(path, file, url, title, words.get("description", ""), words.get("tab", ""), body, above)


def stale_pages(pages: Iterable[Handwritten], catalogue: Catalogue) -> Iterator[Problem]:
    """Days that hand-written pages speak of as of days ahead, and that are over."""
    for page in pages:
        promised = promises.promised_in_page(page.text, page.file, page.lines_above)
        yield from promises.problems(promised, catalogue.today, catalogue.school.current_year)
