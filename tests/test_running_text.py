"""Running text: a page with everything Markdown gives reads in every view, on the narrowest screen and on paper."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from nastavnik.building.project import Project
from tests.browser import FIRST_VIEW, REQUESTS, first_view, served
from tests.building import build
from tests.conftest import TODAY
from tests.test_browser import DESKTOP, LOW_VISION, PHONE, SMALL, TOUCH, barriers, opened

pytestmark = pytest.mark.xdist_group("browser")

HERE = Path(__file__).parent
THEME, PACKAGE = HERE.parent / "theme", HERE.parent / "generator" / "nastavnik"
EVERYTHING = "everything/"
NARROW = {"width": 320, "height": 640}  # also 1280 pixels at 400 %
SORTS = {
    "praise": ("tip", "success"),
    "a question": ("question",),
    "a warning": ("warning", "failure", "danger", "bug"),
    "a word alone": ("note", "abstract", "info", "example", "quote"),
}
NOT_SHOWN = {  # synonyms of sorts of notes, a mistake in code
    *("summary", "tldr", "todo", "hint", "important", "check", "done", "help", "faq"),
    *("caution", "attention", "fail", "missing", "error", "cite", "err"),
}
MARK = """sort => {
    const box = document.querySelector(`.admonition.${sort}`), title = box.querySelector(".admonition-title");
    const mark = getComputedStyle(title, "::before"), canvas = document.createElement("canvas").getContext("2d");
    const light = colour => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255);
        const [r, g, b] = parts.map(part => part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b + .05;
    };
    const [on, under] = [light(mark.backgroundColor), light(getComputedStyle(document.body).backgroundColor)];
    return [mark.maskImage, Math.max(on, under) / Math.min(on, under), mark.printColorAdjust];
}"""

COLOURS_OF_MARKS = """() => [
    [...document.querySelectorAll("main :is(.admonition-title, summary)")]
        .map(title => getComputedStyle(title, "::before").backgroundColor),
    getComputedStyle(document.body).color,
]"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The section of the demo school with a page that uses everything."""
    folder = tmp_path_factory.mktemp("everything")
    shutil.copytree(HERE.parent / "content", folder / "content")
    shutil.copy(HERE / "running_text" / "mkdocs.yml", folder)
    shutil.copy(HERE / "running_text" / "everything.md", folder / "content")
    build(Project.at(folder), TODAY)
    return folder / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url


def shown(browser: Browser, address: str, size: dict[str, int], **context: bool) -> Page:
    page = browser.new_context(viewport=size, **context).new_page()  # type: ignore[arg-type]
    page.goto(f"{address}{EVERYTHING}")
    return page


def test_style_is_ours(site: Path) -> None:
    page = (site / "everything" / "index.html").read_text(encoding="utf-8")

    sheets = [file.relative_to(site) for file in sorted(site.rglob("*.css"))]
    ours = [sheet.as_posix() for sheet in sheets if "pagefind" not in sheet.parts]
    assert ours == ["assets/nv.css", "assets/paper.css"]
    assert "<style" not in page
    assert "--md-" not in (site / "assets" / "nv.css").read_text(encoding="utf-8")


def test_style_names_only_what_is_drawn(site: Path) -> None:
    rules = re.sub(r"url\(.*?\)", "", (site / "assets" / "nv.css").read_text(encoding="utf-8"))
    named = {
        name
        for selector in re.findall(r"([^{}]+)\{", rules)
        for name in re.findall(r"[.#](?:s-)?([a-z][\w-]*)", selector)
    }
    drawn = [*THEME.rglob("*.html"), *THEME.rglob("*.js"), *site.rglob("*.html"), *PACKAGE.rglob("*.py")]
    words = {word for file in drawn for word in re.findall(r"[\w-]+", file.read_text(encoding="utf-8"))}

    assert named - words - NOT_SHOWN == set()


def test_page_with_everything_is_light(browser: Browser, address: str) -> None:
    weights = first_view(browser, f"{address}{EVERYTHING}", PHONE)

    assert len(weights) <= REQUESTS, weights
    assert sum(weights.values()) <= FIRST_VIEW, weights


