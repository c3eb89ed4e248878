"""What a form is drawn from: the record, what its inputs show, what is said beside them, what they may lead to."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nastavnik.desk.mistakes import FieldRemark
from nastavnik.desk.record_editing import Clash, OpenRecord
from nastavnik.desk.values import FormValues, Shown
from nastavnik.office.patching import emission
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
    note: str = ""
    """Why the record is not to be seen on the site."""
    saved: str = ""
    references: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """(id, name) of what inputs may lead to, by kind."""
    files: Sequence[str] = ()
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


def is_blank(value: Any) -> bool:
    """Whether an input shows nothing."""
    if isinstance(value, dict):
        return all(map(is_blank, value.values()))
    return not value
