"""Deadline phrases of Russian schools → dates. `deadlines.tsv` holds the cases: a phrase a line, and what it means."""

import csv
import datetime as dt
import re
import time
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.deadlines import Deadline, DeadlineKind, SchoolYear, adds, describe, occurrences, understand

D = dt.date
HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "cases" / "deadlines.tsv"
DATED = {"date", "month", "range", "school-year", "recurring"}

# --- the tables ------------------------------------------------------------------------------------


def rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def unescaped(phrase: str) -> str:
    """Blanks and marks that cannot be seen are written as \\n or \\u00a0 in the table."""
    return re.sub(r"\\(u[0-9a-f]{4}|n|r|t)", lambda found: f"\\{found[1]}".encode().decode("unicode_escape"), phrase)


def iso(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


@pytest.mark.parametrize("row", rows(HERE / "deadlines.tsv"), ids=lambda row: f"{row['phrase']} [{row['school_year']}]")
def test_phrase(row: dict[str, str]) -> None:
    phrase = unescaped(row["phrase"])
    found = understand(phrase, school_year=SchoolYear.parse(row["school_year"]))
    said = found.kind, iso(found.start), iso(found.end), found.repeat or "", str(len(found.parts) or "")
    assert said == (row["kind"], row["start"], row["end"], row["repeat"], row["parts"])
    assert found.text == phrase


PLANS = {  # rows whose meaning the table gives within a plan: the school year, what it is there
    "2023-2024 гг.": (2023, "school-year", "2023-09-01", "2024-05-31"),
    "с 2 по 5 марта": (2024, "range", "2025-03-02", "2025-03-05"),
    "август": (2023, "month", "2023-08-01", "2023-08-31"),
    "май – июнь": (2023, "range", "2024-05-01", "2024-06-30"),
    "сентябрь, январь, май": (2023, "month", "2023-09-01", "2024-05-31"),
}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared table is not here")
def test_shared_table() -> None:
    wrong = []
    for row in rows(SHARED):
        plan = PLANS.get(row["phrase"])
        expected = row["kind"], row["start"], row["end"]
        if not plan or row["kind"] != "school-year":
            wrong += differs(row["phrase"], None, expected)
        if plan:
            wrong += differs(row["phrase"], SchoolYear(plan[0]), plan[1:])
    assert wrong == []


def differs(phrase: str, year: SchoolYear | None, expected: tuple[str, ...]) -> list[object]:
    found = understand(phrase, school_year=year)
    said = found.kind, iso(found.start), iso(found.end)
    return [] if said == expected else [(phrase, said, expected)]


# --- parts -----------------------------------------------------------------------------------------


def test_two_months_are_two_parts_not_a_range() -> None:
    found = understand("Декабрь 2023г.\nМай 2024г.")
    assert found.parts == (
        Deadline("Декабрь 2023г.", "month", D(2023, 12, 1), D(2023, 12, 31)),
        Deadline("Май 2024г.", "month", D(2024, 5, 1), D(2024, 5, 31)),
    )


def test_parts_are_dated_all_or_none() -> None:
    found = understand("октябрь 2024, III четверть")
    assert (found.start, found.end) == (None, None)
    assert not any(part.start or part.end for part in found.parts)


# --- years of the plan -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("май – июнь", D(2024, 5, 1), D(2024, 6, 30)),
        ("до 15 сентября", None, D(2024, 9, 15)),
        ("I полугодие", D(2024, 1, 1), D(2024, 6, 30)),
        ("29 февраля", D(2024, 2, 29), D(2024, 2, 29)),
        ("до конца календарного года", None, D(2024, 12, 31)),
        ("декабрь – январь", None, None),
        ("в течение учебного года", None, None),
    ],
)
def test_plan_of_a_calendar_year(phrase: str, start: dt.date | None, end: dt.date | None) -> None:
    found = understand(phrase, period=(D(2024, 1, 1), D(2024, 12, 31)))
    assert (found.start, found.end) == (start, end)


