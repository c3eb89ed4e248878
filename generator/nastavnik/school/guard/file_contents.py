"""What stands in a file that goes out: why it cannot, what is hidden in it, what looks personal in its text.

A look depends on the bytes of the file and on what of the school is public, so it is remembered (`building.looks`).
"""

import codecs
import csv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from nastavnik import attachments, messages
from nastavnik.attachments import drawing, office, pdf, photo
from nastavnik.school.guard.personal_data import PublicDetails, findings_in_words
from nastavnik.school.guard.personal_signs import listed_mentored
from nastavnik.text.source import Unreadable, decode

PLAIN = {".txt", ".csv", ".htm", ".html", ".rtf"}
MOST_READ = 400_000  # characters of the text of a file
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_RICH_TEXT = b"{\\rtf"
_OF_PAPERS = frozenset({"class", "phone", "snils", "passport", "birth"})
"""What is looked for inside files: a pair or a mentee alone stands in forms and orders as an example."""
MENTORED = "mentored"
"""A list of them, which is no example."""


class Look(NamedTuple):
    """What was seen in one file."""

    fault: str = ""
    """Why it cannot be published; a sentence."""
    remarks: tuple[str, ...] = ()
    """Keys of `messages.REMARKS`."""
    signs: tuple[tuple[str, int], ...] = ()
    """Kinds of personal data, keys of `messages.GUARD` or `MENTORED`, and how often each was met."""


def look(path: Path, known: PublicDetails) -> Look:
    """A look into one file. Whatever is in it, there is an answer."""
    try:
        fault = attachments.fault(path)
        data = path.read_bytes()
    except OSError as error:
        return Look(fault=messages.cannot_open(error))
    if fault:
        return Look(fault)
    words = _words(path, data)[:MOST_READ]
    kinds = Counter(kind for kind in findings_in_words(words, known) if kind in _OF_PAPERS)
    kinds.update({MENTORED: listed} if (listed := listed_mentored(words)) else {})
    return Look("", tuple(remarks(data)), tuple(sorted(kinds.items())))


def remarks(data: bytes) -> list[office.Remark]:
    """What is hidden in the bytes of a file, keys of `messages.REMARKS`; none of a picture and of a plain text."""
    if photo.form_of(data) or drawing.looks_like(data):
        return []
    if pdf.looks_like(data):
        return pdf.remarks(data)
    if data.startswith((office.SIGN, office.OLE_SIGN)):
        return office.remarks(data)
    if data.startswith(_ARCHIVES):
        return ["archive"]
    return ["kept"] if data.startswith(_RICH_TEXT) or _is_binary(data) else []


def _is_binary(data: bytes) -> bool:
    """Whether it is no text of any encoding: a film, a sound, a drawing of a program nobody here reads."""
    return b"\0" in data[:8000] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _words(path: Path, data: bytes) -> str:
    """The text of a file, as far as one can be read."""
    if pdf.looks_like(data):
        return pdf.words(data)
    if data.startswith(office.SIGN):
        return office.words(data)
    if path.suffix.lower() not in PLAIN:
        return ""
    try:
        text = decode(data, path.name)
    except Unreadable:
        return ""
    return _rows(text) if path.suffix.lower() == ".csv" else text


def _rows(text: str) -> str:
    """A table as lines of words: a surname and a class stand in cells side by side."""
    delimiter = ";" if text.count(";") > text.count(",") else ","
    try:
        return "\n".join(" ".join(row) for row in csv.reader(text.splitlines(), delimiter=delimiter))
    except csv.Error:
        return text
