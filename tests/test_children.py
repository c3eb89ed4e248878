"""No process outlives whoever started it, and none of them keeps a lock."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nastavnik.building.lock import exclusive
from nastavnik.errors import SiteBusy
from nastavnik.processes import children

PATIENCE = 60.0  # seconds, never waited for unless something is wrong
ANSWER = """import socket, sys
line = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
line.sendall(b"here")
line.recv(1)
"""
"""A program that says that it runs, and then runs until it is ended."""
WORKERS = """import sys, pathlib
from nastavnik.processes import parallel
from nastavnik.building.lock import exclusive

def work(port):
    sys.argv[1:] = [str(port)]
    exec(ANSWER)

ANSWER = pathlib.Path(sys.argv[1]).read_text()
if __name__ == "__main__":
    port, start, folder = int(sys.argv[2]), sys.argv[3], sys.argv[4]
    import multiprocessing
    multiprocessing.get_all_start_methods = lambda: [start]
    with exclusive(pathlib.Path(folder)), parallel.pool(2) as workers:
        list(workers.map(work, [port, port]))
"""
PROGRAM = """import sys
from nastavnik.processes import children
children.run([sys.executable, sys.argv[1], sys.argv[2]], 600)
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not a signal of Windows")


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    (tmp_path / "answer.py").write_text(ANSWER, encoding="utf-8")
    return tmp_path / "answer.py"


@contextmanager
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        yield server


def is_gone(line: socket.socket) -> bool:
    """Waits until the process at the other end is no more."""
    line.settimeout(PATIENCE)
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True


def called(server: socket.socket) -> socket.socket:
    line, _ = server.accept()
    assert line.recv(4) == b"here"
    return line


@pytest.mark.parametrize("start", ["fork", "spawn"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_their_parent_and_hold_no_lock(
    start: str, number: int, answer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, folder = tmp_path / "workers.py", tmp_path / "state"
    script.write_text(WORKERS, encoding="utf-8")
    with listening() as server:
        port = str(server.getsockname()[1])
        parent = subprocess.Popen([sys.executable, script, answer, port, start, folder])
        lines = [called(server), called(server)]
        monkeypatch.setattr("nastavnik.building.lock.TRIES", 1)
        with pytest.raises(SiteBusy), exclusive(folder):
            pass

        os.kill(parent.pid, number)
        parent.wait(PATIENCE)

        with exclusive(folder):  # at once: those who work on for a moment do not have it
            pass
        assert all(map(is_gone, lines))


def test_program_ends_with_who_started_it(answer: Path) -> None:
    with listening() as server:
        port = str(server.getsockname()[1])
        parent = subprocess.Popen([sys.executable, "-c", PROGRAM, answer, port])
        line = called(server)

        parent.kill()
        parent.wait(PATIENCE)

        assert is_gone(line)


def test_program_that_takes_too_long_is_ended(answer: Path) -> None:
    with listening() as server:
        port = str(server.getsockname()[1])
        with pytest.raises(subprocess.TimeoutExpired):
            children.run([sys.executable, str(answer), port], 0)

        server.settimeout(5)
        with pytest.raises(TimeoutError), called(server) as line:
            assert is_gone(line)
            raise TimeoutError


@pytest.mark.parametrize("status", [0, 3])
def test_status_of_a_program_is_told(status: int) -> None:
    assert children.run([sys.executable, "-c", f"raise SystemExit({status})"], PATIENCE) == status


def test_program_that_is_not_there_has_no_good_status(tmp_path: Path) -> None:
    assert children.run([str(tmp_path / "нет")], PATIENCE) != 0


def test_lock_is_held_once_even_by_one_process(tmp_path: Path) -> None:
    with exclusive(tmp_path):
        with pytest.raises(SiteBusy), exclusive(tmp_path / "."):
            pass
        with pytest.raises(SiteBusy), exclusive(tmp_path):
            pass
    with exclusive(tmp_path):
        pass
