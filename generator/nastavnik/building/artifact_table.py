"""What artifacts were made from and what they left on the site; lines of the catalogue with the lines themselves."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from nastavnik.building.database import Database, seal
from nastavnik.feeds.catalog import ADDRESS
from nastavnik.school.dependencies import Dependencies, digest_of


class Output(NamedTuple):
    """A file of the site as it was left: its path there, bytes, nanoseconds; both -1 where no file is."""

    path: str
    size: int
    changed: int

    @classmethod
    def at(cls, site: Path, path: str) -> "Output":
        """The file as it is now."""
        try:
            stat = os.stat(f"{site}/{path}")  # noqa: PTH116 - asked for every file; paths as objects are slow
        except OSError:
            return cls(path, -1, -1)
        return cls(path, stat.st_size, stat.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an artifact was made from, and the files it left; a line of the catalogue leaves none."""

    fingerprint: str
    dependencies: Dependencies
    outputs: tuple[Output, ...] = ()

    def stands(self, site: Path) -> bool:
        """Whether every file is on the site as it was left."""
        return all(Output.at(site, output.path) == output for output in self.outputs)


class ArtifactTable:
    """The provenance of every artifact that is a file, written once the site has been switched."""

    SCHEMA = (
        "create table artifacts (name text primary key, fingerprint text, questions text, answers text, outputs text);"
    )

    def __init__(self, database: Database) -> None:
        self.database = database

    def provenance(self) -> dict[str, Provenance]:
        """Name of an artifact → what it was made from and what it left."""
        columns = "name, fingerprint, questions, answers, outputs"
        rows = self.database.connection.execute(f"select {columns} from artifacts")
        return {
            name: Provenance(fingerprint, Dependencies(questions, answers), _read(outputs))
            for name, fingerprint, questions, answers, outputs in rows
        }

    def keep(self, artifacts: Iterable[tuple[str, Provenance]], vanished: Iterable[str]) -> None:
        """Remember what was made and forget what is not made any more; all or nothing."""
        rows = (
            (name, provenance.fingerprint, *provenance.dependencies, json.dumps(provenance.outputs))
            for name, provenance in artifacts
        )
        with self.database.transaction() as connection:
            connection.executemany("delete from artifacts where name = ?", [(name,) for name in vanished])
            connection.executemany("insert or replace into artifacts values (?, ?, ?, ?, ?)", rows)


class LineTable:
    """Lines of the catalogue for machines, each beside what it was made from.

    A line is on no other file than this one and depends on no other line, so it is kept as soon as it is made: a build
    that is given up has not worked in vain. An artifact's name is `api/v1/catalog.json#<kind>/<id>`.
    """

    SCHEMA = """
create table lines (
  kind text, id text, fingerprint text, questions text, answers text, digest blob, line blob, primary key (kind, id)
);
"""

    def __init__(self, database: Database) -> None:
        self.database = database

    def provenance(self) -> dict[str, Provenance]:
        """Name of an artifact → what it was made from."""
        rows = self.database.connection.execute("select kind, id, fingerprint, questions, answers from lines")
        return {
            line_name(kind, id): Provenance(made_from, Dependencies(*asked)) for kind, id, made_from, *asked in rows
        }

    def keep(self, lines: Iterable[tuple[str, Provenance, bytes]]) -> None:
        """Remember lines, in one transaction."""
        rows = [
            (*line_key(name), provenance.fingerprint, *provenance.dependencies, seal(line), line)
            for name, provenance, line in lines
        ]
        if rows:
            with self.database.transaction() as connection:
                connection.executemany("insert or replace into lines values (?, ?, ?, ?, ?, ?, ?)", rows)

    def only(self, keys: Set[tuple[str, str]]) -> None:
        """Forget the lines of all records but these (kind, id)."""
        gone = [key for key in self.database.connection.execute("select kind, id from lines") if key not in keys]
        with self.database.transaction() as connection:
            connection.executemany("delete from lines where kind = ? and id = ?", gone)

    def digest(self) -> str:
        """Changes with any line, and with their number."""
        rows = self.database.connection.execute("select digest from lines order by kind, id")
        return digest_of(digest.hex() for (digest,) in rows)

    def stream(self) -> Iterator[bytes]:
        """All lines by kind and id, one at a time. Raises `sqlite3.DatabaseError` if one is torn."""
        for digest, line in self.database.connection.execute("select digest, line from lines order by kind, id"):
            if seal(line) != digest:
                raise sqlite3.DatabaseError("torn")
            yield line


def line_name(kind: str, id: str) -> str:
    """The name of an artifact that is a line of the catalogue for machines."""
    return f"{ADDRESS}#{kind}/{id}"


def line_key(name: str) -> tuple[str, str]:
    """Kind and id of the record whose line has this name."""
    kind, _, id = name.partition("#")[2].partition("/")
    return kind, id


def _read(outputs: str) -> tuple[Output, ...]:
    try:
        return tuple(Output(*output) for output in json.loads(outputs))
    except (ValueError, TypeError):
        raise sqlite3.DatabaseError("torn") from None
