"""A section under another version of the program, or at another host: what the host reads and installs, renewed.

Content and settings are left alone. A file that somebody has changed since the program wrote it is left as well, and
told: the last line of what we write says which bytes it had.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from nastavnik import messages
from nastavnik.building.journal import present_bytes
from nastavnik.engines import settings
from nastavnik.errors import EditRefused, EngineFailed
from nastavnik.installation import NAME, own_wheel, shipped
from nastavnik.office.hosting import HOSTS, HostingPlace, host_files
from nastavnik.office.undo import write

PROGRAM = "program"
"""Where the program itself lies at a school: CI installs what somebody ran here, whoever owns its name elsewhere."""
PINNED = ("requirements.txt", "requirements.lock")
"""What CI installs: the program by its hash, its libraries by theirs."""
PLACES = "publish.yml"
"""Where a school says what place of its own the site goes to."""
PASSPORT = "content/school.yml"
MOST_OF_DIGEST = 16
UNMARKED = frozenset(
    {
        "02a0fb769d8a7655",
        "0f416562d5eabde4",
        "30688f0e18563b2e",
        "3fc229b2a538d668",
        "4e22434cbc9a1c5f",
        "629c858d8259c922",
        "7f5b769295568df1",
        "8a07d21c86280f4f",
        "9b019d9f138ed258",
        "a06ce6644c5291f0",
        "d0d3ea81af02fba8",
        "e1e1f9958693579a",
        "e49e2b79e070989b",
    }
)
"""Digests of files that versions wrote before they marked them."""
_ENTRY = re.compile(r"\n(?=\w)")
_MARK = re.compile(rb"\n# [^\n]*\b([0-9a-f]{16})\n\Z")

Wheel = tuple[str, bytes]
"""A wheel by its name and its bytes."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did to the files of a section, by their paths: wrote, took away, left with somebody's edits."""

    version: str
    written: tuple[str, ...]
    gone: tuple[str, ...]
    edited: tuple[str, ...]


def for_host(host: HostingPlace, wheel: Wheel, lists: Sequence[str]) -> dict[str, bytes]:
    """What lies at the school for its host, by paths: the host's own files, the program, what pins it.

    `lists` are those of tested versions that are installed there: what `lists_for` says.
    """
    name, program = wheel
    pinned = f"{messages.START_REQUIREMENTS}\n./{PROGRAM}/{name} --hash=sha256:{sha256(program).hexdigest()}\n"
    return {
        "requirements.txt": pinned.encode(),
        "requirements.lock": _libraries(lists),
        f"{PROGRAM}/{name}": program,
        **{path: _marked(text) for path, text in host_files(host).items()},
    }


def upgrade(root: Path, name: str | None, *, force: bool = False) -> Upgrade:
    """Bring a section to this version, at the host of that name in `HOSTS`.

    None stands for where it lives already, any other name for no host. `force` writes over what somebody has changed.
    Raises `EditRefused` where no section is.
    """
    root = root.resolve()
    if not (root / PASSPORT).is_file():
        raise EditRefused(messages.UPGRADE_NO_SECTION)
    wheel = own_wheel()
    hosts = hosts_of(root) if name is None else [HOSTS[name]] if name in HOSTS else []
    wanted = {path: data for host in hosts for path, data in for_host(host, wheel, lists_for(host, root)).items()}
    stale = {path for path in _ours(root) if path not in wanted}
    changes: dict[str, bytes | None] = {**wanted, **dict.fromkeys(stale)}
    changes = {path: data for path, data in changes.items() if present_bytes(root / path) != data}
    edited = [] if force else [path for path in changes if _is_edited(root / path)]
    changes = {path: data for path, data in changes.items() if path not in edited}
    write(root, "upgrade", {root / path: data for path, data in changes.items()})
    return Upgrade(
        wheel[0].split("-")[1],
        tuple(path for path, data in changes.items() if data is not None),
        tuple(path for path, data in changes.items() if data is None),
        tuple(edited),
    )


def hosts_of(root: Path) -> list[HostingPlace]:
    """The hosts whose files lie in a section: the first versions of `start` wrote those of two."""
    return [host for host in HOSTS.values() if (root / next(iter(host.files))).is_file()]


def lists_for(host: HostingPlace, root: Path | None = None) -> tuple[str, ...]:
    """The lists of libraries that a section needs at a host; without `root` a new one.

    With MkDocs where `mkdocs.yml` asks for what only MkDocs does, with rclone where the host shows no site by itself.
    """
    needs_rclone = not host.pages or (root is not None and (root / PLACES).is_file())
    needs_mkdocs = root is not None and _needs_mkdocs(root)
    return (*(("mkdocs",) if needs_mkdocs else ()), *(("publish",) if needs_rclone else ())) or ("section",)


def _package(entry: str) -> str:
    """The package that an entry of a list pins."""
    return entry.partition("==")[0]


def _needs_mkdocs(root: Path) -> bool:
    try:
        return bool(settings.read(root).left_out)
    except EngineFailed:
        return False  # a check says why


def _libraries(lists: Sequence[str]) -> bytes:
    """Several lists of tested versions as one: they agree on every version."""
    texts = [shipped(f"requirements/{name}.lock").read_text("utf-8") for name in lists]
    entries = {entry.partition(" \\")[0]: entry.rstrip("\n") for text in texts for entry in _ENTRY.split(text)}
    return "\n".join([*(entries[name] for name in sorted(entries, key=_package)), ""]).encode()


def _ours(root: Path) -> Iterable[str]:
    """Files in a section that some version of the program puts there for a host."""
    is_pinned = (root / PINNED[0]).is_file() and f"./{PROGRAM}/" in (root / PINNED[0]).read_text("utf-8")
    paths = [*(PINNED if is_pinned else ()), *(path for host in HOSTS.values() for path in host.files)]
    wheels = [f"{PROGRAM}/{path.name}" for path in (root / PROGRAM).glob(f"{NAME}-*.whl")]
    return [path for path in (*dict.fromkeys(paths), *wheels) if (root / path).is_file()]


def _marked(text: str) -> bytes:
    return f"{text}\n# {messages.mark_of_file(_digest(text.encode()))}\n".encode()


def _is_edited(path: Path) -> bool:
    """Whether a file of a host says something else than the program once wrote there."""
    if not path.is_file() or path.name in PINNED or path.suffix == ".whl":
        return False
    data = path.read_bytes().replace(b"\r\n", b"\n")
    mark = _MARK.search(data)
    return _digest(data[: mark.start()]) != mark[1].decode() if mark else _digest(data) not in UNMARKED


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:MOST_OF_DIGEST]
