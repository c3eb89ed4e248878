"""An archive of records → a folder on disk, with nothing outside of it and nothing larger than a school can be."""

import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from nastavnik import messages
from nastavnik.errors import ContentUnreadable

MOST_FILES = 20_000  # and folders
LARGEST = 200_000_000  # bytes of all files, unpacked
_STEP = 1_000_000
_UTF_8_NAME = 0x800  # flag of a zip entry whose name is UTF-8
DEEPEST = 50  # folders inside one another; `mkdir` and who takes the folder away again go down them one by one
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RecursionError,  # `tarfile` calls itself for each header that only names the next one
)
"""What the libraries raise of an archive that is none, is cut, or is made to break them."""


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The files of a .zip or .tar archive in a folder that goes away afterwards. Raises `ContentUnreadable`."""
    with TemporaryDirectory(prefix="nastavnik-") as name:
        folder = Path(name)
        try:
            if zipfile.is_zipfile(path):
                _unzip(path, folder)
            elif tarfile.is_tarfile(path):
                _untar(path, folder)
            else:
                raise ContentUnreadable(messages.not_an_archive(path.name))
        except _BROKEN as error:
            raise ContentUnreadable(messages.broken_archive(path.name)) from error
        yield folder


def _unzip(path: Path, folder: Path) -> None:
    room = _Room()
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            room.enter()
            if entry.is_dir():
                continue
            if entry.flag_bits & 1:
                raise ContentUnreadable(messages.ARCHIVE_WITH_PASSWORD)
            if stat.S_ISLNK(entry.external_attr >> 16):
                raise ContentUnreadable(messages.link_in_archive(entry.filename))
            target = _target(folder, _zip_name(entry))
            with archive.open(entry) as packed:
                room.copy(packed, target)


def _untar(path: Path, folder: Path) -> None:
    room = _Room()
    with tarfile.open(path) as archive:
        for entry in archive:
            room.enter()
            if entry.isdir():
                continue
            if not entry.isreg():
                raise ContentUnreadable(messages.link_in_archive(entry.name))
            packed = archive.extractfile(entry)
            assert packed is not None
            room.copy(packed, _target(folder, entry.name))


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """Windows writes names in the code page of DOS and does not say so."""
    if entry.flag_bits & _UTF_8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("cp866")
    except UnicodeError:
        return entry.filename


def _target(folder: Path, name: str) -> Path:
    """Where a file of the archive goes; a name that leads out of the folder is refused."""
    inside = PurePosixPath(name.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in name or "\0" in name or not inside.parts:
        raise ContentUnreadable(messages.archive_leads_out(name))
    if len(inside.parts) > DEEPEST:
        raise ContentUnreadable(messages.archive_too_deep(DEEPEST))
    return folder.joinpath(*inside.parts)


class _Room:
    """How much may still be unpacked; bytes are counted as they come, not as the archive declares them."""

    def __init__(self) -> None:
        self.entries, self.bytes = MOST_FILES, LARGEST

    def enter(self) -> None:
        """Count one more file or folder."""
        self.entries -= 1
        if self.entries < 0:
            raise ContentUnreadable(messages.archive_too_large(MOST_FILES, LARGEST))

    def copy(self, packed: IO[bytes], target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            while piece := packed.read(_STEP):
                self.bytes -= len(piece)
                if self.bytes < 0:
                    raise ContentUnreadable(messages.archive_too_large(MOST_FILES, LARGEST))
                out.write(piece)
