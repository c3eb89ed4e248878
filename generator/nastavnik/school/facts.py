"""What is asked of every record, whichever page is drawn: its place in lists, its codes, what it names.

Facts are few plain values, so they stay in memory for all records, while the records themselves wait packed on the
store (`record_store.py`) until a page shows them.
"""

import datetime as dt
from functools import cache
from typing import Any, NamedTuple

from nastavnik.records.fields import FileMarker, Ref, Term
from nastavnik.records.reading import marks, values
from nastavnik.records.record import Occasion, Record


class WrittenPath(NamedTuple):
    """A file that a record names, as written; one with a `shape` is a picture to redraw."""

    written: str
    shape: str | None


class Facts(NamedTuple):
    """What lists, facets and references need of one record as outsiders may know it: plain values only."""

    is_public: bool
    identified: bool
    """Whether the person it is about may be named; if not, nothing of it is shown."""
    has_page: bool
    honoured: bool
    tally: str
    sort_key: Any
    modified: dt.date | None
    codes: tuple[tuple[str, ...], ...]
    """Codes in each of `term_fields`."""
    words: tuple[tuple[str, ...], ...]
    """Words in each of the kind's `word_facets`, as written."""
    references: tuple[str, ...]
    """What it names, each once: `<kind>/<id>` or `roadmap/<id>/<stage>`."""
    files: tuple[WrittenPath, ...]
    occasions: tuple[Occasion, ...]
    aliases: tuple[str, ...] = ()
    """Names the record had, the first one first."""
    files_are_checked: bool = False
    """Whether somebody answers for what looks personal inside its files."""


def facts_of(record: Record, shown: Record, *, identified: bool) -> Facts:
    """Facts of a record; `shown` is what outsiders may know of it."""
    return Facts(
        record.is_public and not record.is_example,
        identified,
        record.has_page,
        shown.honoured,
        record.tally,
        shown.sort_key if identified else "",
        shown.modified,
        tuple(_codes(getattr(shown, name)) for name in term_fields(type(shown))),
        tuple(getattr(shown, name) for name in record.word_facets),
        tuple(dict.fromkeys(f"{mark.kind}/{value}" for _, mark, value in values(shown, Ref))),
        tuple(WrittenPath(written, mark.shape) for _, mark, written in values(shown, FileMarker)),
        shown.occasions(),
        record.former_ids,
        record.files_are_checked,
    )


@cache
def term_fields(cls: type[Record]) -> dict[str, int]:
    """Fields with codes of a vocabulary, and where their codes stand in the facts."""
    return {name: number for number, name in enumerate(name for name in cls.model_fields if marks(cls, name, Term))}


def _codes(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()
