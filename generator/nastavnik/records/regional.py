"""Whom a regional bank may name: people whose consent names its address (152-ФЗ, art. 10.1: consent names pages).

A consent is private; what is published of it is this one answer, as JSON Pointers (RFC 6901) into the record.
"""

import datetime as dt
from urllib.parse import urlsplit

from nastavnik.records import Mentor
from nastavnik.records.people import Person, consent_of
from nastavnik.records.reading import parts
from nastavnik.records.record import Record


def named_for(record: Record, bank: str, today: dt.date) -> list[str]:
    """Places (JSON Pointers) of the people in a record, as the school keeps it, whom the bank at `bank` may name."""
    places = []
    for keys, part in parts(record, (Person, Mentor)):
        consent = consent_of(part)
        caption = type(part).model_fields["name"].title or ""
        if consent is None or consent.state(today) or not consent.covers("name", caption):
            continue
        if any(covers(address, bank) for address in consent.addresses):
            places.append("".join(f"/{key}" for key in keys))
    return places


def covers(named: str, bank: str) -> bool:
    """Whether the address a consent names is that of the bank or of something the bank is a part of."""
    try:
        theirs, ours = urlsplit(named), urlsplit(bank)
        same_host = bool(theirs.hostname) and theirs.hostname == ours.hostname
    except ValueError:
        return False
    return same_host and f"{ours.path.rstrip('/')}/".startswith(f"{theirs.path.rstrip('/')}/")
