"""One thing on a cover."""

from typing import NamedTuple


class Topic(NamedTuple):
    """How it is drawn, and the beginnings of Russian words that call for it: `$` ends a word."""

    drawing: str
    words: str = ""
    on_ground: bool = False
    """Whether it is too large to be held or to lie on a table: buildings, ships, trees."""
