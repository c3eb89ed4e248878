"""What the records hold that the site does not show: why the repository they lie in must be closed to outsiders.

A page is only ever public with a right to it; the files of the records lie in the repository as they are, with names
that wait for a consent, numbers of consents, scores of programmes and true figures, and so does their whole history.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.records.fields import CONSENT, PRIVATE, FormerName, visibility
from nastavnik.records.reading import marks, models_in
from nastavnik.school.catalogue import RecordFile, passport_file, record_files
from nastavnik.text.source import Keys, Place, Problem, Source, Unreadable, decode, parse

DEMO = "demo"
"""The field of the passport that says the whole school is invented."""


class Secret(NamedTuple):
    """A value that is no outsider's business: where it stands and the caption of its field."""

    place: Place
    caption: str


def secrets(content: Path) -> Iterator[Secret]:
    """The first such value of each record of a school, by file; an invented school has none, nor has a broken file."""
    passport = passport_file(content)
    read = _read(passport)
    if read and DEMO in read.data:
        return
    for file in (passport, *record_files(content)):
        source = _read(file)
        if source:
            yield from _first(source, file)


def problems(content: Path) -> Iterator[Problem]:
    """That a repository everybody may read holds them; nothing if it does not."""
    standing = sorted(secrets(content))
    if standing:
        place, caption = standing[0]
        yield Problem(place, messages.repository_is_open(caption, len(standing)))


def _read(file: RecordFile) -> Source | None:
    if not file.path.is_file():
        return None
    with suppress(Unreadable, OSError):  # said where records are read
        return parse(decode(file.path.read_bytes(), file.name), file.name, with_body=file.name.endswith(".md"))
    return None


def _first(source: Source, file: RecordFile) -> Iterator[Secret]:
    for keys, caption in _private(file.cls, source.data, ()):
        yield Secret(source.place(keys, of_key=True), caption)
        return


def _private(cls: type[BaseModel], data: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Keys and captions of private values, and of names whose owner has signed nothing, depth first.

    A yes or a no is nobody's secret.
    """
    if not isinstance(data, Mapping):
        return
    unsigned = "consent" in cls.model_fields and "consent" not in data
    for name, value in data.items():
        field = cls.model_fields.get(str(name))
        if field is None:
            continue
        seen, here = visibility(cls, name), (*keys, name)
        if marks(cls, name, FormerName):
            continue  # an address, which everybody may open
        if (seen is PRIVATE and field.annotation is not bool) or (unsigned and seen is CONSENT):
            yield here, field.title or name
        for model in models_in(field.annotation):
            for number, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
                yield from _private(model, item, here if number is None else (*here, number))
