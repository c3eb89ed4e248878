"""Options that look free and are not: each follows from a record's name alone."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Option = TypeVar("Option")


@dataclass(frozen=True, slots=True)
class Dice:
    """Answers of one record: the same question, the same answer; questions do not know of each other."""

    seed: str

    def number(self, question: str) -> int:
        """A number below 2³²."""
        digest = hashlib.blake2b(f"{question} {self.seed}".encode(errors="surrogateescape"), digest_size=4)
        return int.from_bytes(digest.digest(), "big")

    def pick(self, question: str, options: Sequence[Option]) -> Option:
        """One of the options."""
        return options[self.number(question) % len(options)]

    def between(self, question: str, limits: tuple[int, int]) -> int:
        """A whole number between two, both possible."""
        low, high = limits
        return low + self.number(question) % (high - low + 1)

    def order(self, question: str, options: Sequence[Option]) -> list[Option]:
        """The options in an order of their own."""
        places = sorted(range(len(options)), key=lambda at: self.number(f"{question} {at}"))
        return [options[at] for at in places]
