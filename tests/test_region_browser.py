"""Every type of page of the bank in a real browser: no error, no foreign request, no barrier, no overflow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import answered, served
from tests.test_browser import DESKTOP, LOW_VISION, PHONE, barriers, opened

pytestmark = pytest.mark.xdist_group("browser")

PAGES = {
    "overview": "",
    "practices": "practices/",
    "practices behind the first page": "practices/page/1/",
    "practices of a municipality": "practices/by/municipality/zaozernyi/",
    "practice": "practices/0000000028-school28/dva-uroka/",
    "practice with all its parts": "practices/0000000041-bor/laboratornyi-desant/",
    "practice sent by post": "practices/0000000011-sad11/den-na-rybozavode/",
    "schools": "schools/",
    "schools of a municipality": "schools/by/municipality/novoozersk/",
    "school": "schools/0000000052-klyuchi/",
    "changes": "changes/",
    "statistics": "statistics/",
    "report": "report/",
    "hand-written": "join/",
    "accessibility": "accessibility/",
    "not found": "404.html",
}
VIEWED = ["overview", "practices", "practice with all its parts", "schools", "statistics", "report"]


@pytest.fixture(scope="module")
def address(bank_host: Path) -> Iterator[str]:
    """Where the demo bank is served."""
    with served(bank_host) as url:
        yield url


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1440"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_clean(browser: Browser, address: str, name: str, size: dict[str, int]) -> None:
    """Barriers at both widths of some pages; `test_access_browser` looks for them in every width, look and page."""
    page = opened(browser, address, PAGES[name], size)

    assert page.faults == []  # type: ignore[attr-defined]
    assert (size == DESKTOP and name not in VIEWED) or barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.locator("h1").count() == 1
    page.context.close()


@pytest.mark.parametrize("name", VIEWED)
def test_page_is_clean_in_the_dark(browser: Browser, address: str, name: str) -> None:
    page = opened(browser, address, PAGES[name], DESKTOP, scheme="dark")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 23, 28)"
    assert page.faults == [] and barriers(page) == []  # type: ignore[attr-defined]
    page.context.close()


@pytest.mark.parametrize("name", VIEWED)
def test_page_is_clean_for_low_vision(browser: Browser, address: str, name: str) -> None:
    page = opened(browser, address, PAGES[name], PHONE, script=LOW_VISION)

    assert page.faults == [] and barriers(page) == []  # type: ignore[attr-defined]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"] + 1
    page.context.close()


def test_narrow_phone(browser: Browser, address: str) -> None:
    for url in PAGES.values():
        page = opened(browser, address, url, {"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, url
        page.context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1440"])
def test_first_result_is_named_on_the_first_screen(browser: Browser, address: str, size: dict[str, int]) -> None:
    page = opened(browser, address, "practices/", size)

    title = page.locator("#list li h3").first.bounding_box()  # below its picture
    assert title and title["y"] + title["height"] <= size["height"]
    page.context.close()


def test_practices_begin_on_the_first_screen_of_a_phone(browser: Browser, address: str) -> None:
    page = opened(browser, address, "", PHONE)

    top = page.locator("#list li").first.bounding_box()["y"]  # type: ignore[index]
    assert top < PHONE["height"] * 0.8
    page.context.close()


def test_a_last_card_alone_in_its_row_lies_across_it(browser: Browser, address: str) -> None:
    page = opened(browser, address, PAGES["practices of a municipality"], DESKTOP)
    cards = page.locator("#list > li")
    assert cards.count() % 3 == 1

    first, last = cards.first.bounding_box(), cards.last.bounding_box()
    assert first and last and last["width"] > 3 * first["width"]
    page.context.close()


def test_tabs_are_shown_on_the_phone_and_no_bottom_bar(browser: Browser, address: str) -> None:
    page = opened(browser, address, "", PHONE)

    assert page.locator(".tabs a").all_inner_texts() == ["Практики", "Школы", "Как вступить"]
    assert page.locator(".tabs a").first.is_visible()
    assert page.locator(".bar").count() == 0
    page.context.close()


def test_everything_reads_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()

    page.goto(address)
    page.locator(".facets summary").first.click()
    page.locator("a[data-f=municipality]").first.click()
    assert "/practices/by/municipality/" in page.url
    page.locator("#list h3 a").first.click()

    assert page.locator(".call a.btn").is_visible()
    context.close()


def test_search_answers_and_narrows_by_municipality(browser: Browser, address: str) -> None:
    page = opened(browser, address, "", DESKTOP)
    page.locator("header [data-open=find]").click()
    page.locator("#q").fill("наставник")
    page.wait_for_selector("#find ol h3")
    answered(page)
    before = page.locator("#find [role=status]").inner_text()
    page.locator("#find details.more summary").click()
    page.locator("#find select[name=Муниципалитет]").select_option("г. Новоозёрск")
    page.wait_for_function(f"() => document.querySelector('#find [role=status]').textContent !== {before!r}")
    answered(page)

    found = page.locator("#find ol a").evaluate_all("links => links.map(link => link.pathname)")
    assert found and all("/practices/" in one for one in found)
    for url in found:
        page.goto(address.rstrip("/") + url)
        assert page.locator('a[href$="municipality/novoozersk/"]').count() > 0, url
    assert page.faults == []  # type: ignore[attr-defined]
    page.context.close()


def test_pill_of_a_part_of_the_bank_leads_to_its_page(browser: Browser, address: str) -> None:
    """Cards of other pages are not here to be counted, so a pill stays a link."""
    page = opened(browser, address, "practices/", DESKTOP)

    page.locator("a[data-f=forms]").first.click()

    assert "/practices/by/forms/" in page.url
    page.context.close()


def test_first_view_is_light(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address)

    assert len(asked) <= 6, asked
    page.context.close()
