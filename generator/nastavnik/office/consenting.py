"""What a consent form must name: the pages a person would stand on and the fields shown (152-ФЗ, art. 10.1).

Nobody lists the pages by hand: the section is drawn as if the consent were there, and searched for the name. A page
that somebody adds tomorrow is found as well.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.attachments.pictures import is_version
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
from nastavnik.records.record import Model
from nastavnik.school.cabinet import Cabinet, Original
from nastavnik.school.catalogue import RecordFile
from nastavnik.school.facts import facts_of
from nastavnik.school.loading import load
from nastavnik.school.record_store import packed
from nastavnik.school.scanning import Rules, scan_all
from nastavnik.school.scans import Scanned
from nastavnik.text.source import Keys
from nastavnik.views.paper import PaperBlock, PaperText
from nastavnik.views.word import word_file

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
    """Where the person would stand: pages, feeds and pictures (each once, in its widest version), as full addresses."""

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
    by_id = [asked for asked in people if asked.original.file.cls is Mentor and asked.original.id == id]
    matches = by_id or [asked for asked in people if _plain(word) in _plain(asked.name)]
    names = sorted({asked.name for asked in matches})
    if len(names) != 1:
        raise ContentUnreadable(
            messages.several_people(word, names) if names else messages.quoted(word, messages.NO_SUCH_PERSON)
        )
    return matches[0]


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
        elif path.startswith(tuple(ids)) and path.endswith((".svg", *WORDLESS)) and not is_version(path):
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
    today = prepared.catalogue.today
    consent = Consent(date=today, fields=("*",))
    originals = {original.file.name: original.record for original in cabinet.records}

    def scans(files: Sequence[RecordFile], rules: Rules) -> Iterator[Scanned]:
        for file, (scan, light) in zip(files, scan_all(files, rules), strict=True):
            record = _with_consent(originals[file.name], name, consent) if scan.facts else None
            if record is None or record is originals[file.name]:
                yield scan, light
                continue
            shown = strip(record, today)
            facts = facts_of(record, shown, identified=identified(record, today))
            yield scan._replace(facts=facts), packed(shown)

    catalogue = load(cabinet.content, today, scans=scans).catalogue
    assert catalogue
    catalogue.school = strip(_with_consent(cabinet.school, name, consent), today)
    return replace(prepared, catalogue=catalogue, nv=section_data(catalogue, list(prepared.own)))


def _with_consent(part: Model, name: str, consent: Consent) -> Model:
    """A copy in which the person has agreed, wherever the name stands; the same value if it stands nowhere."""
    values = {field: (value, _value(value, name, consent)) for field, value in part.__dict__.items()}
    changes: dict[str, Any] = {field: new for field, (old, new) in values.items() if new is not old}
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


def lines_of_record(asked: PersonAsked, standing: Addresses, root: str, today: dt.date) -> Iterable[str]:
    """What to write into the record once the form is signed."""
    yield "consent:"
    yield f"  number: {today.year}/…"
    yield f"  date: {today.isoformat()}"
    yield f"  until: {today.year + 1}-08-31"
    yield f"  fields: [{', '.join(name for name, _ in asked.fields())}]"
    yield "  addresses:"
    yield from (f"    - {address}" for address in (standing.pages or (root,)))


def consent_paper(asked: PersonAsked, standing: Addresses, root: str, today: dt.date) -> bytes:
    """A .docx with what the form must name: where the name will stand and what will be seen."""
    return word_file(_blocks(asked, standing, root, today))


def _blocks(asked: PersonAsked, standing: Addresses, root: str, today: dt.date) -> Iterator[PaperBlock]:
    yield PaperText(messages.CONSENT_PAPER, "title")
    yield PaperText(f"{asked.name}, {messages.day(today)}", "centre")
    lists = {
        messages.CONSENT_PAGES: [messages.every_page(root)] if standing.everywhere else standing.pages,
        messages.CONSENT_FILES: standing.files,
        messages.CONSENT_FIELDS: [messages.capital(caption) for _, caption in asked.fields()],
    }
    for heading, lines in lists.items():
        yield from (PaperText(heading, "heading"), *(PaperText(line, "item") for line in lines)) if lines else ()
    yield PaperText(messages.CONSENT_LAW)
