"""Material's stylesheet without its shell: a page with everything Markdown gives looks as with the whole of it."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from nastavnik.building.project import Project, material_css
from nastavnik.text.running_text import running_text
from tests.browser import FIRST_VIEW, REQUESTS, first_view, served
from tests.building import build
from tests.conftest import TODAY
from tests.test_browser import COLOURS, DESKTOP, LOW_VISION, PHONE, barriers, opened

HERE = Path(__file__).parent
LOOK = """() => {
    const names = [...getComputedStyle(document.body)].filter(name => !name.startsWith("--"));
    const called = one => one.tagName + "." + one.className, found = {};
    for (const one of document.querySelectorAll("body, main, main *")) {
        const sort = called(one.parentElement) + " " + called(one) + " " + !one.previousElementSibling;
        for (const part of sort in found ? [] : ["", "::before", "::after"]) {
            const style = getComputedStyle(one, part);
            found[sort + part] = names.map(name => `${name}: ${style.getPropertyValue(name)}`).join("; ");
        }
    }
    return found;
}"""
ICON = "url(\"data:image/svg+xml;charset=utf-8,<svg style='a{b:c}'/>\")"


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ('@charset "UTF-8";a{color:red}', '@charset "UTF-8";a{color:red}'),
        (".md-typeset p{margin:0}.md-nav{margin:0}", ".md-typeset p{margin:0}"),
        (".md-typeset .md-button,.md-header,hr{margin:0}", ".md-typeset .md-button,hr{margin:0}"),
        (".md-search-result .md-typeset p,.md-tooltip2__inner.md-typeset{margin:0}", ""),
        (".md-typeset__table,.md-tag-icon{margin:0}.md-tagline{margin:0}", ".md-typeset__table,.md-tag-icon{margin:0}"),
        ("[dir=ltr] .md-typeset p,[dir=rtl] .md-typeset p{margin:0}", "[dir=ltr] .md-typeset p{margin:0}"),
        (".js .tabbed-labels,a.focus-visible,.json,a:not(.focus-visible){top:0}", ".json,a:not(.focus-visible){top:0}"),
        ("[data-md-toggle=search]:checked~p,body[data-md-scrolllock]{top:0}", ""),
        ("@media print{.md-top{top:0}.md-typeset p{top:0}}", "@media print{.md-typeset p{top:0}}"),
        ("@media screen{@supports (top:0){.md-top{top:0}}}a{top:0}", "a{top:0}"),
        (':is(a,:not(b,.c)) p[title="},{"]{top:0}', ':is(a,:not(b,.c)) p[title="},{"]{top:0}'),
        (
            f":root{{--a:{ICON};--b:{ICON};--c:#fff}}p{{mask:var(--b)}}",
            f":root{{--b:{ICON};--c:#fff}}p{{mask:var(--b)}}",
        ),
        (f":root{{--a:{ICON}}}.md-nav{{mask:var(--a)}}", ""),
    ],
)
def test_what_is_left(css: str, left: str) -> None:
    assert running_text(css) == left


def test_more_than_half_of_it_goes() -> None:
    whole, left = material_css().file.read_bytes(), material_css().data()

    assert len(gzip.compress(left)) < len(gzip.compress(whole)) / 2


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page that uses everything, in the section of the demo school."""
    folder = tmp_path_factory.mktemp("everything")
    shutil.copytree(HERE.parent / "content", folder / "content")
    shutil.copy(HERE / "running_text" / "mkdocs.yml", folder)
    shutil.copy(HERE / "running_text" / "everything.md", folder / "content")
    build(Project.at(folder), TODAY)
    with served(folder / "site") as url:
        yield f"{url}everything/"


def look(browser: Browser, address: str, width: int, media: str, *, whole: bool = False) -> dict[str, str]:
    """Computed styles of every sort of element on a page, with our stylesheet or with the `whole` one of Material."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    if whole:
        page.route(f"**/{material_css().address}", lambda asked: asked.fulfill(path=material_css().file))
    page.goto(address)
    page.emulate_media(media=media, reduced_motion="reduce")  # type: ignore[arg-type]
    found: dict[str, str] = page.evaluate(LOOK)
    page.context.close()
    return found


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(("width", "media"), [(390, "screen"), (1440, "screen"), (1440, "print")])
def test_text_looks_as_with_the_whole_stylesheet(browser: Browser, address: str, width: int, media: str) -> None:
    ours = look(browser, address, width, media)

    assert len(ours) > 600
    assert ours == look(browser, address, width, media, whole=True)


@pytest.mark.xdist_group("browser")
def test_page_with_everything_is_light(browser: Browser, address: str) -> None:
    weights = first_view(browser, address, PHONE)

    assert len(weights) <= REQUESTS, weights
    assert sum(weights.values()) <= FIRST_VIEW, weights


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(
    ("size", "scheme", "script"), [(PHONE, "light", ""), (DESKTOP, "dark", ""), (PHONE, "light", LOW_VISION)]
)
def test_page_with_everything_reads_in_every_view(
    browser: Browser, address: str, size: dict[str, int], scheme: str, script: str
) -> None:
    page = opened(browser, address, "", size, scheme, script)

    assert barriers(page, COLOURS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.context.close()
