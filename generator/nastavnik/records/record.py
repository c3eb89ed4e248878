"""What every kind of record has in common."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict

from nastavnik.records.fields import PRIVATE, Former, Many, YesNo, field
from nastavnik.records.vocabularies import Vocabularies

Model = TypeVar("Model", bound=BaseModel)
R = TypeVar("R", bound="Record")
"""A kind of record, where a type depends on it."""
ListOrder = Literal["newest", "title"]


class Occasion(NamedTuple):
    """Something that takes place: when, until when (None for the same day or an unknown hour), and what."""

    start: dt.date | dt.datetime
    end: dt.date | dt.datetime | None
    title: str

    @property
    def first(self) -> dt.date:
        """The day it begins on."""
        return day_of(self.start)

    @property
    def last(self) -> dt.date:
        """The last day of it."""
        return day_of(self.end or self.start)


class Record(BaseModel):
    """One file of `content/<kind>/`. A kind is a subclass and a line in `KINDS`; it may have a template."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    kind: ClassVar[str]
    """Folder, segment of the address, word in the API and in commands."""
    suffix: ClassVar[str] = ".yml"
    """`.md` for kinds with a long text below the front matter."""
    caption: ClassVar[str]
    """What one record is called."""
    heading: ClassVar[str]
    """Heading of the page that lists them."""
    short_heading: ClassVar[str] = ""
    """Short name in the tabs; empty for kinds that the footer leads to."""
    narrowed_heading: ClassVar[str] = ""
    """What a list narrowed to something is of, where `heading` names more: «Практики» of «Методическая копилка»."""
    last_tab: ClassVar[bool] = False
    """Whether the tab stands after those of hand-written pages: papers and figures do."""
    shelf_of: ClassVar[str] = ""
    """The kind whose collection this one is a shelf of; its list is named in the way to a page."""
    lead: ClassVar[str] = ""
    """The sentence under the heading of the list."""
    to_all: ClassVar[str] = "Весь список"
    """What the way from a record to the list of its kind says: «Все новости»."""
    counted: ClassVar[tuple[str, str, str]]
    """The noun after 1, after 2 and after 5."""
    another: ClassVar[str] = ""
    """What leads from a record to one more of its kind: «Ещё одна новость»; empty where few are ever written."""
    nothing: ClassVar[tuple[str, str]]
    """Heading and text when there is no record yet."""
    body: ClassVar[str | None] = None
    """The field that the text under the front matter becomes."""
    facets: ClassVar[tuple[str, ...]] = ()
    """Fields with codes of a vocabulary; each makes ready listings."""
    word_facets: ClassVar[tuple[str, ...]] = ()
    """Fields with free words that make ready listings as well, once two of them differ."""
    order: ClassVar[ListOrder] = "title"
    page_size: ClassVar[int] = 30
    gathers: ClassVar[bool] = True
    """Whether its occasions are days on which somebody may come; those of contests are deadlines."""
    decided_by: ClassVar[tuple[str, ...]] = ()
    """Fields that decide whether anybody may see the record: those `is_public` asks, and a consent."""
    answers_about: ClassVar[Mapping[str, str]] = {}
    """Answers somebody gave about what stands in another field, and that field: once it changes they are none."""
    settled: ClassVar[tuple[str, ...]] = ()
    """Fields that are written once and hardly ever changed: a form folds them at its end."""
    asked_by: ClassVar[tuple[str, str, tuple[str, ...]] | None] = None
    """A field, a code of its vocabulary, and the fields that a record in this state should have: a form opens them."""
    dated: ClassVar[bool] = False
    """Whether readers look the list up by year and month."""

    @property
    def label(self) -> str:
        """The name readers see in lists and links."""
        return str(getattr(self, "title"))  # noqa: B009 - not every kind calls it title

    @property
    def abstract(self) -> str:
        """One or two sentences for lists, descriptions and feeds; may be empty."""
        return str(getattr(self, "summary", "") or "")

    @property
    def sort_key(self) -> Any:
        """What `order` compares: a date for `newest`, words for `title`."""
        return alphabetic(self.label)

    @property
    def modified(self) -> dt.date | None:
        """The day readers see as «Обновлено»; never the day of the build."""
        return None

    @property
    def has_page(self) -> bool:
        """Whether the record has a page of its own or lives only in lists."""
        return True

    @property
    def is_public(self) -> bool:
        """Whether the record may leave the school at all (consent apart)."""
        return True

    @property
    def files_are_checked(self) -> bool:
        """Whether somebody answers for what looks personal inside the files it names."""
        return False

    def group(self, vocabularies: Vocabularies) -> str:
        """The heading the record stands under in its list; empty where the list has none."""
        return ""

    def occasions(self) -> tuple[Occasion, ...]:
        """The days it names that readers may want to know ahead."""
        return ()

    @property
    def is_example(self) -> bool:
        """Whether it was written to show what such a record looks like, and nobody has made it the school's own yet.

        Such a record is never published, counted or reminded of.
        """
        return False

    @property
    def former_ids(self) -> tuple[str, ...]:
        """Names it had, the first one first, its present one among them if it got that back."""
        return ()

    @property
    def held_back(self) -> frozenset[str]:
        """Fields marked `APART` that are not published: beside others of this record they would point at somebody."""
        return frozenset()

    @property
    def honoured(self) -> bool:
        """Whether the honour board may have a line of it."""
        return False

    @property
    def tally(self) -> str:
        """A code that only its number in all records of the kind makes public; empty if there is none."""
        return ""

    def hints(self) -> list[tuple[tuple[str | int, ...], str]]:
        """What could be better, as (keys, sentence); nothing here forbids publishing."""
        return []


