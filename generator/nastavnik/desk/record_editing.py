"""One record at the desk: opened, changed by a form, saved. What others changed meanwhile is kept, or shown beside."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.desk.values import FormValues, Posted
from nastavnik.office.patching import emission
from nastavnik.office.patching.own_page import fresh_page, page_data, page_saying, page_source
from nastavnik.office.patching.patch import patched
from nastavnik.records import KINDS, Mentor, School
from nastavnik.records.own_page import ON_THE_HOME_PAGE, OwnPage
from nastavnik.records.record import Record
from nastavnik.school.beside import belongs_to_records
from nastavnik.school.catalogue import SCHOOL_FILE, stays_inside
from nastavnik.school.scanning import bad_name
from nastavnik.text.editing import written_as
from nastavnik.text.latin import latin_name
from nastavnik.text.source import Plain, Source, decode, parse

STATE = "@state"
"""The field that says which state of the file a form was drawn from."""
CLASSES: dict[str, type[Record]] = {**KINDS, School.kind: School, OwnPage.kind: OwnPage}
"""Whatever has a form, by the word in addresses of the desk."""
UNSAVED = "novaya-zapis"
"""Stands for the name of what is not saved yet."""
FOLDER_SIGN = ":"
"""Stands in addresses of the desk where a page lies in a folder: no name of a file on Windows has it."""
MOST_OF_A_NAME = 255
"""Bytes of the name of a file."""
MOST_SHOWN = 100
"""States of files that are remembered so that a form can be told from what others wrote."""


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """A record and the file it lies in; `raw` is None for one that is not written yet."""

    cls: type[Record]
    id: str
    path: Path
    file: str
    """Its name in messages: `content/mentors/belova.yml`."""
    raw: bytes | None

    @property
    def state(self) -> str:
        """A digest of the file, empty if there is none."""
        return hashlib.sha256(self.raw).hexdigest()[:24] if self.raw is not None else ""

    @property
    def address(self) -> str:
        """What stands for it in addresses of the desk: `mentors/belova`, another name as long as it has none."""
        return f"{self.cls.kind}/{quote(self.id or UNSAVED, safe=FOLDER_SIGN)}"

    def source(self) -> Source:
        """The file as data with places. Raises `Unreadable`."""
        if self.cls is OwnPage:
            return page_source(self.raw or b"", self.file)
        return parse(decode(self.raw or b"", self.file), self.file, with_body=self.path.suffix == ".md")

    def data(self) -> dict[str, Plain]:
        """What the record says, its long text among the fields. Raises `Unreadable`."""
        if self.raw is None:
            return {}
        if self.cls is OwnPage:
            return page_data(self.raw, self.file)
        source = self.source()
        body: dict[str, Plain] = {self.cls.body: source.body} if self.cls.body and source.body else {}
        return {**source.data, **body}

    def saying(self, data: dict[str, Plain]) -> bytes:
        """The file with other data: only what differs is written anew. Raises `EditRefused` and `Unreadable`."""
        if self.cls is OwnPage:
            return page_saying(self.path, self.raw, self.file, data) if self.raw else fresh_page(data)
        name = self.cls.body
        body = data.get(name) if name else None
        head = {field: value for field, value in data.items() if field != name}
        if self.raw is None or not self.raw.strip():
            return _fresh(self.cls, head, str(body or ""))
        written = written_as(self.path, self.raw, self.file)
        if name and name in written.source.data:  # the long text stands in the front matter
            return patched(written, data)
        return patched(written, head, str(body or "") if self.path.suffix == ".md" else None)


def opened(project: Project, kind: str, id: str) -> OpenRecord | None:
    """The record of an address; None for a kind or a name that none can have, and for a link out of the content."""
    if kind not in CLASSES or (id and not _may_be_called(CLASSES[kind], id)):
        return None
    record = open_record(project, kind, id)
    return record if stays_inside(str(record.path), str(project.content)) else None


def _may_be_called(cls: type[Record], id: str) -> bool:
    """Whether a record or a page may have this name; any page that lies there may."""
    if cls is OwnPage:
        inside = PurePosixPath(f"{id.replace(FOLDER_SIGN, '/')}{cls.suffix}")
        odd = inside.is_absolute() or any(_is_odd(part) for part in inside.parts)
        return not odd and not belongs_to_records(inside)
    return cls is School or not bad_name(cls, f"{id}{cls.suffix}")


def _is_odd(step: str) -> bool:
    """Whether a step of a path is hidden, leads up, or is none that a disk can keep."""
    return step.startswith(".") or "\0" in step or len(step.encode(errors="replace")) > MOST_OF_A_NAME


def open_record(project: Project, kind: str, id: str) -> OpenRecord:
    """The record of a kind, `school` for the passport, or a page. Raises `KeyError` for no kind, `OSError`."""
    record = closed_record(project, kind, id)
    return replace(record, raw=record.path.read_bytes()) if record.path.is_file() else record


def closed_record(project: Project, kind: str, id: str) -> OpenRecord:
    """The same without a look at its file, as if there were none."""
    cls = CLASSES[kind]
    if cls is School:
        path = project.content / SCHOOL_FILE
    elif cls is OwnPage:
        path = project.content / f"{id.replace(FOLDER_SIGN, '/')}{cls.suffix}"
    else:
        path = project.content / kind / f"{id}{cls.suffix}"
    return OpenRecord(cls, id, path, path.relative_to(project.root).as_posix(), None)


def misnamed(project: Project, kind: str, id: str) -> str | None:
    """Why the only file of this name opens in no form: another suffix, letters no address can have; with its place."""
    folder = project.content / kind
    if kind not in KINDS or not folder.is_dir():
        return None
    names = sorted(path.name for path in folder.iterdir() if path.stem == id and path.is_file())
    faults = [(name, bad_name(KINDS[kind], name)) for name in names]
    if not faults or any(fault is None for _, fault in faults):
        return None
    name, fault = faults[0]
    return messages.labelled(f"{folder.relative_to(project.root).as_posix()}/{name}", fault or "")


def suggested_id(kind: str, name: str) -> str:
    """The name of a new file, from what the record is called; of a person the surname."""
    name = name or CLASSES[kind].caption
    if kind == OwnPage.kind and name.lower() in ON_THE_HOME_PAGE:
        return ON_THE_HOME_PAGE[name.lower()]
    words = name.split()[:1] if kind == Mentor.kind else name.split()
    return latin_name(" ".join(words)) or kind


def _fresh(cls: type[Record], head: dict[str, Plain], body: str) -> bytes:
    """The text of a new record."""
    lines = emission.block_lines(head)
    if cls.suffix == ".md":
        lines = ["---", *lines, "---", "", *body.split("\n")]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that the form and somebody else changed in two ways: its name, and both values."""

    name: str
    in_form: Plain | None
    in_file: Plain | None


