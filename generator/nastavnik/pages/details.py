"""What a record says of itself, field by field: captions from its class, values as readers see them.

The default templates are made of it, and the others where a field needs no words but its own: short fields stand in the
passport beside the text (`details`), long ones are the text (`passages`). Which is which the type of a field decides.
"""

import datetime as dt
import re
import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from jinja2 import pass_context
from jinja2.runtime import Context
from pydantic import AfterValidator, BaseModel

from nastavnik import messages
from nastavnik.records.fields import (
    PRIVATE,
    Email,
    FileMarker,
    Long,
    Paragraphs,
    Phone,
    Quantity,
    Ref,
    Term,
    Url,
    visibility,
)
from nastavnik.records.reading import marks, models_in
from nastavnik.records.record import Record
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.plan_words import year_of_former_plan

FileOf = Callable[[Entry, str], dict[str, str]]
"""An entry and a path written in it → `url`, `type` and `size` of the file."""

AS_TYPED = ("forms", "mentoring_kinds")
"""Vocabularies whose synonyms a record's own page keeps: they are the school's own terms, not another spelling."""


class Mention(NamedTuple):
    """A value as readers see it; with an address it is a link."""

    text: str
    url: str = ""


class StageMention(NamedTuple):
    """A stage of a roadmap where something else names it: its number or code, its short title, its address."""

    number: str
    title: str
    url: str
    year: str
    """«2025–2026», or the period of the plan in its words; empty for a stage of the current plan."""


class Detail(NamedTuple):
    """A short field that is filled in; `is_bare` if its value says nothing without the caption: a day, a count."""

    caption: str
    mentions: tuple[Mention, ...]
    is_bare: bool = False

    @property
    def words(self) -> str:
        """The whole of it in one line, for a card."""
        text = ", ".join(mention.text for mention in self.mentions)
        return f"{self.caption}: {text}" if self.is_bare else text

    @property
    def is_link(self) -> bool:
        """Whether it leads somewhere, so that it cannot stand inside a card that is one link itself."""
        return bool(self.mentions[0].url)


class Passage(NamedTuple):
    """A long field that is filled in; `name` is its anchor, `form` is how it is drawn (see `form_of`)."""

    name: str
    form: str
    caption: str
    value: Any


class Details:
    """Reads the records of one catalogue; the methods are functions of templates, which know `record` and `entry`."""

    def __init__(self, catalogue: Catalogue, file: FileOf) -> None:
        self.catalogue, self.file = catalogue, file

    @pass_context
    def details(self, context: Context, *names: str, part: BaseModel | None = None) -> list[Detail]:
        """The named short fields of the page's record that are filled in, or all of them; or those of its `part`."""
        record: BaseModel = context["record"] if part is None else part
        chosen = names or _short(type(record), whole=part is None)
        values = ((name, record.__dict__[name]) for name in chosen if name in record.__dict__)
        return [
            Detail(caption(record, name), mentions, is_bare=isinstance(value, (int, dt.date)))
            for name, value in values
            if names or not _is_heading(record, value)
            if (mentions := tuple(self._mentions(context["entry"], type(record), name, value)))
        ]

    @pass_context
    def passages(self, context: Context) -> list[Passage]:
        """The filled long fields of the page's record: pictures, its body, the rest in the order of its class."""
        record: Record = context["record"]
        cls = type(record)
        long = (name for name in _seen(cls) if form_of(cls, name))
        names = sorted(long, key=lambda name: (form_of(cls, name) != "picture", name != cls.body))
        values = ((name, getattr(record, name)) for name in names)
        return [
            Passage(name, form_of(cls, name), caption(record, name), value)
            for name, value in values
            if value and not _is_heading(record, value)
        ]

    def _mentions(self, entry: Entry, cls: type[BaseModel], name: str, value: Any) -> Iterator[Mention]:
        if value is True:
            yield Mention(messages.YES)
        elif value is not None and value is not False:
            items = [item for item in (value if isinstance(value, tuple) else (value,)) if item != ""]
            mentions = [mention for item in items if (mention := self._mention(entry, cls, name, item))]
            is_term = isinstance(_mark(cls, name), Term)
            yield from (first._replace(text=messages.capital(first.text)) for first in mentions[:1] if is_term)
            yield from mentions[is_term:]

    def _mention(self, entry: Entry, cls: type[BaseModel], name: str, value: Any) -> Mention | None:
        match mark := _mark(cls, name):
            case Term():
                words = self.catalogue.vocabularies[mark.name]
                return Mention(words.as_typed(value) if mark.name in AS_TYPED else words.title(value))
            case Ref():
                if not mark.part:
                    return self._record(mark.kind, value)
                stage = self.stage(value)
                return stage and Mention(messages.stage_link(stage.number, stage.title, stage.year), stage.url)
            case FileMarker():
                info = self.file(entry, value)
                return Mention(f"{info['type']}, {info['size']}", info["url"])
            case Quantity():
                return Mention(messages.quantity(value, mark.unit))
        if mark is not None:
            return ADDRESSES[mark](value)
        return Mention(messages.when(value) if isinstance(value, dt.date) else str(value))

    def _record(self, kind: str, id: str) -> Mention | None:
        entry = self.catalogue.get(kind, id)
        return Mention(entry.record.label, entry.link) if entry else None

    def stage(self, reference: str) -> StageMention | None:
        """How a stage of a roadmap is named elsewhere; `reference` is `<roadmap>/<code>`. None if there is none."""
        place = self.catalogue.stage_of(reference)
        if place is None:
            return None
        plan, index = place
        stage, code = plan.record.stages[index], reference.rpartition("/")[2]
        number = (stage.number or code).strip(" .)")
        title, url = stage.short_title or stage.title, f"{plan.url}#etap-{code}"
        return StageMention(number, title, url, year_of_former_plan(self.catalogue, plan))


