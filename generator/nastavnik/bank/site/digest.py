"""What changed in the bank: a page for people and an Atom feed; of what vanished only the number is told."""

import datetime as dt
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from nastavnik import messages
from nastavnik.bank.holdings import Bank, ShownPractice
from nastavnik.bank.site.contexts import ChangesContext, DigestDay, Novelty, SchoolNews
from nastavnik.bank.site.rendering import Leaf
from nastavnik.bank.store import Store
from nastavnik.feeds.news_feed import FeedHead, FeedStory, atom
from nastavnik.pages.shell import Crumb, Head
from nastavnik.records import Practice
from nastavnik.records.record import alphabetic

ADDRESS, ATOM = "changes/", "feeds/practices.atom"
MOST, A_DAY, IN_FEED, DAYS = 200, 20, 30, 31


class Latest:
    """The newest events of a stream, and how many there were on each day."""

    def __init__(self, today: dt.date) -> None:
        self.first = today - dt.timedelta(days=DAYS)
        self._heap: list[Novelty] = []
        self.counts: dict[str, Counter[dt.date]] = defaultdict(Counter)
        self.schools = set[str]()
        """Keys of schools with a new practice within the month."""

    def see(self, shown: ShownPractice) -> None:
        self._add(_event(shown, shown.first_seen, "new"))
        if shown.first_seen >= self.first:
            self.schools.add(shown.member.key)
        if shown.changed > shown.first_seen:
            self._add(_event(shown, shown.changed, "changed"))

    def _add(self, event: Novelty) -> None:
        self.counts[event.what][event.day] += 1
        if len(self._heap) < MOST:
            heapq.heappush(self._heap, event)
        else:
            heapq.heappushpop(self._heap, event)

    def gone(self, bank: Bank, store: Store) -> None:
        """Count what vanished within the days the page tells of, without a word about what it was."""
        since = dt.datetime.combine(self.first, dt.time.min, ZoneInfo(bank.region.timezone))
        for change in store.changes(since):
            ours = change.key.split("/")[1] == Practice.kind and not bank.hides(change.key)
            if change.state == "vanished" and ours:
                self.counts["gone"][bank.day(change.at)] += 1

    def within_month(self, what: str) -> int:
        """How many events of a sort the month had."""
        return sum(count for day, count in self.counts[what].items() if day >= self.first)

    def newest(self) -> list[Novelty]:
        return sorted(self._heap, reverse=True)


def _event(shown: ShownPractice, day: dt.date, what: Literal["new", "changed"]) -> Novelty:
    data, member = shown.item.data, shown.member
    return Novelty(
        day,
        shown.item.key,
        what,
        shown.url,
        data["title"],
        messages.one_line(data.get("summary") or ""),
        member.short_title,
        member.place.title,
        shown.first_seen,
    )


def page(bank: Bank, latest: Latest) -> Leaf:
    """The digest of a month."""
    head = Head(
        ADDRESS, messages.BANK_CHANGES, messages.CHANGES_LEAD, section="changes", crumbs=(Crumb(messages.BANK_CHANGES),)
    )
    new, changed, gone = (latest.within_month(what) for what in ("new", "changed", "gone"))
    data: ChangesContext = {
        "days": list(_days(latest)),
        "sentence": messages.month_of_changes(new, len(latest.schools), changed, gone),
        "today": bank.today,
        "feed": ATOM,
        "lead": messages.CHANGES_LEAD,
    }
    return Leaf(head, "region/changes.html", "page", data)


def _days(latest: Latest) -> Iterator[DigestDay]:
    days = {day for counts in latest.counts.values() for day in counts if day >= latest.first}
    newest = latest.newest()
    for day in sorted(days, reverse=True):
        events = [event for event in newest if event.day == day][:A_DAY]
        new, changed, gone = (latest.counts[what][day] for what in ("new", "changed", "gone"))
        came, updated = (_by_school(event for event in events if event.what == what) for what in ("new", "changed"))
        yield DigestDay(day, came, updated, new + changed - len(events), new, changed, gone)


def _by_school(events: Iterable[Novelty]) -> list[SchoolNews]:
    """Events of one day and sort, a school after the other by the alphabet."""

    def of(event: Novelty) -> tuple[str, str, str]:
        return alphabetic(event.school), event.school, event.place

    schools = groupby(sorted(events, key=of), key=of)
    return [SchoolNews(school, place, list(its)) for (_, school, place), its in schools]


def feed(bank: Bank, latest: Latest) -> tuple[str, bytes]:
    """`/feeds/practices.atom`: one entry a practice, updated when the school changed it."""
    zone = ZoneInfo(bank.region.timezone)
    stories: dict[str, FeedStory] = {}
    for event in latest.newest():
        stories.setdefault(event.key, _story(bank, event, zone))
    newest = list(stories.values())[:IN_FEED]
    channel = FeedHead(
        messages.labelled(bank.region.short_title, messages.NEW_PRACTICES),
        bank.root + ATOM,
        bank.root + ADDRESS,
        bank.region.keeper,
        bank.region.site,
        newest[0].updated if newest else _moment(dt.date(2026, 1, 1), zone),
    )
    return ATOM, atom(channel, newest)


def _story(bank: Bank, event: Novelty, zone: ZoneInfo) -> FeedStory:
    tags = (event.place, event.school)
    moments = (_moment(event.came, zone), _moment(event.day, zone))
    url = bank.root + event.url
    return FeedStory(url, url, event.title, event.summary, "", *moments, "", tags)


def _moment(day: dt.date, zone: ZoneInfo) -> str:
    return dt.datetime.combine(day, dt.time.min, zone).isoformat()
