"""What machines read of the bank: its catalogue line by line, JSON-LD of a practice."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from nastavnik.bank.holdings import Bank, Member, ShownPractice
from nastavnik.feeds.section import compact_json
from nastavnik.records.publishing import VERSION
from nastavnik.records.vocabularies import Vocabularies

CATALOGUE = "api/v1/catalog.json"
_PASSPORT = ("title", "short_title", "region", "keeper", "timezone", "section_url")


def catalogue(bank: Bank, lines: Iterable[bytes]) -> Iterator[bytes]:
    """`/api/v1/catalog.json` in pieces: the bank, its schools, and its practices by key, one a line."""
    region = {name: getattr(bank.region, name) for name in _PASSPORT}
    schools = ",\n".join(compact_json(_school(member)) for member in bank.members.values())
    yield f'{{"version":{VERSION},\n"region":{compact_json(region)},\n"schools":[\n{schools}\n],\n"items":['.encode()
    between = b"\n"
    for line in lines:
        yield between + line
        between = b",\n"
    yield b"\n]}\n"


def _school(member: Member) -> dict[str, Any]:
    return _filled(
        {
            "source": member.key,
            "title": member.title,
            "short_title": member.short_title,
            "municipality": member.place.title,
            "url": member.site,
        }
    )


def catalogue_line(root: str, shown: ShownPractice) -> bytes:
    """A practice as the country reads it; its data stand last, in the very bytes the checksum is of."""
    data = compact_json(shown.item.data)
    verdict = shown.verdict
    said = [code for name, code in shown.codes if name == "verdict"]
    decision = (
        {"verdict": said, "expert_body": verdict.expert_body, "date": verdict.date.isoformat()} if verdict else {}
    )
    item = {
        "source": shown.item.source,
        "kind": shown.item.kind,
        "id": shown.item.id,
        "url": shown.original or root + shown.url,
        "bank_url": root + shown.url,
        "first_seen": shown.first_seen.isoformat(),
        "modified": shown.item.modified.isoformat() if shown.item.modified else "",
        "decision": decision if said else {},
        "checksum": hashlib.sha256(data.encode()).hexdigest(),
    }
    return f'{compact_json(_filled(item))[:-1]},"data":{data}}}'.encode()


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
        "provider": _filled({"@type": "EducationalOrganization", "name": member.short_title, "url": member.site}),
        "educationalLevel": titles("education_levels", "education_levels"),
        "about": titles("forms", "forms"),
        "license": data.get("licence"),
    }
    return {"@context": "https://schema.org", **_filled(resource)}


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """What is absent is not mentioned."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}
