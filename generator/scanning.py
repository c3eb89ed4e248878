"""One file of the content → everything it says by itself: its record, its links, the people in it, what is wrong.

A scan depends on the bytes of the file, its kind and the school's `Rules` only, never on other files or on the day. So
files are scanned in several processes, and what was found is kept until the file changes.
"""

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import NamedTuple

from generator import guard, markdown, messages
from generator.catalogue import light, long_fields, pack, unlisted_fields
from generator.parallel import spread
from generator.records import Mentor
from generator.records.fields import CONSENT, Ref, visibility
from generator.records.people import ALL_FIELDS, Consent, Person, consent_of, unknown_fields
from generator.records.reading import parts, raw_values, read_record
from generator.records.record import Record
from generator.records.vocabularies import Vocabularies
from generator.source import Keys, Place, Problem, Source, Unreadable, decode, parse

PARALLEL_FROM = 200  # files; below that starting a process costs more than it reads


@dataclass(frozen=True, slots=True)
class Rules:
    """What of the school a scan depends on besides the file."""

    vocabularies: Vocabularies
    guard: guard.Known

    def digest(self) -> str:
        """Changes with anything in the rules."""
        words = (repr(self.vocabularies), *sorted(self.guard.contacts), *sorted(self.guard.numbers))
        return hashlib.sha256("\x1e".join(words).encode()).hexdigest()


class File(NamedTuple):
    """A file that is or should be a record; `name` is what the administrator calls it."""

    cls: type[Record]
    path: Path
    name: str


class Agreement(NamedTuple):
    """A named person's consent and what it leaves out; the day decides whether it holds."""

    consent: Consent
    place: Place
    uncovered_place: Place
    uncovered: tuple[str, ...]


class Link(NamedTuple):
    """A link of a long text into the content folder; one within the text leads to the record's own file."""

    place: Place
    target: str
    anchor: str


class Pointer(NamedTuple):
    """A link with an anchor, and the file it leads to."""

    place: Place
    path: Path
    anchor: str


class Reference(NamedTuple):
    """A reference of a record that has other mistakes, as `records.fields.Ref` reads it."""

    place: Place
    mark: Ref
    value: str


