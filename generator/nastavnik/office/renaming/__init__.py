"""A record under another name: its file, what belongs to it alone, and every reference to it, without writing yet.

Former names stay in `aliases`: their addresses lead on, and machines know the record by the first of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import ContentUnreadable, EditRefused
from nastavnik.office import undo
from nastavnik.office.renaming.belongings import belongings
from nastavnik.office.renaming.move import Move
from nastavnik.office.renaming.pages import mended_pages
from nastavnik.office.renaming.references import Mended, mended_record
from nastavnik.office.renaming.remains import consents_naming, remains
from nastavnik.records import KINDS, Mentor
from nastavnik.records.record import Addressed, Record, rebuilt
from nastavnik.records.unfinished import unfinished
from nastavnik.school.cabinet import Cabinet, Original, cabinet
from nastavnik.school.catalogue import SCHOOL_FILE, Finder, RecordFile, record_files
from nastavnik.school.scanning import bad_name
from nastavnik.text.editing import Edit, Written, edited, node_at, put, remove, written_as
from nastavnik.text.source import Plain, Unreadable, read


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a renaming writes, and what it leaves to a person; sentences with their places."""

    kind: str
    old: str
    new: str
    files: Mapping[Path, bytes | None]
    """New bytes by file; None for one that goes."""
    moved: tuple[tuple[str, str], ...]
    """Files as the administrator knows them: where they lie, where they will."""
    mended: tuple[str, ...]
    """A line a reference."""
    left: tuple[str, ...]
    """Places where the former name stands in words or in addresses nobody can mend."""
    consents: tuple[str, ...]
    """Consents that name the former address."""
    unread: tuple[str, ...]
    """Files that cannot be read, so nobody knows what they refer to."""
    has_page: bool
    keeps_address: bool
    is_of_person: bool

    @property
    def command(self) -> str:
        """What it is called among the commands that can be taken back."""
        return f"rename {self.kind}/{self.old} {self.new}"

    @property
    def addresses(self) -> tuple[str, str]:
        """The former and the present address, from the section's root."""
        return f"{self.kind}/{self.old}/", f"{self.kind}/{self.new}/"


def rename(root: Path, word: str, new: str, *, keeps_address: bool = True) -> Renaming:
    """What it takes to call the record `word` (`mentors/belova`) by the name `new`; nothing is written.

    `keeps_address`: whether its former address goes on to work. Raises `ContentUnreadable` for a record that is not
    there or has errors, `EditRefused` for a name that is none or is taken, and for a reference that cannot be edited.
    """
    opened = cabinet(root / "content")
    original = _original(opened, word)
    kind, old = original.file.cls.kind, original.id
    name = _new_name(opened, original, new)
    target = original.file.path.with_name(f"{name}{original.file.cls.suffix}")
    belonging = belongings(opened, original, name)
    paths = {original.file.place: str(target), **belonging}
    move = Move(kind, old, name, paths, Finder(opened.content), opened.school.root)
    records = {file: mended_record(file, record, move) for file, record in _files(opened)}
    mends = {file.path: mend for file, mend in records.items() if mend and mend.lines}
    mends |= mended_pages(opened.content, move)
    files: dict[Path, bytes | None] = {path: mend.data for path, mend in mends.items() if path != original.file.path}
    files[target] = _with_alias(original, records[original.file], keeps_address=keeps_address)
    files |= _moved(belonging) | {original.file.path: None}
    return Renaming(
        kind,
        old,
        name,
        files,
        tuple((_named(root, Path(before)), _named(root, Path(after))) for before, after in paths.items()),
        tuple(line for path in sorted(mends) for line in mends[path].lines),
        tuple(remains(root, original, move, files)),
        tuple(consents_naming(original, move)),
        tuple(file.name for file, mend in records.items() if mend is None),
        original.record.has_page,
        keeps_address,
        original.file.cls is Mentor,
    )


def write(root: Path, renaming: Renaming) -> None:
    """Write it, so that `nastavnik undo` takes it back; killed on the way, the next command finishes it."""
    undo.write(root, renaming.command, renaming.files)


# --- who and how ---------------------------------------------------------------------------------------