def test_a_month_that_fits_several_years_stays_undated() -> None:
    found = understand("август", period=(D(2022, 1, 1), D(2027, 12, 31)))
    assert (found.kind, found.start) == ("month", None)


@pytest.mark.parametrize("phrase", ["август", "15 августа", "до 31 августа", "август – сентябрь", "III декада августа"])
def test_august_of_a_year_that_ends_with_it_is_not_understood(phrase: str) -> None:
    assert understand(phrase, school_year=SchoolYear(2023), year_end=(8, 31)) == Deadline(phrase, "unknown")
    assert understand(phrase, school_year=SchoolYear(2023)).kind != "unknown"


def test_year_that_ends_in_august() -> None:
    summer = understand("июнь – август", school_year=SchoolYear(2023), year_end=(8, 31))
    year = understand("учебный год", school_year=SchoolYear(2023), year_end=(8, 31))
    named = understand("август 2024", school_year=SchoolYear(2023), year_end=(8, 31))
    assert (summer.start, summer.end) == (D(2024, 6, 1), D(2024, 8, 31))
    assert (year.start, year.end) == (D(2023, 9, 1), D(2024, 8, 31))
    assert (named.start, named.end) == (D(2024, 8, 1), D(2024, 8, 31))


@pytest.mark.parametrize(
    "text", ["2026-2027", "2026/27", "2026–2027 учебный год", " 2026 — 2027 уч. г. ", "2026-2027 гг."]
)
def test_school_year(text: str) -> None:
    year = SchoolYear.parse(text)
    assert year == SchoolYear(2026)
    assert year.title == "2026-2027"
    assert (year.start((5, 31)), year.end((5, 31))) == (D(2026, 9, 1), D(2027, 5, 31))
    assert year.start((8, 31)) == D(2026, 9, 1)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-2028", "2026-2026", "26-27", "9999-10000", "школа", "2026-2027-2028"]
)
def test_not_a_school_year(text: str) -> None:
    assert SchoolYear.parse(text) is None


# --- occurrences -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Ежегодно май", "2024-05-01..2024-05-31"),
        ("ежегодно до 1 октября", "2023-10-01"),
        ("ежегодно, август-сентябрь", "2023-08-01..2023-09-30"),
        ("ежегодно декабрь-январь", "2023-12-01..2024-01-31"),
        ("Ежегодно (дополнительно по запросу)", "2023-08-01..2024-05-31"),
        (
            "ежеквартально",
            "2023-08-01..2023-09-30 2023-10-01..2023-12-31 2024-01-01..2024-03-31 2024-04-01..2024-05-31",
        ),
        ("2 раза/год", "2023-08-01..2023-12-31 2024-01-01..2024-05-31"),
        ("2 раза в год (сентябрь, май)", "2023-09-01..2023-09-30 2024-05-01..2024-05-31"),
        ("ежемесячно с октября по ноябрь", "2023-10-01..2023-10-31 2023-11-01..2023-11-30"),
        ("ежемесячно до 5 числа, с 1 апреля 2024", "2024-04-05 2024-05-05"),
        ("каждый последний четверг месяца с апреля 2024 г.", "2024-04-25 2024-05-30"),
        (
            "ежемесячно, третий четверг",
            "2023-08-17 2023-09-21 2023-10-19 2023-11-16 2023-12-21 "
            "2024-01-18 2024-02-15 2024-03-21 2024-04-18 2024-05-16",
        ),
        ("каждый май", "2024-05-01..2024-05-31"),
        ("2 неделя марта - 1 неделя апреля", ""),
        ("ежемесячно с января по февраль, до 31 числа", "2024-01-31 2024-02-29"),
        ("ежеквартально, до 10 числа месяца, следующего за отчётным", "2023-10-10 2024-01-10 2024-04-10"),
        ("по пятницам в мае", "2024-05-03 2024-05-10 2024-05-17 2024-05-24 2024-05-31"),
        ("ежедневно", "2023-08-01..2024-05-31"),
        ("раз в две недели", "2023-08-01..2024-05-31"),
        ("1 раз в четверть", ""),
        ("ежегодно июнь", ""),
        ("Май, ежегодно с 2025 года", ""),
        ("май", ""),
        ("постоянно", ""),
    ],
)
def test_occurrences_in_a_plan(phrase: str, expected: str) -> None:
    found = occurrences(understand(phrase, school_year=SchoolYear(2023)), D(2023, 8, 1), D(2024, 5, 31))
    assert " ".join(f"{start}..{end}" if start != end else str(start) for start, end in found) == expected


