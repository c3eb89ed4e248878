"""A finished build takes the place of the old site, file by file, and is finished by whoever comes next if cut off.

A staging folder whose manifest can be read is complete: its files are on the disk, the manifest came last. Replaying
it is idempotent. Without a manifest, or with one that makes no sense, a staging folder is a build that was given up.
"""

import errno
import json
import os
import re
import shutil
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from nastavnik import messages
from nastavnik.building.durable import flush, flush_names
from nastavnik.building.site_mark import files_below
from nastavnik.errors import SiteNotReplaceable, SwitchUnfinished
from nastavnik.processes.parallel import INTERRUPTIONS

FILES, MANIFEST, OURS = "files", "manifest.json", ".nastavnik"
"""In a staging folder: what goes to the site, what else is to be done there, the sign that the folder is ours."""
WITHIN = ".nastavnik.staging"
"""The staging folder in a site that is a disk of its own, which no file can be moved to from outside."""
_PROBE = ".nastavnik.probe"
_FORMER = re.compile(r"files|engine|catalogue|cards|rows|pagefind|manifest\.json(\.part)?|\w\w\.(pages|raw)")
"""What lies in a staging folder of earlier versions, which had no such sign."""


def begin(folder: Path) -> None:
    """Make an empty staging folder. Raises `SiteNotReplaceable` if something of somebody else lies there."""
    forget(folder)
    (folder / FILES).mkdir(parents=True)
    (folder / OURS).touch()


def forget(folder: Path) -> None:
    """Delete a staging folder. Raises `SiteNotReplaceable` if it is not one of ours."""
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise SiteNotReplaceable(messages.file_in_the_way(str(folder)))
    if not _is_ours(folder):
        raise SiteNotReplaceable(messages.staging_not_ours(str(folder)))
    (folder / MANIFEST).unlink(missing_ok=True)  # first of all: half a staging folder is to be replayed by nobody
    shutil.rmtree(folder)


def _is_ours(folder: Path) -> bool:
    lying = [path.name for path in folder.iterdir()]
    return OURS in lying or all(map(_FORMER.fullmatch, lying))


def settle(site: Path, folders: Iterable[Path]) -> bool:
    """Finish a switch that was cut off, before anything else is done or said; whether there was one.

    `folders`: where staging folders of the site may lie. Raises `SwitchUnfinished` if it cannot be finished either.
    """
    cut_off = unfinished(site, folders)
    for folder in cut_off:
        finish(site, folder)
    forget(site / WITHIN)  # copied halfway, then cut off
    return bool(cut_off)


def unfinished(site: Path, folders: Iterable[Path]) -> list[Path]:
    """Staging folders of a switch that was cut off."""
    places = [folder for folder in (*folders, site / WITHIN) if folder.is_dir() and _is_ours(folder)]
    return [folder for folder in places if _deletions(folder) is not None]


def decide(site: Path, folder: Path, delete: list[str]) -> Path:
    """From here on the site is what lies in the staging folder; returns the folder to `finish` from.

    What raises `OSError` here, for want of room or of rights, leaves the old site as it was.
    """
    if not _can_move(site, folder):
        folder = _copied(site, folder)
    flush(folder, [f"{folder / FILES}/{path}" for path in files_below(folder / FILES)])
    manifest = folder / f"{MANIFEST}.part"
    manifest.write_text(json.dumps({"delete": delete}), encoding="utf-8")
    flush(folder, [str(manifest)])
    manifest.replace(folder / MANIFEST)
    flush_names({str(folder)})
    return folder


def finish(site: Path, folder: Path) -> None:
    """Do what the manifest of a staging folder says. Raises `SwitchUnfinished`: the next command tries again."""
    try:
        with undisturbed():
            _replay(site, folder)
    except OSError as error:
        file = str(error.filename2 or error.filename or site)
        raise SwitchUnfinished(messages.switch_unfinished(site.name, file)) from error


