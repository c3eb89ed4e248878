"""What a consent gives: on which days, to which fields, at which addresses; and what is left of a record without it."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from nastavnik.records import KINDS, School
from nastavnik.records.people import Consent, consent_of, meant_field, unknown_fields
from nastavnik.records.publishing import covers, identified, named_for, published_model, strip, withheld
from nastavnik.records.reading import read_record
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import BASE
from nastavnik.text.source import parse
from tests.conftest import CONSENT, MENTOR, PASSPORT, PRACTICE, TODAY, md, yml

BANK = "https://bank.example/nastavniki/"
DAY = dt.timedelta(days=1)


def consent(**fields: Any) -> Consent:
    return Consent.model_validate({"date": "2026-09-01", "fields": "все"} | fields)


def record(kind: str, **fields: Any) -> Record:
    text = yml(MENTOR, **fields) if kind == "mentors" else md(PRACTICE, **fields)
    found = read_record(KINDS[kind], parse(text, "a", with_body=kind == "practices"), BASE)
    assert not isinstance(found, list)
    return found


# --- days


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-08-31", "согласие начнёт действовать 01.09.2026"),
        ("2026-09-01", None),
        ("2027-08-31", None),
        ("2027-09-01", "срок согласия истёк 31.08.2027"),
    ],
)
def test_it_holds_from_its_day_to_its_last_one(day: str, why: str | None) -> None:
    assert consent(until="2027-08-31").state(dt.date.fromisoformat(day)) == why


def test_withdrawn_it_holds_no_more_from_that_day_on() -> None:
    given = consent(withdrawn="2026-11-20", until="2026-11-10")

    assert given.state(dt.date(2026, 11, 9)) is None
    assert given.state(dt.date(2026, 11, 20)) == "согласие отозвано 20.11.2026"
    assert consent().state(dt.date(2199, 1, 1)) is None


def test_it_turns_on_its_first_day_after_its_last_and_when_it_is_withdrawn() -> None:
    given = consent(until="2027-08-31", withdrawn="2027-01-15")

    assert [*given.turns()] == [dt.date(2026, 9, 1), dt.date(2027, 9, 1), dt.date(2027, 1, 15)]
    assert [*consent().turns()] == [dt.date(2026, 9, 1)]


# --- fields


@pytest.mark.parametrize(
    ("words", "covered"),
    [
        ("все", True),
        ("Всё", True),
        ("все поля", True),
        ("all", True),
        ("*", True),
        ("photo", True),
        (" Photo ", True),
        ("фотография", True),
        ("Фотография", True),
        ("name", False),
        (["name", "photo"], True),
    ],
)
def test_it_covers_the_fields_it_names(words: Any, covered: bool) -> None:
    assert consent(fields=words).covers("photo", "Фотография") is covered


def test_words_that_name_no_field_are_told() -> None:
    words = ["Имя", " photo ", "ВСЕ", "фото", "NAME"]

    assert unknown_fields(consent(fields=words), {"name": "Имя", "photo": "Фотография"}) == ["фото"]


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("фотогафия", "photo"),
        ("photto", "photo"),
        ("отчество", "name"),
        ("Имия", "name"),
        ("номер", None),
        ("ФИ", None),
    ],
)
def test_a_misspelt_word_may_mean_a_field(word: str, field: str | None) -> None:
    assert meant_field(word, {"name": "Имя и отчество", "photo": "Фотография"}) == field


# --- what is left


def test_of_a_mentor_without_consent_nothing_of_the_person_is_left() -> None:
    whole = record("mentors", about="Живёт у реки.", subjects=["Химия"], consent=CONSENT | {"until": "2026-11-19"})
    left = strip(whole, TODAY)

    assert "name" in set(withheld(whole, TODAY)) and not identified(whole, TODAY)
    assert identified(whole, TODAY - DAY)
    assert (left.name, left.about, left.consent) == (None, None, None)  # type: ignore[attr-defined]
    assert left.subjects == ()  # type: ignore[attr-defined]
    assert strip(left, TODAY) == left


def test_with_a_consent_to_the_name_alone_the_name_is_left() -> None:
    left = strip(record("mentors", about="Живёт у реки.", consent=CONSENT | {"fields": "name"}), TODAY)

    assert (left.name, left.about) == (MENTOR["name"], None)  # type: ignore[attr-defined]


def test_field_seen_here_alone_stays_and_is_not_published() -> None:
    school = read_record(School, parse(yml(PASSPORT, admin={"service": "GitHub", "repository": "a/b"}), "a"), BASE)
    assert isinstance(school, School) and school.admin

    assert strip(school, TODAY).admin == school.admin
    assert "admin" not in published_model(School).model_fields


def test_authors_are_stripped_one_by_one() -> None:
    agreed = {"name": "Белова Ирина", "post": "Учитель", "consent": CONSENT}
    silent = {"name": "Серова Анна", "post": "Методист"}

    left = strip(record("practices", authors=[agreed, silent]), TODAY)

    assert [(author.name, author.post, author.consent) for author in left.authors] == [  # type: ignore[attr-defined]
        ("Белова Ирина", "Учитель", None),
        (None, "Методист", None),
    ]


def test_what_is_published_of_a_mentor_may_lack_the_name_and_never_has_a_consent() -> None:
    model = published_model(KINDS["mentors"])
    data = {"category": MENTOR["category"], "post": MENTOR["post"], "forms": [MENTOR["forms"]]}

    assert model.model_validate(data | {"consent": CONSENT}).name is None  # type: ignore[attr-defined]
    assert "consent" not in model.model_fields
    with pytest.raises(ValidationError, match="title"):
        published_model(KINDS["news"]).model_validate({"date": "2026-10-05"})


def test_a_record_about_nobody_carries_no_consent() -> None:
    assert consent_of(record("practices")) is None
    assert consent_of(record("mentors")) == consent(number="1", until="2027-08-31")


# --- addresses


def test_a_bank_may_name_those_whose_consents_name_it() -> None:
    there, elsewhere = (CONSENT | {"addresses": [url]} for url in (BANK, "https://drugoy.example/"))
    authors = [
        {"name": "Серова Анна", "post": "Методист", "consent": elsewhere},
        {"name": "Белова Ирина", "post": "Учитель", "consent": there},
    ]

    assert named_for(record("practices", authors=authors), BANK, TODAY) == ["/authors/1"]
    assert named_for(record("practices", authors=authors), BANK, dt.date(2026, 8, 31)) == []
    assert named_for(record("mentors", consent=there), BANK, TODAY) == [""]
    assert named_for(record("mentors"), BANK, TODAY) == []


@pytest.mark.parametrize(
    ("named", "yes"),
    [
        ("https://bank.example", True),
        ("https://bank.example/", True),
        ("http://bank.example/nastavniki", True),
        ("https://bank.example/nastavniki/", True),
        ("https://bank.example/nast", False),
        ("https://bank.example.evil.example/", False),
        ("https://evil.example/bank.example/", False),
        ("bank.example", False),
        ("http://[", False),
    ],
)
def test_what_a_consent_names(named: str, yes: bool) -> None:
    assert covers(named, "https://bank.example/nastavniki/") is yes