def test_occurrences_in_a_plan_of_years() -> None:
    plan = D(2022, 1, 1), D(2024, 12, 31)
    may = occurrences(understand("Май, ежегодно с 2023 года"), *plan)
    once = occurrences(understand("ежегодно"), *plan)
    assert may == ((D(2023, 5, 1), D(2023, 5, 31)), (D(2024, 5, 1), D(2024, 5, 31)))
    assert once == tuple((D(year, 1, 1), D(year, 12, 31)) for year in (2022, 2023, 2024))


def test_occurrences_between_any_days() -> None:
    everything = understand("еженедельно")
    assert occurrences(everything, D(2024, 1, 2), D(2024, 1, 1)) == ()
    assert occurrences(everything, D.min, D.max)
    assert occurrences(understand("ежегодно 29 февраля"), D(2023, 1, 1), D(2024, 12, 31)) == ((D(2024, 2, 29),) * 2,)


# --- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("до 1 октября", "до 1 октября 2026"),
        ("с октября", "с 1 октября 2026"),
        ("август – сентябрь", "1 августа – 30 сентября 2026"),
        ("с 1 по 30 сентября", "1–30 сентября 2026"),
        ("октябрь", "октябрь 2026"),
        ("2 марта", "2 марта 2027"),
        ("декабрь, май", "декабрь 2026 и май 2027"),
        ("5, 12 и 19 марта", "5 марта 2027, 12 марта 2027 и 19 марта 2027"),
        ("в течение учебного года", "1 сентября 2026 – 31 мая 2027"),
        ("Ежегодно май", "ежегодно в мае"),
        ("ежегодно в марте и августе", "ежегодно в марте и в августе"),
        ("Май, ежегодно с 2023 года", "ежегодно в мае, с 2023 года"),
        ("ежегодно, август-сентябрь", "ежегодно с августа по сентябрь"),
        ("ежегодно с 1 августа по 30 сентября", "ежегодно с 1 августа по 30 сентября"),
        ("ежегодно до 1 октября", "ежегодно до 1 октября"),
        ("ежеквартально", "каждый квартал"),
        ("1 раз в четверть", "каждую четверть"),
        ("ежемесячно до 5 числа", "каждый месяц до 5 числа"),
        ("до 5 числа каждого месяца", "каждый месяц до 5 числа"),
        ("ежемесячно с сентября по май", "каждый месяц, 1 сентября 2026 – 31 мая 2027"),
        ("2 раза/год", "два раза в год"),
        ("три раза в год", "3 раза в год"),
        ("5 раз в год", "5 раз в год"),
        ("2 раза в четверть", "2 раза в четверть"),
        ("2 раза в квартал", "2 раза в квартал"),
        ("2 раза в семестр", "2 раза в семестр"),
        ("2 раза в полугодие", "каждый квартал"),
        ("5 раз в триместр", "5 раз в триместр"),
        ("1 раз в триместр", "каждый триместр"),
        ("ежеквартально, до 10 числа месяца, следующего за отчётным", "каждый квартал"),
        ("ежемесячно, третий четверг", "каждый месяц"),
        ("раз в две недели", "раз в 2 недели"),
        ("раз в пять лет", "раз в 5 лет"),
        ("III четверть", ""),
        ("постоянно", ""),
        ("по запросу", ""),
        ("сентябрь или октябрь", ""),
    ],
)
def test_described(phrase: str, words: str) -> None:
    assert describe(understand(phrase, school_year=SchoolYear(2026))) == words


