"""Bytes of a school's `catalog.json` → its passport and records, read with the record classes schools themselves use.

Fields of tomorrow are passed over, catalogues of yesterday are read. One bad record is one rejection; a catalogue that
is none raises `CatalogueRejected` with one sentence.
"""

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeGuard

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from nastavnik import messages
from nastavnik.bank.harvest.naming import JsonObject, agreed, mentors, only_named
from nastavnik.bank.harvest.sanitising import TooMuch, clean
from nastavnik.bank.store.brief import BriefPractice, lacking
from nastavnik.bank.store.model import PublishedRecord, Rejection, SchoolPassport
from nastavnik.records import KINDS, Practice
from nastavnik.records import School as SchoolRecord
from nastavnik.records.fields import PRIVATE, Term, visibility
from nastavnik.records.publishing import VERSION
from nastavnik.records.reading import caption_at, models_in, problems_of, values
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import BASE, Vocabularies, vocabularies
from nastavnik.text.marks import printable
from nastavnik.text.source import Keys, Place

TAKEN = (Practice.kind,)
"""Kinds a bank keeps; the others stay at the school."""
MOST = 5000  # records of one catalogue
WEIGHTS = {b"{": 232, b"[": 72, b",": 60}
"""Bytes of memory a sign of JSON may come to: an object, a list, a value."""
HEAVIEST = 120_000_000  # bytes of memory one catalogue may come to; five thousand full practices need a third of it
FOREIGN = 50  # other schools of one catalogue that are told of it
_KEY = re.compile(r"[0-9]{10}(?:[0-9]{2})?-[a-z0-9][a-z0-9-]{0,99}")
_PASSPORT = ("id", "inn", "title", "short_title", "region", "municipality", "section_url", "words")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_WEB = re.compile(r"https?://[^\s<>\"'\\]{1,2000}", re.IGNORECASE)


