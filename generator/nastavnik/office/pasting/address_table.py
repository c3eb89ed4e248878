"""`fragments.csv` in a school's folder: the platform's address of each page and each uploaded file, filled in once.

A table for Excel: what, how it is called, its address. Rows of pages and files that are there are added without an
address; what somebody filled in stays, also when the page is gone, for then it still has to be taken away there.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from nastavnik import messages
from nastavnik.errors import ContentRejected
from nastavnik.text.addresses import opens
from nastavnik.text.csv_rows import csv_rows
from nastavnik.text.encodings import codec_of
from nastavnik.text.source import Place, Problem

TABLE = "fragments.csv"
FILES = "files"
HOME = "index"
_UNSAFE = re.compile(r"[\s\"'<>\\^`{|}]")
_LARGEST = 2_000_000  # bytes


def page_key(url: str) -> str:
    """A page in the table, and its file without the suffix: `mentors/belova`; `index` for the first page."""
    return unquote(url).strip("/") or HOME


@dataclass(frozen=True, slots=True)
class PlatformAddresses:
    """The table: addresses by what they are of (`mentors/belova`, `files/prikaz.pdf`, `files/` for all files)."""

    filled: Mapping[str, str] = field(default_factory=dict)

    def also(self, addresses: Mapping[str, str]) -> "PlatformAddresses":
        """These with others over them; an empty address takes one away."""
        return PlatformAddresses({key: address for key, address in {**self.filled, **addresses}.items() if address})

    def page(self, url: str) -> str:
        """The address of a page; empty without one."""
        return self.filled.get(page_key(url), "")

    def file(self, name: str) -> str:
        """The address of an uploaded file: its own, else below that of all files; empty without both."""
        base = self.filled.get(f"{FILES}/", "")
        own = self.filled.get(f"{FILES}/{name}", "")
        return own or (f"{base.rstrip('/')}/{quote(name)}" if base else "")


class AddressRow(NamedTuple):
    """A row of the table: its line in the file, what, how it is called, its address, which may be empty."""

    line: int
    key: str
    title: str
    address: str


def read_addresses(root: Path) -> PlatformAddresses:
    """The table of a school's folder; empty without one. Raises `ContentRejected` with the rows that are wrong."""
    rows = read_rows(root)
    problems = [problem for row in rows if (problem := _problem(row))]
    problems += _doubled(rows)
    if problems:
        raise ContentRejected(sorted(problems))
    return PlatformAddresses({row.key: row.address for row in rows if row.address})


def read_rows(root: Path) -> list[AddressRow]:
    """The rows of the table as they stand there; none without one. Raises `ContentRejected` for what is no table."""
    path = root / TABLE
    if not path.is_file():
        return []
    raw = path.read_bytes()[:_LARGEST]
    codec = codec_of(raw)
    if codec is None or (b"\x00" in raw and codec == "utf-8-sig"):
        raise ContentRejected([Problem(Place(TABLE), messages.ADDRESSES_NO_TABLE)])
    return list(_rows(raw.decode(codec, errors="replace")))


def _rows(text: str) -> Iterator[AddressRow]:
    """Rows below the heading."""
    mark = max(";\t,", key=text.partition("\n")[0].count)
    reader = csv.reader(text.splitlines(), delimiter=mark)
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells) and cells[0] != messages.ADDRESS_COLUMNS[0]:
            key, title, address = (*cells, "", "")[:3]
            yield AddressRow(reader.line_num, key.removeprefix("'"), title.removeprefix("'"), address)


def _problem(row: AddressRow) -> Problem | None:
    sentence = messages.ADDRESS_OF_WHAT if row.address and not row.key else address_fault(row.address)
    return Problem(Place(TABLE, row.line), sentence) if sentence else None


def address_fault(address: str) -> str:
    """Why this cannot be an address of the platform, as a sentence; empty for one that can, and for none."""
    if not address:
        return ""
    if _UNSAFE.search(address):
        return messages.address_with_signs(address)
    is_whole = opens(address) and urlsplit(address).scheme in ("http", "https") and urlsplit(address).netloc
    is_on_the_platform = address.startswith("/") and not address.startswith("//")
    return "" if is_whole or is_on_the_platform else messages.no_platform_address(address)


def _doubled(rows: Iterable[AddressRow]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for row in rows:
        if row.address and seen.setdefault(row.key, row.address) != row.address:
            yield Problem(Place(TABLE, row.line), messages.address_twice(row.key))


def table(addresses: PlatformAddresses, pages: Mapping[str, str], files: Iterable[str]) -> bytes:
    """The table with a row for each page (titles by address), each file and whatever else has an address."""
    rows = [(f"{FILES}/", messages.ADDRESS_OF_FILES)]
    rows += [(page_key(url), title) for url, title in pages.items()]
    rows += [(f"{FILES}/{name}", messages.address_of_file(name)) for name in files]
    known = {key for key, _ in rows}
    rows += [(key, messages.ADDRESS_OF_GONE) for key in sorted(addresses.filled) if key not in known]
    cells = ((key, title, addresses.filled.get(key, "")) for key, title in rows)
    return csv_rows([messages.ADDRESS_COLUMNS, *cells]).encode("utf-8-sig")
