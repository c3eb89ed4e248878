"""Somebody takes the consent back: the line in the record, and where the name stood, stands or may still stand."""

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from nastavnik import messages
from nastavnik.errors import ContentUnreadable, EditRefused
from nastavnik.office.pasting.address_table import TABLE
from nastavnik.office.searching import Sighting, search
from nastavnik.office.surnames import in_file_name
from nastavnik.office.undo import runs, take_back
from nastavnik.records import Mentor
from nastavnik.records.fields import read_day
from nastavnik.school.catalogue import passport_file, record_files
from nastavnik.text.editing import Written, edited, open_written, put
from nastavnik.text.source import Keys, Plain, Unreadable

WITHDRAWN = ("consent", "withdrawn")
PHOTOS = (".webp", ".svg", ".png", ".jpg", ".jpeg", ".avif")


@dataclass(frozen=True, slots=True)
class Traces:
    """Where a name may still stand in what the school wrote itself."""

    texts: tuple[Sighting, ...]
    file_names: tuple[str, ...]
    unread: tuple[str, ...]
    """Files no program of ours can look into."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Files of the finished site, and which of them name the person."""

    files: frozenset[str]
    naming: frozenset[str]


def record_of(root: Path, word: str) -> Written:
    """The record `kind/id`, a mentor's by the id alone, or `school`. Raises `ContentUnreadable` without one to read."""
    kind, _, id = word.removeprefix("content/").rpartition("/")
    kind = kind or Mentor.kind
    paths = {file.id: file.path for file in record_files(root / "content") if file.cls.kind == kind}
    passport = passport_file(root / "content")
    path = passport.path if word == passport.id and passport.path.is_file() else paths.get(id)
    if path is None:
        raise ContentUnreadable(messages.no_record(f"{kind}/{id}", sorted(paths)))
    try:
        return open_written(path, path.relative_to(root).as_posix())
    except Unreadable as refused:
        raise ContentUnreadable(str(refused.problem)) from refused


def person(written: Written, word: str, surname: str | None) -> Keys:
    """Where the person stands in the record. Raises `ContentUnreadable` if it is not clear who is meant."""
    names = {keys: name for keys, name in _people(written.source.data) if (surname or "").lower() in name.lower()}
    if len(names) == 1:
        return next(iter(names))
    if names:
        raise ContentUnreadable(messages.whose_consent(word, sorted(names.values())))
    if surname:
        raise ContentUnreadable(messages.no_such_person_here(word, surname))
    return ()


def name_of(written: Written, keys: Keys) -> str:
    """Whom the record names there. Raises `ContentUnreadable` for a record about nobody: a file name is no surname."""
    name = _at(written.source.data, (*keys, "name"))
    if not isinstance(name, str):
        raise ContentUnreadable(messages.labelled(written.source.file, messages.NOBODY_TO_WITHDRAW))
    return name


def withdrawn_on(written: Written, keys: Keys) -> dt.date | None:
    """The day the consent was withdrawn on, as the record says it now."""
    day = _at(written.source.data, (*keys, *WITHDRAWN))
    return read_day(day) if isinstance(day, str) else None


def has_consent(written: Written, keys: Keys) -> bool:
    return isinstance(_at(written.source.data, (*keys, "consent")), dict)


def withdrawn(written: Written, keys: Keys, day: dt.date) -> bytes:
    """The bytes of the record with the day of withdrawal in the person's consent."""
    expected = deepcopy(written.source.data)
    _at(expected, (*keys, "consent"))["withdrawn"] = day.isoformat()
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


def _at(data: Any, keys: Keys) -> Any:
    """What stands under `keys`; None if there is nothing."""
    try:
        return reduce(lambda inner, key: inner[key], keys, data)
    except (LookupError, TypeError):
        return None


def command_of(written: Written, keys: Keys) -> str:
    """What a withdrawal is called among the commands that can be taken back."""
    return " ".join(
        filter(None, ("withdraw", f"{written.path.parent.name}/{written.path.stem}", "/".join(map(str, keys))))
    )


def undo(root: Path, written: Written, keys: Keys) -> None:
    """Put the record back as it was before the first withdrawal. Raises `EditRefused` if it was changed since."""
    command = command_of(written, keys)
    withdrawals = [run for run in reversed(runs(root)) if run.command == command and not run.undone]
    if not withdrawals:
        raise EditRefused(messages.labelled(written.source.file, messages.NOTHING_TO_UNDO))
    try:
        for run in withdrawals:
            take_back(run)
    except EditRefused as refused:
        place = str(written.source.place((*keys, *WITHDRAWN), of_key=True))
        raise EditRefused(f"{messages.labelled(place, messages.CHANGED_SINCE)}\n{refused}") from refused


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
    texts: list[Sighting] = []
    names, unread = [], []
    for path in _published_from(root):
        file = path.relative_to(root).as_posix()
        if path == own:
            continue
        if in_file_name(name, path.stem) or own.stem in path.stem.lower().split("-"):
            names.append(file)
        sightings = search(name, path, file)
        texts += sightings or []
        unread += [file] if sightings is None else []
    return Traces(tuple(texts), tuple(names), tuple(unread))


def outside(root: Path) -> list[str]:
    """What no program of ours can reach, as sentences: other sites, and pages pasted into a platform."""
    return [messages.OUTSIDE, *([messages.PASTED_TOO] if (root / TABLE).is_file() else [])]


def _published_from(root: Path) -> Iterator[Path]:
    """Files the section is made from."""
    paths = [root / "mkdocs.yml", *sorted((root / "content").rglob("*")), *sorted((root / "theme").rglob("*"))]
    return (path for path in paths if path.is_file() and not path.name.startswith("."))
