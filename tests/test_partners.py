"""Partners: a list by kind; a page only where there is something to read."""

from collections.abc import Callable

from nastavnik.pages.plan import pages
from nastavnik.school.catalogue import Catalogue
from tests.conftest import yml

PARTNER = {"title": "Мастерские", "partner_type": "предприятие"}


def test_partners_stand_under_what_they_are_in_the_order_of_the_list(catalogue: Callable[..., Catalogue]) -> None:
    found = catalogue(
        {
            "partners/a.yml": yml(PARTNER, title="Ассоциация выпускников", partner_type="благодарный выпускник"),
            "partners/b.yml": yml(PARTNER),
            "partners/c.yml": yml(PARTNER, title="Верфь"),
        }
    )

    listing = next(page for page in pages(found, ()) if page.url == "partners/").data()

    assert [(heading, [entry.id for entry in rows]) for heading, rows in listing["groups"]] == [
        ("Предприятия", ["c", "b"]),
        ("Выпускники", ["a"]),
    ]


def test_only_a_text_makes_a_page(catalogue: Callable[..., Catalogue]) -> None:
    found = catalogue({"partners/a.yml": yml(PARTNER), "partners/b.yml": yml(PARTNER, text="Вместе с 2022 года.")})

    assert [page.url for page in pages(found, ()) if page.url.startswith("partners/")] == [
        "partners/",
        "partners/b/",
    ]
