"""Personal data in files: what must not stand in the section, found before it is published.

`in_text` looks at the text of a file, `in_folder` at what else lies in the content folder; `personal_signs` tells what
is personal. What surely is becomes an error, what only looks so a hint; a line with `# проверено` or
`<!-- проверено -->` is left alone.
"""

import os
import re
from bisect import bisect
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from nastavnik import messages
from nastavnik.attachments import pdf_access
from nastavnik.records import KINDS
from nastavnik.records.fields import PRIVATE, visibility
from nastavnik.records.record import Record
from nastavnik.records.school import School
from nastavnik.school.guard import acts
from nastavnik.school.guard.acts import Finding
from nastavnik.school.guard.personal_signs import file_findings, findings, phone_digits
from nastavnik.text.source import (
    FRONT_MATTER,
    Place,
    Plain,
    Problem,
    Source,
    Unreadable,
    column_in_file,
    contents,
    decode,
    parse,
)

MARK = "проверено"
MOST_SAID = 200  # errors, and as many hints, of one file: nobody reads more
CHECKED = re.compile(
    r"(?:^|(?<=\s))(?:<!--[ \t]*проверено[ \t]*-->|#[ \t]?проверено(?!\w))|<!--[ \t]*проверено[ \t]*-->"
)


def unmarked(source: Source) -> Source:
    """The record without the marks «проверено», which are for us and not for readers."""
    body = source.body and without_marks(source.body)
    data = {name: _plain_without_marks(value) for name, value in source.data.items()}
    return source if (body, data) == (source.body, source.data) else replace(source, body=body, data=data)


@dataclass(frozen=True, slots=True)
class PublicDetails:
    """What of the school is nobody's secret: contacts of its curators and the numbers in its names."""

    contacts: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, school: School) -> "PublicDetails":
        phones = {phone_digits(curator.phone or "") for curator in school.curators}
        emails = {(curator.email or "").lower() for curator in school.curators}
        return cls(frozenset(phones | emails) - {""}, acts.numbers(f"{school.title} {school.short_title}"))


def in_folder(content: Path, known: PublicDetails, *, scanned: Container[str]) -> Iterator[Problem]:
    """Everything found in the files of a content folder, and in their names, that nobody has scanned yet."""
    for inside in sorted(_files(content)):
        file = f"{content.name}/{inside}"
        if file in scanned:
            continue
        readable = file.encode(errors="backslashreplace").decode()
        if readable != file:
            yield Problem(Place(readable), messages.NAME_IS_NO_TEXT)
            continue
        yield from in_name(file)
        with suppress(Unreadable):  # said where records and pages are read
            yield from _in_file(content / inside, file, known)


def _in_file(path: Path, file: str, known: PublicDetails) -> Iterator[Problem]:
    if path.suffix in (".md", ".yml"):
        text, cls = decode(contents(path, file), file), KINDS.get(file.split("/")[1], School)
        yield from in_text(text, file, cls, known, with_body=path.suffix == ".md")
    elif path.suffix.lower() == ".pdf" and (missing := pdf_access.lacks(contents(path, file))):
        yield Problem(Place(file), messages.pdf_lacks(missing), "hint")


def in_name(file: str) -> Iterator[Problem]:
    """Everything found in the name of a file."""
    for _, kind, certain in file_findings(os.path.splitext(file.rpartition("/")[2])[0]):  # noqa: PTH122
        yield Problem(Place(file), messages.GUARD[kind], "error" if certain else "hint")


def _files(content: Path) -> Iterator[str]:
    """Files of the folder that are not hidden, by their paths inside it."""
    for folder, below, names in os.walk(content):
        below[:] = [name for name in below if not name.startswith(".")]
        inside = folder[len(str(content)) + 1 :].replace(os.sep, "/")
        yield from (f"{inside}/{name}" if inside else name for name in names if not name.startswith("."))


def in_text(text: str, file: str, cls: type[Record], known: PublicDetails, *, with_body: bool) -> Iterator[Problem]:
    """Everything found in the text of a file; `cls` tells which of its fields are published."""
    if not any(True for _ in _all_findings(text, known)):
        return
    try:
        passages = sorted(set(_passages(text, file, cls, with_body=with_body)))
    except Unreadable:
        return  # said where records are read
    begins = [0, *(line.end() for line in re.finditer("\n", text))]
    checked = {bisect(begins, mark.start()) - 1 for mark in CHECKED.finditer(text)} if MARK in text else set()
    counts: Counter[bool] = Counter()
    for start, end in passages:
        for offset, kind, certain in _all_findings(text[start:end], known):
            at = start + offset
            line = bisect(begins, at) - 1
            counts[certain] += line not in checked
            if line in checked or counts[certain] > MOST_SAID:
                continue
            message = (messages.GUARD | messages.MISQUOTED)[kind]
            place = Place(file, line + 1, column_in_file(text, line, at - begins[line]) + 1)
            yield Problem(place, message, "error" if certain else "hint")


def findings_in_words(text: str, known: PublicDetails) -> Iterator[str]:
    """Kinds (keys of `messages.GUARD`) of what looks personal in a text that is no file of ours, one each time."""
    yield from (kind for _, kind, _ in _all_findings(text, known) if kind in messages.GUARD)


def _all_findings(text: str, known: PublicDetails) -> Iterator[Finding]:
    for offset, kind, certain in findings(text):
        written = text[offset : offset + 100].lower()
        own_phone = kind == "phone" and phone_digits(written[:24])[:10] in known.contacts
        if not own_phone and not (kind == "email" and written.startswith(tuple(known.contacts))):
            yield offset, kind, certain
    yield from acts.findings(text, known.numbers)


def _passages(text: str, file: str, cls: type[Record], *, with_body: bool) -> Iterator[tuple[int, int]]:
    """Spans of the texts that may be published: values of public fields and the body; comments are nobody's."""
    head, above = text, 0
    if with_body:
        match = FRONT_MATTER.match(text)
        yield match.end() if match else 0, len(text)
        if not match or not match[1].strip():
            return
        head, above = match[1], match.start(1)
    hidden = {name for name in cls.model_fields if visibility(cls, name) is PRIVATE} | {"consent", "photo_consent"}
    yield from ((above + start, above + end) for start, end in _scalars(parse(head, file).root, hidden))


def _scalars(node: yaml.Node, hidden: set[str]) -> Iterator[tuple[int, int]]:
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.index, node.end_mark.index
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in hidden:
                yield from _scalars(value, hidden)
    else:
        for item in node.value:
            yield from _scalars(item, hidden)


def without_marks(text: str) -> str:
    """The text without the marks «проверено» and the blanks before them."""
    if MARK not in text:
        return text
    return re.sub(r"(?<![ \t])[ \t]+$", "", CHECKED.sub("", text), flags=re.MULTILINE)


def _plain_without_marks(value: Plain) -> Plain:
    if isinstance(value, str):
        return without_marks(value)
    if isinstance(value, list):
        return [_plain_without_marks(item) for item in value]
    return {name: _plain_without_marks(item) for name, item in value.items()}
