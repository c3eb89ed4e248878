"""The store itself: the door to the tables for harvest, review and pages."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Self

from sqlalchemy import Engine, Row, Select, delete, func, insert, or_, select, update

from nastavnik.bank.store import putting
from nastavnik.bank.store.claims import WrittenSource
from nastavnik.bank.store.editions import Edition
from nastavnik.bank.store.engine import faults, open_engine, settle, writing
from nastavnik.bank.store.model import (
    BankCounts,
    Change,
    Harvested,
    PublishedRecord,
    Rejection,
    Round,
    SchoolPassport,
    SchoolRow,
    Stored,
    StoredChanges,
)
from nastavnik.bank.store.sql_tables import about, claims, copies, history, items, judged, pending, rejections, sources

KEEP_DAYS = 30
UNCONFIRMED = dt.date.min  # a column of a key holds no nothing
NOTHING_WRITTEN: Mapping[str, WrittenSource] = {}
PAGE = 500  # rows a cursor holds at a time
_OF_SOURCE = ("source", "outcome", "last_try", "last_success", "rejected", "reason", "note", "bytes")
"""What a `SchoolRow` says as the tables have it."""


class Store:
    """The bank's memory. Open it with `Store.open`; every faulty answer of the database is a `StoreFailed`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._written = NOTHING_WRITTEN

    @classmethod
    def open(cls, address: str) -> Self:
        """`sqlite:///.nastavnik/bank.db` or `postgresql://user@host/name`; tables are made where there are none."""
        return cls(open_engine(address))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Empty the journal, so that what was deleted is nowhere, and let the database go."""
        try:
            settle(self._engine)
        finally:
            self._engine.dispose()

    # --- writing

    def put(self, harvested: Harvested, written: Mapping[str, WrittenSource] | None = None) -> StoredChanges:
        """Write down one try at one source, whole or not at all.

        A record absent from a successful try vanishes: its data go at once, its key and dates stay. A failed try
        leaves everything as it was. A source that gives another source's school is refused: `written`, what the
        region wrote of its sources by their names, helps to tell whose it is.
        """
        return self.put_all([harvested], written)[0]

    def put_all(
        self, tries: Sequence[Harvested], written: Mapping[str, WrittenSource] | None = None
    ) -> list[StoredChanges]:
        """Write down tries at several sources, in the order given, in one transaction: all of them or none.

        Without `written`, what `keep_only` was told of the sources holds.
        """
        with faults(self._engine), writing(self._engine) as connection:
            return putting.put(connection, tries, self._written if written is None else written)

    def keep_only(
        self, listed: Collection[str], at: dt.datetime, written: Mapping[str, WrittenSource] = NOTHING_WRITTEN
    ) -> int:
        """Sources that are on the list no more leave with all they gave; the number of records that vanished.

        A file that was only renamed keeps what it gave: `written` tells it by the place it reads.
        """
        self._written = written
        with faults(self._engine), writing(self._engine) as connection:
            known = set(connection.scalars(select(sources.c.source)))
            new = {place.place: name for name, place in written.items() if place.place and name not in known}
            for name, place in connection.execute(select(claims.c.source, claims.c.place)).all():
                if name in known - set(listed) and place in new:
                    putting.rename(connection, name, new.pop(place))
                    known.discard(name)
                elif name not in known and name in written and written[name].place != place:
                    putting.forget_claim(connection, name)
            return putting.leave(connection, sorted(known - set(listed)), at)

    # --- what decisions are about

    def judged(self) -> dict[tuple[str, dt.date, dt.date | None], Edition]:
        """The text each decision the bank has met is about, by practice, day, and day it was confirmed."""
        return {
            (row.practice, row.date, row.confirmed if row.confirmed != UNCONFIRMED else None): Edition.unpacked(
                row.digest, row.marks
            )
            for row in self._stream(select(judged))
        }

    def judge(self, met: Mapping[tuple[str, dt.date, dt.date | None], Edition]) -> None:
        """Remember what decisions are about; of practices that are gone only the digest of the whole stays."""
        rows = [
            {
                "practice": practice,
                "date": date,
                "confirmed": confirmed or UNCONFIRMED,
                "digest": edition.digest,
                "marks": edition.packed(),
            }
            for (practice, date, confirmed), edition in met.items()
        ]
        with faults(self._engine), writing(self._engine) as connection:
            connection.execute(update(judged).where(judged.c.practice.not_in(select(items.c.key))).values(marks=""))
            if rows:
                connection.execute(insert(judged), rows)

    # --- a harvest that may be interrupted

    def plan(self, asked: Iterable[str], at: dt.datetime) -> None:
        """Write down the sources of a harvest that begins; each `put` strikes one off."""
        rows = [{"source": source} for source in sorted(set(asked))]
        with faults(self._engine), writing(self._engine) as connection:
            connection.execute(delete(pending))
            connection.execute(delete(about).where(about.c.name == "planned"))
            connection.execute(insert(about).values(name="planned", value=at.isoformat()))
            if rows:
                connection.execute(insert(pending), rows)

    def pending(self) -> Round:
        """What the last planned harvest has not asked yet; nothing is left after one that came to its end."""
        with faults(self._engine), self._engine.connect() as connection:
            left = tuple(connection.scalars(select(pending.c.source).order_by(pending.c.source)))
            planned = connection.scalar(select(about.c.value).where(about.c.name == "planned"))
        return Round(dt.datetime.fromisoformat(planned) if planned else None, left)

    def validators(self) -> dict[str, tuple[str | None, str | None]]:
        """(ETag, Last-Modified) of the copy the bank has of each source, (None, None) where it has none."""
        wanted = select(sources.c.source, sources.c.etag, sources.c.last_modified)
        return {row.source: (row.etag, row.last_modified) for row in self._stream(wanted)}

    def tried(self) -> dict[str, dt.datetime]:
        """When each source was asked last, whatever came of it."""
        return {row.source: row.last_try for row in self._stream(select(sources.c.source, sources.c.last_try))}

    # --- reading

    def schools(self, today: dt.date, keep_days: int = KEEP_DAYS) -> Iterator[SchoolRow]:
        """Every source that was ever asked, by its name."""
        refused = select(rejections.c.source, func.count().label("rejected")).group_by(rejections.c.source).subquery()
        wanted = (
            select(sources, func.coalesce(refused.c.rejected, 0).label("rejected"))
            .outerjoin(refused, refused.c.source == sources.c.source)
            .order_by(sources.c.source)
        )
        counts = self._counts_by_source()
        for row in self._stream(wanted):
            yield _school_row(row, counts.get(row.source, {}), today, keep_days)

    def items(
        self,
        kind: str = "practices",
        *,
        today: dt.date,
        keep_days: int = KEEP_DAYS,
        source: str | None = None,
    ) -> Iterator[Stored]:
        """Records of a kind by key, streamed; those of schools not read for more than `keep_days` stay out.

        `source` is a school's key or a source's name.
        """
        oldest = dt.datetime.combine(today - dt.timedelta(days=keep_days), dt.time(), dt.UTC)
        wanted = (
            select(items, sources.c.last_success)
            .join(sources, sources.c.source == items.c.source)
            .where(items.c.kind == kind, sources.c.last_success >= oldest)
            .order_by(items.c.key)
        )
        if source is not None:
            wanted = wanted.where(or_(items.c.school == source, items.c.source == source))
        return (_stored(row, today) for row in self._stream(wanted))

    def get(self, key: str, today: dt.date) -> Stored | None:
        """The record under a key, however old its school's copy is."""
        wanted = select(items, sources.c.last_success).join(sources, sources.c.source == items.c.source)
        with faults(self._engine), self._engine.connect() as connection:
            row = connection.execute(wanted.where(items.c.key == key)).one_or_none()
        return _stored(row, today) if row else None

    def namesakes(self, kind: str, id: str) -> tuple[str, ...]:
        """Keys of the records of any school under the same kind and id."""
        wanted = select(items.c.key).where(items.c.kind == kind, items.c.id == id).order_by(items.c.key)
        return tuple(row.key for row in self._stream(wanted))

    def rejections(self, source: str) -> tuple[Rejection, ...]:
        """What the last successful try could not take of a source, in the order it stands there."""
        wanted = select(rejections).where(rejections.c.source == source).order_by(rejections.c.number)
        return tuple(Rejection(row.file, row.field, row.reason) for row in self._stream(wanted))

    def owned(self) -> Iterator[tuple[str, str]]:
        """Sources that have a school, each with its key."""
        wanted = select(sources.c.source, sources.c.school).where(sources.c.school.is_not(None))
        return ((row.source, row.school) for row in self._stream(wanted))

    def rivals(self) -> dict[str, tuple[str, ...]]:
        """Sources that send records of a school that is another's, by the source the school belongs to."""
        rivals: dict[str, set[str]] = defaultdict(set)
        rival = sources.alias()
        for table in (claims, copies):
            wanted = select(sources.c.source, table.c.source.label("rival")).where(
                table.c.school == sources.c.school,
                table.c.source != sources.c.source,
                table.c.source.in_(select(rival.c.source)),
            )
            for row in self._stream(wanted):
                rivals[row.source].add(row.rival)
        return {source: tuple(sorted(names)) for source, names in sorted(rivals.items())}

    def ids(self, source: str) -> frozenset[str]:
        """Ids of all records taken of a source."""
        return frozenset(row.id for row in self._stream(select(items.c.id).where(items.c.source == source)))

    def history(self, key: str) -> tuple[Change, ...]:
        """The life of a record from its first day."""
        wanted = select(history).where(history.c.key == key).order_by(history.c.number)
        return tuple(Change(row.key, row.state, row.at) for row in self._stream(wanted))

    def changes(self, since: dt.datetime) -> Iterator[Change]:
        """Everything that happened to records from a moment on, in its order."""
        wanted = select(history).where(history.c.at >= since).order_by(history.c.at, history.c.key, history.c.number)
        return (Change(row.key, row.state, row.at) for row in self._stream(wanted))

    def counts(self, today: dt.date, keep_days: int = KEEP_DAYS) -> BankCounts:
        """The bank in numbers."""
        records: dict[str, int] = defaultdict(int)
        schools = shown = never = 0
        for row in self.schools(today, keep_days):
            schools += 1
            never += row.school is None
            if row.school and not row.hidden:
                shown += 1
                for kind, count in row.counts.items():
                    records[kind] += count
        return BankCounts(schools, shown, schools - shown - never, never, dict(sorted(records.items())))

    # --- inside

    def _counts_by_source(self) -> dict[str, dict[str, int]]:
        wanted = select(items.c.source, items.c.kind, func.count().label("records")).group_by(
            items.c.source, items.c.kind
        )
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for row in self._stream(wanted.order_by(items.c.source, items.c.kind)):
            counts[row.source][row.kind] = row.records
        return counts

    def _stream(self, wanted: Select[Any]) -> Iterator[Row[Any]]:
        with faults(self._engine), self._engine.connect().execution_options(yield_per=PAGE) as connection:
            yield from connection.execute(wanted)


def _age(last_success: dt.datetime, today: dt.date) -> int:
    return max(0, (today - last_success.date()).days)


def _stored(row: Row[Any], today: dt.date) -> Stored:
    item = PublishedRecord(row.school, row.kind, row.id, row.url, row.checksum, row.modified, json.loads(row.data))
    return Stored(item, row.first_seen, row.last_success, row.changed, _age(row.last_success, today))


def _school_row(row: Row[Any], counts: dict[str, int], today: dt.date, keep_days: int) -> SchoolRow:
    age = _age(row.last_success, today) if row.last_success else None
    return SchoolRow(
        school=SchoolPassport(**json.loads(row.passport)) if row.passport else None,
        age=age,
        hidden=age is None or age > keep_days,
        counts=counts,
        **{name: getattr(row, name) for name in _OF_SOURCE},
    )
