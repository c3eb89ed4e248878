"""A proposal → the text of its record: fields in their order, missing ones that are required empty and explained."""

from typing import Any

from nastavnik import messages
from nastavnik.importing.proposals import Proposal
from nastavnik.importing.yaml_text import dated, to_yaml
from nastavnik.records import samples
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.marks import printable


def record_text(cls: type[Record], proposal: Proposal, words: Vocabularies) -> str:
    """The whole file of a new record."""
    head = "".join(_lines(cls, proposal, words))
    if cls.suffix != ".md":
        return head
    body = f"\n{printable(proposal.body).strip()}\n" if proposal.body.strip() else ""
    return f"---\n{head}---\n{body}"


def field_text(name: str, value: Any) -> str:
    """A field as it is written, one or more lines without the last line break."""
    return to_yaml({name: dated(_printable(value))}).rstrip("\n")


def _lines(cls: type[Record], proposal: Proposal, words: Vocabularies) -> list[str]:
    fields = proposal.fields
    lines = []
    for name, field in cls.model_fields.items():
        if name in fields:
            lines.append(f"{field_text(name, fields[name])}\n")
        elif field.is_required() and name != cls.body:
            sample = samples.sample(cls, name, words) or ""
            lines.append(f"{name}:  # {messages.required_example(field.title or name, sample)}\n")
    return lines


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_printable(inner) for inner in value]
    return printable(value) if isinstance(value, str) else value
