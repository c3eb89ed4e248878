"""One file of the content → everything it says by itself: its record, its links, the people in it, what is wrong.

A scan depends on the name and the bytes of the file, its kind and the school's `Rules`, never on other files, and holds
between the days on which a consent in the file begins or ends. So files are scanned in several processes, and scans
are remembered until the file changes. Private fields stay in this room, but for a roadmap's: every day judges it anew.
"""

import datetime as dt
import hashlib
import os
import pickle
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath

from pydantic import BaseModel
from slugify import slugify

from nastavnik import messages
from nastavnik.processes.parallel import spread
from nastavnik.records import Mentor, Programme, Roadmap
from nastavnik.records.fields import CONSENT, FileMarker, Ref, visibility
from nastavnik.records.people import ALL_FIELDS, Consent, Person, consent_of, meant_field, unknown_fields
from nastavnik.records.practice import Author
from nastavnik.records.programme_form import ProgrammeForm
from nastavnik.records.publishing import identified, named_for, strip
from nastavnik.records.reading import parts, read_record, values
from nastavnik.records.record import Record
from nastavnik.records.unfinished import unfinished
from nastavnik.records.vocabularies import BASE, Vocabularies, normal
from nastavnik.school import placeholders, record_store
from nastavnik.school.catalogue import RecordFile
from nastavnik.school.facts import WrittenPath, facts_of
from nastavnik.school.guard import personal_data
from nastavnik.school.guard.personal_signs import file_findings
from nastavnik.school.misplaced import meant_for, of_another_kind, without_copy
from nastavnik.school.no_records import left_out, refused
from nastavnik.school.promises import promised
from nastavnik.school.record_store import Packed, long_fields
from nastavnik.school.scans import NamedFile, Reference, Scan, Scanned, TextLink, place_of
from nastavnik.text import markdown
from nastavnik.text.addresses import opens
from nastavnik.text.effort import excess
from nastavnik.text.latin import latin_name
from nastavnik.text.learners import named_learner_file
from nastavnik.text.markdown_lists import glued_lists
from nastavnik.text.markdown_pictures import wordless_pictures
from nastavnik.text.source import Keys, Place, Problem, Source, Unreadable, contents, decode, parse
from nastavnik.text.yaml_lists import glued_items, torn_items