class CatalogueRejected(Exception):
    """The bytes are no catalogue of the school; the message is one Russian sentence.

    `foreign` are keys of schools whose catalogue it is instead.
    """

    def __init__(self, message: str, foreign: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.foreign = foreign


@dataclass(frozen=True, slots=True)
class CatalogReading:
    """What a catalogue gave."""

    school: SchoolPassport
    items: tuple[PublishedRecord, ...]
    rejections: tuple[Rejection, ...]
    left: Mapping[str, int] = field(default_factory=dict)
    """How many records of other kinds stayed at the school."""
    foreign: tuple[str, ...] = ()
    """Keys of other schools whose records stood in the catalogue, in their order."""


def read(body: bytes, *, bank: str, inn: str | None = None) -> CatalogReading:
    """A catalogue for the bank at the address `bank`; `inn` is the school's, if the region wrote it down.

    Raises `CatalogueRejected`.
    """
    return read_plain(_parsed(body), bank=bank, inn=inn)


def read_plain(catalogue: JsonObject, *, bank: str, inn: str | None = None, brief: bool = False) -> CatalogReading:
    """A parsed catalogue, also one made of what a school without the generator has. Raises `CatalogueRejected`.

    `brief`: a practice that lacks what a full card has is taken as a `BriefPractice`, and the report says so.
    """
    version, passport, items = catalogue.get("version"), catalogue.get("school"), catalogue.get("items")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise CatalogueRejected(messages.NO_VERSION)
    if version > VERSION:
        raise CatalogueRejected(messages.newer_version(version, VERSION))
    if not isinstance(passport, dict) or not isinstance(items, list):
        raise CatalogueRejected(messages.NOT_A_CATALOGUE)
    if len(items) > MOST:
        raise CatalogueRejected(messages.too_many_records(len(items), MOST))
    return _Reading(passport, bank, inn, brief=brief).read(items)


def _parsed(body: bytes) -> JsonObject:
    text = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise CatalogueRejected(messages.EMPTY_CATALOGUE)
    if text[:1] == b"<":
        raise CatalogueRejected(messages.PAGE_INSTEAD)
    if len(text) + sum(text.count(sign) * weight for sign, weight in WEIGHTS.items()) > HEAVIEST:
        raise CatalogueRejected(messages.JSON_TOO_HEAVY)
    try:
        catalogue = orjson.loads(text)
    except ValueError:
        raise CatalogueRejected(messages.NOT_JSON) from None
    if not isinstance(catalogue, dict):
        raise CatalogueRejected(messages.NOT_A_CATALOGUE)
    return catalogue


@dataclass(frozen=True, slots=True)
class _WithoutLines:
    """Data without lines: the place of a value is the way to it."""

    body: None = None

    def is_blank(self, keys: Keys) -> bool:
        return False

    def place(self, keys: Keys, *, of_key: bool = False) -> Place:
        return Place("/".join(map(str, keys)))


class RecordRejected(Exception):
    """One record cannot be taken; `reasons` are pairs of a field's caption and a Russian sentence."""

    def __init__(self, *reasons: tuple[str, str]) -> None:
        super().__init__()
        self.reasons = reasons


class _Reading:
    """One catalogue on its way."""

    def __init__(self, passport: JsonObject, bank: str, inn: str | None, *, brief: bool = False) -> None:
        self.known: Vocabularies = BASE
        self.agreed = agreed(passport, bank)
        self.bank, self.brief = bank, brief
        self.school = self._school(passport)
        if inn and not self.school.key.startswith(f"{inn}-"):
            raise CatalogueRejected(messages.another_school(self.school.key, inn), (self.school.key,))
        self.cards: Mapping[str, JsonObject] = {}
        self.rejections: list[Rejection] = []
        self.hidden = 0
        self.foreign: dict[str, None] = {}

    def read(self, items: list[Any]) -> CatalogReading:
        self.cards = mentors(items) if self.agreed else {}
        left: Counter[str] = Counter()
        records: dict[tuple[str, str], PublishedRecord] = {}
        for number, raw in enumerate(items, 1):
            if not isinstance(raw, dict):
                self._reject(messages.record_number(number), ("", messages.NOT_A_RECORD))
                continue
            kind, id = raw.get("kind"), raw.get("id")
            if kind not in TAKEN:
                left[str(kind)[:40] if isinstance(kind, str) else ""] += 1
                continue
            file = f"{kind}/{id}" if isinstance(id, str) and len(id) <= 100 else messages.record_number(number)
            if not isinstance(id, str) or not _ID.fullmatch(id):
                self._reject(file, ("id", messages.BAD_RECORD_ID))
                continue
            if (kind, id) in records:
                self._reject(file, ("", messages.RECORD_TWICE))
                continue
            try:
                records[kind, id] = self._item(file, raw)
            except RecordRejected as rejected:
                self._reject(file, *rejected.reasons)
        if self.hidden:
            sentence = messages.names_hidden(self.hidden, self.bank, agreed=self.agreed)
            self._reject("catalog.json", (caption_at(Practice, ("authors",)), sentence))
        foreign = tuple(self.foreign)[:FOREIGN]
        return CatalogReading(self.school, tuple(records.values()), tuple(self.rejections), left, foreign)

    def _reject(self, file: str, *reasons: tuple[str, str]) -> None:
        self.rejections += [Rejection(file, field, reason) for field, reason in reasons]

    def _school(self, passport: JsonObject) -> SchoolPassport:
        try:
            cleaned, _ = clean({name: passport[name] for name in _PASSPORT if name in passport})
            school = _passport().model_validate(cleaned)
        except TooMuch as refused:
            raise CatalogueRejected(messages.bad_passport(str(refused))) from None
        except ValidationError as error:
            raise CatalogueRejected(messages.bad_passport(reasons(SchoolRecord, error)[0][1])) from None
        if getattr(school, "words"):  # noqa: B009 - the class is made from names
            self.known = vocabularies(SchoolRecord.own_terms(school))  # type: ignore[arg-type]
        fields = school.model_dump(include=set(_PASSPORT))
        return SchoolPassport(
            key=f"{fields['inn']}-{fields['id']}",
            title=fields["title"],
            short_title=fields["short_title"],
            municipality=fields["municipality"],
            region=fields["region"],
            url=fields["section_url"].rstrip("/") + "/",
        )

    def _item(self, file: str, raw: JsonObject) -> PublishedRecord:
        kind, id, url, data = raw["kind"], raw["id"], raw.get("url"), raw.get("data")
        if raw.get("source") != self.school.key:
            if isinstance(raw.get("source"), str) and _KEY.fullmatch(raw["source"]):
                self.foreign[raw["source"]] = None
            raise RecordRejected(("source", messages.foreign_record(str(raw.get("source"))[:80], self.school.key)))
        if not _is_web(url) or not url.startswith(self.school.url):
            raise RecordRejected(("url", messages.foreign_address(self.school.url)))
        if not isinstance(data, dict):
            raise RecordRejected(("data", messages.NOT_A_RECORD))
        plain = self._data(file, raw, KINDS[kind], data)
        return PublishedRecord(self.school.key, kind, id, url, checksum(plain), _day(raw.get("modified")), plain)

    def _data(self, file: str, raw: JsonObject, cls: type[Record], data: JsonObject) -> JsonObject:
        """The published model of one record as plain data. Raises `RecordRejected`."""
        try:
            cleaned, touched = clean(data)
        except TooMuch as refused:
            raise RecordRejected((caption_at(cls, refused.keys), str(refused))) from None
        self._reject(file, *((caption_at(cls, keys), messages.TEXT_CLEANED) for keys in touched))
        self.hidden += only_named(raw, cleaned, self.cards, agreed=self.agreed)
        _files_as_addresses(cleaned, raw.get("files"))
        cls, record = self._record(cls, cleaned)
        if not record.is_public:
            raise RecordRejected((caption_at(cls, ("status",)), messages.NOT_PUBLISHED))
        plain: JsonObject = record.model_dump(mode="json", exclude_unset=True, exclude_none=True, exclude=_private(cls))
        if self.known is not BASE:
            self._own_words(file, cls, record, plain)
        if isinstance(record, BriefPractice):
            self._reject(file, ("", messages.taken_brief(lacking(plain))))
        return plain

    def _record(self, cls: type[Record], data: JsonObject) -> tuple[type[Record], Record]:
        """The record and its class. Raises `RecordRejected` with what a full card lacks."""
        context = {"vocabularies": self.known}
        try:
            return cls, cls.model_validate(data, extra="ignore", context=context)
        except ValidationError as error:
            refused = RecordRejected(*reasons(cls, error))
        if not self.brief or cls is not Practice:
            raise refused
        try:
            return BriefPractice, BriefPractice.model_validate(data, extra="ignore", context=context)
        except ValidationError as error:
            raise RecordRejected(*reasons(BriefPractice, error)) from None

    def _own_words(self, file: str, cls: type[Record], record: Record, plain: JsonObject) -> None:
        """Words only this school knows become tags: a region cannot choose by them. Raises `RecordRejected`."""
        for keys, mark, code in values(record, Term):
            vocabulary = self.known[mark.name]
            if code in {term.code for term in BASE[mark.name].terms}:
                continue
            holder: Any = plain
            for key in keys[:-1]:
                holder = holder[key]
            title = vocabulary.title(code)
            if isinstance(holder, list):
                holder.remove(code)
            else:
                del holder[keys[-1]]
            if holder == [] and cls.model_fields[str(keys[0])].is_required():
                raise RecordRejected((caption_at(cls, keys), messages.quoted(title, messages.ONLY_OWN_WORDS)))
            plain["tags"] = [*plain.get("tags", ()), title]
            self._reject(file, (caption_at(cls, keys), messages.quoted(title, messages.OWN_WORD)))


def checksum(data: JsonObject) -> str:
    """SHA-256 of data as JSON with sorted keys and without blanks: what `catalog.json` says of unaltered data."""
    return hashlib.sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS)).hexdigest()


