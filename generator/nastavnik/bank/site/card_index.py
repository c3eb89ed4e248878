"""Cards of all practices on disk and the few numbers lists are made of: a hundred thousand fit into a few megabytes."""

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

Rows = Sequence[int]


@dataclass(frozen=True, slots=True)
class Card:
    """A practice as lists show it, and what they know of it."""

    source: str
    codes: tuple[tuple[str, str], ...]
    first_seen: dt.date
    published: dt.date | None
    modified: dt.date | None
    html: bytes


@dataclass
class CardIndex:
    """Practices by number, in the order of their keys; `close` when the lists are drawn."""

    file: BinaryIO
    ends: "array[int]" = field(default_factory=lambda: array("Q", [0]))
    seen: "array[int]" = field(default_factory=lambda: array("l"))
    published: "array[int]" = field(default_factory=lambda: array("l"))
    modified: "array[int]" = field(default_factory=lambda: array("l"))
    by_code: dict[tuple[str, str], "array[int]"] = field(default_factory=dict)
    by_source: dict[str, "array[int]"] = field(default_factory=dict)
    order: "array[int]" = field(default_factory=lambda: array("I"))

    @classmethod
    def at(cls, path: Path) -> "CardIndex":
        return cls(path.open("w+b"))

    def add(self, card: Card) -> None:
        number = len(self)
        self.file.write(card.html)
        self.ends.append(self.ends[-1] + len(card.html))
        self.seen.append(card.first_seen.toordinal())
        self.published.append(card.published.toordinal() if card.published else 0)
        self.modified.append(card.modified.toordinal() if card.modified else 0)
        for code in card.codes:
            self.by_code.setdefault(code, array("I")).append(number)
        self.by_source.setdefault(card.source, array("I")).append(number)

    def __len__(self) -> int:
        return len(self.seen)

    def finished(self) -> None:
        """Everything is in: order the lists, the newest in the bank first.

        The day a practice came to the bank never changes, so a new one never moves the others between pages.
        """
        self.order = array("I", sorted(range(len(self)), key=self._age, reverse=True))
        place = array("I", bytes(4 * len(self)))
        for at, number in enumerate(self.order):
            place[number] = at
        for rows in (*self.by_code.values(), *self.by_source.values()):
            rows[:] = array("I", sorted(rows, key=place.__getitem__))

    def _age(self, number: int) -> tuple[int, int, int]:
        return self.seen[number], self.published[number], -number

    def cards(self, rows: Rows) -> tuple[bytes, ...]:
        return tuple(self._card(number) for number in rows)

    def _card(self, number: int) -> bytes:
        self.file.seek(self.ends[number])
        return self.file.read(self.ends[number + 1] - self.ends[number])

    def updated(self, rows: Rows) -> dt.date | None:
        """The latest day of these practices."""
        latest = max((self.modified[number] for number in rows), default=0)
        return dt.date.fromordinal(latest) if latest else None

    def since(self, day: dt.date) -> int:
        """How many came on that day or later."""
        first = day.toordinal()
        return sum(seen >= first for seen in self.seen)

    def by_month(self) -> list[tuple[dt.date, int]]:
        """How many practices the bank had at the end of each month since the first one came, as (first day, count)."""
        came = Counter(dt.date.fromordinal(seen).replace(day=1) for seen in self.seen)
        return list(_running(came)) if came else []

    def close(self) -> None:
        self.file.close()


def _running(came: Counter[dt.date]) -> Iterator[tuple[dt.date, int]]:
    month, total = min(came), 0
    while month <= max(came):
        total += came[month]
        yield month, total
        month = (month + dt.timedelta(days=31)).replace(day=1)
