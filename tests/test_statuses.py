"""What a plan says about 20 November 2026."""

import datetime as dt
from typing import Any

import pytest

from nastavnik import messages
from nastavnik.records import Roadmap, School
from nastavnik.school.statuses import Plan, Progress, hints, plan
from tests.conftest import PASSPORT, TODAY

Fields = dict[str, Any]
YEAR = {"school_year": "2026-2027"}


def on_the_day(*stages: Fields, today: dt.date = TODAY, school: Fields = {}, **fields: Any) -> Plan:  # noqa: B006
    roadmap = Roadmap.model_validate({**YEAR, **fields, "stages": [{"title": "Этап", **stage} for stage in stages]})
    return plan(roadmap, today, School.model_validate({**PASSPORT, **school}))


def stage(fields: Fields, **others: Any) -> Progress:
    return on_the_day(fields, **others).stages[0]


def status(fields: Fields, **others: Any) -> str:
    return stage(fields, **others).status


def hinted(*stages: Fields, **fields: Any) -> list[tuple[Any, str]]:
    found = on_the_day(*stages, **fields)
    return list(hints(found.roadmap, TODAY, School.model_validate(PASSPORT)))


# --- one stage


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"done": "2026-10-01"}, "done"),
        ({"done": "да", "term": "декабрь 2026"}, "done"),
        ({"done": "2026-11-20"}, "done"),
        ({"done": "2026-11-21", "term": "ноябрь 2026"}, "now"),
        ({"done": "нет", "term": "ноябрь 2026"}, "now"),
        ({"term": "ноябрь 2026"}, "now"),
        ({"term": "октябрь – декабрь 2026 г."}, "now"),
        ({"term": "с 20 ноября по 1 декабря 2026 г."}, "now"),
        ({"term": "с 1 по 20 ноября 2026 г."}, "now"),
        ({"term": "в течение учебного года"}, "now"),
        ({"term": "ежемесячно"}, "now"),
        ({"term": "1 раз в квартал"}, "now"),
        ({"term": "20 ноября 2026 г."}, "now"),
        ({"term": "до 20.11.2026"}, "soon"),
        ({"term": "декабрь 2026"}, "soon"),
        ({"term": "до 20 декабря 2026 г."}, "soon"),
        ({"term": "до 21 декабря 2026 г."}, "plan"),
        ({"term": "май 2027"}, "plan"),
        ({"term": "Март 2027 г. Май 2027 г."}, "plan"),
        ({"term": "Сентябрь 2026 г. Май 2027 г."}, "plan"),
        ({"term": "Постоянно"}, "always"),
        ({"term": "(по запросу)"}, "none"),
        ({"term": "По завершению программ наставничества"}, "none"),
        ({"term": "абракадабра"}, "none"),
        ({}, "none"),
    ],
)
def test_status_of_a_stage(fields: Fields, expected: str) -> None:
    assert status(fields) == expected


@pytest.mark.parametrize("term", ["до 10.11.2026", "октябрь 2026", "с 1 по 19 ноября 2026 г."])
def test_overdue_is_shown_only_if_the_school_shows_it(term: str) -> None:
    assert status({"term": term}) == "none"
    assert status({"term": term}, school={"show_overdue": "да"}) == "late"


def test_administrator_sees_how_many_days_are_overdue() -> None:
    assert stage({"term": "до 10.11.2026"}).overdue == 10
    assert hinted({"term": "до 10.11.2026"}) == [(("stages", 0, "term"), messages.overdue(10, None, shown=False))]


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (6, "прошло без отметки 6 сроков, на сайте у них нет знака"),
        (21, "прошёл без отметки 21 срок, на сайте у них нет знака"),
    ],
)
def test_many_overdue_terms_are_one_hint(count: int, sentence: str) -> None:
    ((keys, hint),) = hinted(*[{"term": "октябрь 2026"}] * count)

    assert keys == ("stages",)
    assert hint.startswith(sentence)


def test_done_is_never_overdue() -> None:
    assert hinted({"term": "до 10.11.2026", "done": "да"}) == []


def test_phrase_not_understood_is_a_hint_and_stays_as_it_is() -> None:
    found = stage({"term": "абракадабра"})

    assert found.phrase is not None
    assert (found.phrase.text, found.described) == ("абракадабра", "")
    assert [keys for keys, _ in hinted({"term": "абракадабра"})] == [("stages", 0, "term")]


# --- the editor's word is stronger than ours


