"""What one source gave in one try: plain values that travel between processes and machines and into the store."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["taken", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Item:
    """One published record of a school."""

    source: str
    """The school's key: `<inn>-<school id>`."""
    kind: str
    id: str
    url: str
    """The canonical page, at the school."""
    checksum: str
    """Of the data as published; another checksum means a changed record."""
    modified: dt.date | None
    data: Mapping[str, Any]
    """The published model as plain JSON data, sanitised."""

    @property
    def key(self) -> str:
        """The identity of the record in any region: `<source>/<kind>/<id>`."""
        return f"{self.source}/{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something a source published and the region could not take."""

    file: str
    """Where it stands, as the school knows it: `practices/dva-uroka` or a file's name."""
    field: str
    """The field with its caption; empty where the whole record or file is meant."""
    reason: str
    """A Russian sentence: what is wrong and how to write it."""


@dataclass(frozen=True, slots=True)
class School:
    """The passport as the school publishes it."""

    key: str
    """`<inn>-<school id>`."""
    title: str
    short_title: str
    municipality: str
    region: str
    url: str
    """The section's root, with its slash."""


@dataclass(frozen=True, slots=True)
class Harvested:
    """One try at one source."""

    source: str
    """The file's name in `sources/`, without its ending."""
    outcome: Outcome
    at: dt.datetime
    """When it was asked, UTC."""
    reason: str = ""
    """Why it failed, as a Russian sentence."""
    school: School | None = None
    items: tuple[Item, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    bytes: int = 0
