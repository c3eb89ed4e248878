"""What a target holds: the list of its files by digest, what the host says of them, and the way back.

Two files in the service folder say everything. `release.json` is the last publication that was finished, `journal.json`
one on its way. Publications of a target are numbered: a journal with the number of the finished one is over.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Literal, NamedTuple

from nastavnik.building.site_mark import files_below

VERSION = 1
RELEASE, JOURNAL = "release.json", "journal.json"
JournalPhase = Literal["staging", "switching"]


class Seen(NamedTuple):
    """What the host says of a file: bytes, and when it was changed, in the host's own words; empty if it is unsure."""

    size: int
    time: str = ""


@dataclass(frozen=True, slots=True)
class FormerRelease:
    """The publication before, of which the host keeps what the last one replaced or deleted."""

    id: str
    files: Mapping[str, str | None]
    """Path → the digest it had; None for a file it did not have."""
    people: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """One publication: digests of files by path, what the host says of each, and what it shows of people."""

    id: str
    files: Mapping[str, str]
    seen: Mapping[str, Seen] = field(default_factory=dict)
    people: Sequence[str] = ()
    former: FormerRelease | None = None
    number: int = 0
    """Of the publication among those of its target."""


@dataclass(frozen=True, slots=True)
class Journal:
    """A publication on its way: its number, whose it is, and the files that may be old, new or gone."""

    number: int
    by: str
    since: str
    phase: JournalPhase
    paths: Sequence[str] = ()

    def age(self, moment: dt.datetime) -> dt.timedelta:
        """How long ago it was begun, by the clock of whoever did."""
        return moment - dt.datetime.fromisoformat(self.since)


def release_of(site: Path, people: Sequence[str] = (), known: dict[str, str] | None = None) -> Release:
    """What a built site would be at a target.

    `known` holds digests of files by size, time and path, as it was left by the time before; it is made anew.
    """
    paths = (path for path in sorted(files_below(site)) if not os.path.islink(f"{site}/{path}"))  # noqa: PTH114
    stats = {path: os.stat(f"{site}/{path}") for path in paths}  # noqa: PTH116 - of thousands of files
    keys = {path: f"{stat.st_size} {stat.st_mtime_ns} {path}" for path, stat in stats.items()}
    before = dict(known or {})
    files = {path: before.get(key) or digest((site / path).read_bytes()) for path, key in keys.items()}
    if known is not None:
        known.clear()
        known.update({keys[path]: value for path, value in files.items()})
    return Release(id_of(files), files, {path: Seen(stat.st_size) for path, stat in stats.items()}, people)


def id_of(files: Mapping[str, str]) -> str:
    """The name of a release: the same files, the same name."""
    return digest("".join(f"{files[path]} {path}\n" for path in sorted(files)).encode(errors="surrogateescape"))[:16]


def digest(data: bytes) -> str:
    """Of a file, as manifests hold it."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def written(value: Release | Journal) -> bytes:
    """The file that says it."""
    values = {each.name: getattr(value, each.name) for each in fields(value)}
    return json.dumps({"version": VERSION, **values}, default=asdict, sort_keys=True, separators=(",", ":")).encode()


def read_release(data: bytes | None) -> Release | None:
    """What `release.json` says; None if there is none, or what is there makes no sense."""
    try:
        plain = json.loads(data or b"")
        former = plain["former"]
        return Release(
            str(plain["id"]),
            {str(path): str(value) for path, value in plain["files"].items() if is_inside(path)},
            {path: Seen(int(size), str(time)) for path, (size, time) in plain["seen"].items()},
            [str(line) for line in plain["people"]],
            former and FormerRelease(former["id"], dict(filter(_is_line, former["files"].items())), former["people"]),
            int(plain["number"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def read_journal(data: bytes | None) -> Journal | None:
    """What `journal.json` says; None if there is none, or what is there makes no sense."""
    try:
        plain = json.loads(data or b"")
        dt.datetime.fromisoformat(plain["since"]).utctimetuple()
        paths = [path for path in plain["paths"] if is_inside(path)]
        return Journal(int(plain["number"]), str(plain["by"]), plain["since"], plain["phase"], paths)
    except (ValueError, KeyError, TypeError):
        return None


def is_inside(path: object) -> bool:
    """Whether a word read at a target is the path of a file within it: nobody leads us outside."""
    return isinstance(path, str) and "\0" not in path and not {"", ".", ".."} & set(path.split("/"))


def _is_line(line: tuple[str, str | None]) -> bool:
    return is_inside(line[0]) and isinstance(line[1], str | None)
