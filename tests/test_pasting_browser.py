"""Pages pasted into platforms: as the editor of each takes them, and as visitors see them in styles of other people."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from nastavnik.office.pasting.section import PastedSection
from tests.pasting import ROOT, copied, pasted, texts

BARE = ""
"""No style at all: what a browser does by itself."""
RESET = """
* { box-sizing: border-box; margin: 0; padding: 0; }
body { font: 15px/1.35 Arial, sans-serif; color: #444; background: #eef2f7; }
.content { max-width: 1140px; margin: 0 auto; padding: 15px; background: #fff; }
ul, ol { list-style: none; }
h1, h2, h3, h4, h5, h6 { font-size: 1.9rem; line-height: 1.1; font-weight: 400; color: #0b45b5; }
table { display: block; width: 100%; overflow-x: auto; border: 0; border-collapse: collapse; }
caption, th, td { border: 0; text-align: center; font-weight: 400; }
a { color: #0b45b5; text-decoration: none; }
p { text-indent: 1.5em; text-align: justify; }
b, strong, blockquote { font-weight: inherit; border: 0; }
"""
"""What builders of sites do: everything reset, huge headings, lists without marks, tables as boxes."""
HOSTILE = """
body { margin: 0; font: 14px/1.4 Tahoma, sans-serif; color: #222; background: #f4f4f4; }
.content { padding: 12px; overflow-wrap: break-word; }
.content > * { float: none; clear: both; }
.content h2 { display: block; font-size: 28px; letter-spacing: .02em; border-bottom: 4px solid #c00; }
.content h3 { font-size: 24px; color: #8a0000; }
.content img { float: left; max-width: 100%; height: auto; margin: 0 10px 10px 0; border-radius: 50%; }
.content ul li { list-style: none; padding-left: 20px; border-left: 3px solid #c00; }
.content table { width: 100% !important; table-layout: auto; }
.content th { background: #333; color: #fff; }
.content td, .content th { padding: 4px 6px; border: 1px solid #999; vertical-align: top; }
.content p:first-letter { font-size: 120%; }
.content a { color: #8a0000; }
.content th a { color: inherit; }
"""
"""What templates of one platform or another do to what stands in their content."""
PLATFORMS = {"bare": BARE, "reset": RESET, "hostile": HOSTILE}
PLATFORM = "http://platform.example"
PAGE = (
    '<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Страница</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<base href="{base}"><style>{style}</style></head>'
    '<body><main class="content"><h1>Страница</h1>{html}</main></body></html>'
)
SEEN = "() => document.querySelector('main').innerText.replace(/\\s+/g, '')"
STANDS = "() => document.querySelector('main').textContent.replace(/\\s+/g, '')"
HIDDEN = """() => [...document.querySelectorAll('main *')].filter(one => {
    const words = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const box = one.getBoundingClientRect();
    return words && (!box.width || !box.height || box.left < 0 || box.right > innerWidth + 1);
}).map(one => one.tagName + ': ' + one.textContent.slice(0, 40))"""
SAMPLE = ("mentors/belova", "roadmap", "monitoring/2026-2027", "documents")
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> PastedSection:
    return pasted(copied(ROOT, tmp_path_factory.mktemp("demo")))


@pytest.fixture(scope="module")
def kindergarten(tmp_path_factory: pytest.TempPathFactory) -> PastedSection:
    return pasted(copied(ROOT / "examples" / "kindergarten", tmp_path_factory.mktemp("kindergarten")))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that may use the clipboard and nothing of the network."""
    context = browser.new_context(viewport=NARROW, permissions=["clipboard-read", "clipboard-write"])  # type: ignore[arg-type]
    context.route("http*://**", lambda route: route.abort())
    yield context.new_page()
    context.close()


def paste(page: Page, section: PastedSection, name: str, style: str) -> None:
    """The page in a platform that has its pictures."""
    pages = (section.folder / "pages").as_uri().replace("file://", PLATFORM)
    written = (section.folder / "pages" / f"{name}.html").read_text(encoding="utf-8")
    html = PAGE.format(style=style, html=written, base=f"{pages}/{name}.html")
    page.route(f"{PLATFORM}/**", lambda route: route.fulfill(path=urlsplit(route.request.url).path))
    page.set_content(html)


# --- as visitors see it


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_page_reads_right(platform: str, page: Page, demo: PastedSection, kindergarten: PastedSection) -> None:
    """Every word is seen, in its order, and nothing stands beside a telephone's window."""
    wrong = []
    for section in (demo, kindergarten):
        for name in texts(section.folder):
            paste(page, section, name, PLATFORMS[platform])
            if page.evaluate(SEEN) != page.evaluate(STANDS):
                wrong.append(f"{name}: not all is seen")
            if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
                wrong.append(f"{name}: {page.evaluate(HIDDEN)}")

    assert wrong == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_sample_has_no_barriers(platform: str, page: Page, demo: PastedSection) -> None:
    """Contrast, headings of tables, texts of pictures, lists: by axe."""
    for name in SAMPLE:
        paste(page, demo, name, PLATFORMS[platform])
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        broken = {each["id"]: each["nodes"][0]["html"] for each in found.response["violations"]}
        broken.pop("link-in-text-block", None)  # whether links are underlined is up to the platform
        assert broken == {}, name


# --- as it is copied


def opened(page: Page, section: PastedSection) -> None:
    """The start page from the disk, as a double click opens it."""
    page.goto(section.start.as_uri())


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_start_page_fits_and_has_no_barriers(page: Page, demo: PastedSection, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    opened(page, demo)

    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    found = Axe().run(page, context="section, #p-mentors-belova", options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert {each["id"]: each["nodes"][0]["html"] for each in found.response["violations"]} == {}


def test_copied_by_the_keyboard_and_pasted_into_both_modes_of_an_editor(page: Page, demo: PastedSection) -> None:
    opened(page, demo)
    page.locator("#p-mentors-belova [data-copy]").focus()
    page.keyboard.press("Enter")
    assert "скопирован" in page.locator("#p-mentors-belova [role=status]").inner_text()

    page.set_content('<div id="visual" contenteditable></div><textarea id="code"></textarea>')
    for id in ("visual", "code"):
        page.locator(f"#{id}").focus()
        page.keyboard.press("Control+V")

    visual = page.locator("#visual")
    assert visual.locator("table th[scope=row]").count() > 3
    assert "Плохих уроков не бывает" in visual.inner_text().replace("\xa0", " ")
    code = texts(demo.folder)["mentors/belova"]
    assert page.locator("#code").input_value() == code


def test_title_is_copied(page: Page, demo: PastedSection) -> None:
    opened(page, demo)
    page.locator("#p-mentors-belova [data-words]").click()

    assert page.evaluate("navigator.clipboard.readText()") == "Белова Ирина Сергеевна"


def test_browser_that_refuses_to_copy_selects_everything(page: Page, demo: PastedSection) -> None:
    page.add_init_script("document.execCommand = () => false")
    opened(page, demo)
    page.locator("#p-mentors-belova [data-copy]").click()

    chosen = page.evaluate("(at => at.value.slice(at.selectionStart, at.selectionEnd))(document.activeElement)")
    assert chosen == texts(demo.folder)["mentors/belova"]
    assert "Ctrl+C" in page.locator("#p-mentors-belova [role=status]").inner_text()


def test_text_is_at_hand_without_scripts(browser: Browser, demo: PastedSection) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    opened(page, demo)
    page.locator("#p-mentors-belova summary", has_text="текст кодом").click()

    assert page.locator("#p-mentors-belova textarea").input_value() == texts(demo.folder)["mentors/belova"]
    context.close()


def test_menu_leads_to_pages_inside_folded_parts(page: Page, demo: PastedSection) -> None:
    opened(page, demo)
    page.locator("[aria-labelledby=missing] summary").first.click()
    page.locator("[aria-labelledby=missing] a").first.click()

    target = page.evaluate("location.hash.slice(1)")
    assert page.locator(f"[id='{target}']").is_visible()
