"""Tries at sources into the tables, inside one transaction: a few statements for all of them.

Who owns a school is decided here too: two sources of one school, two schools under one key, a school with a new key.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson
from sqlalchemy import BindParameter, Connection, Executable, Row, bindparam, delete, func, insert, or_, select, update

from nastavnik import messages
from nastavnik.bank.store.model import (
    Harvested,
    Outcome,
    PublishedRecord,
    RecordState,
    Rejection,
    SchoolPassport,
    StoredChanges,
)
from nastavnik.bank.store.sql_tables import history, items, pending, rejections, sources
from nastavnik.text.marks import UNPRINTABLE

CHUNK = 500  # values in one IN list: both databases take more, none is faster for it

_ROW = (sources.c.source, sources.c.school, sources.c.passport, sources.c.etag, sources.c.last_modified)
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_ROWS = select(*_ROW).where(
    or_(sources.c.source.in_(_WANTED), sources.c.school.in_(bindparam("schools", expanding=True)))
)
_CHECKSUMS = select(items.c.source, items.c.key, items.c.checksum).where(items.c.source.in_(_WANTED))
_COUNTS = select(items.c.source, func.count()).where(items.c.source.in_(_WANTED)).group_by(items.c.source)
_FIRST_SEEN = select(history.c.key, func.min(history.c.at)).where(history.c.key.in_(_WANTED)).group_by(history.c.key)
_UPDATE_SOURCE = update(sources).where(sources.c.source == bindparam("wanted"))
_UPDATE_ITEM = (
    update(items)
    .where(items.c.key == bindparam("wanted"))
    .values({column.name: bindparam(column.name) for column in items.columns if column.name != "first_seen"})
)
_DONE = delete(pending).where(pending.c.source == bindparam("wanted"))
_NO_REJECTIONS = delete(rejections).where(rejections.c.source == bindparam("wanted"))
_DELETE_ITEM = delete(items).where(items.c.key == bindparam("wanted"))
_NOTHING = dict.fromkeys(("school", "passport", "last_success", "etag", "last_modified"))


def put(connection: Connection, tries: Sequence[Harvested]) -> list[StoredChanges]:
    """Write down tries in the order given; the answers say what each changed."""
    connection.execute(_DONE, [{"wanted": harvested.source} for harvested in tries])
    known = _Known.of(connection, tries)
    if known.crossing(tries):  # what one gives changes what is known of another
        return [_put(connection, [harvested], _Known.of(connection, [harvested]))[0] for harvested in tries]
    return _put(connection, tries, known)


def leave(connection: Connection, gone: Iterable[str], at: dt.datetime) -> int:
    """Take these sources out of the bank with all they gave; the number of records that vanished."""
    vanished = 0
    for source in gone:
        vanished += _empty(connection, source, at)
        connection.execute(_NO_REJECTIONS, {"wanted": source})
        connection.execute(delete(sources).where(sources.c.source == source))
    return vanished


def _put(connection: Connection, tries: Sequence[Harvested], known: "_Known") -> list[StoredChanges]:
    """Tries that have nothing to do with one another."""
    changes, writes = [], _Writes()
    for harvested in tries:
        changes.append(_one(connection, harvested, known, writes))
        if len(writes.new_items) + len(writes.items) > CHUNK:  # large catalogues do not meet in memory once more
            writes.write(connection)
            writes = _Writes()
    writes.write(connection)
    return changes


def _one(connection: Connection, harvested: Harvested, known: "_Known", writes: "_Writes") -> StoredChanges:
    row = known.rows.get(harvested.source)
    if harvested.outcome == "taken" and harvested.school:
        return _taken(connection, harvested, harvested.school, known, writes)
    if harvested.outcome == "unchanged" and row is not None and row.school:
        validators = {"etag": harvested.etag or row.etag, "last_modified": harvested.last_modified or row.last_modified}
        writes.source(harvested, row, last_success=harvested.at, reason="", note="", **validators)
        return StoredChanges("unchanged", unchanged=known.counts.get(harvested.source, 0))
    writes.source(harvested, row, outcome="failed", reason=harvested.reason)
    return StoredChanges("failed", sentence=harvested.reason)


def _taken(
    connection: Connection, harvested: Harvested, school: SchoolPassport, known: "_Known", writes: "_Writes"
) -> StoredChanges:
    row, owner = known.rows.get(harvested.source), known.owners.get(school.key)
    if owner is not None and owner.source != harvested.source:
        if owner.source < harvested.source:  # whoever answers first, the first by name owns the school
            return _refuse(connection, harvested, school, owner, row, writes)
        _hand_over(connection, owner, harvested, school, row)
        known = _Known.of(connection, [harvested])
    note = messages.school_key_changed(row.school, school.key) if row and row.school not in (None, school.key) else ""
    records, rejected = _once(harvested)
    validators = {"etag": harvested.etag, "last_modified": harvested.last_modified}
    passport = {"school": school.key, "passport": _json(asdict(school))}
    writes.source(harvested, row, last_success=harvested.at, reason="", note=note, **passport, **validators)
    writes.refused(harvested.source, row, rejected)
    return _compared(harvested, records, known, writes, note)


def _compared(
    harvested: Harvested, records: Mapping[str, PublishedRecord], known: "_Known", writes: "_Writes", note: str
) -> StoredChanges:
    """The items of a source beside those it gave before."""
    before, seen = known.checksums[harvested.source], known.first_seen
    fresh = [item for key, item in records.items() if key not in before]
    changed = [item for key, item in records.items() if key in before and before[key] != item.checksum]
    gone = sorted(before.keys() - records.keys())
    for item in fresh:
        writes.new_items.append(_row(item, harvested) | {"first_seen": seen.get(item.key, harvested.at)})
        writes.remember("returned" if item.key in seen else "appeared", item.key, harvested.at)
    for item in changed:
        writes.items.append({"wanted": item.key} | _row(item, harvested))
        writes.remember("changed", item.key, harvested.at)
    for key in gone:
        writes.gone.append({"wanted": key})
        writes.remember("vanished", key, harvested.at)
    return StoredChanges("taken", len(fresh), len(changed), len(gone), len(records) - len(fresh) - len(changed), note)


def _once(harvested: Harvested) -> tuple[dict[str, PublishedRecord], tuple[Rejection, ...]]:
    """Items by key; one that comes under a key that is taken is refused."""
    records: dict[str, PublishedRecord] = {}
    rejected = list(harvested.rejections)
    for item in harvested.items:
        if item.key in records:
            rejected.append(Rejection(f"{item.kind}/{item.id}", "", messages.same_key_twice(item.kind, item.id)))
        else:
            records[item.key] = item
    return records, tuple(rejected)


# --- what is known ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Known:
    """What the tables say of sources before their tries are written."""

    rows: Mapping[str, Row[Any]]
    """By source."""
    owners: Mapping[str, Row[Any]]
    """By the key of the school they gave."""
    checksums: Mapping[str, Mapping[str, str]]
    """By source, then by the key of an item."""
    first_seen: Mapping[str, dt.datetime]
    """When items that are new now came for the first time, whether they are still there or not."""
    counts: Mapping[str, int]
    """Items of the sources that gave the same as before."""

    @classmethod
    def of(cls, connection: Connection, tries: Sequence[Harvested]) -> "_Known":
        wanted = {"wanted": [harvested.source for harvested in tries], "schools": _schools(tries)}
        rows: Sequence[Any] = connection.execute(_ROWS, wanted).all()
        checksums: dict[str, dict[str, str]] = {harvested.source: {} for harvested in tries}
        for source, key, checksum in _all(connection, _CHECKSUMS, _sources(tries, "taken")):
            checksums[source][key] = checksum
        items = ((item.key, harvested.source) for harvested in tries for item in harvested.items)
        fresh = [key for key, source in items if key not in checksums[source]]
        return cls(
            {row.source: row for row in rows},
            {row.school: row for row in rows if row.school},
            checksums,
            dict(_all(connection, _FIRST_SEEN, fresh)),
            dict(_all(connection, _COUNTS, _sources(tries, "unchanged"))),
        )

    def crossing(self, tries: Sequence[Harvested]) -> bool:
        """Whether a school is given twice, or by another source than before."""
        schools = {harvested.school.key: harvested.source for harvested in tries if harvested.school}
        return (
            len({harvested.source for harvested in tries}) < len(tries)
            or len(schools) < len(_schools(tries))
            or any(key in self.owners and self.owners[key].source != source for key, source in schools.items())
        )


def _schools(tries: Iterable[Harvested]) -> list[str]:
    return [harvested.school.key for harvested in tries if harvested.school]


def _sources(tries: Iterable[Harvested], outcome: Outcome) -> list[str]:
    return [harvested.source for harvested in tries if harvested.outcome == outcome]


def _all(connection: Connection, query: Executable, wanted: Sequence[str]) -> Iterator[Any]:
    for start in range(0, len(wanted), CHUNK):
        yield from connection.execute(query, {"wanted": wanted[start : start + CHUNK]})


# --- whose school it is ----------------------------------------------------------------------------


def _refuse(
    connection: Connection,
    harvested: Harvested,
    school: SchoolPassport,
    owner: Row[Any],
    row: Row[Any] | None,
    writes: "_Writes",
) -> StoredChanges:
    """The school is another source's: nothing is taken, and what this source gave before leaves."""
    reason = _two_sources(school, owner)(school.key, owner.source, harvested.source)
    vanished = _empty(connection, harvested.source, harvested.at) if row is not None else 0
    writes.refused(harvested.source, row, ())
    writes.source(harvested, row, outcome="failed", reason=reason, note="", **_NOTHING)
    return StoredChanges("failed", vanished=vanished, sentence=reason)


