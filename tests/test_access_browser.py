"""Everybody can read and walk it: every sort of page in every look and width, by keyboard, large, in forced colours.

The whole matrix is an audit; each of its promises has a sample here that runs every time.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests import test_region_browser
from tests.browser import served
from tests.conftest import Figures
from tests.test_browser import DESKTOP, LOW_VISION, PAGES, PHONE, address_of, barriers, opened

pytestmark = pytest.mark.xdist_group("browser")

KINDERGARTEN = (
    *("", "roadmap/", "mentors/", "documents/", "events/", "practices/", "news/"),
    *("about/", "accessibility/", "404.html"),
)
SITES = {  # fixtures of their addresses, and a page of every sort
    "school": [*map(address_of, PAGES)],
    "kindergarten": KINDERGARTEN,
    "bank": [*test_region_browser.PAGES.values()],
}
LOOKS: dict[str, tuple[str, str]] = {"light": ("light", ""), "dark": ("dark", ""), "low vision": ("light", LOW_VISION)}
WIDTHS = (320, 390, 768, 1440)
LARGE = "localStorage['nv:view'] = JSON.stringify({size: '200'})"
CLIPPED = """() => [...document.querySelectorAll("main *, header *, footer *")]
    .filter(one => one.checkVisibility() && !one.closest(".vh, .scroll, svg, .skip, .narrow, .wide, thead"))
    .filter(one => !one.matches(".shelf"))  // a row to be moved by a finger; its links come into view with the focus
    .filter(one => getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1)
    .map(one => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 60)}`)"""
MOVING = """() => [...document.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one);
    return /[1-9]/.test(style.transitionDuration) || style.animationName !== "none";
}).map(one => one.outerHTML.slice(0, 80))"""
STOP = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    if (one === document.body) return null;
    const shown = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow"];
    const ring = () => [one, one.closest("label")].filter(Boolean).flatMap(part =>
        [null, "::after"].flatMap(pseudo => shown.map(name => getComputedStyle(part, pseudo)[name]))).join();
    const focused = ring();
    one.blur();
    const plain = ring();
    one.focus({preventScroll: true});
    return [focused !== plain && box.bottom > 0 && box.top < innerHeight, one.textContent.trim() || one.name];
}"""
"""Whether a stop of Tab looks otherwise than without the focus, by a ring or a shadow, and its words."""


@pytest.fixture(scope="module")
def school(address: str) -> str:
    """Where the section of the demo school is served."""
    return address


@pytest.fixture(scope="module")
def kindergarten(kindergarten_host: Path) -> Iterator[str]:
    """Where the section of the second demo is served."""
    with served(kindergarten_host) as url:
        yield f"{url}nastavnichestvo/"


@pytest.fixture(scope="module")
def bank(bank_host: Path) -> Iterator[str]:
    """Where the demo bank is served."""
    with served(bank_host) as url:
        yield url


def faults_of(page: Page, width: int) -> list[str]:
    """What is wrong with a page as it is now: noises of the browser, barriers, what does not fit."""
    faults = [*page.faults, *barriers(page)]  # type: ignore[attr-defined]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*faults, *([f"{wide} wide"] if wide > width else []), *page.evaluate(CLIPPED)]


def look_through(browser: Browser, address: str, urls: Iterable[str], look: str, width: int) -> dict[str, list[str]]:
    """Faults of pages by their addresses, of those that have any."""
    scheme, script = LOOKS[look]
    wrong = {}
    for url in urls:
        page = opened(browser, address, url, {"width": width, "height": 900}, scheme, script)
        if faults := faults_of(page, width):
            wrong[url] = faults
        page.context.close()
    return wrong


@pytest.mark.audit
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("site", SITES)
def test_every_sort_of_page(
    browser: Browser, site: str, look: str, width: int, request: pytest.FixtureRequest, record_property: Figures
) -> None:
    assert look_through(browser, request.getfixturevalue(site), SITES[site], look, width) == {}
    record_property("pages × looks × widths without a barrier", len(SITES[site]))


@pytest.mark.audit
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1440"])
@pytest.mark.parametrize("site", SITES)
def test_every_sort_of_page_in_forced_colours(
    browser: Browser, site: str, size: dict[str, int], request: pytest.FixtureRequest, record_property: Figures
) -> None:
    address, wrong = request.getfixturevalue(site), {}
    for url in SITES[site]:
        page = opened(browser, address, url, size, forced_colors="active")
        faults = faults_of(page, size["width"])
        wrong[url] = [
            fault for fault in faults if not fault.startswith("color-contrast")
        ]  # axe reads our colours still
        page.context.close()

    assert {url: faults for url, faults in wrong.items() if faults} == {}
    record_property("pages × widths in forced colours without a barrier", len(wrong))


@pytest.mark.parametrize(("look", "width"), [("low vision", 320), ("dark", 768)])
def test_a_few_pages(browser: Browser, school: str, look: str, width: int) -> None:
    assert look_through(browser, school, ["", "documents/", "monitoring/", "accessibility/"], look, width) == {}


# --- keyboard


def stops(page: Page, script: str = STOP) -> list[tuple[bool, str]]:
    """Every stop of Tab from the top of the page to its end: whether it is seen, and its words."""
    found: list[tuple[bool, str]] = []
    page.keyboard.press("Tab")
    while stop := page.evaluate(script):
        found.append(tuple(stop))
        page.keyboard.press("Tab")
    return found


def hidden_stops(browser: Browser, address: str, url: str, size: dict[str, int], **options: Any) -> list[str]:
    context = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + url)
    walked = stops(page)
    context.close()
    assert len(walked) > 10
    return [words for seen, words in walked if not seen]


@pytest.mark.audit
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1440"])
@pytest.mark.parametrize("name", PAGES)
def test_every_stop_is_seen(browser: Browser, school: str, name: str, size: dict[str, int]) -> None:
    assert hidden_stops(browser, school, address_of(name), size) == []


def test_every_stop_is_seen_in_forced_colours(browser: Browser, school: str) -> None:
    assert hidden_stops(browser, school, "practices/", DESKTOP, forced_colors="active") == []


@pytest.mark.audit
@pytest.mark.parametrize("name", PAGES)
def test_every_stop_of_every_page_is_seen_in_forced_colours(browser: Browser, school: str, name: str) -> None:
    assert hidden_stops(browser, school, address_of(name), PHONE, forced_colors="active") == []


@pytest.mark.parametrize("window", ["sheet", "find"])
def test_window_keeps_the_keyboard_and_gives_it_back(browser: Browser, school: str, window: str) -> None:
    page = opened(browser, school, "mentors/", DESKTOP)
    opener = page.locator(f"header [data-open={window}]")
    opener.focus()
    page.keyboard.press("Enter")
    page.locator(f"#{window}[open]").wait_for()

    places = set()
    for _ in range(page.locator(f"#{window} :is(a, button, input)").count() + 3):
        page.keyboard.press("Tab")
        places.add(page.evaluate("document.activeElement.closest('dialog')?.id ?? document.activeElement.tagName"))
    page.keyboard.press("Escape")

    assert places <= {window, "BODY"}  # between the last and the first stop the browser itself has one
    assert page.evaluate("document.activeElement.dataset.open") == window
    page.context.close()


def test_panel_is_chosen_from_without_a_mouse(browser: Browser, school: str) -> None:
    page = opened(browser, school, "", DESKTOP)
    page.locator("header .strip [data-view]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")

    assert page.evaluate("document.documentElement.dataset.nvSize") == "150"
    page.keyboard.press("Escape")
    assert page.evaluate("'view' in document.activeElement.dataset")
    page.locator("header .strip [data-view]").press("Enter")
    page.locator(".view [data-usual]").press("Enter")
    assert page.evaluate("document.documentElement.dataset.nvSize") is None
    assert page.locator("#view [role=status]").inner_text() == "Обычный вид возвращён"
    page.context.close()


def test_folded_parts_open_from_the_keyboard(browser: Browser, school: str) -> None:
    page = opened(browser, school, "practices/", PHONE)
    summary = page.locator(".facets > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".facets").get_attribute("open") is not None

    page.locator("a[data-f]:visible").first.focus()
    page.keyboard.press("Enter")

    assert page.locator("#found [role=status]").inner_text().startswith("Подходит: ")
    assert page.evaluate("document.activeElement.matches('a[data-f]')")
    page.context.close()


# --- large, moving, printed


@pytest.mark.parametrize("width", [320, 1440])
def test_letters_twice_as_large_lose_nothing(browser: Browser, school: str, width: int) -> None:
    page = opened(browser, school, "", {"width": width, "height": 900}, script=LARGE)

    for url in ("", "practices/", "monitoring/"):
        page.goto(school + url)
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 36
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CLIPPED) == []
    page.context.close()


def test_nothing_moves_where_less_motion_is_asked_for(browser: Browser, school: str) -> None:
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{school}practices/")

    assert page.evaluate(MOVING) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_leaves_no_grey_letters(browser: Browser, school: str, scheme: str) -> None:
    context = browser.new_context(viewport=DESKTOP, contrast="more", color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{school}mentors/")

    colours = page.evaluate("['.lead', 'h1'].map(part => getComputedStyle(document.querySelector(part)).color)")
    assert colours[0] == colours[1]
    context.close()


@pytest.mark.parametrize("url", ["roadmap/2026-2027/", "programmes/pervye-sto-dnei/"])
def test_what_is_printed_has_tags_a_language_and_a_title(browser: Browser, school: str, url: str) -> None:
    page = opened(browser, school, url, DESKTOP)
    reader = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True, tagged=True)))
    root = reader.root_object

    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith("ru")
    assert reader.metadata and reader.metadata.title == page.title()
    assert {"/Table", "/TR", "/TH", "/TD"} <= set(roles(root["/StructTreeRoot"]))
    page.context.close()


def roles(element: Any) -> Iterator[str]:
    """Roles of an element of the tree of tags and of what is in it."""
    element = element.get_object()
    if isinstance(element, list):
        for one in element:
            yield from roles(one)
    elif isinstance(element, dict):
        if "/S" in element:
            yield element["/S"]
        if "/K" in element:
            yield from roles(element["/K"])