def caption(record: BaseModel | type[BaseModel], name: str) -> str:
    """The caption of a field of a record or of a class, as its class gives it."""
    cls = record if isinstance(record, type) else type(record)
    return cls.model_fields[name].title or name


def links(record: BaseModel) -> list[str]:
    """The pages elsewhere that a record names in fields of its own, as addresses."""
    cls = type(record)
    urls = (name for name in _short(cls, whole=True) if _mark(cls, name) == _validator(Url))
    values = (record.__dict__[name] for name in urls)
    return [url for value in values for url in (value if isinstance(value, tuple) else (value,)) if url]


def host(url: str) -> str:
    """`https://www.school5.example/news/` → `school5.example`."""
    return re.sub(r"^https?://(?:www\.)?([^/]+).*", r"\1", url)


def _validator(kind: Any) -> Any:
    """What makes a type of `records.fields` what it is: its last validator."""
    return typing.get_args(kind)[-1]


ADDRESSES: dict[Any, Callable[[str], Mention]] = {
    _validator(Url): lambda url: Mention(host(url), url),
    _validator(Email): lambda address: Mention(address, f"mailto:{address}"),
    _validator(Phone): lambda phone: Mention(phone, messages.phone_address(phone)),
}
"""How the fields of a type that is an address are shown, by the validator that makes the type."""


@cache
def _mark(cls: type[BaseModel], name: str) -> Any:
    """What decides how a value of a field is shown: a marker, the validator of an address, or None."""
    known = (Term, Ref, FileMarker, Quantity)
    return next(
        (mark for mark in marks(cls, name, object) if isinstance(mark, known) or mark in tuple(ADDRESSES)), None
    )


@cache
def form_of(cls: type[BaseModel], name: str) -> str:
    """What a field is drawn as: `markdown`, `picture`, `parts`, `lines` or `items` in the text; empty beside it."""
    annotation = cls.model_fields[name].annotation
    inner = next(models_in(annotation), None)
    if inner and any(form_of(inner, field) == "picture" for field in inner.model_fields):
        return "picture"
    if inner:
        return "parts"
    if marks(cls, name, Long):
        return "markdown"
    if any(mark.shape for mark in marks(cls, name, FileMarker)):
        return "picture"
    if marks(cls, name, Paragraphs):
        return "lines"
    is_words = not any(marks(cls, name, marker) for marker in (Term, Ref, FileMarker, Quantity, AfterValidator))
    return "items" if typing.get_origin(annotation) is tuple and is_words else ""


@cache
def _short(cls: type[BaseModel], *, whole: bool) -> tuple[str, ...]:
    """Fields beside the text; of a part of a record everything that is a word, a number, a day or a link."""
    beside = ("",) if whole else ("", "lines", "items")
    return tuple(name for name in _seen(cls) if form_of(cls, name) in beside)


def _seen(cls: type[BaseModel]) -> list[str]:
    return [name for name in cls.model_fields if visibility(cls, name) is not PRIVATE]


def _is_heading(record: BaseModel, value: Any) -> bool:
    """Whether the head of the page says it already."""
    return isinstance(record, Record) and isinstance(value, str) and value in (record.label, record.abstract)


def picture_of(value: Any) -> tuple[str, str]:
    """The path and the description of a picture: a field of its own, or a part with a file and words about it."""
    if isinstance(value, str):
        return value, ""
    cls: type[BaseModel] = type(value)
    file = next(name for name in cls.model_fields if form_of(cls, name) == "picture")
    words = next((getattr(value, name) for name in _short(cls, whole=True) if getattr(value, name)), "")
    return getattr(value, file), words
