"""One harvest of one source into the tables, inside one transaction.

Who owns a school is decided here too: two sources of one school, two schools under one key, a school with a new key.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import orjson
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from generator import messages
from generator.region.store.rows import Put, State
from generator.region.store.tables import history, items, pending, rejections, sources
from generator.region.taken import Harvested, Item, Rejection, School

CHUNK = 500  # values in one IN list: both databases take more, none is faster for it

_ROW = select(sources).where(sources.c.source == bindparam("wanted"))
_OWNER = select(sources).where(sources.c.school == bindparam("wanted"))
_KNOWN = select(items.c.key, items.c.checksum).where(items.c.source == bindparam("wanted"))
_COUNT = select(func.count()).select_from(items).where(items.c.source == bindparam("wanted"))
_FIRST_SEEN = (
    select(history.c.key, func.min(history.c.at))
    .where(history.c.key > bindparam("after"), history.c.key < bindparam("before"))
    .group_by(history.c.key)
)
"""Keys are ordered by code points: «0» comes right after «/», so this is everything of one school."""
_UPDATE_SOURCE = update(sources).where(sources.c.source == bindparam("wanted"))
_UPDATE_ITEM = update(items).where(items.c.key == bindparam("wanted"))
_DONE = delete(pending).where(pending.c.source == bindparam("wanted"))
_NO_REJECTIONS = delete(rejections).where(rejections.c.source == bindparam("wanted"))


def put(connection: Connection, harvested: Harvested) -> Put:
    """Write down one try; the answer says what it changed."""
    connection.execute(_DONE, {"wanted": harvested.source})
    row = connection.execute(_ROW, {"wanted": harvested.source}).one_or_none()
    if harvested.outcome == "taken" and harvested.school:
        return _taken(connection, harvested, harvested.school, row)
    if harvested.outcome == "unchanged" and row is not None and row.school:
        said = {"etag": harvested.etag or row.etag, "last_modified": harvested.last_modified or row.last_modified}
        _write_source(connection, harvested, row, last_success=harvested.at, reason="", note="", **said)
        return Put("unchanged", unchanged=_count(connection, harvested.source))
    _write_source(connection, harvested, row, outcome="failed", reason=harvested.reason)
    return Put("failed", sentence=harvested.reason)


def leave(connection: Connection, gone: Iterable[str], at: dt.datetime) -> int:
    """Take these sources out of the bank with all they gave; the number of records that vanished."""
    vanished = 0
    for source in gone:
        vanished += _empty(connection, source, at)
        connection.execute(_NO_REJECTIONS, {"wanted": source})
        connection.execute(delete(sources).where(sources.c.source == source))
    return vanished


def _taken(connection: Connection, harvested: Harvested, school: School, row: Row[Any] | None) -> Put:
    owner = connection.execute(_OWNER, {"wanted": school.key}).one_or_none()
    if owner is not None and owner.source != harvested.source:
        if owner.source < harvested.source:  # whoever answers first, the first by name owns the school
            return _refuse(connection, harvested, school, owner, row)
        _hand_over(connection, owner, harvested, school)
        row = connection.execute(_ROW, {"wanted": harvested.source}).one_or_none()
    note = messages.school_key_changed(row.school, school.key) if row and row.school not in (None, school.key) else ""
    kept, refused = _once(harvested)
    passport = {"school": school.key, "passport": _json(asdict(school)), "etag": harvested.etag}
    passport["last_modified"] = harvested.last_modified
    _write_source(connection, harvested, row, last_success=harvested.at, reason="", note=note, **passport)
    _write_rejections(connection, harvested.source, refused)
    return _write_items(connection, harvested, kept, note)


def _once(harvested: Harvested) -> tuple[dict[str, Item], tuple[Rejection, ...]]:
    """Items by key; one that comes under a key that is taken is refused."""
    kept: dict[str, Item] = {}
    refused = list(harvested.rejections)
    for item in harvested.items:
        if item.key in kept:
            refused.append(Rejection(f"{item.kind}/{item.id}", "", messages.same_key_twice(item.kind, item.id)))
        else:
            kept[item.key] = item
    return kept, tuple(refused)


# --- whose school it is ----------------------------------------------------------------------------


def _refuse(connection: Connection, harvested: Harvested, school: School, owner: Row[Any], row: Row[Any] | None) -> Put:
    """The school is another source's: nothing is taken, and what this source gave before leaves."""
    known = School(**json.loads(owner.passport))
    said = messages.school_listed_twice if known.url == school.url else messages.school_key_shared
    reason = said(school.key, owner.source, harvested.source)
    vanished = _empty(connection, harvested.source, harvested.at) if row is not None else 0
    _write_rejections(connection, harvested.source, ())
    nothing = {"school": None, "passport": None, "last_success": None, "etag": None, "last_modified": None}
    _write_source(connection, harvested, row, outcome="failed", reason=reason, note="", **nothing)
    return Put("failed", vanished=vanished, sentence=reason)


