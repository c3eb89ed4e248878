"""The search of the demo school in a real browser: found by other words, by keyboard, by everybody."""

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, Route

from nastavnik.building.project import Project
from tests.browser import answered, served, weighed
from tests.building import build
from tests.conftest import NEWS, TODAY, Files, md
from tests.test_browser import DESKTOP, LOW_VISION, PHONE, barriers, opened

pytestmark = pytest.mark.xdist_group("browser")

ROOT = Path(__file__).parent.parent
FIRST_SEARCH, OWN_SCRIPT = 130_000, 6_300  # bytes with gzip
HREFS = "links => links.map(link => link.href)"

# The pause of who is writing ends when the test says so.
HOLD_PAUSE = """() => {
  const setReal = setTimeout, clearReal = clearTimeout;
  window.pauses = new Map();
  window.setTimeout = (action, ...rest) => {
    if (action.name !== "search") return setReal(action, ...rest);
    pauses.set(-1, action);
    return -1;
  };
  window.clearTimeout = timer => timer === -1 ? pauses.delete(-1) : clearReal(timer);
}"""


def asked(page: Page, words: str) -> list[str]:
    """Ask in the opened window; titles of what is shown."""
    page.locator("#q").fill(words)
    answered(page)
    return titles(page)


def titles(page: Page) -> list[str]:
    return [title.replace("\u00a0", " ") for title in page.locator("#find ol h3").all_inner_texts()]


def status(page: Page) -> str:
    return page.locator("#find [role=status]").inner_text()


def window(
    browser: Browser, address: str, size: dict[str, int] = DESKTOP, scheme: str = "light", script: str = ""
) -> Page:
    page = opened(browser, address, "", size, scheme, script)
    page.locator("header [data-open=find]").click()
    return page


def faults(page: Page) -> list[str]:
    return page.faults  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("пятиклассников", "Пятиклассники и вожатые провели вечер знакомств"),
        ("ПЯТИКЛАССНИКАМИ", "Пятиклассники и вожатые провели вечер знакомств"),
        ("небом над озёрами", "Небо над озером"),
        ("небо над озерам", "Небо над озером"),
    ],
)
def test_found_in_any_case(browser: Browser, address: str, words: str, found: str) -> None:
    page = window(browser, address)

    assert any(found in title for title in asked(page, words)), titles(page)
    assert page.locator("#find mark").count() > 0 or words.startswith("неб")
    assert faults(page) == []
    page.context.close()


def test_right_page_comes_first(browser: Browser, address: str) -> None:
    assert first_answers(browser, address, asks("demo")) == asks("demo")


def test_right_page_comes_first_in_a_small_school(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/school", tmp_path / "project")
    build(Project.at(tmp_path / "project", tmp_path / "host"), TODAY)
    with served(tmp_path / "host") as address:
        assert first_answers(browser, address, asks("small")) == asks("small")


def asks(school: str) -> dict[str, str]:
    """Questions people put, and where the first answer leads from the section's root; "" for no answer."""
    lines = (ROOT / f"tests/questions/{school}.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def first_answers(browser: Browser, address: str, questions: Iterable[str]) -> dict[str, str]:
    page = window(browser, address)
    root, answers = urlsplit(address).path, {}
    for words in questions:
        asked(page, words)
        links = hrefs(page)
        answers[words] = links[0].removeprefix(root) if links else ""
    assert faults(page) == []
    page.context.close()
    return answers


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("копелка", "по запросу «копилка»"),
        ("ljrevtyns", "по запросу «документы»"),
        ("причал репетитор", "по запросу «репетитор»"),
    ],
)
def test_mended_question_is_said(browser: Browser, address: str, words: str, said: str) -> None:
    page = window(browser, address)
    asked(page, words)

    assert status(page).endswith(said), status(page)
    page.context.close()


def test_section_is_named_and_opens(browser: Browser, address: str) -> None:
    page = window(browser, address)

    assert asked(page, "отказаться")[0] == "Родителям — Можно ли отказаться"
    page.locator("#find ol a").first.click()
    page.wait_for_url("**/parents/#otkaz")
    page.context.close()


def test_answer_on_this_page_closes_the_window(browser: Browser, address: str) -> None:
    page = window(browser, address)
    asked(page, "телефон")
    assert "8 (800) 000-00-28" in page.locator("#find ol li").first.inner_text().replace("\u00a0", " ")
    page.locator("#find ol a").first.click()

    assert page.url.endswith("#contact")
    assert page.locator("#find[open]").count() == 0
    page.context.close()


def test_short_words_stay_with_the_next_one(browser: Browser, address: str) -> None:
    page = window(browser, address)
    asked(page, "отказаться")

    assert re.search(r"(?<!\w)[ввкосуия] ", page.locator("#find ol li").first.inner_text()) is None
    page.context.close()