def _original(opened: Cabinet, word: str) -> Original:
    """The record `mentors/belova`, or as a file: `content/mentors/belova.yml`."""
    place = word.strip().replace("\\", "/").removeprefix("./").removeprefix("content/").strip("/")
    if place in (SCHOOL_FILE, opened.passport.id):
        raise EditRefused(messages.passport_has_no_name(opened.passport.file.name))
    kind, _, name = place.partition("/")
    cls = KINDS.get(kind)
    if cls is None or not name:
        raise ContentUnreadable(messages.rename_what(word, list(KINDS)))
    id = name.rpartition("/")[2].removesuffix(cls.suffix)
    files = [file for file in record_files(opened.content) if file.cls is cls]
    file = next((each for each in files if each.id == id), None)
    if file is None:
        raise ContentUnreadable(_not_there(opened, kind, id, files))
    readable = next((original for original in opened.records if original.file == file), None) or _draft(opened, file)
    if not issubclass(cls, Addressed):
        raise EditRefused(messages.kind_keeps_names(cls.caption))
    if readable is None or bad_name(cls, file.path.name):
        raise ContentUnreadable(messages.unreadable_record(file.name))
    return readable


def _draft(opened: Cabinet, file: RecordFile) -> Original | None:
    """A draft that lacks something, with the defaults of its class: a renaming asks no more. None for what is none."""
    try:
        draft = unfinished(file.cls, read(file.path, file.name), opened.vocabularies)
    except Unreadable:
        return None
    if draft is None:
        return None
    fields = file.cls.model_fields.items()
    empty = {name: None if each.is_required() else each.get_default(call_default_factory=True) for name, each in fields}
    return Original(file, rebuilt(file.cls, empty))


def _not_there(opened: Cabinet, kind: str, id: str, files: list[RecordFile]) -> str:
    now = next((original.id for original in _of(opened, kind) if id in original.record.former_ids), None)
    return messages.renamed_since(id, now) if now else messages.no_record(f"{kind}/{id}", [file.id for file in files])


def _of(opened: Cabinet, kind: str) -> Iterator[Original]:
    return (original for original in opened.records if original.file.cls.kind == kind)


def _new_name(opened: Cabinet, original: Original, word: str) -> str:
    """The name in what was typed, which may say the kind and the suffix as well. Raises `EditRefused`."""
    cls = original.file.cls
    name = word.strip().removeprefix("content/").strip("/").removeprefix(f"{cls.kind}/").removesuffix(cls.suffix)
    fault = bad_name(cls, f"{name.replace('/', ' ')}{cls.suffix}")
    if fault:
        raise EditRefused(fault)
    if name == original.id:
        raise EditRefused(messages.same_name(f"{cls.kind}/{name}"))
    for file in record_files(opened.content):
        if file.cls is cls and file.id == name:
            raise EditRefused(messages.already_there(file.name))
    for other in _of(opened, cls.kind):
        if other is not original and name in other.record.former_ids:
            raise EditRefused(messages.former_name_taken(name, other.file.name))
    return name


# --- what is written -----------------------------------------------------------------------------------


def _files(opened: Cabinet) -> Iterator[tuple[RecordFile, Record | None]]:
    """Every file of a record, the passport too, with the record if it has no mistakes."""
    read = {original.file: original.record for original in (opened.passport, *opened.records)}
    return ((file, read.get(file)) for file in (opened.passport.file, *record_files(opened.content)))


def _with_alias(original: Original, mend: Mended | None, *, keeps_address: bool) -> bytes:
    """The bytes of the record with its present name among those it had."""
    if mend is None:
        raise EditRefused(messages.unreadable_record(original.file.name))
    known, own = original.record.former_ids, original.id
    others = tuple(alias for alias in known if alias != own)
    names = (*known, *(() if own in known else (own,))) if keeps_address else others
    if names == known:
        return mend.data
    written = written_as(original.file.path, mend.data, original.file.name)
    expected = {name: value for name, value in written.source.data.items() if name != "aliases"}
    return edited(written, _aliases(written, names), {**expected, **_aliases_as_data(written, names)})


def _aliases(written: Written, names: tuple[str, ...]) -> list[Edit]:
    """What makes the field `aliases` say these names: commands write it, so its form may be theirs."""
    node = node_at(written, ("aliases",))
    if not names:
        return remove(written, ("aliases",))
    if node is None:
        return [put(written, ("aliases",), names[0])]
    return [Edit(*written.span(node), f"[{', '.join(names)}]")]


def _aliases_as_data(written: Written, names: tuple[str, ...]) -> dict[str, Plain]:
    """The field as data after that."""
    is_new = "aliases" not in written.source.data
    return {"aliases": names[0] if is_new else list(names)} if names else {}


def _moved(belonging: Mapping[str, str]) -> dict[Path, bytes | None]:
    gone: dict[Path, bytes | None] = dict.fromkeys(map(Path, belonging))
    return {Path(after): Path(before).read_bytes() for before, after in belonging.items()} | gone


def _named(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
