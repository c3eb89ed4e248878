"""Plain data → a typed record, and pydantic's complaints → Russian problems with their place."""

import difflib
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from nastavnik import messages
from nastavnik.records import samples
from nastavnik.records.adults import LEARNER
from nastavnik.records.fields import Term, wrong
from nastavnik.records.nesting import marks as marks
from nastavnik.records.nesting import marks_of
from nastavnik.records.nesting import models_in as models_in
from nastavnik.records.record import R, Record
from nastavnik.records.vocabularies import BASE, Vocabularies
from nastavnik.text.lookalikes import mended, odd_sign
from nastavnik.text.source import Keys, Place, Problem, Source

Piece = TypeVar("Piece")
MOST_MISTAKES = 100
"""Told of one record with their places: each place is looked for from the beginning of the file."""


def read_record(cls: type[R], source: Source, vocabularies: Vocabularies) -> R | list[Problem]:
    """The record in `source`, or every problem it has."""
    data = with_body(cls, source)
    if isinstance(data, Problem):
        return [data]
    try:
        return cls.model_validate(data, context={"vocabularies": vocabularies})
    except ValidationError as error:
        return problems_of(cls, source, error.errors(include_url=False))


def with_body(cls: type[Record], source: Source) -> dict[str, Any] | Problem:
    """The data of a record with the text below them as its field, or why there can be no text there."""
    data: dict[str, Any] = source.data
    if not source.body:
        return data
    if not cls.body:
        return Problem(source.place(("body",)), messages.BODY_NOT_EXPECTED)
    if cls.body in data:
        return Problem(source.place((cls.body,), of_key=True), messages.body_twice(cls.body))
    return {**data, cls.body: source.body}


def value_of(owner: type[BaseModel], name: str, written: Any, vocabularies: Vocabularies = BASE) -> Any:
    """What a field makes of a text, or of plain data, by itself. Raises `PydanticCustomError` with the sentence."""
    field = owner.model_fields[name]
    kind: Any = Annotated[(field.annotation, *field.metadata, None)]
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    try:
        return adapter.validate_python(written, context={"vocabularies": vocabularies})
    except ValidationError as error:
        details = error.errors(include_url=False)[0]
        sentence = messages.invalid("", details["type"], details.get("ctx", {}), details["input"])
        raise wrong(sentence.removeprefix(": ")) from None


class Places(Protocol):
    """What knows where the values of some data stand."""

    @property
    def body(self) -> str | None:
        """The text below the data, if it became a field."""

    def is_blank(self, keys: Keys) -> bool:
        """Whether a key stands there and nothing after it."""

    def place(self, keys: Keys, *, of_key: bool = False) -> Place:
        """Where the value under `keys` stands."""


def problems_of(cls: type[BaseModel], source: Places, errors: list[ErrorDetails]) -> list[Problem]:
    """The validator's complaints about data of `cls`; see `mistakes_of`."""
    return [problem for _, problem in mistakes_of(cls, source, errors)]


def mistakes_of(cls: type[BaseModel], source: Places, errors: list[ErrorDetails]) -> list[tuple[Keys, Problem]]:
    """The validator's complaints about data of `cls`, with the keys of the field each is about.

    One problem a mistake: a misspelt required field is not also reported as missing, nor fields that only lack their
    indent one by one. Of thousands of mistakes the first are told with their places, the others by their number.
    """
    unknown = [tuple(details["loc"]) for details in errors if details["type"] == "extra_forbidden"][:MOST_MISTAKES]
    strays = _strays(cls, source, unknown)
    meant = {(*keys[:-1], meaning) for keys in unknown for meaning in (_meant_by(cls, keys), strays.get(keys))}
    deeper = {details["loc"][:depth] for details in errors for depth in range(1, len(details["loc"]))}
    learners = [details["loc"] for details in errors if details["type"] == LEARNER]
    mistakes = [
        details
        for details in errors
        if (details["type"] != LEARNER or details["loc"] == learners[0])
        and (details["type"] != "missing" or details["loc"] not in meant)
        and (details["type"] not in ("too_short", "too_long") or details["loc"] not in deeper)
        and tuple(details["loc"]) not in strays
    ]
    problems: list[tuple[Keys, Problem]] = [((), problem) for problem in _indents(source, strays)]
    problems += [(tuple(details["loc"]), _problem(cls, source, details)) for details in mistakes[:MOST_MISTAKES]]
    more = len(mistakes[MOST_MISTAKES:])
    return [*problems, ((), Problem(problems[-1][1].place, messages.more_mistakes(more)))] if more else problems


