"""Whose school a key is: sources claim it, and what the region wrote, where it was read and who was first decide.

The order is told to methodologists in docs/ru/region.md, «Чья это школа». The name of a source's file never decides.
"""

import datetime as dt
import ipaddress
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from yarl import URL

CATALOGUE = "/api/v1/catalog.json"
"""Where a section keeps its catalogue; a region may write down the file itself."""


class WrittenSource(NamedTuple):
    """What the region wrote down of a source that tells whose school it gives."""

    inn: str = ""
    url: str = ""
    """The address as it was written, before any redirect."""
    place: str = ""
    """What is read: an address or a path; by it a renamed file is known."""
    section: bool = False
    """Whether `url` is that of the section itself, not of a file lying anywhere."""


class Nearness(IntEnum):
    """How well the address the region wrote fits the address (`section_url`) a catalogue calls its own."""

    NONE = 0
    HOST = 1
    """The same host: its other folders may belong to other schools."""
    SECTION = 2
    """A folder inside the one that is written, of the same host."""
    EXACT = 3
    """The very folder: who reads a shared site from its root is not every school below it."""


class Claim(NamedTuple):
    """A source that says it gives a school."""

    source: str
    school: str
    """The key: `<inn>-<school id>`."""
    url: str
    """The section as the catalogue calls it."""
    nearness: Nearness
    """The best there has ever been: a school that moves its site stays itself."""
    since: dt.datetime


def nearness(written: str, section: str) -> Nearness:
    """How an address of the region's list fits the section a catalogue names: a part of a host never is the whole."""
    asked, named = _parts(written), _parts(section)
    if not asked or not named or _host(asked) != _host(named):
        return Nearness.NONE
    whole, part = _folder(named), _folder(asked)
    return Nearness.EXACT if whole == part else Nearness.SECTION if whole.startswith(part) else Nearness.HOST


def same_host(one: str, other: str) -> bool:
    """Whether two addresses lead to one host, however they are spelt."""
    return nearness(one, other) is not Nearness.NONE


def is_number(address: str) -> bool:
    """Whether an address has digits for a host: a site somebody tries out on a computer of his own."""
    parts = _parts(address)
    try:
        return parts is not None and bool(ipaddress.ip_address(parts.hostname or ""))
    except ValueError:
        return False


def has_inn(written: WrittenSource | None, school: str) -> bool:
    """Whether the region wrote the school's own ИНН at a source."""
    return bool(written and written.inn and school.startswith(f"{written.inn}-"))


def owner(claims: Sequence[Claim], holder: str, asker: str, written: Mapping[str, WrittenSource]) -> str:
    """The source a school belongs to among those that claim it; empty while nothing tells two of them apart.

    `holder` has it now, `asker` gives it now, `written` is by source. A holder whose file cannot be read keeps it.
    """
    if holder and holder not in written:
        return holder
    heard = [claim for claim in claims if has_inn(written.get(claim.source), claim.school)] or claims
    begun = min(claim.since for claim in heard)
    first = _strongest(claim for claim in heard if claim.since == begun)
    incumbent = first[0]
    moved = _strongest(
        claim
        for claim in heard
        if claim.nearness > incumbent.nearness and claim.since > begun and same_host(claim.url, incumbent.url)
    )
    best = moved or first
    names = [claim.source for claim in best]
    if len(names) == 1:
        return names[0]
    if incumbent.nearness >= Nearness.SECTION and all(_same_section(claim.url, incumbent.url) for claim in best):
        # one site that is written down twice: either of them is the school
        return holder if holder in names else asker if asker in names else names[0]
    return ""


def _strongest(claims: Iterable[Claim]) -> list[Claim]:
    listed = list(claims)
    best = max((claim.nearness for claim in listed), default=Nearness.NONE)
    return [claim for claim in listed if claim.nearness == best]


def _same_section(one: str, other: str) -> bool:
    return nearness(one, other) is Nearness.EXACT


def _folder(parts: SplitResult) -> str:
    """The path of a section with its slash; dots and percent signs in it do not lead elsewhere."""
    path = posixpath.normpath(unquote(parts.path) or "/")
    return f"{path.removesuffix(CATALOGUE).rstrip('/')}/"


def _parts(address: str) -> SplitResult | None:
    """An address in pieces; None for one that could be read in two ways."""
    if "\\" in address or "@" in address or not address.isprintable():
        return None
    try:
        parts = urlsplit(address.strip())
        return parts if parts.scheme in ("http", "https") and parts.hostname and _host(parts) else None
    except ValueError:
        return None


def _host(parts: SplitResult) -> tuple[str, int]:
    """Host and port as every spelling of them means: case, `www.`, a dot at the end, Cyrillic names, usual ports."""
    host = (URL.build(scheme="http", host=(parts.hostname or "").rstrip(".")).raw_host or "").removeprefix("www.")
    return host.rstrip("."), 443 if parts.port in (None, 80, 443) else parts.port
