"""A new record as text, made from its class: what must be written first, the rest commented out, words to choose from.

Required fields are left empty on purpose: `check` names each of them, so a forgotten sample is never published.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from nastavnik import messages
from nastavnik.records import KINDS, samples
from nastavnik.records.fields import FormerName, Term
from nastavnik.records.reading import marks, models_in
from nastavnik.records.record import Record
from nastavnik.records.roadmap import COLUMNS
from nastavnik.records.vocabularies import Vocabularies

WIDEST = 2  # levels of fields inside one another that are spelt out
MOST_WORDS = 14  # of a vocabulary in one comment line


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines of a record to be filled in."""

    cls: type[Record]
    id: str
    words: Vocabularies

    def lines(self) -> Iterator[str]:
        """The whole file, line by line."""
        written = {name: field for name, field in self.cls.model_fields.items() if name != self.cls.body}
        fields = {name: field for name, field in written.items() if not marks(self.cls, name, FormerName)}
        front = self.cls.suffix == ".md"
        yield from ["---"] * front
        yield messages.new_head(self.cls.caption, self.cls.kind, self.id, page=self.cls.kind in KINDS)
        yield messages.NEW_RULES
        for name, field in fields.items():
            if field.is_required():
                yield ""
                yield from self._required(name, field)
        yield ""
        yield messages.NEW_OPTIONAL
        for name, field in fields.items():
            if not field.is_required():
                yield from (f"# {line}" for line in self._optional(self.cls, name, field, 0))
        yield from self._end() if front else ()

    def _end(self) -> Iterator[str]:
        field = self.cls.model_fields[self.cls.body] if self.cls.body else None
        if field:
            yield ""
            yield messages.new_body(field.title or "", required=field.is_required())
        yield from ("---", "")

    def _required(self, name: str, field: FieldInfo) -> Iterator[str]:
        sample = samples.sample(self.cls, name, self.words)
        model = None if sample else next(models_in(field.annotation), None)
        yield f"# {messages.new_required(field.title or name, sample or '')}"
        yield from (f"# {line}" for line in self._words(self.cls, name))
        yield f"{name}:"
        if model:
            yield from _shifted(list(self._inside(model, 1, empty=True)), is_list=samples.is_many(field))

    def _optional(self, owner: type[BaseModel], name: str, field: FieldInfo, depth: int) -> Iterator[str]:
        sample = samples.sample(owner, name, self.words)
        model = None if sample else next(models_in(field.annotation), None)
        if name == "captions":  # the only mapping without a class: columns of the roadmap
            yield f"{name}:  # {field.title}"
            yield from (f"  {column}: {caption}" for column, caption in COLUMNS.items())
            return
        if model is None or depth == WIDEST:
            yield f"{name}: {sample or ''}  # {self._note(owner, name, field)}"
            return
        yield f"{name}:  # {field.title}"
        yield from _shifted(list(self._inside(model, depth + 1, empty=False)), is_list=samples.is_many(field))

    def _inside(self, model: type[BaseModel], depth: int, *, empty: bool) -> Iterator[str]:
        """Fields of a part; where the part itself must be filled in, its optional fields are comments."""
        fields = sorted(model.model_fields.items(), key=lambda pair: not pair[1].is_required())
        loose = not any(field.is_required() for _, field in fields)
        for name, field in fields:
            if model in models_in(field.annotation):
                continue  # an item inside an item
            lines = list(self._optional(model, name, field, depth))
            if not empty:
                yield from lines
            elif (field.is_required() or loose) and (sample := samples.sample(model, name, self.words)):
                yield f"{name}:  # {messages.new_field(self._note(model, name, field), sample)}"
            else:
                yield from (f"# {line}" for line in lines)

    def _note(self, owner: type[BaseModel], name: str, field: FieldInfo) -> str:
        return ". ".join([field.title or name, *self._words(owner, name)])

    def _words(self, owner: type[BaseModel], name: str) -> list[str]:
        """The allowed words of a field, if it has a vocabulary."""
        for mark in marks(owner, name, Term):
            titles = [term.title for term in self.words[mark.name].terms]
            return [messages.new_words(titles[:MOST_WORDS], more=len(titles) > MOST_WORDS)]
        return []


def draft(cls: type[Record], id: str, words: Vocabularies) -> str:
    """The text of a new record."""
    return "\n".join(Draft(cls, id, words).lines()).rstrip("\n") + "\n"


def _shifted(lines: list[str], *, is_list: bool) -> Iterator[str]:
    """Lines two or four blanks to the right; the first that is no comment gets the dash of a list."""
    dash = next((at for at, line in enumerate(lines) if not line.startswith("#")), None) if is_list else None
    for at, line in enumerate(lines):
        yield f"  - {line}" if at == dash else f"{'    ' if is_list else '  '}{line}"
