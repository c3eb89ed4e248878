"""What the last harvest took of every school and what not, as the public page tells it: facts only."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from nastavnik.bank.holdings import Bank, Member
from nastavnik.bank.store import Store
from nastavnik.bank.store.model import Outcome, Rejection
from nastavnik.records import Practice


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
    rejections: tuple[Rejection, ...]


def reports(bank: Bank, store: Store) -> Iterator[SchoolReport]:
    """A report a source, in the order of their files."""
    for name, source in sorted(bank.sources.items()):
        row, place = bank.rows.get(name), bank.place_of.get(name)
        member = bank.members.get(row.school.key) if row and row.school else None
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
            store.rejections(name) if row and row.rejected else (),
        )
