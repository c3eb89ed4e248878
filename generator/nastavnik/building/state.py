"""What is kept between builds: scans of files, rendered Markdown, and what each output was made from.

One SQLite file in `.nastavnik/`. It only saves work: without it, or with a torn or foreign one, everything is made
anew.
"""

import datetime as dt
import hashlib
import os
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from threading import get_ident
from typing import Any, NamedTuple

from nastavnik import messages
from nastavnik.records.fields import CONSENT, visibility
from nastavnik.records.record import Record
from nastavnik.school.catalogue import RecordFile
from nastavnik.school.dependencies import BETWEEN, WITHIN, Trace, changed_at
from nastavnik.school.record_store import Packed, PackedPart, long_fields
from nastavnik.school.scanning import Rules, Scan, Scanned, content_digest, pack_all

NAME = "state.db"
LAYOUT = "3"
SEAL = 8  # bytes of a digest
MOST_MARKDOWN = 20  # rendered texts kept for each file; beyond that they are mostly of older versions
_TABLES = """
create table about (name text primary key, value text) without rowid;
create table scans (file text primary key, size int, changed int, scan blob) without rowid;
create table records (file text primary key, record blob, texts blob);
create table markdown (digest blob primary key, html blob);
create table found (url text primary key, page text, said text) without rowid;
create table made (name text primary key, given text, questions text, answers text, outputs text);
"""


class Seen(NamedTuple):
    """A file on the disk as it was when it was made: its path in the site, bytes, nanoseconds."""

    path: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Made:
    """What one piece of work was made from and what it left."""

    given: str
    trace: Trace
    outputs: tuple[Seen, ...]