class Addressed(Record):
    """A record whose name is a public address: it may get another one, and the former leads on."""

    aliases: Many[Former] = field("Прежние имена записи", (), seen=PRIVATE, example="[staroe-imya]")
    """`former_ids` as commands write them. Not published as such: a renamed record says the same as before."""

    example: YesNo | None = field("Пример, которым начат раздел: на сайт не попадёт", None, seen=PRIVATE, example="да")

    @property
    def former_ids(self) -> tuple[str, ...]:
        return self.aliases

    @property
    def is_example(self) -> bool:
        return bool(self.__dict__.get("example"))  # the catalogue's light records have no private fields


def rebuilt(cls: type[Model], fields: Mapping[str, Any]) -> Model:
    """A model of values that were validated before, in the order of its fields; those that are left out it lacks.

    It does not remember which fields were set: nobody asks, and of thousands of records that is a third of the memory.
    """
    return _instance(cls, {name: slim(fields[name]) for name in _names(cls) if name in fields})


def completed(record: Model, others: Mapping[str, Any]) -> Model:
    """A rebuilt record with other fields, plain values, in the order of all fields."""
    fields = record.__dict__ | dict(others)
    return _instance(type(record), {name: fields[name] for name in _names(type(record)) if name in fields})


@cache
def _names(cls: type[BaseModel]) -> tuple[str, ...]:
    return tuple(cls.model_fields)


def _instance(cls: type[Model], fields: dict[str, Any]) -> Model:
    model = cls.__new__(cls)
    object.__setattr__(model, "__dict__", fields)
    object.__setattr__(model, "__pydantic_fields_set__", _NOTHING_SET)
    object.__setattr__(model, "__pydantic_extra__", None)
    object.__setattr__(model, "__pydantic_private__", None)
    return model


def slim(value: Any) -> Any:
    """A value of a record whose models do not remember which fields were set; see `rebuilt`."""
    if isinstance(value, BaseModel) and value.__pydantic_fields_set__ is not _NOTHING_SET:
        return rebuilt(type(value), value.__dict__)
    if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        return tuple(map(slim, value))
    return value


_NOTHING_SET: frozenset[str] = frozenset()  # one object for all, and the same one when it is unpickled


def alphabetic(text: str) -> str:
    """A text as a Russian alphabet orders it: no case, ё beside е."""
    return text.casefold().replace("ё", "е")


def day_of(moment: dt.date | dt.datetime) -> dt.date:
    """The day of a day or of a day with its hour."""
    return moment.date() if isinstance(moment, dt.datetime) else moment