def _replay(site: Path, folder: Path) -> None:
    files, touched = folder / FILES, set[str]()
    if not site.exists() and files.is_dir():
        files.replace(site)  # the first build: one rename instead of thousands
    site.mkdir(parents=True, exist_ok=True)
    way = _Way(site)
    for path in sorted(files_below(files)):
        target = f"{site}/{path}"
        way.clear(path)
        os.replace(f"{files}/{path}", target)  # noqa: PTH105 - of thousands of files
        touched.add(os.path.dirname(target))  # noqa: PTH120
    for path in _deletions(folder) or ():
        if way.leads_to_file(path):
            os.unlink(f"{site}/{path}")  # noqa: PTH108
            touched.add(_remove_empty(site, (site / path).parent))
    flush_names({folder for folder in touched if os.path.isdir(folder)} | {str(site), str(site.parent)})  # noqa: PTH112
    (folder / MANIFEST).unlink(missing_ok=True)
    with suppress(OSError):
        forget(folder)


# --- the manifest


def _deletions(folder: Path) -> list[str] | None:
    """What the manifest of a staging folder deletes, by path on the site; None without a manifest that makes sense."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        delete = manifest["delete"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return delete if isinstance(delete, list) and all(map(_is_inside, delete)) else None


def _is_inside(path: object) -> bool:
    """Whether a word is the path of a file on a site as this system reads paths: no drive, no root, no way up."""
    if not isinstance(path, str) or "\0" in path or os.path.splitdrive(path)[0]:
        return False
    return not {"", ".", ".."} & set(path.replace(os.sep, "/").split("/"))


# --- the way of a file to its place


class _Way:
    """Folders of a site on the way to files; symbolic links are no folders, they may lead out."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.folders = {""}

    def clear(self, path: str) -> None:
        """Yesterday's file may stand where today's folder goes, and the other way round."""
        self._open(path.rpartition("/")[0])
        target = f"{self.site}/{path}"
        if os.path.isdir(target) and not os.path.islink(target):  # noqa: PTH112,PTH114
            shutil.rmtree(target)
            self.folders = {""}

    def leads_to_file(self, path: str) -> bool:
        """Whether a file lies there, in folders that are really the site's."""
        parents = [path[:at] for at, letter in enumerate(path) if letter == "/"]
        target = f"{self.site}/{path}"
        is_file = os.path.islink(target) or os.path.isfile(target)  # noqa: PTH113,PTH114
        return is_file and not any(os.path.islink(f"{self.site}/{parent}") for parent in parents)  # noqa: PTH114

    def _open(self, folder: str) -> None:
        if folder in self.folders:
            return
        self._open(folder.rpartition("/")[0])
        place = f"{self.site}/{folder}"
        if os.path.islink(place) or os.path.isfile(place):  # noqa: PTH113,PTH114
            os.unlink(place)  # noqa: PTH108
        with suppress(FileExistsError):
            os.mkdir(place)  # noqa: PTH102
        self.folders.add(folder)


def _remove_empty(site: Path, folder: Path) -> str:
    """Remove a folder and those above it, as long as they are empty; the first that stays."""
    while folder != site:
        try:
            folder.rmdir()
        except OSError:
            break
        folder = folder.parent
    return str(folder)


# --- a site on a disk of its own


def _can_move(site: Path, folder: Path) -> bool:
    """Whether files can be moved into the site: only trying tells, for a mount may be of the same disk.

    Raises `OSError` if nothing can be written there.
    """
    if not site.exists() and folder.parent == site.parent:
        return True  # it will be the folder itself that is moved
    site.mkdir(parents=True, exist_ok=True)
    probe = folder / "probe"
    probe.touch()
    try:
        probe.replace(site / _PROBE)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        probe.unlink()
        return False
    (site / _PROBE).unlink()
    return True


def _copied(site: Path, folder: Path) -> Path:
    """A copy of a staging folder within the site; short-lived, and with nothing but what is published next."""
    within = site / WITHIN
    begin(within)
    shutil.copytree(folder / FILES, within / FILES, dirs_exist_ok=True)
    return within


# --- interruptions


@contextmanager
def undisturbed() -> Iterator[None]:
    """Who interrupts now is too late: it takes a moment, and half a site would be worse. Signals are dropped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def too_late(_: int, __: FrameType | None) -> None:
        return

    before = {number: signal.signal(number, too_late) for number in INTERRUPTIONS}
    try:
        yield
    finally:
        for number, answer in before.items():
            signal.signal(number, answer)
