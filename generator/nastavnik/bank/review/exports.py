"""The bank for the methodologist: every practice it holds with what experts decided, as a table or as JSON.

Hidden practices are here too, with their decision. Authors are named exactly where pages may name them: a name nobody
agreed to never came into the bank.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nastavnik import messages
from nastavnik.bank.holdings import Bank, authors, bank, written
from nastavnik.bank.papers.folder import Folder, last_decisions
from nastavnik.bank.papers.records import REGIONAL, Decision, Region
from nastavnik.bank.review.spreadsheets import CellValue, Worksheet, write_csv, write_xlsx
from nastavnik.bank.store import Store, Stored
from nastavnik.records import Practice
from nastavnik.records.fields import Term
from nastavnik.records.reading import marks
from nastavnik.text.json_text import compact_json

VERSION = 1
FIELDS = (
    "summary",
    "forms",
    "education_levels",
    "directions",
    "mentoring_kinds",
    "level",
    "audience",
    "subjects",
    "period",
    "problem",
    "goal",
    "results",
    "innovation",
    "replication",
    "published",
    "updated",
)
"""What a table tells of a practice besides its title, school and authors; JSON has all there is."""
VOCABULARY_OF = {name: terms[0].name for name in FIELDS if (terms := marks(Practice, name, Term))}


@dataclass(frozen=True)
class Export:
    """The bank on a day, to be written in any form; practices are streamed every time."""

    bank: Bank
    decisions: Mapping[str, tuple[str, Decision]]
    store: Store

    def write(self, target: Path, form: str) -> None:
        """Into a file nobody has seen yet (`office.undo.replacing`); `form` is xlsx, csv or json."""
        if form == "json":
            self._write_json(target)
            return
        table = Worksheet(messages.EXPORT_TITLE, head(), self.rows())
        if form == "csv":
            write_csv(target, table)
        else:
            write_xlsx(target, [table])

    def practices(self) -> Iterator[Stored]:
        """Practices of schools that are on the list and not silent for too long, by key."""
        practices = self.store.items(Practice.kind, today=self.bank.today, keep_days=self.bank.region.keep_days)
        return (stored for stored in practices if stored.item.source in self.bank.members)

    def former(self, stored: Stored) -> bool:
        """Whether the decision about a practice is about another edition of its text."""
        verdict = self.bank.verdict(stored)
        return verdict is not None and verdict.former

    def rows(self) -> Iterator[list[CellValue]]:
        for stored in self.practices():
            member, data = self.bank.members[stored.item.source], stored.item.data
            _, decision = self.decisions.get(stored.key, ("", None))
            yield [
                stored.key,
                str(data.get("title", "")),
                member.short_title,
                member.place.title,
                ", ".join(authors(written(data))),
                *(_cell(name, data.get(name)) for name in FIELDS),
                *_decided(decision, former=self.former(stored)),
                self.bank.day(stored.first_seen),
                self.bank.day(stored.changed),
                stored.age,
                stored.item.url,
            ]

    def _write_json(self, target: Path) -> None:
        """`{"version", "bank", "day", "items": […]}`, a practice a line."""
        about = {"version": VERSION, "bank": self.bank.region.section_url, "day": self.bank.today.isoformat()}
        with target.open("w", encoding="utf-8", newline="\n") as file:
            file.write(f'{compact_json(about)[:-1]},"items":[')
            between = "\n"
            for stored in self.practices():
                file.write(between + compact_json(self._item(stored)))
                between = ",\n"
            file.write("\n]}\n")

    def _item(self, stored: Stored) -> dict[str, Any]:
        member = self.bank.members[stored.item.source]
        name, decision = self.decisions.get(stored.key, ("", None))
        own = {"practice", "different_from", "checksum"}
        paper = {"file": name, **decision.model_dump(mode="json", exclude_none=True, exclude=own)} if decision else None
        return {
            "key": stored.key,
            "url": stored.item.url,
            "school": {"title": member.title, "short_title": member.short_title, "municipality": member.place.title},
            "first_seen": self.bank.day(stored.first_seen).isoformat(),
            "changed": self.bank.day(stored.changed).isoformat(),
            "read": self.bank.day(stored.last_seen).isoformat(),
            "decision": paper,
            **({"former_edition": True} if self.former(stored) else {}),
            "data": stored.item.data,
        }


def export(folder: Folder, region: Region, store: Store, today: dt.date) -> Export:
    """The bank of a folder on a day."""
    return Export(bank(region, folder.sources, folder.decisions, store, today), last_decisions(folder.decisions), store)


def head() -> list[str]:
    """Captions of the table's columns."""
    captions = [str(Practice.model_fields[name].title) for name in ("title", *FIELDS, "authors")]
    key, school, place, *rest = messages.EXPORT_HEAD
    return [key, captions[0], school, place, captions[-1], *captions[1:-1], *rest]


def _decided(decision: Decision | None, *, former: bool) -> tuple[CellValue, ...]:
    if decision is None:
        return ("", "", None, "")
    words = REGIONAL["verdicts"].words(decision.verdict)
    words = messages.labelled(messages.FORMER_EDITION, words) if former else words
    return (words, decision.expert_body, decision.date, decision.comment or "")


def _cell(name: str, value: Any) -> str:
    """A value of the published data as a cell: words for codes, a line a result."""
    if name in VOCABULARY_OF:
        return REGIONAL[VOCABULARY_OF[name]].words(value)
    return "\n".join(map(str, [value] if isinstance(value, str) else value or ()))
