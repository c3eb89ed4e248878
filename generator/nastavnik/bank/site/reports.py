"""What the last harvest took of every school: the public page says which schools and when, the command what not."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from nastavnik import messages
from nastavnik.bank.holdings import Bank, Member
from nastavnik.bank.store import Store
from nastavnik.bank.store.model import Outcome, Rejection
from nastavnik.records import Practice

CATALOGUE = "catalog.json"
"""Stands for the whole of what a school publishes."""


@dataclass(frozen=True, slots=True)
class SchoolReport:
    """One source."""

    source: str
    title: str
    place: str
    member: Member | None
    """None as long as the school was never read, or not for too long."""
    outcome: Outcome | None
    """None if it was never asked."""
    reason: str
    read: dt.date | None
    age: int | None
    taken: int
    concealed: int
    """How many of those taken a decision of the experts hides."""
    rejections: tuple[Rejection, ...]
    untaken: int
    """How many records were not taken; each may have several rejections."""
    remarks: int
    """How many rejections are about records that were taken, or about no record."""

    @property
    def shown(self) -> int:
        """How many of its practices the site shows: none of a copy that is too old."""
        return self.taken - self.concealed if self.member else 0


def reports(bank: Bank, store: Store) -> Iterator[SchoolReport]:
    """A report a source, in the order of their files."""
    hidden = _hidden_ids(bank)
    for name, source in sorted(bank.sources.items()):
        row, place = bank.rows.get(name), bank.place_of.get(name)
        member = bank.members.get(row.school.key) if row and row.school else None
        rejections = store.rejections(name) if row and row.rejected else ()
        lost = _untaken(rejections, store.ids(name) if rejections else frozenset())
        yield SchoolReport(
            name,
            member.short_title if member else source.title,
            place.title if place else "",
            member,
            row.outcome if row else None,
            row.reason if row else "",
            bank.day(row.last_success) if row and row.last_success else None,
            row.age if row else None,
            row.counts.get(Practice.kind, 0) if row else 0,
            len(hidden[member.key] & store.ids(name)) if member and member.key in hidden else 0,
            rejections,
            len(lost),
            sum(rejection.file not in lost for rejection in rejections),
        )


def _hidden_ids(bank: Bank) -> Mapping[str, set[str]]:
    """Key of a school → ids of its practices that decisions hide, whether the bank still has them or not."""
    ids: dict[str, set[str]] = {}
    for key in filter(bank.hides, {*bank.verdicts, *bank.withheld}):
        school, _, id = key.partition(f"/{Practice.kind}/")
        ids.setdefault(school, set()).add(id)
    return ids


def _untaken(rejections: Iterable[Rejection], taken: frozenset[str]) -> set[str]:
    """Places of records that were not taken: the others are remarks about a record the bank has, or about the whole."""
    places = {
        rejection.file
        for rejection in rejections
        if rejection.file != CATALOGUE and rejection.reason != messages.UNKNOWN_COLUMN
    }
    return {place for place in places if PurePosixPath(place).stem not in taken}
