"""Every type of page of the demo school in a real browser: no error, no foreign request, no barrier, no overflow."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route
from pypdf import PdfReader

from nastavnik.views.accessibility import TOOLS
from tests.browser import FIRST_VIEW, REQUESTS, first_view

pytestmark = pytest.mark.xdist_group("browser")

ROOT = Path(__file__).parent.parent
PAGES = {
    "home": "",
    "roadmap": "roadmap/",
    "roadmap of another year": "roadmap/2025-2026/",
    "mentors": "mentors/",
    "mentor": "mentors/belova/",
    "practices": "practices/",
    "practices by form": "practices/by/forms/teacher-teacher/",
    "practice": "practices/dva-uroka/",
    "news": "news/",
    "article": "news/{first}/",
    "month of news": "news/by/month/2026-11/",
    "news of a stage": "news/by/stage/2026-2027/5/",
    "documents": "documents/",
    "document": "documents/polozhenie/",
    "events": "events/",
    "events of the mentors' school": "events/by/event_type/school-of-mentors/",
    "event": "events/kruglyi-stol/",
    "programmes": "programmes/",
    "programme": "programmes/pervye-sto-dnei/",
    "contests": "contests/",
    "contest": "contests/nastavnik-goda-2026/",
    "honour": "honour/",
    "partners": "partners/",
    "partner": "partners/prichal/",
    "figures": "monitoring/",
    "figures of another year": "monitoring/2025-2026/",
    "hand-written": "parents/",
    "glossary": "glossary/",
    "accessibility": "accessibility/",
    "not found": "404.html",
}
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
BAR = 64  # the lower bar of a phone
LOW_VISION = "localStorage['nv:view'] = JSON.stringify({size: '200', theme: 'wb', gap: '2', img: 'off'})"
AXE: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
VIOLATIONS = """addEventListener("securitypolicyviolation", event =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""
TOUCH = 44  # pixels; a link inside a sentence is as high as its line
VIEWED = [
    "home",
    "roadmap",
    "mentors",
    "mentor",
    "practice",
    "documents",
    "figures",
    "event",
    "contest",
    "hand-written",
    "glossary",
]
SMALL = """touch => [...document.querySelectorAll("button, summary, .btn, .facet, .tab, .tile, .steps a, .pager a")]
    .filter(one => one.checkVisibility() && Math.ceil(one.getBoundingClientRect().height) < touch)
    .map(one => `${one.className} ${one.textContent.trim()}`)"""
FOCUS = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    if (one === document.body) return null;
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = box.top + box.height / 2;
    const over = document.elementFromPoint(x, Math.min(Math.max(y, 0), innerHeight - 1));
    const seen = box.bottom > 0 && box.top < innerHeight && over && (one.contains(over) || over.contains(one));
    const ringed = [one, one.closest("label")].some(part => part && getComputedStyle(part).boxShadow !== "none") ||
        getComputedStyle(one, "::after").boxShadow !== "none";
    return [seen && ringed, one.textContent.trim()];
}"""


def opened(
    browser: Browser,
    address: str,
    url: str,
    size: dict[str, int],
    scheme: str = "light",
    script: str = "",
    **options: Any,
) -> Page:
    """A page in a fresh browser profile that notes what went wrong in `page.faults`."""
    context = browser.new_context(viewport=size, color_scheme=scheme, **options)  # type: ignore[arg-type]
    context.add_init_script(VIOLATIONS)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda asked: faults.append(asked.url) if not asked.url.startswith((address, "data:")) else None,
    )
    page.goto(address + url)
    page.faults = faults  # type: ignore[attr-defined]
    return page


def barriers(page: Page, options: dict[str, Any] = AXE) -> list[str]:
    """What axe-core finds, a line each."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def test_axe_is_of_the_version_the_site_names() -> None:
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

    assert axe.startswith(f"/*! axe v{TOOLS['axe-core']}\n")


