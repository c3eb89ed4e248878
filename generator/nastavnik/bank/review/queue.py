"""What waits for an expert: practices new, changed or vanished since they were decided on, and likely duplicates."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from nastavnik import messages
from nastavnik.bank.papers.folder import Folder, last_decisions
from nastavnik.bank.papers.records import REGIONAL, Decision
from nastavnik.bank.review.similarity import LikelyDuplicate, likely_duplicates
from nastavnik.bank.store import KEEP_DAYS, Change, Store, Stored
from nastavnik.bank.store.brief import lacking
from nastavnik.bank.store.editions import edition
from nastavnik.bank.store.judging import Judgement, in_words, judgements
from nastavnik.bank.store.model import SchoolPassport
from nastavnik.office.drafting import draft
from nastavnik.records import Practice
from nastavnik.text.marks import stripped

HIDDEN = "hidden"
UTC = "UTC"


class Waiting(NamedTuple):
    """A practice somebody should look at."""

    key: str
    title: str
    """Empty for a practice that is gone: nothing of it is kept."""
    school: str
    url: str
    since: dt.date | None
    """When it appeared, changed or vanished; None if the bank never had it."""
    decision: str
    """The file of the last decision about it; empty if there is none."""
    note: str
    digest: str = ""
    """Of the text somebody is going to read; empty for a practice that is gone."""


class Twins(NamedTuple):
    """Two practices that are likely the same."""

    one: Waiting
    other: Waiting
    alike: int
    """Percent of the text."""
    how: str
    """Whether the school and the title are the same, in words."""


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that waits: practices by key, twins by likeness."""

    changed: tuple[Waiting, ...]
    """Those whose text is another than the one decided on; they come first."""
    new: tuple[Waiting, ...]
    vanished: tuple[Waiting, ...]
    twins: tuple[Twins, ...]


def review(folder: Folder, store: Store, today: dt.date) -> Review:
    """What waits on a day. The store is streamed once; a practice takes about a kilobyte meanwhile."""
    keep_days = folder.region.keep_days if folder.region else KEEP_DAYS
    zone = ZoneInfo(folder.region.timezone if folder.region else UTC)
    schools = {row.school.key: row.school for row in store.schools(today, keep_days) if row.school}
    last = last_decisions(folder.decisions)
    reading = _Reading(last, judgements((decision for _, decision in last.values()), store), schools, zone)
    stored = store.items(Practice.kind, today=today, keep_days=keep_days)
    pairs = likely_duplicates((practice.key, practice.item.data) for practice in reading.through(stored))
    decisions = folder.decisions.values()
    differ = {frozenset((decision.practice, other)) for decision in decisions for other in decision.different_from}
    twins = tuple(reading.twins(pair) for pair in pairs if frozenset(pair[:2]) not in differ)
    return Review(tuple(reading.changed), tuple(reading.new), tuple(reading.vanished(store, today)), twins)


def _note(stored: Stored) -> str:
    """What an expert should know before reading: that there is little to read here."""
    return messages.INCOMPLETE if lacking(stored.item.data) else ""


class _Reading:
    """One pass through the practices: what waits among them, and a few words about each for the pairs."""

    def __init__(
        self,
        decided: Mapping[str, tuple[str, Decision]],
        judged: Mapping[str, Judgement],
        schools: Mapping[str, SchoolPassport],
        zone: ZoneInfo,
    ) -> None:
        self.decided, self.judged, self.schools, self.zone = decided, judged, schools, zone
        self.new: list[Waiting] = []
        self.changed: list[Waiting] = []
        self.known: dict[str, tuple[str, str, dt.date]] = {}

    def through(self, practices: Iterable[Stored]) -> Iterator[Stored]:
        """The practices as they come, those an expert hid left out: their twins are dealt with."""
        for stored in practices:
            _, decision = self.decided.get(stored.key, ("", None))
            title = _title(stored)
            self.known[stored.key] = (title, stored.item.url, stored.first_seen.date())
            digest = edition(stored.item.data, stored.item.url).digest
            if decision is None:
                self.new.append(
                    self.waiting(stored.key, stored.first_seen.date(), _note(stored))._replace(digest=digest)
                )
            elif not self.judged[stored.key].holds(stored, self.zone):
                note = in_words(self.judged[stored.key], stored, self.zone)
                day = stored.changed.astimezone(self.zone).date()
                self.changed.append(self.waiting(stored.key, day, note)._replace(digest=digest))
            if decision is None or HIDDEN not in decision.verdict:
                yield stored

    def waiting(self, key: str, since: dt.date | None, note: str = "") -> Waiting:
        title, url, _ = self.known.get(key, ("", "", None))
        return Waiting(key, title, self._school(key), url, since, self._file(key), note)

    def twins(self, pair: LikelyDuplicate) -> Twins:
        one, other = (self.waiting(key, self.known[key][2]) for key in (pair.one, pair.other))
        same_school = pair.one.partition("/")[0] == pair.other.partition("/")[0]
        how = messages.how_alike(same_school=same_school, same_title=pair.same_title)
        return Twins(one, other, round(100 * pair.alike), how)

    def vanished(self, store: Store, today: dt.date) -> Iterator[Waiting]:
        """Decided practices the bank has no more, and others that left since the last decision of all."""
        last = max((decision.date for _, decision in self.decided.values()), default=dt.date.min)
        left = _left_since(store, last)
        for key in sorted(self.decided.keys() | left.keys()):
            change = left.get(key)
            if change is None:
                if store.get(key, today) is not None:
                    continue
                change = next(reversed(store.history(key)), None)
            since = change.at.date() if change else None
            yield self.waiting(key, since, self._what_to_do(key, change, store))

    def _what_to_do(self, key: str, change: Change | None, store: Store) -> str:
        if key not in self.decided:
            return ""
        if change is None:
            return messages.DECISION_ON_NOTHING
        school, kind, id = key.split("/")
        same_inn = f"{school.partition('-')[0]}-"
        moved = [new for new in store.namesakes(kind, id) if new.startswith(same_inn)]
        return messages.decision_moved(moved[0]) if len(moved) == 1 else messages.DECISION_STAYS

    def _school(self, key: str) -> str:
        code = key.partition("/")[0]
        school = self.schools.get(code)
        return f"{school.short_title}, {school.municipality}" if school else code

    def _file(self, key: str) -> str:
        return f"content/{Decision.kind}/{self.decided[key][0]}.yml" if key in self.decided else ""


def _title(stored: Stored) -> str:
    """The title without signs that would act on a terminal or end a comment."""
    return stripped(str(stored.item.data.get("title", "")))


def _left_since(store: Store, day: dt.date) -> dict[str, Change]:
    """Records of practices that vanished on a day or later and did not return, by key."""
    changes = store.changes(dt.datetime.combine(day, dt.time(), dt.UTC))
    last = {change.key: change for change in changes if f"/{Practice.kind}/" in change.key}
    return {key: change for key, change in last.items() if change.state == "vanished"}


def begun(stored: Stored, id: str, today: dt.date) -> str:
    """The text of a decision about a practice: its key, checksum and the day filled in, the rest explained."""
    checksum = edition(stored.item.data, stored.item.url).digest
    filled = {"practice": stored.key, "date": today.isoformat(), "checksum": f'"{checksum}"'}
    lines = [messages.decision_about(_title(stored), stored.item.url)]
    for line in draft(Decision, id, REGIONAL).splitlines():
        name = line.removeprefix("# ").partition(":")[0]
        lines.append(f"{name}: {filled[name]}" if name in filled else line)
    return "\n".join(lines) + "\n"
