"""What the tables say of sources before their tries are written, and with it whose a school is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Executable, Row, bindparam, func, or_, select

from nastavnik import messages
from nastavnik.bank.store.claims import Claim, Nearness, WrittenSource, has_inn, is_number, nearness, owner, same_host
from nastavnik.bank.store.model import Harvested, Outcome, SchoolPassport
from nastavnik.bank.store.sql_tables import claims, history, items, sources

CHUNK = 500  # values in one IN list: both databases take more, none is faster for it

_NEEDED = ("source", "school", "passport", "etag", "last_modified", "outcome", "last_try", "reason")
_ROW = tuple(sources.c[name] for name in _NEEDED)
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_ROWS = select(*_ROW).where(
    or_(sources.c.source.in_(_WANTED), sources.c.school.in_(bindparam("schools", expanding=True)))
)
_CLAIMS = select(
    *(claims.c[name] for name in Claim._fields),
    select(sources.c.source).where(sources.c.source == claims.c.source).exists(),
).where(claims.c.school.in_(_WANTED))
_CHECKSUMS = select(items.c.source, items.c.key, items.c.checksum, items.c.url).where(items.c.source.in_(_WANTED))
_COUNTS = select(items.c.source, func.count()).where(items.c.source.in_(_WANTED)).group_by(items.c.source)
_FIRST_SEEN = select(history.c.key, func.min(history.c.at)).where(history.c.key.in_(_WANTED)).group_by(history.c.key)


@dataclass(frozen=True, slots=True)
class KnownSources:
    """What the tables say of sources before their tries are written."""

    rows: Mapping[str, Row[Any]]
    """By source."""
    owners: Mapping[str, Row[Any]]
    """By the key of the school they gave."""
    checksums: Mapping[str, Mapping[str, tuple[str, str]]]
    """Checksum and address of what a source gave, by source, then by the key of an item."""
    first_seen: Mapping[str, dt.datetime]
    """When items that are new now came for the first time, whether they are still there or not."""
    counts: Mapping[str, int]
    """Items of the sources that gave the same as before."""
    claims: Mapping[str, Sequence[Claim]]
    """Who says it gives a school, by the key of the school."""
    written: Mapping[str, WrittenSource]
    """What the region wrote of its sources."""

    @classmethod
    def of(
        cls, connection: Connection, tries: Sequence[Harvested], written: Mapping[str, WrittenSource]
    ) -> "KnownSources":
        wanted = {"wanted": [harvested.source for harvested in tries], "schools": _schools(tries)}
        rows: Sequence[Any] = connection.execute(_ROWS, wanted).all()
        claimed: dict[str, list[Claim]] = defaultdict(list)
        for source, school, url, near, since, listed in _all(
            connection, _CLAIMS, [row.school for row in rows if row.school] + _schools(tries)
        ):
            if (
                listed or source in wanted["wanted"]
            ):  # of who left the list only its own history counts, when it is back
                claimed[school].append(Claim(source, school, url, Nearness(near), since))
        checksums: dict[str, dict[str, tuple[str, str]]] = {harvested.source: {} for harvested in tries}
        for source, key, checksum, url in _all(connection, _CHECKSUMS, _sources(tries, "taken")):
            checksums[source][key] = checksum, url
        items = ((item.key, harvested.source) for harvested in tries for item in harvested.items)
        fresh = [key for key, source in items if key not in checksums[source]]
        return cls(
            {row.source: row for row in rows},
            {row.school: row for row in rows if row.school},
            checksums,
            dict(_all(connection, _FIRST_SEEN, fresh)),
            dict(_all(connection, _COUNTS, _sources(tries, "unchanged"))),
            {school: list(dict.fromkeys(listed)) for school, listed in claimed.items()},
            written,
        )

    def crossing(self, tries: Sequence[Harvested]) -> bool:
        """Whether a school is given twice, or claimed by another source than before."""
        schools = {harvested.school.key: harvested.source for harvested in tries if harvested.school}
        held = {row.school: source for source, row in self.rows.items() if row.school}
        return (
            len({harvested.source for harvested in tries}) < len(tries)
            or len(schools) < len(_schools(tries))
            or any(held.get(key, source) != source for key, source in schools.items())
            or any(
                claim.source != ({**held, **schools})[key]
                for key in held | schools
                for claim in self.claims.get(key, ())
            )
        )

    def claim(self, harvested: Harvested, school: SchoolPassport) -> Claim:
        """What a source says of itself now, with the best that was ever known of it."""
        old = next((claim for claim in self.claims.get(school.key, ()) if claim.source == harvested.source), None)
        near = nearness(self.place(harvested.source).url, school.url)
        since = min(old.since, harvested.at) if old else harvested.at
        return Claim(harvested.source, school.key, school.url, max(near, old.nearness) if old else near, since)

    def owner_of(self, harvested: Harvested, school: SchoolPassport) -> str:
        """The source the school of a try belongs to; empty while nobody can tell."""
        return owner(self.rivals(harvested, school), self.holder(school), harvested.source, self.written)

    def rivals(self, harvested: Harvested, school: SchoolPassport) -> list[Claim]:
        """Everybody who says it gives a school, the source that was just asked first."""
        others = (claim for claim in self.claims.get(school.key, ()) if claim.source != harvested.source)
        return [self.claim(harvested, school), *others]

    def holder(self, school: SchoolPassport) -> str:
        """The source that has the school now; empty if nobody has."""
        row = self.owners.get(school.key)
        return row.source if row is not None else ""

    def place(self, source: str) -> WrittenSource:
        """What the region wrote of a source; nothing where its file cannot be read."""
        return self.written.get(source, WrittenSource())

    def doubt(self, harvested: Harvested, school: SchoolPassport) -> str:
        """What the region should know of a school that names another site than the one that was asked."""
        place = self.place(harvested.source)
        if not place.section or is_number(place.url) or has_inn(place, school.key) or same_host(place.url, school.url):
            return ""
        return messages.section_elsewhere(place.url, school.url, school.key)


def _schools(tries: Iterable[Harvested]) -> list[str]:
    return [harvested.school.key for harvested in tries if harvested.school]


def _sources(tries: Iterable[Harvested], outcome: Outcome) -> list[str]:
    return [harvested.source for harvested in tries if harvested.outcome == outcome]


def _all(connection: Connection, query: Executable, wanted: Sequence[str]) -> Iterator[Any]:
    for start in range(0, len(wanted), CHUNK):
        yield from connection.execute(query, {"wanted": wanted[start : start + CHUNK]})
