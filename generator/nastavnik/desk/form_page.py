"""What a form is drawn from: the record, what its inputs show, what is said beside them, what they may lead to."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.desk.appearance import UNKNOWN, Appearance
from nastavnik.desk.consent_notes import ConsentNote, is_consent
from nastavnik.desk.labels import NAMES
from nastavnik.desk.mistakes import FieldRemark, path_of
from nastavnik.desk.record_editing import Clash, OpenRecord
from nastavnik.desk.saved_notice import NOTHING_SAID, SavedNotice
from nastavnik.desk.values import FormValues, Shown
from nastavnik.office.patching import emission
from nastavnik.records.fields import Part
from nastavnik.records.inputs import Input, Widget
from nastavnik.records.own_page import OwnPage
from nastavnik.records.record import Addressed
from nastavnik.text.source import Plain


@dataclass(frozen=True)
class FormPage:
    """Everything the template of a form asks for."""

    record: OpenRecord
    values: FormValues
    shown: Mapping[str, Shown]
    title: str
    action: str
    """Where the form is posted."""
    remarks: Sequence[FieldRemark] = ()
    look: str = ""
    """Address of the page of the record, empty for one that has none yet."""
    appearance: Appearance = UNKNOWN
    saved: str = ""
    notice: SavedNotice = NOTHING_SAID
    """What is true of the record after it was saved."""
    focus: str = ""
    """The path of the field somebody came for."""
    consents: Sequence[ConsentNote] = ()
    references: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """(id, name) of what inputs may lead to, by kind."""
    files: Sequence[str] = ()
    today: str = ""
    """The day offered where the state of a record asks for one."""
    clashes: Sequence[Clash] = ()
    refused: str = ""
    """Why what is in the form was not saved."""
    again: bool = False
    """Whether saving once more brings back a record whose file is gone."""

    @property
    def kind(self) -> str:
        return self.record.cls.kind

    @property
    def captions(self) -> dict[str, str]:
        """Captions of the fields of the record by their names."""
        return {name: each.title or name for name, each in self.record.cls.model_fields.items()}

    @property
    def may_move(self) -> bool:
        """Whether the name of the record is an address that may change."""
        return issubclass(self.record.cls, Addressed)

    def note_at(self, path: str) -> str:
        """The sentence beside the consent at a path."""
        return next((note.sentence for note in self.consents if path_of(note.keys) == path), "")

    @property
    def hidden(self) -> list[str]:
        """Paths of fields that no consent lets out."""
        return [path_of(keys) for note in self.consents for keys in note.hidden]

    def is_consent(self, each: Input) -> bool:
        """Whether an input is somebody's consent."""
        return is_consent(each.model)

    def keeps_open(self, each: Input, cls: type[BaseModel], shown: Mapping[str, Shown]) -> bool:
        """Whether an input of `cls` is never folded away, empty or not."""
        is_named = is_consent(each.model) and (cls.model_fields["name"].is_required() or bool(shown.get("name")))
        is_asked = self._is_asked(each, cls, shown) or (issubclass(cls, Part) and each.name in cls.form_asks)
        return each.required or each.long_body or is_named or cls is OwnPage or is_asked

    def _is_asked(self, each: Input, cls: type[BaseModel], shown: Mapping[str, Shown]) -> bool:
        """Whether this input is the state itself, or the state the record is in asks for it."""
        asked = self.record.cls.asked_by
        is_here = asked is not None and cls is self.record.cls
        if not asked or not is_here:
            return False
        return each.name == asked[0] or (each.name in asked[2] and shown.get(asked[0]) == asked[1])

    def asked(self, cls: type[BaseModel], owner: type[BaseModel] | None, shown: Mapping[str, Shown]) -> list[Input]:
        """The inputs of a form: what commands write is kept without them, and nobody adds a reminder here."""
        inputs = [each for each in self.values.inputs(cls, owner) if not each.by_command]
        asked = [each for each in inputs if each.widget is not Widget.REMINDERS or shown.get(each.name)]
        if issubclass(cls, Part):
            return sorted(asked, key=lambda each: _place(each.name, cls.form_begins))
        if cls is not self.record.cls:
            return asked
        asked = [each for each in asked if each.name != EXAMPLE or shown.get(EXAMPLE)]
        return sorted(asked, key=lambda each: each.name in self.record.cls.settled)

    def is_settled(self, each: Input, cls: type[BaseModel], shown: Mapping[str, Shown]) -> bool:
        """Whether an input waits folded at the end of the form: it is filled in, and nobody comes for it."""
        is_right = each.name not in {str(remark.keys[0]) for remark in self.remarks if remark.keys}
        settled = cls is self.record.cls and each.name in self.record.cls.settled
        return settled and is_right and not is_blank(shown.get(each.name))

    def opens(self, each: Input, cls: type[BaseModel]) -> tuple[str, str]:
        """The code which opens other inputs once it is chosen in this one, and their names; empty for all others."""
        asked = self.record.cls.asked_by
        if asked is None or cls is not self.record.cls or each.name != asked[0]:
            return "", ""
        return asked[1], " ".join(asked[2])

    def is_short(self, each: Input) -> bool:
        """Whether an input needs half of a line."""
        return each.widget in SHORT and not each.many

    def called_by(self, cls: type[BaseModel], owner: type[BaseModel] | None) -> list[str]:
        """Inputs by whose texts an item of a list is called, the best first: titles, what it must say, others."""
        inputs = {each.name: each for each in self.values.inputs(cls, owner)}
        required = (name for name, each in inputs.items() if each.required)
        return list(dict.fromkeys((*(name for name in NAMES if name in inputs), *required, *inputs)))

    def summary(self, cls: type[BaseModel], shown: Mapping[str, Shown], owner: type[BaseModel] | None) -> str:
        """What an item of a list is called while it is folded: its title, else the first words in it."""
        inputs = {each.name: each for each in self.values.inputs(cls, owner)}
        names = self.called_by(cls, owner)
        texts = [text for name in names if (text := self._in_words(inputs[name], shown.get(name, "")))]
        return next((text for text in texts if re.search(r"[^\W\d]{3}", text)), next(iter(texts), ""))

    def _in_words(self, each: Input, value: Shown) -> str:
        """A value in words: the title of a choice, the name of a record."""
        text = _first_text(value)
        choices = {choice.code: choice.title for choice in each.choices}
        return choices.get(text) or dict(self.references.get(each.kind, ())).get(text, text)

    def empty(self, shown: Mapping[str, Shown]) -> list[str]:
        """Names of inputs that show nothing."""
        return [name for name, value in shown.items() if is_blank(value)]

    def is_on_calendar(self, text: str, *, with_hour: bool = False) -> bool:
        """Whether a calendar can show a day; any other text would vanish from it and from the record."""
        if not re.fullmatch(r"(\d{4}-\d\d-\d\d)?" + r"( \d\d:\d\d)?" * with_hour, text):
            return False
        try:
            return not text or bool(dt.datetime.fromisoformat(text))
        except ValueError:
            return False

    def as_text(self, value: Plain | None) -> str:
        """A value of a record as it would stand in its file."""
        return "" if value is None else "\n".join(emission.block_lines(value))


def _place(name: str, first: Sequence[str]) -> int:
    """Where a field stands among those that come first; behind them for any other."""
    return first.index(name) if name in first else len(first)


EXAMPLE = "example"
"""The mark of a record that a section was begun with; nobody marks his own one so."""
SHORT = {Widget.DAY, Widget.NUMBER, Widget.CHOICE}
"""Inputs of which two stand in a line."""


def _first_text(value: Shown) -> str:
    if isinstance(value, str):
        return messages.shortened(messages.one_line(value), 90)
    return next(filter(None, map(_first_text, value)), "") if isinstance(value, list) else ""


def is_blank(value: Any) -> bool:
    """Whether an input shows nothing."""
    if isinstance(value, dict):
        return all(map(is_blank, value.values()))
    return not value