def _strays(cls: type[BaseModel], source: Places, unknown: list[Keys]) -> dict[Keys, str]:
    """Unknown fields that belong to an empty one beside them, with its name."""
    owners: dict[Keys, str] = {}
    for keys in unknown:
        fields = _model_at(cls, keys[:-1]).model_fields
        inside = (
            name
            for name, field in fields.items()
            if any(keys[-1] in part.model_fields for part in models_in(field.annotation))
            and source.is_blank((*keys[:-1], name))
        )
        owner = next(inside, None)
        if owner:
            owners[keys] = owner
    return owners


def _indents(source: Places, strays: dict[Keys, str]) -> Iterator[Problem]:
    """One problem for all fields that lack the indent of one owner."""
    for owner in dict.fromkeys((keys[:-1], name) for keys, name in strays.items()):
        places = {
            str(keys[-1]): source.place(keys, of_key=True)
            for keys, name in strays.items()
            if (keys[:-1], name) == owner
        }
        yield Problem(min(places.values()), messages.indent_forgotten(owner[1], list(places)))


def _problem(cls: type[BaseModel], source: Places, details: ErrorDetails) -> Problem:
    keys = tuple(details["loc"])
    kind = details["type"]
    if kind == "extra_forbidden":
        return _unknown(cls, source, keys)
    if kind == "missing":
        return Problem(source.place(keys), _missing(cls, source, keys))
    caption = caption_at(cls, keys)
    if kind in _WITHOUT_FIELDS:
        in_list = isinstance(keys[-1], int) and source.place(keys) != source.place(keys[:-1])
        return Problem(source.place(keys), _without_fields(cls, keys, caption, details["input"], in_list=in_list))
    if len(keys) == 1 and source.body and keys[0] == getattr(cls, "body", None):
        keys = ("body",)
    message = _misspelt(details) or _misplaced(cls, keys, details)
    sentence = (
        f"{caption}: {message}"
        if message
        else messages.invalid(caption, kind, details.get("ctx", {}), details["input"])
    )
    return Problem(source.place(keys), sentence)


_NO_WORDS = frozenset({"да", "нет", "есть", "yes", "no", "+", "-"})
_WITHOUT_FIELDS = frozenset({"model_type", "model_attributes_type"})


_OTHER_NAMES = {
    "date": ("start", "to"),
    "time": ("start",),
    "title": ("name",),
    **dict.fromkeys(("name", "название"), ("title",)),
    **dict.fromkeys(("фио", "ф.и.о.", "имя"), ("name",)),
    **dict.fromkeys(("phone", "email", "birthday"), ()),
}
"""Words that mean a field under another name; they are no slips of the pen, however near the name of a third is."""


def _unknown(cls: type[BaseModel], source: Places, keys: Keys) -> Problem:
    """A field that is not there, by the reason: a letter of another alphabet, another depth, another name."""
    name, place = str(keys[-1]), source.place(keys, of_key=True)
    model = _model_at(cls, keys[:-1])
    odd, good = odd_sign(name, "latin"), mended(name, "latin")
    if odd and good in model.model_fields:
        message = messages.odd_key(odd.sign, odd.script, odd.place, odd.word, good)
        return Problem(Place(place.file, place.line, place.column + odd.at), message)
    nearest = _meant_by(cls, keys)
    owner = None if nearest in _alike(name, model) else _owner_of(name, model)
    if owner:
        return Problem(place, messages.belongs_inside(name, owner, samples.line(model, owner)))
    return Problem(place, messages.unknown_field(name, nearest))


