"""Texts as a school types them, written by code: pictures, links, looks, what lies in a folder of papers."""

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from PIL import Image

GPS = 0x8825  # EXIF


def photo(colour: str = "teal", form: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture; one of JPEG says where it was taken."""
    image, out = Image.new("RGB", size, colour), io.BytesIO()
    exif = image.getexif()
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010F] = "Камера"
    image.save(out, form, **({"exif": exif} if form == "JPEG" else {}))
    return out.getvalue()


def claiming_to_be(png: bytes, width: int, height: int) -> bytes:
    """A PNG whose head tells another size: what would be gigantic when it is unpacked."""
    head = b"IHDR" + struct.pack(">II", width, height) + png[24:29]
    return png[:12] + head + struct.pack(">I", zlib.crc32(head)) + png[33:]


def typed(path: Path, blocks: Sequence[Any]) -> Path:
    """A Word document: a text is a paragraph, «# …» the title, «## …» a heading, a tuple the runs of one
    paragraph, bytes a picture.

    A run is a text, or a pair of a text and its look: `b`, `i`, or an address it leads to; a pair of bytes and a text
    is a picture with what it shows.
    """
    document = docx.Document()
    for block in blocks:
        runs = block if isinstance(block, tuple) else (block,)
        if isinstance(block, str) and block.startswith("#"):
            level = len(block) - len(block.lstrip("#"))
            document.add_heading(block.lstrip("# "), level - 1)
            continue
        paragraph = document.add_paragraph()
        for run in runs:
            _add(document, paragraph, run)
    document.save(str(path))
    return path


def _add(document: Document, paragraph: Paragraph, run: Any) -> None:
    content, look = run if isinstance(run, list) else (run, "")
    if isinstance(content, bytes):
        paragraph.add_run().add_picture(io.BytesIO(content))
        if look:
            next(paragraph._p.iter(qn("wp:docPr"))).set("descr", look)
        return
    added = paragraph.add_run(content)
    added.bold, added.italic = look == "b" or None, look == "i" or None
    if look not in ("", "b", "i"):
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), document.part.relate_to(look, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(added._r)
        paragraph._p.append(link)
