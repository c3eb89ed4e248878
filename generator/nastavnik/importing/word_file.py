"""A file on disk → the XML parts of a Word document, after every check a foreign file needs.

The format: ECMA-376 (Office Open XML). python-docx is imported here and only when a file is read.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nastavnik import messages
from nastavnik.errors import ImportFailed

Element = Any  # an lxml element; neither lxml nor python-docx carries types

LARGEST_FILE = 50_000_000  # bytes; a roadmap with scans of stamps is 10 MB
LARGEST_XML = 40_000_000  # bytes unpacked; the text of a 500 page document is 6 MB
LARGEST_UNPACKED = 500_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHER_FORMATS = (  # first bytes → what it is
    (b"%PDF", messages.NOT_WORD_PDF),
    (b"{\\rtf", messages.NOT_WORD_RTF),
    (b"<", messages.NOT_WORD_HTML),
    (b"\xef\xbb\xbf<", messages.NOT_WORD_HTML),
)
OTHER_ARCHIVES = (  # a name inside the archive → what it is
    ("xl/", messages.NOT_WORD_EXCEL),
    ("ppt/", messages.NOT_WORD_SLIDES),
    ("content.xml", messages.NOT_WORD_ODT),
)
STRICT = "{http://purl.oclc.org/"
DOCUMENT, NUMBERING, STYLES, FOOTNOTES, ENDNOTES = (
    "/officeDocument",
    "/numbering",
    "/styles",
    "/footnotes",
    "/endnotes",
)


@dataclass(frozen=True, slots=True)
class WordFile:
    """Roots of the parts the import reads; None where the document has no such part."""

    document: Element
    numbering: Element | None
    styles: Element | None
    footnotes: Element | None
    endnotes: Element | None


def open_word(path: Path) -> WordFile:
    """The parts of the document at `path`. Raises `ImportFailed` for whatever is no readable .docx."""
    raw = _bytes(path)
    _check_format(raw)
    _check_archive(raw)
    return _parts(raw)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ImportFailed(messages.quoted(path.name, messages.FOLDER_NOT_WORD))
        if path.stat().st_size > LARGEST_FILE:
            raise ImportFailed(messages.WORD_TOO_LARGE)
        return path.read_bytes()
    except FileNotFoundError:
        raise ImportFailed(messages.word_file_missing(str(path))) from None
    except (OSError, ValueError):
        raise ImportFailed(messages.word_file_locked(path.name)) from None


def _check_format(raw: bytes) -> None:
    if not raw:
        raise ImportFailed(messages.WORD_EMPTY_FILE)
    if raw.startswith(OLE):
        raise ImportFailed(messages.WORD_PASSWORD if ENCRYPTED in raw else messages.NOT_WORD_DOC)
    for sign, message in OTHER_FORMATS:
        if raw.startswith(sign):
            raise ImportFailed(message)
    if not raw.startswith(b"PK"):
        raise ImportFailed(messages.NOT_WORD)


def _check_archive(raw: bytes) -> None:
    try:
        entries = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ImportFailed(messages.WORD_DAMAGED) from None
    names = [entry.filename for entry in entries]
    if not any(name.startswith("word/") for name in names):
        other = (message for start, message in OTHER_ARCHIVES if any(name.startswith(start) for name in names))
        raise ImportFailed(next(other, messages.NOT_WORD))
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportFailed(messages.WORD_PASSWORD)
    xml = (entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if max(xml, default=0) > LARGEST_XML or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise ImportFailed(messages.WORD_TOO_LARGE)


def _parts(raw: bytes) -> WordFile:
    try:
        from docx.opc.exceptions import OpcError
        from docx.package import Package
        from lxml.etree import LxmlError  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        raise ImportFailed(messages.NO_PYTHON_DOCX) from None
    broken = (OpcError, LxmlError, KeyError, ValueError, AttributeError, TypeError, IndexError)
    damaged = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError)
    try:
        package = Package.open(io.BytesIO(raw))
        main = _related(package, DOCUMENT)
        others = [main and _root(_related(main, kind)) for kind in (NUMBERING, STYLES, FOOTNOTES, ENDNOTES)]
        document = _root(main)
    except (*broken, *damaged):
        raise ImportFailed(messages.WORD_DAMAGED) from None
    if document is None:
        raise ImportFailed(messages.WORD_DAMAGED)
    if document.tag.startswith(STRICT):
        raise ImportFailed(messages.WORD_STRICT)
    return WordFile(document, *others)


def _related(source: Any, kind: str) -> Any:
    """The part that `source` names as its document, numbering, … — by the end of the relation's address."""
    links = (link for link in source.rels.values() if not link.is_external)
    return next((link.target_part for link in links if link.reltype.endswith(kind)), None)


def _root(part: Any) -> Element | None:
    from docx.oxml.parser import parse_xml

    if part is None:
        return None
    return part.element if hasattr(part, "element") else parse_xml(part.blob)
