"""What a consent form must name: the pages a person would stand on and the fields shown (152-ФЗ, art. 10.1).

Nobody lists the pages by hand: the section is drawn as if the consent were there, and searched for the name. A page
that somebody adds tomorrow is found as well.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.building.project import Prepared
from nastavnik.building.site import outputs
from nastavnik.errors import ContentUnreadable
from nastavnik.office.searching import WORDLESS, says, search_bytes
from nastavnik.pages.navigation import section_data
from nastavnik.records import Mentor
from nastavnik.records.fields import CONSENT, visibility
from nastavnik.records.people import Consent, Person
from nastavnik.records.publishing import identified, strip
from nastavnik.records.reading import parts
from nastavnik.records.record import Model, Record
from nastavnik.school.cabinet import Cabinet, Original
from nastavnik.school.catalogue import Catalogue, Entry, Key, RecordFile
from nastavnik.school.facts import facts_of
from nastavnik.school.record_store import RecordStore, packed
from nastavnik.text.source import Keys

EVERYWHERE = 0.9  # of all pages: a name in the footer


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """The person to be asked: where the record is and what it says of the person."""

    original: Original
    keys: Keys
    part: Mentor | Person

    @property
    def name(self) -> str:
        return self.part.name or ""

    def fields(self) -> list[tuple[str, str]]:
        """Names and captions of the fields that only a consent opens and that have something in them."""
        cls = type(self.part)
        return [
            (name, field.title or name)
            for name, field in cls.model_fields.items()
            if visibility(cls, name) is CONSENT and getattr(self.part, name)
        ]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the person would stand: pages, feeds and pictures, as full addresses."""

    everywhere: bool
    pages: tuple[str, ...]
    files: tuple[str, ...]


def person(cabinet: Cabinet, word: str) -> PersonAsked:
    """Whom an id or a piece of a name means. Raises `ContentUnreadable` if it is nobody or more than one."""
    id = word.removeprefix("mentors/")
    people = [
        PersonAsked(original, keys, part)
        for original in (*cabinet.of(Mentor), *cabinet.records, cabinet.passport)
        for keys, part in parts(original.record, (Mentor, Person))
        if part.name
    ]
    asked = [one for one in people if one.original.file.cls is Mentor and one.original.id == id]
    asked = asked or [one for one in people if _plain(word) in _plain(one.name)]
    names = sorted({one.name for one in asked})
    if len(names) != 1:
        raise ContentUnreadable(
            messages.several_people(word, names) if names else messages.quoted(word, messages.NO_SUCH_PERSON)
        )
    return asked[0]


def addresses(cabinet: Cabinet, prepared: Prepared, name: str) -> Addresses:
    """Draw the section as if `name` had agreed to everything, and look where the name stands."""
    agreed = _agreed(cabinet, prepared, name)
    drawn, naming = 0, list[str]()
    pictures: list[str] = []
    ids = [f"{Mentor.kind}/{mentor.id}/" for mentor in cabinet.of(Mentor) if mentor.record.name == name]
    for path, data in outputs(agreed):
        drawn += path.endswith(".html")
        if search_bytes(name, data, path):
            naming.append(path)
        elif path.startswith(tuple(ids)) and path.endswith((".svg", *WORDLESS)):
            pictures.append(path)
    naming += [f"{page.url}index.html" for page in agreed.own if says(name, page.text)]
    html = [path for path in naming if path.endswith(".html")]
    everywhere = len(html) > drawn * EVERYWHERE
    files = [path for path in naming if not path.endswith(".html")]
    return Addresses(
        everywhere,
        () if everywhere else tuple(agreed.root + path.removesuffix("index.html") for path in html),
        tuple(agreed.root + path for path in (*files, *pictures)),
    )


def _agreed(cabinet: Cabinet, prepared: Prepared, name: str) -> Prepared:
    """The section as it would be with the person's consent."""
    catalogue, today = prepared.catalogue, prepared.catalogue.today
    consent = Consent(date=today, fields=("*",))
    kinds = dict(catalogue.kinds)
    for original in cabinet.records:
        record = _with_consent(original.record, name, consent)
        if record is not original.record and record.is_public and identified(record, today):
            entries = {**kinds[record.kind], original.id: _entry(catalogue, original.file, record)}
            kinds[record.kind] = _in_order(type(record), entries)
    school = _with_consent(cabinet.school, name, consent)
    shown = replace(catalogue, kinds=kinds, school=strip(school, today), _order={}, _by_code={})
    nv = section_data(shown, list(prepared.own))
    return replace(prepared, catalogue=shown, nv=nv)


def _entry(catalogue: Catalogue, file: RecordFile, record: Record) -> Entry:
    key = Key(catalogue.source, record.kind, file.id)
    shown = strip(record, catalogue.today)
    store = RecordStore()
    store.put(file.name, packed(shown))
    return Entry(key, file.name, file.place, facts_of(record, shown, identified=True), store)


def _in_order(cls: type[Record], entries: Mapping[str, Entry]) -> dict[str, Entry]:
    by_id = sorted(entries.values(), key=lambda entry: entry.id)
    order = sorted(by_id, key=lambda entry: entry.facts.sort_key, reverse=cls.order == "newest")
    return {entry.id: entry for entry in order}


def _with_consent(part: Model, name: str, consent: Consent) -> Model:
    """A copy in which the person has agreed, wherever the name stands; the same value if it stands nowhere."""
    changes: dict[str, Any] = {}
    for field, value in part.__dict__.items():
        changed = _value(value, name, consent)
        if changed is not value:
            changes[field] = changed
    if isinstance(part, (Mentor, Person)) and part.name == name:
        changes["consent"] = consent
    return part.model_copy(update=changes) if changes else part


def _value(value: Any, name: str, consent: Consent) -> Any:
    if isinstance(value, BaseModel):
        return _with_consent(value, name, consent)
    if isinstance(value, tuple):
        changed = tuple(_value(item, name, consent) for item in value)
        return value if all(new is old for new, old in zip(changed, value, strict=True)) else changed
    return value


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())


def lines_of_record(asked: PersonAsked, found: Addresses, root: str, today: dt.date) -> Iterable[str]:
    """What to write into the record once the form is signed."""
    yield "consent:"
    yield f"  number: {today.year}/…"
    yield f"  date: {today.isoformat()}"
    yield f"  until: {today.year + 1}-08-31"
    yield f"  fields: [{', '.join(name for name, _ in asked.fields())}]"
    yield "  addresses:"
    yield from (f"    - {address}" for address in (found.pages or (root,)))
