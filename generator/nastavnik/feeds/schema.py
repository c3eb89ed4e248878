"""`/api/v1/schema/<kind>.json`: JSON Schema (2020-12) of what `catalog.json` holds, derived from the record classes."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.feeds.section import Section
from nastavnik.records import KINDS, School
from nastavnik.records.fields import Term
from nastavnik.records.publishing import VERSION, published_model
from nastavnik.records.reading import marks, models_in
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.json_text import json_bytes

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LOCAL_TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$"
_OURS = ("visibility", "also", "additionalProperties", "examples", "description")
"""Notes for editors and for this code, and a promise not to add fields that nobody makes."""


def schemas(section: Section) -> Iterator[tuple[str, bytes]]:
    """A schema a kind, one of the school's passport and one of the whole catalogue."""
    kinds: dict[str, type[Record]] = {School.kind: School, **KINDS}
    for kind, cls in kinds.items():
        yield _path(kind), json_bytes(_headed(section, kind, cls.caption, of_kind(cls, section.catalogue.vocabularies)))
    yield _path("catalog"), json_bytes(_headed(section, "catalog", messages.CATALOGUE_CAPTIONS["catalog"], envelope()))


def of_kind(cls: type[BaseModel], vocabularies: Vocabularies) -> dict[str, Any]:
    """The schema of what is published of a class; codes of vocabularies are listed, the school's own ones too."""
    schema = published_model(cls).model_json_schema(mode="serialization")
    named = {twin: inner for inner in _models(cls, {}) for twin in (inner.__name__, f"Published{inner.__name__}")}
    _list_codes(cls, schema, vocabularies)
    for name, part in schema.get("$defs", {}).items():
        _list_codes(named[name], part, vocabularies)
        del part["title"]  # the name of a class, not a caption
    plain: dict[str, Any] = _plain(schema)
    return plain


def envelope() -> dict[str, Any]:
    """The schema of `catalog.json` around the records."""
    captions = messages.CATALOGUE_CAPTIONS
    text: dict[str, Any] = {"type": "string"}
    item: dict[str, dict[str, Any]] = {
        "source": text,
        "kind": text,
        "id": text,
        "url": text | {"format": "uri"},
        "modified": text | {"format": "date"},
        "checksum": text | {"pattern": "^[0-9a-f]{64}$"},
        "files": {"type": "object", "additionalProperties": text | {"format": "uri"}},
        "regional": {"type": "array", "items": text},
        "data": {"type": "object"},
    }
    titled = {name: {"title": captions[name], **schema} for name, schema in item.items()}
    required = [name for name in item if name not in ("modified", "files", "regional")]
    of_kind = [
        {"if": {"properties": {"kind": {"const": kind}}}, "then": {"properties": {"data": {"$ref": f"{kind}.json"}}}}
        for kind in KINDS
    ]
    items = {"type": "object", "properties": titled, "required": required, "allOf": of_kind}
    return {
        "type": "object",
        "properties": {
            "version": {"title": captions["version"], "const": VERSION},
            "school": {"title": captions["school"], "$ref": "school.json"},
            "items": {"title": captions["items"], "type": "array", "items": items},
        },
        "required": ["version", "school", "items"],
    }


def _path(name: str) -> str:
    return f"api/v1/schema/{name}.json"


def _headed(section: Section, name: str, title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "$id": section.root + _path(name), **schema, "title": messages.capital(title)}


def _models(cls: type[BaseModel], known: dict[type[BaseModel], None]) -> dict[type[BaseModel], None]:
    """A class and all classes inside it, after those that are `known`."""
    if cls not in known:
        known[cls] = None
        for field in cls.model_fields.values():
            for inner in models_in(field.annotation):
                _models(inner, known)
    return known


def _list_codes(cls: type[BaseModel], schema: dict[str, Any], vocabularies: Vocabularies) -> None:
    """Write the codes of its vocabulary at every field that holds such codes."""
    for name, field in schema.get("properties", {}).items():
        for mark in marks(cls, name, Term)[:1]:
            codes = [term.code for term in vocabularies[mark.name].terms if term.code not in mark.never_public]
            for text in _texts(field):
                text["enum"] = codes


def _texts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The places of a field's schema where its text stands."""
    if schema.get("type") == "string":
        yield schema
    for inner in [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]:
        yield from _texts(inner)


def _plain(schema: Any) -> Any:
    """The schema as it is true of our JSON: nothing is null there, and hours are the school's."""
    if isinstance(schema, list):
        return [_plain(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _plain(inner) for name, inner in schema.items() if name not in _OURS or isinstance(inner, dict)}
    if plain.get("default", ...) in (None, "", []) or isinstance(plain.get("default"), dict):
        del plain["default"]
    if plain.get("format") == "date-time":
        plain = {name: inner for name, inner in plain.items() if name != "format"} | {"pattern": LOCAL_TIME}
    choices = [inner for inner in plain.get("anyOf", ()) if inner != {"type": "null"}]
    if len(choices) == 1:
        return {name: inner for name, inner in plain.items() if name != "anyOf"} | choices[0]
    return plain | ({"anyOf": choices} if choices else {})
