"""Office files (OOXML, ECMA-376; OpenDocument, ISO/IEC 26300), without who wrote them, where and when.

Only parts that hold properties are written anew, and names of authors inside others replaced; what is read stays. What
cannot go without touching it — comments, changes, hidden sheets — is told by `remarks`.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from html import unescape
from typing import Literal

from nastavnik.attachments import photo

SUFFIXES = {".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx", ".pptx", ".pptm", ".potx", ".odt", ".ods", ".odp"}
SIGN, OLE_SIGN = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST, MOST_PARTS = 200_000_000, 5000  # bytes when unpacked, parts
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
AUTHOR = "Автор".encode()
_PASSWORD = "EncryptedPackage".encode("utf-16-le")  # the stream that holds the package (MS-OFFCRYPTO, 2.3.4.4)
Remark = Literal[
    "comments", "changes", "hidden", "embedded", "notes", "disk", "signed", "old", "locked", "spoilt", "archive", "kept"
]
"""What may be read in a file and is not seen at once; keys of `messages.REMARKS`."""

_TITLE = rb"<dc:(title|language|subject)(?:\s[^>]*)?>[^<]*</dc:\1>"
_EMPTY_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    b'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    b"%s</cp:coreProperties>"
)
_EMPTY_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_EMPTY_CUSTOM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
_EMPTY_META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:meta>%s</office:meta>'
    b"</office:document-meta>"
)
_PROPERTIES = {
    "docprops/core.xml": _EMPTY_CORE,
    "docprops/app.xml": _EMPTY_APP,
    "docprops/custom.xml": _EMPTY_CUSTOM,
    "meta.xml": _EMPTY_META,
}
"""Parts written anew; `%s` is where what is read stays: the title, the language."""
_REPLACED = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (rb'(\s(?:w|w15|p|p15|p188):(?:author|initials|userId|providerId)=")[^"]*(")', rb"\1" + AUTHOR + rb"\2"),
        (rb'(<(?:\w+:)?(?:cmAuthor|person)\b[^>]*?\s(?:name|displayName)=")[^"]*(")', rb"\1" + AUTHOR + rb"\2"),
        (rb'(<(?:\w+:)?(?:cmAuthor|person)\b[^>]*?\s(?:initials|userId)=")[^"]*(")', rb"\1" + AUTHOR + rb"\2"),
        (rb"(<(?:\w+:)?author>)[^<]*(</(?:\w+:)?author>)", rb"\1" + AUTHOR + rb"\2"),
        (rb'\s(?:w:rsid\w*|w14:paraId|w14:textId)="[0-9A-Fa-f]{8}"(?=[^<]*>)', b""),
        (rb"<w:rsids>.*?</w:rsids>", b""),
        (rb"<x15ac:absPath\b[^>]*?(?:/>|>\s*</x15ac:absPath>)", b""),
        (rb'(<fileSharing\b[^>]*?\suserName=")[^"]*(")', rb"\1\2"),
        (rb"(<(?:dc:creator|meta:initial-creator|meta:creator-initials|text:sender-[\w-]+)>)[^<]*(</)", rb"\1\2"),
        (
            rb'(<config:config-item\b[^>]*?config:name="(?:PrinterName|PrinterSetup|[\w.]*(?:Path|URL|DataSource))"[^>]*>)'
            rb"[^<]*(</)",
            rb"\1\2",
        ),
    )
)
"""What names authors, their computers and revisions inside parts that are read."""
_TEMPLATE = re.compile(rb'(<Relationship\b[^>]*?attachedTemplate"[^>]*?Target=")[^"]*(")')
_WHERE = re.compile(r"(?i)(?:word|ppt|xl)/.*\.xml|(?:content|styles|settings)\.xml|.*/(?:content|settings)\.xml")
_MEDIA = re.compile(r"(?i)(?:word|ppt|xl)/media/|pictures/|thumbnails/|docprops/thumbnail")
_SIGNATURE = re.compile(r"(?i)_xmlsignatures/|META-INF/.*signatures?\.xml")

_Sign = tuple[Remark, str, bytes]
_SIGNS: tuple[_Sign, ...] = (  # remark, part, what in the part says so
    ("comments", r"(?i)word/comments\.xml|ppt/comments/.*\.xml", rb"<(?:w:comment|p:cm|p188:cm)\b"),
    ("comments", r"(?i)xl/(?:comments\d*|comments/.*|threadedComments/.*)\.xml", rb"<(?:comment|threadedComment)\b"),
    ("comments", r"content\.xml", rb"<office:annotation\b"),
    ("changes", r"(?i)word/(?:document|header\d*|footer\d*|footnotes)\.xml", rb"<w:(?:ins|del|moveFrom)\s"),
    ("changes", r"content\.xml", rb"<(?:text|table):tracked-changes(?:\s[^>]*[^/>])?>"),
    ("changes", r"(?i)xl/revisions/.*\.xml", rb"<"),
    ("hidden", r"(?i)xl/workbook\.xml", rb'<sheet\b[^>]*state="(?:hidden|veryHidden)"'),
    ("hidden", r"(?i)word/document\.xml", rb"<w:vanish\s*/>"),
    ("hidden", r"(?i)ppt/slides/slide\d+\.xml", rb'<p:sld\b[^>]*show="0"'),
    ("hidden", r"content\.xml", rb'text:display="none"|table:display="false"'),
    ("notes", r"(?i)ppt/notesSlides/.*\.xml", rb"<a:t>"),
    ("embedded", r"(?i)(?:word|ppt|xl)/(?:embeddings|activeX)/.*|.*vbaProject\.bin|Basic/.*\.xml|Object \d+/.*", b""),
    ("disk", r"(?i).*\.rels", rb'TargetMode="External"[^>]*Target="file:|Target="file:[^>]*TargetMode="External"'),
)


def without_properties(data: bytes) -> bytes:
    """An office file without properties; another archive, one that is signed, spoilt or too large stays as it is."""
    parts = _parts(data)
    if parts is None or not _is_office(parts) or any(map(_SIGNATURE.match, parts)):
        return data
    cleaned = {name: _cleaned(name, part) for name, part in parts.items()}
    return data if cleaned == parts else _packed(cleaned)


def opens(data: bytes) -> bool:
    """Whether it can be an office file: a package that is whole to its end, or one under a password."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return bool(package.infolist())
    except _BROKEN:
        return data.startswith(OLE_SIGN)


