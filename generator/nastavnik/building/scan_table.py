"""Scans of files and the records in them, kept until their files change: only what changed is read."""

import datetime as dt
import os
import pickle
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nastavnik.building.artifact_table import LineTable
from nastavnik.building.database import Database, opened, sealed
from nastavnik.school.catalogue import RecordFile
from nastavnik.school.dependencies import changed_at
from nastavnik.school.record_store import Packed, PackedPart
from nastavnik.school.scanning import Rules, content_digest, pack_all
from nastavnik.school.scans import Scan, Scanned
from nastavnik.text.source import Unreadable


class Stat(NamedTuple):
    """What a file's directory says of it: bytes (-1 of a file that is not there), and when it changed, nanoseconds."""

    size: int
    changed: int

    @classmethod
    def of(cls, place: str) -> "Stat":
        """The file at a path, which is text here: every file is asked, and paths as objects are slow."""
        try:
            stat = os.stat(place)  # noqa: PTH116
        except OSError:
            return cls(-1, -1)
        return cls(stat.st_size, changed_at(stat))


class ScanTable:
    """Scans by the names of their files, with the stat each file had, and the records packed as bytes."""

    SCHEMA = """
create table scans (file text primary key, size int, changed int, scan blob) without rowid;
create table records (file text primary key, record blob, texts blob);
"""

    def __init__(self, database: Database, lines: LineTable) -> None:
        """`lines` of the catalogue go with the scans they were made of: a name that left its file stays nowhere."""
        self.database, self.lines = database, lines

    def read(self, files: Sequence[RecordFile], rules: Rules, processes: int = 1) -> Iterator[Scanned]:
        """Scans of files in their order; the records stay here, for `packed` to give."""
        self._forget_other_rules(rules)
        remembered = self._remembered()
        stats = [Stat.of(file.place) for file in files]
        stale = {
            file.name: file
            for file, stat in zip(files, stats, strict=True)
            if not self._holds(remembered.get(file.name), file, stat, rules.today)
        }
        fresh = [(file, remembered[file.name][1]) for file in files if file.name not in stale]
        self.lines.only({(file.cls.kind, _line_id(file, scan)) for file, scan in fresh})
        packed = pack_all(stale.values(), rules, processes)
        gone = [(name,) for name in remembered.keys() - {file.name for file in files}]
        with self.database.transaction() as connection:
            for file, stat in zip(files, stats, strict=True):
                if file.name in stale:
                    scan, record = next(packed)
                    self._keep(file, stat, scan, record)
                    yield pickle.loads(scan), None
                else:
                    yield remembered.pop(file.name)[1], None
            connection.executemany("delete from scans where file = ?", gone)
            connection.executemany("delete from records where file = ?", gone)

    def packed(self, file: str, part: PackedPart) -> bytes:
        """A part of a packed record. Raises `sqlite3.DatabaseError` if it is torn or not here."""
        row = self.database.connection.execute(f"select {part} from records where file = ?", (file,)).fetchone()
        if row is None:
            raise sqlite3.DatabaseError(f"no record of {file}")
        return opened(row[0])

    def _forget_other_rules(self, rules: Rules) -> None:
        """Scans made by other rules of the school hold no more; those of files that are gone go with them."""
        if self.database.about("rules") != rules.digest():
            self.database.connection.execute("delete from scans")
            self.database.connection.execute("delete from records")
            self.database.note("rules", rules.digest())

    def _remembered(self) -> dict[str, tuple[Stat, Scan]]:
        rows = self.database.connection.execute("select file, size, changed, scan from scans")
        return {file: (Stat(size, changed), pickle.loads(opened(scan))) for file, size, changed, scan in rows}

    def _holds(self, remembered: tuple[Stat, Scan] | None, file: RecordFile, stat: Stat, today: dt.date) -> bool:
        if remembered is None or remembered[0].size != stat.size or not remembered[1].holds_on(today):
            return False
        if remembered[0] == stat:
            return True
        try:
            same = remembered[1].digest == content_digest(file.path)  # touched, not changed
        except (OSError, Unreadable):
            return False
        if same:
            update = "update scans set changed = ? where file = ?"
            self.database.connection.execute(update, (stat.changed, file.name))
        return same

    def _keep(self, file: RecordFile, stat: Stat, scan: bytes, record: Packed | None) -> None:
        if not _is_text(file.name):  # nor can it be a record
            return
        execute = self.database.connection.execute
        execute("insert or replace into scans values (?, ?, ?, ?)", (file.name, *stat, sealed(scan)))
        row = (file.name, *map(sealed, record or Packed(b"", b"")))
        execute("insert or replace into records values (?, ?, ?)", row)


def _line_id(file: RecordFile, scan: Scan) -> str:
    """The name the line of a record is kept by: the first one it had."""
    return scan.facts.aliases[0] if scan.facts and scan.facts.aliases else file.id


def _is_text(name: str) -> bool:
    """Whether the name of a file can be written down: on some systems any bytes are a name."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
