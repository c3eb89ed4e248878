"""What machines read of the bank: its catalogue and its open table line by line, JSON-LD of a practice."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from nastavnik import messages
from nastavnik.bank.holdings import Bank, Member, ShownPractice, SpokenVerdict
from nastavnik.feeds.section import filled
from nastavnik.pages.details import caption
from nastavnik.pages.linked_data import ORGANIZATION
from nastavnik.records import Practice
from nastavnik.records.publishing import VERSION
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.csv_rows import csv_rows
from nastavnik.text.json_text import compact_json
from nastavnik.views.lists import vocabulary_of

CATALOGUE, TABLE = "api/v1/catalog.json", "api/v1/practices.csv"
CODED = ("forms", "education_levels", "directions", "mentoring_kinds", "level")
"""Columns of the open table that are words."""
_PASSPORT = ("title", "short_title", "region", "keeper", "timezone", "section_url")


def catalogue(bank: Bank, lines: Iterable[bytes]) -> Iterator[bytes]:
    """`/api/v1/catalog.json` in pieces: the bank, its schools, and its practices by key, one a line."""
    region = {name: getattr(bank.region, name) for name in _PASSPORT}
    schools = ",\n".join(compact_json(filled(_school(member))) for member in bank.members.values())
    yield f'{{"version":{VERSION},\n"region":{compact_json(region)},\n"schools":[\n{schools}\n],\n"items":['.encode()
    between = b"\n"
    for line in lines:
        yield between + line
        between = b",\n"
    yield b"\n]}\n"


def _school(member: Member) -> dict[str, Any]:
    return {
        "source": member.key,
        "title": member.title,
        "short_title": member.short_title,
        "municipality": member.place.title,
        "url": member.site,
    }


def catalogue_line(root: str, shown: ShownPractice) -> bytes:
    """A practice as the country reads it; its data stand last, in the very bytes the checksum is of."""
    data = compact_json(shown.item.data)
    item = {
        "source": shown.item.source,
        "kind": shown.item.kind,
        "id": shown.item.id,
        "url": shown.original or root + shown.url,
        "bank_url": root + shown.url,
        "first_seen": shown.first_seen.isoformat(),
        "modified": shown.item.modified.isoformat() if shown.item.modified else "",
        "decision": _decision(shown.verdict, shown.spoken),
        "former_decision": _decision(shown.verdict, shown.former),
        "checksum": hashlib.sha256(data.encode()).hexdigest(),
    }
    return f'{compact_json(filled(item))[:-1]},"data":{data}}}'.encode()


def _decision(verdict: SpokenVerdict | None, codes: Sequence[str]) -> dict[str, Any]:
    """A decision as far as `codes` may be said of it; nothing without them."""
    if verdict is None or not codes:
        return {}
    return {"verdict": list(codes), "expert_body": verdict.expert_body, "date": verdict.date.isoformat()}


def table_head() -> bytes:
    """The first line of the open table, with the mark by which Excel knows UTF-8."""
    captions = [caption(Practice, name) for name in CODED]
    key, title, school, place, authors, *rest = messages.OPEN_DATA_HEAD
    return csv_rows([[key, title, school, place, authors, *captions, *rest]]).encode("utf-8-sig")


def table_row(
    root: str, vocabularies: Vocabularies, shown: ShownPractice, data: Mapping[str, Any], authors: Sequence[str]
) -> bytes:
    """A practice as a line of the open table: verdicts, never comments."""
    verdicts = [messages.VERDICT_WORDS[code] for code in shown.spoken] or [messages.FORMER_EDITION] * bool(shown.former)
    cells = [
        shown.item.key,
        data["title"],
        shown.member.short_title,
        shown.member.place.title,
        ", ".join(authors),
        *(vocabularies[vocabulary_of(Practice.kind, name)].words(data[name]) for name in CODED),
        ", ".join(verdicts),
        shown.item.modified,
        shown.first_seen,
        root + shown.url,
        shown.original,
    ]
    return csv_rows([cells]).encode()


def linked_data(root: str, vocabularies: Vocabularies, shown: ShownPractice) -> dict[str, Any]:
    """JSON-LD of a practice's page: a copy whose original is at the school."""
    member, data = shown.member, shown.item.data

    def titles(name: str, vocabulary: str) -> list[str]:
        return [vocabularies[vocabulary].title(code) for code in data.get(name) or ()]

    resource = {
        "@type": "LearningResource",
        "url": shown.original or root + shown.url,
        "name": data.get("title"),
        "description": data.get("summary"),
        "inLanguage": "ru",
        "dateModified": shown.item.modified.isoformat() if shown.item.modified else "",
        "isBasedOn": shown.original,
        "provider": {"@type": ORGANIZATION, "name": member.short_title, "url": member.site},
        "educationalLevel": titles("education_levels", "education_levels"),
        "about": titles("forms", "forms"),
        "license": data.get("licence"),
    }
    return {"@context": "https://schema.org", **filled(resource)}
