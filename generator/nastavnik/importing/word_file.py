"""Bytes → the XML parts of a Word document.

The format: ECMA-376 (Office Open XML). python-docx is imported here and only when a file is read.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nastavnik import messages
from nastavnik.errors import ImportFailed, LibraryMissing
from nastavnik.importing.office_file import DAMAGED

Element = Any  # an lxml element; neither lxml nor python-docx carries types

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
    links: Mapping[str, str]
    """Relation of the document → the address outside it that a link leads to."""
    media: Mapping[str, tuple[str, bytes]]
    """Relation of the document → name and bytes of a picture in the file."""


def open_word(raw: bytes) -> WordFile:
    """The parts of the document in these bytes. Raises `ImportFailed` for whatever is no readable .docx."""
    try:
        from docx.opc.exceptions import OpcError
        from docx.package import Package
        from lxml.etree import LxmlError  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        raise LibraryMissing("python-docx", "school") from None
    broken = (OpcError, LxmlError, KeyError, ValueError, AttributeError, TypeError, IndexError)
    try:
        package = Package.open(io.BytesIO(raw))
        main = _related(package, DOCUMENT)
        numbering, styles, footnotes, endnotes = (
            main and _root(_related(main, kind)) for kind in (NUMBERING, STYLES, FOOTNOTES, ENDNOTES)
        )
        document = _root(main)
    except (*broken, *DAMAGED):
        raise ImportFailed(messages.OFFICE_DAMAGED) from None
    if document is None:
        raise ImportFailed(messages.OFFICE_DAMAGED)
    if document.tag.startswith(STRICT):
        raise ImportFailed(messages.WORD_STRICT)
    return WordFile(document, numbering, styles, footnotes, endnotes, _links(main), _media(main))


def _related(source: Any, kind: str) -> Any:
    """The part that `source` names as its document, numbering, … — by the end of the relation's address."""
    links = (link for link in source.rels.values() if not link.is_external)
    return next((link.target_part for link in links if link.reltype.endswith(kind)), None)


def _links(part: Any) -> dict[str, str]:
    return {id: str(link.target_ref) for id, link in part.rels.items() if link.is_external}


def _media(part: Any) -> dict[str, tuple[str, bytes]]:
    inside = ((id, link) for id, link in part.rels.items() if not link.is_external and link.reltype.endswith("/image"))
    return {id: (str(link.target_part.partname).rpartition("/")[2], link.target_part.blob) for id, link in inside}


def _root(part: Any) -> Element | None:
    from docx.oxml.parser import parse_xml

    if part is None:
        return None
    return part.element if hasattr(part, "element") else parse_xml(part.blob)
