"""Partners: cards, a heading over several of a sort; a page only where there is something to read, with joint works."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from nastavnik.pages.plan import pages
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.related import joint_works
from tests.conftest import MENTOR, NEWS, PRACTICE, md, yml

PARTNER = {"title": "Мастерские", "partner_type": "предприятие"}


def test_partners_stand_by_what_they_are_in_the_order_of_the_list(catalogue: Callable[..., Catalogue]) -> None:
    found = catalogue(
        {
            "partners/a.yml": yml(PARTNER, title="Ассоциация выпускников", partner_type="благодарный выпускник"),
            "partners/b.yml": yml(PARTNER),
            "partners/c.yml": yml(PARTNER, title="Верфь"),
        }
    )

    listing = next(page for page in pages(found, ()) if page.url == "partners/").data()

    assert shelves(listing) == [("", ["c", "b", "a"])]


@pytest.mark.parametrize(
    ("companies", "expected"),
    [
        (0, [("", ["z"])]),
        (2, [("", ["0", "1", "z"])]),
        (3, [("Предприятия", ["0", "1", "2"]), ("Другие партнёры", ["z"])]),
    ],
)
def test_no_heading_over_one_or_two(
    companies: int, expected: list[tuple[str, list[str]]], catalogue: Callable[..., Catalogue]
) -> None:
    files = {f"partners/{number}.yml": yml(PARTNER, title=f"Верфь {number}") for number in range(companies)}
    found = catalogue({**files, "partners/z.yml": yml(PARTNER, title="Музей", partner_type="музей")})

    assert shelves(next(page for page in pages(found, ()) if page.url == "partners/").data()) == expected


def shelves(listing: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    return [(heading, [entry.id for entry in rows]) for heading, rows in listing["groups"]]


def test_works_are_those_of_its_mentors_and_those_its_text_leads_to(catalogue: Callable[..., Catalogue]) -> None:
    text = "Начали [«Сменой»](../practices/b.md), рассказали [здесь](../news/n.md), есть [сайт](https://x.example/)."
    found = catalogue(
        {
            "partners/a.yml": yml(PARTNER, mentors=["m"], text=text),
            "mentors/m.yml": yml(MENTOR),
            "practices/a.md": md(PRACTICE, authors=[{"mentor": "m"}]),
            "practices/b.md": md(PRACTICE),
            "practices/c.md": md(PRACTICE),
            "news/n.md": md(NEWS),
            "news/o.md": md(NEWS),
        }
    )

    works, occasions = joint_works(found, found.of("partners")[0])

    assert sorted(entry.id for entry in works) == ["a", "b"]
    assert [entry.id for entry in occasions] == ["n"]


def test_only_a_text_makes_a_page(catalogue: Callable[..., Catalogue]) -> None:
    found = catalogue({"partners/a.yml": yml(PARTNER), "partners/b.yml": yml(PARTNER, text="Вместе с 2022 года.")})

    assert [page.url for page in pages(found, ()) if page.url.startswith("partners/")] == [
        "partners/",
        "partners/b/",
    ]
