"""What a consent must name: the pages a person would stand on and the fields shown (152-ФЗ, art. 10.1).

Nobody lists the pages by hand: the section is drawn as if the consent were there, and searched for the name. A page
that somebody adds tomorrow is found as well.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.attachments.pictures import is_version
from nastavnik.building.project import Prepared
from nastavnik.building.site import outputs
from nastavnik.errors import ContentUnreadable
from nastavnik.office.searching import WORDLESS, says, search_bytes
from nastavnik.pages.navigation import section_data
from nastavnik.records import Mentor, News, Practice
from nastavnik.records.fields import CONSENT, FileMarker, visibility
from nastavnik.records.nesting import marks, models_in
from nastavnik.records.people import Consent, Person
from nastavnik.records.publishing import identified, strip
from nastavnik.records.reading import parts
from nastavnik.records.record import Model
from nastavnik.records.unfinished import unfinished
from nastavnik.school.cabinet import Cabinet, Original
from nastavnik.school.catalogue import RecordFile, record_files
from nastavnik.school.facts import facts_of
from nastavnik.school.loading import load
from nastavnik.school.placeholders import is_nobody
from nastavnik.school.record_store import packed
from nastavnik.school.scanning import Rules, scan_all
from nastavnik.school.scans import Scanned
from nastavnik.text.source import Keys, Unreadable, read

PORTRAIT = "portrait"
"""The shape of such a picture."""
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
        """Names and captions of the fields that only a consent opens: those with something in them, and a portrait.

        A portrait is asked about with the rest, be there one or not: it is usually taken later.
        """
        cls = type(self.part)
        return [
            (name, field.title or name)
            for name, field in cls.model_fields.items()
            if visibility(cls, name) is CONSENT and (getattr(self.part, name) or _is_portrait(cls, name))
        ]


def _is_portrait(cls: type[BaseModel], name: str) -> bool:
    """Whether a field is a picture of the person."""
    models = models_in(cls.model_fields[name].annotation)
    return any(
        mark.shape == PORTRAIT
        for model in models
        for own in model.model_fields
        for mark in marks(model, own, FileMarker)
    )


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the person would stand: pages, feeds and pictures (each once, in its widest version), as full addresses."""

    everywhere: bool
    pages: tuple[str, ...]
    files: tuple[str, ...]


def people(cabinet: Cabinet) -> list[PersonAsked]:
    """Everybody whom a record names, each as often as named; nobody of an example or of a guide."""
    return [asked for asked in _named(cabinet) if not _is_invented(asked)]


def person(cabinet: Cabinet, word: str) -> PersonAsked:
    """Whom an id or a piece of a name means. Raises `ContentUnreadable` for nobody, an example and more than one."""
    named = _named(cabinet)
    matches = _meant([asked for asked in named if not _is_invented(asked)], word)
    names = sorted({asked.name for asked in matches})
    if len(names) == 1:
        return matches[0]
    if names:
        raise ContentUnreadable(messages.several_people(word, names))
    nobody = messages.CONSENT_OF_EXAMPLE if _meant(named, word) else messages.NO_SUCH_PERSON
    if any(word.removeprefix("mentors/") == card.id or _plain(word) in _plain(card.name) for card in waiting(cabinet)):
        nobody = messages.CARD_UNFINISHED
    raise ContentUnreadable(messages.quoted(word, nobody))


class WaitingCard(NamedTuple):
    """A mentor's card that is not written to the end: there is no page yet that a consent could name."""

    id: str
    file: str
    name: str


def waiting(cabinet: Cabinet) -> list[WaitingCard]:
    """Cards that wait to be finished, by the names in them, or their ids."""
    cards = []
    for file in record_files(cabinet.content):
        if file.cls is Mentor and file.name in cabinet.unread:
            with suppress(Unreadable, OSError):
                source = read(file.path, file.name)
                if unfinished(Mentor, source, cabinet.vocabularies) and "example" not in source.data:
                    cards.append(WaitingCard(file.id, file.name, str(source.data.get("name") or file.id)))
    return cards


def _named(cabinet: Cabinet) -> list[PersonAsked]:
    originals = (*cabinet.of(Mentor), *cabinet.records, cabinet.passport)
    return [
        PersonAsked(original, keys, part)
        for original in originals
        for keys, part in parts(original.record, (Mentor, Person))
        if part.name
    ]


def _meant(people: Iterable[PersonAsked], word: str) -> list[PersonAsked]:
    """The people of the mentor with this id, else those whose names hold the word."""
    id, people = word.removeprefix("mentors/"), list(people)
    by_id = [asked for asked in people if asked.original.file.cls is Mentor and asked.original.id == id]
    return by_id or [asked for asked in people if _plain(word) in _plain(asked.name)]


def _is_invented(asked: PersonAsked) -> bool:
    return asked.original.record.is_example or is_nobody(asked.name)


def addresses(cabinet: Cabinet, prepared: Prepared, name: str) -> Addresses:
    """Draw the section as if `name` had agreed to everything, and look where the name stands."""
    return addresses_of_all(cabinet, prepared, [name])[0]


def addresses_of_all(cabinet: Cabinet, prepared: Prepared, names: Sequence[str]) -> list[Addresses]:
    """The same for several people who are asked together, in their order: the section is drawn once."""
    agreed = _agreed(cabinet, prepared, frozenset(names))
    traces = [_Trace(name, _card_pages(cabinet, name)) for name in names]
    drawn = 0
    for path, data in outputs(agreed):
        drawn += path.endswith(".html")
        for trace in traces:
            trace.look(path, data)
    return [_addresses(cabinet, agreed, trace, drawn) for trace in traces]


