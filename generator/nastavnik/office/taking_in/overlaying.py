"""Values of a file beside a record that is there already: what differs, and the record with the differences in place.

Only fields that the file names are compared and changed; comments, order and everything else stay.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from nastavnik import messages
from nastavnik.importing.proposals import Proposal
from nastavnik.office.patching.patch import patched
from nastavnik.office.taking_in.rendering import field_text
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.editing import Written, written_as
from nastavnik.text.source import parse


class Difference(NamedTuple):
    """A field whose value in the file is another than in the record."""

    name: str
    sentence: str


def differences(cls: type[Record], written: Written, proposal: Proposal, words: Vocabularies) -> list[Difference]:
    """Fields of the proposal that the record has otherwise or not at all, in their order."""
    old = written.source.data
    unlike = [
        Difference(name, messages.field_unlike(_caption(cls, name), _as_text(old.get(name)), _as_text(value)))
        for name, value in proposal.fields.items()
        if _typed(cls, name, value, words) != _typed(cls, name, old.get(name), words)
    ]
    body = written.source.body or str(old.get(cls.body or "", ""))
    if proposal.body.strip() and messages.one_line(proposal.body) != messages.one_line(body):
        unlike.append(
            Difference("", messages.field_unlike(messages.TAKEN_BODY, _as_text(body), _as_text(proposal.body)))
        )
    return unlike


def laid_over(cls: type[Record], written: Written, proposal: Proposal, unlike: list[Difference]) -> bytes:
    """The bytes of the record with the differing fields as the file has them; new ones stand where the class has them.

    Raises `EditRefused` where that cannot be written without touching more.
    """
    file = written.source.file
    names = [difference.name for difference in unlike if difference.name]
    changed = {name: parse(field_text(name, proposal.fields[name]), file).data[name] for name in names}
    fields = {**written.source.data, **changed}
    ordered = {name: fields[name] for name in (*cls.model_fields, *fields) if name in fields}
    has_body = any(not difference.name for difference in unlike)
    return patched(_without_remarks(cls, written, names), ordered, proposal.body.strip() if has_body else None)


def _without_remarks(cls: type[Record], written: Written, names: list[str]) -> Written:
    """The record without the remarks that an import left at empty fields which now get their values."""
    raw = written.raw
    for name in names:
        remark = re.escape(messages.required_example(_caption(cls, name), "")).encode(written.codec)
        raw = re.sub(rb"(?m)^(" + name.encode(written.codec) + rb":)[ \t]*# " + remark + rb"[^\r\n]*", rb"\1", raw)
    return written if raw == written.raw else written_as(written.path, raw, written.source.file)


def _typed(cls: type[Record], name: str, value: Any, words: Vocabularies) -> Any:
    """A value as the field reads it; one that no field reads, as plain words."""
    if value is None:
        return None
    if name in cls.model_fields:
        try:
            return _adapter(cls, name).validate_python(value, context={"vocabularies": words})
        except ValidationError:
            pass
    return _plain(value)


@cache
def _adapter(cls: type[Record], name: str) -> TypeAdapter[Any]:
    field = cls.model_fields[name]
    kind: Any = Annotated[(field.annotation, *field.metadata, None)]
    return TypeAdapter(kind)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return messages.one_line(str(value))


def _as_text(value: Any) -> str:
    """A value for a sentence."""
    if isinstance(value, Mapping):
        return ", ".join(map(_as_text, value.values()))
    if isinstance(value, list):
        return "; ".join(map(_as_text, value))
    return messages.shortened(messages.one_line(str(value))) if value is not None else ""


def _caption(cls: type[Record], name: str) -> str:
    field = cls.model_fields.get(name)
    return (field.title if field else None) or name
