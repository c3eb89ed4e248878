"""«Что вставить куда»: the page that leads through the pasting, opened from the disk, without any other file."""

from collections.abc import Iterator
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.building.project import Prepared
from nastavnik.installation import shipped
from nastavnik.office.pasting.address_table import FILES, page_key
from nastavnik.office.pasting.history import FILE, GONE, PageChange
from nastavnik.office.pasting.section import PAGES, PastedPage, PastedSection
from nastavnik.pages.templates import Theme, drawing

TEMPLATE = "start.html"
MOST_BELOW = 8
"""Pages below one in the drawn menu; more of them are folded."""


@dataclass(frozen=True, slots=True)
class FileToUpload:
    """A file of a page: its name, where it lies beside the start page, its address at the platform, if known."""

    name: str
    path: str
    address: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class PageCard:
    """A page on the start page; `anchor` is its place there, `way` the titles above it in the menu."""

    anchor: str
    title: str
    way: tuple[str, ...]
    path: str
    html: str
    address: str
    mark: str
    files: tuple[FileToUpload, ...]
    unlinked: tuple[tuple[str, str], ...]
    """Titles of pages it should lead to, with their places on the start page."""
    below: "tuple[PageCard, ...]"

    @property
    def is_folded(self) -> bool:
        """Whether what is below it is folded in the drawn menu; the first level never is."""
        return len(self.below) > MOST_BELOW and bool(self.way)


def start_script() -> str:
    """The script of the start page: who serves the page lets in nothing else."""
    template = (shipped("theme") / "pasting" / TEMPLATE).read_text(encoding="utf-8")
    return template.partition("<script>")[2].partition("</script>")[0]


def start_page(section: PastedSection, prepared: Prepared) -> str:
    """The start page as HTML."""
    theme = Theme([shipped("theme") / "pasting"], trim=True)
    theme.filters["plural"] = messages.plural
    top = _card(section, next(url for url, page in section.pages.items() if page.planned.above is None))
    with drawing(theme, TEMPLATE, TEMPLATE):
        return theme.get_template(TEMPLATE).render(
            school=prepared.catalogue.school.short_title,
            day=messages.day(section.today),
            top=top,
            cards=list(_flat(top)),
            days=[] if section.is_first else [_day(section, changes) for _, changes in section.history.days],
            first=section.is_first,
            files=len(section.files),
            missing=[_named(section, url) for url in section.unaddressed],
            missing_files=section.unaddressed_files,
        )


def _flat(card: PageCard) -> Iterator[PageCard]:
    yield card
    for below in card.below:
        yield from _flat(below)


def _anchor(url: str) -> str:
    return f"p-{page_key(url).replace('/', '-')}"


def _named(section: PastedSection, url: str) -> tuple[str, str]:
    return section.pages[url].planned.title, _anchor(url)


def _card(section: PastedSection, url: str) -> PageCard:
    page = section.pages[url]
    return PageCard(
        _anchor(url),
        page.planned.title,
        tuple(_way(section, page)),
        f"{PAGES}/{page_key(url)}.html",
        page.html,
        section.addresses.page(url),
        _mark(section, url),
        tuple(_file(section, page, name) for name in page.links.files),
        tuple(_named(section, other) for other in page.links.unlinked),
        tuple(_card(section, other) for other, below in section.pages.items() if below.planned.above == url),
    )


def _way(section: PastedSection, page: PastedPage) -> list[str]:
    above = page.planned.above
    if above is None:
        return []
    return [*_way(section, section.pages[above]), section.pages[above].planned.title]


def _file(section: PastedSection, page: PastedPage, name: str) -> FileToUpload:
    changed = any(
        f"{FILE}{name}" in change.what for change in section.history.changes if change.url == page.planned.url
    )
    return FileToUpload(name, f"{FILES}/{name}", section.addresses.file(name), changed)


def _mark(section: PastedSection, url: str) -> str:
    """What happened to a page on the last day on which anything did."""
    newest = [] if section.is_first else next((changes for _, changes in section.history.days), [])
    change = next((change for change in newest if change.url == url), None)
    return messages.page_mark(change.what, messages.day(change.day)) if change else ""


def _day(section: PastedSection, changes: list[PageChange]) -> tuple[str, list[tuple[str, str, str, str]]]:
    """A day with its changes: title, place on this page or "", words, the address of what is to be taken away."""
    lines = []
    for change in changes:
        page = section.pages.get(change.url)
        title, anchor = _named(section, change.url) if page else (change.title, "")
        words = messages.page_changed(change.what)
        lines.append((title, anchor, words, section.addresses.page(change.url) if GONE in change.what else ""))
    return messages.day(changes[0].day), lines
