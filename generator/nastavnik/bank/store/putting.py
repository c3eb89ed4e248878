"""Tries at sources into the tables, inside one transaction: a few statements for all of them.

Whose school it is, `claims` decides: two sources of one school, two schools under one key, a school with a new key.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from nastavnik import messages
from nastavnik.bank.store.claims import Claim, Nearness, WrittenSource, has_inn
from nastavnik.bank.store.known import KnownSources
from nastavnik.bank.store.model import (
    Harvested,
    PublishedRecord,
    RecordState,
    Rejection,
    SchoolPassport,
    StoredChanges,
)
from nastavnik.bank.store.sql_tables import claims, copies, history, items, pending, rejections, sources
from nastavnik.text.marks import stripped

CHUNK = 500  # rows on their way in memory

_UPDATE_SOURCE = update(sources).where(sources.c.source == bindparam("wanted"))
_UPDATE_ITEM = (
    update(items)
    .where(items.c.key == bindparam("wanted"))
    .values({column.name: bindparam(column.name) for column in items.columns if column.name != "first_seen"})
)
_MOVE_ITEM = update(items).where(items.c.key == bindparam("wanted")).values(url=bindparam("url"))
_DONE = delete(pending).where(pending.c.source == bindparam("wanted"))
_NO_REJECTIONS = delete(rejections).where(rejections.c.source == bindparam("wanted"))
_DELETE_ITEM = delete(items).where(items.c.key == bindparam("wanted"))
_NO_CLAIM = delete(claims).where(claims.c.source == bindparam("wanted"))
_NO_COPIES = delete(copies).where(copies.c.source == bindparam("wanted"))
_NOTHING = dict.fromkeys(("school", "passport", "last_success", "etag", "last_modified"))


def put(
    connection: Connection, tries: Sequence[Harvested], written: Mapping[str, WrittenSource]
) -> list[StoredChanges]:
    """Write down tries in the order given; the answers say what each changed. `written` is by source."""
    connection.execute(_DONE, [{"wanted": harvested.source} for harvested in tries])
    known = KnownSources.of(connection, tries, written)
    if known.crossing(tries):  # what one gives changes what is known of another
        return [
            _put(connection, [harvested], KnownSources.of(connection, [harvested], written))[0] for harvested in tries
        ]
    return _put(connection, tries, known)


def leave(connection: Connection, gone: Iterable[str], at: dt.datetime) -> int:
    """Take these sources out of the bank with all they gave; the number of records that vanished.

    When each first gave its school stays: a file that is put back finds its school, whoever claimed it meanwhile.
    """
    vanished = 0
    for source in gone:
        vanished += _empty(connection, source, at)
        for statement in (_NO_REJECTIONS, _NO_COPIES):
            connection.execute(statement, {"wanted": source})
        connection.execute(delete(sources).where(sources.c.source == source))
    return vanished


def forget_claim(connection: Connection, source: str) -> None:
    """A source of this name reads another place than the one that left the list: it has no history."""
    connection.execute(_NO_CLAIM, {"wanted": source})


def rename(connection: Connection, old: str, new: str) -> None:
    """The file of a source has another name, what it reads is the same: all it gave and its history go with it."""
    connection.execute(_NO_CLAIM, {"wanted": new})
    for table in (sources, items, rejections, claims, copies):
        connection.execute(update(table).where(table.c.source == old).values(source=new))
    connection.execute(_UPDATE_SOURCE.values(etag=None, last_modified=None), {"wanted": new})  # it is read anew


def _put(connection: Connection, tries: Sequence[Harvested], known: KnownSources) -> list[StoredChanges]:
    """Tries that have nothing to do with one another."""
    changes, writes = [], _Writes()
    for harvested in tries:
        changes.append(_put_try(connection, harvested, known, writes))
        if len(writes.new_items) + len(writes.items) > CHUNK:  # large catalogues do not meet in memory once more
            writes.write(connection)
            writes = _Writes()
    writes.write(connection)
    return changes


def _put_try(connection: Connection, harvested: Harvested, known: KnownSources, writes: "_Writes") -> StoredChanges:
    if harvested.outcome == "postponed":
        return StoredChanges("postponed", sentence=harvested.reason)
    row = known.rows.get(harvested.source)
    if harvested.foreign or harvested.outcome == "taken":
        writes.copied(harvested)
    if harvested.outcome == "taken" and harvested.school:
        return _taken(connection, harvested, harvested.school, known, writes)
    if harvested.outcome == "unchanged" and row is not None and row.school:
        return _unchanged(connection, harvested, row, known, writes)
    reason = harvested.reason or _unsaid(harvested, row)
    validators = {"etag": None, "last_modified": None} if harvested.outcome == "unchanged" else {}
    writes.source(harvested, row, outcome="failed", reason=reason, **validators)
    return StoredChanges("failed", sentence=reason)


def _unsaid(harvested: Harvested, row: Row[Any] | None) -> str:
    """Why nothing came of a try that gave no reason itself."""
    if harvested.outcome != "unchanged":
        return messages.NO_REASON
    refused = row is not None and row.outcome == "failed" and row.last_try == harvested.at
    return (row.reason if row is not None and refused else "") or messages.UNCHANGED_WITHOUT_COPY


def _unchanged(
    connection: Connection, harvested: Harvested, row: Row[Any], known: KnownSources, writes: "_Writes"
) -> StoredChanges:
    school = SchoolPassport(**json.loads(row.passport))
    if known.owner_of(harvested, school) != harvested.source:  # the region wrote something since
        return _refuse(connection, harvested, school, known, writes)
    note = known.doubt(harvested, school)
    validators = {"etag": harvested.etag or row.etag, "last_modified": harvested.last_modified or row.last_modified}
    writes.source(harvested, row, last_success=harvested.at, reason="", note=note, **validators)
    return StoredChanges("unchanged", unchanged=known.counts.get(harvested.source, 0))


def _taken(
    connection: Connection, harvested: Harvested, school: SchoolPassport, known: KnownSources, writes: "_Writes"
) -> StoredChanges:
    row, holder = known.rows.get(harvested.source), known.owners.get(school.key)
    if known.owner_of(harvested, school) != harvested.source:
        return _refuse(connection, harvested, school, known, writes)
    writes.claim(known.claim(harvested, school), known.place(harvested.source), known)
    if holder is not None and holder.source != harvested.source:
        _hand_over(connection, holder, harvested, school, known)
        known = KnownSources.of(connection, [harvested], known.written)
    renamed = (
        messages.school_key_changed(row.school, school.key) if row and row.school not in (None, school.key) else ""
    )
    note = renamed or known.doubt(harvested, school)
    records, rejected = _once(harvested)
    validators = {"etag": harvested.etag, "last_modified": harvested.last_modified}
    passport = {"school": school.key, "passport": _json(asdict(school))}
    writes.source(harvested, row, last_success=harvested.at, reason="", note=note, **passport, **validators)
    writes.refused(harvested.source, row, rejected)
    return _compared(harvested, records, known, writes, note)


def _compared(
    harvested: Harvested, records: Mapping[str, PublishedRecord], known: KnownSources, writes: "_Writes", note: str
) -> StoredChanges:
    """The items of a source beside those it gave before."""
    before, seen = known.checksums[harvested.source], known.first_seen
    fresh = [item for key, item in records.items() if key not in before]
    both = [(item, *before[key]) for key, item in records.items() if key in before]
    changed = [item for item, checksum, _ in both if checksum != item.checksum]
    writes.moved += [{"wanted": item.key, "url": item.url} for item, _, url in both if url != item.url]
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


# --- whose school it is ----------------------------------------------------------------------------


def _refuse(
    connection: Connection, harvested: Harvested, school: SchoolPassport, known: KnownSources, writes: "_Writes"
) -> StoredChanges:
    """The school is another source's, or nobody can tell whose: nothing is taken, what was taken before leaves."""
    row, claim, holder = known.rows.get(harvested.source), known.claim(harvested, school), known.holder(school)
    rightful = known.owner_of(harvested, school)
    reason = _why_not(claim, rightful, known.rivals(harvested, school), known)
    if holder == harvested.source:  # it had the school and no right to it: that is no history
        claim = claim._replace(since=harvested.at)
    elif holder and not rightful:
        _disown(connection, holder, harvested.at, reason)
    writes.claim(claim, known.place(harvested.source), known)
    vanished = _empty(connection, harvested.source, harvested.at) if row is not None else 0
    writes.refused(harvested.source, row, ())
    writes.source(harvested, row, outcome="failed", reason=reason, note="", **_NOTHING)
    return StoredChanges("failed", vanished=vanished, sentence=reason)


