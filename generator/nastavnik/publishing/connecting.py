"""From a target of publish.yml to a `Hosting` in hand: the program, the password, the keys of the server."""

import base64
import hashlib
import platform
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from nastavnik import messages
from nastavnik.errors import HostUnknown, PublishFailed
from nastavnik.processes.children import NO_WINDOW
from nastavnik.publishing.hosting import SURE, Hosting
from nastavnik.publishing.settings import environment, live, service
from nastavnik.publishing.targets import Target
from nastavnik.publishing.transport import obscured, rclone, running

SSH_PORT = 22
FEW = {"ftp": "2", "ftps": "2"}
"""How many connections at once: cheap hostings refuse more by FTP."""


@contextmanager
def connected(target: Target, password: str) -> Iterator[Hosting]:
    """A target one can work with. Raises `RcloneMissing`, `PublishFailed` with what the host answers."""
    program = rclone()
    with TemporaryDirectory() as folder:
        keys = Path(folder) / "known_hosts"
        keys.write_text(_known_hosts(target), encoding="utf-8")
        many = FEW.get(target.type, "4")
        variables = environment(target, obscured(program, password), password, keys)
        variables |= {"RCLONE_TRANSFERS": many, "RCLONE_CHECKERS": many}
        variables |= {"RCLONE_CA_CERT": str(Path(target.certificate).expanduser())} if target.certificate else {}
        work = Path(folder) / "state"
        work.mkdir()
        try:
            with running(program, variables) as transport:
                yield Hosting(transport, live(target), service(target), work, tells_times=target.type in SURE)
        except PublishFailed as failed:
            if str(failed) != messages.HOST_KEY_UNKNOWN:
                raise
            shown = _keys_of(target)
            raise HostUnknown(messages.host_key_shown(str(failed), shown), shown) from failed


def token(root: Path) -> str:
    """Who publishes: this computer and this folder, by a digest that names neither."""
    return hashlib.blake2b(f"{platform.node()} {root}".encode(errors="surrogateescape"), digest_size=8).hexdigest()


def names_at(target: Target, password: str) -> list[str] | None:
    """What lies in the folder of the site at a target, by name; None if there is no such folder yet.

    Raises `RcloneMissing`, `HostUnknown` and `PublishFailed`.
    """
    with connected(target, password) as hosting:
        names = hosting.names()
    if names is None and target.type == "s3":  # folders of a bucket are always there
        raise PublishFailed(messages.NO_SUCH_BUCKET)
    return names


def fingerprint(key: str) -> str:
    """A key of SSH (`ssh-ed25519 AAAA…`) as hostings and `ssh` show it: `SHA256:…` (ssh-keygen(1))."""
    digest = hashlib.sha256(base64.b64decode(key.split()[1])).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def _known_hosts(target: Target) -> str:
    """Keys of servers we trust (sshd(8)): those the target names, else those ssh has met on this computer."""
    names = [f"[{target.host}]:{target.port or SSH_PORT}"]
    names += [str(target.host)] if (target.port or SSH_PORT) == SSH_PORT else []
    if target.host_key:
        return "".join(f"{name} {key}\n" for name in names for key in target.host_key)
    known = Path.home() / ".ssh" / "known_hosts"
    return known.read_text(encoding="utf-8", errors="replace") if known.is_file() else ""


def _keys_of(target: Target) -> list[str]:
    """What ssh itself says the keys of a server are, for a person to compare; empty without ssh."""
    program = shutil.which("ssh-keyscan")
    if not program or not target.host:
        return []
    command = [program, "-T", "10", "-p", str(target.port or SSH_PORT), "-t", "ed25519,ecdsa,rsa", "--", target.host]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=30, **NO_WINDOW)
    except (OSError, subprocess.SubprocessError):
        return []
    lines = [line.split(" ", 1) for line in asked.stdout.splitlines() if not line.startswith("#")]
    return [key for _, key in (line for line in lines if len(line) == 2)]
