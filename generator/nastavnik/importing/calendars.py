"""A calendar file (.ics, RFC 5545) → proposed events, in the school's own time.

icalendar reads it and knows zones, those of Windows too. Of an event only what is taken: what, when, where, what for;
who was invited never. What repeats becomes an event a day, within the school year and no more than a list can bear.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.event_words import OTHER_TYPE, as_markdown, plain_text, type_of, without_codes
from nastavnik.importing.notes import Note
from nastavnik.importing.office_file import OfficeFile
from nastavnik.importing.proposals import Proposal, Proposals, Surroundings
from nastavnik.importing.recurrences import occurrences
from nastavnik.importing.text_names import id_of

LARGEST_CALENDAR = 3_000_000  # bytes; ten years of a school are 2 MB
MOST_EVENTS = 2_000
MOST_DAYS = 60  # of one event that repeats
DEEPEST = 6  # components inside one another: an alarm in an event in a calendar
LONGEST_SUMMARY = 500
LONGEST_TEXT = 20_000  # signs of a description
UNREADABLE = (BrokenCalendarProperty, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)
"""What icalendar and zoneinfo stumble over in a spoilt calendar."""
_COMPONENT = re.compile(r"(?im)^(BEGIN|END):(\w+)")


def is_calendar(file: OfficeFile) -> bool:
    """Whether a file is a calendar, whatever it is called."""
    return file.raw[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR"


def read_calendar(file: OfficeFile, surroundings: Surroundings) -> Proposals:
    """The events of a calendar. Raises `ImportFailed` for one that is too large, spoilt or has no event."""
    if len(file.raw) > LARGEST_CALENDAR:
        raise ImportFailed(messages.CALENDAR_TOO_LARGE)
    text = _text(file.raw)
    _measure(text)
    try:
        events = [event for calendar in Calendar.from_ical(text, multiple=True) for event in calendar.walk("VEVENT")]
    except UNREADABLE:
        raise ImportFailed(messages.CALENDAR_DAMAGED) from None
    if not events:
        raise ImportFailed(messages.CALENDAR_EMPTY)
    reading = _Reading(surroundings, _moved(events))
    records = [proposal for number, event in enumerate(events, 1) for proposal in reading.proposals(event, number)]
    return Proposals(tuple(sorted(records, key=lambda record: record.id)), tuple(reading.notes))


def _text(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportFailed(messages.CALENDAR_DAMAGED)


def _measure(text: str) -> None:
    """Refuse calendars with too many events, or nested as none is: who walks them calls itself for every level."""
    depth = events = 0
    for side, name in _COMPONENT.findall(text):
        depth += 1 if side.upper() == "BEGIN" else -1
        events += side.upper() == "BEGIN" and name.upper() == "VEVENT"
        if depth > DEEPEST or depth < 0:
            raise ImportFailed(messages.CALENDAR_DAMAGED)
        if events > MOST_EVENTS:
            raise ImportFailed(messages.calendar_of_many(MOST_EVENTS))


def _moved(events: Sequence[Any]) -> frozenset[tuple[str, dt.date]]:
    """The days of events that repeat on which one of them is another event of the calendar: moved or called off."""
    days = set()
    for event in events:
        day = _value(event, "RECURRENCE-ID")
        if day is not None:
            days.add((str(event.get("UID", "")), _day(day)))
    return frozenset(days)


def _value(event: Any, name: str) -> Any:
    """The date or moment of a property; None where there is none or it is no date."""
    try:
        return event[name].dt
    except UNREADABLE:
        return None


def _day(moment: Any) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _words(event: Any, name: str) -> str:
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) else value).strip()


@dataclass(slots=True)
class _Reading:
    """Events one after the other, and the notes about them."""

    surroundings: Surroundings
    moved: frozenset[tuple[str, dt.date]]
    notes: list[Note] = field(default_factory=list)

    def proposals(self, event: Any, number: int) -> Iterator[Proposal]:
        """The records that an event becomes: one, one a day, or none."""
        title = " ".join(_words(event, "SUMMARY").split())
        place = messages.place_in_calendar(number, title)
        start = _value(event, "DTSTART")
        reason = self._left_out(event, title, start)
        if reason:
            self.notes.append(Note(reason, place))
            return
        begin, length = self._local(start), self._length(event, start)
        for day in self._days(event, begin, place):
            yield self._proposal(event, title, day, length, place)

    def _left_out(self, event: Any, title: str, start: Any) -> str:
        """Why an event is not taken; "" if it is."""
        reasons = {
            messages.EVENT_CALLED_OFF: _words(event, "STATUS").upper() == "CANCELLED",
            messages.EVENT_PRIVATE: _words(event, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"),
            messages.EVENT_WITHOUT_DATE: start is None,
            messages.EVENT_WITHOUT_TITLE: not title,
        }
        return next((reason for reason, holds in reasons.items() if holds), "")

    def _local(self, moment: Any) -> Any:
        """A moment by the school's clock, without its zone; a day stays a day."""
        if not isinstance(moment, dt.datetime) or moment.tzinfo is None:
            return moment
        try:
            return moment.astimezone(ZoneInfo(self.surroundings.zone)).replace(tzinfo=None)
        except (OverflowError, ValueError):
            return moment.replace(tzinfo=None)

    def _length(self, event: Any, start: Any) -> dt.timedelta:
        """How long it takes; for days, how many more than the first one."""
        end, duration = _value(event, "DTEND"), _value(event, "DURATION")
        if isinstance(duration, dt.timedelta):
            length = duration
        elif end is not None and isinstance(end, dt.datetime) == isinstance(start, dt.datetime):
            length = self._local(end) - self._local(start)
        else:
            return dt.timedelta()
        length -= dt.timedelta(days=0 if isinstance(start, dt.datetime) else 1)
        return max(length, dt.timedelta())

    def _days(self, event: Any, begin: Any, place: str) -> list[Any]:
        """The moments or days on which it takes place; those of a series within the school year."""
        rule = event.get("RRULE")
        if rule is None or _value(event, "RECURRENCE-ID") is not None:
            return [begin]
        first, last = _window(self.surroundings)
        is_day = not isinstance(begin, dt.datetime)
        start = dt.datetime.combine(begin, dt.time.min) if is_day else begin
        try:
            moments = None if isinstance(rule, list) else occurrences(start, rule, first, last)
            series = None if moments is None else list(moments)
        except UNREADABLE:
            series = None
        if series is None:
            self.notes.append(Note(messages.SERIES_NOT_READ, place))
            return [begin]
        left_out = {*self._exceptions(event), *(day for uid, day in self.moved if uid == str(event.get("UID", "")))}
        days = [moment.date() if is_day else moment for moment in series if moment.date() not in left_out]
        reason = messages.SERIES_TAKEN if len(days) <= MOST_DAYS else messages.SERIES_CUT
        self.notes.append(Note(reason, place, messages.series_of(first, last, len(days[:MOST_DAYS]))))
        return days[:MOST_DAYS]

    def _exceptions(self, event: Any) -> Iterator[dt.date]:
        """The days on which a series has a gap."""
        written = event.get("EXDATE", ())
        for dates in written if isinstance(written, list) else [written] if written else ():
            try:
                yield from (_day(self._local(each.dt)) for each in dates.dts)
            except UNREADABLE:
                continue

    def _proposal(self, event: Any, title: str, begin: Any, length: dt.timedelta, place: str) -> Proposal:
        text = self._description(event, place)
        is_short = text and "\n" not in text and len(text) <= LONGEST_SUMMARY
        kind = type_of(title) or type_of(_words(event, "CATEGORIES"))
        if not kind:
            self.notes.append(Note(messages.EVENT_TYPE_OTHER, place))
        fields = {
            "title": title,
            "start": written_moment(begin),
            "end": written_moment(begin + length) if length else "",
            "place": " ".join(plain_text(_words(event, "LOCATION")).split()),
            "event_type": kind or OTHER_TYPE,
            "summary": text if is_short else "",
        }
        body = "" if is_short else as_markdown(text)
        return Proposal(f"{_day(begin).isoformat()}-{id_of(title, 'event')}", fields, place, body)

    def _description(self, event: Any, place: str) -> str:
        """What a calendar says of the event, without what lets strangers into a meeting."""
        written = _words(event, "DESCRIPTION")
        if len(written) > LONGEST_TEXT:
            self.notes.append(Note(messages.DESCRIPTION_TOO_LONG, place))
            return ""
        whole = plain_text(written)
        text = without_codes(whole)
        if text != whole:
            self.notes.append(Note(messages.MEETING_CODES_LEFT_OUT, place))
        return text


def written_moment(moment: dt.date | dt.datetime) -> str:
    """A moment as records have it: «2026-11-27 15:00», a day without its hour."""
    return moment.isoformat(" ", "minutes") if isinstance(moment, dt.datetime) else moment.isoformat()


def _window(surroundings: Surroundings) -> tuple[dt.date, dt.date]:
    """The school year: from September to August; without one, a year from today."""
    if surroundings.school_year:
        first, second = map(int, surroundings.school_year.split("-"))
        return dt.date(first, 8, 15), dt.date(second, 8, 31)
    return surroundings.today, surroundings.today + dt.timedelta(days=365)
