"""What single pages weigh: whether any grows with the number of records, and what the shell takes of each."""

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.records import TODAY
from nastavnik import search
from nastavnik.building.artifacts import own_head, shell_of
from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.pages.plan import pages

TYPES = (
    ("home page", r""),
    ("numbered listing page", r".*/page/\d+/"),
    ("first page of a facet", r".*/by/.*"),
    ("first page of a listing", r"(practices|mentors|news|documents)/"),
    ("practice", r"practices/[^/]+/"),
    ("mentor", r"mentors/[^/]+/"),
    ("story", r"news/[^/]+/"),
    ("document", r"documents/[^/]+/"),
    ("roadmap", r"roadmap/.*"),
    ("hand-written page", r".*"),
)
"""Types of pages with the addresses they have; the first that fits counts."""
FULL = 500
"""Practices from which lists of bounded length are full: with fewer, a page may grow without growing for ever."""
MAY_GROW = ("first page of a facet", "first page of a listing")
TOLERANCE = 1.05  # neighbours and cards of other records have titles of other lengths


@dataclass(frozen=True)
class Growth:
    """One type of page at two sizes. Weights are bytes; `ratio` compares pages of the same address, all together."""

    type: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    ratio: float
    worst: float
    """The page of the same address that grew most."""

    @property
    def middles(self) -> tuple[float, float]:
        return median(self.before), median(self.after)

    @property
    def is_fine(self) -> bool:
        return self.type in MAY_GROW or self.ratio <= TOLERANCE


def compared_sizes(counts: list[int]) -> tuple[int, int]:
    """Two sizes at which pages are compared: lists are full in the smaller, and the larger is at least twice of it."""
    large = max(*counts, 2 * FULL)
    return min((count for count in counts if FULL <= count <= large / 2), default=FULL), large


def growth(small: Path, large: Path) -> list[Growth]:
    """Pages of two sites of the same school with few and with many records, by type."""
    before, after = weights(small), weights(large)
    return [found for name, _ in TYPES if (found := _growth(name, before, after))]


def weights(folder: Path) -> dict[str, int]:
    """Address → bytes of every page."""
    files = folder.rglob("index.html")
    return {file.parent.relative_to(folder).as_posix().strip(".") + "/": file.stat().st_size for file in files}


def type_of(address: str) -> str:
    """`practices/page/3/` → numbered listing page."""
    return next(name for name, pattern in TYPES if re.fullmatch(pattern, address.lstrip("/")))


def _growth(name: str, before: dict[str, int], after: dict[str, int]) -> Growth | None:
    few = {address: size for address, size in before.items() if type_of(address) == name}
    many = {address: size for address, size in after.items() if type_of(address) == name}
    shared = few.keys() & many.keys()
    if not shared:
        return None
    ratio = sum(many[address] for address in shared) / sum(few[address] for address in shared)
    worst = max(many[address] / few[address] for address in shared)
    return Growth(name, tuple(few.values()), tuple(many.values()), ratio, worst)


def shells(project: Path) -> dict[str, tuple[int, int]]:
    """Type of page → bytes of its shell, plain and with gzip: the heaviest page of the type, around nothing."""
    prepared = prepare(Project.at(project), TODAY, pagefind=search.of(project))
    assert isinstance(prepared, Prepared), prepared
    shell = shell_of(prepared)
    heads = [*(page.head() for page in pages(prepared.catalogue, prepared.own)), *map(own_head, prepared.own)]
    return _heaviest((type_of(head.url), shell.wrap(head, "").encode()) for head in heads)


def _heaviest(drawn: Iterable[tuple[str, bytes]]) -> dict[str, tuple[int, int]]:
    found: dict[str, bytes] = {}
    for name, html in drawn:
        found[name] = max(found.get(name, b""), html, key=len)
    return {name: (len(found[name]), len(gzip.compress(found[name], 6))) for name, _ in TYPES if name in found}
