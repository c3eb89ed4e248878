"""What every page of the demos tells those who do not draw it: networks, search engines, chats."""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from lxml import html
from PIL import Image

pytestmark = pytest.mark.xdist_group("validators")

SITES = {"demo_host": "nastavnichestvo", "kindergarten_host": "nastavnichestvo", "bank_host": "", "new_host": ""}
"""Fixtures of folders that are served, and where the site lies in them."""
LINKED_DATA = "//script[@type='application/ld+json']/text()"
SIZE, MOST_BYTES = (1200, 630), 60_000
NEEDED = ("og:title", "og:type", "og:url", "og:image", "og:image:alt", "og:locale", "og:site_name")


class Page(NamedTuple):
    """A page by its path on the site, and what its head says."""

    path: str
    root: html.HtmlElement

    def says(self, name: str) -> str:
        return next(iter(self.root.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")), "")

    @property
    def canonical(self) -> str:
        return next(iter(self.root.xpath("//link[@rel='canonical']/@href")), "")

    @property
    def is_to_be_found(self) -> bool:
        return not self.says("robots")


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder / SITES[request.param]


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Page]:
    """All but «not found», which stands at no address, and the form, which is no page of the section."""
    files = (path for path in sorted(site.rglob("index.html")) if "admin" not in path.parts)
    return [Page(path.relative_to(site).as_posix(), html.parse(path).getroot()) for path in files]


@pytest.fixture(scope="module")
def address(pages: list[Page]) -> str:
    """Where the site is, as its home page says."""
    return next(page.canonical for page in pages if page.path == "index.html")


def test_every_page_has_a_picture_and_words_for_networks(pages: list[Page]) -> None:
    assert len(pages) > 10
    assert {page.path: missing for page in pages if (missing := [name for name in NEEDED if not page.says(name)])} == {}


def test_pictures_for_networks_are_there_and_of_their_size(pages: list[Page], site: Path, address: str) -> None:
    addresses = {page.says("og:image") for page in pages}
    assert {picture for picture in addresses if not picture.startswith(address)} == set()

    files = [site / unquote(picture.removeprefix(address)) for picture in addresses]
    assert {file: size for file in files if (size := Image.open(file).size) != SIZE} == {}
    assert [file for file in files if file.stat().st_size > MOST_BYTES] == []


def test_every_page_describes_itself(pages: list[Page]) -> None:
    assert [page.path for page in pages if not page.says("description")] == []
    titles = {page.canonical: page.root.findtext(".//title") for page in pages if page.is_to_be_found}
    assert len({*titles.values()}) == len(titles)


def test_canonical_address_is_that_of_the_page(pages: list[Page], address: str) -> None:
    own = {page.path: page.canonical.removeprefix(address) for page in pages if page.canonical.startswith(address)}
    elsewhere = [page.path for page in pages if page.path not in own]

    assert {path: told for path, told in own.items() if f"{told}index.html" != path} == current(own)
    assert all(path.startswith("practices/") for path in elsewhere)  # of a bank: the original is at the school


def current(own: dict[str, str]) -> dict[str, str]:
    """The roadmap of this year at its short address is the one at its own."""
    return {path: told for path, told in own.items() if path == "roadmap/index.html" and told != "roadmap/"}


def test_every_page_to_be_found_speaks_to_machines(pages: list[Page]) -> None:
    assert [page.path for page in pages if page.is_to_be_found and not page.root.xpath(LINKED_DATA)] == []
