"""Values of a file beside a record that is there already: what differs, and the record with the differences in place.

Only fields that the file names are compared and changed; comments, order and everything else stay.
"""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Annotated, Any, NamedTuple

import yaml
from pydantic import TypeAdapter, ValidationError

from nastavnik import messages
from nastavnik.errors import EditRefused
from nastavnik.importing.proposals import Proposal
from nastavnik.office.taking_in.rendering import field_text
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.editing import Edit, Written, edited, line_end, newline, node_at, put, written_as
from nastavnik.text.source import FRONT_MATTER, Plain, parse


class Difference(NamedTuple):
    """A field whose value in the file is another than in the record."""

    name: str
    sentence: str


def differences(cls: type[Record], written: Written, proposal: Proposal, words: Vocabularies) -> list[Difference]:
    """Fields of the proposal that the record has otherwise or not at all, in their order."""
    old = written.source.data
    unlike = [
        Difference(name, messages.field_unlike(_caption(cls, name), _told(old.get(name)), _told(value)))
        for name, value in proposal.fields.items()
        if _typed(cls, name, value, words) != _typed(cls, name, old.get(name), words)
    ]
    body = written.source.body or str(old.get(cls.body or "", ""))
    if proposal.body.strip() and _words_of(proposal.body) != _words_of(body):
        unlike.append(Difference("", messages.field_unlike(messages.TAKEN_BODY, _told(body), _told(proposal.body))))
    return unlike


def laid_over(written: Written, proposal: Proposal, unlike: list[Difference]) -> bytes:
    """The bytes of the record with the differing fields as the file has them.

    Raises `EditRefused` where that cannot be written without touching more.
    """
    for difference in unlike:
        if difference.name:
            value = proposal.fields[difference.name]
            written = written_as(written.path, _with_field(written, difference.name, value), written.source.file)
        else:
            written = written_as(written.path, _with_body(written, proposal.body), written.source.file)
    return written.raw


def _with_field(written: Written, name: str, value: Any) -> bytes:
    """The bytes with one field in place of what stands there, or as the last one."""
    root = written.source.root
    names = [key.value for key, _ in root.value]
    block = field_text(name, value)
    plain = parse(block, written.source.file).data[name]
    expected: dict[str, Plain] = {**deepcopy(written.source.data), name: plain}
    node = node_at(written, (name,))
    if isinstance(plain, str) and "\n" not in plain and (node is None or _is_line(node)):
        return edited(written, [put(written, (name,), plain)], expected)
    if root.flow_style:
        raise EditRefused(messages.labelled(written.source.file, messages.CANNOT_EDIT))
    line_break = newline(written.text)
    block = block.replace("\n", line_break)
    if name in names:
        start, end = written.field_span(root, names.index(name))
        return edited(written, [Edit(start, end, block)], expected)
    end = line_end(written.text, written.field_span(root, len(names) - 1)[1])
    return edited(written, [Edit(end, end, line_break + block)], expected)


def _is_line(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">")


def _with_body(written: Written, body: str) -> bytes:
    """The bytes with another text below the head."""
    head = FRONT_MATTER.match(written.text)
    if head is None:
        raise EditRefused(messages.labelled(written.source.file, messages.CANNOT_EDIT))
    text = f"{written.text[: head.end()].rstrip()}\n\n{body.strip()}\n".replace("\r\n", "\n")
    return written.mark + text.replace("\n", newline(written.text)).encode(written.codec)


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
    return _words_of(str(value))


def _words_of(text: str) -> str:
    return " ".join(text.split())


def _told(value: Any) -> str:
    """A value for a sentence."""
    if isinstance(value, Mapping):
        return ", ".join(map(_told, value.values()))
    if isinstance(value, list):
        return "; ".join(map(_told, value))
    return messages.shortened(_words_of(str(value))) if value is not None else ""


def _caption(cls: type[Record], name: str) -> str:
    field = cls.model_fields.get(name)
    return (field.title if field else None) or name
