"""Whether a section gets a search: if its school wants one, and this machine has a Pagefind.

`extra: {search: false}` in mkdocs.yml turns it off. The Pagefind is the binary that comes with `pagefind[bin]`, or one
of the same version on the path.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import yaml

from nastavnik import messages
from nastavnik.errors import SearchFailed
from nastavnik.processes import children

CONFIG = "mkdocs.yml"
KNOWN = "1.5."
"""The versions whose files `repack` understands."""
LONGEST = 600  # seconds for one shard


class _Loader(yaml.SafeLoader):
    """Reads a configuration of MkDocs for its plain values; tags of Python become nothing."""


_Loader.add_multi_constructor("", lambda *_: None)


def wanted(root: Path) -> bool:
    """Whether the configuration of a project leaves the search on; what is wrong with it is MkDocs' to say."""
    try:
        config = yaml.load((root / CONFIG).read_text(encoding="utf-8"), _Loader)
    except (OSError, ValueError, yaml.YAMLError):
        return True
    extra = config.get("extra") if isinstance(config, dict) else None
    return not (isinstance(extra, dict) and extra.get("search") is False)


@dataclass(frozen=True, slots=True)
class Pagefind:
    """A Pagefind that answered when asked for its version."""

    binary: str
    version: str

    def run(self, pages: Path, output: Path) -> None:
        """Index the HTML files of a folder. Raises `SearchFailed`."""
        command = [self.binary, "--site", str(pages), "--output-path", str(output), "--silent"]
        try:
            status = children.run(command, LONGEST)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SearchFailed(messages.search_failed(messages.PAGEFIND_DID_NOT_RUN)) from error
        if status:
            raise SearchFailed(messages.search_failed(messages.pagefind_stopped(status)))


@cache
def find() -> Pagefind | None:
    """None if there is no Pagefind here or it is of a version we do not know."""
    for binary in filter(None, (_packaged(), shutil.which("pagefind"))):
        if (version := _version(binary)).startswith(KNOWN):
            return Pagefind(binary, version)
    return None


def of(root: Path) -> Pagefind | None:
    """What indexes the pages of the project in `root`; None if it wants no search or there is no Pagefind here."""
    return find() if wanted(root) else None


def _packaged() -> str | None:
    try:
        return str(import_module("pagefind_bin").get_executable())
    except (ImportError, FileNotFoundError):
        return None


def _version(binary: str) -> str:
    try:
        asked = [binary, "--version"]
        answer = subprocess.run(asked, capture_output=True, timeout=30, check=False, **children.NO_WINDOW).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    version = re.search(rb"\d+\.\d+\.\d+", answer)
    return version[0].decode() if version else ""