def _alike(name: str, model: type[BaseModel]) -> list[str]:
    """Fields whose names are nearly the same: a slip of the pen."""
    return difflib.get_close_matches(name.lower(), model.model_fields, cutoff=0.8)


def _owner_of(name: str, model: type[BaseModel]) -> str | None:
    """The field of a model that has a field of this name inside."""
    owners = (
        owner
        for owner, field in model.model_fields.items()
        if any(name in part.model_fields for part in models_in(field.annotation))
    )
    return next(owners, None)


def _missing(cls: type[BaseModel], source: Places, keys: Keys) -> str:
    model, name = _model_at(cls, keys[:-1]), str(keys[-1])
    caption = model.model_fields[name].title or ""
    if source.is_blank(keys):
        return messages.not_filled(name, caption, samples.line(model, name).removeprefix(f"{name}: "))
    if len(keys) == 1 and name == getattr(cls, "body", None):
        return messages.missing_text(caption)
    return messages.missing_field(name, caption, samples.line(model, name))


def _without_fields(cls: type[BaseModel], keys: Keys, caption: str, value: Any, *, in_list: bool) -> str:
    """What to write where a part stands in one word; a word that fits is kept."""
    depth = next(at for at in reversed(range(len(keys))) if isinstance(keys[at], str))
    written = value if isinstance(value, str) and value.strip().lower() not in _NO_WORDS else ""
    name = str(keys[depth])
    line = samples.line(_model_at(cls, keys[:depth]), name, written)
    return messages.needs_fields(caption, f"- {line[len(name) + 3 : -1]}" if in_list else line)


def _misspelt(details: ErrorDetails) -> str | None:
    """What of a refused value is a sign that looks like another."""
    value = details["input"]
    odd = odd_sign(value) if details["type"] == "russian" and isinstance(value, str) else None
    return odd and messages.odd_word(odd.sign, odd.script, odd.place, odd.word, odd.mended)


def _misplaced(cls: type[BaseModel], keys: Keys, details: ErrorDetails) -> str | None:
    """Of a word that another field of the record takes."""
    value, name = details["input"], next((key for key in reversed(keys) if isinstance(key, str)), "")
    model = _model_at(cls, keys[: keys.index(name)] if name in keys else keys)
    lists = marks(model, name, Term) if name in model.model_fields else []
    if not lists or not isinstance(value, str):
        return None
    for other, field in model.model_fields.items():
        for mark in marks_of(field, Term) if other != name else ():
            if BASE[mark.name].code(value):
                titles = messages.words_of_list([term.title for term in BASE[lists[0].name].terms])
                return f"{messages.word_of_other_field(value, other, field.title or other)} {titles}"
    return None


def _meant_by(cls: type[BaseModel], keys: Keys) -> str | None:
    """The field an unknown key may have meant, by name or by caption."""
    fields = _model_at(cls, keys[:-1]).model_fields
    written = mended(str(keys[-1]), "latin")
    if written in fields:
        return written
    key = str(keys[-1]).lower()
    if key in _OTHER_NAMES and key not in fields:
        return next((name for name in _OTHER_NAMES[key] if name in fields), None)
    candidates = {word: name for name, field in fields.items() for word in (name, (field.title or name).lower())}
    close = difflib.get_close_matches(key, candidates, n=1, cutoff=0.65)
    return candidates[close[0]] if close else None


def caption_at(cls: type[BaseModel], keys: Keys) -> str:
    """Name and caption of the innermost field on the way to the value."""
    name, title = names_at(cls, keys)
    return f"{name} ({title})" if title else name


def names_at(cls: type[BaseModel], keys: Keys) -> tuple[str, str]:
    """The same two apart; empty where no field is on the way, or it has no caption."""
    for depth in reversed(range(len(keys))):
        name = str(keys[depth])
        field = _model_at(cls, keys[:depth]).model_fields.get(name)
        if field:
            return name, field.title or ""
    return "", ""


