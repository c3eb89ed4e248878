"""The SQLite file of a project's memory: who may read it, what happens when it is torn or of another version."""

import hashlib
import os
import pickle
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import Any

from nastavnik import messages

NAME = "state.db"
SEAL = 8  # bytes of a digest
_ABOUT = "create table about (name text primary key, value text) without rowid;"

TORN = (sqlite3.DatabaseError, pickle.UnpicklingError, UnicodeDecodeError)
"""What reading a spoiled memory raises; `is_torn` tells it from one that is locked or has no room."""


class Database:
    """One file with the tables of `schema`; `version` tells the code that made it, and another one begins anew."""

    def __init__(self, folder: Path, schema: str, version: str) -> None:
        self.folder, self.schema, self.version = folder, schema, version
        self.notes: list[str] = []
        """Sentences for who builds, if the memory was lost."""
        self._connections: dict[tuple[int, int], sqlite3.Connection] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._ready()

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"notes": [], "_connections": {}}

    @property
    def file(self) -> Path:
        return self.folder / NAME

    @property
    def connection(self) -> sqlite3.Connection:
        """A connection of this thread of this process: SQLite's do not survive a fork."""
        here = os.getpid(), get_ident()
        if here not in self._connections:
            connection = sqlite3.connect(self.file, timeout=60, isolation_level=None, check_same_thread=False)
            connection.execute("pragma journal_mode=wal")
            connection.execute("pragma synchronous=normal")
            connection.execute("pragma secure_delete=on")  # a name that left its record leaves this file too
            self._connections[here] = connection
        return self._connections[here]

    def close(self) -> None:
        """Let the file go; whoever asks next opens it again."""
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()

    def forget(self) -> None:
        """Begin anew, and say so: the file is torn or not ours."""
        self.notes.append(messages.state_torn(self.file.name))
        self._anew()

    def about(self, name: str) -> str | None:
        """What was noted of the whole file by `note`."""
        row = self.connection.execute("select value from about where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: str) -> None:
        """Note something of the whole file: its version, the day's rules, the fingerprint of the section."""
        self.connection.execute("insert or replace into about values (?, ?)", (name, value))

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written within is remembered, or nothing."""
        self.connection.execute("begin immediate")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("rollback")
            raise
        self.connection.execute("commit")

    def _ready(self) -> None:
        try:
            if self.file.exists() and self.about("version") == self.version:
                return
        except sqlite3.DatabaseError:
            self.forget()
        else:
            self._anew()

    def _anew(self) -> None:
        self.close()
        for file in self.folder.glob(f"{NAME}*"):
            file.unlink()
        self.connection.executescript(_ABOUT + self.schema)
        self.note("version", self.version)


def is_torn(error: Exception) -> bool:
    """Whether one of `TORN` means that the memory is spoiled."""
    return not isinstance(error, sqlite3.OperationalError) or str(error).startswith("Could not decode")


def sealed(data: bytes) -> bytes:
    """Bytes with their digest before them: SQLite does not notice when a disk changes a few of them."""
    return seal(data) + data


def opened(data: bytes) -> bytes:
    """What `sealed` was given. Raises `sqlite3.DatabaseError` if any of it has changed."""
    content = data[SEAL:]
    if seal(content) != data[:SEAL]:
        raise sqlite3.DatabaseError("torn")
    return content


def seal(data: bytes) -> bytes:
    """A digest of `SEAL` bytes."""
    return hashlib.blake2b(data, digest_size=SEAL).digest()
