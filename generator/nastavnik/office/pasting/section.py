"""A section as it is pasted: its pages, the files to upload with them, what happened to them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.office.pasting.address_table import PlatformAddresses
from nastavnik.office.pasting.history import GONE, NEW, History, PageChange
from nastavnik.office.pasting.links import PageLinks
from nastavnik.office.pasting.places import PlannedPage

INDEX, PAGES = "index.html", "pages"


@dataclass(frozen=True, slots=True)
class PastedPage:
    """A page as it is pasted."""

    planned: PlannedPage
    html: str
    links: PageLinks
    changes_with_days: bool
    """Whether another day may make another text of it; it then says of which day it is."""


@dataclass(frozen=True, slots=True)
class PastedSection:
    """What was written: the folder, its pages by address in the order of the menu, files, history, addresses."""

    folder: Path
    pages: Mapping[str, PastedPage]
    files: tuple[str, ...]
    history: History
    addresses: PlatformAddresses
    today: dt.date

    @property
    def start(self) -> Path:
        """The page that says what goes where."""
        return self.folder / INDEX

    @property
    def is_first(self) -> bool:
        """Whether nothing has happened yet but that all pages were made."""
        return all(change.what == (NEW,) for change in self.history.changes) and len(self.history.days) <= 1

    @property
    def unaddressed(self) -> list[str]:
        """Pages that others lead to and that have no address yet."""
        named = {url for page in self.pages.values() for url in page.links.unlinked}
        return [url for url in self.pages if url in named]

    @property
    def unaddressed_files(self) -> list[str]:
        """Files that have no address yet."""
        return [name for name in self.files if not self.addresses.file(name)]

    @property
    def summary(self) -> list[str]:
        """What was written, what is other than last time, what is still missing; a sentence each."""
        lines = [messages.fragments_written(len(self.pages), len(self.files))]
        if not self.is_first:
            counts = len(self.changed(NEW)), len(self.changed()), len(self.changed(GONE))
            lines.append(messages.fragments_changed(*counts) if any(counts) else messages.NOTHING_TO_PASTE)
        pages, files = len(self.unaddressed), len(self.unaddressed_files)
        return [*lines, *([messages.fragments_unaddressed(pages, files)] if pages or files else [])]

    def changed(self, *what: str) -> list[PageChange]:
        """What happened today: pages that are new or gone, by these words; without words all others."""
        today = [change for change in self.history.changes if change.day == self.today]
        if what:
            return [change for change in today if set(what) & set(change.what)]
        return [change for change in today if not {NEW, GONE} & set(change.what)]
