"""Pictures of a text → files beside its record, in the order of the text, each once, with what is said of them."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from nastavnik import messages
from nastavnik.importing.grid import Block, EmbeddedPicture, Grid, Paragraph, TextRun
from nastavnik.importing.notes import Note
from nastavnik.importing.proposals import FileBeside

MOST_PICTURES = 40  # of one text
FORMATS = (  # how a picture begins → the suffix of its file
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"GIF8", ".gif"),
    (b"BM", ".bmp"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
)
CAPTION = re.compile(r"(?:(?:на\s+)?(?:фото|снимке|картинке|рисунке)|рис(?:унок|\.)?|фотография)\b[\s.№\d:–—-]*", re.I)
LONGEST_CAPTION = 250  # signs


class TextPictures:
    """The pictures of one text, gathered as they are asked for; `id` of its record begins their names."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.files: dict[str, FileBeside] = {}
        """By the digest of the bytes."""
        self.notes: list[Note] = []

    def address(self, picture: EmbeddedPicture) -> str:
        """Where a picture will lie, from its record; "" for one that no browser shows."""
        digest = hashlib.sha256(picture.data).hexdigest()
        if digest in self.files:
            return self.files[digest].path
        suffix = suffix_of(picture.data)
        if not suffix or len(self.files) >= MOST_PICTURES:
            reason = messages.TOO_MANY_PICTURES if suffix else messages.PICTURE_NOT_OF_THE_WEB
            self.notes.append(Note(reason, "", picture.name))
            return ""
        path = f"images/{self.id}-{len(self.files) + 1}{suffix}"
        self.files[digest] = FileBeside(path, picture.data)
        if not picture.alt:
            self.notes.append(Note(messages.PICTURE_WANTS_ALT, "", path))
        return path


def suffix_of(data: bytes) -> str:
    """The suffix for a picture by its first bytes; "" for what browsers do not show (EMF, WMF)."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return next((suffix for sign, suffix in FORMATS if data.startswith(sign)), "")


def described(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, pictures with the words below them: «Фото 1. Первая встреча» becomes what a picture shows."""
    result: list[Block] = []
    for block in blocks:
        above = result[-1] if result else None
        words = _caption(block)
        if words and isinstance(above, Paragraph) and _waits(above):
            result[-1] = _with_alt(above, words)
        else:
            result.append(block)
    return result


def _caption(block: Block) -> str:
    """What a caption says of the picture above it; "" for whatever is no caption."""
    if isinstance(block, Grid) or len(block.plain) > LONGEST_CAPTION:
        return ""
    caption = CAPTION.match(block.plain)
    return (block.plain[caption.end() :].strip(" .") or block.plain) if caption else ""


def _waits(paragraph: Paragraph) -> bool:
    """Whether a paragraph ends with a picture of which nothing is said."""
    pictures = paragraph.pictures
    return bool(pictures) and not pictures[-1].alt and not paragraph.plain


def _with_alt(paragraph: Paragraph, alt: str) -> Paragraph:
    last = max(at for at, run in enumerate(paragraph.runs) if run.picture)
    alt = f"{alt[0].upper()}{alt[1:]}"
    runs = tuple(_described(run, alt) if at == last else run for at, run in enumerate(paragraph.runs))
    return replace(paragraph, runs=runs)


def _described(run: TextRun, alt: str) -> TextRun:
    return run if run.picture is None else replace(run, picture=replace(run.picture, alt=alt))
