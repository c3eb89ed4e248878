"""Pages in the school's own words at the desk: listed, kept by the forms of records, no byte lost beside a change."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.office.patching.own_page import page_data, page_saying
from nastavnik.text.asides import asides, with_asides, without_asides
from tests.conftest import MENTOR, Files, yml
from tests.desk import DeskInHand, filled, words_of

PARENTS = """\
---
# Допишите своё.
#  - как проходят встречи;
title: 'Родителям'   # так в меню
tab: Родителям
hide: [toc]
---

Наставник помогает.

## Как проходят встречи {#kak}

<!-- Где и как часто. -->

## Кого спросить {#kontakt}

<!-- Не менять: ссылка с плаката. -->
Куратора. Он же есть в [карточке](mentors/belova.yml).
"""


@pytest.fixture
def root(school: Callable[[Files], Path]) -> Path:
    return school({"parents.md": PARENTS, "mentors/belova.yml": yml(MENTOR)})


@pytest.fixture
def desk(root: Path) -> DeskInHand:
    return DeskInHand(root)


def text_of(root: Path, name: str = "parents.md") -> str:
    return (root / "content" / name).read_bytes().decode()


# --- the list


def test_pages_are_listed_with_address_and_place_in_the_menu(desk: DeskInHand, root: Path) -> None:
    (root / "content/o nas.md").write_text("# О нас\n", encoding="utf-8")
    (root / "content/broken.md").write_text("---\ntitle: [а\n---\n", encoding="utf-8")

    page = words_of(desk.get("kind/page"))

    assert "Родителям /parents/ в меню" in page
    assert "О нас /o nas/ в меню нет" in page
    assert "broken есть ошибка" in page.replace("  ", " ")
    assert "3 страницы вашими словами" in words_of(desk.get(""))


def test_page_no_form_opens_is_mended_as_text(desk: DeskInHand, root: Path) -> None:
    (root / "content/broken.md").write_text("---\ntitle: [а\n---\n", encoding="utf-8")

    assert "Исправьте текст" in words_of(desk.get("edit/page/broken"))
    desk.post("text/page/broken", filled(desk.form("edit/page/broken", "whole"), {"text": "---\ntitle: А\n---\n"}))

    assert text_of(root, "broken.md") == "---\ntitle: А\n---\n"


@pytest.mark.parametrize("id", ["mentors:belova", "..:mkdocs", ".hidden", "mentors:..:..:x", "school.yml"])
def test_nothing_else_is_opened_as_a_page(desk: DeskInHand, id: str) -> None:
    page = desk.post(f"edit/page/{id}", [("title", "Х"), ("@state", "x"), ("@again", "yes")])

    assert page.status == 404 or id == "school.yml"  # that would be a page called school.yml.md


# --- the form


def test_form_has_fields_of_the_head_the_text_and_reminders(desk: DeskInHand) -> None:
    fields = dict(desk.form("edit/page/parents"))
    page = words_of(desk.get("edit/page/parents"))

    assert (fields["title"], fields["tab"]) == ("Родителям", "Родителям")
    assert "<!--" not in fields["text"]
    assert fields["text"].startswith(
        "Наставник помогает.\r\n\r\n## Как проходят встречи {#kak}\r\n\r\n## Кого спросить"
    )
    assert "Допишите своё. Как проходят встречи; «Как проходят встречи»: Где и как часто." in page
    assert "Не менять" not in page


def test_only_what_was_changed_is_written(desk: DeskInHand, root: Path) -> None:
    shown = dict(desk.form("edit/page/parents"))["text"]

    desk.save("edit/page/parents", title="Семьям", text=shown.replace("помогает.", "помогает всем."))

    expected = PARENTS.replace("'Родителям'", "'Семьям'").replace("помогает.", "помогает всем.")
    assert text_of(root) == expected
    desk.post("undo")
    assert text_of(root) == PARENTS


def test_saving_what_nobody_touched_changes_nothing(desk: DeskInHand, root: Path) -> None:
    desk.save("edit/page/parents")

    assert text_of(root) == PARENTS


def test_text_written_under_a_reminder_answers_it(desk: DeskInHand, root: Path) -> None:
    shown = dict(desk.form("edit/page/parents"))["text"]

    desk.save("edit/page/parents", text=shown.replace("{#kak}\r\n", "{#kak}\r\n\r\nПо средам.\r\n"))

    assert "<!-- Где и как часто. -->\n\nПо средам.\n" in text_of(root)
    assert "Где и как часто" not in words_of(desk.get("edit/page/parents"))


def test_reminder_that_is_ticked_off_leaves_the_file(desk: DeskInHand, root: Path) -> None:
    desk.save("edit/page/parents", notes="Как проходят встречи;")
    assert text_of(root) == PARENTS.replace("#  - как проходят встречи;\n", "")

    desk.save("edit/page/parents", notes="«Как проходят встречи»: Где и как часто.")
    assert text_of(root) == PARENTS.replace("#  - как проходят встречи;\n", "").replace(
        "<!-- Где и как часто. -->\n\n", ""
    )


ENCODINGS = {
    "windows": ("utf-8-sig", "\r\n"),
    "notepad": ("utf-16", "\r\n"),
    "ansi": ("cp1251", "\r\n"),
    "old": ("utf-8", "\n"),
}


@pytest.mark.parametrize(("codec", "end"), ENCODINGS.values(), ids=ENCODINGS)
def test_encoding_and_line_ends_stay(desk: DeskInHand, root: Path, codec: str, end: str) -> None:
    path = root / "content/parents.md"
    path.write_bytes(PARENTS.replace("\n", end).encode(codec))
    shown = dict(desk.form("edit/page/parents"))["text"]

    desk.save("edit/page/parents", text=shown.replace("помогает.", "помогает всем."), notes="Допишите своё.")

    expected = PARENTS.replace("помогает.", "помогает всем.").replace("# Допишите своё.\n", "")
    assert path.read_bytes() == expected.replace("\n", end).encode(codec)


HEADLESS = {
    "text only": ("# О нас\n\nМы школа.\n", {}, "# О нас\n\nМы школа!\n"),
    "a title comes": ("Мы школа.\n", {"title": "О нас"}, "---\ntitle: О нас\n---\n\nМы школа!\n"),
    "an empty head": ("---\n---\nМы школа.\n", {}, "---\n---\nМы школа!\n"),
    "an empty head and a title": ("---\n---\nМы школа.\n", {"title": "О нас"}, "---\ntitle: О нас\n---\nМы школа!\n"),
    "no end of the last line": ("Мы школа.", {}, "Мы школа!"),
    "the only field goes": ("---\ntitle: О нас\n---\nМы школа.\n", {"title": ""}, "Мы школа!\n"),
}


@pytest.mark.parametrize(("before", "typed", "after"), HEADLESS.values(), ids=HEADLESS)
def test_page_without_a_head_is_edited_too(
    desk: DeskInHand, root: Path, before: str, typed: dict[str, str], after: str
) -> None:
    (root / "content/o.md").write_text(before, encoding="utf-8")
    shown = dict(desk.form("edit/page/o"))["text"]

    desk.save("edit/page/o", text=shown.replace("школа.", "школа!"), **typed)

    assert text_of(root, "o.md").replace("---\n\nМы", "---\nМы") == after.replace("---\n\nМы", "---\nМы")


def test_page_in_a_folder_with_a_russian_name_has_a_form(desk: DeskInHand, root: Path) -> None:
    path = root / "content/О школе/Кто № 1?.md"
    path.parent.mkdir()
    path.write_text("Мы.\n", encoding="utf-8")
    (link,) = [page for page in links(desk, "kind/page") if "%D0" in page]

    answer = desk.draft(link, text="Мы школа.")

    assert "Мы школа." in words_of(desk.get(answer["look"]))
    desk.save(link, text="Мы школа.")
    assert path.read_text(encoding="utf-8") == "Мы школа.\n"


def links(desk: DeskInHand, path: str) -> list[str]:
    return re.findall(r'href="/(edit/page/[^"]+)"', desk.get(path).body.decode())


# --- beside the form


def test_page_stands_beside_while_it_is_typed(desk: DeskInHand, root: Path) -> None:
    shown = dict(desk.form("edit/page/parents"))["text"]

    answer = desk.draft("edit/page/parents", text=shown + "\n\nНовый [лист](files/net.docx).", title="Семьям")

    look = words_of(desk.get(answer["look"]))
    assert "Семьям" in look
    assert "Новый лист" in look
    assert [remark["path"] for remark in answer["remarks"]] == ["text"]
    assert "такого файла нет" in answer["remarks"][0]["sentence"]
    assert text_of(root) == PARENTS


def test_page_that_is_not_saved_yet_is_seen_too(desk: DeskInHand, root: Path) -> None:
    pairs = filled(desk.form("new/page"), {"title": "О школе", "text": "Мы **вместе**."})
    answer = json.loads(desk.post("draft/page/novaya-zapis", pairs).body)

    assert "Мы вместе" in words_of(desk.get(answer["look"]))
    assert sorted((root / "content").glob("*.md")) == [root / "content/parents.md"]


def test_two_windows_are_told_apart(desk: DeskInHand, root: Path) -> None:
    pairs = desk.form("edit/page/parents")
    (root / "content/parents.md").write_text(PARENTS.replace("помогает.", "помогает нам."), encoding="utf-8")

    desk.post("edit/page/parents", filled(pairs, {"title": "Семьям"}))
    assert "помогает нам." in text_of(root)
    assert "'Семьям'" in text_of(root)

    page = desk.post("edit/page/parents", filled(pairs, {"title": "Мамам и папам"}))
    assert page.status == 409
    assert "Здесь, в форме Мамам и папам" in words_of(page)
    assert "Мамам" not in text_of(root)


# --- new and gone


NAMES = {
    "О наставничестве": "about",
    "О нас": "o-nas",
    "Mentors": "page-mentors",
    "Index": "page-index",
    "№ 1?": "1",
}


@pytest.mark.parametrize(("title", "name"), NAMES.items())
def test_new_page_is_called_after_its_title(desk: DeskInHand, root: Path, title: str, name: str) -> None:
    desk.save("new/page", title=title, text="Мы вместе.")

    head = f"---\ntitle: {title}\n---\n\n" if title == "О наставничестве" else ""
    assert text_of(root, f"{name}.md").endswith(f"{head}Мы вместе.\n")


def test_new_page_needs_a_name(desk: DeskInHand, root: Path) -> None:
    page = desk.save("new/page", text="Мы вместе.")

    assert page.status == 409
    assert "Впишите название страницы" in words_of(page)
    assert "Мы вместе." in words_of(page)
    desk.save("new/page", text="# О школе\n\nМы вместе.")
    assert text_of(root, "o-shkole.md") == "# О школе\n\nМы вместе.\n"


def test_second_page_of_a_title_does_not_take_the_place_of_the_first(desk: DeskInHand, root: Path) -> None:
    desk.save("new/page", title="Parents", text="Мы.")

    assert text_of(root) == PARENTS
    assert "Мы." in text_of(root, "parents-2.md")


def test_deleted_page_takes_its_pictures_and_says_who_leads_to_it(desk: DeskInHand, root: Path) -> None:
    content = root / "content"
    (content / "images").mkdir()
    (content / "images/parents.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>")
    (content / "images/shared.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>")
    (content / "parents.md").write_text(
        f"{PARENTS}\n![А](images/parents.svg) ![Б](images/shared.svg)\n", encoding="utf-8"
    )
    (content / "about.md").write_text("# О нас\n\n[Родителям](parents.md)\n", encoding="utf-8")

    assert "ссылаются: уберите ссылки, иначе сайт может не собраться О нас" in words_of(
        desk.get("do/delete?record=page/parents")
    )
    desk.post("do/delete", [("record", "page/parents"), ("@sure", "yes")])

    assert not (content / "parents.md").exists()
    assert [path.name for path in (content / "images").iterdir()] == ["shared.svg"]
    assert "Удаление — страница «Родителям»" in words_of(desk.get("history"))
    desk.post("undo")
    assert (content / "images/parents.svg").is_file()


# --- comments


WOVEN = {
    "nothing changed": ("а\n\n<!-- x -->\n\nб", "а\n\nб", "а\n\n<!-- x -->\n\nб"),
    "written above": ("а\n\n<!-- x -->\n\nб", "а!\n\nб", "а!\n\n<!-- x -->\n\nб"),
    "written in its place": ("## а\n\n<!-- x -->\n\n## б", "## а\n\nда\n\n## б", "## а\n\n<!-- x -->\n\nда\n\n## б"),
    "lines around it gone": ("а\n\nб\n\n<!-- x -->\n\nв\n\nг", "а\n\nг", "а\n\nг"),
    "a line beside it gone": ("а\n\n<!-- x -->\n\nб", "а", "а\n\n<!-- x -->"),
    "all text gone": ("а\n\n<!-- x -->\n\nб", "", ""),
    "two of them": (
        "## а\n\n<!-- x -->\n\n<!-- y -->\n\n## б",
        "## а\n\nда\n\n## б",
        "## а\n\n<!-- x -->\n\n<!-- y -->\n\nда\n\n## б",
    ),
    "beside a line": ("а\n<!-- x -->\nб", "а!\nб", "а!\n<!-- x -->\nб"),
    "at the end": ("а\n\n<!-- x -->", "а\n\nб", "а\n\n<!-- x -->\n\nб"),
    "of several lines": ("<!--\nx\n\ny\n-->\n\nа", "б", "<!--\nx\n\ny\n-->\n\nб"),
    "in code": ("```\n<!-- x -->\n```", "```\n<!-- x -->\n```", "```\n<!-- x -->\n```"),
    "never closed": ("<!-- x\n\nа", "<!-- x\n\nб", "<!-- x\n\nб"),
    "in a line": ("а <!-- x --> б", "а <!-- x --> в", "а <!-- x --> в"),
}


@pytest.mark.parametrize(("text", "shown", "woven"), WOVEN.values(), ids=WOVEN)
def test_comments_stay_where_they_stood(text: str, shown: str, woven: str) -> None:
    assert with_asides(text, shown) == woven


@pytest.mark.parametrize("text", [text for text, _, _ in WOVEN.values()], ids=WOVEN)
def test_text_without_comments_gets_them_again(text: str) -> None:
    assert with_asides(text, without_asides(text)) == text


def test_many_comments_take_no_more_than_a_pass() -> None:
    text = "<!-- а\n" * 20_000 + "-->\n" + "## а\n<!-- б -->\n" * 20_000

    assert len(asides(text)) == 20_001


def test_every_page_of_bytes_stays_readable() -> None:
    data = page_data(PARENTS.encode(), "content/parents.md")

    assert page_saying(Path("parents.md"), PARENTS.encode(), "content/parents.md", data) == PARENTS.encode()
