"""The desk in a real browser: typing, remarks, the page beside, adding and moving, from the keyboard."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from nastavnik.building.project import Project
from nastavnik.desk.app import Desk, answering
from nastavnik.desk.errands import ERRANDS
from nastavnik.desk.routes import ROUTES
from nastavnik.desk.web import DeskServer
from tests.conftest import TODAY
from tests.test_browser import barriers

pytestmark = pytest.mark.xdist_group("browser")

ROOT = Path(__file__).parent.parent
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
FRAMED = ("Blocked script execution", "Transition was")  # pages of the section are only looked at, and reloaded


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[DeskServer]:
    server = DeskServer(answering(Desk(Project.at(root), lambda: TODAY, ERRANDS), ROUTES))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def opened(browser: Browser, server: DeskServer, path: str, size: dict[str, int] = DESKTOP) -> Page:
    """A page of the desk; what went wrong is in `page.faults`."""
    page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    here = f"http://127.0.0.1:{server.port}/"
    page.on("request", lambda asked: faults.append(asked.url) if not asked.url.startswith((here, "data:")) else None)
    page.goto(server.address)
    page.goto(f"{here}{path}")
    page.faults = faults  # type: ignore[attr-defined]
    return page


def faults(page: Page) -> list[str]:
    return [fault for fault in page.faults if not fault.startswith(FRAMED)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1440", "390"])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "kind/mentors",
        "kind/page",
        "edit/page/parents",
        "edit/mentors/belova",
        "edit/roadmap/2026-2027",
        "new/news",
        "edit/school/school",
        "do/import",
        "do/delete?record=mentors/belova",
        "help/consents",
        "remarks",
        "history",
    ],
)
def test_page_has_no_barrier_and_asks_nobody_else(
    browser: Browser, server: DeskServer, path: str, size: dict[str, int]
) -> None:
    page = opened(browser, server, path, size)

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page) == []
    page.context.close()


def test_what_is_typed_is_seen_beside_and_saved(browser: Browser, server: DeskServer, root: Path) -> None:
    page = opened(browser, server, "edit/mentors/belova")
    field = page.get_by_label("Должность").first
    field.fill("Учитель словесности")

    expect(page.frame_locator("[data-look]").get_by_text("Учитель словесности").first).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_text("Не сохранено")
    field.press("Control+s")
    expect(page.get_by_role("status").first).to_contain_text("Сохранено")

    assert "post: Учитель словесности\n" in (root / "content/mentors/belova.yml").read_text(encoding="utf-8")
    assert faults(page) == []
    page.context.close()


def test_files_are_chosen_sent_and_shown(browser: Browser, server: DeskServer, tmp_path: Path) -> None:
    for name, text in {"spisok.csv": "ФИО;Должность\nЛипова Вера Павловна;Учитель\n", "зал 1.pdf": "%PDF-1.4"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = opened(browser, server, "do/import")
    page.locator("input[type=file]").set_input_files(sorted(tmp_path.iterdir()))
    page.get_by_role("button", name="Посмотреть, что получится").click()

    expect(page.get_by_label("spisok.csv")).to_have_value("mentors")
    expect(page.get_by_label("зал 1.pdf")).to_have_value("documents")
    expect(page.get_by_role("button", name="Записать").first).to_be_visible()
    assert faults(page) == []
    page.context.close()


def test_remark_comes_while_typing_and_goes(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "edit/mentors/gulyaev")
    field = page.get_by_label("Фамилия, имя, отчество").first
    name = field.input_value()
    field.fill("")

    expect(page.locator('[data-said="name"] .error')).to_have_text("Заполните: без этого запись не появится на сайте")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill(name)
    expect(page.locator('[data-said="name"] .error')).to_have_count(0)
    page.context.close()


def test_award_is_added_moved_and_taken_away_without_a_mouse(browser: Browser, server: DeskServer, root: Path) -> None:
    page = opened(browser, server, "edit/mentors/belova")
    awards = page.locator('[data-many="awards"]')
    before = awards.locator("fieldset.item").count()
    awards.locator("summary", has_text="Добавить").focus()
    page.keyboard.press("Enter")
    expect(awards.locator("fieldset.item")).to_have_count(before + 1)
    page.keyboard.type("Конкурс «Лучшая пара»")
    awards.locator("fieldset.item").last.get_by_label("Выше").focus()
    page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.get_by_role("status").first).to_contain_text("Сохранено")

    text = (root / "content/mentors/belova.yml").read_text(encoding="utf-8")
    titles = [line.split("title: ")[1] for line in text.splitlines() if "- title: " in line]
    assert titles[before - 1 : before + 1][0] == "Конкурс «Лучшая пара»"

    new = awards.locator("fieldset.item", has=page.locator('input[value="Конкурс «Лучшая пара»"]'))
    new.get_by_role("button", name="Убрать").press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.get_by_role("status").first).to_contain_text("Сохранено")
    assert "Лучшая пара" not in (root / "content/mentors/belova.yml").read_text(encoding="utf-8")
    page.context.close()


def test_remark_stands_beside_an_item_that_was_moved(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "edit/mentors/belova")
    awards = page.locator('[data-many="awards"]')
    awards.locator("summary", has_text="Добавить").focus()
    page.keyboard.press("Enter")
    page.locator('[name="awards/n1/title"]').fill("Грамота")
    new = awards.locator("fieldset.item").last
    new.get_by_label("Выше").press("Enter")
    page.locator('[name="awards/n1/year"]').evaluate(
        "field => { field.value = 'давно'; field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )

    expect(page.locator('[data-said="awards/n1/year"] .error')).to_have_count(1)
    expect(page.locator(".error li, li.error")).to_have_count(1)
    page.context.close()


def test_text_is_marked_by_the_toolbar(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "new/news")
    text = page.get_by_label("Текст", exact=True)
    text.fill("важно")
    text.select_text()
    page.get_by_role("toolbar").first.get_by_label("Жирный").press("Enter")

    assert text.input_value() == "**важно**"
    page.context.close()


DROP = """([name, type, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name, { type }));
  const place = document.querySelector(".pieces textarea");
  place.dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
}"""
"""A file let go over a text."""


def test_files_dropped_on_a_text_stand_in_it_one_after_the_other(
    browser: Browser, server: DeskServer, root: Path
) -> None:
    page = opened(browser, server, "new/page")
    text = page.locator("textarea[name=text]")
    page.get_by_label("Название").fill("Бланки")

    for name, type in (("IMG_1.svg", "image/svg+xml"), ("IMG_2.svg", "image/svg+xml"), ("Бланк.txt", "text/plain")):
        before = text.input_value()
        page.evaluate(DROP, [name, type, f"<svg xmlns='http://www.w3.org/2000/svg' id='{name}'/>"])
        expect(text).not_to_have_value(before)

    assert text.input_value().strip() == (
        "![](images/blanki.svg)\n\n![](images/blanki-2.svg)\n[Бланк](files/blank.txt)"
    )
    assert (root / "content/images/blanki-2.svg").is_file()
    page.get_by_role("button", name="Раздел").click()
    assert text.input_value().endswith("\n## Название раздела {#razdel-1}\n")
    page.keyboard.type("Бланки для встреч")
    assert text.input_value().endswith("\n## Бланки для встреч {#razdel-1}\n")
    page.context.close()


def test_page_is_edited_without_signs_of_blocks_and_anchors(browser: Browser, server: DeskServer, root: Path) -> None:
    file = root / "content/parents.md"
    before = file.read_text(encoding="utf-8")
    page = opened(browser, server, "edit/page/parents")
    areas, whole = page.locator(".pieces textarea"), page.locator("textarea[name=text]")
    shown = "\n".join(area.input_value() for area in areas.all())
    assert ":::" not in shown and "{#" not in shown
    assert ":::" in whole.input_value() and "{#kak}" in whole.input_value()

    text = whole.input_value()
    for area in areas.all():
        area.focus()
        page.keyboard.type("ы")
        page.keyboard.press("Backspace")
    assert whole.input_value() == text, "a touch changes nothing"

    renamed = next(area for area in areas.all() if "## Как проходят встречи" in area.input_value())
    renamed.fill(renamed.input_value().replace("Как проходят встречи", "Как мы встречаемся"))
    page.get_by_role("button", name="Вставить блок «Вопросы»").press("Enter")
    assert page.evaluate("document.activeElement.value") == "### Вопрос?\n\nОтвет."
    page.keyboard.type("Кто придёт?")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ещё одна страница"

    after = file.read_text(encoding="utf-8")
    assert "## Как мы встречаемся {#kak}" in after
    assert "\n\n::: questions\n### Кто придёт?\n\nОтвет.\n:::\n" in after
    assert sorted(set(before.split("\n")) - set(after.split("\n"))) == ["## Как проходят встречи {#kak}"]
    page.context.close()


def test_block_is_moved_and_taken_away_from_the_keyboard(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "new/page")
    whole = page.locator("textarea[name=text]")
    page.locator(".pieces textarea").fill("Начало.")
    for name in ("Кого спросить", "Содержание"):
        page.get_by_role("button", name=f"Вставить блок «{name}»").press("Enter")
    contact, contents = "::: contact\n:::", "::: contents\n:::"
    assert whole.input_value().strip() == f"Начало.\n\n{contact}\n\n{contents}"

    page.get_by_role("button", name="Выше: блок «Содержание»").press("Enter")
    assert whole.input_value() == f"Начало.\n\n{contents}\n\n{contact}"
    page.keyboard.press("Enter")
    assert whole.input_value() == f"{contents}\n\nНачало.\n\n{contact}", "the button kept the focus"
    page.get_by_role("button", name="Убрать: блок «Кого спросить»").press("Enter")
    assert whole.input_value() == f"{contents}\n\nНачало."

    page.locator(".pieces textarea").last.fill("::: steps\nне закрыт")
    page.get_by_role("button", name="Вставить блок «Содержание»").press("Enter")
    assert "::: steps\nне закрыт" in whole.input_value(), "nothing typed is lost"
    page.context.close()


def test_chosen_file_is_told_by_its_name_and_changed_from_the_keyboard(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "edit/mentors/belova")
    drop = page.locator("[data-drop=picture]").first
    path = drop.locator(".chosen").get_attribute("title") or ""
    expect(drop.locator(".chosen")).to_have_text(path.rpartition("/")[2])
    expect(drop.locator("input").first).to_be_hidden()

    drop.get_by_role("button", name="Другой файл раздела").press("Enter")

    assert page.evaluate("document.activeElement.value") == path
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    expect(drop.locator("input").first).to_be_visible()
    expect(drop.locator(".chosen")).to_be_hidden()
    page.context.close()


def test_state_of_a_practice_opens_what_it_asks_for(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "new/practices")
    expect(page.get_by_label("Опубликована", exact=True)).to_be_hidden()

    page.get_by_label("Состояние").select_option("published")

    expect(page.get_by_label("Опубликована", exact=True)).to_have_value(str(TODAY))
    checked = page.get_by_label("Дата проверки")
    expect(checked).to_have_value("")
    page.get_by_label("Должность проверившего").fill("Методист")
    expect(checked).to_have_value(str(TODAY))
    page.context.close()


def test_what_is_not_saved_is_not_left_unasked(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "edit/mentors/gulyaev")
    page.get_by_label("Должность").first.fill("Учитель")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"http://127.0.0.1:{server.port}/")

    assert asked == ["beforeunload"]
    page.context.close()


def test_record_is_chosen_by_its_name_and_another_line_comes(browser: Browser, server: DeskServer, root: Path) -> None:
    page = opened(browser, server, "edit/programmes/klassnyi-rukovoditel-2025")
    mentors = page.locator('[data-many="mentors"]').get_by_label("Наставники")
    before = mentors.count()
    mentors.last.fill("Юсупова Диана Ильдаровна")
    expect(mentors).to_have_count(before + 1)
    with page.expect_navigation():
        page.keyboard.press("Control+s")

    text = (root / "content/programmes/klassnyi-rukovoditel-2025.yml").read_text(encoding="utf-8")
    assert "yusupova" in text
    expect(mentors.nth(before - 1)).to_have_value("Юсупова Диана Ильдаровна")
    assert faults(page) == []
    page.context.close()


def test_empty_field_is_a_button_until_it_is_wanted(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "new/mentors")
    chip = page.get_by_role("button", name="Педагогический стаж с года")
    chip.press("Enter")

    expect(page.get_by_role("textbox", name="Педагогический стаж с года")).to_be_focused()
    expect(chip).to_have_count(0)
    page.context.close()


def test_letters_are_counted_against_the_limit(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "new/news")
    title = page.get_by_role("textbox", name="Заголовок обязательно")
    title.fill("а" * 140)
    expect(page.locator("#title-hint .count")).to_have_text("осталось знаков: 10")
    title.fill("а" * 151)
    expect(page.locator("#title-hint .count")).to_have_text("лишних знаков: 1")
    page.context.close()


def test_consent_answers_while_it_is_filled_in(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "edit/mentors/dorofeeva")
    consent = page.locator('[data-seen="consent"]')
    expect(consent).to_contain_text("не названо: «Фотография»")
    expect(page.locator('[data-unseen="photo"]')).to_be_visible()
    page.locator('[data-field="consent/fields"]').get_by_label("Фотография").check()

    expect(consent).to_contain_text("показано всё, что заполнено")
    expect(page.locator('[data-unseen="photo"]')).to_be_hidden()
    page.context.close()


def test_remark_leads_to_its_field(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "remarks")
    page.get_by_role("link", name="срок прошёл").first.click()

    expect(page.locator(".wanted")).to_be_in_viewport()
    assert page.evaluate("document.querySelector('.wanted').contains(document.activeElement)")
    page.context.close()


def test_a_part_of_a_name_with_one_match_is_enough(browser: Browser, server: DeskServer) -> None:
    page = opened(browser, server, "edit/practices/dva-uroka?field=authors")
    field = page.locator('[data-names="mentors"]').first
    field.fill("Белов")
    field.press("Tab")

    expect(field).to_have_value("Белова Ирина Сергеевна")
    assert page.locator(f'input[type=hidden][name="{field.get_attribute("data-for")}"]').input_value() == "belova"
    assert not faults(page)
