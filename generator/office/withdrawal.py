"""A mentor takes the consent back: the line in the record, and where the name stood, stands or may still stand."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import messages
from generator.catalogue import record_files
from generator.editing import Written, edited, open_written, put, save
from generator.errors import ContentUnreadable, EditRefused
from generator.office.searching import Found, search
from generator.records import Mentor
from generator.records.fields import read_day
from generator.source import Plain
from generator.surnames import in_file_name

WITHDRAWN = ("consent", "withdrawn")
UNDO = Path(".nastavnik") / "undo"
PHOTOS = (".webp", ".svg", ".png", ".jpg", ".jpeg", ".avif")


@dataclass(frozen=True, slots=True)
class Traces:
    """Where a name may still stand in what the school wrote itself."""

    texts: tuple[Found, ...]
    file_names: tuple[str, ...]
    unread: tuple[str, ...]
    """Files no program of ours can look into."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Files of the finished site, and which of them name the person."""

    files: frozenset[str]
    naming: frozenset[str]


def mentor_record(root: Path, id: str) -> Written:
    """The record of a mentor. Raises `ContentUnreadable` if there is none."""
    ids = {path.stem: path for cls, path in record_files(root / "content") if cls is Mentor}
    if id not in ids:
        raise ContentUnreadable(messages.no_mentor(id, sorted(ids)))
    return open_written(ids[id], ids[id].relative_to(root).as_posix())


def withdrawn_on(written: Written) -> dt.date | None:
    """The day the consent was withdrawn on, as the record says it now."""
    consent = written.source.data.get("consent")
    day = consent.get("withdrawn") if isinstance(consent, dict) else None
    return read_day(day) if isinstance(day, str) else None


def has_consent(written: Written) -> bool:
    return isinstance(written.source.data.get("consent"), dict)


def withdrawn(written: Written, day: dt.date) -> bytes:
    """The bytes of the record with the day of withdrawal in its consent."""
    data, consent = written.source.data, written.source.data["consent"]
    assert isinstance(consent, dict)
    expected: dict[str, Plain] = data | {"consent": consent | {"withdrawn": day.isoformat()}}
    return edited(written, [put(written, WITHDRAWN, day.isoformat())], expected)


def keep_for_undo(root: Path, written: Written) -> None:
    """A copy of the record as it was before the first withdrawal."""
    backup = _backup(root, written.path)
    if not (backup.is_file() and withdrawn_on(written)):
        save(backup, written.raw)


def undo(root: Path, written: Written) -> None:
    """Put the record back, byte for byte. Raises `EditRefused` if somebody has changed it since."""
    backup, day = _backup(root, written.path), withdrawn_on(written)
    if not backup.is_file():
        raise EditRefused(messages.nothing_to_undo(written.source.file))
    before = open_written(backup, written.source.file)
    if day is None or withdrawn(before, day) != written.raw:
        raise EditRefused(messages.changed_since(str(written.source.place(WITHDRAWN, of_key=True))))
    save(written.path, before.raw)
    backup.unlink()


def standing(site: Path, name: str) -> Standing:
    """Read the finished site."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    naming = {file for file, path in files.items() if search(name, path, file)}
    return Standing(frozenset(files), frozenset(naming))


def photos_gone(before: Standing, after: Standing, id: str) -> list[str]:
    """Pictures of the mentor's card that the site had and has no longer."""
    gone = before.files - after.files
    return sorted(file for file in gone if file.startswith(f"mentors/{id}/") and file.endswith(PHOTOS))


def traces(root: Path, name: str, own: Path) -> Traces:
    """Where the name may still stand in records, pages, documents and names of files, the own record apart."""
    texts: list[Found] = []
    names, unread = [], []
    for path in _published_from(root):
        file = path.relative_to(root).as_posix()
        if path == own:
            continue
        if in_file_name(name, path.stem) or own.stem in path.stem.lower().split("-"):
            names.append(file)
        found = search(name, path, file)
        texts += found or []
        unread += [file] if found is None else []
    return Traces(tuple(texts), tuple(names), tuple(unread))


def _published_from(root: Path) -> Iterator[Path]:
    """Files the section is made from."""
    settings: Iterable[Path] = [root / "mkdocs.yml"]
    for path in (*settings, *sorted((root / "content").rglob("*")), *sorted((root / "theme").rglob("*"))):
        if path.is_file() and not path.name.startswith("."):
            yield path


def _backup(root: Path, path: Path) -> Path:
    return root / UNDO / path.relative_to(root / "content")
