"""Both calendars as a calendar reads them (RFC 5545): events and days of every year; deadlines of the plan."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from nastavnik.feeds.calendar import subscription
from nastavnik.records import School
from tests.conftest import PASSPORT, ROADMAP, TODAY, Files, md, yml
from tests.feeds.reading import EVENT, RECORDS, fed

School_ = Callable[[Files], Path]


def dates(files: dict[str, bytes], path: str = "calendar.ics") -> dict[str, Any]:
    """Lines of a calendar by the part of their UID before the host."""
    blocks = Calendar.from_ical(files[path]).walk("VEVENT")
    return {str(block["UID"]).partition("@")[0]: block for block in blocks}


def deadlines(files: dict[str, bytes]) -> dict[str, Any]:
    """Lines of the calendar for the staff; none where there is no such file."""
    return dates(files, "plan.ics") if "plan.ics" in files else {}


def plan(*stages: dict[str, Any], **fields: Any) -> Files:
    return {"roadmap/2026-2027.yml": yml(ROADMAP, stages=list(stages), **fields)}


def span(block: Any) -> tuple[Any, Any]:
    return block["DTSTART"].dt, block["DTEND"].dt


@pytest.mark.parametrize(
    ("term", "start", "end", "title"),
    [
        ("до 15.12.2026", (2026, 12, 15), (2026, 12, 16), "Срок: Сбор"),
        ("27 ноября 2026 года", (2026, 11, 27), (2026, 11, 28), "Сбор"),
        ("с 07 по 16 ноября 2026 г.", (2026, 11, 7), (2026, 11, 17), "Сбор"),
        ("декабрь", (2026, 12, 1), (2027, 1, 1), "Сбор"),
    ],
)
def test_deadline_is_a_whole_day_or_days(term: str, start: Any, end: Any, title: str, school: School_) -> None:
    block = deadlines(fed(school(plan({"title": "Сбор", "term": term}))))["roadmap-2026-2027-1"]

    assert span(block) == (dt.date(*start), dt.date(*end))
    assert str(block["SUMMARY"]) == title
    assert f"Срок в дорожной карте: {term}" in block["DESCRIPTION"]
    assert block["URL"] == "https://school5.example/nastavnichestvo/roadmap/2026-2027/#etap-1"


@pytest.mark.parametrize("term", ["Постоянно", "(по запросу)", "до снега", "ежемесячно"])
def test_what_has_no_date_is_not_in_a_calendar(term: str, school: School_) -> None:
    assert "plan.ics" not in fed(school(plan({"title": "Сбор", "term": term})))


def test_each_time_of_what_recurs_is_listed(school: School_) -> None:
    found = deadlines(fed(school(plan({"title": "Отчёт", "term": "ежемесячно до 5 числа"}, school_year="2026-2027"))))

    days = sorted(block["DTSTART"].dt for uid, block in found.items() if uid.startswith("roadmap"))
    assert days[:2] == [dt.date(2026, 8, 5), dt.date(2026, 9, 5)]
    assert len(days) == 10


def test_items_at_any_depth_have_lines_of_their_own(school: School_) -> None:
    inner = {"text": "глубоко", "term": "до 01.12.2026"}
    item = {"text": "мероприятие", "term": "до 10.12.2026", "items": [inner, {"text": "без срока"}]}

    found = deadlines(fed(school(plan({"number": "4.", "title": "Этап", "items": [item]}))))

    assert {uid for uid in found if "roadmap" in uid} == {"roadmap-2026-2027-4-1", "roadmap-2026-2027-4-1-1"}


def test_day_that_was_moved_is_the_new_day(school: School_) -> None:
    moved = {"title": "Занятие", "term": "13 ноября 2026 г.", "postponed": {"to": "2026-11-27", "reason": "снег"}}

    block = deadlines(fed(school(plan(moved))))["roadmap-2026-2027-1"]

    assert span(block) == (dt.date(2026, 11, 27), dt.date(2026, 11, 28))


def test_what_is_done_stays_in_the_calendar(school: School_) -> None:
    assert "roadmap-2026-2027-1" in deadlines(fed(school(plan({"title": "Э", "term": "октябрь", "done": "да"}))))


def test_hours_are_those_of_the_world(school: School_) -> None:
    kamchatka = yml(PASSPORT, timezone="Asia/Kamchatka")
    block = dates(fed(school({**RECORDS, "school.yml": kamchatka})))["events-stol"]

    assert span(block) == (
        dt.datetime(2026, 11, 27, 3, 0, tzinfo=dt.UTC),
        dt.datetime(2026, 11, 27, 4, 30, tzinfo=dt.UTC),
    )
    assert (block["SUMMARY"], block["LOCATION"]) == ("Круглый стол", "Библиотека")


@pytest.mark.parametrize(
    ("start", "end", "last"),
    [("2026-11-27", None, 28), ("2026-11-27", "2026-11-29", 30), ("2026-11-27 15:00", "2026-11-28", 29)],
)
def test_event_of_days(start: str, end: str | None, last: int, school: School_) -> None:
    block = dates(fed(school({"events/dni.md": md(EVENT, start=start, end=end)})))["events-dni"]

    assert span(block) == (dt.date(2026, 11, 27), dt.date(2026, 11, last))


def test_families_get_events_and_the_staff_deadlines(school: School_) -> None:
    stage = {"title": "Этап", "items": [{"text": "круглый стол", "term": "27 ноября 2026 г."}]}
    contest = {"title": "Наставник года", "level": "школьный", "dates": [{"date": "2026-12-01", "title": "итоги"}]}

    files = fed(school({**RECORDS, **plan(stage), "contests/goda.yml": yml(contest)}))

    assert [uid for uid in dates(files) if "day-" not in uid] == ["events-stol"]
    assert set(deadlines(files)) == {"roadmap-2026-2027-1-1", "contests-goda"}


def test_file_of_one_event(school: School_) -> None:
    files = fed(school(RECORDS))

    assert list(dates(files, "events/stol.ics")) == ["events-stol"]


def test_days_of_every_year_fall_into_the_school_year(school: School_) -> None:
    found = dates(fed(school({})))

    assert {str(block["SUMMARY"]): block["DTSTART"].dt for block in found.values()} == {
        "День учителя": dt.date(2026, 10, 5),
        "День наставника": dt.date(2027, 3, 2),
    }


def test_past_school_years_are_left_to_the_archive(school: School_) -> None:
    files = fed(school({"events/staroe.md": md(EVENT, start="2025-11-27", end=None)}))

    assert "events-staroe" not in dates(files)
    assert "events-staroe" in dates(files, "events/staroe.ics")


def test_calendar_is_the_same_any_day(school: School_) -> None:
    root = school({**RECORDS, **plan({"title": "Э", "term": "до 01.12.2026"})})

    now, later = fed(root), fed(root, TODAY + dt.timedelta(days=1000))

    assert (now["calendar.ics"], now["plan.ics"]) == (later["calendar.ics"], later["plan.ics"])


def test_uids_are_of_one_school_and_differ(school: School_) -> None:
    stages = ({"title": "А", "term": "Декабрь 2026 г.\nМай 2027 г."}, {"title": "Б", "term": "ежемесячно до 5 числа"})
    files = fed(school({**RECORDS, **plan(*stages)}))
    text = (files["calendar.ics"] + files["plan.ics"]).decode().replace("\r\n ", "")
    uids = re.findall(r"^UID:(.+)\r$", text, re.MULTILINE)

    assert len(set(uids)) == len(uids) == 15
    assert {uid.partition("@")[2] for uid in uids} == {"school5.school5.example"}


def test_form_of_the_file(school: School_) -> None:
    long = "Очень длинное название мероприятия; с точкой с запятой, запятой и «кавычками» — " + "я" * 50
    data = fed(school({**RECORDS, **plan({"title": long, "term": "до 01.12.2026"})}))["plan.ics"]
    calendar = Calendar.from_ical(data)

    assert data.endswith(b"END:VCALENDAR\r\n") and data.count(b"\n") == data.count(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["X-WR-CALNAME"] == "Наставничество — Школа № 5: сроки"
    for block in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(block)
        assert block["DTSTAMP"].dt == dt.datetime(2026, 8, 1, tzinfo=dt.UTC)
    data.decode()  # folding never cuts a letter


def test_address_to_subscribe_by() -> None:
    school = School.model_validate(PASSPORT)

    assert subscription(school) == "webcal://school5.example/nastavnichestvo/calendar.ics"
    assert subscription(school, "plan.ics") == "webcal://school5.example/nastavnichestvo/plan.ics"
