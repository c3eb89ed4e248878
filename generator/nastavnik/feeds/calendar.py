"""`/calendar.ics` for families, `/plan.ics` for the staff, one `.ics` a record with dates (RFC 5545).

Families get what one may come to and the days of every year; the staff deadlines of the current plan and of contests.

Nothing in it depends on the day of the build: UIDs come from the first addresses of records, the
stamp from the school year.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from nastavnik import messages
from nastavnik.feeds.section import Section
from nastavnik.records import KINDS, Event, School
from nastavnik.records.event import days_of_every_year
from nastavnik.records.record import Occasion, Record, day_of
from nastavnik.school import statuses
from nastavnik.school.catalogue import Entry
from nastavnik.school.statuses import Plan, Progress, Span

if TYPE_CHECKING:
    from icalendar import Event as Block

ADDRESS, PLAN_ADDRESS = "calendar.ics", "plan.ics"
PRODUCT = "-//nastavnik//nastavnik//RU"
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Date:
    """One line of the calendar. `end` is the last day of a span of days, or the hour something ends at."""

    uid: str
    start: dt.date
    end: dt.date | None
    title: str
    note: str
    url: str
    place: str = ""

    @property
    def last(self) -> dt.date:
        return day_of(self.end or self.start)


def calendars(section: Section) -> Iterator[tuple[str, bytes]]:
    """Both calendars, the second if it holds anything, then one file a record that names days and has a page."""
    dated = [kind for kind in KINDS.values() if kind.occasions is not Record.occasions]
    occasions = {entry: list(_occasions(section, entry)) for kind in dated for entry in section.shown(kind)}
    title = messages.calendar_title(section.catalogue.school.short_title)
    yield ADDRESS, _written(section, title, [*_of_this_year(section, occasions, gathers=True), *_ready(section)])
    deadlines = [*_deadlines(section), *_of_this_year(section, occasions, gathers=False)]
    if deadlines:
        yield PLAN_ADDRESS, _written(section, messages.deadlines_calendar_title(title), deadlines)
    for entry, named in occasions.items():
        if named and entry.has_page:
            yield f"{entry.url.rstrip('/')}.ics", _written(section, title, named)


def subscription(school: School, address: str = ADDRESS) -> str:
    """The address a telephone or a computer subscribes to the calendar at `address` of the section by."""
    return f"webcal://{school.root.partition('://')[2]}{address}"


def first_day(school: School) -> dt.date:
    """Where the calendar of the current school year begins: plans start with August's preparation."""
    return dt.date(int(school.current_year[:4]), 8, 1)


def _of_this_year(section: Section, occasions: Mapping[Entry, list[Date]], *, gathers: bool) -> Iterator[Date]:
    """Days of records since the summer before the current school year: those to come on, or deadlines."""
    first = first_day(section.catalogue.school)
    for entry, named in occasions.items():
        if KINDS[entry.key.kind].gathers is gathers:
            yield from (date for date in named if date.last >= first)


# --- what stands in it -----------------------------------------------------------------------------


def _occasions(section: Section, entry: Entry) -> Iterator[Date]:
    """The days a record names; with hours where it knows them."""
    several = entry.record.occasions()
    for number, occasion in enumerate(several, 1):
        name = f"{entry.key.kind}-{entry.first_id}" + (f"-{number}" if len(several) > 1 else "")
        place = entry.record.place or "" if isinstance(entry.record, Event) else ""
        start, end = _moments(occasion, ZoneInfo(section.catalogue.school.timezone))
        note = messages.one_line(entry.record.abstract)
        yield Date(f"{name}@{section.host}", start, end, occasion.title, note, section.url(entry), place)


def _moments(occasion: Occasion, zone: ZoneInfo) -> tuple[dt.date, dt.date | None]:
    """Hours of the school as hours of the world; a span that knows the hour of one end only is a span of days."""
    start, end = occasion.start, occasion.end
    if isinstance(start, dt.datetime) and (end is None or isinstance(end, dt.datetime)):
        return _utc(start, zone), _utc(end, zone) if end else None
    return occasion.first, occasion.last


