"""The tables of the bank, in types that mean the same in SQLite and PostgreSQL."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Column, Date, DateTime, Index, Integer, MetaData, Table, Text, TypeDecorator
from sqlalchemy.engine import Dialect

from nastavnik.text.marks import stripped

VERSION = 1


class Clean(TypeDecorator[str]):
    """Text without signs that a database refuses (NUL, halves of a pair); ordered by code points everywhere."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(Text(collation=collation))

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        return _storable  # asked of every value: without the calls of `process_bind_param` around it


def _storable(value: str | None) -> str | None:
    """A text without signs that a database refuses."""
    return value and stripped(value)


class UtcMoment(TypeDecorator[dt.datetime]):
    """A moment, UTC: aware outside, naive in the table."""

    impl = DateTime
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[dt.datetime | None], Any]:
        written = self.impl_instance.bind_processor(dialect)

        @lru_cache(16)  # a harvest writes its own moment into every row
        def bound(value: dt.datetime | None) -> Any:
            naive = value and value.astimezone(dt.UTC).replace(tzinfo=None)
            return written(naive) if written else naive

        return bound

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        return value if value is None else value.replace(tzinfo=dt.UTC)


JSON = Text().with_variant(Text(collation="C"), "postgresql")
"""JSON as a text: in it every sign that a database refuses is written as an escape."""

metadata = MetaData()

about = Table(
    "about",
    metadata,
    Column("name", Clean, primary_key=True),
    Column("value", Clean, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("source", Clean, primary_key=True),
    Column("school", Clean, unique=True),
    Column("passport", Clean),
    Column("outcome", Clean, nullable=False),
    Column("last_try", UtcMoment, nullable=False),
    Column("last_success", UtcMoment),
    Column("reason", Clean, nullable=False),
    Column("note", Clean, nullable=False),
    Column("etag", Clean),
    Column("last_modified", Clean),
    Column("bytes", BigInteger, nullable=False),
)

items = Table(
    "items",
    metadata,
    Column("key", Clean, primary_key=True),
    Column("source", Clean, nullable=False, index=True),
    Column("school", Clean, nullable=False),
    Column("kind", Clean, nullable=False),
    Column("id", Clean, nullable=False),
    Column("url", Clean, nullable=False),
    Column("checksum", Clean, nullable=False),
    Column("modified", Date),
    Column("first_seen", UtcMoment, nullable=False),
    Column("changed", UtcMoment, nullable=False),
    Column("data", JSON, nullable=False),
    Index("items_by_kind", "kind", "key"),
    Index("items_by_id", "id"),
)

history = Table(
    "history",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("key", Clean, nullable=False, index=True),
    Column("state", Clean, nullable=False),
    Column("at", UtcMoment, nullable=False, index=True),
)

rejections = Table(
    "rejections",
    metadata,
    Column("source", Clean, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("file", Clean, nullable=False),
    Column("field", Clean, nullable=False),
    Column("reason", Clean, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("source", Clean, primary_key=True),
    Column("school", Clean, nullable=False, index=True),
    Column("url", Clean, nullable=False),
    Column("place", Clean, nullable=False),
    Column("nearness", Integer, nullable=False),
    Column("since", UtcMoment, nullable=False),
)
"""The school each source says it gives, also one that was refused; see `claims.Claim`."""

copies = Table(
    "copies",
    metadata,
    Column("source", Clean, primary_key=True),
    Column("school", Clean, primary_key=True),
)
"""Schools whose records a source sent although they are not its own."""

judged = Table(
    "judged",
    metadata,
    Column("practice", Clean, primary_key=True),
    Column("date", Date, primary_key=True),
    Column("confirmed", Date, primary_key=True),
    Column("digest", Clean, nullable=False),
    Column("marks", JSON, nullable=False),
)
"""The text each decision is about, in digests; `confirmed` is the first day of all where nobody did."""

pending = Table(
    "pending",
    metadata,
    Column("source", Clean, primary_key=True),
)
