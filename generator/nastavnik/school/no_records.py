"""Scans of files that are no records: refused ones, and drafts that are not written to the end."""

from collections.abc import Iterator
from typing import Any

from nastavnik.records.fields import FileMarker, Long, Ref
from nastavnik.records.reading import raw_values
from nastavnik.records.record import Record
from nastavnik.records.unfinished import Unfinished
from nastavnik.school.facts import WrittenPath
from nastavnik.school.scans import NamedFile, Reference, Scan, Scanned, TextLink, place_of
from nastavnik.text import markdown
from nastavnik.text.source import Problem, Source


def refused(
    cls: type[Record], source: Source, mistakes: list[Problem], digest: str, personal: tuple[Problem, ...]
) -> Scanned:
    """Of a file that is no record: its mistakes, and what it refers to."""
    lines = {problem.place.line for problem in mistakes}
    personal = tuple(finding for finding in personal if finding.place.line not in lines)
    references = _raw_references(cls, source.data)
    return Scan(digest, problems=tuple(mistakes), personal=personal, references=references), None


def left_out(draft: Unfinished, source: Source, digest: str, personal: tuple[Problem, ...]) -> Scanned:
    """Of a draft that is no record yet: hints alone, and what it names, so that its files stay inside with it."""
    cls = draft.cls
    data = source.data | ({cls.body: source.body} if cls.body and source.body else {})
    scanned = Scan(
        digest,
        problems=draft.problems,
        personal=personal,
        references=_raw_references(cls, data),
        files=tuple(
            NamedFile(keys, WrittenPath(path, mark.shape)) for keys, mark, path in raw_values(cls, data, FileMarker)
        ),
        links=tuple(_raw_links(cls, data, source)),
        unfinished=True,
    )
    return scanned, None


def _raw_links(cls: type[Record], data: dict[str, Any], source: Source) -> Iterator[TextLink]:
    """Links of the long texts of plain data into the content folder."""
    for keys, _, text in raw_values(cls, data, Long):
        for _, _, target, anchor in markdown.pointers(text):
            if target and markdown.is_inside(target):
                yield TextLink(place_of(keys, source, cls), target, anchor)


def _raw_references(cls: type[Record], data: dict[str, Any]) -> tuple[Reference, ...]:
    """What plain data that are no record refer to."""
    written = raw_values(cls, data, Ref)
    return tuple(Reference(keys, mark.kind, mark.part, mark(value)) for keys, mark, value in written)
