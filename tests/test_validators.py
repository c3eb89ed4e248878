"""Every page of the demos and of a new section is HTML without an error; a sample of them in every run."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests import test_browser, test_region_browser
from tests.conftest import Figures
from tests.validators import html_validate_errors, nu_errors

ROOT = Path(__file__).parent.parent
KINDERGARTEN = ("", "roadmap/", "mentors/", "documents/", "programmes/", "about/", "404.html")
NEW = ("", "practices/", "news/", "about/")
VALIDATORS = [nu_errors, html_validate_errors]

Validator = Callable[[Path], list[str]]

pytestmark = pytest.mark.xdist_group("validators")


@pytest.fixture(scope="module")
def sites(
    demo_host: Path, kindergarten_host: Path, bank_host: Path, new_host: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Pages of four sites side by side: the school, the kindergarten, the bank, a section nobody has filled in yet."""
    folder = tmp_path_factory.mktemp("sites")
    section = "nastavnichestvo"
    hosts = {"school": demo_host / section, "kindergarten": kindergarten_host / section}
    for name, site in (hosts | {"bank": bank_host, "new": new_host}).items():
        copied(site, site.rglob("*.html"), folder / name)
    return folder


@pytest.fixture(scope="module")
def sample(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of every sort, in a folder of their own."""
    folder = tmp_path_factory.mktemp("sample") / "pages"
    places = {
        "school": map(test_browser.address_of, test_browser.PAGES),
        "kindergarten": KINDERGARTEN,
        "bank": test_region_browser.PAGES.values(),
        "new": NEW,
    }
    for site, urls in places.items():
        copied(sites / site, pages_at(sites / site, urls), folder / site)
    return folder


def copied(site: Path, pages: Iterable[Path], folder: Path) -> None:
    """Pages of a site in another folder, at the same paths."""
    for page in pages:
        target = folder / page.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, target)


def pages_at(site: Path, urls: Iterable[str]) -> list[Path]:
    return [site / url if url.endswith(".html") else site / url / "index.html" for url in urls]


@pytest.mark.parametrize("errors", VALIDATORS)
def test_a_page_of_every_sort_has_no_error(errors: Validator, sample: Path) -> None:
    assert len([*sample.rglob("*.html")]) > 40
    assert errors(sample) == []


@pytest.mark.audit
@pytest.mark.parametrize("errors", VALIDATORS)
def test_no_page_has_an_error(errors: Validator, sites: Path, record_property: Figures) -> None:
    pages = [*sites.rglob("*.html")]
    assert len(pages) > 250
    assert errors(sites) == []
    record_property(f"pages without an error, {errors.__name__}", len(pages))


@pytest.mark.parametrize("errors", VALIDATORS)
def test_an_error_is_seen(errors: Validator, tmp_path: Path) -> None:
    head = '<!doctype html>\n<html lang="ru"><head><meta charset="utf-8"><title>А</title></head>'
    for name, text in {"cell": "<table><tr><td role=cell>б</td></tr></table>", "image": "<img src=a.svg>"}.items():
        html = f"{head}<body><main><h1>А</h1>{text}</main></body></html>\n"
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")

    wrong = {error.partition(".html")[0].strip("/") for error in errors(tmp_path)}
    assert wrong == {"cell", "image"}