@pytest.mark.parametrize(
    ("dates", "expected", "described"),
    [
        ({"start": "2026-12-01", "end": "2026-12-15"}, "soon", "1–15 декабря 2026"),
        ({"start": "2026-09-01", "end": "2027-02-01"}, "now", "1 сентября 2026 – 1 февраля 2027"),
        ({"end": "2027-03-01"}, "plan", "до 1 марта 2027"),
        ({"start": "2026-10-01"}, "now", "с 1 октября 2026"),
    ],
)
def test_dates_beside_the_phrase(dates: Fields, expected: str, described: str) -> None:
    found = stage({"term": {"text": "после каникул", **dates}})

    assert (found.status, found.described) == (expected, described)
    assert hinted({"term": {"text": "после каникул", **dates}}) == []


# --- postponed


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"term": "до 10.11.2026", "postponed": "2027-01-15"}, "plan"),
        ({"term": "октябрь 2026", "postponed": "2026-12-15"}, "now"),
        ({"term": "10 ноября 2026 г.", "postponed": {"to": "2026-11-19"}}, "late"),
        ({"term": "май 2027", "postponed": {"to": "2027-06-15", "reason": "карантин"}}, "plan"),
        ({"postponed": "2026-12-01"}, "soon"),
        ({"term": "до 10.11.2026", "postponed": {"reason": "карантин"}}, "late"),
    ],
)
def test_postponed(fields: Fields, expected: str) -> None:
    assert status(fields, school={"show_overdue": "да"}) == expected


def test_postponed_keeps_its_reason() -> None:
    postponed = stage({"term": "май 2027", "postponed": {"to": "2027-06-15", "reason": "карантин"}}).step.postponed

    assert postponed is not None
    assert postponed.reason == "карантин"


# --- stages, activities, contents

TREE = {
    "term": "ноябрь 2026",
    "items": [
        {"text": "Первое", "items": [{"text": "Под первым"}]},
        {"text": "Второе", "term": "май 2027", "items": [{"text": "Под вторым"}]},
    ],
}


def test_term_is_inherited_until_another_is_written() -> None:
    steps = list(stage(TREE).walk())

    assert [step.phrase.text for step in steps if step.phrase] == [
        "ноябрь 2026",
        "ноябрь 2026",
        "ноябрь 2026",
        "май 2027",
        "май 2027",
    ]
    assert [step.own_phrase for step in steps] == [True, False, False, True, False]
    assert [step.status for step in steps] == ["now", "now", "now", "plan", "plan"]


def test_done_holds_for_everything_below() -> None:
    assert {step.status for step in stage({**TREE, "done": "да"}).walk()} == {"done"}


def test_inherited_overdue_is_hinted_once() -> None:
    overdue = {"term": "до 10.11.2026", "items": [{"text": "Первое"}, {"text": "Второе", "items": [{"text": "Под"}]}]}

    assert [keys for keys, _ in hinted(overdue)] == [("stages", 0, "term")]


DONE, NOW, SOON = (
    {"text": "а", "done": "да"},
    {"text": "б", "term": "ноябрь 2026"},
    {"text": "в", "term": "декабрь 2026"},
)
AHEAD, LATE, UNDATED = {"text": "г", "term": "май 2027"}, {"text": "д", "term": "до 10.11.2026"}, {"text": "е"}


@pytest.mark.parametrize(
    ("own", "items", "expected"),
    [
        ({}, [DONE, DONE], "done"),
        ({"term": "май 2027"}, [DONE, DONE], "done"),
        ({}, [DONE, UNDATED], "none"),
        ({}, [DONE, LATE], "late"),
        ({}, [NOW, AHEAD], "now"),
        ({}, [DONE, AHEAD], "now"),
        ({}, [SOON, AHEAD], "soon"),
        ({}, [AHEAD, UNDATED], "plan"),
        ({}, [UNDATED, UNDATED], "none"),
        ({}, [LATE, AHEAD], "late"),
        ({"term": "в течение учебного года"}, [LATE, AHEAD], "now"),
        ({"term": "Постоянно"}, [AHEAD], "always"),
        ({"term": "до 10.11.2026"}, [DONE, UNDATED], "late"),
        ({"term": "май 2027"}, [NOW], "now"),
        ({}, [{"text": "ж", "items": [{"text": "з", "items": [NOW]}]}], "now"),
    ],
)
def test_stage_follows_from_its_activities(own: Fields, items: list[Fields], expected: str) -> None:
    assert status({**own, "items": items}, school={"show_overdue": "да"}) == expected


def test_done_items_are_counted() -> None:
    assert stage({"items": [DONE, NOW, DONE]}).done_items == 2


# --- the whole plan


def test_progress_by_stage() -> None:
    found = on_the_day({"done": "да"}, {"term": "ноябрь 2026"}, {"term": "декабрь 2026"}, {"term": "май 2027"}, {})

    assert found.counts() == {"done": 1, "now": 1, "soon": 1, "plan": 1}
    assert messages.progress(found.counts(), 4) == (
        "Выполнен 1 этап из 4.",
        "Один идёт, один на очереди, один впереди.",
    )


