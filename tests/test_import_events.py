"""Events of calendars and tables → records: dates as they are written, zones, series, hostile files."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.calendars import MOST_DAYS, MOST_EVENTS
from nastavnik.importing.event_dates import YearOfList, moments
from nastavnik.importing.events import read_events
from nastavnik.importing.proposals import Proposals, Surroundings
from nastavnik.office.taking_in.fitting import fitted
from nastavnik.records import Event
from nastavnik.records.vocabularies import BASE
from tests.conftest import Files, run
from tests.office_files import make_csv, make_sheet
from tests.word import make_word

School = Callable[[Files], Path]
CASES = yaml.safe_load((Path(__file__).parent / "event_lists" / "cases.yaml").read_text("utf-8"))
MAKERS: dict[str, Callable[[Path, Any], Path]] = {"sheet": make_sheet, "word": make_word, "csv": make_csv}
ENDINGS = {"sheet": "xlsx", "word": "docx", "csv": "csv"}
AROUND = Surroundings(dt.date(2026, 11, 20), "2026-2027", "Asia/Omsk")
YEARS = YearOfList(2026, 2027)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_events_of_a_table(case: dict[str, Any], tmp_path: Path) -> None:
    form = next(form for form in MAKERS if form in case)

    proposals = read_events(MAKERS[form](tmp_path / f"план.{ENDINGS[form]}", case[form]), AROUND)

    fits = [fitted(Event, proposal, BASE).proposal for proposal in proposals.records]
    assert [fit.fields | ({"text": fit.body} if fit.body else {}) for fit in fits] == case["events"]
    assert {note.reason for note in proposals.notes} == {vars(messages)[name] for name in case["notes"]}


@pytest.mark.parametrize(
    ("day", "hours", "start", "end"),
    [
        ("27.11.26", "", "2026-11-27", ""),
        ("27 ноября 2026 г., 15.00", "", "2026-11-27 15:00", ""),
        ("27.11.2026 в 15.10", "", "2026-11-27 15:10", ""),
        ("пятница, 27 ноября", "с 14 до 15 часов", "2026-11-27 14:00", "2026-11-27 15:00"),
        ("27 февраля", "9-30", "2027-02-27 09:30", ""),
        ("с 1 по 5 февраля", "", "2027-02-01", "2027-02-05"),
        ("28.12-30.12.2026", "", "2026-12-28", "2026-12-30"),
        ("28 декабря 2026 – 3 января 2027", "", "2026-12-28", "2027-01-03"),
        ("27.11.2026", "0,625", "2026-11-27 15:00", ""),
        ("27.11.2026", "25:00", "2026-11-27", ""),
        ("30.02", "", "30.02", ""),
        ("в течение года", "", "в течение года", ""),
    ],
)
def test_dates_as_people_write_them(day: str, hours: str, start: str, end: str) -> None:
    assert moments(day, hours, YEARS) == [(start, end)]


def test_a_date_without_a_year_that_nobody_knows_is_left() -> None:
    assert moments("27 ноября", "", YearOfList()) == [("27 ноября", "")]


# --- calendars -------------------------------------------------------------------------------------


def calendar(*events: str) -> str:
    """A calendar of events given by their lines."""
    inside = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//\n{inside}END:VCALENDAR\n"


def read(folder: Path, *events: str) -> Proposals:
    path = folder / "календарь.ics"
    path.write_text(calendar(*events), "utf-8")
    return read_events(path, AROUND)


def starts(proposals: Proposals) -> list[str]:
    return [proposal.fields["start"] for proposal in proposals.records]


@pytest.mark.parametrize(
    ("begins", "ends", "start", "end"),
    [
        ("DTSTART:20261127T150000", "", "2026-11-27 15:00", ""),
        ("DTSTART:20261127T090000Z", "DTEND:20261127T103000Z", "2026-11-27 15:00", "2026-11-27 16:30"),
        ("DTSTART;TZID=Europe/Moscow:20261127T150000", "DURATION:PT1H", "2026-11-27 18:00", "2026-11-27 19:00"),
        ("DTSTART;TZID=Russian Standard Time:20261127T150000", "", "2026-11-27 18:00", ""),
        ("DTSTART;TZID=Nowhere/Land:20261127T150000", "", "2026-11-27 15:00", ""),
        ("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261128", "2026-11-27", ""),
        ("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261204", "2026-12-01", "2026-12-03"),
    ],
)
def test_moments_by_the_clock_of_the_school(tmp_path: Path, begins: str, ends: str, start: str, end: str) -> None:
    event = read(tmp_path, "\n".join(filter(None, ("SUMMARY:Семинар", begins, ends)))).records[0]

    assert (event.fields["start"], event.fields["end"]) == (start, end)


def test_a_series_is_an_event_a_day_within_the_school_year(tmp_path: Path) -> None:
    proposals = read(
        tmp_path,
        "UID:1\nSUMMARY:Консультация\nDTSTART:20261007T150000\nRRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20261104T000000Z\n"
        "EXDATE:20261014T150000",
        "UID:1\nRECURRENCE-ID:20261021T150000\nSUMMARY:Консультация\nDTSTART:20261022T160000",
        "UID:2\nSUMMARY:День наставника\nDTSTART;VALUE=DATE:20240302\nRRULE:FREQ=YEARLY",
        "UID:3\nSUMMARY:Совещание\nDTSTART:20260901T090000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2",
    )

    assert starts(proposals) == [
        *("2026-09-25 09:00", "2026-10-07 15:00", "2026-10-22 16:00", "2026-10-28 15:00", "2026-10-30 09:00"),
        *("2026-11-04 15:00", "2027-03-02"),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=3",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;COUNT=99999999999999999999999999",
        "nothing",
    ],
)
def test_a_rule_nobody_understands_is_its_first_day(tmp_path: Path, rule: str) -> None:
    proposals = read(tmp_path, f"SUMMARY:Встреча\nDTSTART:20261007T150000\nRRULE:{rule}")

    assert starts(proposals) == ["2026-10-07 15:00"]
    assert messages.SERIES_NOT_READ in {note.reason for note in proposals.notes}


def test_a_series_without_end_is_bounded(tmp_path: Path) -> None:
    proposals = read(tmp_path, "SUMMARY:Встреча\nDTSTART:20220101T150000\nRRULE:FREQ=DAILY")

    assert len(proposals.records) == MOST_DAYS
    assert messages.SERIES_CUT in {note.reason for note in proposals.notes}


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("SUMMARY:Встреча\nDTSTART:20261007T150000\nSTATUS:CANCELLED", messages.EVENT_CALLED_OFF),
        ("SUMMARY:К врачу\nDTSTART:20261007T150000\nCLASS:PRIVATE", messages.EVENT_PRIVATE),
        ("SUMMARY:Встреча\nDTSTART;VALUE=DATE:20261399", messages.EVENT_WITHOUT_DATE),
        ("DTSTART:20261007T150000", messages.EVENT_WITHOUT_TITLE),
    ],
)
def test_what_of_a_calendar_is_no_event(tmp_path: Path, event: str, reason: str) -> None:
    proposals = read(tmp_path, event)

    assert (proposals.records, [note.reason for note in proposals.notes]) == ((), [reason])


def test_a_description_loses_tags_codes_and_telephones(tmp_path: Path, school: School) -> None:
    root, path = school({}), tmp_path / "a.ics"
    text = r"<p>Приходите <b>все</b>.</p>Код доступа: 555<br>Вопросы: 8 916 123-45-67\n# не заголовок"
    path.write_text(calendar(f"SUMMARY:Семинар\nDTSTART:20261127T150000\nDESCRIPTION:{text}"), "utf-8")

    said = run("import", "events", path, "--root", root, "--today", "2026-11-20").output

    record = (root / "content/events/2026-11-27-seminar.md").read_text("utf-8")
    assert record.partition("---\n\n")[2] == "Приходите все.\n\n\\# не заголовок\n"
    assert messages.MEETING_CODES_LEFT_OUT in said
    assert messages.PERSONAL_LEFT_OUT["phone"] in said
    assert run("check", "--root", root, "--today", "2026-11-20").exit_code == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (calendar(), messages.CALENDAR_EMPTY),
        ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 50, messages.CALENDAR_DAMAGED),
        (calendar(*["SUMMARY:A"] * (MOST_EVENTS + 1)), messages.calendar_of_many(MOST_EVENTS)),
        (calendar("SUMMARY:A") + "X" * 3_000_000, messages.CALENDAR_TOO_LARGE),
        (
            calendar("SUMMARY:A\nDTSTART;TZID=X:20261007T150000").replace(
                "BEGIN:VEVENT",
                "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+9900\n"
                "TZOFFSETTO:+9900\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT",
                1,
            ),
            messages.CALENDAR_DAMAGED,
        ),
    ],
    ids=["empty", "deep", "many", "large", "a zone of 99 hours"],
)
def test_calendars_that_are_refused(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "a.ics"
    path.write_text(text, "utf-8")

    with pytest.raises(ImportFailed) as failed:
        read_events(path, AROUND)

    assert str(failed.value) == sentence


def test_a_calendar_twice_changes_nothing(tmp_path: Path, school: School) -> None:
    root, path = school({}), tmp_path / "a.ics"
    path.write_text(calendar("SUMMARY:Семинар\nDTSTART:20261127T150000\nRRULE:FREQ=DAILY;COUNT=3"), "utf-8")
    run("import", "events", path, "--root", root, "--today", "2026-11-20")
    record = root / "content/events/2026-11-27-seminar.md"
    record.write_text(record.read_text("utf-8").replace("2026-11-27 15:00", "27.11.2026 в 15:00"), "utf-8")
    before = record.read_bytes()

    said = run("import", "events", path, "--root", root, "--today", "2026-11-20", "--force").output

    assert "без изменений — 3" in said
    assert record.read_bytes() == before
