"""Lists of a kind as pages: the whole list, then every choice it can be narrowed to, page by page."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from nastavnik.feeds.calendar import subscription
from nastavnik.pages.contexts import ListContext
from nastavnik.pages.page import LIST, Page, numbered
from nastavnik.pages.shell import Crumb, Head
from nastavnik.records import KINDS
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.lists import Choice, ChoiceCounts, Slice, archive, choices, counted, facets, grouped, slices
from nastavnik.views.overviews import overview


@dataclass(frozen=True, slots=True)
class ListPage(Page):
    """One page of a list."""

    catalogue: Catalogue
    kind: str
    part: Slice[Entry]
    counts: ChoiceCounts
    choice: Choice | None
    all: int
    """How many records of the kind are shown."""
    block: ClassVar[str] = LIST

    @property
    def updated(self) -> dt.date | None:
        return latest(self.part.entries)

    @property
    def mapped(self) -> bool:
        return not (self.choice or self.part.number or not self.part.entries)

    def head(self) -> Head:
        cls, choice = KINDS[self.kind], self.choice
        whole = Head(
            url=self.url,
            title=f"{cls.heading}: {choice.title}" if choice else cls.heading,
            description=cls.lead,
            section=self.kind,
            crumbs=(Crumb(cls.heading, f"{self.kind}/"), Crumb(choice.title)) if choice else (Crumb(cls.heading),),
            inner=bool(choice or self.part.number),
            noindex=not self.mapped,
            updated=self.updated,
        )
        return numbered(whole, self.part)

    def data(self) -> Mapping[str, Any]:
        context: ListContext = {
            "cls": KINDS[self.kind],
            "groups": grouped(self.catalogue, self.part.entries),
            "entries": self.part.entries,
            "facets": facets(self.kind, self.counts, self.choice),
            "archive": archive(self.kind, self.counts, self.choice),
            "choice": self.choice,
            "part": self.part,
            "total": self.counts[self.choice] if self.choice else self.all,
            "all": self.all,
            "whole": self.choice is None and not self.part.older and not self.part.newer,
            "withheld": 0 if self.choice else self.catalogue.withheld[self.kind],
            "base": f"{self.kind}/",
            "subscription": subscription(self.catalogue.school),
        }
        return {**context, **overview(self.catalogue, self.kind, self.part.entries)}


def lists(catalogue: Catalogue, kind: str) -> Iterator[ListPage]:
    """Every page of every list of a kind."""
    entries, narrowed, size = catalogue.of(kind), choices(catalogue, kind), KINDS[kind].page_size
    template, counts, total = f"{kind}.html", counted(narrowed), len(entries)
    for part in slices(entries, f"{kind}/", size):
        yield ListPage(part.url, template, catalogue, kind, part, counts, None, total)
    for choice, chosen in narrowed.items():
        for part in slices(chosen, choice.url(kind), size):
            yield ListPage(part.url, template, catalogue, kind, part, counts, choice, total)


def latest(entries: Iterable[Entry]) -> dt.date | None:
    """The last day one of them was changed on."""
    return max((day for entry in entries if (day := entry.facts.modified)), default=None)
