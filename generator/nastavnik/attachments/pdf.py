"""PDF files (ISO 32000-2) without who made them, with what and when: the information dictionary and XMP.

The title, the language and the marks of an accessible file stay. A signed file, one under a password and one that
cannot be read stay as they are; `remarks` tells which.
"""

import io
import logging
import re
from typing import TYPE_CHECKING, Any

from nastavnik.attachments.office import Remark

if TYPE_CHECKING:
    from pypdf import PdfReader  # slow to import, and most sections have no PDF

_SIGN, _SIGN_WITHIN = b"%PDF-", 1024
LARGEST = 50_000_000  # bytes; what is larger is left as it is
MOST_PAGES = 60  # are read for what stands in them
_KEPT_XMP = re.compile(
    rb"<(pdfuaid:part|pdfuaid:rev|pdfaid:part|pdfaid:conformance)>[^<]{1,20}</\1>|(?:pdfuaid|pdfaid):\w+=[\"'][^\"']{1,20}[\"']"
)
_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"%s>%s'
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it speaks English of every oddity


def looks_like(data: bytes) -> bool:
    """Whether readers open it as PDF: they look for its sign in the first 1024 bytes (ISO 32000, annex H)."""
    return _SIGN in data[:_SIGN_WITHIN]


def opened(data: bytes) -> "PdfReader":
    """The file as the library reads it; it and whatever is asked of it raise what `faults` lists."""
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(data))


def faults() -> tuple[type[Exception], ...]:
    """What the library raises over files that are spoilt or under a password it has no cipher for."""
    from pypdf.errors import DependencyError, PyPdfError

    broken = (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        OSError,
        RuntimeError,
        TypeError,
        ValueError,
    )
    return (PyPdfError, DependencyError, *broken)


def without_properties(data: bytes) -> bytes:
    """The file without its properties; unchanged if it has none that tell of people, is signed, locked or spoilt."""
    reader = _reader(data)
    if reader is None or _is_signed(data, reader):
        return data
    try:
        return _rewritten(reader) if _tells(reader) else data
    except faults():
        return data


def remarks(data: bytes) -> list[Remark]:
    """What may be read in the file and is not seen at once, and why it was left as it is."""
    reader = _reader(data)
    if reader is None:
        return ["locked" if b"/Encrypt" in data else "spoilt"]
    signs: tuple[tuple[Remark, bool], ...] = (
        ("signed", _is_signed(data, reader)),
        ("comments", b"/Popup" in data or b"/Subtype /Text" in data or b"/Subtype/Text" in data),
        ("embedded", b"/EmbeddedFile" in data),
    )
    return [remark for remark, holds in signs if holds]


def words(data: bytes, most_pages: int = MOST_PAGES) -> str:
    """The text of the first pages; "" where it cannot be read."""
    reader = _reader(data)
    if reader is None:
        return ""
    try:
        pages = (page.extract_text() for _, page in zip(range(most_pages), reader.pages, strict=False))
        return "\n".join(pages)
    except faults():
        return ""


def _reader(data: bytes) -> "PdfReader | None":
    """The opened file; None for one under a password, spoilt or too large."""
    if len(data) > LARGEST:
        return None
    try:
        reader = opened(data)
        return None if reader.is_encrypted or not reader.pages else reader
    except faults():
        return None


def _is_signed(data: bytes, reader: "PdfReader") -> bool:
    return b"/ByteRange" in data or bool(
        _dictionary(_dictionary(reader.trailer, "/Root"), "/AcroForm").get("/SigFlags")
    )


def _dictionary(above: Any, name: str) -> Any:
    below = above.get(name)
    return below.get_object() if below is not None else {}


def _tells(reader: "PdfReader") -> bool:
    """Whether the file has properties that tell of people and their programs, or earlier states behind it."""
    return bool(set(reader.metadata or {}) - {"/Title", "/Trapped"}) or "/Metadata" in _dictionary(
        reader.trailer, "/Root"
    )


def _rewritten(reader: "PdfReader") -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    title = reader.metadata.title if reader.metadata else None
    xmp = _dictionary(reader.trailer, "/Root").get("/Metadata")
    marks = b"".join(match[0] + b" " for match in _KEPT_XMP.finditer(xmp.get_object().get_data())) if xmp else b""
    writer = PdfWriter(clone_from=reader)
    writer.metadata = {"/Title": str(title)} if title else {}
    for entry in writer._objects:
        if isinstance(entry, DictionaryObject):
            for name in ("/Metadata", "/PieceInfo", "/LastModified"):
                entry.pop(name, None)
    if marks:
        stream = DecodedStreamObject()
        elements = b"".join(re.findall(rb"<[^>]+>[^<]*</[^>]+>", marks)).decode()
        attributes = " ".join(re.findall(r"[\w:]+=[\"'][^\"']*[\"']", re.sub(r"<[^>]*>", "", marks.decode())))
        stream.set_data((_XMP % (f" {attributes}" if attributes else "", elements)).encode())
        stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
