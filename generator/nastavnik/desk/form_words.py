"""Sentences of `check` in the words of a form: captions instead of names of fields, headings instead of folders."""

import re
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.records import KINDS
from nastavnik.records.reading import models_below, models_in

_QUOTED = re.compile(r"(«[^»]*»)")
"""What somebody has written; it is told as it stands."""
_NAME = re.compile(r"(?<![\w./@#-])[a-z][a-z_]+(?:\.[a-z][a-z_]+)*(?: \(([^()]*)\))?(?![\w/@-])")
"""A name of a field or a folder: `photo`, `consent.fields`, `photo (Фотография)`."""


def in_form_words(cls: type[BaseModel], sentence: str) -> str:
    """A sentence about a record of this class; words that are no names, and what is quoted, stay."""
    captions = _Captions(cls)
    pieces = _QUOTED.split(sentence)
    pieces[::2] = [_NAME.sub(captions.told, piece) for piece in pieces[::2]]
    return "".join(pieces)


class _Captions:
    """Captions by names, as one sentence tells them: a name after that of a part is a field of the part."""

    def __init__(self, cls: type[BaseModel]) -> None:
        self.all = _captions(cls)
        self.models = _models(cls)
        self.part: type[BaseModel] = cls

    def told(self, match: re.Match[str]) -> str:
        """The caption of a name, or the word as it stands."""
        steps = match[0].partition(" (")[0].split(".")
        if not all(step in self.all for step in steps):
            return match[0]
        captions = [self._caption(step) for step in steps]
        words = " → ".join(map(messages.in_quotes, captions))
        return words if match[1] in (None, captions[-1]) else f"{words} ({match[1]})"

    def _caption(self, name: str) -> str:
        field = self.part.model_fields.get(name)
        self.part = self.models.get(name, self.part)
        return field.title or name if field else self.all[name]


@cache
def _models(cls: type[BaseModel]) -> Mapping[str, type[BaseModel]]:
    """The part that a field is, by its name: of the class first."""
    models = (*sorted(models_below(cls), key=lambda model: model.__name__), cls)
    fields = ((name, field) for model in models for name, field in model.model_fields.items())
    return {name: part for name, field in fields for part in models_in(field.annotation)}


@cache
def _captions(cls: type[BaseModel]) -> Mapping[str, str]:
    """Captions by names: of the class first, then of its parts, then headings of kinds."""
    captions = {kind: each.heading for kind, each in KINDS.items()}
    for model in (*sorted(models_below(cls), key=lambda model: model.__name__), cls):
        captions |= {name: field.title or name for name, field in model.model_fields.items()}
    return captions