def remarks(data: bytes) -> list[Remark]:
    """What may be read in an office file and is not seen at once."""
    if data.startswith(OLE_SIGN):
        return ["locked" if _PASSWORD in data else "old"]
    parts = _parts(data)
    if parts is None:
        return ["spoilt"]
    if not _is_office(parts):
        return ["archive"]
    is_signed = any(map(_SIGNATURE.match, parts))
    if not is_signed:
        parts = {name: _cleaned(name, part) for name, part in parts.items()}
    looks = ((remark, sign, part) for remark, name, sign in _SIGNS for part in parts if re.fullmatch(name, part))
    signs: list[Remark] = [remark for remark, sign, part in looks if re.search(sign, parts[part])]
    if is_signed:
        signs.append("signed")
    return list(dict.fromkeys(signs))


def words(data: bytes) -> str:
    """What can be read in an office file, a line a paragraph, a cell or a row; "" of any other archive."""
    parts = _parts(data)
    if parts is None or not _is_office(parts):
        return ""
    read = sorted(name for name in parts if re.fullmatch(_READ, name))
    return "\n".join(_text(parts[name]) for name in read)


_READ = r"(?i)word/(?:document|footnotes|endnotes|header\d*|footer\d*|comments)\.xml|xl/sharedStrings\.xml" + (
    r"|xl/worksheets/sheet\d+\.xml|ppt/(?:slides|notesSlides)/\w+\.xml|content\.xml"
)
_BREAK = re.compile(rb"</(?:w:p|a:p|si|c|text:p|text:h|w:tr|table:table-row|row)>|<w:br/>|<w:tab/>|<text:line-break/>")
_BESIDE = re.compile(rb"<(?:w:tab|text:tab|text:s)\b[^>]*/>")
_VALUE = re.compile(rb"<(?:v|f)>[^<]*</(?:v|f)>")
_TAG = re.compile(rb"<[^>]*>")


def _text(xml: bytes) -> str:
    plain = _TAG.sub(b"", _BREAK.sub(b"\n", _BESIDE.sub(b" ", _VALUE.sub(b"", xml))))
    return unescape(plain.decode(errors="replace"))


def _parts(data: bytes) -> dict[str, bytes] | None:
    """The parts of a package in their order; None for what is no package or too large to look into."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            listed = [part for part in package.infolist() if not part.is_dir()]
            if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > LARGEST:
                return None
            return {part.filename: package.read(part) for part in listed}
    except _BROKEN:
        return None


def _is_office(parts: Mapping[str, bytes]) -> bool:
    return "[Content_Types].xml" in parts or parts.get("mimetype", b"").startswith(b"application/vnd.oasis")


def _cleaned(name: str, part: bytes) -> bytes:
    anew = _PROPERTIES.get(name.lower())
    if anew is not None:
        titles = b"".join(match[0] for match in re.finditer(_TITLE, part))
        return anew % titles if b"%s" in anew else anew
    if _MEDIA.match(name):
        return photo.without_notes_of_a_part(part)
    if name.lower().endswith(".rels"):
        return _TEMPLATE.sub(rb"\1Normal.dotm\2", part)
    if _WHERE.fullmatch(name):
        for pattern, new in _REPLACED:
            part = pattern.sub(new, part)
    return part


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, the same bytes for the same parts; `mimetype` lies open, as OpenDocument wants it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system = 0
            package.writestr(info, part)
    return out.getvalue()
