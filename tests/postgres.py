"""A private PostgreSQL for the tests: made in a temporary folder, heard on loopback only, stopped at the end."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

SERVER = "postgres"  # the account the server runs as where the tests are root, which it refuses to be


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; Debian keeps them off the path. None where nobody may run the server."""
    if sys.platform == "win32" or (os.geteuid() == 0 and not has_account(SERVER)):
        return None
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).resolve().parent if found else debian[-1].parent if debian else None


def has_account(name: str) -> bool:
    import pwd  # not on Windows

    return name in {account.pw_name for account in pwd.getpwall()}


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """`postgresql://…@127.0.0.1:port/` of a fresh cluster."""
    with running_cluster() as address:
        yield address


@contextmanager
def running_cluster() -> Iterator[str]:
    """The same for who is no test."""
    bin = programs()
    if bin is None:
        assert not os.environ.get("CI"), "CI installs postgresql"
        pytest.skip("no PostgreSQL here")
    folder = Path(tempfile.mkdtemp(prefix="nastavnik-postgres-"))
    as_server: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, SERVER)
        as_server = ["runuser", "-u", SERVER, "--"]
    port = free_port()
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=20"
    control = [*as_server, str(bin / "pg_ctl"), "-D", str(folder / "data")]

    def run(*command: str) -> None:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"

    make = ["--auth=trust", "--username=bank", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    try:
        run(*as_server, str(bin / "initdb"), "-D", str(folder / "data"), *make)
        subprocess.run(  # without pipes: the server would keep them open
            [*control, "-w", "-o", settings, "-l", str(folder / "log"), "start"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        yield f"postgresql://bank@127.0.0.1:{port}/"
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            run(*control, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


DATABASES = count(1)
EVERY_STORE = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql")),
]
"""The same test on both databases; all of PostgreSQL's on one worker, so that one cluster serves them."""


def new_database(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """The address of an empty database."""
    if kind == "sqlite":
        return f"sqlite:///{folder}/банк.db"
    import psycopg

    home = request.getfixturevalue("cluster")
    name = f"bank{next(DATABASES)}"
    with psycopg.connect(f"{home}postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{home}{name}"


@pytest.fixture(params=EVERY_STORE)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, once of SQLite and once of PostgreSQL."""
    return new_database(request.param, tmp_path, request)