def _why_not(claim: Claim, rightful: str, rivals: Sequence[Claim], known: KnownSources) -> str:
    """The sentence for a source that may not give a school."""
    if not rightful:
        return messages.school_disputed(claim.school, sorted(rival.source for rival in rivals))
    theirs = next((rival for rival in rivals if rival.source == rightful), claim)
    if has_inn(known.written.get(rightful), claim.school) and not has_inn(
        known.written.get(claim.source), claim.school
    ):
        return messages.school_copied(claim.school, rightful, claim.source, messages.BY_INN)
    if theirs.nearness > claim.nearness:
        return messages.school_copied(claim.school, rightful, claim.source, messages.BY_SITE)
    same = theirs.url == claim.url
    return (messages.school_listed_twice if same else messages.school_key_shared)(claim.school, rightful, claim.source)


def _hand_over(
    connection: Connection, holder: Row[Any], harvested: Harvested, school: SchoolPassport, known: KnownSources
) -> None:
    """The school belongs to this source after all: the records go with it, the other source is told."""
    if harvested.source in known.rows:
        _empty(connection, harvested.source, harvested.at)
    rivals = known.rivals(harvested, school)
    theirs = next((claim for claim in rivals if claim.source == holder.source), None)
    theirs = theirs or Claim(holder.source, school.key, json.loads(holder.passport)["url"], Nearness.NONE, harvested.at)
    connection.execute(update(items).where(items.c.source == holder.source).values(source=harvested.source))
    _disown(connection, holder.source, harvested.at, _why_not(theirs, harvested.source, rivals, known))


