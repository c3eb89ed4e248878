"""The bank as pages show it: the region's own records laid over what the store holds, practice by practice.

A practice is here if its school is among the sources, is not silent for too long, and no expert body hid it. Nothing
is held but the schools and the decisions: practices are streamed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from slugify import slugify

from nastavnik import messages
from nastavnik.bank.papers.folder import last_decisions
from nastavnik.bank.papers.records import Decision, Region, SourceRecord
from nastavnik.bank.store import SchoolRow, Store, Stored
from nastavnik.bank.store.brief import lacking
from nastavnik.bank.store.judging import Judgement, judgements
from nastavnik.bank.store.model import PublishedRecord
from nastavnik.records import Practice
from nastavnik.records.record import alphabetic
from nastavnik.records.vocabularies import normal
from nastavnik.text.addresses import unused
from nastavnik.text.places import bare, municipality

SCHOOLS = "schools/"
PRACTICES = f"{Practice.kind}/"


@dataclass(frozen=True, slots=True)
class Territory:
    """A municipality; `schools` is how many there are in it, as the region says, or None."""

    code: str
    title: str
    schools: int | None = None
    cell: tuple[int, int] | None = None
    """Its column and row on the map of tiles, from 1, if the region says so of all its municipalities."""

    @property
    def name(self) -> str:
        """Without its kind: «Заозёрный», «Новоозёрск»."""
        return bare(self.title)


@dataclass(frozen=True, slots=True)
class Member:
    """A school of the bank as its practices name it."""

    key: str
    title: str
    short_title: str
    place: Territory
    site: str
    """Its own section; empty for a school that sends its practices by post."""

    @property
    def url(self) -> str:
        """Address of its page in the bank."""
        return f"{SCHOOLS}{self.key}/"


@dataclass(frozen=True, slots=True)
class SpokenVerdict:
    """What may be said of a decision: its words for the bank's own use are not here."""

    codes: tuple[str, ...]
    expert_body: str
    date: dt.date
    former: bool = False
    """Whether the text has changed since: nothing of it is said of the new one, but that it was hidden."""


@dataclass(frozen=True, slots=True)
class ShownPractice:
    """A practice to show; days are those of the region."""

    item: PublishedRecord
    member: Member
    verdict: SpokenVerdict | None
    first_seen: dt.date
    changed: dt.date
    read: dt.date
    """When its school was last read."""

    @property
    def url(self) -> str:
        """Address of its page in the bank."""
        return f"{PRACTICES}{self.item.source}/{self.item.id}/"

    @property
    def original(self) -> str:
        """Its page at the school; empty if it has none there."""
        return self.item.url if self.member.site else ""

    @property
    def is_brief(self) -> bool:
        """Whether its school told less than a full card has: the rest stands on its page."""
        return bool(lacking(self.item.data))

    @property
    def spoken(self) -> list[str]:
        """Codes of its verdicts that readers see, in the order of `SPOKEN`."""
        return [] if self.former else self._spoken

    @property
    def former(self) -> list[str]:
        """Codes of the verdicts that were given to another edition of its text."""
        return self._spoken if self.verdict and self.verdict.former else []

    @property
    def _spoken(self) -> list[str]:
        return [code for code in SPOKEN if self.verdict and code in self.verdict.codes]

    @property
    def codes(self) -> Iterator[tuple[str, str]]:
        """What lists find it by, as (facet, code)."""
        yield "municipality", self.member.place.code
        for name in Practice.facets:
            value = self.item.data.get(name) or ()
            yield from ((name, code) for code in ([value] if isinstance(value, str) else value))
        yield from (("verdict", code) for code in self.spoken)


SPOKEN = ("recommended", "in-register")
"""Verdicts that readers see."""
HIDDEN = "hidden"