NOT_SHOWN_IN_TEXTS = (
    (re.compile(r"(?i)!\[[^\]\n]{0,300}\]\([ \t]{0,9}<?(?:[a-z]{2,9}:|//)"), messages.FOREIGN_PICTURE),
    (
        re.compile(r"(?i)!\[[^\]\n]{0,300}\]\([^)\n]{1,300}\.(?:docx?|xlsx?|pptx?|pdf|odt|ods|zip)>?\)"),
        messages.PICTURE_IS_A_FILE,
    ),
    (re.compile(r"(?i)<(?:iframe|script|embed|object|video|audio|img|form)\b"), messages.HTML_IN_RECORD),
)
PARALLEL_FROM = 200  # files; below that starting a process costs more than it reads
FARTHEST, LONGEST_CONSENT = 5, 75  # years ahead of today
WINDOWS = {"con", "nul", "aux", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
LONGEST_ID = 80
"""Letters of the name of a record."""
RESERVED = {"by", "page", "index"} | WINDOWS


@dataclass(frozen=True, slots=True)
class Rules:
    """What of the school a scan depends on besides the file."""

    today: dt.date
    vocabularies: Vocabularies = field(default_factory=lambda: BASE)
    """The words everybody has until the school's own are known."""
    guard: personal_data.PublicDetails = field(default_factory=personal_data.PublicDetails)
    bank: str = ""
    """Address of the school's regional bank."""
    indicators: int = ProgrammeForm().indicators
    """How many scores a programme has by the school's макет."""

    def digest(self) -> str:
        """Changes with anything in the rules but the day: a scan says itself on which days it holds."""
        guarded = (*sorted(self.guard.contacts), *sorted(self.guard.numbers))
        words = (repr(self.vocabularies), *guarded, self.bank, str(self.indicators))
        return hashlib.sha256("\x1e".join(words).encode()).hexdigest()


def scan_all(files: Iterable[RecordFile], rules: Rules) -> Iterator[Scanned]:
    """The scans of files in their order."""
    return (scan(file, rules) for file in files)


def pack_all(files: Iterable[RecordFile], rules: Rules, processes: int) -> Iterator[tuple[bytes, Packed | None]]:
    """The pickled scans of files in their order, with their records, made in so many processes."""
    files = list(files)
    yield from spread(partial(_packed, rules=rules), files, processes if len(files) >= PARALLEL_FROM else 1)


def _packed(file: RecordFile, rules: Rules) -> tuple[bytes, Packed | None]:
    scanned, record = scan(file, rules)
    return pickle.dumps(scanned, pickle.HIGHEST_PROTOCOL), record


def scan(file: RecordFile, rules: Rules) -> Scanned:
    """Read one file. Whatever is in it, the answer is a scan."""
    scanned, record = _scan(file, rules)
    fault = bad_name(file.cls, file.name.rpartition("/")[2])
    if fault and not file.name.endswith(file.cls.suffix):
        fault = _elsewhere(file) or fault
    if fault:  # it can be no record whatever stands in it
        personal = tuple(finding for finding in scanned.personal if finding.message != messages.GUARD["file_name"])
        return Scan(
            scanned.digest, problems=(Problem(Place(file.name), fault),), personal=personal, misnamed=True
        ), None
    return scanned, record


def _scan(file: RecordFile, rules: Rules) -> Scanned:
    personal = tuple(personal_data.in_name(file.name))
    try:
        raw = contents(file.path, file.name)
    except Unreadable as error:
        return Scan("", problems=(error.problem,), personal=personal), None
    digest, with_body = _digest(raw), file.place.endswith(".md")
    try:
        text = decode(raw, file.name)
        personal += tuple(personal_data.in_text(text, file.name, file.cls, rules.guard, with_body=with_body))
        source = parse(text, file.name, with_body=with_body)
    except Unreadable as error:
        return Scan(digest, problems=(error.problem,), personal=personal), None
    source = personal_data.unmarked(source) if personal_data.MARK in text else source
    record = read_record(file.cls, source, rules.vocabularies)
    elsewhere = meant_for(source, file.cls) if isinstance(record, list) else None
    if elsewhere:
        return Scan(digest, problems=(Problem(Place(file.name), elsewhere),), personal=personal), None
    if isinstance(record, list):
        draft = unfinished(file.cls, source, rules.vocabularies)
        return (
            left_out(draft, source, digest, personal) if draft else refused(file.cls, source, record, digest, personal)
        )
    return _Reading(source, record, rules).scan(digest, personal)


def _elsewhere(file: RecordFile) -> str | None:
    """Where a record of another kind goes, whose file has the suffix of that kind."""
    try:
        return of_another_kind(decode(file.path.read_bytes(), file.name), file.name, file.cls)
    except (OSError, Unreadable):
        return None


def bad_name(cls: type[Record], name: str) -> str | None:
    """Why a record of this kind cannot lie in a file of this name; None if it can."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122
    if suffix != cls.suffix:
        return messages.wrong_suffix(name, cls.caption, cls.suffix)
    good = latin_name(without_copy(stem), LONGEST_ID)
    if stem != good or not good:
        return messages.bad_id(name, f"{good or 'zapis'}{cls.suffix}")
    if stem in RESERVED:
        return messages.reserved_id(stem)
    return messages.learner_in_file_name(name) if cls is Mentor and _names_a_learner(stem) else None


def _names_a_learner(stem: str) -> bool:
    """Whether the name of a mentor's file is a pupil's: with a class beside a surname, or with the word for one."""
    return any(True for _ in file_findings(stem)) or named_learner_file(slugify(stem).split("-"))


def content_digest(path: Path) -> str:
    """The digest a scan of the file would have. Raises `Unreadable` and `OSError` as `contents` does."""
    return _digest(contents(path, path.name))


def _digest(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=12).hexdigest()


class _Reading:
    """A record that can be read: what it says on the day, with places."""

    def __init__(self, source: Source, record: Record, rules: Rules) -> None:
        self.source, self.record, self.bank, self.today = source, record, rules.bank, rules.today
        hints = [(("example",), messages.STILL_AN_EXAMPLE)] if record.is_example else record.hints()
        self.problems = [Problem(self._place(keys), sentence, "hint") for keys, sentence in hints]
        self.problems += () if record.is_example else placeholders.of_record(source)
        self.problems += [
            Problem(source.ground.at(item), messages.torn_item(word), "hint") for item, word in torn_items(source.root)
        ]
        self.problems += glued_items(source)
        self.problems += self._slips_of_text()
        if isinstance(record, Mentor) and record.photo and _names_a_learner(PurePath(record.photo.file).stem):
            fault = messages.learner_in_file_name(PurePath(record.photo.file).name)
            self.problems.append(Problem(self._place(("photo", "file")), fault))
        if isinstance(record, Programme) and len(record.scores) not in (0, rules.indicators):
            fault = messages.wrong_number_of_scores(len(record.scores), rules.indicators)
            self.problems.append(Problem(self._place(("scores",)), fault))
        self.problems += self._tangled()

    def scan(self, digest: str, personal: tuple[Problem, ...]) -> Scanned:
        record, today = self.record, self.today
        shown = strip(record, today)
        consents = [consent for _, consent in parts(record, (Consent,))]
        self._agreements()
        far = list(self._far_days())
        self.problems += far
        since, until = _span(consents, today)
        links = tuple(self.links())
        self._foreign()
        scanned = Scan(
            digest,
            facts_of(record, shown, identified=identified(record, today)),
            "".join("01"[consent.state(today) is None] for consent in consents),
            since,
            min(until, dt.date(today.year + 1, 1, 1)) if far else until,
            references=tuple(Reference(keys, mark.kind, mark.part, value) for keys, mark, value in values(record, Ref)),
            files=tuple(
                NamedFile(keys, WrittenPath(value, mark.shape)) for keys, mark, value in values(record, FileMarker)
            ),
            links=links,
            regional=tuple(named_for(record, self.bank, today)) if self.bank and consents else (),
            problems=tuple(self.problems),
            personal=personal,
            roadmap=record if isinstance(record, Roadmap) and not record.is_example else None,
            promised=() if record.is_example else tuple(promised(self.source, record)),
            person=_digest(normal(record.name).encode()) if isinstance(record, Mentor) else "",
        )
        return scanned, record_store.packed(shown)

    def _far_days(self) -> Iterator[Problem]:
        """Days no record can mean; only a consent may hold for decades."""
        for keys, part in parts(self.record, (BaseModel,)):
            for name, value in part.__dict__.items():
                far = LONGEST_CONSENT if isinstance(part, Consent) and name == "until" else FARTHEST
                if isinstance(value, dt.date) and value.year > self.today.year + far:
                    yield Problem(self._place((*keys, name)), messages.far_ahead(value.year))

    def _slips_of_text(self) -> Iterator[Problem]:
        """Lists that will be none, pictures without words."""
        for name, text in self._texts():
            for line, sentence in (*glued_lists(text), *wordless_pictures(text)):
                yield Problem(self._line(name, line), sentence, "hint")

    def links(self) -> Iterator[TextLink]:
        for name, text in self._texts():
            for line, _, target, anchor in markdown.pointers(text):
                if not opens(target):
                    self.problems.append(Problem(self._line(name, line), messages.address_not_opened(target)))
                elif markdown.is_inside(target) or (anchor and not target):
                    yield TextLink(self._line(name, line), target or PurePath(self.source.file).name, anchor)

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Every Markdown text of the record with the name of its field."""
        for name in sorted(long_fields(type(self.record))):
            value = getattr(self.record, name)
            yield from ((name, text) for text in ((value,) if isinstance(value, str) else value or ()))

    def _tangled(self) -> Iterator[Problem]:
        """Texts that are too much to be drawn."""
        for name, text in self._texts():
            if fault := excess(text):
                yield Problem(self._line(name, fault.line), fault.sentence)

    def _foreign(self) -> None:
        """Pictures of other hosts and code to embed, which texts of records do not show."""
        for name in sorted(long_fields(type(self.record))):
            value = getattr(self.record, name)
            for text in (value,) if isinstance(value, str) else value or ():
                for pattern, sentence in NOT_SHOWN_IN_TEXTS:
                    for match in pattern.finditer(text):
                        place = self._line(name, text.count("\n", 0, match.start()))
                        self.problems.append(Problem(place, sentence, "hint"))

    def _agreements(self) -> None:
        """Who is named without a consent that holds, and what a consent leaves out."""
        for keys, part in parts(self.record, (Person, Mentor)):
            if self.record.is_example or getattr(part, "name", None) is None:
                continue
            if isinstance(part, Author) and part.mentor:
                continue  # the card is what is shown
            consent = consent_of(part)
            if consent is None:
                self._hint((*keys, "name"), messages.NO_CONSENT)
            else:
                self._agreement(keys, part, consent)

    def _agreement(self, keys: Keys, part: Person | Mentor, consent: Consent) -> None:
        captions = {name: field.title or name for name, field in type(part).model_fields.items()}
        unknown = unknown_fields(consent, captions)
        for word in unknown:
            place = self._place((*keys, "consent", "fields"))
            self.problems.append(Problem(place, messages.consent_unknown_field(word, meant_field(word, captions))))
        reason = consent.state(self.today)
        uncovered = [
            f"{name} ({caption})"
            for name, caption in captions.items()
            if visibility(type(part), name) is CONSENT and getattr(part, name) and not consent.covers(name, caption)
        ]
        if reason:
            self._hint((*keys, "consent"), messages.labelled(messages.NOT_SHOWN, reason))
        elif uncovered and not unknown and not ALL_FIELDS & {word.lower() for word in consent.fields}:
            self._hint((*keys, "consent", "fields"), messages.consent_does_not_cover(uncovered))

    def _hint(self, keys: Keys, sentence: str) -> None:
        self.problems.append(Problem(self._place(keys), sentence, "hint"))

    def _line(self, name: str, line: int) -> Place:
        """Place of a line of a long text, which counts from 0; of a field in the head only its beginning is known."""
        place = self._place((name,))
        in_body = name == self.record.body and bool(self.source.body)
        return Place(place.file, place.line + line, 1) if in_body else place

    def _place(self, keys: Keys) -> Place:
        return place_of(keys, self.source, type(self.record))


def _span(consents: Iterable[Consent], today: dt.date) -> tuple[dt.date, dt.date]:
    """The first day around `today` on which the same consents hold as today, and the first on which others do."""
    turns = {day for consent in consents for day in consent.turns()}
    since = max((day for day in turns if day <= today), default=dt.date.min)
    return since, min((day for day in turns if day > today), default=dt.date.max)