@dataclass(frozen=True, slots=True)
class _Trace:
    """Where the name of a person stands among the files of a site: paths that name it, pictures of its own pages."""

    name: str
    own: tuple[str, ...]
    naming: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def look(self, path: str, data: bytes) -> None:
        """Remember a file of the site if it shows the person."""
        if search_bytes(self.name, data, path):
            self.naming.append(path)
        elif path.startswith(self.own) and path.endswith((".svg", *WORDLESS)) and not is_version(path):
            self.pictures.append(path)


def _card_pages(cabinet: Cabinet, name: str) -> tuple[str, ...]:
    return tuple(f"{Mentor.kind}/{mentor.id}/" for mentor in cabinet.of(Mentor) if mentor.record.name == name)


def _addresses(cabinet: Cabinet, agreed: Prepared, trace: _Trace, drawn: int) -> Addresses:
    """The addresses of what was traced; `drawn` pages there are."""
    naming = trace.naming + [f"{page.url}index.html" for page in agreed.own if says(trace.name, page.text)]
    naming += [path for path in _draft_pages(cabinet, trace.name) if path not in naming]
    html = [path for path in naming if path.endswith(".html")]
    everywhere = len(html) > drawn * EVERYWHERE
    files = [path for path in naming if not path.endswith(".html")]
    return Addresses(
        everywhere,
        () if everywhere else tuple(agreed.root + path.removesuffix("index.html") for path in html),
        tuple(agreed.root + path for path in (*files, *trace.pictures)),
    )


def _draft_pages(cabinet: Cabinet, name: str) -> Iterator[str]:
    """Pages that practices of this author will have once they are published: the consent is signed before."""
    cards = {mentor.id for mentor in cabinet.of(Mentor) if mentor.record.name == name}
    for practice in cabinet.of(Practice):
        named = any(author.name == name or author.mentor in cards for author in practice.record.authors)
        if named and not practice.record.is_public:
            yield f"{Practice.kind}/{practice.id}/index.html"


def picture(prepared: Prepared, id: str) -> Addresses:
    """Where a story and its picture stand: pages that show it, files that name it; of one without a picture its page.

    Without an id nothing is known of where. Raises `ContentUnreadable` for a story that is not there.
    """
    if not id:
        return Addresses(False, (), ())
    story = prepared.catalogue.get(News, id.removeprefix(f"{News.kind}/"))
    if story is None:
        raise ContentUnreadable(messages.quoted(id, messages.NO_SUCH_STORY))
    image = prepared.catalogue.whole(story).image
    if image is None:
        return Addresses(False, (prepared.root + story.link,), ())
    name = f"{Path(image.file).stem}.".encode()
    inside, below = name, f"{story.id}/".encode() + name
    naming = [
        path
        for path, data in outputs(prepared)
        if path.endswith((".html", ".json", ".xml")) and (inside if path.startswith(story.link) else below) in data
    ]
    pages = [path.removesuffix("index.html") for path in naming if path.endswith(".html")]
    files = [path for path in naming if not path.endswith(".html")]
    return Addresses(False, tuple(map(prepared.root.__add__, pages)), tuple(map(prepared.root.__add__, files)))


def _agreed(cabinet: Cabinet, prepared: Prepared, names: frozenset[str]) -> Prepared:
    """The section as it would be with the consents of these people."""
    today = prepared.catalogue.today
    consent = Consent(date=today, fields=("*",))
    originals = {original.file.name: original.record for original in cabinet.records}

    def scans(files: Sequence[RecordFile], rules: Rules) -> Iterator[Scanned]:
        for file, (scan, light) in zip(files, scan_all(files, rules), strict=True):
            record = _with_consent(originals[file.name], names, consent) if scan.facts else None
            if record is None or record is originals[file.name]:
                yield scan, light
                continue
            shown = strip(record, today)
            facts = facts_of(record, shown, identified=identified(record, today))
            yield scan._replace(facts=facts), packed(shown)

    catalogue = load(cabinet.content, today, scans=scans).catalogue
    assert catalogue
    catalogue.school = strip(_with_consent(cabinet.school, names, consent), today)
    return replace(prepared, catalogue=catalogue, nv=section_data(catalogue, list(prepared.own)))


def _with_consent(part: Model, names: frozenset[str], consent: Consent) -> Model:
    """A copy in which these people have agreed, wherever a name stands; the same value if it stands nowhere."""
    values = {field: (value, _value(value, names, consent)) for field, value in part.__dict__.items()}
    changes: dict[str, Any] = {field: new for field, (old, new) in values.items() if new is not old}
    if isinstance(part, (Mentor, Person)) and part.name in names:
        changes["consent"] = consent
    return part.model_copy(update=changes) if changes else part


def _value(value: Any, names: frozenset[str], consent: Consent) -> Any:
    if isinstance(value, BaseModel):
        return _with_consent(value, names, consent)
    if isinstance(value, tuple):
        changed = tuple(_value(item, names, consent) for item in value)
        return value if all(new is old for new, old in zip(changed, value, strict=True)) else changed
    return value


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())


def consent_until(today: dt.date) -> dt.date:
    """The last day of a consent that is given today, if nobody says another: the end of the next summer."""
    return dt.date(today.year + 1, 8, 31)


def lines_of_record(
    asked: PersonAsked, standing: Addresses, root: str, today: dt.date, until: dt.date
) -> Iterable[str]:
    """What to write into the record once the form is signed."""
    yield "consent:"
    yield f"  number: {today.year}/…"
    yield f"  date: {today.isoformat()}"
    yield f"  until: {until.isoformat()}"
    yield f"  fields: [{', '.join(name for name, _ in asked.fields())}]"
    yield "  addresses:"
    yield from (f"    - {address}" for address in (standing.pages or (root,)))