def test_title_counts_most(browser: Browser, address: str) -> None:
    page = window(browser, address)

    assert asked(page, "кабинет")[0] == "Музей как кабинет"
    page.context.close()


def test_kinds_fit_a_row_on_a_phone(browser: Browser, address: str) -> None:
    page = window(browser, address, PHONE)
    asked(page, "наставник")
    row = page.locator("#find .chips").bounding_box()
    chip = page.locator("#find .chips button").first.bounding_box()

    assert row and chip and row["height"] >= chip["height"] >= 44
    assert row["height"] < 2 * chip["height"]
    page.context.close()


@pytest.mark.parametrize("word", ["менторство", "ментор", "кейс"])
def test_found_by_a_word_the_page_has_not(browser: Browser, address: str, word: str) -> None:
    page = window(browser, address)

    assert asked(page, word)
    assert word not in page.locator("#find ol").inner_text().lower()
    assert word not in page.content().lower()
    page.context.close()


def test_results_are_narrowed(browser: Browser, address: str) -> None:
    page = window(browser, address)
    asked(page, "наставник")
    everything = status(page)

    chip = page.locator("#find .chips button", has_text="Практики")
    count = int(chip.locator(".n").inner_text())
    chip.click()
    answered(page)
    assert status(page).startswith(f"Найдено: {count} ")
    assert page.evaluate("document.activeElement.dataset.kind") == "practices"
    assert chip.get_attribute("aria-pressed") == "true"
    assert {"/practices/" in link for link in hrefs(page)} == {True}

    page.locator("#find summary").click()
    form = page.locator("#find select[name=Форма]")
    form.select_option(index=1)
    answered(page)
    assert status(page) != everything
    assert "выбрано 1" in page.locator("#find summary").inner_text()
    assert barriers(page) == [] and faults(page) == []
    page.context.close()


def hrefs(page: Page) -> list[str]:
    return [str(link.get_attribute("href")) for link in page.locator("#find ol a").all()]


def test_more_results_come_on_demand(browser: Browser, address: str) -> None:
    page = window(browser, address)
    assert len(asked(page, "наставник")) == 5

    page.locator("#find [data-more]").dblclick()
    page.wait_for_function("() => document.activeElement.href")

    assert len(titles(page)) == len(set(hrefs(page))) == 15
    assert page.evaluate("document.activeElement.href").endswith(hrefs(page)[5])
    page.context.close()


def test_from_the_keyboard_alone(browser: Browser, address: str) -> None:
    page = opened(browser, address, "news/", PHONE)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("пятиклассник")
    answered(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = hrefs(page)[1]
    assert page.evaluate("document.activeElement.getAttribute('href')") == second
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{second}")
    page.context.close()


def test_answer_stays_when_the_index_comes_late(browser: Browser, address: str) -> None:
    page = opened(browser, address, "", DESKTOP)
    late: list[Route] = []
    page.route("**/shards.json", lambda route: late.append(route))
    page.evaluate(HOLD_PAUSE)
    with page.expect_request("**/shards.json"):  # the script is there
        page.locator("header [data-open=find]").click()
    while not late:
        page.wait_for_timeout(20)
    page.keyboard.type("пятиклассник")
    late[0].continue_()
    answered(page)
    page.keyboard.press("ArrowDown")
    page.evaluate("pauses.forEach(search => search())")
    answered(page)

    assert page.evaluate("document.activeElement.getAttribute('href')") == hrefs(page)[0]
    page.context.close()


def test_enter_opens_the_first_result(browser: Browser, address: str) -> None:
    page = window(browser, address)
    page.locator("#q").fill("пятиклассник")
    page.keyboard.press("Enter")  # sooner than the answer can be there

    page.wait_for_url("**/nastavnichestvo/*/**")
    page.context.close()


def test_escape_closes_and_focus_returns(browser: Browser, address: str) -> None:
    page = opened(browser, address, "", DESKTOP)
    page.locator("header [data-open=find]").focus()
    page.keyboard.press("Enter")
    asked(page, "озеро")
    page.keyboard.press("Escape")
    if page.locator("#find[open]").count():  # the first one may only have emptied the field
        page.keyboard.press("Escape")

    assert page.locator("#find[open]").count() == 0
    assert page.evaluate("document.activeElement.dataset.open") == "find"
    page.keyboard.press("/")
    assert page.locator("#find[open]").count() == 1
    page.context.close()


def test_slash_is_a_letter_where_one_writes(browser: Browser, address: str) -> None:
    page = window(browser, address)
    page.locator("#q").press("/")

    assert page.locator("#q").input_value() == "/"
    page.context.close()


@pytest.mark.parametrize("view", ["390", "1440", "dark", "low vision"])
@pytest.mark.parametrize("words", ["", "наставник", "абракадабрища"])
def test_window_has_no_barriers(browser: Browser, address: str, view: str, words: str) -> None:
    size = PHONE if view in ("390", "low vision") else DESKTOP
    scheme, script = "dark" if view == "dark" else "light", LOW_VISION if view == "low vision" else ""
    page = window(browser, address, size, scheme, script)
    if words:
        asked(page, words)
    page.evaluate("Promise.all(document.getAnimations().map(motion => motion.finished))")

    assert barriers(page) == [] and faults(page) == []
    assert page.evaluate("document.querySelector('#find').scrollWidth") <= size["width"]
    page.context.close()


def test_nothing_found_shows_the_way(browser: Browser, address: str) -> None:
    page = window(browser, address)

    assert asked(page, "абракадабрища") == []
    assert status(page) == "Ничего не нашлось"
    assert page.locator("#find [data-nothing]").is_visible()
    ways, tabs = (page.locator(links).evaluate_all(HREFS) for links in ("#find .help a", ".tabs a:not([data-open])"))
    assert tabs and set(tabs) <= set(ways)
    page.context.close()


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", "\"'--; DROP", "🙂🚀", "...!!!???", "а" * 5000, "%00 %2F ../../", "“ ”", "-", "Ё"],
)
def test_hostile_words(browser: Browser, address: str, words: str) -> None:
    page = window(browser, address)
    page.on("dialog", lambda box: faults(page).append(box.message))
    page.locator("#q").fill(words)
    page.wait_for_function("() => !document.querySelector('#find ol[aria-busy]')")

    assert faults(page) == []
    assert "не открылся" not in status(page)
    assert page.locator("#find script").count() == 0
    page.context.close()