@dataclass(frozen=True)
class Bank:
    """The region on a day."""

    region: Region
    today: dt.date
    places: tuple[Territory, ...]
    """Municipalities in the order of their bare names, white spots among them."""
    members: Mapping[str, Member]
    """Schools that were read, by key."""
    rows: Mapping[str, SchoolRow]
    """How the last tries of a source went, by the name of its file; sources never asked are not here."""
    sources: Mapping[str, SourceRecord]
    place_of: Mapping[str, Territory]
    """The municipality of each source that has one."""
    verdicts: Mapping[str, SpokenVerdict]
    """The last decision about a practice, by key."""
    judgements: Mapping[str, Judgement]
    """What those decisions are about, by key."""
    withheld: frozenset[str] = frozenset()
    """Practices that a decision with a mistake in it seems to hide, by key."""

    @property
    def root(self) -> str:
        """Public address of the bank, with its slash."""
        return self.region.section_url.rstrip("/") + "/"

    def practices(self, store: Store) -> Iterator[ShownPractice]:
        """Every practice to show, by key."""
        day = self.day
        for stored in store.items(Practice.kind, today=self.today, keep_days=self.region.keep_days):
            member, verdict = self.members.get(stored.item.source), self.verdict(stored)
            if member and not self.hides(stored.key):
                seen = (day(stored.first_seen), day(stored.changed), day(stored.last_seen))
                yield ShownPractice(stored.item, member, verdict, *seen)

    def hides(self, key: str) -> bool:
        """Whether an expert body hid a practice, as far as its decision can be read."""
        verdict = self.verdicts.get(key)
        return key in self.withheld or (verdict is not None and HIDDEN in verdict.codes)

    def verdict(self, stored: Stored) -> SpokenVerdict | None:
        """What may be said of a practice; a decision about another edition is a former one."""
        verdict = self.verdicts.get(stored.key)
        if verdict and not self.judgements[stored.key].holds(stored, ZoneInfo(self.region.timezone)):
            return replace(verdict, former=True)
        return verdict

    def day(self, moment: dt.datetime) -> dt.date:
        """The day of a moment where the region is."""
        return moment.astimezone(ZoneInfo(self.region.timezone)).date()


def bank(
    region: Region,
    sources: Mapping[str, SourceRecord],
    decisions: Mapping[str, Decision],
    store: Store,
    today: dt.date,
    withheld: frozenset[str] = frozenset(),
) -> Bank:
    """The region's records and its schools on a day; `sources` and `decisions` by the names of their files."""
    rows = {row.source: row for row in store.schools(today, region.keep_days) if row.source in sources}
    named = {name: _municipality(source, rows.get(name)) for name, source in sources.items()}
    places = _places(region, named.values())
    known = {normal(place.title): place for place in places}
    place_of = {name: known[normal(municipality(title))] for name, title in named.items() if title}
    nowhere = Territory("other", messages.NO_MUNICIPALITY)
    members = {
        row.school.key: Member(
            row.school.key,
            row.school.title,
            row.school.short_title,
            place_of.get(name, nowhere),
            row.school.url if sources[name].url else "",
        )
        for name, row in rows.items()
        if row.school and not row.hidden
    }
    shown = (*places, nowhere) if any(member.place == nowhere for member in members.values()) else places
    last = [decision for _, decision in last_decisions(decisions).values()]
    verdicts = {
        decision.practice: SpokenVerdict(tuple(decision.verdict), decision.expert_body, decision.date)
        for decision in last
    }
    return Bank(region, today, shown, members, rows, sources, place_of, verdicts, judgements(last, store), withheld)


def _municipality(source: SourceRecord, row: SchoolRow | None) -> str:
    """What the region says of the school's municipality, else what the school says."""
    return source.municipality or (row.school.municipality if row and row.school else "")


def _places(region: Region, named: Iterable[str]) -> tuple[Territory, ...]:
    """The region's own list, then the rest as schools write it."""
    cells = region.cells
    places: dict[str, tuple[str, Territory]] = {}
    """The name as it is written, which an address is made of, and what is shown."""
    for listed in region.municipalities:
        place = Territory(listed.code or "", municipality(listed.title), listed.schools, cells.get(listed.title))
        places[normal(place.title)] = (listed.title, place)
    for title in sorted(filter(None, named)):
        place = Territory("", municipality(title))
        places.setdefault(normal(place.title), (title, place))
    codes = {place.code for _, place in places.values() if place.code}
    in_order = sorted(places.values(), key=lambda named: (alphabetic(named[1].name), alphabetic(named[1].title)))
    return tuple(
        replace(place, code=place.code or unused(slugify(written) or "m", codes)) for written, place in in_order
    )


class PublishedData(dict[str, Any]):
    """A published record as templates ask for it: what is absent is nothing, never an error."""

    def __missing__(self, name: str) -> None:
        return None


def authors(data: PublishedData) -> list[str]:
    """Whom a practice names; those who may not be named here are a team without names."""
    lines = [
        messages.signed(author["name"], author["post"]) if author["name"] else author["team"] or ""
        for author in data["authors"] or ()
    ]
    named = [line for line in lines if line]
    if named and len(named) == len(lines):
        return named
    return [*named, messages.OTHER_AUTHORS if named else messages.AUTHORS_OF_THE_SCHOOL]


def written(value: Any) -> Any:
    """Plain data with every mapping in it as `PublishedData`."""
    if isinstance(value, Mapping):
        return PublishedData((name, written(inner)) for name, inner in value.items())
    return [written(inner) for inner in value] if isinstance(value, (list, tuple)) else value