def test_rest_of_the_stages_adds_up_or_is_not_counted() -> None:
    counts = {"done": 1, "soon": 1, "plan": 1, "always": 1}

    assert messages.progress(counts, 4)[1] == "Один на очереди, один впереди, один идёт постоянно."
    assert messages.progress(counts, 5) == ("Выполнен 1 этап из 5.", "")
    assert messages.progress({**counts, "now": 1}, 6) == ("Выполнен 1 этап из 6.", "Один идёт.")


def test_plan_without_stages() -> None:
    found = on_the_day()

    assert (found.stages, found.counts(), found.upcoming(3)) == ((), {}, [])


def test_plan_without_a_year_leaves_yearless_phrases_undated() -> None:
    found = on_the_day(
        {"term": "до 15 сентября"}, {"term": "май"}, {"term": "до 10.11.2026"}, {"term": "Постоянно"}, school_year=None
    )

    assert [one.status for one in found.stages] == ["none", "none", "none", "always"]
    assert found.frame.span is None


def test_plan_of_a_period() -> None:
    found = on_the_day({"term": "июнь 2028"}, {"term": "2026 год"}, school_year=None, period="2026–2028 годы")

    assert found.frame.span == (dt.date(2026, 1, 1), dt.date(2028, 12, 31))
    assert [one.status for one in found.stages] == ["plan", "now"]


def test_year_of_a_bare_month_comes_from_the_plan() -> None:
    found = on_the_day({"term": "август"}, {"term": "май"}, {"term": "до 15 сентября"})

    assert [one.spans[-1][1] for one in found.stages] == [
        dt.date(2026, 8, 31),
        dt.date(2027, 5, 31),
        dt.date(2026, 9, 15),
    ]


def test_month_of_two_school_years_is_not_understood() -> None:
    assert status({"term": "август"}, school={"year_end": "08-31"}) == "none"


@pytest.mark.parametrize(
    ("stage", "code"),
    [({"id": "bank", "number": "2"}, "bank"), ({"number": "2."}, "2"), ({"number": "2)"}, "2"), ({}, "1")],
)
def test_code_of_a_stage(stage: Fields, code: str) -> None:
    assert on_the_day(stage).code(0) == code


# --- what comes next


def upcoming(found: Plan, most: int = 9) -> list[tuple[str, int, str]]:
    return [(day.isoformat(), index, turn) for day, index, _, turn in found.upcoming(most)]


def test_next_dates_are_beginnings_and_ends_in_order() -> None:
    found = on_the_day(
        {"term": "с 1 по 5 декабря 2026 г."},
        {"term": "до 25.11.2026"},
        {"term": "октябрь – ноябрь 2026 г."},
    )

    assert upcoming(found) == [("2026-11-25", 1, "ends"), ("2026-11-30", 2, "ends"), ("2026-12-01", 0, "begins")]
    assert upcoming(found, most=1) == [("2026-11-25", 1, "ends")]


def test_next_dates_come_from_any_depth_but_not_twice() -> None:
    items = [{"text": "а", "items": [{"text": "б", "term": "до 25.11.2026"}, {"text": "в"}]}]

    assert upcoming(on_the_day({"term": "май 2027", "items": items})) == [
        ("2026-11-25", 0, "ends"),
        ("2027-05-01", 0, "begins"),
    ]


@pytest.mark.parametrize(
    "fields", [{"term": "до 25.11.2026", "done": "да"}, {"term": "Постоянно"}, {"term": "до 1.11.2026"}]
)
def test_what_is_done_continuous_or_past_is_no_next_date(fields: Fields) -> None:
    assert upcoming(on_the_day(fields)) == []


def test_postponed_day_is_the_next_date() -> None:
    found = on_the_day({"term": "18 ноября 2026 г.", "postponed": {"to": "2026-12-04"}})

    assert [day for day, *_ in upcoming(found)] == ["2026-12-04"]


@pytest.mark.parametrize(
    ("fields", "title", "number"),
    [
        ({"title": "Длинное название"}, "Длинное название", "2"),
        ({"title": "Длинное название", "short_title": "Короче"}, "Короче", "2"),
        ({"number": "III."}, "Этап", "III"),
        ({"number": "4)", "id": "start"}, "Этап", "4"),
    ],
)
def test_stage_is_called_by_its_short_title_and_its_number(fields: Fields, title: str, number: str) -> None:
    stage = on_the_day({}, fields).stages[1]

    assert (stage.title, stage.number) == (title, number)


def test_codes_of_stages_are_ids_then_numbers_then_places() -> None:
    assert on_the_day({"id": "start"}, {"number": "7."}, {}).roadmap.codes == ("start", "7", "3")
