"""A calendar for the administrator alone: consents that end, terms of the roadmap, documents, days of monitoring.

Names of people who may not be published stand in it, so it never lies on the site. The same record gives the same UID
whatever it is called and whatever its wording, so a file imported again moves lines and adds none.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from nastavnik import messages
from nastavnik.deadlines import understand
from nastavnik.feeds.calendar import DAY, PRODUCT, first_day
from nastavnik.records import Document, Mentor, Monitoring, Programme
from nastavnik.records.people import Person, consent_of
from nastavnik.records.reading import parts
from nastavnik.records.roadmap import Stage
from nastavnik.school import statuses
from nastavnik.school.cabinet import Cabinet, Original
from nastavnik.text.source import Keys

if TYPE_CHECKING:
    from icalendar import Calendar

WEEK, MONTH = 7, 30  # days before: to do something, to take a new consent
MORNING = dt.timedelta(hours=9)


class Reminder(NamedTuple):
    """One whole day of the calendar, and how many days before its morning it reminds."""

    uid: str
    day: dt.date
    title: str
    note: str
    days_before: int


def private_calendar(cabinet: Cabinet, today: dt.date) -> bytes:
    """The file (RFC 5545) of what is ahead on a day, with reminders."""
    from icalendar import Calendar  # slow to import

    school = cabinet.school
    calendar = Calendar()
    head = {
        "prodid": PRODUCT,
        "version": "2.0",
        "x-wr-calname": messages.private_calendar_title(school.short_title),
        "x-wr-timezone": school.timezone,
    }
    for name, text in head.items():
        calendar.add(name, text)
    stamp = dt.datetime.combine(first_day(school), dt.time.min, dt.UTC)
    host = f"{school.id}.{urlsplit(school.root).hostname}"
    for reminder in sorted(_ahead(cabinet, today), key=lambda reminder: (reminder.day, reminder.uid)):
        _add(calendar, reminder, f"due-{reminder.uid}@{host}", stamp)
    return bytes(calendar.to_ical())


def _ahead(cabinet: Cabinet, today: dt.date) -> Iterator[Reminder]:
    return (reminder for source in SOURCES for reminder in source(cabinet, today) if reminder.day >= today)


# --- what stands in it ---------------------------------------------------------------------------------


def _consents(cabinet: Cabinet, _: dt.date) -> Iterator[Reminder]:
    for original in (cabinet.passport, *cabinet.records):
        for keys, part in parts(original.record, (Person, Mentor)):
            consent = consent_of(part)
            if consent and part.name and consent.until and not consent.withdrawn:
                uid = f"consent-{_named(original, keys)}"
                yield Reminder(uid, consent.until, messages.consent_ends(part.name), _place(original, keys), MONTH)


def _steps(cabinet: Cabinet, today: dt.date) -> Iterator[Reminder]:
    """Ends of the steps of the current plan that are not done; rhythms without a day of their own are no dates."""
    plan = cabinet.current_plan()
    if plan is None:
        return
    standing = statuses.plan(plan.record, today, cabinet.school)
    for index, stage in enumerate(standing.stages):
        for step in stage.walk():
            rhythm = step.is_rhythm and any(start != end for start, end in step.spans)
            if step.status == "done" or rhythm or not (step.own_phrase or step.step.postponed):
                continue
            below = "".join(f"-{key + 1}" for key in step.keys[2:] if isinstance(key, int))
            title = messages.shortened(step.step.title if isinstance(step.step, Stage) else step.step.text, 80)
            for number, (start, end) in enumerate(step.spans, 1):
                day = start if end == dt.date.max else end
                uid = f"{_named(plan, ())}-{standing.code(index)}{below}-{number}"
                phrase = messages.one_line(step.phrase.text) if step.phrase else ""
                yield Reminder(uid, day, messages.calendar_due(title, until=True), phrase, WEEK)


def _documents(cabinet: Cabinet, _: dt.date) -> Iterator[Reminder]:
    for original in cabinet.of(Document):
        document = original.record
        if document.until and document.state == "valid":
            title = messages.document_ends(document.title)
            yield Reminder(_named(original, ()), document.until, title, _place(original, ("until",)), MONTH)


def _programmes(cabinet: Cabinet, _: dt.date) -> Iterator[Reminder]:
    for original in cabinet.of(Programme):
        end = understand(original.record.period, year_end=cabinet.school.end_of_year()).end
        if end and original.record.state == "running" and not original.record.draft:
            title = messages.programme_ends(original.record.title)
            yield Reminder(_named(original, ()), end, title, _place(original, ("period",)), WEEK)


def _monitoring(cabinet: Cabinet, _: dt.date) -> Iterator[Reminder]:
    for original in cabinet.of(Monitoring):
        title = messages.monitoring_due(original.record.title)
        yield Reminder(_named(original, ()), original.record.date, title, _place(original, ("date",)), WEEK)


SOURCES = (_consents, _steps, _documents, _programmes, _monitoring)
"""One function a sort of days; one name here adds one."""


def _named(original: Original, keys: Keys) -> str:
    """A record by the first name it had, and a place in it."""
    first = next(iter(original.record.former_ids), original.id)
    return "-".join(map(str, (original.file.cls.kind, first, *keys)))


def _place(original: Original, keys: Iterable[str | int]) -> str:
    return str(original.place(tuple(keys)))


# --- how it is written ---------------------------------------------------------------------------------


def _add(calendar: "Calendar", reminder: Reminder, uid: str, stamp: dt.datetime) -> None:
    from icalendar import Alarm, Event

    event, alarm = Event(), Alarm()
    properties = {
        "uid": uid,
        "dtstamp": stamp,
        "dtstart": reminder.day,
        "dtend": reminder.day + DAY,
        "class": "PRIVATE",
        "transp": "TRANSPARENT",
        "summary": messages.capital(reminder.title),
        "description": reminder.note,
    }
    for name, value in properties.items():
        event.add(name, value)
    alarm.add("action", "DISPLAY")
    alarm.add("description", reminder.title)
    alarm.add("trigger", MORNING - dt.timedelta(days=reminder.days_before))
    event.add_component(alarm)
    calendar.add_component(event)
