"""The mark in a site: which of its files a build made, told by digests of their paths.

It travels with the site, so that any later build, from any folder, on any machine, takes away what is stale and leaves
what others put there. It names nothing, and cannot: a file is ours if it lies on the site and the digest of its path
is listed, so no mark, whoever wrote it, leads outside the site.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

MARK = ".nastavnik"
FORMER = ".nastavnik.json"
"""The list of names that earlier versions published; read once, then deleted."""
_HEAD = "nastavnik: files of this site, by digests of their paths\n"
_DIGEST = re.compile(r"[0-9a-f]{16}")


def is_marked(site: Path) -> bool:
    """Whether a folder is a site made by this tool."""
    return (site / MARK).is_file() or (site / FORMER).is_file()


def mark(paths: Iterable[str]) -> bytes:
    """The mark of a site that consists of these files; the same for the same files."""
    return (_HEAD + "".join(f"{line}\n" for line in sorted(map(_digest, paths)))).encode()


def stale(site: Path, paths: Iterable[str]) -> list[str]:
    """Files on a site that a build made, by path, and that are not among `paths`. Costs nothing if there are none."""
    gone = _marked(site).difference(map(_digest, paths))
    former = [FORMER] if (site / FORMER).is_file() else []
    return sorted([*(path for path in files_below(site) if _digest(path) in gone), *former]) if gone else former


def files_below(site: Path, folder: str = "") -> Iterator[str]:
    """Files of a site, or of a folder of it, by path; what symbolic links lead to is not in it."""
    if os.path.islink(site / folder):  # noqa: PTH114
        return
    start = len(str(site)) + 1
    for above, folders, names in os.walk(site / folder):
        linked = [name for name in folders if os.path.islink(f"{above}/{name}")]  # noqa: PTH114
        yield from (f"{above}/{name}"[start:].replace(os.sep, "/") for name in (*names, *linked))


def _marked(site: Path) -> set[str]:
    """Digests that the mark of a site lists; nonsense in it is skipped."""
    try:
        lines = (site / MARK).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        lines = []
    return {line for line in lines if _DIGEST.fullmatch(line)} | set(map(_digest, _former(site)))


def _former(site: Path) -> Iterator[str]:
    try:
        listed = json.loads((site / FORMER).read_text(encoding="utf-8"))["files"]
        yield from (path for path in listed if isinstance(path, str))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return


def _digest(path: str) -> str:
    return hashlib.blake2b(path.encode(errors="surrogateescape"), digest_size=8).hexdigest()
