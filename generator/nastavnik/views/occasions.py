"""What takes place when: days that records name, seen from the catalogue's day."""

from collections.abc import Sequence
from typing import NamedTuple

from nastavnik.records import KINDS
from nastavnik.records.record import Occasion, Record
from nastavnik.school.catalogue import Catalogue, Entry


class Coming(NamedTuple):
    """An occasion that is not over yet, and the record that names it."""

    entry: Entry
    occasion: Occasion


def coming(catalogue: Catalogue) -> list[Coming]:
    """Everything ahead or going on, the earliest first."""
    ahead = [
        Coming(entry, occasion)
        for kind in KINDS.values()
        for entry in catalogue.of(kind)
        for occasion in entry.facts.occasions
        if occasion.last >= catalogue.today
    ]
    return sorted(ahead, key=lambda line: (line.occasion.first, str(line.occasion.start), line.entry.key))


def meetings(catalogue: Catalogue) -> list[Coming]:
    """What somebody may come to, ahead or going on, the earliest first; deadlines are not among it."""
    return [line for line in coming(catalogue) if KINDS[line.entry.key.kind].gathers]


def deadlines(catalogue: Catalogue) -> list[Coming]:
    """Days that records name and on which nobody need come, ahead or going on, the earliest first."""
    return [line for line in coming(catalogue) if not KINDS[line.entry.key.kind].gathers]


def is_ahead(catalogue: Catalogue, record: Record) -> bool:
    """Whether a record names a day that is not over yet."""
    return any(not catalogue.is_over(occasion.last) for occasion in record.occasions())


def ahead_and_past(catalogue: Catalogue, entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Entries given newest first → those not over yet, the nearest first, and those that are, the latest first."""
    ahead = [entry for entry in entries if is_ahead(catalogue, entry.record)]
    past = [entry for entry in entries if entry not in ahead]
    return ahead[::-1], past