@dataclass(frozen=True, slots=True)
class FormChange:
    """What a posted form makes of a record: the new bytes, and what stands against writing them."""

    record: OpenRecord
    data: dict[str, Plain]
    clashes: tuple[Clash, ...] = ()
    merged: bool = False
    """Whether somebody else changed other fields meanwhile; both changes are in `data`."""
    before: dict[str, Plain] = field(default_factory=dict)
    """What the form showed."""
    is_gone: bool = False
    """Whether the file was renamed or deleted meanwhile; `record` is then as the form showed it."""

    def raw(self) -> bytes:
        """The file as it would be saved. Raises `EditRefused` and `Unreadable`."""
        return self.record.saying(self.data)


class Editing:
    """Changes records by forms, and remembers what the forms showed."""

    def __init__(self) -> None:
        self.shown: OrderedDict[str, OpenRecord] = OrderedDict()

    def show(self, record: OpenRecord) -> OpenRecord:
        """Remember the state a form was drawn from."""
        self.shown[f"{record.file} {record.state}"] = record
        while len(self.shown) > MOST_SHOWN:
            self.shown.popitem(last=False)
        return record

    def change(self, record: OpenRecord, state: str, posted: Posted, values: FormValues) -> FormChange:
        """What a form that was drawn from the file in `state` makes of the file as it is now.

        Raises `EditRefused` for a state nobody remembers, and `Unreadable`.
        """
        if record.raw is None and state:
            return self.typed(record, state, posted, values)
        current = record.data()
        if state == record.state:
            return FormChange(record, values.wanted(record.cls, current, posted), before=current)
        shown = self.shown.get(f"{record.file} {state}")
        if shown is None:
            wanted = values.wanted(record.cls, current, posted)
            return FormChange(record, wanted, tuple(_clashes({}, wanted, current)), before=current)
        before = shown.data()
        mine = values.wanted(record.cls, before, posted)
        clashes = tuple(_clashes(before, mine, current))
        return FormChange(record, _merged(before, mine, current), clashes, merged=True, before=before)

    def typed(self, record: OpenRecord, state: str, posted: Posted, values: FormValues) -> FormChange:
        """What a form says of the record as it showed it, whatever became of the file."""
        shown = self.shown.get(f"{record.file} {state}", replace(record, raw=None))
        before = shown.data()
        wanted = values.wanted(record.cls, before, posted)
        return FormChange(shown, wanted, before=before, is_gone=record.raw is None and bool(state))


def _merged(before: dict[str, Plain], mine: dict[str, Plain], theirs: dict[str, Plain]) -> dict[str, Plain]:
    """Both changes; where they clash, the form's."""
    names = [*mine, *(name for name in theirs if name not in mine)]
    values = {name: (mine if mine.get(name) != before.get(name) else theirs).get(name) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _clashes(before: dict[str, Plain], mine: dict[str, Plain], theirs: dict[str, Plain]) -> list[Clash]:
    names = dict.fromkeys([*mine, *theirs])
    return [
        Clash(name, mine.get(name), theirs.get(name))
        for name in names
        if mine.get(name) != before.get(name) != theirs.get(name) != mine.get(name)
    ]