class Scan(NamedTuple):
    """What one file says by itself."""

    digest: str
    """Of the file's bytes."""
    record: Record | None = None
    """As the school keeps it, private fields included, without long texts; None if it cannot be read."""
    texts: bytes = b""
    """The long texts, packed for the catalogue's shelf."""
    has_page: bool = False
    links: tuple[Link, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    consents: tuple[Consent, ...] = ()
    """Every consent in the record: what of it may be shown depends on the day only through them."""
    problems: tuple[Problem, ...] = ()
    personal: tuple[Problem, ...] = ()
    """What the guard found; said even of a file that is no record."""
    references: tuple[Reference, ...] = ()
    """Of a file whose record cannot be read; a record itself knows its own."""


class Packed(NamedTuple):
    """A scan as bytes, its long texts apart."""

    light: bytes
    texts: bytes

    def scan(self) -> Scan:
        found: Scan = pickle.loads(self.light)
        return found._replace(texts=self.texts)


def scan_all(files: Iterable[File], rules: Rules) -> Iterator[Scan]:
    """The scans of files in their order."""
    return (scan(file, rules) for file in files)


def pack_all(files: Iterable[File], rules: Rules, processes: int) -> Iterator[Packed]:
    """The same in processes, packed where they were made: they are kept and sent as bytes."""
    files = list(files)
    yield from spread(partial(_packed, rules=rules), files, processes if len(files) >= PARALLEL_FROM else 1)


def _packed(file: File, rules: Rules) -> Packed:
    found = scan(file, rules)
    return Packed(pickle.dumps(found._replace(texts=b""), pickle.HIGHEST_PROTOCOL), found.texts)


def scan(file: File, rules: Rules) -> Scan:
    """Read one file. Whatever is in it, the answer is a scan."""
    try:
        raw = file.path.read_bytes()
    except OSError as error:
        return Scan("", problems=(Problem(Place(file.name), messages.cannot_open(error.strerror or "")),))
    digest = _digest(raw)
    try:
        text = decode(raw, file.name)
    except Unreadable as refused:
        return Scan(digest, problems=(refused.problem,))
    personal = tuple(guard.in_text(text, file.name, file.cls, rules.guard, with_body=file.path.suffix == ".md"))
    try:
        source = parse(text, file.name, with_body=file.path.suffix == ".md")
    except Unreadable as refused:
        return Scan(digest, problems=(refused.problem,), personal=personal)
    source = guard.unmarked(source) if guard.MARK in text else source
    record = read_record(file.cls, source, rules.vocabularies)
    if isinstance(record, list):
        written = ((keys, mark, mark(value)) for keys, mark, value in raw_values(file.cls, source.data, Ref))
        references = tuple(Reference(source.place(keys), mark, value) for keys, mark, value in written)
        return Scan(digest, problems=tuple(record), personal=personal, references=references)
    found = _Found(source, record)
    return Scan(
        digest,
        light(record),
        pack(record) if unlisted_fields(file.cls) else b"",
        record.has_page,
        tuple(found.links()),
        tuple(found.agreements()),
        tuple(consent for _, consent in parts(record, (Consent,))),
        tuple(found.problems),
        personal,
    )


def content_digest(path: Path) -> str:
    """The digest a scan of the file would have."""
    return _digest(path.read_bytes())


def _digest(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=12).hexdigest()


class _Found:
    """What a record that can be read says, with places."""

    def __init__(self, source: Source, record: Record) -> None:
        self.source, self.record = source, record
        self.problems = [Problem(self._place(keys), sentence, "hint") for keys, sentence in record.hints()]

    def links(self) -> Iterator[Link]:
        for name in sorted(long_fields(type(self.record))):
            value = getattr(self.record, name)
            for text in (value,) if isinstance(value, str) else value or ():
                for line, _, target, anchor in markdown.pointers(text):
                    if markdown.is_inside(target) or (anchor and not target):
                        yield Link(self._line(name, line), target or PurePath(self.source.file).name, anchor)

    def agreements(self) -> Iterator[Agreement]:
        for keys, part in parts(self.record, (Person, Mentor)):
            if getattr(part, "name", None) is None:
                continue
            consent = consent_of(part)
            if consent is None:
                self.problems.append(Problem(self._place((*keys, "name")), messages.NO_CONSENT, "hint"))
            else:
                yield self._agreement(keys, part, consent)

    def _agreement(self, keys: Keys, part: Person | Mentor, consent: Consent) -> Agreement:
        captions = {name: field.title or name for name, field in type(part).model_fields.items()}
        fields = self._place((*keys, "consent", "fields"))
        for word in unknown_fields(consent, captions):
            self.problems.append(Problem(fields, messages.consent_unknown_field(word)))
        uncovered = [
            f"{name} ({caption})"
            for name, caption in captions.items()
            if visibility(type(part), name) is CONSENT and getattr(part, name) and not consent.covers(name, caption)
        ]
        if ALL_FIELDS & {word.lower() for word in consent.fields}:
            uncovered = []
        return Agreement(consent, self._place((*keys, "consent")), fields, tuple(uncovered))

    def _line(self, name: str, line: int) -> Place:
        """Place of a line of a long text, which counts from 0; of a field in the head only its beginning is known."""
        place = self._place((name,))
        in_body = name == self.record.body and bool(self.source.body)
        return Place(place.file, place.line + line, 1) if in_body else place

    def _place(self, keys: Keys) -> Place:
        if len(keys) == 1 and keys[0] == self.record.body and self.source.body:
            keys = ("body",)
        return self.source.place(keys)
