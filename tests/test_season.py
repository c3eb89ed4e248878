"""What the first page says was done in a season: which season on which day, counted from what records say."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from nastavnik.messages import deed, season_title
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.season import first_day_of_season, season
from tests.conftest import NEWS, PRACTICE, Files, md, yml
from tests.test_events import EVENT

Load = Callable[..., Catalogue]
DAY = dt.date.fromisoformat


def plan(*stages: dict[str, Any]) -> str:
    return yml({"school_year": "2026-2027", "stages": list(stages)})


def told(found: Catalogue) -> tuple[str, list[str]] | None:
    """The title, and each count with its words."""
    shown = season(found)
    return (shown.title, [f"{each.number} {each.words}" for each in shown.deeds]) if shown else None


RECORDS: Files = {
    "roadmap/2026-2027.yml": plan(
        {"title": "Условия", "done": "2026-09-11"},
        {"title": "Банк", "items": [{"text": "а", "done": "2026-11-02"}, {"text": "б", "done": "2026-11-30"}]},
        {"title": "Пары", "done": "2027-02-01"},
    ),
    "events/a.md": md(EVENT, start="2026-10-07"),
    "events/b.md": md(EVENT, start="2026-12-20"),
    "news/a.md": md(NEWS, date="2026-10-05"),
    "news/b.md": md(NEWS, date="2027-01-15"),
}
AUTUMN = ("Осень 2026: что сделано", ["2 этапа плана выполнено", "1 событие прошло", "1 новость"])
WINTER = ["1 событие прошло", "1 новость"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-08-31", None),
        ("2026-09-15", None),  # one thing alone is no summary
        ("2026-10-07", ("Осень 2026: что сделано", ["1 этап плана выполнен", "1 новость"])),
        ("2026-10-08", ("Осень 2026: что сделано", ["1 этап плана выполнен", "1 событие прошло", "1 новость"])),
        ("2026-11-30", AUTUMN),
        ("2026-12-01", AUTUMN),  # a season of a day has nothing to tell
        ("2026-12-21", AUTUMN),
        ("2026-12-22", None),
        ("2027-01-20", ("Зима 2026–2027: что сделано", WINTER)),
        ("2027-02-28", ("Зима 2026–2027: что сделано", ["1 этап плана выполнен", *WINTER])),
        ("2027-03-21", ("Зима 2026–2027: что сделано", ["1 этап плана выполнен", *WINTER])),
        ("2027-03-22", None),
        ("2033-10-08", None),
    ],
)
def test_season_of_a_day(today: str, expected: tuple[str, list[str]] | None, catalogue: Load) -> None:
    assert told(catalogue(RECORDS, today=DAY(today))) == expected


def test_september_does_not_tell_of_the_summer(catalogue: Load) -> None:
    files = {"events/a.md": md(EVENT, start="2026-08-28"), "news/a.md": md(NEWS, date="2026-08-28")}

    assert told(catalogue(files, today=DAY("2026-08-31"))) == ("Лето 2026: что сделано", WINTER)
    assert told(catalogue(files, today=DAY("2026-09-01"))) is None


def test_silent_autumn_gives_way_to_what_winter_has_begun_with(catalogue: Load) -> None:
    files = {"events/a.md": md(EVENT, start="2026-12-02"), "news/a.md": md(NEWS, date="2026-12-03")}

    assert told(catalogue(files, today=DAY("2026-12-05"))) == ("Зима 2026–2027: что сделано", WINTER)


def test_nothing_is_told_of_a_school_without_records(catalogue: Load) -> None:
    assert season(catalogue({})) is None


def test_stage_marked_without_a_day_belongs_to_no_season(catalogue: Load) -> None:
    half = {"title": "Банк", "items": [{"text": "а", "done": "2026-11-02"}, {"text": "б", "done": "да"}]}
    files = {**RECORDS, "roadmap/2026-2027.yml": plan({"title": "Условия", "done": "да"}, half)}

    assert told(catalogue(files, today=DAY("2026-11-30"))) == (
        "Осень 2026: что сделано",
        ["1 мероприятие плана выполнено", "1 событие прошло", "1 новость"],
    )


def test_stages_are_not_counted_where_one_has_no_day(catalogue: Load) -> None:
    """«3 этапа из 7» above and «1 этап» here would contradict each other."""
    stages = plan({"title": "Условия", "done": "2026-09-11"}, {"title": "Банк", "done": "да"})

    assert told(catalogue({**RECORDS, "roadmap/2026-2027.yml": stages}, today=DAY("2026-11-30"))) == (
        "Осень 2026: что сделано",
        ["1 событие прошло", "1 новость"],
    )


def test_names_of_many_stages_are_cut(catalogue: Load) -> None:
    stages = [{"title": f"Этап {at}", "done": "2026-10-01"} for at in "абвгд"]
    shown = season(catalogue({**RECORDS, "roadmap/2026-2027.yml": plan(*stages)}, today=DAY("2026-10-20")))

    assert shown is not None
    assert shown.deeds[0].names == "Этап а, Этап б, Этап в и ещё 2"


def test_practice_belongs_to_the_season_it_was_published_in(catalogue: Load) -> None:
    files = {"practices/a.md": md(PRACTICE), "news/a.md": md(NEWS, date="2026-10-05")}

    assert told(catalogue(files, today=DAY("2026-11-20"))) == (
        "Осень 2026: что сделано",
        ["1 новость", "1 новая практика в копилке"],
    )


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2026-09-01", "2026-09-01"),
        ("2026-11-30", "2026-09-01"),
        ("2026-12-01", "2026-12-01"),
        ("2027-01-01", "2026-12-01"),
        ("2028-02-29", "2027-12-01"),
        ("2027-03-01", "2027-03-01"),
        ("2027-08-31", "2027-06-01"),
    ],
)
def test_first_day_of_a_season(day: str, first: str) -> None:
    assert first_day_of_season(DAY(day)) == DAY(first)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("stages", "этап плана выполнен|этапа плана выполнено|этапов плана выполнено|этап плана выполнен"),
        ("activities", "мероприятие плана выполнено|мероприятия плана выполнено|мероприятий плана выполнено|…"),
        ("programmes", "программа началась|программы начались|программ началось|программа началась"),
        ("events", "событие прошло|события прошли|событий прошло|событие прошло"),
        ("practices", "новая практика в копилке|новые практики в копилке|новых практик в копилке|…"),
        ("news", "новость|новости|новостей|новость"),
    ],
)
def test_words_of_1_2_5_and_21(name: str, words: str) -> None:
    one, two, five, many = words.split("|")

    assert [deed(name, count) for count in (1, 2, 5, 21)] == [one, two, five, one if many == "…" else many]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("2026-09-01", "Осень 2026"),
        ("2026-12-01", "Зима 2026–2027"),
        ("2099-12-01", "Зима 2099–2100"),
        ("2027-03-01", "Весна 2027"),
        ("2027-06-01", "Лето 2027"),
    ],
)
def test_title_of_a_season(first: str, title: str) -> None:
    assert season_title(DAY(first)) == f"{title}: что сделано"
