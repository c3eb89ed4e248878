"""A file somebody brings — a photo from a phone, an order from Word — → the file to keep in the content folder.

Nothing is written by asking: an `Upload` says what would lie where. A name that is taken by another file is never used.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from pydantic import BaseModel

from nastavnik import attachments, messages
from nastavnik.attachments import Unpublishable, intake, pdf, photo, pictures
from nastavnik.office import undo
from nastavnik.records import KINDS, School
from nastavnik.records.fields import FileMarker
from nastavnik.records.nesting import marks, models_in
from nastavnik.records.record import Record
from nastavnik.school.catalogue import SCHOOL_FILE
from nastavnik.school.guard.file_contents import remarks
from nastavnik.school.named_files import is_never_published
from nastavnik.school.scanning import WINDOWS
from nastavnik.text.latin import latin_name

FOLDERS = {"portrait": "photos", "story": "images", "": "files"}
"""Where files of a field are kept, by the shape its pictures are drawn in; "" for files of any sort."""
LARGEST = 50_000_000
"""Bytes of a file that goes out as it is: a visitor with a phone has to fetch it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to keep."""

    path: Path
    written: str
    """As the record writes it."""
    data: bytes
    is_there: bool
    """Whether this very file lies there already: nothing is to be written then."""
    remarks: tuple[str, ...] = ()
    """What to look at before it is published; Russian sentences."""

    def keep(self, root: Path, command: str) -> None:
        """Write it, so that `nastavnik undo` takes it back."""
        undo.write(root, command, {self.path: self.data})


def uploaded(content: Path, record: Path, shape: str, name: str, data: bytes) -> Upload:
    """What would be kept of the bytes of a file called `name`, for the record or page `record`, there or to come.

    `shape` is what the field takes, as its `FileMarker` has it: a portrait, a picture of a story or of a text, "" for
    any file. A picture is called as its record and lies beside it, any other file keeps its name in Latin letters and
    lies in `files`. Raises `Unpublishable` with a Russian sentence for what cannot be read or may not go out, `OSError`
    as files do.
    """
    if shape or photo.form_of(data):
        cleaned, suffix = intake.taken_in(data)
    else:
        cleaned, suffix = _paper(name, data)
    folder = (record.parent if shape else content) / FOLDERS[shape]
    path = _place(folder, record.stem if shape else latin_stem(name), suffix, cleaned)
    if is_never_published(path, content):
        raise Unpublishable(messages.MAY_NOT_GO_OUT)
    hints = tuple(messages.REMARKS[remark] for remark in remarks(cleaned))
    return Upload(path, _written(content, record, path), cleaned, path.is_file(), hints)


@dataclass(frozen=True, slots=True)
class PictureField:
    """Where a record takes a picture: a field, or one in a part of it, and the field for words about what is seen."""

    name: str
    inside: str
    alt: str
    shape: str

    def line(self, written: str) -> str:
        """The line to write into the record; «…» stands for what only a person can say."""
        if not self.name:
            return f"![…]({written})"
        file = f"{self.inside}: {written}" if self.inside else written
        words = f", {self.alt}: …" if self.alt else ""
        return f"{self.name}: {{{file}{words}}}" if self.inside else f"{self.name}: {file}"


IN_TEXT = PictureField("", "", "", "story")
"""A picture in a text."""


def picture_field(content: Path, record: Path) -> PictureField:
    """Where the record or page `record`, there or to come, takes a picture: one with words about it comes first."""
    inside = record.relative_to(content).as_posix()
    cls = School if inside == SCHOOL_FILE else KINDS.get(inside.partition("/")[0])
    fields = list(_picture_fields(cls)) if cls else []
    return next((field for field in fields if field.alt), fields[0] if fields else IN_TEXT)


def story_picture(cls: type[Record]) -> PictureField | None:
    """Where a record takes the picture of its story, which cards and lists show, with words about what is seen."""
    return next((field for field in _picture_fields(cls) if field.alt and field.shape == IN_TEXT.shape), None)


def _picture_fields(cls: type[Record]) -> Iterator[PictureField]:
    for name, field in cls.model_fields.items():
        yield from (PictureField(name, "", "", shape) for shape in _shapes(cls, name))
        for part in models_in(field.annotation):
            alt = next((own for own in part.model_fields if own.endswith("alt")), "")
            yield from (
                PictureField(name, own, alt, shape) for own in part.model_fields for shape in _shapes(part, own)
            )


def _shapes(model: type[BaseModel], name: str) -> list[str]:
    return [mark.shape for mark in marks(model, name, FileMarker) if mark.shape]


def _paper(name: str, data: bytes) -> tuple[bytes, str]:
    """A file that is no photo, as it is: whoever wrote it will write on. Its suffix is a PDF's if it is one."""
    suffix = ".pdf" if pdf.looks_like(data) else PurePath(name).suffix.lower()
    if not suffix[1:]:
        raise Unpublishable(messages.NAME_WITHOUT_SUFFIX)
    if len(data) > LARGEST:
        raise Unpublishable(messages.too_many_bytes(LARGEST))
    if reason := attachments.fault_of(data, suffix):
        raise Unpublishable(reason)
    return data, suffix


def latin_stem(name: str) -> str:
    """A name for addresses: Latin letters, digits and hyphens."""
    return latin_name(PurePath(name.replace("\\", "/")).stem) or "file"


def _place(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """Where the file lies or will lie: at the first of `belova`, `belova-2`… that no other file has."""
    names = [path.name.lower() for path in folder.iterdir()] if folder.is_dir() else []
    taken = {PurePath(name).stem if pictures.is_photo(Path(name)) else name for name in names}
    for each in (stem, *(f"{stem}-{number}" for number in range(2, len(names) + 3))):
        path = folder / f"{each}{suffix}"
        address = each if pictures.is_photo(path) else path.name
        if (address not in taken and each not in WINDOWS) or (path.is_file() and path.read_bytes() == data):
            return path
    raise AssertionError  # there are more names than files


def _written(content: Path, record: Path, path: Path) -> str:
    """The path as the record or the page names it: beside it, from `content/`, or up from a page in a folder."""
    beside = Path(os.path.relpath(path, record.parent)).as_posix()
    is_record = record.relative_to(content).parts[0] in KINDS
    return path.relative_to(content).as_posix() if is_record and beside.startswith("..") else beside