def _two_sources(school: SchoolPassport, owner: Row[Any]) -> Callable[[str, str, str], str]:
    """The sentence for a school that two sources give: listed twice, or another school under its key."""
    same = json.loads(owner.passport)["url"] == school.url
    return messages.school_listed_twice if same else messages.school_key_shared


def _hand_over(
    connection: Connection, owner: Row[Any], harvested: Harvested, school: SchoolPassport, row: Row[Any] | None
) -> None:
    """The school belongs to this source after all: the records go with it, the other source is told."""
    if row is not None:
        _empty(connection, harvested.source, harvested.at)
    connection.execute(update(items).where(items.c.source == owner.source).values(source=harvested.source))
    connection.execute(_NO_REJECTIONS, {"wanted": owner.source})
    reason = _two_sources(school, owner)(school.key, harvested.source, owner.source)
    values = {"outcome": "failed", "reason": reason, "note": ""}
    connection.execute(_UPDATE_SOURCE.values(**values, **_NOTHING), {"wanted": owner.source})


# --- writing ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Writes:
    """Rows on their way into the tables: one statement for all rows of a sort, as each costs as much as its rows."""

    new_sources: list[dict[str, Any]] = field(default_factory=list)
    sources: dict[tuple[str, ...], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    """By the columns that are written."""
    emptied: list[dict[str, Any]] = field(default_factory=list)
    rejections: list[dict[str, Any]] = field(default_factory=list)
    new_items: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)

    def source(self, harvested: Harvested, row: Row[Any] | None, **values: Any) -> None:
        written = {"outcome": harvested.outcome, "last_try": harvested.at, "bytes": harvested.bytes, **values}
        if row is None:
            self.new_sources.append({"source": harvested.source, "note": "", **_NOTHING, **written})
        else:
            self.sources[tuple(written)].append({"wanted": harvested.source, **written})

    def refused(self, source: str, row: Row[Any] | None, rejected: Sequence[Rejection]) -> None:
        """What could not be taken of a source, instead of what could not be taken before."""
        if row is not None:
            self.emptied.append({"wanted": source})
        self.rejections += [
            {"source": source, "number": number, **asdict(rejection)} for number, rejection in enumerate(rejected)
        ]

    def remember(self, state: RecordState, key: str, at: dt.datetime) -> None:
        self.history.append({"key": key, "state": state, "at": at})

    def write(self, connection: Connection) -> None:
        for rows in self.sources.values():
            connection.execute(_UPDATE_SOURCE, rows)
        for statement, rows in (
            (insert(sources), self.new_sources),
            (_NO_REJECTIONS, self.emptied),
            (insert(rejections), self.rejections),
            (insert(items), self.new_items),
            (_UPDATE_ITEM, self.items),
            (_DELETE_ITEM, self.gone),
            (insert(history), self.history),
        ):
            if rows:
                connection.execute(statement, rows)


def _row(item: PublishedRecord, harvested: Harvested) -> dict[str, Any]:
    same = {name: getattr(item, name) for name in ("key", "kind", "id", "url", "checksum", "modified")}
    place = {"source": harvested.source, "school": item.source, "changed": harvested.at}
    return {**same, **place, "data": _json(item.data)}


def _empty(connection: Connection, source: str, at: dt.datetime) -> int:
    """Delete everything a source gave; the number of records that vanished."""
    gone = sorted(connection.scalars(select(items.c.key).where(items.c.source == source)))
    writes = _Writes(gone=[{"wanted": key} for key in gone])
    for key in gone:
        writes.remember("vanished", key, at)
    writes.write(connection)
    return len(gone)


def _json(data: Mapping[str, Any]) -> str:
    try:
        return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # half of a pair in a text
        return UNPRINTABLE.sub("", json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
