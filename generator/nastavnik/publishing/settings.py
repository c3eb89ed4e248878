"""A target and its password → what rclone is told, by environment variables only: nothing on disk, nothing in argv."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from nastavnik.publishing.targets import Target

REMOTE = "target"
SECRET, KEY = "NASTAVNIK_PUBLISH_PASSWORD", "NASTAVNIK_PUBLISH_KEY"
"""Variables a password and the text of an SSH key are taken from; with `_NAME` behind for one target of several."""
SERVICE = ".nastavnik-publish"
PATIENCE = {"CONTIMEOUT": "15s", "TIMEOUT": "60s", "LOW_LEVEL_RETRIES": "3", "RETRIES": "1"}


def variable(name: str, target: Target) -> str:
    """The value of a secret variable for a target: its own one, else the one for all; empty if neither is set."""
    own = f"{name}_{target.name.upper().replace('-', '_')}"
    return os.environ.get(own) or os.environ.get(name, "")


def environment(target: Target, obscured: str, clear: str, known_hosts: Path) -> dict[str, str]:
    """Variables for rclone, ours removed. `obscured` is the password in rclone's spelling, `clear` as it is."""
    usual = {name: value for name, value in os.environ.items() if not name.startswith(("RCLONE_", SECRET, KEY))}
    options = dict(_options(target, obscured, clear, known_hosts))
    own = {f"RCLONE_CONFIG_{REMOTE.upper()}_{name.upper()}": value for name, value in options.items() if value}
    return usual | own | {f"RCLONE_{name}": value for name, value in PATIENCE.items()} | {"RCLONE_CONFIG": os.devnull}


def _options(target: Target, obscured: str, clear: str, known_hosts: Path) -> Iterator[tuple[str, str]]:
    network = {"host": target.host or "", "port": str(target.port or ""), "user": target.user or ""}
    tables: Mapping[str, dict[str, str]] = {
        "folder": {"type": "local"},
        "ftp": {"type": "ftp", **network, "pass": obscured},
        "ftps": {
            "type": "ftp",
            **network,
            "pass": obscured,
            "tls" if target.port == 990 else "explicit_tls": "true",
            "disable_tls13": "true",  # servers that close it early lose the end of a file
        },
        "sftp": {
            "type": "sftp",
            **network,
            "key_file_pass" if target.key_file else "pass": obscured,
            "key_file": os.path.expanduser(target.key_file or ""),  # noqa: PTH111 - "" stays ""
            "key_pem": "" if target.key_file else variable(KEY, target).strip().replace("\n", "\\n"),
            "known_hosts_file": str(known_hosts),
            "shell_type": "none",  # what is not a file is not ours to run there
            "copy_is_hardlink": "true",
        },
        "webdav": {"type": "webdav", "url": str(target.url or ""), "user": target.user or "", "pass": obscured},
        "s3": {
            "type": "s3",
            "provider": "Other",
            "endpoint": str(target.endpoint or ""),
            "region": target.region or "",
            "access_key_id": target.user or "",
            "secret_access_key": clear,
            "no_check_bucket": "true",
        },
    }
    yield from tables[target.type].items()


def live(target: Target) -> str:
    """Where the site lies, as rclone names it."""
    path = target.path or ""
    if target.type == "s3":
        path = f"{target.bucket}/{path.strip('/')}".rstrip("/")
    return f"{REMOTE}:{path.rstrip('/') or path}"


def service(target: Target) -> str:
    """Where the list of files, the former release and the next one lie: beside the site if it was told, else in it."""
    if target.service_path:
        return f"{REMOTE}:{target.service_path.rstrip('/')}"
    folder = live(target)
    return f"{folder}{SERVICE}" if folder.endswith((":", "/")) else f"{folder}/{SERVICE}"
