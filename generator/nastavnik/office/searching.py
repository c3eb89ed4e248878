"""Where the name of a person stands in files: records and pages by line, office documents by paragraph."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from nastavnik import messages
from nastavnik.attachments import pdf
from nastavnik.office.surnames import pattern
from nastavnik.text.source import codec_of

TEXTS = {".yml", ".yaml", ".md", ".txt", ".csv", ".html", ".htm", ".json", ".xml", ".atom", ".ics", ".js", ".css"}
TEXTS |= {".svg", ".webmanifest"}
DOCUMENTS = {".docx", ".odt", ".ods", ".odp", ".xlsx", ".pptx"}
WORDLESS = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".ico", ".woff", ".woff2", ".map"}
LARGEST_PART = 40_000_000  # bytes of one unpacked part; the text of a 500 page document is 6 MB
_PARAGRAPHS = {"p", "h", "si", "is", "text"}
_BREAKS = {"br", "cr", "tab", "s", "line-break"}
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_MAIN = {"word/document.xml", "content.xml"}
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
AROUND = 40  # signs of context on either side


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """A place where the name may stand, and the words around it."""

    place: str
    words: str


def search(name: str, path: Path, file: str) -> list[Sighting] | None:
    """Every line or paragraph of the file that names the person; None if a program cannot read such a file."""
    if path.suffix.lower() in WORDLESS:
        return []
    try:
        return search_bytes(name, path.read_bytes(), file)
    except OSError:
        return None  # locked: somebody has to look


def search_bytes(name: str, raw: bytes, file: str) -> list[Sighting] | None:
    """Where a name stands in the bytes of a file that is not on the disk; None if no program of ours can read it."""
    suffix = Path(file).suffix.lower()
    try:
        if suffix in DOCUMENTS:
            return _in(name, _paragraphs(raw, file))
        if suffix in TEXTS:
            return _in(name, _lines(raw, file, suffix))
        if suffix == ".pdf":
            return _in_pdf(name, raw, file)
    except (zipfile.BadZipFile, ElementTree.ParseError, RuntimeError, NotImplementedError, ValueError):
        return None  # damaged or under a password
    return None


def _in_pdf(name: str, raw: bytes, file: str) -> list[Sighting] | None:
    """Page by page; None for a scan, a damaged or a locked file: somebody has to look."""
    try:
        reader = pdf.opened(raw)
        texts = [page.extract_text() for page in reader.pages]
        properties = " ".join(str(value) for value in (reader.metadata or {}).values())
    except pdf.faults():
        return None
    pages = [(messages.in_pdf(file, number), 0, " ".join(text.split())) for number, text in enumerate(texts, 1)]
    sightings = _in(name, iter([*pages, (messages.in_pdf(file, 0), 0, properties)]))
    return sightings or ([] if all(text.strip() for text in texts) else None)


def says(name: str, text: str) -> bool:
    """Whether a text names the person."""
    return pattern(name).search(text) is not None


def _in(name: str, pieces: Iterator[tuple[str, int, str]]) -> list[Sighting]:
    """The first match of each piece, given as place, column to count from (0 if there are none) and text."""
    sightings = []
    for place, column, text in pieces:
        match = pattern(name).search(text)
        if match:
            start, end = max(0, match.start() - AROUND), match.end() + AROUND
            words = " ".join(text[start:end].split())
            sightings.append(Sighting(f"{place}:{match.start() + column}" if column else place, words))
    return sightings


def _lines(raw: bytes, file: str, suffix: str) -> Iterator[tuple[str, int, str]]:
    text = raw.decode(codec_of(raw) or "utf-8", errors="replace")
    if suffix == ".json":
        text = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text)
    silent = re.compile(r"\s*#") if suffix in (".yml", ".yaml") else None  # comments are never published
    for number, line in enumerate(text.splitlines(), 1):
        if not (silent and silent.match(line)):
            yield f"{file}:{number}", 1, line


def _paragraphs(raw: bytes, file: str) -> Iterator[tuple[str, int, str]]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        for entry in archive.infolist():
            if not entry.filename.endswith(".xml") or entry.file_size > LARGEST_PART:
                continue
            root = ElementTree.fromstring(archive.read(entry))
            part = "" if entry.filename in _MAIN else entry.filename
            for number, text in enumerate(_texts(root, entry.filename), 1):
                yield messages.in_document(file, part, number), 0, text


def _texts(root: ElementTree.Element, part: str) -> Iterator[str]:
    if part in _PROPERTIES:
        yield from (element.text for element in root.iter() if element.text)
    else:
        yield from (_text(element) for element in root.iter() if _local(element) in _PARAGRAPHS)


def _text(element: ElementTree.Element) -> str:
    inside = "".join(_text(child) + (child.tail or "") for child in element)
    return (" " if _local(element) in _BREAKS else "") + (element.text or "") + inside


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
