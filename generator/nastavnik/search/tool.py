"""The Pagefind on this machine: the binary that comes with `pagefind[bin]`, or one of the same version on the path."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import SearchFailed

KNOWN = "1.5."
"""The versions whose files `repack` understands."""
LONGEST = 600  # seconds for one shard
QUIET = {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Pagefind:
    """A Pagefind that answered when asked for its version."""

    binary: str
    version: str

    def run(self, pages: Path, output: Path) -> None:
        """Index the HTML files of a folder. Raises `SearchFailed`."""
        command = [self.binary, "--site", str(pages), "--output-path", str(output), "--silent"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False, **QUIET)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SearchFailed(messages.search_failed(messages.PAGEFIND_DID_NOT_RUN)) from error
        if done.returncode:
            raise SearchFailed(messages.search_failed(messages.pagefind_stopped(done.returncode)))


@cache
def find() -> Pagefind | None:
    """None if there is no Pagefind here or it is of a version we do not know."""
    for binary in filter(None, (_packaged(), shutil.which("pagefind"))):
        version = _version(binary)
        if version.startswith(KNOWN):
            return Pagefind(binary, version)
    return None


def _packaged() -> str | None:
    try:
        return str(import_module("pagefind_bin").get_executable())
    except (ImportError, FileNotFoundError):
        return None


def _version(binary: str) -> str:
    try:
        said = subprocess.run([binary, "--version"], capture_output=True, timeout=30, check=False, **QUIET).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(rb"\d+\.\d+\.\d+", said)
    return found[0].decode() if found else ""