def _hand_over(connection: Connection, owner: Row[Any], harvested: Harvested, school: School) -> None:
    """The school belongs to this source after all: the records go with it, the other source is told."""
    known = School(**json.loads(owner.passport))
    said = messages.school_listed_twice if known.url == school.url else messages.school_key_shared
    row = connection.execute(_ROW, {"wanted": harvested.source}).one_or_none()
    if row is not None:
        _empty(connection, harvested.source, harvested.at)
    connection.execute(update(items).where(items.c.source == owner.source).values(source=harvested.source))
    connection.execute(_NO_REJECTIONS, {"wanted": owner.source})
    values = {"outcome": "failed", "reason": said(school.key, harvested.source, owner.source), "note": ""}
    nothing = dict.fromkeys(("school", "passport", "last_success", "etag", "last_modified"))
    connection.execute(_UPDATE_SOURCE.values(**values, **nothing), {"wanted": owner.source})


# --- writing ---------------------------------------------------------------------------------------


def _write_source(connection: Connection, harvested: Harvested, row: Row[Any] | None, **values: Any) -> None:
    written = {"outcome": harvested.outcome, "last_try": harvested.at, "bytes": harvested.bytes, **values}
    if row is None:
        connection.execute(insert(sources), {"source": harvested.source, "note": "", **written})
    else:
        connection.execute(_UPDATE_SOURCE, {"wanted": harvested.source, **written})  # the same statement every time


def _write_rejections(connection: Connection, source: str, refused: Sequence[Rejection]) -> None:
    connection.execute(_NO_REJECTIONS, {"wanted": source})
    if refused:
        rows = [{"source": source, "number": number, **asdict(one)} for number, one in enumerate(refused)]
        connection.execute(insert(rejections), rows)


def _write_items(connection: Connection, harvested: Harvested, kept: Mapping[str, Item], note: str) -> Put:
    known: dict[str, str] = dict(connection.execute(_KNOWN, {"wanted": harvested.source}).all())
    fresh = [item for key, item in kept.items() if key not in known]
    changed = [item for key, item in kept.items() if key in known and known[key] != item.checksum]
    gone = sorted(known.keys() - kept.keys())
    before: dict[str, dt.datetime] = {}
    for school in sorted({item.source for item in fresh}):
        before |= _first_seen(connection, school)
    if fresh:
        rows = [_row(item, harvested) | {"first_seen": before.get(item.key, harvested.at)} for item in fresh]
        connection.execute(insert(items), rows)
    if changed:
        rows = [{"wanted": item.key} | _row(item, harvested) for item in changed]
        connection.execute(_UPDATE_ITEM.values({name: bindparam(name) for name in rows[0] if name != "wanted"}), rows)
    _delete(connection, gone)
    _remember(connection, "appeared", (item.key for item in fresh if item.key not in before), harvested.at)
    _remember(connection, "returned", (item.key for item in fresh if item.key in before), harvested.at)
    _remember(connection, "changed", (item.key for item in changed), harvested.at)
    _remember(connection, "vanished", gone, harvested.at)
    unchanged = len(kept) - len(fresh) - len(changed)
    return Put("taken", len(fresh), len(changed), len(gone), unchanged, note)


def _row(item: Item, harvested: Harvested) -> dict[str, Any]:
    return {
        "key": item.key,
        "source": harvested.source,
        "school": item.source,
        "kind": item.kind,
        "id": item.id,
        "url": item.url,
        "checksum": item.checksum,
        "modified": item.modified,
        "changed": harvested.at,
        "data": _json(item.data),
    }


def _empty(connection: Connection, source: str, at: dt.datetime) -> int:
    """Delete everything a source gave; the number of records that vanished."""
    gone = sorted(connection.scalars(select(items.c.key).where(items.c.source == source)))
    _delete(connection, gone)
    _remember(connection, "vanished", gone, at)
    return len(gone)


def _delete(connection: Connection, keys: Sequence[str]) -> None:
    for chunk in _chunks(keys):
        connection.execute(delete(items).where(items.c.key.in_(chunk)))


def _remember(connection: Connection, state: State, keys: Iterable[str], at: dt.datetime) -> None:
    rows = [{"key": key, "state": state, "at": at} for key in keys]
    if rows:
        connection.execute(insert(history), rows)


def _first_seen(connection: Connection, school: str) -> dict[str, dt.datetime]:
    """When records of a school came for the first time, whether they are still there or not."""
    return dict(connection.execute(_FIRST_SEEN, {"after": f"{school}/", "before": f"{school}0"}).all())


def _count(connection: Connection, source: str) -> int:
    return connection.scalar(_COUNT, {"wanted": source}) or 0


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _json(data: Mapping[str, Any]) -> str:
    try:
        return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # half of a pair in a text: the column takes it out
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
