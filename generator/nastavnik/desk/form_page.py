"""What a form is drawn from: the record, what its inputs show, what is said beside them, what they may lead to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nastavnik import messages
from nastavnik.desk.appearance import UNKNOWN, Appearance
from nastavnik.desk.consent_notes import ConsentNote, is_consent
from nastavnik.desk.mistakes import FieldRemark
from nastavnik.desk.record_editing import Clash, OpenRecord
from nastavnik.desk.values import FormValues, Shown
from nastavnik.office.patching import emission
from nastavnik.records.inputs import Input, Widget
from nastavnik.records.people import Consent
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
    focus: str = ""
    """The path of the field somebody came for."""
    consents: Sequence[ConsentNote] = ()
    references: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """(id, name) of what inputs may lead to, by kind."""
    files: Sequence[str] = ()
    clashes: Sequence[Clash] = ()

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
        return next((note.sentence for note in self.consents if note.path == path), "")

    @property
    def hidden(self) -> list[str]:
        """Paths of fields that no consent lets out."""
        return [path for note in self.consents for path in note.hidden]

    def is_consent(self, each: Input) -> bool:
        """Whether an input is somebody's consent."""
        return is_consent(each.model)

    @property
    def consent_models(self) -> tuple[type[Consent], ...]:
        """Classes of parts that are never folded away."""
        return (Consent,)

    def is_short(self, each: Input) -> bool:
        """Whether an input needs half of a line."""
        return each.widget in SHORT and not each.many

    def summary(self, shown: Mapping[str, Shown]) -> str:
        """What an item of a list is called while it is folded: the first text in it with words, else the first."""
        texts = [text for value in shown.values() if (text := _first_text(value))]
        return next((text for text in texts if re.search("[^\\W\\d]{3}", text)), next(iter(texts), ""))

    def empty(self, shown: Mapping[str, Shown]) -> list[str]:
        """Names of inputs that show nothing."""
        return [name for name, value in shown.items() if is_blank(value)]

    def as_text(self, value: Plain | None) -> str:
        """A value of a record as it would stand in its file."""
        return "" if value is None else "\n".join(emission.block_lines(value))


SHORT = {Widget.DAY, Widget.NUMBER, Widget.CHOICE, Widget.MOMENT}


def _first_text(value: Shown) -> str:
    if isinstance(value, str):
        return messages.shortened(messages.one_line(value), 90)
    return next(filter(None, map(_first_text, value)), "") if isinstance(value, list) else ""


def is_blank(value: Any) -> bool:
    """Whether an input shows nothing."""
    if isinstance(value, dict):
        return all(map(is_blank, value.values()))
    return not value