@cache
def _passport() -> type[BaseModel]:
    """The fields of a school's passport a region needs, checked as the school's own."""
    fields: Any = {
        name: (SchoolRecord.model_fields[name].annotation, SchoolRecord.model_fields[name]) for name in _PASSPORT
    }
    return create_model("Passport", __config__=ConfigDict(extra="ignore", frozen=True), **fields)


@cache
def _private(cls: type[BaseModel]) -> Any:
    """What `model_dump` leaves out: private fields on any depth."""
    private: dict[str, Any] = {}
    for name, info in cls.model_fields.items():
        if visibility(cls, name) is PRIVATE:
            private[name] = True
            continue
        for inner in models_in(info.annotation):
            if below := _private(inner):
                private[name] = {"__all__": below} if "tuple" in str(info.annotation) else below
    return private


def _files_as_addresses(data: JsonObject, files: Any) -> None:
    """Files of the school become links to the school: nothing is copied."""
    known = files if isinstance(files, dict) else {}
    materials = data.get("materials")
    for material in materials if isinstance(materials, list) else ():
        if isinstance(material, dict) and "file" in material:
            address = known.get(str(material.pop("file")))
            if _is_web(address):
                material.setdefault("url", address)


def _is_web(address: Any) -> TypeGuard[str]:
    """Whether a value is an address without a sign no database or terminal should meet."""
    return isinstance(address, str) and bool(_WEB.fullmatch(address)) and printable(address) == address


def reasons(cls: type[BaseModel], error: ValidationError) -> list[tuple[str, str]]:
    """What a validator refused in data of `cls`, as captions of fields and Russian sentences."""
    problems = problems_of(cls, _WithoutLines(), error.errors(include_url=False))
    return [(_captioned(cls, problem.place.file), problem.message) for problem in problems]


def _captioned(cls: type[BaseModel], place: str) -> str:
    keys: Iterator[str | int] = (int(step) if step.isdigit() else step for step in place.split("/"))
    return caption_at(cls, tuple(keys)) or place


def _day(moment: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(moment[:10]) if isinstance(moment, str) else None
    except ValueError:
        return None