class State:
    """The memory of a project. `stamp` tells the versions that made it: another one forgets everything."""

    def __init__(self, folder: Path, stamp: str) -> None:
        self.folder, self.stamp = folder, stamp
        self.notes: list[str] = []
        self._connections: dict[tuple[int, int], sqlite3.Connection] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._ready()

    @classmethod
    def open(cls, folder: Path, stamp: str) -> "State | None":
        """The memory of a folder; None where nothing can be kept."""
        try:
            return cls(folder, stamp)
        except (OSError, sqlite3.Error):
            return None

    def __getstate__(self) -> dict[str, Any]:
        return {"folder": self.folder, "stamp": self.stamp, "notes": [], "_connections": {}}

    @property
    def file(self) -> Path:
        return self.folder / NAME

    @property
    def database(self) -> sqlite3.Connection:
        """A connection of this thread of this process: SQLite's do not survive a fork."""
        here = os.getpid(), get_ident()
        if here not in self._connections:
            found = sqlite3.connect(self.file, timeout=60, isolation_level=None, check_same_thread=False)
            found.execute("pragma journal_mode=wal")
            found.execute("pragma synchronous=normal")
            found.execute("pragma secure_delete=on")  # a name that left its record leaves this file too
            self._connections[here] = found
        return self._connections[here]

    def close(self) -> None:
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()

    def _ready(self) -> None:
        try:
            if self.file.exists() and self._about("layout") != LAYOUT:
                raise sqlite3.DatabaseError("not ours")
            if self.file.exists() and self._about("stamp") == self.stamp:
                return
        except sqlite3.DatabaseError:
            self.forget()
        else:
            self._anew()

    def forget(self) -> None:
        """Begin anew: the file is torn or not ours."""
        self.notes.append(messages.state_torn(self.file.name))
        self._anew()

    def _anew(self) -> None:
        self.close()
        for file in self.folder.glob(f"{NAME}*"):
            file.unlink()
        self.database.executescript(_TABLES)
        about = [("layout", LAYOUT), ("stamp", self.stamp)]
        self.database.executemany("insert into about values (?, ?)", about)

    def _about(self, name: str) -> str | None:
        row = self.database.execute("select value from about where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _say(self, name: str, value: str) -> None:
        self.database.execute("insert or replace into about values (?, ?)", (name, value))

    # --- scans

    def scans(self, files: Sequence[RecordFile], rules: Rules, processes: int = 1) -> Iterator[Scanned]:
        """Scans of files in their order; only those that changed are read. The records themselves stay here."""
        if self._about("rules") != rules.digest():
            self.database.execute("delete from scans")
            self.database.execute("delete from records")  # those of files that are gone would be forgotten by nobody
            self.database.execute("delete from markdown")  # so would their texts
            self._say("rules", rules.digest())
        known = self._known()
        stats = [_stat(file.place) for file in files]
        fresh = {
            file.name: file
            for file, seen in zip(files, stats, strict=True)
            if not self._holds(known.get(file.name), file, seen, rules.today)
        }
        made = pack_all(fresh.values(), rules, processes)
        gone = known.keys() - {file.name for file in files}
        taken_back = any(_agreed_texts(file.cls) for name, file in fresh.items() if name in known)
        taken_back = taken_back or any(known[name][2].consents for name in gone)
        with self._whole():
            for file, seen in zip(files, stats, strict=True):
                if file.name in fresh:
                    packed, record = next(made)
                    self._keep(file, seen, packed, record)
                    yield pickle.loads(packed), None
                else:
                    yield known.pop(file.name)[2], None
            self.database.executemany("delete from scans where file = ?", [(name,) for name in gone])
            self.database.executemany("delete from records where file = ?", [(name,) for name in gone])
            if taken_back:  # nobody knows which of the texts were that person's
                self.database.execute("delete from markdown")

    def _known(self) -> dict[str, tuple[int, int, Scan]]:
        rows = self.database.execute("select file, size, changed, scan from scans")
        return {name: (size, changed, pickle.loads(_opened(sealed))) for name, size, changed, sealed in rows}

    def _holds(
        self, known: tuple[int, int, Scan] | None, file: RecordFile, seen: tuple[int, int], today: dt.date
    ) -> bool:
        if known is None or known[0] != seen[0] or not known[2].holds_on(today):
            return False
        if known[1] == seen[1]:
            return True
        try:
            same = known[2].digest == content_digest(file.path)  # touched, not changed
        except OSError:
            return False
        if same:
            self.database.execute("update scans set changed = ? where file = ?", (seen[1], file.name))
        return same

    def _keep(self, file: RecordFile, seen: tuple[int, int], scan: bytes, record: Packed | None) -> None:
        if not _is_text(file.name):  # nor can it be a record
            return
        self.database.execute("insert or replace into scans values (?, ?, ?, ?)", (file.name, *seen, _sealed(scan)))
        row = (file.name, *map(_sealed, record or Packed(b"", b"")))
        self.database.execute("insert or replace into records values (?, ?, ?)", row)

    def packed(self, file: str, part: PackedPart) -> bytes:
        """A part of a packed record. Raises `sqlite3.DatabaseError` if it is torn or not here."""
        row = self.database.execute(f"select {part} from records where file = ?", (file,)).fetchone()
        if row is None:
            raise sqlite3.DatabaseError(f"no record of {file}")
        return _opened(row[0])

    # --- Markdown

    def html(self, digest: bytes) -> str | None:
        """Markdown rendered before."""
        row = self.database.execute("select html from markdown where digest = ?", (digest,)).fetchone()
        return _opened(row[0]).decode() if row else None

    def has_html(self) -> bool:
        """Whether any Markdown has been kept."""
        return self.database.execute("select 1 from markdown limit 1").fetchone() is not None

    def keep_html(self, rendered: Mapping[bytes, str]) -> None:
        if rendered:
            with self._whole():
                rows = ((digest, _sealed(html.encode())) for digest, html in rendered.items())
                self.database.executemany("insert or ignore into markdown values (?, ?)", rows)

    # --- outputs

    def frame(self, frame: str) -> None:
        """Forget what was made within another frame: theme, settings, school."""
        if self._about("frame") != frame:
            self.database.execute("delete from made")
            self._say("frame", frame)

    def made(self) -> dict[str, Made]:
        """What every piece of work was made from, by its name."""
        rows = self.database.execute("select name, given, questions, answers, outputs from made")
        return {
            name: Made(given, Trace(questions, answers), tuple(map(_seen, outputs.split(BETWEEN) if outputs else ())))
            for name, given, questions, answers, outputs in rows
        }

    def keep_made(self, made: Iterable[tuple[str, Made]], vanished: Iterable[str]) -> None:
        """Remember new work and forget what is not made any more; all or nothing."""
        rows = (
            (name, one.given, *one.trace, BETWEEN.join(WITHIN.join(map(str, seen)) for seen in one.outputs))
            for name, one in made
        )
        with self._whole():
            self.database.executemany("delete from made where name = ?", [(name,) for name in vanished])
            self.database.executemany("insert or replace into made values (?, ?, ?, ?, ?)", rows)
            self.database.execute(
                f"delete from markdown where (select count(*) from markdown) > 1000 + {MOST_MARKDOWN}"
                " * (select count(*) from scans)"
            )

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """All of it is remembered or nothing."""
        self.database.execute("begin immediate")
        try:
            yield
        except BaseException:
            self.database.execute("rollback")
            raise
        self.database.execute("commit")

    # --- search

    def found(self) -> dict[str, tuple[str, str]]:
        """Address of a page → digest of the page, and of what the search reads of it."""
        rows = self.database.execute("select url, page, said from found")
        return {url: (page, said) for url, page, said in rows}

    def keep_found(self, found: Mapping[str, tuple[str, str]]) -> None:
        before = self.found()
        with self._whole():
            gone = [(url,) for url in before if url not in found]
            changed = [(url, *digests) for url, digests in found.items() if before.get(url) != digests]
            self.database.executemany("delete from found where url = ?", gone)
            self.database.executemany("insert or replace into found values (?, ?, ?)", changed)

    def keep(
        self, made: Iterable[tuple[str, Made]], vanished: Iterable[str], found: Mapping[str, tuple[str, str]]
    ) -> None:
        """Remember a build that has been switched; where there is no room, forget everything: the site is whole."""
        try:
            self.keep_made(made, vanished)
            self.keep_found(found)
        except sqlite3.Error:
            with suppress(sqlite3.Error, OSError):
                self.forget()

    def reader(self, processes: int) -> Any:
        """How `loading.load` reads files of this project."""
        return partial(self.scans, processes=processes)


@cache
def _agreed_texts(cls: type[Record]) -> bool:
    """Whether records of a kind have long texts that only a consent makes public."""
    return any(visibility(cls, name) is CONSENT for name in long_fields(cls))


def _seen(kept: str) -> Seen:
    try:
        path, size, changed = kept.split(WITHIN)
        return Seen(path, int(size), int(changed))
    except ValueError:
        raise sqlite3.DatabaseError("torn") from None


TORN = (sqlite3.DatabaseError, pickle.UnpicklingError, UnicodeDecodeError)
"""What reading a spoiled memory raises; `is_torn` tells it from one that is locked or has no room."""


def is_torn(error: Exception) -> bool:
    """Whether the memory is spoiled."""
    return not isinstance(error, sqlite3.OperationalError) or str(error).startswith("Could not decode")


def _is_text(name: str) -> bool:
    """Whether the name of a file can be written down: on some systems any bytes are a name."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _sealed(data: bytes) -> bytes:
    """Bytes with their digest before them: SQLite does not notice when a disk changes a few of them."""
    return _seal(data) + data


def _opened(sealed: bytes) -> bytes:
    data = sealed[SEAL:]
    if _seal(data) != sealed[:SEAL]:
        raise sqlite3.DatabaseError("torn")
    return data


def _seal(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=SEAL).digest()


def _stat(place: str) -> tuple[int, int]:
    try:
        seen = os.stat(place)  # noqa: PTH116 - asked for every file; paths as objects are slow
    except OSError:
        return -1, -1
    return seen.st_size, changed_at(seen)
