"""Whom a regional bank may name: people whose consent names its address (152-ФЗ, art. 10.1: consent names pages).

A consent is private; what is published of it is this one answer, as JSON Pointers (RFC 6901) into the record.
"""

import datetime as dt
from urllib.parse import urlsplit

from generator.catalogue import Entry
from generator.feeds.section import Section
from generator.guard import unmarked
from generator.records import Mentor
from generator.records.people import Person, consent_of
from generator.records.reading import parts, read_record
from generator.records.record import Record
from generator.source import read


def regional(section: Section, entry: Entry) -> list[str]:
    """Places of the people in a record whom the school's regional bank may name; none if the school names no bank."""
    bank = section.catalogue.school.region_bank
    if not bank or not any(part.name for _, part in parts(entry.record, (Person, Mentor))):
        return []
    kept = read_record(type(entry.record), unmarked(read(entry.path, entry.file)), section.catalogue.vocabularies)
    return [] if isinstance(kept, list) else named_for(kept, bank, section.catalogue.today)


def named_for(record: Record, bank: str, today: dt.date) -> list[str]:
    """The same of a record as the school keeps it, for the bank at the address `bank`."""
    found = []
    for keys, part in parts(record, (Person, Mentor)):
        consent = consent_of(part)
        caption = type(part).model_fields["name"].title or ""
        if consent is None or consent.state(today) or not consent.covers("name", caption):
            continue
        if any(covers(address, bank) for address in consent.addresses):
            found.append("".join(f"/{key}" for key in keys))
    return found


def covers(named: str, bank: str) -> bool:
    """Whether the address a consent names is that of the bank or of something the bank is a part of."""
    try:
        theirs, ours = urlsplit(named), urlsplit(bank)
        same_host = bool(theirs.hostname) and theirs.hostname == ours.hostname
    except ValueError:
        return False
    return same_host and f"{ours.path.rstrip('/')}/".startswith(f"{theirs.path.rstrip('/')}/")
