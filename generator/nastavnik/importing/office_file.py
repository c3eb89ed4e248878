"""A file on disk → its bytes and the names inside, after every check a foreign file needs; nothing is unpacked here."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import ImportFailed

LARGEST_FILE = 50_000_000  # bytes; a roadmap with scans of stamps is 10 MB
LARGEST_XML = 40_000_000  # bytes unpacked; the text of a 500 page document is 6 MB
LARGEST_UNPACKED = 500_000_000
SUSPICIOUS, MOST_TIMES = 100_000_000, 50
"""Bytes unpacked, above which no document is so many times smaller when packed: pictures hardly shrink."""
MOST_ENTRIES = 5_000
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError)
"""What unpacking stumbles over in a spoilt office file, whichever library reads it."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURE = re.compile(r"(?:^|/)(?:media|Pictures)/[^/]+$")
WITHIN_OLE = (  # a stream inside an old file of Office → what the file is
    ("EncryptedPackage", messages.OFFICE_PASSWORD),
    ("WordDocument", messages.OLD_WORD),
    ("Workbook", messages.OLD_EXCEL),
    ("Book", messages.OLD_EXCEL),
    ("PowerPoint Document", messages.SLIDES),
)
FIRST_BYTES = (  # how a file begins → what it is
    (b"%PDF", messages.PDF),
    (b"{\\rtf", messages.RTF),
    (b"\xff\xd8\xff", messages.PICTURE_FILE),
    (b"\x89PNG", messages.PICTURE_FILE),
    (b"GIF8", messages.PICTURE_FILE),
    (b"BM", messages.PICTURE_FILE),
    (b"II*\0", messages.PICTURE_FILE),
    (b"MM\0*", messages.PICTURE_FILE),
    (b"AT&TFORM", messages.PICTURE_FILE),
    (b"Rar!", messages.ARCHIVE),
    (b"7z\xbc\xaf", messages.ARCHIVE),
    (b"\x1f\x8b", messages.ARCHIVE),
    (b"MIME-Version", messages.WEB_PAGE),
)
MARKUP = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<[\0]?[!?\w]")


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A file that may be read: its name, its bytes, the names inside if it is an archive."""

    name: str
    raw: bytes
    entries: tuple[str, ...] = ()

    @property
    def pictures(self) -> bool:
        """Whether the document holds pictures."""
        return any(map(PICTURE.search, self.entries))

    def has(self, beginning: str) -> bool:
        """Whether a name inside begins so."""
        return any(name.startswith(beginning) for name in self.entries)


def open_office_file(path: Path) -> OfficeFile:
    """The file at `path`. Raises `ImportFailed` for one that is missing, locked, empty, too large or no document."""
    raw = _bytes(path)
    if not raw:
        raise ImportFailed(messages.OFFICE_EMPTY_FILE)
    if raw.startswith(OLE):
        streams = ((name.encode("utf-16-le"), sentence) for name, sentence in WITHIN_OLE)
        raise ImportFailed(next((sentence for name, sentence in streams if name in raw), messages.OLD_WORD))
    for beginning, sentence in FIRST_BYTES:
        if raw.startswith(beginning):
            raise ImportFailed(sentence)
    if MARKUP.match(raw[:200]):
        raise ImportFailed(messages.WEB_PAGE)
    return OfficeFile(path.name, raw, _entries(raw) if raw.startswith(b"PK") else ())


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ImportFailed(messages.quoted(path.resolve().name, messages.FOLDER_NOT_FILE))
        if path.stat().st_size > LARGEST_FILE:
            raise ImportFailed(messages.OFFICE_TOO_LARGE)
        return path.read_bytes()
    except FileNotFoundError:
        raise ImportFailed(messages.office_file_missing(str(path))) from None
    except (OSError, ValueError):
        raise ImportFailed(messages.office_file_locked(path.name)) from None


def _entries(raw: bytes) -> tuple[str, ...]:
    try:
        entries = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ImportFailed(messages.OFFICE_DAMAGED) from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportFailed(messages.OFFICE_PASSWORD)
    unpacked = sum(entry.file_size for entry in entries)
    xml = (entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    most = min(LARGEST_UNPACKED, max(SUSPICIOUS, MOST_TIMES * len(raw)))
    large = max(xml, default=0) > LARGEST_XML or unpacked > most
    if large or len(entries) > MOST_ENTRIES:
        raise ImportFailed(messages.OFFICE_TOO_LARGE)
    return tuple(entry.filename for entry in entries)
