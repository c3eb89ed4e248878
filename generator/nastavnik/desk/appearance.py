"""Where a record stands: whether visitors see it, and at which address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nastavnik import messages
from nastavnik.building.checking import errors
from nastavnik.building.project import Prepared
from nastavnik.desk.app import Desk
from nastavnik.desk.obstacle import obstacle
from nastavnik.desk.record_editing import OpenRecord
from nastavnik.desk.section import Reading
from nastavnik.desk.site_state import is_sent
from nastavnik.publishing.last_publication import stands_at
from nastavnik.records import School
from nastavnik.records.own_page import OwnPage
from nastavnik.text.addresses import output_path
from nastavnik.text.source import Problem

AppearanceState = Literal[
    "on_site", "built", "after_build", "after_sending", "draft", "unfinished", "hidden", "broken", "unknown"
]
WORDS = {
    "on_site": messages.DESK_ON_SITE,
    "built": messages.DESK_IN_BUILT,
    "after_build": messages.DESK_AFTER_BUILD,
    "after_sending": messages.DESK_AFTER_SENDING,
    "draft": messages.DESK_NOT_PUBLIC,
    "unfinished": messages.DESK_DRAFT_UNFINISHED,
    "hidden": messages.DESK_HIDDEN,
    "broken": messages.DESK_STOPS_BUILD,
    "unknown": "",
}


@dataclass(frozen=True, slots=True)
class Appearance:
    """How a record stands, the address of its page (or list) from the section's root, where to look at the page.

    `public` is its address on the school's site, only where this folder published it; `built` that in the built site.
    """

    state: AppearanceState
    address: str = ""
    public: str = ""
    built: str = ""
    note: str = ""
    """A sentence on why there is nothing to see."""
    way: str = ""
    """Where what the sentence speaks of is mended, if that is elsewhere."""

    @property
    def words(self) -> str:
        """The same in words; empty where nothing can be said."""
        return WORDS[self.state]


UNKNOWN = Appearance("unknown")
"""Of a record that is not written yet."""


def appearance(desk: Desk, reading: Reading, record: OpenRecord, problems: Sequence[Problem] = ()) -> Appearance:
    """How a record stands in a reading of the section, with drafts, as the desk reads it; `problems` of its file."""
    stands = _standing(desk, reading, record)
    return replace(stands, state="broken") if errors(tuple(problems)) else stands


def _standing(desk: Desk, reading: Reading, record: OpenRecord) -> Appearance:
    prepared = reading.prepared
    if prepared is None:
        met = obstacle(desk, reading)
        return Appearance("unknown", note=met.sentence, way="" if record.cls is School else met.address)
    if record.cls is School:
        return _published(desk, prepared, "", "")
    if record.cls is OwnPage:
        own = next((own for own in prepared.own if own.file == record.file), None)
        return _published(desk, prepared, own.url, own.url) if own else Appearance("broken")
    if record.file in prepared.unfinished:
        return Appearance("unfinished", f"{record.cls.kind}/", note=messages.DESK_DRAFT_NOT_SHOWN)
    catalogue = prepared.catalogue
    entry = catalogue.get(record.cls, record.id)
    if entry is None:
        return Appearance("hidden", f"{record.cls.kind}/", note=messages.DESK_NOT_SHOWN)
    address = catalogue.address(record.cls.kind, record.id)
    return _published(desk, prepared, address, entry.link) if entry.facts.is_public else Appearance("draft", address)


def _published(desk: Desk, prepared: Prepared, address: str, link: str) -> Appearance:
    """Only what is known here: what a build wrote, and what was published from this folder."""
    file = output_path(address)
    if not (desk.project.site / file).is_file():
        return Appearance("after_sending" if is_sent(desk.project) else "after_build", address)
    if stands_at(desk.project, prepared.root, file):
        return Appearance("on_site", address, public=f"{prepared.root}{link}", built=f"/built/{address}")
    return Appearance("built", address, built=f"/built/{address}")