def _utc(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return moment.replace(tzinfo=zone).astimezone(dt.UTC)


def _deadlines(section: Section) -> Iterator[Date]:
    """Dates of the current plan, done or not: what is over stays in a calendar."""
    entry = section.catalogue.current_roadmap()
    if entry is None:
        return
    plan = statuses.plan(entry.record, section.catalogue.today, section.catalogue.school)
    for index, stage in enumerate(plan.stages):
        for step in stage.walk():
            for number, span in enumerate(_spans(step), 1):
                yield _deadline(section, entry, plan, index, step, number, span)


def _spans(step: Progress) -> Iterator[Span]:
    """The spans of a step's own deadline; a day that was moved is the new day.

    An end nobody named is left out, and so is a rhythm («ежемесячно»): only a named day («до 5 числа») is a date.
    """
    moved = step.step.postponed.to if step.step.postponed else None
    rhythm = step.is_rhythm and any(start != end for start, end in step.spans)
    if rhythm or (not step.own_phrase and moved is None):
        return
    for start, end in step.spans:
        if end == moved and step.deadline and step.deadline.kind == "date":
            yield moved, moved
        else:
            yield start, start if end == dt.date.max else end


def _deadline(section: Section, entry: Entry, plan: Plan, index: int, step: Progress, number: int, span: Span) -> Date:
    code, stage = plan.code(index), plan.roadmap.stages[index]
    below = "".join(f"-{key + 1}" for key in step.keys[2:] if isinstance(key, int))
    name = f"{entry.key.kind}-{entry.first_id}-{code}{below}" + (f"--{number}" if len(step.spans) > 1 else "")
    until = span[0] == span[1] and step.deadline is not None and step.deadline.start is None
    return Date(
        f"{name}@{section.host}",
        *span,
        messages.calendar_due(messages.capital(messages.shortened(step.title)), until=until),
        messages.calendar_note(stage.title, plan.stages[index].number, step.phrase.text if step.phrase else ""),
        f"{section.root}{entry.url}#etap-{code}",
    )


def _ready(section: Section) -> Iterator[Date]:
    """Days of every year that fall into the school year."""
    first = first_day(section.catalogue.school)
    for month, day, name in days_of_every_year(section.catalogue.school.school_type):
        date = dt.date(first.year if month >= first.month else first.year + 1, month, day)
        yield Date(f"day-{date.isoformat()}@{section.host}", date, date, name, "", section.root)


# --- how it is written -----------------------------------------------------------------------------


def _written(section: Section, title: str, dates: Iterable[Date]) -> bytes:
    from icalendar import Calendar  # slow to import, and most builds change no date

    school = section.catalogue.school
    calendar = Calendar()
    head = {
        "prodid": PRODUCT,
        "version": "2.0",
        "method": "PUBLISH",
        "x-wr-calname": title,
        "x-wr-timezone": school.timezone,
    }
    for name, text in head.items():
        calendar.add(name, text)
    calendar.add("refresh-interval", DAY, parameters={"VALUE": "DURATION"})
    stamp = dt.datetime.combine(first_day(school), dt.time.min, dt.UTC)
    for date in sorted(dates, key=lambda date: (date.start.isoformat(), date.uid)):
        calendar.add_component(_block(date, stamp))
    return bytes(calendar.to_ical())


def _block(date: Date, stamp: dt.datetime) -> "Block":
    from icalendar import Event

    has_hours = isinstance(date.start, dt.datetime)
    properties = {
        "uid": date.uid,
        "dtstamp": stamp,
        "dtstart": date.start,
        "dtend": date.end if has_hours else (date.end or date.start) + DAY,
        "transp": "" if has_hours else "TRANSPARENT",  # a deadline takes nobody's day
        "summary": date.title,
        "description": date.note,
        "location": date.place,
        "url": date.url,
    }
    block = Event()
    for name, value in properties.items():
        if value:
            block.add(name, value)
    return block