def test_text_of_records_stays_text(browser: Browser, school: Callable[[Files], Path]) -> None:
    title, text = "Урок <b>дважды</b> & «ёж»", "Знак `<img src=x onerror=alert(1)>` и слово <mark>колокольчик</mark>."
    root = school({"news/first.md": md(NEWS, title=title, text=text)})
    build(Project.at(root), TODAY)
    with served(root / "site") as address:
        page = window(browser, address)

        assert asked(page, "колокольчик") == [title]
        assert page.locator("#find img").count() == 0
        assert page.locator("#find mark").all_inner_texts() != []
        assert asked(page, "ежи") == [title]
        assert faults(page) == []
        page.context.close()


def test_who_does_not_search_downloads_nothing(browser: Browser, address: str) -> None:
    page = opened(browser, "about:", "blank", DESKTOP)
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(address)
    page.goto(f"{address}practices/")
    page.wait_for_load_state("networkidle")

    assert urls
    assert [url for url in urls if "search" in url or "pagefind" in url] == []
    page.context.close()


def test_first_search_is_light(browser: Browser, address: str) -> None:
    page = opened(browser, address, "", DESKTOP)
    came: list[Response] = []
    page.on("response", lambda got: came.append(got))
    page.locator("header [data-open=find]").click()
    assert len(asked(page, "наставник")) == 5

    weights = weighed(came)
    assert all(url.startswith(address) for url in weights)
    assert sum(weights.values()) <= FIRST_SEARCH, weights
    own = [weight for url, weight in weights.items() if url.startswith(f"{address}assets/search.js")]
    assert own and sum(own) <= OWN_SCRIPT
    page.context.close()


@pytest.mark.parametrize("lost", ["search.js", "shards.json", "pagefind.js", "wasm", ".pf_meta", ".pf_index"])
def test_what_cannot_be_loaded_is_said_and_tried_again(browser: Browser, address: str, lost: str) -> None:
    page = opened(browser, address, "", DESKTOP)
    gone: list[Route] = []

    def lose(route: Route) -> None:
        gone.append(route)
        route.abort()

    page.route(f"**/*{lost}*", lose)
    page.locator("header [data-open=find]").click()
    page.locator("#q").fill("наставник")
    said = "document.querySelector('#find [role=status]').textContent"
    page.wait_for_function(f"() => /\\.$|^Ничего|^Найдено/.test({said})")

    assert gone
    assert "Поиск не открылся" in status(page) or lost == ".pf_index", status(page)
    page.unroute_all()
    page.reload()
    page.locator("header [data-open=find]").click()
    assert asked(page, "наставник")
    page.context.close()


def test_without_scripts_the_lists_are_offered(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)

    assert not page.locator("header [data-open=find]").is_visible()
    page.locator("header .mast").get_by_role("link", name="Все разделы").click()
    assert page.url.endswith("#menu")
    context.close()
