"""Sentences of `check` and of commands in the words of a form: captions instead of names of fields, titles of records
instead of files, buttons instead of commands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.desk.file_names import SUFFIXES
from nastavnik.records import KINDS, School
from nastavnik.records.own_page import OwnPage
from nastavnik.records.reading import models_below, models_in

NO_TITLES: Mapping[str, str] = {}
_QUOTED = re.compile(r"(«[^»]*»)")
"""What somebody has written; it is told as it stands."""
_NAME = re.compile(r"(?<![\w./@#-])[a-z][a-z_]+(?:\.[a-z][a-z_]+)*(?: \(([^()]*)\))?(?![\w/@-])")
"""A name of a field or a folder: `photo`, `consent.fields`, `photo (Фотография)`."""
_WORDING = [(re.compile(pattern), words) for pattern, words in messages.DESK_WORDING]
_COMMAND = re.compile(
    r"`?\bnastavnik ([a-z-]+(?: roadmap)?)"
    r"(?: (?:--?[\w-]+|[A-ZА-ЯЁ]{3,}[\w.]*|«[^»]*»|\"[^\"]*\"|[a-z]+/[\w-]+|docx|monitoring|(?<=new )[a-z]+))*`?"
)
_PAIR = re.compile(r"«([a-z_]+): ([^»\[{]+)»")
"""A line of a file: «status: опубликована»."""
_FILE = re.compile(rf"(?i)(?<![\w/.@«])(?:[^\s«»()/,;:]+/)*(?:[^\s«»()/,;:]+)?\.(?:{SUFFIXES})\b(?::\d+)*(?![/\w])")
_FOLDER = re.compile(r"(?<![\w/.])content/([a-z]+)(?![\w/.])")
_NEAREST = re.compile(r"«([^»]*)» \(([^)]*)\) — возможно, ([\w-]+)")


def in_form_words(cls: type[BaseModel], sentence: str, titles: Mapping[str, str] = NO_TITLES) -> str:
    """A sentence about a record of this class; words that are no names, and what is quoted, stay.

    `titles` says what records and pages are called, by the names of their files in messages.
    """
    for pattern, words in _WORDING:
        sentence = pattern.sub(words, sentence)
    captions = _Captions(cls)
    sentence = _NEAREST.sub(lambda match: _nearest(match, titles), sentence)
    sentence = _PAIR.sub(captions.pair, _COMMAND.sub(_button, sentence))
    pieces = _QUOTED.split(sentence)
    return "".join(piece if number % 2 else _unquoted(piece, captions, titles) for number, piece in enumerate(pieces))


def _unquoted(piece: str, captions: "_Captions", titles: Mapping[str, str]) -> str:
    parts = _QUOTED.split(_FILE.sub(lambda match: _file(match[0], titles), _FOLDER.sub(_folder, piece)))
    parts[::2] = [_captioned(part, captions) for part in parts[::2]]
    return "".join(parts)


def _captioned(part: str, captions: "_Captions") -> str:
    """Names of fields as captions; words to choose from stay as they are written."""
    before, choose, words = part.partition(messages.ONE_OF)
    return f"{_NAME.sub(captions.caption, before)}{choose}{words}"


def _button(match: re.Match[str]) -> str:
    """The button that does what a command does."""
    command = match[1] if match[1] in messages.DESK_COMMANDS else match[1].partition(" ")[0]
    return messages.DESK_COMMANDS.get(command, messages.COMMAND_ELSEWHERE)


def _file(written: str, titles: Mapping[str, str]) -> str:
    """What a file is called: its record or its page by the title, any other by its name."""
    path = re.sub(r"(?::\d+)+\Z", "", written)
    if path == "school.yml":
        return messages.in_quotes(messages.DESK_PASSPORT)
    return messages.in_quotes(titles.get(path) or path.removeprefix("content/"))


def _folder(match: re.Match[str]) -> str:
    """A folder of records by the heading of their list."""
    return messages.in_quotes(KINDS[match[1]].heading) if match[1] in KINDS else match[1]


def _nearest(match: re.Match[str], titles: Mapping[str, str]) -> str:
    """The record somebody may have meant, by its title."""
    cls = next((cls for cls in KINDS.values() if cls.caption == match[2]), None)
    if cls is None:
        return match[0]
    title = titles.get(f"content/{cls.kind}/{match[3]}{cls.suffix}") or match[3]
    return f"{match[0].removesuffix(match[3])}{messages.in_quotes(title)}"


@dataclass(frozen=True, slots=True)
class FormWords:
    """The words of one page of the desk: `titles` of records and pages by the names of their files in messages."""

    titles: Mapping[str, str]

    def said(self, sentence: str, cls: type[BaseModel] = BaseModel) -> str:
        """A sentence of the office or of `check`; `cls` is what it is about."""
        return in_form_words(cls, sentence, self.titles)

    def title(self, file: str) -> str:
        """What a file is called where nothing else is said: the title of its record, else its own name."""
        return self.titles.get(file) or messages.in_quotes(PurePosixPath(file).name)


class _Captions:
    """Captions by names, as one sentence tells them: a name after that of a part is a field of the part."""

    def __init__(self, cls: type[BaseModel]) -> None:
        self.all = _captions(cls)
        self.models = _models(cls)
        self.part: type[BaseModel] = cls

    def caption(self, match: re.Match[str]) -> str:
        """The caption of a name, or the word as it stands."""
        steps = match[0].partition(" (")[0].split(".")
        if not all(step in self.all for step in steps):
            return match[0]
        captions = [self._caption(step) for step in steps]
        words = " → ".join(map(messages.in_quotes, captions))
        return words if match[1] in (None, captions[-1]) else f"{words} ({match[1]})"

    def pair(self, match: re.Match[str]) -> str:
        """A field with its value: «Состояние» — «опубликована»."""
        if match[1] not in self.all:
            return match[0]
        return f"{messages.in_quotes(self.all[match[1]])} — {messages.in_quotes(match[2])}"

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
    """Captions by names: of the class first, then of its parts, headings of kinds, names no other word looks like.

    Of nothing in particular only the last are told: «news» may stand in somebody's title.
    """
    classes: tuple[type[BaseModel], ...] = (OwnPage, *KINDS.values(), School)
    captions = {name: text for each in classes for name, text in _own_captions(each).items() if "_" in name}
    kinds = {kind: each.heading for kind, each in KINDS.items()} if cls is not BaseModel else {}
    return {**captions, **kinds, **_own_captions(cls)}


@cache
def _own_captions(cls: type[BaseModel]) -> Mapping[str, str]:
    """Of two fields of one name the class's own is told, else the one that has parts, as a person's consent has."""
    models = (*sorted(models_below(cls), key=lambda model: model.__name__), cls)
    fields = [(model is cls, name, field) for model in models for name, field in model.model_fields.items()]
    fields.sort(key=lambda row: (row[0], any(models_in(row[2].annotation))))
    return {name: field.title or name for _, name, field in fields}
