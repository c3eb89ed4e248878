"""JSON Schemas (draft-07) of records as editors type them, for programs that complete and underline.

Derived from the record classes: captions, samples, forms of values. Words of vocabularies and ids of records are the
school's own, so they stand in two files beside, `WORDS` and `IDS`, which the schema of a kind refers to. A schema is no
second `check`: what only Python can see (references that lead nowhere, people without consent) passes here.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from nastavnik import messages
from nastavnik.records.fields import FormerName
from nastavnik.records.nesting import marks
from nastavnik.records.record import Record
from nastavnik.records.roadmap import EVIDENCE_KINDS, Roadmap
from nastavnik.records.typed import matching, one_of
from nastavnik.records.vocabularies import Vocabularies

DIALECT = "http://json-schema.org/draft-07/schema#"
WORDS, IDS = "words.json", "ids.json"
STAGES, EVIDENCE = f"{Roadmap.kind}-stages", "evidence"
"""Names of ids that are no whole records: `2026-2027/4`, and `documents/prikaz` with its kind."""
_ABSENT: tuple[dict[str, Any], ...] = (
    {"type": "null"},
    {"type": "string", "maxLength": 0},
    {"type": "array", "maxItems": 0},
)
"""Empty values, which mean that nothing is written."""
_SHAPES = (r"/?(?:{kind}/)?[a-z0-9-]+/?", r"/?(?:{kind}/)?[a-z0-9-]+/\S.*")
"""Of the id of a record, and of a piece of one."""
_OURS = ("visibility", "description")
"""Notes for this code and for programmers."""


class _AsTyped(GenerateJsonSchema):
    """pydantic's schema of what may be typed: YAML tells numbers from texts, one value is a list of one."""

    schema_dialect = DIALECT

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": ["string", "number"]}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        several = super().tuple_schema(schema)
        return {"anyOf": [several, several["items"]]} if "items" in several else several

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])  # what need not be there may be empty, whatever its type

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])  # defaults are codes, which nobody types

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        part = super().model_schema(schema)
        del part["title"]  # the name of a class, not a caption
        needed = part.get("required", ())
        for name, field in part.get("properties", {}).items():
            if name not in needed:
                part["properties"][name] = _or_absent(field)
            if marks(schema["cls"], name, FormerName):
                part["properties"][name]["doNotSuggest"] = True  # commands write it; a keyword of VS Code
        return part


def of_kind(cls: type[Record]) -> dict[str, Any]:
    """The schema of what stands in the YAML of a record: all of a `.yml`, the front matter of a `.md`."""
    schema = cls.model_json_schema(
        mode="validation", schema_generator=_AsTyped, ref_template="#/definitions/{model}", by_alias=False
    )
    if cls.body:
        schema["required"] = [name for name in schema.get("required", ()) if name != cls.body]
    definitions = schema.pop("$defs", {})
    whole = {"$schema": DIALECT, **schema, "title": messages.capital(cls.caption), "definitions": definitions}
    plain: dict[str, Any] = _plain(whole)
    return plain


def words(vocabularies: Vocabularies) -> dict[str, Any]:
    """Words of every list: captions are offered, codes and other spellings are taken as well."""
    definitions: dict[str, Any] = {}
    for name, vocabulary in vocabularies.items():
        every = dict.fromkeys(word for term in vocabulary.terms for word in (term.title, term.code, *term.also))
        offered = [term.title for term in vocabulary.terms]
        definitions[name] = {"anyOf": [{"enum": offered}, one_of(every)]}
    return {"$schema": DIALECT, "definitions": definitions}


def ids(named: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Ids of the school's records by kind, to be offered: another one may be that of a record not written yet."""
    definitions: dict[str, Any] = {
        name: {"enum": sorted(set(each))} if each else {"not": {}} for name, each in named.items()
    }
    return {"$schema": DIALECT, "definitions": definitions}


def evidence(named: Mapping[str, Iterable[str]]) -> list[str]:
    """What evidence may name in one word, of ids by kind: `documents/prikaz`."""
    return [f"{kind}/{id}" for kind in EVIDENCE_KINDS for id in named.get(kind, ())]


def _named(kind: str, *, is_part: bool) -> dict[str, Any]:
    """An id of the school's records, which is offered, or another text of its shape."""
    name = STAGES if is_part else kind
    any_other = {"type": "string"} if kind == EVIDENCE else matching(_SHAPES[is_part].format(kind=kind), "number")
    return {"anyOf": [{"$ref": f"{IDS}#/definitions/{name}"}, any_other]}


def _or_absent(field: Mapping[str, Any]) -> dict[str, Any]:
    """A field that need not be there may also be empty."""
    described: dict[str, Any] = {name: field[name] for name in ("title", "examples", "visibility") if name in field}
    return {**described, "anyOf": [{name: value for name, value in field.items() if name not in described}, *_ABSENT]}


def _plain(schema: Any) -> Any:
    """Without what is ours, and with references where fields say that they hold words or ids."""
    if isinstance(schema, list):
        return [_plain(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    others = {name: _plain(inner) for name, inner in schema.items() if name not in _OURS or isinstance(inner, dict)}
    if isinstance(schema.get("examples"), list):
        others["examples"] = [_value(example) for example in schema["examples"]]
    if isinstance(schema.get("vocabulary"), str):
        others = {"$ref": f"{WORDS}#/definitions/{others.pop('vocabulary')}", **others}
    elif isinstance(schema.get("reference"), str):
        others = {**_named(others.pop("reference"), is_part=others.pop("part")), **others}
    return _beside_references(others)


def _value(example: Any) -> Any:
    """A sample as a value: editors write it themselves, and would put a list into quotes."""
    is_more = isinstance(example, str) and example.startswith(("[", "{", '"'))
    return yaml.load(example, yaml.BaseLoader) if is_more else example


def _beside_references(schema: dict[str, Any]) -> dict[str, Any]:
    """In draft-07 nothing beside a `$ref` is looked at, not even a caption."""
    if "$ref" not in schema or len(schema) == 1:
        return schema
    return {**{name: inner for name, inner in schema.items() if name != "$ref"}, "allOf": [{"$ref": schema["$ref"]}]}
