"""The steps of the year on the first page, and what events and reasons say of a plan on a day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from nastavnik.messages import place_in_year
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.statuses import Plan
from nastavnik.views.plan_steps import MOST_RUNNING, MOST_STEPS, steps, unfolded
from nastavnik.views.plan_steps import place_in_year as place
from nastavnik.views.plan_today import plan_today
from tests.conftest import PASSPORT, Files, md, yml
from tests.test_events import EVENT

Load = Callable[..., Catalogue]
DAY = dt.date.fromisoformat
LATE = {"school.yml": yml(PASSPORT, show_overdue="да")}


def plan_of(catalogue: Load, today: str, *stages: dict[str, Any], files: Files | None = None) -> Plan:
    record = yml({"school_year": "2026-2027", "stages": list(stages)})
    found = catalogue({"roadmap/2026-2027.yml": record, **(files or {})}, today=DAY(today))
    entry = found.current_roadmap()
    assert entry is not None
    return plan_today(found, entry)


STAGES = (
    {"title": "Подготовка", "done": "2026-09-11"},
    {"title": "Работа пар", "term": "октябрь 2026 – май 2027"},
    {"title": "Мониторинг и завершение программ", "short_title": "Мониторинг", "term": "май – июнь 2027"},
)


# --- steps


def test_steps_have_names_and_a_word_on_what_goes_on(catalogue: Load) -> None:
    rows = steps(plan_of(catalogue, "2026-11-20", *STAGES))

    assert [(row.number, row.title, row.status, row.note) for row in rows] == [
        ("1", "Подготовка", "done", ""),
        ("2", "Работа пар", "now", "1 октября 2026 – 31 мая 2027"),
        ("3", "Мониторинг", "plan", ""),
    ]


def test_long_title_is_cut_at_a_word(catalogue: Load) -> None:
    [row] = steps(plan_of(catalogue, "2026-11-20", {"title": "Организация " + "и осуществление работы " * 5}))

    assert len(row.title) <= 61 and row.title.endswith("…")


def test_what_is_done_leaves_a_row_that_is_too_long(catalogue: Load) -> None:
    many = [{"title": f"Этап {at}", "term": "май 2027", **({"done": "да"} if at < 7 else {})} for at in range(20)]

    rows = steps(plan_of(catalogue, "2026-11-20", *many))

    assert [row.title for row in rows] == [f"Этап {at}" for at in range(7, 7 + MOST_STEPS)]


@pytest.mark.parametrize(
    ("today", "note"),
    [
        ("2026-11-20", "перенесено на 27 ноября 2026 · ждём занятия"),
        ("2026-11-27", "перенесено на 27 ноября 2026 · ждём занятия"),
        ("2026-11-28", "1 октября – 15 ноября 2026 · ждём занятия"),  # the day it was moved to is no news any more
    ],
)
def test_note_of_a_stage_that_was_moved(today: str, note: str, catalogue: Load) -> None:
    moved = {"to": "2026-11-27", "reason": "ждём занятия"}
    stage = {"title": "Отбор", "term": "с 1 октября по 15 ноября 2026", "postponed": moved}

    [row] = steps(plan_of(catalogue, today, stage, files=LATE))

    assert row.note == note


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-09-20", ""),  # nothing goes on: the sentence tells what is next
        ("2026-10-01", "Этап 2 из 3 · дальше: мониторинг"),
        ("2027-05-15", "Этапы 2 и 3 из 3"),
        ("2027-08-15", ""),
        ("2033-10-15", ""),
    ],
)
def test_place_in_the_year(today: str, words: str, catalogue: Load) -> None:
    assert place(plan_of(catalogue, today, *STAGES)) == words


def test_one_stage_is_no_place(catalogue: Load) -> None:
    assert place(plan_of(catalogue, "2026-11-20", STAGES[1])) == ""


@pytest.mark.parametrize(
    ("today", "opened"),
    [
        ("2026-09-20", set()),
        ("2026-10-01", {1}),
        ("2027-05-15", {1, 2}),
        ("2027-08-15", set()),
    ],
)
def test_stages_that_go_on_stand_open_on_a_telephone(today: str, opened: set[int], catalogue: Load) -> None:
    assert unfolded(plan_of(catalogue, today, *STAGES)) == opened


def test_nothing_stands_open_where_everything_goes_on(catalogue: Load) -> None:
    whole_year = [{"title": f"Работа {at}", "term": "октябрь 2026 – май 2027"} for at in range(MOST_RUNNING + 1)]

    assert unfolded(plan_of(catalogue, "2026-11-20", *whole_year)) == set()
    assert unfolded(plan_of(catalogue, "2026-11-20", *whole_year[1:])) == {0, 1, 2}


@pytest.mark.parametrize(
    ("running", "following", "words"),
    [
        (["5"], "Мониторинг", "Этап 5 из 7 · дальше: мониторинг"),
        (["5"], "", "Этап 5 из 7"),
        (["4", "5"], "", "Этапы 4 и 5 из 7"),
        (["II"], "", "Этап II"),
        (["12"], "", "Этап 12"),  # of seven, numbered by the school in its own way
    ],
)
def test_words_of_the_place(running: list[str], following: str, words: str) -> None:
    assert place_in_year(running, 7, following) == words


# --- what the day leaves of a reason

REASON = "итоговое занятие пройдёт 27 ноября, после него этап будет закрыт"


@pytest.mark.parametrize(
    ("today", "reason", "is_told"),
    [
        ("2026-11-26", REASON, True),
        ("2026-11-27", REASON, True),
        ("2026-11-28", REASON, False),
        ("2033-10-01", REASON, False),
        ("2027-03-01", "13 ноября наставники вели мастер-классы", True),  # it tells of the past as of the past
        ("2026-11-28", "занятие пройдёт 27 ноября 2027 года", True),
    ],
)
def test_reason_is_told_until_its_day_is_over(today: str, reason: str, is_told: bool, catalogue: Load) -> None:
    stage = {"title": "Отбор", "term": "до 15.11.2026", "postponed": {"reason": reason}}

    [progress] = plan_of(catalogue, today, stage).stages

    assert progress.reason == (reason if is_told else "")


# --- events that are over

ITEM = {"text": "Круглый стол", "term": "27 ноября 2026"}


@pytest.mark.parametrize(
    ("today", "with_event", "without"),
    [
        ("2026-11-26", "soon", "soon"),
        ("2026-11-27", "now", "now"),
        ("2026-11-28", "none", "late"),
        ("2027-05-31", "none", "late"),
        ("2027-06-01", "none", "none"),
    ],
)
def test_event_that_took_place_is_not_overdue(today: str, with_event: str, without: str, catalogue: Load) -> None:
    stage = {"number": "1", "title": "Пары", "items": [ITEM]}
    event = {"events/a.md": md(EVENT, start="2026-11-27 16:30", stages="2026-2027/1")}

    alone = plan_of(catalogue, today, stage, files=LATE).stages[0].items[0]
    beside = plan_of(catalogue, today, stage, files={**LATE, **event}).stages[0].items[0]

    assert (beside.status, alone.status) == (with_event, without)
    assert (beside.took_place is not None) is (today > "2026-11-27")
    assert beside.overdue == alone.overdue  # the school is reminded all the same


@pytest.mark.parametrize(
    "event",
    [
        {"start": "2026-11-26", "stages": "2026-2027/1"},
        {"start": "2026-11-27", "stages": "2026-2027/2"},
        {"start": "2026-11-27"},
    ],
)
def test_event_of_another_day_or_stage_says_nothing(event: dict[str, str], catalogue: Load) -> None:
    stages = [{"number": "1", "title": "Пары", "items": [ITEM]}, {"number": "2", "title": "Итоги"}]
    files = {**LATE, "events/a.md": md(EVENT, **event)}

    assert plan_of(catalogue, "2026-12-01", *stages, files=files).stages[0].items[0].status == "late"