def _disown(connection: Connection, source: str, at: dt.datetime, reason: str) -> None:
    """A source loses its school, and with it what speaks for having had it first."""
    _empty(connection, source, at)
    connection.execute(_NO_REJECTIONS, {"wanted": source})
    connection.execute(update(claims).where(claims.c.source == source).values(since=at))
    values = {"outcome": "failed", "reason": reason, "note": "", "last_try": at}
    connection.execute(_UPDATE_SOURCE.values(**values, **_NOTHING), {"wanted": source})


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
    moved: list[dict[str, Any]] = field(default_factory=list)
    """Records at another address: their text may be the same."""
    gone: list[dict[str, Any]] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    copied_from: list[dict[str, Any]] = field(default_factory=list)
    copies: list[dict[str, Any]] = field(default_factory=list)

    def claim(self, claim: Claim, place: WrittenSource, known: KnownSources) -> None:
        """A claim that was not there, or was another."""
        if claim not in known.claims.get(claim.school, ()):
            self.claims.append({**claim._asdict(), "place": place.place})

    def copied(self, harvested: Harvested) -> None:
        """Other schools whose records a source sent this time, instead of those before."""
        self.copied_from.append({"wanted": harvested.source})
        self.copies += [{"source": harvested.source, "school": key} for key in dict.fromkeys(harvested.foreign)]

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
            (_MOVE_ITEM, self.moved),
            (_DELETE_ITEM, self.gone),
            (_NO_CLAIM, [{"wanted": row["source"]} for row in self.claims]),
            (insert(claims), self.claims),
            (_NO_COPIES, self.copied_from),
            (insert(copies), self.copies),
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
        return stripped(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
