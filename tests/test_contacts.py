"""Whom to ask: all people of the passport, each by role, with hours, telephone and mail, wherever contacts stand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik.records.school import Curator
from nastavnik.records.vocabularies import BASE
from nastavnik.views.contacts import contacts, leading, role_of
from tests.conftest import CONSENT, DAY, MENTOR, NEWS, PASSPORT, md, run, yml

PARTNER = {"title": "Мастерские", "partner_type": "предприятие"}
PEOPLE: list[dict[str, Any]] = [
    {"post": "Директор", "role": "координатор", "phone": "8 (800) 000-00-01", "email": "a@school.example"},
    {"post": "Учитель химии", "hours": "кабинет 5, среда", "phone": "8 (800) 000-00-02, доб. 3"},
    {"post": "Педагог-психолог", "hours": "кабинет 7, пятница", "email": "c@school.example"},
]


@pytest.mark.parametrize(
    ("post", "role"),
    [
        ("Педагог-психолог", "psychologist"),
        ("Школьный психолог", "psychologist"),
        ("Координатор целевой модели", "coordinator"),
        ("Заместитель директора, куратор пар", "curator"),
        ("Социальный педагог", "social"),
        ("Заместитель директора по УВР", "curator"),
        ("Старший воспитатель", "methodist"),
    ],
)
def test_role_is_told_by_the_post_if_nobody_wrote_it(post: str, role: str) -> None:
    assert role_of(post, BASE["curator_roles"]) == role


@pytest.mark.parametrize(
    ("person", "title", "who"),
    [
        ({"post": "Директор", "role": "coordinator"}, "Координатор наставничества", "Директор"),
        ({"post": "Педагог-психолог"}, "Педагог-психолог", ""),
        ({"post": "Психолог школы", "role": "psychologist"}, "Педагог-психолог", "Психолог школы"),
        ({"post": "Завуч", "name": "Ива А. А."}, "Куратор наставничества", "Ива А. А., завуч"),
    ],
)
def test_title_says_the_role_and_the_post_is_not_said_twice(person: dict[str, Any], title: str, who: str) -> None:
    (shown,) = contacts([Curator.model_validate(person)], BASE["curator_roles"])

    assert (shown.title, shown.who) == (title, who)


def test_partners_turn_to_those_who_lead() -> None:
    people = contacts([Curator(post=str(person["post"])) for person in PEOPLE], BASE["curator_roles"])

    assert [person.role for person in leading(people)] == ["curator", "curator"]
    assert leading(people[2:]) == people[2:]


def test_everybody_is_drawn_wherever_contacts_stand(school: Callable[..., Path], tmp_path: Path) -> None:
    root = school(
        {
            "school.yml": yml(PASSPORT, curators=PEOPLE),
            "partners/a.yml": yml(PARTNER),
            "mentors/a.yml": yml(MENTOR, contact="через куратора, d@school.example: по средам", consent=CONSENT),
            "news/a.md": md(NEWS),
        }
    )

    result = run("build", "--root", root, "--site", tmp_path / "out", *DAY)

    assert result.exit_code == 0, result.output
    home, partners, mentor = (
        (tmp_path / "out" / page / "index.html").read_text("utf-8").split("<footer")
        for page in ("", "partners", "mentors/a")
    )
    assert [home[0].count(mail) for mail in ("mailto:a@school", "mailto:c@school")] == [1, 1]
    assert [home[1].count(mail) for mail in ("mailto:a@school", "mailto:c@school")] == [1, 1]
    assert 'href="tel:88000000002"' in home[0] and "доб. 3" in home[0].replace("\u00a0", " ")
    assert "mailto:a@school" in partners[0] and "Педагог-психолог" not in partners[0]
    assert 'href="mailto:d@school.example">d@school.example</a>: по' in mentor[0].replace("\u00a0", " ")
