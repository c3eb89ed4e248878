"""What is true of a record that was saved just now: whether visitors will see it, and what has to happen first."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.appearance import Appearance
from nastavnik.desk.document_files import personal_in
from nastavnik.desk.mistakes import FieldRemark, path_of
from nastavnik.desk.record_editing import OpenRecord
from nastavnik.desk.site_state import is_sent
from nastavnik.records.reading import names_at
from nastavnik.text.addresses import output_path
from nastavnik.text.source import Plain

PUBLIC = ("on_site", "built", "after_build", "after_sending")
"""States in which the record has a place on the site."""


@dataclass(frozen=True, slots=True)
class SavedNotice:
    """A sentence after «Сохранено», and whether a build changes something for visitors."""

    sentence: str
    offers_build: bool = False
    mistakes: tuple[tuple[str, str], ...] = ()
    """(caption, path) of the fields that stop the build."""


NOTHING_SAID = SavedNotice("")


def saved_notice(
    desk: Desk, record: OpenRecord, data: dict[str, Plain], stands: Appearance, remarks: Sequence[FieldRemark]
) -> SavedNotice:
    """What to say of a record with this data that stands so; `remarks` are those of its form."""
    if stands.state == "broken":
        return SavedNotice(messages.DESK_SAVED_BROKEN, mistakes=_mistakes(record, remarks))
    if stands.state in PUBLIC and (personal := personal_in(desk, record.file)):
        return SavedNotice(messages.saved_with_personal(personal))
    if stands.state in PUBLIC:
        if is_sent(desk.project):
            return SavedNotice(messages.DESK_SAVED_TO_SEND)
        return SavedNotice(messages.DESK_SAVED_PUBLIC, offers_build=True)
    why = _why_hidden(data, stands)
    if not _stands_on_site(desk, record):
        return SavedNotice(why)
    return SavedNotice(f"{why} {messages.DESK_SAVED_STILL_THERE}".strip(), offers_build=stands.state != "unknown")


def _mistakes(record: OpenRecord, remarks: Sequence[FieldRemark]) -> tuple[tuple[str, str], ...]:
    """Each field that a mistake stands beside, once; a mistake of the record as a whole stands at the head."""
    at = dict.fromkeys(remark.keys for remark in remarks if remark.severity == "error" and remark.keys)
    return tuple((names_at(record.cls, keys)[1], path_of(keys)) for keys in at)


def _why_hidden(data: dict[str, Plain], stands: Appearance) -> str:
    """Why the record is not on the site; empty where nothing can be said."""
    if stands.state == "unknown":
        return ""
    if data.get("example"):
        return messages.DESK_SAVED_EXAMPLE
    if data.get("to_confirm"):
        return messages.DESK_SAVED_TO_CONFIRM
    return {"hidden": messages.DESK_SAVED_HIDDEN, "unfinished": messages.DESK_SAVED_UNFINISHED}.get(
        stands.state, messages.DESK_SAVED_DRAFT
    )


def _stands_on_site(desk: Desk, record: OpenRecord) -> bool:
    """Whether the site as it was built last has a page of the record."""
    return (desk.project.site / Path(output_path(f"{record.cls.kind}/{record.id}/"))).is_file()