@pytest.mark.parametrize(
    ("phrase", "adds_something"),
    [
        ("7 октября 2026 г.", False),
        ("07.10.2026", False),
        ("7 октября", True),
        ("октябрь", True),
        ("октябрь 2026", False),
        ("с 1 по 5 марта 2027 года", False),
        ("Август – сентябрь 2026 года", False),
        ("октябрь 2026 г. – май 2027 г.", False),
        ("август – сентябрь", True),
        ("октябрь – май 2027 г.", True),
        ("постоянно", False),
    ],
)
def test_our_dates_stand_beside_a_phrase_only_where_they_say_more(phrase: str, adds_something: bool) -> None:
    assert adds(phrase, describe(understand(phrase, school_year=SchoolYear(2026)))) is adds_something


# --- any text --------------------------------------------------------------------------------------

WORDS = re.findall(
    r"\S+",
    """
    май мая сентябрь август 1 5 15 31 32 2023 2024 2025 9999 15.09 01.09.2024 31.09.2024 г. гг. года год учебный уч.
    до по с к после не позднее ранее - – , ; : ( ) . и или I IV квартал полугодие четверть неделя недели первая
    последняя декада ежегодно ежемесячно раз раза в течение всего периода каждый месяц числа половина начало конец
    постоянно запросу при далее кроме пятница каникулы лето зима 2023-2024 / класс
    """,
)
PHRASES = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=60)
YEARS = st.none() | st.integers(1995, 2095).map(SchoolYear)
DAYS = st.dates(D(2000, 1, 1), D(2060, 1, 1))
PERIODS = st.none() | st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))


@settings(max_examples=1500, deadline=None)
@given(PHRASES, YEARS, PERIODS, st.sampled_from([(5, 31), (8, 31)]))
def test_any_text(phrase: str, year: SchoolYear | None, period: tuple[D, D] | None, end: tuple[int, int]) -> None:
    found = understand(phrase, school_year=year, period=period, year_end=end)
    for one in (found, *found.parts):
        assert one.kind in get_args(DeadlineKind)
        assert (one.start is None and one.end is None) or one.kind in DATED
        assert one.start is None or one.end is None or one.start <= one.end
        assert (one.repeat is not None) == (one.kind == "recurring")
    assert found.text == phrase
    assert isinstance(describe(found), str)
    spans = occurrences(found, D(2023, 8, 1), D(2024, 5, 31))
    assert all(start <= end for start, end in spans)
    assert all(before < after for before, after in pairwise(spans))
    assert not spans or found.kind == "recurring"


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(["май 2024", "до 15 сентября 2024 г.", "с 1 по 5 марта 2024", "2023-2024 учебный год"]), PHRASES)
def test_no_date_beside_an_unknown_word(phrase: str, more: str) -> None:
    """Whatever stands around it, a word the grammar does not know leaves no date standing."""
    found = understand(f"{phrase} яблоко {more}")
    assert (found.start, found.end) == (None, None)


HOSTILE = [
    "9",
    "май ",
    "1-",
    "(",
    "и ",
    "с 1 по ",
    "I",
    "г.",
    "\u0301",
    "2024-",
    "по плану ",
    "до конца ",
    " ",
    "а",
    "a",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_text_takes_time_in_proportion(piece: str) -> None:
    """Quadratic work on 50,000 signs would take minutes; a second is far above what it takes."""
    started = time.monotonic()
    for tail in ("", "май 2024"):
        assert understand(piece * (100_000 // len(piece)) + tail).kind in ("unknown", "month")
        assert understand((piece * 600)[:600] + tail).kind in get_args(DeadlineKind)
    assert time.monotonic() - started < 10
