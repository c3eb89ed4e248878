"""Samples of fields, made from their classes: a value a field takes, and a ready line to write into a record."""

import re
import typing
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from nastavnik import messages
from nastavnik.records.fields import FileMarker, Quantity, Ref, Term
from nastavnik.records.nesting import marks, models_in
from nastavnik.records.vocabularies import BASE, Vocabularies

_DEEPEST = 3  # levels of braces in one line
_LOOSE = 2  # fields of a part that needs none
_SIGNS_OF_YAML = re.compile(r"[,\[\]{}#]|: ")


def sample(owner: type[BaseModel], name: str, words: Vocabularies = BASE) -> str | None:
    """A value the field takes, as it is written in YAML; None if only fields of its own will do."""
    field = owner.model_fields[name]
    if field.examples:
        return str(field.examples[0])
    marked = _marked(owner, name, words)
    for text in [marked] if marked else messages.SAMPLES:
        if _takes(field, [text] if is_many(field) else text, words):
            return f"[{text}]" if is_many(field) else text
    return None


def line(owner: type[BaseModel], name: str, written: str = "") -> str:
    """The field in one line: «consent: {date: 2026-09-01, fields: [name, photo]}», with what was `written`."""
    return f"{name}: {_value(owner, name, written, 0)}"


def is_many(field: FieldInfo) -> bool:
    """Whether a field takes several values."""
    return typing.get_origin(field.annotation) is tuple


def _value(owner: type[BaseModel], name: str, written: str, depth: int) -> str:
    field = owner.model_fields[name]
    model = next(models_in(field.annotation), None)
    text = sample(owner, name)
    if model is None or text is not None or depth == _DEEPEST:
        return _quoted(text or "…") if depth else text or "…"
    inside = f"{{{', '.join(_inside(model, written, depth + 1))}}}"
    return f"[{inside}]" if is_many(field) else inside


def _inside(model: type[BaseModel], written: str, depth: int) -> Iterator[str]:
    """The fields a part must have, or the first ones of a part that needs none; the first takes what was written."""
    fields = model.model_fields
    needed = [name for name, field in fields.items() if field.is_required()]
    first = needed[0] if needed else _first_for(model, written)
    if written and not is_many(fields[first]) and _takes(fields[first], written, BASE):
        yield f"{first}: {_quoted(written)}"
        needed = [name for name in needed if name != first]
    elif not needed:
        needed = list(fields)[:_LOOSE]
    yield from (f"{name}: {_value(model, name, '', depth)}" for name in needed)


def _first_for(model: type[BaseModel], written: str) -> str:
    """The field of a part that needs none, for one written word: a reference for what looks like the name of a file."""
    references = [name for name in model.model_fields if marks(model, name, Ref)]
    return references[0] if references and written.isascii() else next(iter(model.model_fields))


def _quoted(text: str) -> str:
    """A text that may stand between braces."""
    is_ready = text.startswith(("[", "{", '"', "'"))
    return text if is_ready or not _SIGNS_OF_YAML.search(text) else f'"{text}"'


def _takes(field: FieldInfo, value: Any, words: Vocabularies) -> bool:
    kind: Any = typing.Annotated[(field.annotation, *field.metadata, None)]
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    try:
        adapter.validate_python(value, context={"vocabularies": words})
    except ValidationError:
        return False
    return True


def _marked(owner: type[BaseModel], name: str, words: Vocabularies) -> str:
    """A sample of what other rooms know by its marker: a word, a reference, a file; empty for the rest."""
    samples: dict[type, Callable[[Any], str]] = {
        Term: lambda vocabulary: words[vocabulary.name].terms[0].title,
        Ref: lambda reference: messages.SAMPLE_STAGE if reference.part else messages.SAMPLE_ID,
        FileMarker: lambda file: messages.SAMPLE_PICTURE if file.shape else messages.SAMPLE_FILE,
        Quantity: lambda amount: messages.SAMPLE_SUM if amount.unit else "",
    }
    return next((sample(mark) for marker, sample in samples.items() for mark in marks(owner, name, marker)), "")
