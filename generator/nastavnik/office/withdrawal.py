"""Somebody takes the consent back: the line in the record, and where the name stood, stands or may still stand."""

import datetime as dt
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import ContentUnreadable, EditRefused
from nastavnik.office.searching import Found, search
from nastavnik.office.surnames import in_file_name
from nastavnik.records import Mentor
from nastavnik.records.fields import read_day
from nastavnik.school.catalogue import passport_file, record_files
from nastavnik.text.editing import Written, edited, open_written, put, save
from nastavnik.text.source import Keys, Plain

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


def record_of(root: Path, word: str) -> Written:
    """The record `kind/id`, a mentor's by the id alone, or `school`. Raises `ContentUnreadable` if there is none."""
    kind, _, id = word.rpartition("/")
    kind = kind or Mentor.kind
    paths = {file.id: file.path for file in record_files(root / "content") if file.cls.kind == kind}
    passport = passport_file(root / "content")
    path = passport.path if word == passport.id and passport.path.is_file() else paths.get(id)
    if path is None:
        raise ContentUnreadable(messages.no_record(f"{kind}/{id}", sorted(paths)))
    return open_written(path, path.relative_to(root).as_posix())


def person(written: Written, word: str, surname: str | None) -> Keys:
    """Where the person stands in the record. Raises `ContentUnreadable` if it is not clear who is meant."""
    found = {keys: name for keys, name in _people(written.source.data) if (surname or "").lower() in name.lower()}
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise ContentUnreadable(messages.whose_consent(word, sorted(found.values())))
    if surname:
        raise ContentUnreadable(messages.no_such_person_here(word, surname))
    return ()


def name_of(written: Written, keys: Keys) -> str:
    name = _at(written.source.data, (*keys, "name"))
    return name if isinstance(name, str) else written.path.stem


def withdrawn_on(written: Written, keys: Keys) -> dt.date | None:
    """The day the consent was withdrawn on, as the record says it now."""
    day = _at(written.source.data, (*keys, *WITHDRAWN))
    return read_day(day) if isinstance(day, str) else None


def has_consent(written: Written, keys: Keys) -> bool:
    return isinstance(_at(written.source.data, (*keys, "consent")), dict)


def withdrawn(written: Written, keys: Keys, day: dt.date) -> bytes:
    """The bytes of the record with the day of withdrawal in the person's consent."""
    expected = deepcopy(written.source.data)
    consent = _at(expected, (*keys, "consent"))
    assert isinstance(consent, dict)
    consent["withdrawn"] = day.isoformat()
    return edited(written, [put(written, (*keys, *WITHDRAWN), day.isoformat())], expected)


def _people(data: Plain, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Everybody in the record who has a name and a consent."""
    if isinstance(data, dict):
        if isinstance(data.get("name"), str) and isinstance(data.get("consent"), dict):
            yield keys, str(data["name"])
        for key, value in data.items():
            yield from _people(value, (*keys, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _people(value, (*keys, number))


def _at(data: Plain | None, keys: Keys) -> Plain | None:
    for key in keys:
        if isinstance(data, dict) and isinstance(key, str):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def keep_for_undo(root: Path, written: Written, keys: Keys) -> None:
    """A copy of the record as it was before the first withdrawal."""
    backup = _backup(root, written.path)
    if not (backup.is_file() and withdrawn_on(written, keys)):
        save(backup, written.raw)


def undo(root: Path, written: Written, keys: Keys) -> None:
    """Put the record back, byte for byte. Raises `EditRefused` if somebody has changed it since."""
    backup, day = _backup(root, written.path), withdrawn_on(written, keys)
    if not backup.is_file():
        raise EditRefused(messages.labelled(written.source.file, messages.NOTHING_TO_UNDO))
    before = open_written(backup, written.source.file)
    if day is None or withdrawn(before, keys, day) != written.raw:
        raise EditRefused(
            messages.labelled(str(written.source.place((*keys, *WITHDRAWN), of_key=True)), messages.CHANGED_SINCE)
        )
    save(written.path, before.raw)
    backup.unlink()


def standing(site: Path, name: str) -> Standing:
    """Read the finished site."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    naming = {file for file, path in files.items() if search(name, path, file)}
    return Standing(frozenset(files), frozenset(naming))


def photos_gone(before: Standing, after: Standing, address: str) -> list[str]:
    """Pictures of the record's page that the site had and has no longer."""
    gone = before.files - after.files
    return sorted(file for file in gone if file.startswith(address) and file.endswith(PHOTOS))


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
