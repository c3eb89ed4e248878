"""Consents that were signed and documents that were looked at: written into several records at once."""

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path

from nastavnik import messages
from nastavnik.office.consenting import PersonAsked
from nastavnik.office.patching.patch import patched
from nastavnik.records import Document, Mentor
from nastavnik.records.people import Consent
from nastavnik.school.cabinet import Cabinet, Original
from nastavnik.text.editing import open_written
from nastavnik.text.source import Plain


def unagreed(cabinet: Cabinet, today: dt.date) -> list[Original[Mentor]]:
    """Mentors whose cards nobody sees for want of a consent; one that was taken back is not asked for again."""
    return [original for original in cabinet.of(Mentor) if _is_wanted(original.record, today)]


def unconfirmed(cabinet: Cabinet) -> list[Original[Document]]:
    """Documents with something in them that was guessed."""
    return [original for original in cabinet.of(Document) if original.record.to_confirm]


def asked_fields(original: Original[Mentor]) -> dict[str, str]:
    """What the paper of this person offers today: names and captions of the filled fields, as it prints them."""
    fields = PersonAsked(original, (), original.record).fields()
    return {name: messages.CONSENT_CAPTIONS.get(name, caption) for name, caption in fields}


def consent_of_paper(original: Original[Mentor], date: dt.date, until: dt.date) -> Consent:
    """A consent to what the paper offers and to nothing else: what is filled in later needs another one."""
    return Consent(date=date, until=until, fields=tuple(asked_fields(original)))


def refusal(original: Original[Mentor], date: dt.date) -> Consent:
    """That the person was asked on this day and refused: nothing is shown, and nobody asks again."""
    return Consent(date=date, fields=tuple(asked_fields(original)), withdrawn=date)


def answered(answers: Iterable[tuple[Original[Mentor], Consent]]) -> dict[Path, bytes]:
    """The cards with their consents; addresses that the old ones name stay.

    Raises `EditRefused` and `Unreadable`.
    """
    return {original.file.path: _with_consent(original, consent) for original, consent in answers}


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
    refused = {"withdrawn": consent.withdrawn.isoformat()} if consent.withdrawn else {}
    new: dict[str, Plain] = {
        "date": consent.date.isoformat(),
        **until,
        "fields": list(consent.fields),
        **addresses,
        **refused,
    }
    return patched(written, {**written.source.data, "consent": new})


def _without_doubt(original: Original[Document], let_out: Collection[str]) -> bytes:
    written = open_written(original.file.path, original.file.name)
    data = {name: value for name, value in written.source.data.items() if name != "to_confirm"}
    return patched(written, data | ({"file_checked": messages.YES} if original.id in let_out else {}))
