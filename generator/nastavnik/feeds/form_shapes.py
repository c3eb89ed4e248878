"""A record class → the shapes its values may have in a file, so that a form reads what was written by hand.

A file may say `term: сентябрь` where a part stands, `28.08.2026` where a form knows ISO dates, one word where it wants
a list. `theme/admin/reading.js` brings them into the one shape the form shows; without it the form would drop them.
"""

from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from nastavnik import messages
from nastavnik.records import KINDS, School
from nastavnik.records.inputs import Input, Widget, inputs_of
from nastavnik.records.nesting import models_in
from nastavnik.records.vocabularies import BASE

InputShape = dict[str, Any]
WORDS = ("слово", "2026-09-01")
"""Words of no special shape: a field that takes parts may take one instead."""
SHAPES = {**{f"{kind}/": f"{kind}/a" for kind in KINDS}, "url": "https://a.example/", "file": "a.pdf"}
"""Special shapes with a word of each; `news/` begins a reference."""
_PLAIN = {Widget.DAY: "day", Widget.NUMBER: "number", Widget.TEXT: "text", Widget.PART: "part"}
_SEVERAL = {Widget.LINES, Widget.CHOICES}


def shapes() -> InputShape:
    """Parts by the names of their classes, the class of each kind, and how months are called in dates."""
    kinds: dict[str, type[BaseModel]] = {School.kind: School, **KINDS}
    parts = dict.fromkeys(model for cls in kinds.values() for model in _with_parts(cls))
    return {
        "kinds": {kind: cls.__name__ for kind, cls in kinds.items()},
        "parts": {model.__name__: _fields(model) for model in parts},
        "months": list(messages.MONTHS_OF),
    }


def _with_parts(cls: type[BaseModel]) -> list[type[BaseModel]]:
    """A class and every class inside it, itself first."""
    known: dict[type[BaseModel], None] = {cls: None}
    queue = [cls]
    for model in queue:
        inside = {inner for field in model.model_fields.values() for inner in models_in(field.annotation)}
        queue += sorted(inside - known.keys(), key=lambda inner: inner.__name__)
        known |= dict.fromkeys(queue)
    return list(known)


def _fields(cls: type[BaseModel]) -> InputShape:
    """The fields of a class whose values may look otherwise than the form wants them."""
    named = ((each.name, _shape(cls.model_fields[each.name], each)) for each in inputs_of(cls))
    return {name: shape for name, shape in named if shape}


def _shape(field: FieldInfo, each: Input) -> InputShape:
    plain: InputShape = {"is": _PLAIN[each.widget]} if each.widget in _PLAIN else {}
    if each.model:
        plain |= {"part": each.model.__name__, "words": _words(field)}
    return plain | ({"many": True} if each.many or each.widget in _SEVERAL else {})


def _words(field: FieldInfo) -> dict[str, str]:
    """Shapes of one word and the fields of the part that it becomes: found out by asking the type of the field.

    A shape that means no more than any other word is left out.
    """
    kind: Any = Annotated[(field.annotation, *field.metadata, None)]
    takes: TypeAdapter[Any] = TypeAdapter(kind)
    any_word = next(filter(None, (_became(takes, word) for word in WORDS)), "")
    became = {shape: _became(takes, word) for shape, word in SHAPES.items()}
    special = {shape: name for shape, name in became.items() if name not in ("", any_word)}
    return special | ({"word": any_word} if any_word else {})


def _became(takes: TypeAdapter[Any], word: str) -> str:
    """The one field of the part that a word becomes; empty if the type refuses it."""
    try:
        value = takes.validate_python(word, context={"vocabularies": BASE})
    except ValidationError:
        return ""
    part = value[0] if isinstance(value, tuple) else value
    return next(iter(part.model_fields_set), "") if isinstance(part, BaseModel) else ""
