"""Which page lies in which shard: by a hash of its address, so that an edit touches one shard and no page ever moves.

How many shards, and how many words of a long page, follows from the number of pages alone. The sizes are measured
(docs/architecture.md): small shards are quick to index again, few shards are few bytes for the first search.
"""

import hashlib
from dataclasses import dataclass

SIZES = ((200, 1, None), (600, 4, None), (2_500, 8, 250), (10_000, 16, 200))
"""Up to so many pages: so many shards, so many words of a page (None: all)."""
LARGEST = (32, 200)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a number of pages is indexed."""

    shards: int
    words: int | None

    @classmethod
    def of(cls, pages: int) -> "Plan":
        return next((cls(shards, words) for most, shards, words in SIZES if pages <= most), cls(*LARGEST))

    def shard(self, url: str) -> int:
        """The shard of an address, counted from 0."""
        return int.from_bytes(hashlib.blake2b(url.encode(), digest_size=4).digest()) % self.shards


def digest(*parts: str) -> str:
    """The same for the same parts, in hexadecimal digits."""
    state = hashlib.blake2b(digest_size=10)
    for part in parts:
        state.update(part.encode() + b"\0")
    return state.hexdigest()
