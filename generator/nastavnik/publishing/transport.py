"""rclone as a subprocess that answers on this computer: every protocol is its, none is ours.

It is started once a publication with a password of its own, and ends when we do, however we end.
"""

import base64
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

from nastavnik import messages
from nastavnik.errors import PublishFailed, RcloneMissing
from nastavnik.processes.children import NO_WINDOW, watched

OLDEST = (1, 63)
"""The first that sends a file under another name and renames it when it is whole."""
_VERSION = re.compile(r"rclone v(\d+)\.(\d+)")
_READY = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_MISSING = re.compile(r"not found|no such|does not exist|doesn't exist", re.IGNORECASE)
PAUSES = (0.01, 0.02, 0.04, 0.08)
"""Seconds between questions how far a job is; the last one again and again."""
OnBytes = Callable[[int, int], None]


def rclone() -> str:
    """The program: on PATH or beside this Python. Raises `RcloneMissing`."""
    beside = [str(Path(sys.executable).parent), sysconfig.get_path("scripts")]
    for place in (os.environ.get("PATH", ""), *beside):
        program = shutil.which("rclone", path=place)
        if program and _is_new(program):
            return program
    raise RcloneMissing


def _is_new(program: str) -> bool:
    try:
        answer = _answer([program, "version"])
    except (OSError, subprocess.SubprocessError):
        return False
    version = _VERSION.match(answer)
    return version is not None and (int(version[1]), int(version[2])) >= OLDEST


def obscured(program: str, password: str) -> str:
    """A password as rclone takes it from its settings; it goes there through a pipe."""
    if not password:
        return ""
    return _answer([program, "obscure", "-"], password).strip()


def _answer(command: Sequence[str], text: str = "") -> str:
    """What a program prints, `text` being its input."""
    asked = subprocess.run(command, input=text, capture_output=True, text=True, timeout=30, **NO_WINDOW)
    return str(asked.stdout)


class Transport:
    """A running rclone. Whatever a host refuses raises `PublishFailed` with its Russian sentence."""

    def __init__(self, port: int, password: str, work: Path, log: list[str]) -> None:
        self._port, self._work, self.log = port, work, log
        self._key = base64.b64encode(f"nastavnik:{password}".encode()).decode()

    def ask(self, command: str, **parameters: Any) -> dict[str, Any]:
        """What a command of its remote control answers. Raises `PublishFailed`."""
        status, answer = self._post(command, parameters)
        if status == 200:
            return answer
        raise self._refused(str(answer.get("error", "")), is_missing=status == 404)

    def run(self, command: str, tell: OnBytes | None = None, **parameters: Any) -> None:
        """A command that takes its time; `tell` is called with the bytes sent and all of them."""
        self.log.clear()  # what came to nothing before is no reason now
        group = self.ask(command, _async=True, **parameters)
        pauses = iter(PAUSES)
        while True:
            job = self.ask("job/status", jobid=group["jobid"])
            if tell:
                stats = self.ask("core/stats", group=f"job/{group['jobid']}")
                tell(int(stats["bytes"]), int(stats["totalBytes"]))
            if job["finished"]:
                break
            Event().wait(next(pauses, PAUSES[-1]))
        if not job["success"]:
            raise self._refused(str(job["error"]))

    @contextmanager
    def names(self, paths: Sequence[str] | None) -> Iterator[dict[str, Any]]:
        """A filter of exactly these files, as a parameter of a command; none of all files without `paths`."""
        if paths is None:
            yield {}
            return
        file = self._work / "names"
        file.write_text(
            "".join(f"{path}\n" for path in paths), encoding="utf-8", errors="surrogateescape", newline="\n"
        )
        yield {"_filter": {"FilesFromRaw": [str(file)]}}

    def _post(self, command: str, parameters: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        connection = HTTPConnection("127.0.0.1", self._port)
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {self._key}"}
        try:
            connection.request("POST", f"/{command}", json.dumps(parameters), headers)
            response = connection.getresponse()
            answer: dict[str, Any] = json.loads(response.read())
        except (OSError, HTTPException, ValueError) as error:
            raise PublishFailed(messages.RCLONE_GONE) from error
        finally:
            connection.close()
        return response.status, answer

    def _refused(self, error: str, *, is_missing: bool = False) -> PublishFailed:
        sentence = messages.host_refused([error, *self.log])
        self.log.append(error)
        return PublishFailed(sentence, is_missing=is_missing or bool(_MISSING.search(error)))


@contextmanager
def running(program: str, variables: Mapping[str, str]) -> Iterator[Transport]:
    """Start rclone with these variables; it is gone afterwards. Raises `PublishFailed` if it does not start."""
    password, log = secrets.token_urlsafe(24), list[str]()
    own = {"RCLONE_RC_USER": "nastavnik", "RCLONE_RC_PASS": password, "RCLONE_RC_ADDR": "127.0.0.1:0"}
    command = watched([program, "rcd", "--use-json-log"])
    with (
        TemporaryDirectory() as work,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**variables, **own},
            start_new_session=os.name != "nt",  # Ctrl-C is ours to answer
            **NO_WINDOW,
        ) as process,
    ):
        try:
            port = next((int(ready[1]) for line in process.stderr or () if (ready := _READY.search(line))), 0)
            if not port:
                raise PublishFailed(messages.RCLONE_GONE)
            Thread(target=_listen, args=(process.stderr, log), daemon=True).start()
            yield Transport(port, password, Path(work), log)
        finally:
            if process.stdin:
                process.stdin.close()  # whoever watches it ends it
            process.wait()


def _listen(lines: Iterator[str], log: list[str]) -> None:
    """Errors it writes beside its answers: they name the reason where an answer only counts."""
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if entry.get("level") in ("error", "critical"):
            log.append(str(entry.get("msg", "")))
            del log[:-50]
