"""The grid in a real browser: nothing jumps, lists begin on the first screen, asides stay, the foot is short."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.test_browser import DESKTOP, PHONE, opened

pytestmark = pytest.mark.xdist_group("browser")

TABLET = {"width": 768, "height": 1024}
SIZES = [PHONE, TABLET, DESKTOP]
LISTS = ["mentors/", "practices/", "programmes/", "practices/by/forms/teacher-teacher/"]
WITH_ASIDE = ["practices/dva-uroka/", "mentors/belova/", "events/kruglyi-stol/", "contests/nastavnik-goda-2026/"]
MOST_SHIFT = 0.02
WATCH = """new PerformanceObserver(list => list.getEntries().forEach(shift => {
    if (!shift.hadRecentInput) window.shifted = (window.shifted || 0) + shift.value;
})).observe({ type: "layout-shift", buffered: true })"""
SETTLED = """() => new Promise(done => document.fonts.ready.then(() =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifted || 0)))))"""
BOX = """selector => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return [box.top, box.bottom, box.width];
}"""
COPIED = """() => {
    getSelection().selectAllChildren(document.body);
    const event = new ClipboardEvent("copy", {clipboardData: new DataTransfer(), bubbles: true, cancelable: true});
    document.body.dispatchEvent(event);
    return Object.fromEntries(event.clipboardData.types.map(type => [type, event.clipboardData.getData(type)]));
}"""
"""What the clipboard would get of a page selected whole."""

Open = Callable[[str, dict[str, int]], Page]


@pytest.fixture
def show(browser: Browser, address: str) -> Iterator[Open]:
    """A page of the demo school in a window of a size."""
    pages: list[Page] = []

    def show(url: str, size: dict[str, int]) -> Page:
        pages.append(opened(browser, address, url, size, script=WATCH))
        return pages[-1]

    yield show
    for page in pages:
        page.context.close()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_nothing_jumps(show: Open, size: dict[str, int]) -> None:
    for url in ("", *LISTS):
        assert show(url, size).evaluate(SETTLED) <= MOST_SHIFT, url


def test_a_jump_would_be_seen(show: Open) -> None:
    page = show("mentors/", DESKTOP)
    page.evaluate(SETTLED)

    page.evaluate("document.querySelector('main').insertAdjacentHTML('afterbegin', '<p>слово'.repeat(9))")

    assert page.evaluate(SETTLED) > MOST_SHIFT


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1440"])
def test_results_begin_on_the_first_screen(show: Open, size: dict[str, int]) -> None:
    for url in LISTS:
        top, *_ = show(url, size).evaluate(BOX, "#list li")
        assert top < size["height"] * 0.9, url


def test_filters_of_a_wide_page_need_no_script(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()

    page.goto(address + "practices/")

    assert page.locator("a[data-f]:visible").count() > 5
    assert not page.locator(".facets > summary").is_visible()
    context.close()


def test_more_pills_stand_in_the_line_of_the_first(show: Open) -> None:
    page = show("practices/", DESKTOP)

    pill, more = (
        page.locator(part).first.bounding_box() for part in (".facet-row .facet", ".facet-row .rest > summary")
    )

    assert pill and more and abs(pill["y"] - more["y"]) < 2


@pytest.mark.parametrize("url", ["", "practices/dva-uroka/", "404.html"])
def test_foot_of_a_phone_is_one_screen(show: Open, url: str) -> None:
    page = show(url, PHONE)

    top, bottom, _ = page.evaluate(BOX, "footer")

    assert bottom - top <= PHONE["height"]
    assert page.locator("footer details:not([open]) summary").count() == page.locator("footer details").count() > 0


def test_foot_of_a_wide_page_hides_nothing(show: Open) -> None:
    page = show("", DESKTOP)

    assert page.locator("footer nav a:visible").count() == page.locator("footer nav a").count()
    assert page.locator("footer summary:visible").count() == 0


def test_asides_are_of_one_width_and_stay_in_view(show: Open) -> None:
    for url in WITH_ASIDE:
        page = show(url, DESKTOP)
        _, _, width = page.evaluate(BOX, ".cols > .side .passport")
        page.evaluate("document.querySelector('.cols').lastElementChild.scrollIntoView({ block: 'end' })")
        _, bottom, _ = page.evaluate(BOX, ".cols > .side .passport")

        assert width == 396, url
        assert bottom <= DESKTOP["height"] and bottom > 0, url


@pytest.mark.parametrize("url", WITH_ASIDE)
def test_headings_of_one_rank_are_of_one_size(show: Open, url: str) -> None:
    sizes = show(url, DESKTOP).evaluate(
        "() => [...document.querySelectorAll('main h2:not(aside *, .vh)')].map(one => getComputedStyle(one).fontSize)"
    )

    assert len(set(sizes)) <= 1


def test_panel_of_the_view_leaves_the_page_in_sight_on_a_phone(show: Open) -> None:
    page = show("", PHONE)

    page.locator("header .strip [data-view]").click()
    top, bottom, _ = page.evaluate(BOX, "#view")

    assert bottom == PHONE["height"] and bottom - top <= PHONE["height"] * 0.61
    for label in ("Закрыть", "Вернуть обычный вид"):
        assert page.get_by_role("button", name=label).is_visible()


def test_copied_text_has_no_signs_that_nobody_sees(show: Open) -> None:
    page = show("documents/", DESKTOP)
    assert set("\u00ad\u2060") & set(page.evaluate("document.body.textContent"))
    copied = page.evaluate(COPIED)

    assert set(copied) == {"text/plain", "text/html"}
    assert not set("\u00ad\u2060") & set("".join(copied.values()))
    assert "8 (800) 000-00-28" in copied["text/plain"].replace("\u00a0", " ")
    assert 'href="tel:' in copied["text/html"] and 'href="http' in copied["text/html"]
