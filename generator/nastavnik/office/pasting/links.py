"""Where links and pictures of a page lead once it is pasted: the platform's own addresses, as far as they are known.

A page or a file without an address is named by its words only, with a remark in the text of the file; what only the
site itself has (calendars, feeds, its lists by subject) is left out.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]

from nastavnik import messages
from nastavnik.attachments import pictures
from nastavnik.office.pasting.address_table import FILES, PlatformAddresses, page_key
from nastavnik.office.pasting.elements import HtmlElement, classes, says, take_out, unwrap
from nastavnik.office.pasting.history import digest
from nastavnik.text.addresses import opens, output_path

NOWHERE = "https://section.invalid/"
FOR_MACHINES = (".ics", ".atom", "feed.json", "catalog.json")
NAVIGATION = {"btn", "solo"}
"""Links that are buttons: without an address their words say nothing."""


class LinkTarget(NamedTuple):
    """What a link names: a page or a file of the section by its address, a place elsewhere, nothing that can stay."""

    what: Literal["page", "file", "here", "elsewhere", "nothing"]
    url: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class SectionMap:
    """PlatformAddresses of a section from its root that links of its pages can name."""

    root: str
    """The public address of the section, with its slash."""
    titles: Mapping[str, str]
    """Of the pages that are pasted, by address."""
    elsewhere: Mapping[str, str]
    """Pages that are not pasted and the one that says the same: a former address, a list by subject."""
    files: Set[str]
    """Paths of files on the site."""

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(map(_flat, self.files))

    def file_name(self, path: str) -> str:
        """The name of a file of the site where all of them lie in one folder; no two files have the same."""
        name, known_as = _flat(path), _flat(pictures.widest(path))
        if self._names[name] + (self._names[known_as] if known_as != name else 0) < 2:
            return name
        stem, dot, suffix = name.rpartition(".")
        return f"{stem}-{digest(path)[:6]}{dot}{suffix}"

    def target(self, written: str, here: str) -> LinkTarget:
        """What is meant by an address written on the page `here`."""
        if written.startswith("#"):
            return LinkTarget("here", here, unquote(written[1:]))
        if written.startswith(("mailto:", "tel:")):
            return LinkTarget("elsewhere", written)
        if not opens(written):
            return LinkTarget("nothing")
        whole = urljoin(f"{NOWHERE}{here}", written)
        if self.root and whole.startswith(self.root):
            whole = NOWHERE + whole.removeprefix(self.root)
        if not whole.startswith(NOWHERE):
            is_web = urlsplit(whole).scheme in ("http", "https")
            return LinkTarget("elsewhere", whole) if is_web else LinkTarget("nothing")
        url, _, anchor = whole.removeprefix(NOWHERE).partition("#")
        return self._inside(url.partition("?")[0], unquote(anchor))

    def _inside(self, url: str, anchor: str) -> LinkTarget:
        page = self.elsewhere.get(url, url)
        if page in self.titles:
            return LinkTarget("page", page, anchor)
        is_file = output_path(url) in self.files or pictures.widest(output_path(url)) in self.files
        return LinkTarget("file", url) if is_file and not url.endswith(FOR_MACHINES) else LinkTarget("nothing")


def _flat(path: str) -> str:
    return path.removeprefix(f"{FILES}/").replace("/", "-").replace(".any.", ".")


@dataclass(slots=True)
class PageLinks:
    """What one page leads to."""

    anchors: set[tuple[str, str]] = field(default_factory=set)
    """Pages and places on them that links name."""
    unlinked: dict[str, None] = field(default_factory=dict)
    """Pages, by address, that have none at the platform yet, in the order of the text."""
    files: dict[str, str] = field(default_factory=dict)
    """Names of files to upload and their paths on the site, in the order of the text."""
    unlinked_files: dict[str, None] = field(default_factory=dict)
    """Those of them that links name and that have no address yet."""


def settle(main: HtmlElement, here: str, known: SectionMap, addresses: PlatformAddresses) -> PageLinks:
    """Write the platform's addresses into the links and pictures of a page; gives what it leads to."""
    links = PageLinks()
    for picture in _listed(main, "img"):
        _settle_picture(picture, here, known, addresses, links)
    for link in _listed(main, "a"):
        written = (link.get("href") or "").strip()
        if not written:
            unwrap(link)
        else:
            _settle_link(link, known.target(written, here), known, addresses, links)
    return links


def _listed(main: HtmlElement, tag: str) -> Iterator[HtmlElement]:
    return iter(list(main.iter(tag)))


def _settle_picture(
    picture: HtmlElement, here: str, known: SectionMap, addresses: PlatformAddresses, links: PageLinks
) -> None:
    target = known.target(picture.get("src") or "", here)
    if target.what != "file":
        take_out(picture)  # of another host, or not there
        return
    path = output_path(target.url)
    name = known.file_name(path)
    links.files[name] = path
    way = "../" * (page_key(here).count("/") + 1)
    picture.set("src", addresses.file(name) or f"{way}{FILES}/{name}")


def _settle_link(
    link: HtmlElement, target: LinkTarget, known: SectionMap, addresses: PlatformAddresses, links: PageLinks
) -> None:
    if target.what == "nothing":
        _drop(link)
    elif target.what == "here":
        links.anchors.add((target.url, target.anchor))
    elif target.what == "elsewhere":
        link.set("href", target.url)
    elif target.what == "page":
        _lead_to_page(link, target, known, addresses, links)
    else:
        _lead_to_file(link, output_path(target.url), known, addresses, links)


def _lead_to_page(
    link: HtmlElement, target: LinkTarget, known: SectionMap, addresses: PlatformAddresses, links: PageLinks
) -> None:
    address = addresses.page(target.url)
    if address:
        links.anchors.add((target.url, target.anchor))
        link.set("href", f"{address}#{target.anchor}" if target.anchor and "#" not in address else address)
    elif link.get("rel") == "glossary":
        unwrap(link)
    else:
        links.unlinked[target.url] = None
        _unlink(link, messages.link_to_come(known.titles[target.url], page_key(target.url)))


def _lead_to_file(
    link: HtmlElement, path: str, known: SectionMap, addresses: PlatformAddresses, links: PageLinks
) -> None:
    name = known.file_name(path)
    links.files[name] = path
    address = addresses.file(name)
    if address:
        link.set("href", address)
        return
    links.unlinked_files[name] = None
    _unlink(link, messages.file_link_to_come(name))


def _unlink(link: HtmlElement, remark: str) -> None:
    """Only the words stay, and behind them a remark in the text of the file."""
    is_navigation = classes(link) & NAVIGATION or "sec-h" in classes(link.getparent())
    link.tag = "nolink"
    link.attrib.clear()
    if is_navigation:
        link.set("nav", "1")
    comment = etree.Comment(f" {remark.replace('--', '- -')} ")
    comment.tail, link.tail = link.tail, None
    link.addnext(comment)


def _drop(link: HtmlElement) -> None:
    """A link to what only the site has: with its words if they call to press it, else without the link."""
    href = link.get("href") or ""
    if classes(link) & NAVIGATION or href.startswith("webcal:") or href.endswith(FOR_MACHINES):
        parent = link.getparent()
        take_out(link)
        if parent.tag == "p" and not says(parent):
            take_out(parent)
    else:
        unwrap(link)
