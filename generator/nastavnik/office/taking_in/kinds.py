"""Kinds of records that are taken in from files. A new one: a reader in `importing/` and a line in `TAKEN`."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from nastavnik.importing.proposals import Proposals, Surroundings
from nastavnik.office.taking_in.people import person_key, same_person, settled_person
from nastavnik.records import Event, Mentor
from nastavnik.records.fields import read_day
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import normal

PlainFields = Mapping[str, Any]
"""Fields of a record or of a proposal, plain."""
Reader = Callable[[Path, Surroundings], Proposals]
"""Reads one file (or folder). Raises `ImportFailed` with one sentence for what cannot be read."""


class TakenKind(NamedTuple):
    """How records of a kind are read from files and known again.

    `reader` is `module:function` in `importing/`, imported when such a file comes. Records with one `key` are the same
    if they `agree`; with `id_tells`, one with the same id is the same too: the id holds what makes the record. `settle`
    is what of the new values is left when the older ones say more.
    """

    cls: type[Record]
    reader: str
    key: Callable[[PlainFields], str]
    id_tells: bool = True
    agree: Callable[[PlainFields, PlainFields], bool] = lambda *_: True
    settle: Callable[[PlainFields, PlainFields], PlainFields] = lambda new, _: new

    def read(self, path: Path, surroundings: Surroundings) -> Proposals:
        """What the file proposes."""
        module, _, function = self.reader.partition(":")
        reader: Reader = vars(import_module(f"nastavnik.importing.{module}"))[function]
        return reader(path, surroundings)


def event_key(values: PlainFields) -> str:
    """The title and the beginning, however the day is written."""
    start = str(values.get("start") or "")
    with suppress(PydanticCustomError):
        start = read_day(start[:10]).isoformat() + start[10:]
    return key_of("title", "start")({**values, "start": start})


def key_of(*names: str) -> Callable[[PlainFields], str]:
    """What tells records apart by these fields, spelling aside; "" where the first of them is empty."""

    def key(values: PlainFields) -> str:
        words = [normal(str(values.get(name) or "")) for name in names]
        return "\n".join(words) if words[0] else ""

    return key


_TAKEN = (
    TakenKind(Mentor, "mentors:read_mentors", person_key, False, same_person, settled_person),
    TakenKind(Event, "events:read_events", event_key),
)
TAKEN: dict[str, TakenKind] = {kind.cls.kind: kind for kind in _TAKEN}
"""By the name of the kind: folder, command, word of the desk."""
