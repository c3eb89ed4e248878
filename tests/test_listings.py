"""Lists as ready pages: stable paging, facets, months."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.pages.plan import pages
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.lists import Choice, Pill, archive, choices, counted, facets, fitting, grouped, slices, word_code
from tests.conftest import CONSENT, DOCUMENT, MENTOR, NEWS, PASSPORT, PRACTICE, md, yml

Load = Callable[..., Catalogue]


def listed(count: int, size: int) -> dict[str, tuple[list[int], str, str]]:
    """Pages of a list of `count` entries numbered from the oldest: address → (entries, newer, older)."""
    newest_first: Any = list(range(count, 0, -1))
    return {one.url: (list(one.entries), one.newer, one.older) for one in slices(newest_first, "news/", size)}


# --- paging


def test_empty_list_has_one_page() -> None:
    assert listed(0, 3) == {"news/": ([], "", "")}


def test_list_shorter_than_two_pages_is_one_page() -> None:
    assert listed(5, 3) == {"news/": ([5, 4, 3, 2, 1], "", "")}


def test_pages_are_filled_from_the_oldest() -> None:
    assert listed(8, 3) == {
        "news/": ([8, 7, 6, 5, 4], "", "news/page/1/"),
        "news/page/1/": ([3, 2, 1], "news/", ""),
    }


def test_full_page_gets_its_number_when_the_next_is_full() -> None:
    assert listed(9, 3) == {
        "news/": ([9, 8, 7], "", "news/page/2/"),
        "news/page/2/": ([6, 5, 4], "news/", "news/page/1/"),
        "news/page/1/": ([3, 2, 1], "news/page/2/", ""),
    }


@given(st.integers(0, 200), st.integers(1, 25))
def test_new_record_changes_the_first_page_and_the_newest_number_only(count: int, size: int) -> None:
    before, after = listed(count, size), listed(count + 1, size)

    changed = {url for url in before | after if before.get(url) != after.get(url)}

    numbers = [int(url.split("/")[2]) for url in after if url != "news/"]
    newest = {f"news/page/{max(numbers)}/"} if numbers else set()
    second = {f"news/page/{max(numbers) - 1}/"} if len(after) > len(before) else set()
    assert "news/" in changed
    assert changed <= {"news/"} | newest | second
    for url in second & changed:  # only its link to the newer page, which has just been born
        assert before[url][0] == after[url][0]


@given(st.integers(0, 200), st.integers(1, 25))
def test_every_entry_is_on_one_page_and_links_lead_through_all(count: int, size: int) -> None:
    pages = listed(count, size)

    walked, url = [], "news/"
    while url:
        entries, _, older = pages[url]
        walked += entries
        assert not older or pages[older][1] == url
        url = older
    assert walked == list(range(count, 0, -1))
    assert all(len(entries) == size for url, (entries, _, _) in pages.items() if url != "news/")
    assert len(pages["news/"][0]) < 2 * size


def test_numbered_page_leads_back_to_its_list(catalogue: Load) -> None:
    """Not to the page beside it; a narrowed list leads to the first page of the narrowed one."""
    found = catalogue({f"practices/p{number:03}.md": md(PRACTICE, forms="педагог – педагог") for number in range(80)})

    ways = {
        page.url: [(crumb.title, crumb.url) for crumb in page.head().crumbs]
        for page in pages(found, ())
        if "/page/" in page.url
    }

    assert ways["practices/page/1/"] == [("Методическая копилка", "practices/"), ("страница 1", "")]
    assert ways["practices/by/forms/teacher-teacher/page/1/"] == [
        ("Методическая копилка", "practices/"),
        ("форма «педагог – педагог»", "practices/by/forms/teacher-teacher/"),
        ("страница 1", ""),
    ]


# --- facets


def test_facets_have_the_codes_that_occur_in_the_order_of_the_vocabulary(catalogue: Load) -> None:
    found = catalogue(
        {
            "mentors/a.yml": yml(MENTOR, forms=["учитель – ученик", "педагог – педагог"]),
            "mentors/b.yml": yml(MENTOR, forms="педагог – педагог", directions="адаптация"),
        }
    )

    shown = [
        (facet.title, [(pill.code, pill.count, pill.url) for pill in facet.pills])
        for facet in facets("mentors", counted(choices(found, "mentors")), None)
    ]

    assert shown == [
        (
            "Формы наставничества",
            [
                ("teacher-teacher", 2, "mentors/by/forms/teacher-teacher/"),
                ("teacher-student", 1, "mentors/by/forms/teacher-student/"),
            ],
        ),
        ("Направления", [("adaptation", 1, "mentors/by/directions/adaptation/")]),
    ]


def test_chosen_pill_is_the_current_one(catalogue: Load) -> None:
    found = choices(catalogue({"mentors/a.yml": yml(MENTOR, directions=["адаптация", "инклюзия"])}), "mentors")

    choice = next(one for one in found if one.code == "inclusion")
    pills = facets("mentors", counted(found), choice)[1].pills

    assert [(pill.title, pill.current) for pill in pills] == [("адаптация", False), ("инклюзия", True)]


def test_own_word_of_a_school_is_a_facet_like_any_other(catalogue: Load) -> None:
    word = {"vocabulary": "directions", "code": "local-history", "title": "краеведение"}
    files = {"school.yml": yml(PASSPORT, words=[word]), "mentors/a.yml": yml(MENTOR, directions="Краеведение")}

    found = choices(catalogue(files), "mentors")

    assert Choice("directions", "local-history", "краеведение") in found


def test_hidden_record_is_in_no_facet(catalogue: Load) -> None:
    assert choices(catalogue({"mentors/a.yml": yml(MENTOR, consent=None)}), "mentors") == {}


@pytest.mark.parametrize(("codes", "first", "rest"), [(3, 3, 0), (4, 3, 1), (5, 3, 2), (7, 3, 4)])
def test_facet_shows_what_fits_in_a_line(codes: int, first: int, rest: int, catalogue: Load) -> None:
    forms = ["teacher-teacher", "head-teacher", "teacher-student", "student-student", "college-school"]
    forms += ["employer-student", "university-teacher"]

    found = choices(catalogue({"practices/a.md": md(PRACTICE, forms=forms[:codes])}), "practices")

    facet = facets("practices", counted(found), None)[0]
    assert (len(facet.first), len(facet.rest)) == (first, rest)


@pytest.mark.parametrize(
    ("titles", "shown"),
    [(["да"] * 6, 6), (["да"] * 7, 5), (["слово" * 40], 1), (["слово" * 40, "да"], 1), ([], 0)],
)
def test_line_of_pills_is_never_empty_and_never_long(titles: list[str], shown: int) -> None:
    assert fitting([Pill(str(n), title, 1, "", current=False) for n, title in enumerate(titles)]) == shown


# --- time


def test_archive_is_years_with_their_months_newest_first(catalogue: Load) -> None:
    days = {"a": "2025-12-30", "b": "2026-01-10", "c": "2026-01-20", "d": "2026-11-01"}
    found = choices(catalogue({f"news/{id}.md": md(NEWS, date=day) for id, day in days.items()}), "news")

    shown = [
        (year.title, year.count, [(month.title, month.count, month.url) for month in months])
        for year, months in archive("news", counted(found), None)
    ]

    assert shown == [
        ("2026", 3, [("Ноябрь 2026", 1, "news/by/month/2026-11/"), ("Январь 2026", 2, "news/by/month/2026-01/")]),
        ("2025", 1, [("Декабрь 2025", 1, "news/by/month/2025-12/")]),
    ]


def test_documents_stand_under_their_levels(catalogue: Load) -> None:
    levels = {"a": "федеральный", "b": "локальный", "c": "локальный"}
    found = catalogue({f"documents/{id}.yml": yml(DOCUMENT, level=level) for id, level in levels.items()})

    groups = [(title, [entry.id for entry in entries]) for title, entries in grouped(found, found.of("documents"))]

    assert groups == [("Организация", ["b", "c"]), ("Федеральный уровень", ["a"])]


# --- free words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Русский язык", "русского языка"),
        ("математика", "Математики"),
        ("химия", "Химии"),
        ("иностранный язык", "иностранные  языки"),
        ("естественные науки", "Естественно-научные предметы"),
    ],
)
def test_spellings_of_a_subject(one: str, other: str) -> None:
    assert (word_code(one) == word_code(other)) is ("научные" not in other)


def test_subjects_are_pages_once_there_are_two(catalogue: Load) -> None:
    alone = catalogue({"mentors/a.yml": yml(MENTOR, subjects=["химия"])})
    assert [choice for choice in choices(alone, "mentors") if choice.name == "subjects"] == []

    both = catalogue({"mentors/b.yml": yml(MENTOR, name="Дубова Анна", subjects=["Химии", "ОБЖ"])})
    subjects = {choice: len(people) for choice, people in choices(both, "mentors").items() if choice.name == "subjects"}
    assert subjects == {Choice("subjects", "obzh", "ОБЖ"): 1, Choice("subjects", "khim", "химии"): 2}
    assert Choice("subjects", "khim", "").url("mentors") == "mentors/by/subjects/khim/"


def test_subjects_nobody_agreed_to_show_are_no_pages(catalogue: Load) -> None:
    consent = {**CONSENT, "fields": ["name", "post"]}
    section = catalogue({"mentors/a.yml": yml(MENTOR, subjects=["химия", "физика"], consent=consent)})

    assert {choice.name for choice in choices(section, "mentors")} == {"forms"}
