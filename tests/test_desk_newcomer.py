"""What a newcomer met at the desk: a slip in the passport, a practice published at once, an author with a card."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.desk.consent_notes import consent_notes
from nastavnik.records import Practice
from nastavnik.records.vocabularies import BASE
from nastavnik.text.source import Plain
from tests.conftest import MENTOR, Files, yml
from tests.desk import DeskInHand, addresses, words_of

DAY = dt.date(2026, 9, 1)
WRONG = "1027000000016"
"""A registration number whose check digit does not fit."""


@pytest.fixture
def desk(school: Callable[[Files], Path]) -> DeskInHand:
    return DeskInHand(school({"mentors/belova.yml": yml(MENTOR)}))


def test_a_slip_in_the_passport_is_told_wherever_a_page_would_stand(desk: DeskInHand) -> None:
    saved = desk.save("edit/school/school", ogrn=WRONG)
    assert '<p class="notice error" role="alert">Сохранено.' in saved.body.decode()
    assert "#at-ogrn" in addresses(saved)

    for path in ("site/", "look/mentors/belova/mentors/belova/", "edit/mentors/belova"):
        page = desk.get(path)
        assert f"сначала исправьте «Об организации». «ОГРН, для бланка согласия»: «{WRONG}»" in words_of(page)
        assert any(address.startswith("/edit/school/school?line=") for address in addresses(page)), path
        assert messages.DESK_NOTHING_HERE not in words_of(page)

    due = words_of(desk.get("due"))
    assert "в порядке" not in due
    assert "не проверены: сначала исправьте «Об организации»" in due


def test_without_a_passport_nobody_blames_its_fields(desk: DeskInHand) -> None:
    (desk.desk.project.content / "school.yml").unlink()

    assert messages.DESK_NO_PAGE in words_of(desk.get("site/"))


AUTHORS: list[tuple[Plain, bool, bool]] = [
    ({"name": "Белова Анна Павловна", "mentor": "belova"}, False, False),
    ({"name": "Белова Анна Павловна", "mentor": "mentors/belova"}, False, False),
    ({"name": "Белова Анна  Павловна"}, True, True),
    ({"name": "Дубов Лев Львович"}, True, False),
    ({"name": "Белова Анна Павловна", "mentor": "hidden"}, True, False),
]
"""An author, whether his name is hidden, whether a card is offered to him."""


@pytest.mark.parametrize(("author", "is_hidden", "is_offered"), AUTHORS)
def test_note_of_an_author_follows_the_page(author: Plain, is_hidden: bool, is_offered: bool) -> None:
    cards = {"belova": "Белова Анна Павловна"}

    (note,) = consent_notes(Practice, {"authors": [author]}, BASE, DAY, cards)

    assert bool(note.hidden) == is_hidden
    assert (note.sentence == messages.DESK_CARD_DECIDES) != is_hidden
    assert (messages.DESK_HAS_A_CARD in note.sentence) == is_offered


def test_form_asks_for_what_it_needs_and_folds_what_nobody_changes(desk: DeskInHand) -> None:
    passport = desk.get("edit/school/school").body.decode()
    assert passport.index("Меняют редко: код школы, часовой пояс") > passport.index('name="region"')
    assert "Пример, которым начат раздел" not in desk.get("new/mentors").body.decode()

    form = desk.get("new/practices").body.decode()
    assert 'data-opens="published privacy_check" data-code="published"' in form
    assert messages.DAY_OR_YES in desk.get("blank/roadmap?path=stages&as=n1").body.decode()


def test_equal_remarks_name_the_stage(desk: DeskInHand) -> None:
    plan = {
        "school_year": "2026-2027",
        "stages": [{"title": "Встреча", "done": "ага"}, {"title": "Итоги", "done": "ага"}],
    }
    (desk.desk.project.content / "roadmap").mkdir(exist_ok=True)
    (desk.desk.project.content / "roadmap/2026-2027.yml").write_text(yml(plan), "utf-8")

    said = words_of(desk.get("remarks"))

    assert "«Встреча»: " in said
    assert "«Итоги»: " in said


def test_pages_that_are_only_looked_at_say_what_does_not_work(desk: DeskInHand) -> None:
    desk.post("do/build")

    for path in ("built/", "site/"):
        assert messages.DESK_NO_SCRIPTS in words_of(desk.get(path))
    assert messages.DESK_NO_SCRIPTS not in (desk.desk.project.site / "index.html").read_text("utf-8")