def address_of(name: str) -> str:
    first = sorted(path.stem for path in (ROOT / "content" / "news").glob("*.md"))
    shown = [id for id in first if "draft: да" not in (ROOT / "content" / "news" / f"{id}.md").read_text("utf-8")]
    return PAGES[name].format(first=shown[0])


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1440"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_clean(browser: Browser, address: str, name: str, size: dict[str, int]) -> None:
    """Barriers at both widths of some pages; `test_access_browser` looks for them in every width, look and page."""
    page = opened(browser, address, address_of(name), size)

    assert page.faults == []  # type: ignore[attr-defined]
    assert (size == DESKTOP and name not in VIEWED) or barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.locator("h1").count() == 1
    assert page.evaluate(SMALL, TOUCH) == []
    assert page.locator("main .card img:not([loading=lazy]), main li img:not([loading=lazy])").count() == 0
    page.context.close()


@pytest.mark.parametrize("name", ["home", "roadmap", "event", "figures", "documents", "glossary"])
def test_page_fits_the_narrowest_screen(browser: Browser, address: str, name: str) -> None:
    page = opened(browser, address, address_of(name), {"width": 320, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    title = page.locator(".logo b").bounding_box()
    assert title and title["height"] < 30  # one line: the name of the section is not cut
    page.context.close()


@pytest.mark.parametrize("name", ["home", "roadmap", "event", "hand-written"])
def test_every_stop_of_the_keyboard_is_seen(browser: Browser, address: str, name: str) -> None:
    page = opened(browser, address, address_of(name), PHONE)
    stops: list[tuple[bool, str]] = []

    page.keyboard.press("Tab")
    while stop := page.evaluate(FOCUS):
        stops.append(tuple(stop))
        page.keyboard.press("Tab")

    assert len(stops) > 30
    assert [words for seen, words in stops if not seen] == []
    page.context.close()


@pytest.mark.parametrize("name", VIEWED)
def test_page_is_clean_in_the_dark(browser: Browser, address: str, name: str) -> None:
    page = opened(browser, address, address_of(name), DESKTOP, scheme="dark")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 23, 28)"
    assert page.faults == [] and barriers(page, COLOURS) == []  # type: ignore[attr-defined]
    page.context.close()


@pytest.mark.parametrize("name", VIEWED)
def test_page_is_clean_for_low_vision(browser: Browser, address: str, name: str) -> None:
    page = opened(browser, address, address_of(name), PHONE, script=LOW_VISION)

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 36
    assert page.faults == [] and barriers(page) == []  # type: ignore[attr-defined]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"] + 1
    page.context.close()


TORN = """selector => {
  const torn = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, letters = document.createRange();
    if (!text.parentElement.closest(selector)) continue;
    for (const word of text.data.matchAll(/[а-яё\\u00AD]+:?/gi)) {
      let line = null;
      for (let at = word.index; at < word.index + word[0].length; at++) {
        letters.setStart(text, at);
        letters.setEnd(text, at + 1);
        const box = [...letters.getClientRects()].pop();
        if (!box || !box.width) continue;
        if (line !== null && box.top > line + 4 && text.data[at - 1] !== "\\u00AD") torn.push(word[0]);
        line = box.top;
      }
    }
  }
  return torn;
}"""
"""Words in elements of a selector that go on in another line without a hyphen."""
LARGE = {"150": "{size: '150'}", "200": "{size: '200'}", "200 and spaced": "{size: '200', gap: '2', line: '2'}"}


@pytest.mark.parametrize("view", LARGE.values(), ids=LARGE)
def test_large_letters_leave_the_heading_in_the_first_screen(browser: Browser, address: str, view: str) -> None:
    page = opened(browser, address, "", PHONE, script=f"localStorage['nv:view'] = JSON.stringify({view})")
    for url in ("", "roadmap/", "parents/", "practices/pervye-sto-dnei/", "mentors/belova/"):
        page.goto(address + url)
        heading = page.locator("h1").bounding_box()

        assert heading and heading["y"] + 40 < PHONE["height"], url
        assert page.evaluate(TORN, "h1, h2, h3, .mast, .steps, .md-typeset p, .md-typeset li") == [], url
    page.context.close()


LINES = """link => {
  const lines = [];
  const texts = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  for (let last = null; texts.nextNode();) for (let at = 0; at < texts.currentNode.data.length; at++) {
    const letter = document.createRange();
    letter.setStart(texts.currentNode, at);
    letter.setEnd(texts.currentNode, at + 1);
    const box = letter.getBoundingClientRect();
    if (last === null || box.width && box.top > last + 4) lines.push("");
    lines[lines.length - 1] += texts.currentNode.data[at];
    if (box.width) last = box.top;
  }
  return lines;
}"""
"""The lines of an element."""


def test_large_letters_tear_no_number_and_no_address(browser: Browser, address: str) -> None:
    page = opened(browser, address, "", PHONE, script="localStorage['nv:view'] = JSON.stringify({size: '200'})")
    for url in ("", "parents/"):
        page.goto(address + url)
        links = [link for link in page.locator("a[href^='tel:'], a[href^='mailto:']").all() if link.is_visible()]
        lines = [link.evaluate(LINES) for link in links]

        assert any(len(of_link) > 1 for of_link in lines), url
        cuts = [(above, below) for of_link in lines for above, below in pairwise(of_link)]
        assert [cut for cut in cuts if cut[0][-1] not in " \u00a0-@" and cut[1][0] != "."] == [], url
    page.context.close()


def test_menu_is_one_button_and_the_usual_version_one_press_away(browser: Browser, address: str) -> None:
    page = opened(browser, address, "parents/", PHONE, script=LOW_VISION)
    tabs, menu = page.locator("#tabs"), page.get_by_role("button", name="Меню")

    assert not tabs.is_visible()
    menu.press("Enter")
    assert tabs.is_visible() and menu.get_attribute("aria-expanded") == "true"
    page.get_by_role("button", name="Обычная версия").press("Enter")
    assert page.evaluate("[document.documentElement.dataset.nvSize, localStorage['nv:view']]") == [None, "{}"]
    paragraphs = page.evaluate("[...document.querySelectorAll('main p')].map(one => one.textContent).join()")
    assert paragraphs and "\u00ad" not in paragraphs
    assert page.evaluate("document.activeElement.hasAttribute('data-view')")
    page.context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1440"])
@pytest.mark.parametrize("url", ["events/kruglyi-stol/", "contests/nastavnik-plyus-2027/"])
def test_what_is_ahead_goes_into_a_calendar_from_the_first_screen(
    browser: Browser, address: str, url: str, size: dict[str, int]
) -> None:
    page = opened(browser, address, url, size)

    box = page.locator("main .btn[type='text/calendar']").bounding_box()

    assert box and box["y"] + box["height"] < size["height"] - BAR
    page.context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1440"])
def test_calendar_button_of_the_home_page_is_one_line(browser: Browser, address: str, size: dict[str, int]) -> None:
    page = opened(browser, address, "", size)

    box = page.locator("main .btn[type='text/calendar']").first.bounding_box()

    assert box and box["height"] < 50
    page.context.close()


def test_filters_combine_and_speak(browser: Browser, address: str) -> None:
    page = opened(browser, address, "practices/", DESKTOP)
    whole = page.locator("[data-k]:visible").count()

    page.locator("a[data-f=forms]").first.click()

    assert 0 < page.locator("[data-k]:visible").count() < whole
    assert page.locator("#found [role=status]").inner_text().startswith("Подходит: ")
    assert "forms=" in page.url
    page.locator("#found a[data-reset]").click()
    assert page.locator("[data-k]:visible").count() == whole
    page.context.close()


def test_panel_remembers_the_view(browser: Browser, address: str) -> None:
    page = opened(browser, address, "", DESKTOP)

    page.locator("header .strip [data-view]").click()
    page.locator("label:has(input[value=blue])").click()
    page.goto(address + "mentors/")

    assert page.locator("html").get_attribute("data-nv-theme") == "blue"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(157, 209, 255)"
    page.context.close()


def test_first_tab_stop_skips_to_the_content(browser: Browser, address: str) -> None:
    page = opened(browser, address, "roadmap/", PHONE)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Перейти к\u00a0содержанию"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


def test_sheet_is_there_on_a_wide_screen_too(browser: Browser, address: str) -> None:
    page = opened(browser, address, "", DESKTOP)
    page.locator(".tabs [data-open=sheet]").press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#sheet nav') !== null")
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.dataset.open") == "sheet"
    page.context.close()


def test_sheet_opens_and_returns_focus(browser: Browser, address: str) -> None:
    page = opened(browser, address, "", PHONE)

    page.locator(".bar [data-open=sheet]").click()
    assert page.locator("#sheet").get_attribute("open") is not None
    in_footer = page.locator("footer nav a").all_text_contents()
    assert page.locator("#sheet a").all_text_contents() == in_footer
    assert {"События", "Программы наставничества", "Конкурсы", "Партнёры", "Доска почёта", "Словарь"} <= {*in_footer}
    assert barriers(page) == []
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.dataset.open") == "sheet"
    page.context.close()


def test_everything_reads_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()

    page.goto(address + "practices/")
    page.locator(".facets summary").first.click()
    page.locator("a[data-f=forms]").first.click()

    assert "/practices/by/forms/" in page.url
    assert page.locator(".card").count() > 0
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_first_view_is_light(browser: Browser, address: str, name: str) -> None:
    weights = first_view(browser, address + address_of(name), PHONE)

    assert len(weights) <= REQUESTS, weights
    assert sum(weights.values()) <= FIRST_VIEW, weights
    assert [url for url in weights if "search" in url or "pagefind" in url] == []


def test_nothing_more_comes_by_itself(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address, wait_until="networkidle")

    assert len([url for url in asked if not url.endswith((".svg", ".webp"))]) <= REQUESTS, asked
    page.context.close()


SEEN = "all => all.map(one => one.checkVisibility())"


def test_roadmap_on_a_telephone_is_short_and_hides_nothing(browser: Browser, address: str) -> None:
    page = opened(browser, address, "roadmap/", PHONE)
    screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
    stages = page.locator(".stage > div > .tuck")
    assert screens <= 6
    assert stages.evaluate_all("all => all.map(one => one.open)") == [False, False, False, True, True, False, False]
    stages.first.locator("> summary").click()
    stages.first.locator(".k2").wait_for()
    assert not stages.nth(1).locator(".k2").is_visible()
    page.context.close()

    linked = opened(browser, address, "roadmap/#etap-2", PHONE)
    assert linked.locator("#etap-2 .kv > div").evaluate_all(SEEN) == [True, True, True]
    linked.context.close()

    wide = opened(browser, address, "roadmap/", DESKTOP)
    assert all(wide.locator(".stage .kv > div, .tuck.stamp p").evaluate_all(SEEN))
    assert not any(wide.locator(".tuck > summary").evaluate_all(SEEN))
    wide.context.close()


MARKERS = """() => [...document.querySelectorAll("summary")].map(one =>
    [getComputedStyle(one).listStyleType, getComputedStyle(one, "::after").rotate !== "none"])"""


@pytest.mark.parametrize("name", ["home", "practices", "hand-written", "figures"])
def test_what_unfolds_bears_our_sign_and_not_the_browsers(browser: Browser, address: str, name: str) -> None:
    page = opened(browser, address, address_of(name), PHONE)

    signs = page.evaluate(MARKERS)

    assert signs and signs == [["none", True]] * len(signs)
    page.context.close()


def test_roadmap_prints_on_four_sheets(browser: Browser, address: str) -> None:
    page = opened(browser, address, "roadmap/2026-2027/", DESKTOP)
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(PdfReader(BytesIO(printed)).pages) <= 4
    letters = "".join("".join(sheet.extract_text() for sheet in PdfReader(BytesIO(printed)).pages).split())
    assert "Информационнаяподдержка" in letters
    assert "первая,организационная,встреча" in letters


def test_wide_tables_are_told_apart(browser: Browser, address: str) -> None:
    wide = f"<table><tr>{'<td>достопримечательность</td>' * 12}</tr></table>"
    more = f'<div class="md-typeset">{wide * 2}</div></main>'
    page = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]

    def widen(route: Route) -> None:
        came = route.fetch()
        route.fulfill(response=came, body=came.text().replace("</main>", more))

    page.route("**/parents/", widen)
    page.goto(f"{address}parents/")
    named = page.locator("[role=region][aria-label^=Таблица]")
    named.nth(1).wait_for()

    assert [one.get_attribute("aria-label") for one in named.all()] == ["Таблица", "Таблица 2"]
    page.context.close()
