"""Contests and the honour board: by year, a name only while the card may be shown, never the mentored person."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from nastavnik import messages
from nastavnik.pages.navigation import MOST_TABS, section_data
from nastavnik.pages.plan import pages
from nastavnik.records.contest import Result
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.handwritten import Handwritten
from nastavnik.views.honour import board, people, praises, winners
from tests.conftest import CONSENT, MENTOR, yml

Load = Callable[..., Catalogue]
CONTEST = {
    "title": "Наставник года",
    "level": "муниципальный",
    "dates": [{"date": "2025-12-20", "title": "заявки"}, {"date": "2026-04-10", "title": "итоги"}],
}


def contest(*results: dict[str, Any], **fields: Any) -> str:
    return yml(CONTEST, results=list(results), **fields)


def read(found: Catalogue) -> list[tuple[int, list[tuple[str, str]]]]:
    return [(year, [(line.who, line.reason) for line in lines]) for year, lines in board(found)]


def test_year_of_a_contest_is_that_of_its_results(catalogue: Load) -> None:
    found = catalogue({"contests/a.yml": contest({"place": "победитель", "winner": "команда"})})

    assert read(found) == [(2026, [("команда", "победитель")])]


def test_board_gathers_cards_and_contests_latest_year_first(catalogue: Load) -> None:
    found = catalogue(
        {
            "mentors/a.yml": yml(MENTOR, honour=[{"year": 2024, "reason": "за терпение"}]),
            "contests/a.yml": contest({"nomination": "Лучшая пара", "place": "победитель", "mentor": "a"}),
        }
    )

    assert read(found) == [
        (2026, [("Берёзкина Анна Павловна", "Лучшая пара: победитель")]),
        (2024, [("Берёзкина Анна Павловна", "за терпение")]),
    ]


def test_somebody_honoured_twice_in_a_year_stands_there_once(catalogue: Load) -> None:
    found = catalogue(
        {
            "mentors/a.yml": yml(MENTOR, honour=[{"year": 2026, "reason": "за терпение"}]),
            "mentors/b.yml": yml(MENTOR, consent=None),
            "mentors/c.yml": yml(MENTOR, consent=None),
            "contests/a.yml": contest(
                {"place": "победитель", "mentor": "a"},
                {"place": "лауреат", "winner": "команда"},
                {"place": "лауреат", "mentor": "b"},
                {"place": "участник", "mentor": "c"},
            ),
        }
    )

    ((_, lines),) = board(found)
    assert [(one.who, [praise.reason for praise in one.praises], one.is_named) for one in people(lines)] == [
        ("Берёзкина Анна Павловна", ["за терпение", "победитель"], True),
        ("команда", ["лауреат"], True),
        (messages.MENTOR_WITHOUT_NAME, ["лауреат"], False),
        (messages.MENTOR_WITHOUT_NAME, ["участник"], False),
    ]


def test_winner_without_a_right_to_be_named_is_one_of_the_mentors(catalogue: Load) -> None:
    expired = CONSENT | {"until": "2026-10-01"}
    found = catalogue(
        {
            "mentors/a.yml": yml(MENTOR, consent=expired, honour=[{"year": 2026, "reason": "за терпение"}]),
            "contests/a.yml": contest({"place": "победитель", "mentor": "a", "winner": "Берёзкина А. П."}),
        }
    )

    assert read(found) == [(2026, [(messages.MENTOR_WITHOUT_NAME, "победитель")])]


def test_honour_not_named_in_the_consent_is_not_on_the_board(catalogue: Load) -> None:
    consent = CONSENT | {"fields": ["name", "post"]}
    found = catalogue({"mentors/a.yml": yml(MENTOR, consent=consent, honour=[{"year": 2026, "reason": "за терпение"}])})

    assert board(found) == []


def test_card_of_a_mentor_is_praised_for_both(catalogue: Load) -> None:
    found = catalogue(
        {
            "mentors/a.yml": yml(MENTOR, honour=[{"year": 2025, "reason": "за терпение"}]),
            "mentors/b.yml": yml(MENTOR, name="Дубов Пётр Ильич"),
            "contests/a.yml": contest({"place": "победитель", "mentor": "a"}, {"place": "лауреат", "mentor": "b"}),
        }
    )
    mentors = {entry.id: entry for entry in found.of("mentors")}

    assert [(line.year, line.reason) for line in praises(found, mentors["a"])] == [
        (2026, "победитель"),
        (2025, "за терпение"),
    ]
    assert [line.reason for line in praises(found, mentors["b"])] == ["лауреат"]
    assert [line.mentor and line.mentor.id for line in winners(found, found.of("contests")[0])] == ["a", "b"]


def test_result_has_no_field_for_the_second_person_of_a_pair() -> None:
    assert set(Result.model_fields) == {"nomination", "place", "mentor", "winner"}


def test_board_is_a_page_and_in_the_menu_only_if_there_is_somebody(catalogue: Load) -> None:
    def where(found: Catalogue) -> tuple[bool, bool]:
        links = [link["url"] for group in section_data(found, [])["menu"] for link in group["links"]]
        return any(page.url == "honour/" for page in pages(found, ())), "honour/" in links

    assert where(catalogue({"mentors/a.yml": yml(MENTOR)})) == (False, False)
    assert where(catalogue({"contests/a.yml": contest({"place": "победитель", "winner": "команда"})})) == (True, True)


def test_kinds_without_a_tab_are_in_the_footer(catalogue: Load) -> None:
    data = section_data(catalogue({"contests/a.yml": contest(), "mentors/a.yml": yml(MENTOR)}), [])

    assert "contests/" not in [tab["url"] for tab in data["tabs"]]
    assert "contests/" in [link["url"] for link in data["menu"][1]["links"]]


def test_tabs_are_never_more_than_seven_and_the_menu_has_them_all(catalogue: Load) -> None:
    own = [
        Handwritten(Path(), "", f"p{number}/", f"Страница {number}", "", tab="Вкладка", text="", lines_above=0)
        for number in range(9)
    ]

    data = section_data(catalogue({"mentors/a.yml": yml(MENTOR)}), own)

    assert len(data["tabs"]) == MOST_TABS
    assert {page.url for page in own} < {link["url"] for link in data["menu"][0]["links"]}


def test_result_without_a_winner_is_a_hint(catalogue: Load) -> None:
    record = catalogue({"contests/a.yml": contest({"place": "победитель"})}).of("contests")[0].record

    assert record.hints() == [(("results", 0), messages.RESULT_WITHOUT_WINNER)]
