"""Events: read, told in words, split into what is ahead and what is past; the next dates of the home page."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik import messages
from nastavnik.pages.plan import pages
from nastavnik.records import Event
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.loading import load
from nastavnik.views.occasions import ahead_and_past, coming, event_stories
from tests.conftest import NEWS, ROADMAP, TODAY, md, yml

Load = Callable[..., Catalogue]
EVENT = {"title": "Круглый стол", "start": "2026-11-27 16:30", "event_type": "круглый стол"}


def event(**fields: Any) -> str:
    return md(EVENT, **fields)


def data_of(found: Catalogue, url: str) -> dict[str, Any]:
    return next(page for page in pages(found, ()) if page.url == url).data()


# --- reading


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-11-27", None, "27 ноября 2026"),
        ("27.11.2026 16:30", None, "27 ноября 2026, 16:30"),
        ("27 ноября 2026 в 16:30", "27.11.2026 17:45", "27 ноября 2026, 16:30–17:45"),
        ("2027-05-20", "2027-05-21", "20–21 мая 2027"),
        ("2026-12-31 23:00", "2027-01-01 01:00", "31 декабря 2026, 23:00 – 1 января 2027, 01:00"),
    ],
)
def test_time_in_words(start: str, end: str | None, said: str, catalogue: Load) -> None:
    record = catalogue({"events/a.md": event(start=start, end=end)}).of("events")[0].record

    assert isinstance(record, Event)
    assert messages.when(record.start, record.end) == said


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-11-27", "2026-11-26"), ("2026-11-27 16:30", "2026-11-27 16:00"), ("2026-11-27 10:00", "2026-11-26")],
)
def test_end_before_start_is_refused(start: str, end: str) -> None:
    with pytest.raises(ValueError, match=messages.END_BEFORE_START):
        Event.model_validate({**EVENT, "start": start, "end": end})


def test_end_without_an_hour_may_be_the_same_day() -> None:
    assert Event.model_validate({**EVENT, "start": "2026-11-27 16:30", "end": "2026-11-27"})


# --- ahead and past


DAYS = {
    "events/yesterday.md": event(start="2026-11-19 18:00"),
    "events/long.md": event(start="2026-11-16", end="2026-11-20"),
    "events/today.md": event(start="2026-11-20 09:00"),
    "events/tomorrow.md": event(start="2026-11-21"),
    "events/spring.md": event(start="2027-03-02"),
    "events/autumn.md": event(start="2025-10-05"),
}


def test_ahead_comes_nearest_first_and_past_latest_first(catalogue: Load) -> None:
    found = catalogue(DAYS)

    ahead, past = ahead_and_past(found, found.of("events"))

    assert [entry.id for entry in ahead] == ["long", "today", "tomorrow", "spring"]
    assert [entry.id for entry in past] == ["yesterday", "autumn"]


def test_tomorrow_the_same_school_has_another_list(catalogue: Load) -> None:
    found = catalogue(DAYS, today=TODAY + dt.timedelta(days=1))

    assert [entry.id for entry in ahead_and_past(found, found.of("events"))[0]] == ["tomorrow", "spring"]


def test_list_is_told_both(catalogue: Load) -> None:
    data = data_of(catalogue(DAYS), "events/")

    assert (len(data["ahead"]), len(data["past"])) == (4, 2)
    assert data["ready"] == [("2 марта", "День наставника"), ("5 октября", "День учителя")]


def test_past_stands_under_its_school_years(catalogue: Load) -> None:
    files = {**DAYS, "events/august.md": event(start="2026-08-28"), "events/july.md": event(start="2026-07-31")}

    schedule = data_of(catalogue(files), "events/")["schedule"]

    assert [(heading, [entry.id for entry in entries]) for heading, entries in schedule] == [
        ("Предстоящие", ["long", "today", "tomorrow", "spring"]),
        ("Прошли в 2026–2027 учебном году", ["yesterday", "august"]),
        ("Прошли в 2025–2026 учебном году", ["july", "autumn"]),
    ]


@pytest.mark.parametrize(
    ("fields", "today", "headings"),
    [
        ({"date": "2026-11-17"}, "2026-11-20", {"Об этом событии": ["a"]}),
        ({"date": "2026-11-17"}, "2026-12-01", {"Об этом событии": ["a"]}),
        ({"date": "2026-11-27"}, "2026-11-27", {"Об этом событии": ["a"]}),  # the day is not over
        ({"date": "2026-11-27"}, "2026-11-28", {"Как прошло": ["a"]}),
        ({"date": "2026-11-27", "news_type": "анонс"}, "2026-11-28", {"Об этом событии": ["a"]}),
        ({"date": "2026-11-30"}, "2033-03-15", {"Как прошло": ["a"]}),
        ({"date": "2026-11-30", "events": None}, "2033-03-15", {}),
    ],
)
def test_story_that_names_an_event(
    fields: dict[str, Any], today: str, headings: dict[str, list[str]], catalogue: Load
) -> None:
    story = md(NEWS, **{"events": "krug", **fields})
    found = catalogue({"events/krug.md": event(), "news/a.md": story}, today=dt.date.fromisoformat(today))
    entry = found.get(Event, "krug")
    assert entry is not None

    told = {heading: [story.id for story in stories] for heading, stories in event_stories(found, entry)}

    assert told == headings


def test_story_of_an_event_that_is_not_there_is_refused(school: Callable[..., Path]) -> None:
    found = load(school({"news/a.md": md(NEWS, events="krug")}) / "content", TODAY)

    assert [(problem.place.file, "krug" in str(problem)) for problem in found.errors] == [("content/news/a.md", True)]


def test_school_of_mentors_is_a_facet(catalogue: Load) -> None:
    found = catalogue({"events/a.md": event(event_type="Школа наставников"), "events/b.md": event()})

    listing = data_of(found, "events/by/event_type/school-of-mentors/")

    assert [entry.id for entry in listing["entries"]] == ["a"]


def test_draft_is_nowhere(catalogue: Load) -> None:
    found = catalogue({"events/a.md": event(draft="да")})

    assert coming(found) == []
    assert [page.url for page in pages(found, ()) if page.url.startswith("events/")] == ["events/"]


def test_contests_name_days_too(catalogue: Load) -> None:
    contest = {"title": "Наставник года", "level": "школьный", "dates": [{"date": "2026-12-01", "title": "итоги"}]}

    assert [one.occasion.title for one in coming(catalogue({"contests/a.yml": yml(contest)}))] == [
        "Наставник года: итоги"
    ]


# --- the next dates of the home page


def dates(found: Catalogue) -> list[tuple[str, str, str]]:
    return [(f"{one.day}", one.url, one.note) for one in data_of(found, "")["dates"]]


def limits(found: Catalogue) -> tuple[str, list[tuple[str, str]]]:
    data = data_of(found, "")
    return data["limits_title"], [(one.words, one.title) for one in data["limits"]]


CONTEST = {"title": "Наставник года", "level": "школьный", "dates": [{"date": "2026-12-01", "title": "итоги"}]}


def test_home_tells_days_to_come_on_from_deadlines(catalogue: Load) -> None:
    items = [{"text": "отбор; отчёт", "term": "октябрь – ноябрь 2026"}, {"text": "сбор", "term": "10 декабря 2026"}]
    plan = yml(ROADMAP, stages=[{"number": "1", "title": "Отбор", "term": "до 25.11.2026", "items": items}])

    found = catalogue({"roadmap/2026-2027.yml": plan, "events/krug.md": event(), "contests/goda.yml": yml(CONTEST)})

    assert dates(found) == [("2026-11-27", "events/krug/", "через 7 дней")]
    assert limits(found) == (
        "Сроки плана и конкурсов",
        [
            ("до 25 ноября", "этап 1. Отбор"),
            ("до 30 ноября", "этап 1: отбор; отчёт"),
            ("1 декабря", "Наставник года: итоги"),
        ],
    )


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("до 25.11.2026", "до 25 ноября"),
        ("октябрь – ноябрь 2026", "до 30 ноября"),
        ("27 ноября 2026", "27 ноября"),
        ("январь – март 2027", "с 1 января 2027"),
    ],
)
def test_deadline_is_never_a_day_to_come_on(term: str, words: str, catalogue: Load) -> None:
    found = catalogue({"roadmap/2026-2027.yml": yml(ROADMAP, stages=[{"title": "Отбор", "term": term}])})

    assert dates(found) == []
    assert limits(found) == ("Сроки плана", [(words, "этап 1. Отбор")])


def test_event_stands_for_what_its_stage_has_on_that_day(catalogue: Load) -> None:
    plan = yml(ROADMAP, stages=[{"number": "1", "title": "Обмен опытом", "term": "27.11.2026"}])

    found = catalogue({"roadmap/2026-2027.yml": plan, "events/krug.md": event(stages="2026-2027/1")})

    assert dates(found) == [("2026-11-27", "events/krug/", "через 7 дней")]
    assert limits(found) == ("", [])


def test_day_to_come_on_says_when_where_and_for_whom(catalogue: Load) -> None:
    found = catalogue({"events/krug.md": event(end="2026-11-27 17:45", place="библиотека", audience="родители")})

    [line] = data_of(found, "")["dates"]

    assert (line.time, line.place, line.audience) == ("16:30–17:45", "библиотека", "родители")


@pytest.mark.parametrize(
    ("start", "end", "title"),
    [
        ("2026-11-19 10:00", None, ""),
        ("2026-11-20 09:00", None, "Сегодня"),  # its hour may be over, its day is not
        ("2026-11-20 23:00", "2026-11-20 23:30", "Сегодня"),
        ("2026-11-16", "2026-11-20", "Идёт сейчас"),
        ("2026-11-20", "2026-11-22", "Идёт сейчас"),
        ("2026-11-21", None, "Следующее событие"),
        ("2031-01-01", None, "Следующее событие"),
    ],
)
def test_nearest_event_is_called_by_its_day(start: str, end: str | None, title: str, catalogue: Load) -> None:
    found = catalogue({"events/a.md": event(start=start, end=end)})

    assert data_of(found, "")["dates_title"] == title


def test_what_goes_on_says_until_when(catalogue: Load) -> None:
    found = catalogue({"events/week.md": event(start="2026-11-16", end="2026-11-22")})

    assert dates(found) == [("2026-11-16", "events/week/", "идёт до 22 ноября")]
