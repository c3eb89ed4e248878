"""Sentences of `check` in the words of a form: captions instead of names of fields, headings instead of folders."""

import re
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.records import KINDS
from nastavnik.records.reading import models_below

_QUOTED = re.compile(r"(«[^»]*»)")
"""What somebody has written; it is told as it stands."""
_NAME = re.compile(r"(?<![\w./@#-])[a-z][a-z_]+(?:\.[a-z][a-z_]+)*(?: \(([^()]*)\))?(?![\w/@-])")
"""A name of a field or a folder: `photo`, `consent.fields`, `photo (Фотография)`."""


def in_form_words(cls: type[BaseModel], sentence: str) -> str:
    """A sentence about a record of this class; words that are no names, and what is quoted, stay."""
    pieces = _QUOTED.split(sentence)
    pieces[::2] = [_NAME.sub(lambda match: _told(cls, match), piece) for piece in pieces[::2]]
    return "".join(pieces)


def _told(cls: type[BaseModel], match: re.Match[str]) -> str:
    captions = _captions(cls)
    steps = match[0].partition(" (")[0].split(".")
    if not all(step in captions for step in steps):
        return match[0]
    words = " → ".join(messages.in_quotes(captions[step]) for step in steps)
    return words if match[1] in (None, captions[steps[-1]]) else f"{words} ({match[1]})"


@cache
def _captions(cls: type[BaseModel]) -> Mapping[str, str]:
    """Captions by names: of the class first, then of its parts, then headings of kinds."""
    captions = {kind: each.heading for kind, each in KINDS.items()}
    for model in (*sorted(models_below(cls), key=lambda model: model.__name__), cls):
        captions |= {name: field.title or name for name, field in model.model_fields.items()}
    return captions
