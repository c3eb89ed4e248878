"""Hand-written Markdown pages beside the records: what the shell must know of them, and whether their links hold.

The engine draws them; nothing here needs one.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from nastavnik import messages
from nastavnik.records.own_page import HEAD
from nastavnik.school import placeholders, promises
from nastavnik.school.beside import SUFFIX as SUFFIX
from nastavnik.school.beside import belongs_to_records, beside_records
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.scans import Pointer
from nastavnik.school.spellings import composed
from nastavnik.text import blocks, markdown
from nastavnik.text.addresses import page_address
from nastavnik.text.effort import excess
from nastavnik.text.lookalikes import mended, odd_sign
from nastavnik.text.markdown_lists import glued_lists
from nastavnik.text.markdown_pictures import wordless_pictures
from nastavnik.text.source import FRONT_MATTER, Place, Plain, Problem, Source, Unreadable, contents, decode, parse
from nastavnik.text.special_files import special_files
from nastavnik.text.unsaved import unsaved_places

_OTHER_SUFFIXES = {".markdown", ".mdown", ".mkdn", ".mkd"}
"""What other programs call Markdown as well; an engine may take such a file for a page."""
_LIKE_A_FILE = re.compile(r"(?i)\.(atom|css|csv|docx|html?|ics|js|json|txt|xml)(?=\Z|\.md\Z)")
"""How names end that the site gives to files: a page makes a folder of its name."""
_TAKEN_NAME = "readme"
_OF_THE_ENGINE = {"template", "hide", "search", "status", "icon", "tags", "subtitle", "date", "authors", "state"}
_OPENS = "---\n"


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
    words: Mapping[str, Plain] = field(default_factory=dict, compare=False)
    """Everything its front matter says, as plain data."""

    @property
    def inside(self) -> str:
        """Its path in the content folder, with composed letters."""
        return composed(self.file.partition("/")[2])

    def place(self, written: str) -> Place:
        """Where some words of its text stand; its first line if they do not stand there so."""
        in_link = self.text.find(f"({written}") + 1  # the same words may stand before it as they are
        at = in_link or max(self.text.find(written), 0)
        begins = self.text.rfind("\n", 0, at) + 1
        return Place(self.file, self.lines_above + self.text.count("\n", 0, at) + 1, at - begins + 1)

    @property
    def id(self) -> str:
        """What the shell calls its tab."""
        return self.url.strip("/") or "home"


def handwritten(content: Path) -> tuple[list[Handwritten], list[Problem]]:
    """All hand-written pages of the folder by address, and what is wrong with them as files and with their heads.

    Said here too: whatever lies in the folder and is no file, wherever; nothing of it is opened.
    """
    pages: list[Handwritten] = []
    problems = [Problem(Place(_named(content, inside)), fault) for inside, fault in special_files(content)]
    for path in sorted({*beside_records(content), *_to_come(content)}):
        inside = path.relative_to(content)
        file = _named(content, inside.as_posix())
        fault = _bad_page_name(path, inside)
        if fault:
            problems.append(Problem(Place(file), fault))
        if path.suffix != SUFFIX or fault:
            continue
        try:
            page, hints = _read(path, inside, file)
        except Unreadable as refused:
            problems.append(refused.problem)
            continue
        pages.append(page)
        if tangle := excess(page.text, by_hand=True):
            problems.append(Problem(Place(page.file, page.lines_above + tangle.line + 1), tangle.sentence))
        problems += hints
    return pages, [*problems, *_same_addresses(pages)]


def _named(content: Path, inside: str) -> str:
    """What the administrator calls a file of the content folder."""
    return content.name if inside == "." else f"{content.name}/{inside}"


def _bad_page_name(path: Path, inside: PurePath) -> str | None:
    """Why a file cannot be a page under its name though it looks like one; None for all others."""
    suffix = path.suffix.lower()
    if suffix in _OTHER_SUFFIXES or (suffix == SUFFIX and path.suffix != SUFFIX):
        return messages.page_suffix(path.name, f"{path.stem}{SUFFIX}")
    if suffix == SUFFIX and path.stem.lower() == _TAKEN_NAME:
        return messages.page_name_taken(path.name)
    if suffix == SUFFIX and (folder := next((part for part in inside.parts if _LIKE_A_FILE.search(part)), None)):
        return messages.page_named_like_a_file(inside.as_posix().replace(folder, _LIKE_A_FILE.sub(r"-\1", folder)))
    return None


def _same_addresses(pages: Iterable[Handwritten]) -> Iterator[Problem]:
    """Pages at the address of another one, as `o.md` and `o/index.md` are."""
    files: dict[str, str] = {}
    for page in pages:
        other = files.setdefault(page.url, page.file)
        if other != page.file:
            yield Problem(Place(page.file), messages.same_page(other))


def _to_come(content: Path) -> list[Path]:
    """Pages that somebody is writing and that are not on the disk yet."""
    paths = [path for path in map(Path, unsaved_places(content)) if path.suffix == SUFFIX and not path.exists()]
    return [path for path in paths if not belongs_to_records(path.relative_to(content))]


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


def _read(path: Path, inside: Path, file: str) -> tuple[Handwritten, list[Problem]]:
    """A page, and hints about its head. Raises `Unreadable`."""
    text = composed(decode(contents(path, file), file).replace("\r\n", "\n"))
    head = FRONT_MATTER.match(text)
    source = parse(text, file, with_body=True) if head and head[1].strip() else None
    data = source.data if source else {}
    body = text[head.end() :] if head else text
    above = text[: head.end()].count("\n") if head else 0
    url = page_address(inside)
    heading = next((line[2:].strip() for line in body.split("\n") if line.startswith("# ")), inside.stem)
    words = {name: value for name, value in data.items() if isinstance(value, str)}
    title = words.get("title", heading)
    page = Handwritten(
        path, file, url, title, words.get("description", ""), words.get("tab", ""), body, above, words=data
    )
    return page, list(_hints(page, source, is_open=head is None and text.startswith(_OPENS)))


def _hints(page: Handwritten, source: Source | None, *, is_open: bool) -> Iterator[Problem]:
    """What the head of a page says and nobody reads: slips of the pen, lists in the place of a text."""
    if is_open:
        yield Problem(Place(page.file), messages.HEAD_NOT_CLOSED, "hint")
    for name, value in page.words.items():
        place = source.place((name,), of_key=True) if source else Place(page.file)
        if name in HEAD and not isinstance(value, str):
            yield Problem(place, messages.labelled(name, messages.NOT_TEXT), "hint")
        elif slip := _misspelt(name):
            yield Problem(place, slip, "hint")


def _misspelt(name: str) -> str | None:
    """What is wrong with a word that nearly is one we read."""
    if name in HEAD or name in _OF_THE_ENGINE:
        return None
    odd, good = odd_sign(name, "latin"), mended(name, "latin")
    if odd and good in HEAD:
        return messages.odd_key(odd.sign, odd.script, odd.place, odd.word, good)
    close = difflib.get_close_matches(name.lower(), HEAD, n=1, cutoff=0.6)
    return messages.unknown_head_field(name, close[0]) if close else None


def slips_of_text(pages: Iterable[Handwritten]) -> Iterator[Problem]:
    """Lists of hand-written pages that will not be lists, pictures without words."""
    for page in pages:
        for line, sentence in (*glued_lists(page.text), *wordless_pictures(page.text)):
            yield Problem(Place(page.file, page.lines_above + line + 1), sentence, "hint")


def bad_blocks(pages: Iterable[Handwritten]) -> Iterator[Problem]:
    """Blocks of hand-written pages that cannot be drawn."""
    for page in pages:
        for line, sentence in blocks.slips(page.text):
            yield Problem(Place(page.file, page.lines_above + line + 1), sentence)


def unfinished_pages(pages: Iterable[Handwritten]) -> Iterator[Problem]:
    """Words of hand-written pages that stand where the school's own should."""
    for page in pages:
        yield from placeholders.of_page(page.text, page.file, page.lines_above)


def stale_pages(pages: Iterable[Handwritten], catalogue: Catalogue) -> Iterator[Problem]:
    """Days that hand-written pages speak of as of days ahead, and that are over."""
    for page in pages:
        promised = promises.promised_in_page(page.text, page.file, page.lines_above)
        yield from promises.problems(promised, catalogue.today, catalogue.school.current_year)
