"""Kinds of records that are taken in from files. A new one: a reader in `importing/` and a line in `TAKEN`."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from nastavnik import messages
from nastavnik.importing.proposals import Proposals, Surroundings
from nastavnik.office.taking_in.people import person_key, same_person, settled_person
from nastavnik.records import Document, Event, Mentor, News, Practice
from nastavnik.records.fields import read_day
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import normal

PlainFields = Mapping[str, Any]
"""Fields of a record or of a proposal, plain."""
Reader = Callable[[Path, Surroundings], Proposals]
"""Reads one file (or folder). Raises `ImportFailed` with one sentence for what cannot be read."""


class TakenKind(NamedTuple):
    """How records of a kind are read from files and known again.

    `reader` is `module:function` in `importing/`, or in the package with the room before it; it is imported when such a
    file comes. Records with one `key` are the same if they `agree`; with `id_tells`, so is one with the same id that
    agrees: the id holds what makes the record. `settle` is what of the new values is left when the older ones say more.
    `draft` is what a new record says besides that is not written to the end, where it is no draft anyway.
    """

    cls: type[Record]
    reader: str
    key: Callable[[PlainFields], str]
    id_tells: bool = True
    agree: Callable[[PlainFields, PlainFields], bool] = lambda *_: True
    settle: Callable[[PlainFields, PlainFields], PlainFields] = lambda new, _: new
    draft: PlainFields = MappingProxyType({})

    def read(self, path: Path, surroundings: Surroundings) -> Proposals:
        """What the file proposes."""
        module, _, function = self.reader.partition(":")
        place = module if "." in module else f"importing.{module}"
        reader: Reader = vars(import_module(f"nastavnik.{place}"))[function]
        return reader(path, surroundings)


def event_key(values: PlainFields) -> str:
    """The title and the beginning, however the day is written."""
    return key_of("title", "start")({**values, "start": _plain_day(values.get("start"))})


def _same_day(one: PlainFields, other: PlainFields) -> bool:
    """Whether two stories may be one: of one day, or one of them tells none."""
    days = {_plain_day(values.get("date")) for values in (one, other)} - {""}
    return len(days) < 2


def _plain_day(value: Any) -> str:
    """A day and what follows it, the day as 2026-11-12; a text that begins with none as it is."""
    text = str(value or "")
    with suppress(PydanticCustomError):
        return read_day(text[:10]).isoformat() + text[10:]
    return text


def key_of(*names: str) -> Callable[[PlainFields], str]:
    """What tells records apart by these fields, spelling aside; "" where the first of them is empty."""

    def key(values: PlainFields) -> str:
        words = [normal(str(values.get(name) or "")) for name in names]
        return "\n".join(words) if words[0] else ""

    return key


def paper_key(values: PlainFields) -> str:
    """The number and the day of a document, or its title and day; an annex beside it has another file."""
    return key_of("number", "date", "type")(values) or key_of("title", "date", "type")(values)


def _as_confirmed(new: PlainFields, old: PlainFields) -> PlainFields:
    """What a person wrote or confirmed says more than a guess."""
    return {name: old[name] for name in new if name in old}


def _with_own_picture(new: PlainFields, old: PlainFields) -> PlainFields:
    """What somebody said of the picture of a story, or another picture, says more than that it is one."""
    image = new.get("image")
    is_unsaid = isinstance(image, Mapping) and image.get("alt") == messages.PICTURE_OF_A_STORY
    return {**new, "image": old["image"]} if is_unsaid and "image" in old else new


_TAKEN = (
    TakenKind(Mentor, "mentors:read_mentors", person_key, False, same_person, settled_person),
    TakenKind(Practice, "practices:read_practices", key_of("title")),
    TakenKind(
        Document,
        "office.taking_in.document_files:read_documents",
        paper_key,
        agree=lambda one, other: one.get("file") == other.get("file"),
        settle=_as_confirmed,
    ),
    TakenKind(
        News, "news:read_news", key_of("title"), agree=_same_day, settle=_with_own_picture, draft={"draft": "да"}
    ),
    TakenKind(Event, "events:read_events", event_key, draft={"draft": "да"}),
)
TAKEN: dict[str, TakenKind] = {kind.cls.kind: kind for kind in _TAKEN}
"""By the name of the kind: folder, command, word of the desk."""
