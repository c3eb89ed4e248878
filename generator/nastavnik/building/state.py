"""What is kept between builds: scans of files, what each artifact was made from, what the search has read.

One SQLite file in `.nastavnik/`, a class a table. It only saves work: without it, or with a torn or foreign one,
everything is made anew.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from nastavnik.building.artifact_table import ArtifactTable, LineTable, Provenance
from nastavnik.building.database import Database
from nastavnik.building.scan_table import ScanTable


class SearchTable:
    """Digests by which the search knows a page that has not changed."""

    SCHEMA = "create table search (url text primary key, page text, input text) without rowid;"

    def __init__(self, database: Database) -> None:
        self.database = database

    def digests(self) -> dict[str, tuple[str, str]]:
        """Address of a page → digest of the page, and of what the search reads of it."""
        rows = self.database.connection.execute("select url, page, input from search")
        return {url: (page, input) for url, page, input in rows}

    def keep(self, digests: Mapping[str, tuple[str, str]]) -> None:
        """Remember these and no others."""
        before = self.digests()
        gone = [(url,) for url in before if url not in digests]
        changed = [(url, *pair) for url, pair in digests.items() if before.get(url) != pair]
        with self.database.transaction() as connection:
            connection.executemany("delete from search where url = ?", gone)
            connection.executemany("insert or replace into search values (?, ?, ?)", changed)


class BuildState:
    """The memory of a project. `version` tells the code that made it: another one forgets everything."""

    def __init__(self, folder: Path, version: str) -> None:
        tables = (ScanTable, ArtifactTable, LineTable, SearchTable)
        self.database = Database(folder, "".join(table.SCHEMA for table in tables), version)
        self.artifacts = ArtifactTable(self.database)
        self.lines = LineTable(self.database)
        self.scans = ScanTable(self.database, self.lines)
        self.search = SearchTable(self.database)

    def within(self, fingerprint: str) -> None:
        """Forget artifacts of a section with another fingerprint: theme, navigation, school."""
        if self.database.about("section") != fingerprint:
            with self.database.transaction() as connection:
                connection.execute("delete from artifacts")
                connection.execute("delete from lines")
                self.database.note("section", fingerprint)

    def remember(
        self,
        artifacts: Iterable[tuple[str, Provenance]],
        vanished: Iterable[str],
        search: Mapping[str, tuple[str, str]],
        notes: Mapping[str, str],
    ) -> None:
        """Remember a build that has been switched; where there is no room, forget everything: the site is whole."""
        try:
            self.artifacts.keep(artifacts, vanished)
            self.search.keep(search)
            for name, value in notes.items():
                self.database.note(name, value)
        except sqlite3.Error:
            with suppress(sqlite3.Error, OSError):
                self.database.forget()


@contextmanager
def remembered(folder: Path, version: str) -> Iterator[BuildState]:
    """The state of a project for one build; where nothing can be kept, one that is gone afterwards."""
    with ExitStack() as stack:
        try:
            state = BuildState(folder, version)
        except (OSError, sqlite3.Error):
            state = BuildState(Path(stack.enter_context(TemporaryDirectory(prefix="nastavnik-"))), version)
        stack.callback(state.database.close)
        yield state