@pytest.mark.parametrize(
    ("size", "scheme", "script"),
    [
        (PHONE, "light", ""),
        (DESKTOP, "dark", ""),
        (PHONE, "light", LOW_VISION),
        (NARROW, "light", ""),
        (NARROW, "light", LOW_VISION),
    ],
)
def test_page_with_everything_reads_in_every_view(
    browser: Browser, address: str, size: dict[str, int], scheme: str, script: str
) -> None:
    page = opened(browser, address, EVERYTHING, size, scheme, script)

    assert page.faults == []  # type: ignore[attr-defined]
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate(SMALL, TOUCH) == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_note_that_praises_asks_or_warns_has_a_mark(browser: Browser, address: str, scheme: str) -> None:
    page = opened(browser, address, EVERYTHING, PHONE, scheme)

    drawings = [{page.evaluate(MARK, sort)[0] for sort in sorts} for sorts in SORTS.values()]
    assert [len(drawing) for drawing in drawings] == [1] * len(SORTS)
    assert len(set.union(*drawings)) == len(SORTS)
    marks = [page.evaluate(MARK, sort) for name, sorts in SORTS.items() if name != "a word alone" for sort in sorts]
    assert [contrast for _, contrast, _ in marks if contrast < 3] == []
    assert {printed for _, _, printed in marks} == {"exact"}
    page.context.close()


def test_marks_stay_in_forced_colours(browser: Browser, address: str) -> None:
    page = shown(browser, address, PHONE)
    page.emulate_media(forced_colors="active")

    marks, text = page.evaluate(COLOURS_OF_MARKS)
    assert marks
    assert set(marks) == {text}
    page.context.close()


def test_tabs_work_without_a_script(browser: Browser, address: str) -> None:
    page = shown(browser, address, PHONE, java_script_enabled=False)
    texts = page.locator(".tabbed-set").first.locator("> .tabbed-content > .tabbed-block")
    assert [text.is_visible() for text in texts.all()] == [True, False, False]

    page.get_by_text("Вторая", exact=True).first.click()
    assert [text.is_visible() for text in texts.all()] == [False, True, False]

    page.keyboard.press("ArrowRight")
    assert [text.is_visible() for text in texts.all()] == [False, False, True]
    page.context.close()


def test_more_tabs_than_ten_hide_no_text(browser: Browser, address: str) -> None:
    page = shown(browser, address, PHONE)
    tabs = "".join(f"<input type=radio name=t id=t{number}>" for number in range(11))
    blocks = "".join(f"<div class=tabbed-block><p>Текст {number}</p></div>" for number in range(11))
    html = f'<div class="tabbed-set">{tabs}<div class="tabbed-content">{blocks}</div></div>'
    page.evaluate("html => document.querySelector('article').insertAdjacentHTML('beforeend', html)", html)

    assert page.get_by_text("Текст 10", exact=True).is_visible()
    page.context.close()


def test_paper_has_every_tab_under_its_name(browser: Browser, address: str) -> None:
    page = shown(browser, address, DESKTOP)
    page.emulate_media(media="print")
    parts = page.locator(".tabbed-set").first.locator("> .tabbed-labels > label, > .tabbed-content > .tabbed-block")

    printed = sorted(parts.all(), key=lambda part: part.evaluate("part => part.getBoundingClientRect().top"))
    words = [(part.text_content() or "").split()[:2] for part in printed]
    assert words == [
        ["Первая"],
        ["Текст", "первой"],
        ["Вторая"],
        ["Текст", "второй."],
        ["Третья"],
        ["ВнутриРядом", "Текст."],
    ]
    page.context.close()


def test_paper_has_what_is_folded_and_no_buttons(browser: Browser, address: str) -> None:
    page = shown(browser, address, DESKTOP)
    assert not page.get_by_text("Скрытый текст.").is_visible()

    page.emulate_media(media="print")
    assert page.get_by_text("Скрытый текст.").is_visible()
    assert [link for link in page.locator(".headerlink, .footnote-backref").all() if link.is_visible()] == []
    page.context.close()


def test_wide_table_scrolls_in_its_own_frame(browser: Browser, address: str) -> None:
    page = shown(browser, address, PHONE)
    frame = page.locator(".scroll", has_text="последняя")

    assert frame.get_attribute("role") == "region"
    assert frame.get_attribute("tabindex") == "0"
    page.context.close()


def test_wide_table_scrolls_without_a_script(browser: Browser, address: str) -> None:
    page = shown(browser, address, PHONE, java_script_enabled=False)
    last = page.get_by_text("последняя")
    assert (last.bounding_box() or {})["x"] > PHONE["width"]

    last.scroll_into_view_if_needed()
    assert (last.bounding_box() or {})["x"] < PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.context.close()


def test_done_and_not_done_are_told_apart(browser: Browser, address: str) -> None:
    page = shown(browser, address, PHONE)

    items = page.locator(".task-list").first.aria_snapshot()
    assert "Сделано: Сделано" in items
    assert "Не сделано: Не сделано" in items
    page.context.close()
