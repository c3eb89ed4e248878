"""Consents that were signed and documents that were looked at: written into several records at once."""

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path

from nastavnik import messages
from nastavnik.office.patching.patch import patched
from nastavnik.records import Document, Mentor
from nastavnik.records.people import Consent
from nastavnik.school.cabinet import Cabinet, Original
from nastavnik.text.editing import open_written
from nastavnik.text.source import Plain

ALL = "все"
"""How a consent says that it covers every field (`records.people.ALL_FIELDS`)."""


def unagreed(cabinet: Cabinet, today: dt.date) -> list[Original[Mentor]]:
    """Mentors whose cards nobody sees for want of a consent; one that was taken back is not asked for again."""
    return [original for original in cabinet.of(Mentor) if _is_wanted(original.record, today)]


def unconfirmed(cabinet: Cabinet) -> list[Original[Document]]:
    """Documents with something in them that was guessed."""
    return [original for original in cabinet.of(Document) if original.record.to_confirm]


def agreed(originals: Iterable[Original[Mentor]], consent: Consent) -> dict[Path, bytes]:
    """The cards with this consent; addresses that the old one names stay.

    Raises `EditRefused` and `Unreadable`.
    """
    return {original.file.path: _with_consent(original, consent) for original in originals}


def confirmed(originals: Iterable[Original[Document]], let_out: Collection[str] = ()) -> dict[Path, bytes]:
    """The documents without the line on what is to be confirmed; of the ids `let_out`, what is personal in the file
    may be published.

    Raises `EditRefused` and `Unreadable`.
    """
    return {original.file.path: _without_doubt(original, let_out) for original in originals}


def _is_wanted(mentor: Mentor, today: dt.date) -> bool:
    consent = mentor.consent
    return consent is None or (not consent.withdrawn and consent.state(today) is not None)


def _with_consent(original: Original[Mentor], consent: Consent) -> bytes:
    written = open_written(original.file.path, original.file.name)
    old = written.source.data.get("consent")
    addresses = {"addresses": old["addresses"]} if isinstance(old, dict) and "addresses" in old else {}
    until = {"until": consent.until.isoformat()} if consent.until else {}
    new: dict[str, Plain] = {"date": consent.date.isoformat(), **until, "fields": list(consent.fields), **addresses}
    return patched(written, {**written.source.data, "consent": new})


def _without_doubt(original: Original[Document], let_out: Collection[str]) -> bytes:
    written = open_written(original.file.path, original.file.name)
    data = {name: value for name, value in written.source.data.items() if name != "to_confirm"}
    return patched(written, data | ({"file_checked": messages.YES} if original.id in let_out else {}))
