"""A page: its address, the block of its template, what the shell says of it, and what the block is drawn with."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from nastavnik import messages
from nastavnik.pages.shell import Crumb, Head
from nastavnik.views.lists import Slice

LIST, PAGE = "list", "page"
"""Blocks of a kind's template; a third one, `card`, is drawn inside of others."""


@dataclass(frozen=True, slots=True)
class Page(ABC):
    """A page to draw, planned by its address and what it is given.

    Subclasses are small frozen dataclasses. Both `head` and `data` are functions of their fields and of what they ask
    of the catalogue: the same answers, the same page. They are called when the page is drawn; of thousands few are.
    """

    url: str
    """Address from the section's root."""
    template: str
    """The template's file in the folder of fragments."""
    block: ClassVar[str] = PAGE

    @abstractmethod
    def head(self) -> Head:
        """What the shell says about it."""

    @abstractmethod
    def data(self) -> Mapping[str, Any]:
        """What its block is drawn with: exactly the names of its context in `contexts`."""

    @property
    def updated(self) -> dt.date | None:
        """The day readers see as «Обновлено»."""
        return None

    @property
    def mapped(self) -> bool:
        """Whether the map of the site leads there: not to parts of lists and to what repeats another page."""
        return True


def numbered(head: Head, part: Slice[Any]) -> Head:
    """The head of a list as a page of it has it: behind the first one with its number, and a way to the first."""
    if not part.number:
        return head
    number = messages.page_number(part.number)
    *above, last = head.crumbs
    crumbs = (*above, Crumb(last.title, last.url or part.first), Crumb(number))
    return replace(head, title=f"{head.title}, {number}", crumbs=crumbs, noindex=True)
