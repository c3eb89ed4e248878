"""What a newcomer met at the desk: a slip in the passport, a practice published at once, an author with a card."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.desk.consent_notes import consent_notes
from nastavnik.office.uploads import latin_stem
from nastavnik.records import Mentor, Practice
from nastavnik.records.vocabularies import BASE, CAPTIONS
from nastavnik.school.scanning import bad_name
from nastavnik.text.latin import latin_name
from nastavnik.text.source import Plain
from tests.conftest import DOCUMENT, MENTOR, Files, yml
from tests.desk import DeskInHand, addresses, fields_of, words_of

DAY = dt.date(2026, 9, 1)


WRONG = "1027000000016"
"""A registration number whose check digit does not fit."""


@pytest.fixture
def desk(school: Callable[[Files], Path]) -> DeskInHand:
    return DeskInHand(school({"mentors/belova.yml": yml(MENTOR)}))


def test_a_slip_in_the_passport_is_told_wherever_a_page_would_stand(desk: DeskInHand) -> None:
    saved = desk.save("edit/school/school", ogrn=WRONG)
    assert '<p class="notice error" role="alert" tabindex="-1" data-came>Сохранено.' in saved.body.decode()
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
        assert "/" in addresses(desk.get(path)), "the way back to the desk"
    assert messages.DESK_NO_SCRIPTS not in (desk.desk.project.site / "index.html").read_text("utf-8")


def test_the_line_above_pages_has_its_style_from_a_sheet_that_their_policy_lets_in(desk: DeskInHand) -> None:
    desk.post("do/build")
    page = desk.get("built/").body.decode()
    bar = page.partition("<body")[2].partition("</p>")[0]

    assert "style-src &#39;self&#39;" in page or "style-src 'self'" in page
    assert " style=" not in bar
    (sheet,) = re.findall(r'rel="stylesheet" href="/(assets/[^"]+)"', bar)
    assert ".looked-at {" in desk.get(sheet).body.decode()


def test_a_built_site_is_offered_as_one_archive(desk: DeskInHand) -> None:
    assert desk.get("site.zip").status == 404
    done = desk.post("do/build")
    assert "/site.zip" in addresses(done) and "/do/publish" in addresses(done)

    archive = desk.get("site.zip")

    site = desk.desk.project.site
    packed = zipfile.ZipFile(io.BytesIO(archive.body))
    assert {name: packed.read(name) for name in packed.namelist()} == {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    assert desk.get("site.zip").body == archive.body


def test_where_to_publish_is_described_before_other_ways(desk: DeskInHand) -> None:
    assert "/site.zip" not in addresses(desk.get("do/publish")), "there is nothing yet"
    desk.post("do/build")
    page = desk.get("do/publish").body.decode()

    assert page.index('href="/do/place"') < page.index(messages.DESK_OTHER_WAYS) < page.index('href="/site.zip"')


def test_pages_to_paste_lead_back_to_the_desk(desk: DeskInHand) -> None:
    desk.post("do/fragments", [("pressed", "")])

    assert messages.DESK_BACK in words_of(desk.get("pasted/index.html"))
    assert messages.DESK_BACK not in (desk.desk.project.root / "fragments/index.html").read_text("utf-8")


def test_what_was_done_tells_its_day_and_hour(desk: DeskInHand) -> None:
    for post in ("Учитель труда", "Учитель музыки"):
        desk.save("edit/mentors/belova", post=post)

    moments = re.findall(r"<time>([^<]+)</time>", desk.get("history").body.decode())

    assert len(moments) == 2
    assert all(re.fullmatch(r"\d{1,2} [а-я]+ \d{4}, \d\d:\d\d", moment) for moment in moments)


def test_what_is_to_be_confirmed_is_cleared_not_deleted(school: Callable[[Files], Path]) -> None:
    desk = DeskInHand(school({"documents/prikaz.yml": yml(DOCUMENT, to_confirm="дата")}))

    for page in ("edit/documents/prikaz", "remarks"):
        said = words_of(desk.get(page))
        assert "очистите поле «Что подтвердить»" in said
        assert "удалите эту строку" not in said


def test_a_name_is_spelt_alike_by_a_form_and_by_an_import(desk: DeskInHand) -> None:
    desk.save("new/documents", title="Круглый стол", level="local", type="order")
    table = "ФИО;Должность\nКруглый Иван Ильич;Учитель\n".encode()
    desk.post("do/import", [*fields_of(desk.send("do/import", {"spisok.csv": table}))])

    content = desk.desk.project.content
    assert (content / "documents/kruglyy-stol.yml").is_file()
    assert any("kruglyy" in path.stem for path in (content / "mentors").iterdir())


def test_names_of_files_and_of_a_school_are_spelt_as_all_others() -> None:
    assert latin_stem("Круглый стол № 5.docx") == "kruglyy-stol-5"
    assert latin_name("Гуляев Юрий Ильич") == "gulyaev-yuriy-ilich"
    assert (latin_name("Щёлково, съезд"), latin_name("IMG_2031"), latin_name("…")) == (
        "shchelkovo-sezd",
        "img-2031",
        "",
    )
    assert "kruglyy.yml" in (bad_name(Mentor, "Круглый.yml") or "")
    assert bad_name(Mentor, "kruglyi.yml") is None, "a name that is there stays"


def test_a_draft_that_is_not_finished_can_be_renamed(school: Callable[[Files], Path]) -> None:
    root = school({"mentors/ivanov.yml": "name: Иванова Анна Ильинична\n", "practices/urok.md": DRAFT_OF_IVANOV})
    desk = DeskInHand(root)
    assert "/do/rename?record=mentors/ivanov" in addresses(desk.get("edit/mentors/ivanov"))

    done = desk.post("do/rename", [("record", "mentors/ivanov"), ("name", "ivanova"), ("@sure", "yes")])

    assert messages.DESK_RENAMED in words_of(done)
    assert "Иванова" in (root / "content/mentors/ivanova.yml").read_text("utf-8")
    assert not (root / "content/mentors/ivanov.yml").exists()
    assert "mentor: ivanova" in (root / "content/practices/urok.md").read_text("utf-8")


DRAFT_OF_IVANOV = "---\ntitle: Урок\nstatus: черновик\nauthors:\n- mentor: ivanov\n---\n"


def test_a_list_of_words_is_chosen_by_its_caption(desk: DeskInHand) -> None:
    item = desk.get("blank/school?path=words&as=n1").body.decode()

    assert '<option value="directions">Направления</option>' in item
    assert CAPTIONS.keys() == BASE.keys()
