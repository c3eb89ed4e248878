"""`/api/v1/catalog.json`: everything the section publishes, in one fetch of an aggregator.

Within `/v1/` fields are only added. No build time and no machine's path in it: unchanged records, unchanged bytes.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from typing import Any

from nastavnik.feeds.section import Section, filled
from nastavnik.records import KINDS, School
from nastavnik.records.fields import HERE, Ref, visibility
from nastavnik.records.publishing import VERSION
from nastavnik.records.reading import values
from nastavnik.records.record import Record
from nastavnik.school.catalogue import Entry
from nastavnik.school.record_store import long_fields
from nastavnik.text import markdown
from nastavnik.text.json_text import compact_json

ADDRESS = "api/v1/catalog.json"
_OURS = re.compile(rf"(\]\(\s*<?){markdown.RECORD}")


def opening(section: Section) -> bytes:
    """What stands before the first record: the version and the school's passport."""
    school = compact_json(published(section.catalogue.school, section.known_as))
    return f'{{"version":{VERSION},\n"school":{school},\n"items":[\n'.encode()


def in_parts(begin: bytes, lines: Iterable[bytes]) -> Iterator[bytes]:
    """The file in parts: its opening, the records one a line, its end."""
    yield begin
    for number, record in enumerate(lines):
        yield b",\n" + record if number else record
    yield b"\n]}\n"


def public_entries(section: Section) -> list[Entry]:
    """The records of the catalogue in its order: by kind and id."""
    return sorted(
        (entry for kind in KINDS.values() for entry in section.shown(kind)),
        key=lambda entry: (entry.key.kind, entry.first_id),
    )


def catalog(section: Section) -> Iterator[tuple[str, bytes]]:
    """One object: version, the school's passport and the records by kind and id, one a line."""
    yield ADDRESS, b"".join(in_parts(opening(section), (line(section, entry) for entry in public_entries(section))))


def source_of(school: School) -> str:
    """The school's key for a region: addresses change and branches share an ИНН."""
    return f"{school.inn}-{school.id}"


def published(record: Record, known_as: Callable[[Ref, str], str | None]) -> dict[str, Any]:
    """A stripped record as plain data; what is absent, empty, taken out of it or leads nowhere has no key.

    `known_as` gives a reference as machines know it, None for one that leads nowhere.
    """
    cls = type(record)
    here = {name for name in cls.model_fields if visibility(cls, name) is HERE}
    data: Any = record.model_dump(mode="json", exclude_none=True, exclude=here)
    for keys, reference, value in values(record, Ref):
        name = known_as(reference, value)
        if name != value:
            holder: Any = reduce(lambda inner, key: inner[key], keys[:-1], data)
            holder[keys[-1]] = name
    plain: dict[str, Any] = filled(data)
    return plain


def line(section: Section, entry: Entry) -> bytes:
    """An item as JSON; its data stand last, in the very bytes the checksum is of."""
    data = compact_json(_data(section, entry))
    item: dict[str, Any] = {
        "source": source_of(section.catalogue.school),
        "kind": entry.key.kind,
        "id": entry.first_id,
        "url": section.url(entry),
        "checksum": hashlib.sha256(data.encode()).hexdigest(),
    }
    modified = entry.facts.modified
    sometimes: dict[str, Any] = {
        "modified": modified and modified.isoformat(),
        "regional": list(entry.regional),
        "files": {in_parts: section.root + address for in_parts, address in section.files(entry).items()},
    }
    item |= {name: value for name, value in sometimes.items() if value}
    return f'{compact_json(item)[:-1]},"data":{data}}}'.encode()


def _data(section: Section, entry: Entry) -> dict[str, Any]:
    record = section.catalogue.whole(entry)
    data = published(record, section.known_as)
    for name in sorted(long_fields(type(record)) & data.keys()):
        data[name] = _pointed(section, entry, data[name])
    return data


def _pointed(section: Section, entry: Entry, text: Any) -> Any:
    """Markdown, one text or several, whose links to records and files lead there from anywhere."""
    if isinstance(text, list):
        return [_pointed(section, entry, item) for item in text]
    linked = markdown.linked(text, lambda target: section.leads_to(entry, target))
    return _OURS.sub(lambda link: link[1] + section.root, linked)
