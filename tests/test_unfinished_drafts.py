"""Drafts that are not written to the end wait: the rest of the school is built, and it is told what they lack."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.desk import section
from nastavnik.records import KINDS, News
from nastavnik.records.record import Record
from nastavnik.school.loading import load
from tests.building import build
from tests.conftest import DAY, MENTOR, NEWS, PRACTICE, ROADMAP, TODAY, Files, md, run, yml
from tests.desk import DeskInHand, addresses, words_of
from tests.test_incremental import tree

School = Callable[[Files], Path]
UNFINISHED = md({"title": "Чтение вслух", "materials": [{"title": "Бланк", "file": "files/blank.txt"}]})
CARD = yml(name="Орлова Вера Ильинична", category="педагог", photo={"file": "orlova.jpg"})
REFERRING = md(PRACTICE, authors=[{"mentor": "orlova"}], related={"practices": ["chtenie"]})


def built(root: Path) -> dict[str, bytes]:
    """What a build makes of a school, by addresses."""
    build(Project.at(root), TODAY, searchable=False)
    return tree(root / "site")


@pytest.fixture
def root(school: School) -> Path:
    """A school with a draft, with a card whose owner has not agreed, with a practice that refers to both."""
    return school(
        {
            "practices/chtenie.md": UNFINISHED,
            "practices/urok.md": REFERRING,
            "mentors/orlova.yml": CARD,
            "mentors/orlova.jpg": b"a face",
            "mentors/berezkina.yml": yml(MENTOR),
            "files/blank.txt": "Бланк",
            "about.md": "# О нас\n\n[Чтение](practices/chtenie.md)\n",
        }
    )


def test_the_rest_of_the_school_is_built_and_nothing_of_a_draft(root: Path) -> None:
    assert run("check", "--root", root, *DAY).exit_code == 0

    pages = built(root)

    assert "practices/urok/index.html" in pages
    assert not [name for name in pages if "chtenie" in name or "orlova" in name or "blank" in name]
    assert not [name for name, data in pages.items() if "Орлова".encode() in data or "Чтение вслух".encode() in data]


@pytest.mark.parametrize("drafts", [False, True])
def test_a_preview_has_no_page_of_it_either(root: Path, drafts: bool) -> None:
    loaded = load(root / "content", TODAY, drafts=drafts)

    assert loaded.errors == []
    assert loaded.unfinished == {"content/practices/chtenie.md", "content/mentors/orlova.yml"}
    assert loaded.catalogue
    assert [entry.id for entry in loaded.catalogue.of("practices")] == ["urok"]


def test_whoever_refers_to_it_is_told(root: Path) -> None:
    said = run("check", "--root", root, *DAY).output

    assert messages.leads_to_unfinished("практика", "chtenie") in said
    assert messages.leads_to_unfinished("наставник", "orlova") in said


def test_a_finished_draft_comes_with_the_next_build_and_goes_again(root: Path) -> None:
    file = root / "content/practices/chtenie.md"
    without = built(root)

    file.write_text(md(PRACTICE, title="Чтение вслух"), "utf-8")
    assert "practices/chtenie/index.html" in built(root)

    file.write_text(UNFINISHED, "utf-8")
    assert built(root) == without


@pytest.mark.parametrize("cls", [cls for cls in KINDS.values() if cls.is_public is not Record.is_public])
def test_a_kind_that_has_drafts_says_by_which_fields(cls: type[Record]) -> None:
    """Else its drafts would stop the build as soon as they lack something."""
    assert cls.decided_by
    assert set(cls.decided_by) <= cls.model_fields.keys()


# --- what imports write


def test_an_import_that_lacks_something_stops_nothing(tmp_path: Path, school: School) -> None:
    root = school({"news/vstrecha.md": md(NEWS)})
    people, story = tmp_path / "наставники.csv", tmp_path / "итоги.csv"
    people.write_text("ФИО;Должность\nОрлова Вера Ильинична;учитель химии\n", "utf-8")
    story.write_text("Дата;Мероприятие\n12.11.2026;" + "Очень длинное название " * 12 + "\n", "utf-8")

    run("import", "mentors", people, "--root", root, *DAY)
    run("import", "events", story, "--root", root, *DAY)

    assert run("check", "--root", root, *DAY).exit_code == 0
    assert "news/vstrecha/index.html" in built(root)


def test_a_list_laid_over_a_record_never_spoils_it(tmp_path: Path, school: School) -> None:
    card = yml(MENTOR, post="Учитель химии")
    root, people = school({"mentors/berezkina.yml": card}), tmp_path / "наставники.csv"
    people.write_text("ФИО;Должность\nБерёзкина Анна Павловна;ученица 9 класса\n", "utf-8")

    run("import", "mentors", people, "--root", root, "--force", *DAY)

    assert (root / "content/mentors/berezkina.yml").read_text("utf-8") == card


# --- the desk


def test_the_first_page_and_the_remarks_lead_to_each_field_that_waits(root: Path) -> None:
    desk = DeskInHand(root)

    for page in (desk.get("due"), desk.get("remarks")):
        assert "/edit/practices/chtenie?field=goal" in list(addresses(page))
        assert "Какую проблему решаем" in words_of(page)
    assert 'data-focus="goal"' in desk.get("edit/practices/chtenie?field=goal").body.decode()
    assert "Мешает собрать сайт" not in words_of(desk.get("due"))


def test_its_form_says_what_is_left_and_stops_saying_it(root: Path) -> None:
    desk = DeskInHand(root)

    shown = desk.get("edit/mentors/orlova")
    assert messages.DESK_DRAFT_UNFINISHED in words_of(shown)
    assert "#at-forms" in list(addresses(shown))

    half = desk.draft("edit/mentors/orlova", post="Учитель химии")
    assert half["note"] == messages.DESK_DRAFT_NOT_SHOWN
    assert [remark["fields"] for remark in half["remarks"] if not remark["path"]] == [
        [["Формы наставничества", "forms"]]
    ]
    whole = desk.draft("edit/mentors/orlova", post="Учитель химии", forms="teacher-teacher")
    assert messages.DESK_DRAFT_WAITS not in {remark["sentence"] for remark in whole["remarks"]}


def test_consent_is_asked_once_the_card_is_written(root: Path) -> None:
    assert messages.CARD_UNFINISHED in run("consent", "orlova", "--root", root, *DAY).output

    page = DeskInHand(root).get("do/consent")

    assert messages.DESK_PAPER_UNFINISHED in words_of(page)
    assert "/edit/mentors/orlova" in list(addresses(page))


def test_the_list_of_a_kind_marks_it(root: Path) -> None:
    assert "Чтение вслух черновик не дописан" in words_of(DeskInHand(root).get("kind/practices"))


def test_a_draft_of_a_story_stays_one_until_somebody_says_it_is_ready(school: School) -> None:
    root = school({"news/vstrecha.md": md(title="Встреча", draft="да"), "roadmap/2026-2027.yml": yml(ROADMAP)})

    DeskInHand(root).save("edit/news/vstrecha", date="2026-11-12", summary="Встретились.")

    loaded = load(root / "content", TODAY)
    assert (loaded.errors, loaded.unfinished) == ([], frozenset())
    assert loaded.catalogue
    assert loaded.catalogue.of(News) == []


def test_a_form_looks_the_folder_through_once_while_somebody_types(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = DeskInHand(root)
    desk.draft("edit/mentors/orlova", post="Учитель")
    pairs, walks, files = desk.form("edit/mentors/orlova"), list[Path](), section._files
    monkeypatch.setattr(section, "_files", lambda folder: (walks.append(folder), files(folder))[1])

    desk.post("draft/mentors/orlova", pairs)

    assert walks == [root / "content", root / "theme"]