def _model_at(cls: type[BaseModel], keys: Keys) -> type[BaseModel]:
    """The model that owns what stands under `keys`; the deepest one known on the way."""
    model = cls
    for step in keys:
        if isinstance(step, str) and step in model.model_fields:
            inner = next(models_in(model.model_fields[step].annotation), None)
            model = inner or model
    return model


def models_below(annotation: Any) -> frozenset[type[BaseModel]]:
    """Models named inside a type, those their fields name, and so on."""
    return frozenset().union(*map(_with_models_below, models_in(annotation)))


@cache
def _with_models_below(model: type[BaseModel]) -> frozenset[type[BaseModel]]:
    models, new = set[type[BaseModel]](), {model}
    while new:
        models |= new
        fields = (field for each in new for field in each.model_fields.values())
        new = {inner for field in fields for inner in models_in(field.annotation)} - models
    return frozenset(models)


def values(part: BaseModel, marker: type, above: Keys = ()) -> Iterator[tuple[Keys, Any, str]]:
    """Every value whose field carries a marker of this class, as (keys, marker, value), depth first."""
    fields = part.__dict__
    for name, mark, inner in _fields(type(part), marker):
        value = fields.get(name)  # the catalogue's light records have no unlisted fields
        if value is None or value == ():
            continue
        if mark is not None:
            yield from ((keys, mark, text) for keys, text in _inside((*above, name), value, str))
        if inner:
            for keys, model in _inside((*above, name), value, BaseModel):
                yield from values(model, marker, keys)


def raw_values(cls: type[BaseModel], data: Any, marker: type, keys: Keys = ()) -> Iterator[tuple[Keys, Any, str]]:
    """Every value of plain data whose field carries a marker of this class, as (keys, marker, value), depth first.

    The data may be no record of `cls` for some mistake: what is not of its shape is passed over.
    """
    for name, mark, _ in _fields(cls, marker) if isinstance(data, dict) else ():
        written = data.get(name, ())
        items = enumerate(written) if isinstance(written, list) else [(None, written)]
        for index, item in items:
            here = (*keys, name) if index is None else (*keys, name, index)
            if mark is not None and isinstance(item, str):
                yield here, mark, item
            for model in models_in(cls.model_fields[name].annotation):
                yield from raw_values(model, item, marker, here)


def parts(part: BaseModel, wanted: tuple[type[BaseModel], ...], keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """The record itself and everything inside it that is one of the `wanted` models, with its place."""
    if isinstance(part, wanted):
        yield keys, part
    for name in _ways(type(part), wanted):
        for below, model in _inside((*keys, name), part.__dict__.get(name), BaseModel):
            yield from parts(model, wanted, below)


@cache
def _ways(cls: type[BaseModel], wanted: tuple[type[BaseModel], ...]) -> tuple[str, ...]:
    """The fields of a model that lead to one of the `wanted`."""
    return tuple(
        name
        for name, field in cls.model_fields.items()
        if any(issubclass(model, wanted) for model in models_below(field.annotation))
    )


def _inside(keys: Keys, value: Any, wanted: type[Piece]) -> Iterator[tuple[Keys, Piece]]:
    """The value itself or the items of a tuple, of tuples in it too, that are of the `wanted` type."""
    if isinstance(value, wanted):
        yield keys, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _inside((*keys, index), item, wanted)


@cache
def _fields(cls: type[BaseModel], marker: type) -> tuple[tuple[str, Any, bool], ...]:
    """The fields of a model that carry the marker themselves or lead to models that do."""
    marked = []
    for name, field in cls.model_fields.items():
        own = next(iter(marks_of(field, marker)), None)
        inner = any(
            marks_of(f, marker) for model in models_below(field.annotation) for f in model.model_fields.values()
        )
        if own is not None or inner:
            marked.append((name, own, inner))
    return tuple(marked)
