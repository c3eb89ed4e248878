"""Opening a database: what SQLite and PostgreSQL need to be told, and their faults as sentences."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from nastavnik import messages
from nastavnik.bank.store.claims import Nearness
from nastavnik.bank.store.sql_tables import VERSION, about, claims, metadata, sources
from nastavnik.errors import StoreFailed

DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
PATIENCE = 60  # seconds a second writer waits for the first


def open_engine(address: str) -> Engine:
    """The database at `sqlite:///path` or `postgresql://user@host/name`, with its tables. Raises `StoreFailed`."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreFailed(messages.STORE_ADDRESS) from error
    name = url.get_backend_name()
    if name not in DRIVERS or (name == "sqlite" and not url.database):
        raise StoreFailed(messages.STORE_ADDRESS)
    url = url.set(drivername=DRIVERS[name])
    if name == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    options = {"timeout": PATIENCE} if name == "sqlite" else {}
    engine = create_engine(url, connect_args=options)
    if name == "sqlite":
        _teach_sqlite(engine)
    try:
        with faults(engine), writing(engine) as connection:
            metadata.create_all(connection)
            _check_version(connection)
            _claim(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def faults(engine: Engine) -> Iterator[None]:
    """Whatever the database refuses becomes a sentence; a password in its address is never told."""
    try:
        yield
    except (SQLAlchemyError, NoSuchModuleError) as error:
        complaint = str(getattr(error, "orig", None) or error)
        url = engine.url.render_as_string(hide_password=True)
        raise StoreFailed(messages.store_failed(url, complaint)) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is alone: other writers wait before it reads what it is going to change."""
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7265)")
        yield connection


def settle(engine: Engine) -> None:
    """Let go of what was deleted: SQLite's journal is emptied into the file, where deleted bytes are zeros."""
    if engine.dialect.name == "sqlite":
        with faults(engine), engine.connect().execution_options(begin="") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _teach_sqlite(engine: Engine) -> None:
    """Journal beside the file, zeros over what is deleted, transactions that begin where we say."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        statement = connection.get_execution_options().get("begin", "BEGIN")
        if statement:
            connection.exec_driver_sql(statement)


def _claim(connection: Connection) -> None:
    """What older programs gave to sources is theirs since then: they did not write down who claims what."""
    held = select(sources.c.source, sources.c.school, sources.c.passport, sources.c.last_success).where(
        sources.c.school.is_not(None), sources.c.source.not_in(select(claims.c.source))
    )
    rows = [
        {
            "source": row.source,
            "school": row.school,
            "url": json.loads(row.passport)["url"],
            "place": "",
            "nearness": Nearness.NONE,
            "since": row.last_success,
        }
        for row in connection.execute(held)
    ]
    if rows:
        connection.execute(insert(claims), rows)


def _check_version(connection: Connection) -> None:
    version = connection.scalar(select(about.c.value).where(about.c.name == "version"))
    if version is None:
        connection.execute(insert(about).values(name="version", value=str(VERSION)))
    elif version != str(VERSION):
        raise StoreFailed(messages.store_of_another_version(version, VERSION))
