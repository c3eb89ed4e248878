"""Every page of both demos and of the bank is HTML without an error; a sample of them in every run."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from nastavnik.bank.site import practice_lists
from tests import test_browser, test_region_browser
from tests.browser import demo_site
from tests.conftest import DAY, Figures, run
from tests.test_region_build import demo
from tests.validators import html_validate_errors, nu_errors

ROOT = Path(__file__).parent.parent
KINDERGARTEN = ("", "roadmap/", "mentors/", "documents/", "programmes/", "about/", "404.html")
VALIDATORS = [nu_errors, html_validate_errors]

Validator = Callable[[Path], list[str]]

pytestmark = pytest.mark.xdist_group("validators")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sites side by side: the school, the kindergarten, the bank."""
    folder = tmp_path_factory.mktemp("sites")
    demo_site(folder / "school").rename(folder / "sites")
    kindergarten, bank = folder / "kindergarten", demo(folder / "region")
    shutil.copytree(
        ROOT / "examples" / "kindergarten", kindergarten, ignore=shutil.ignore_patterns("site", ".nastavnik")
    )
    build = ("build", "--root", kindergarten, "--site", folder / "sites" / "kindergarten", "--no-search")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(practice_lists, "PAGE_SIZE", 5)
        harvest, draw = (("region", command, "--root", bank) for command in ("harvest", "build"))
        for command in (build, (*harvest, *DAY), (*draw, "--site", folder / "sites" / "bank", "--jobs", "1", *DAY)):
            result = run(*command)
            assert result.exit_code == 0, result.output
    return folder / "sites"


@pytest.fixture(scope="module")
def sample(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of every sort, in a folder of their own."""
    folder = tmp_path_factory.mktemp("sample") / "pages"
    places = {
        "nastavnichestvo": map(test_browser.address_of, test_browser.PAGES),
        "kindergarten": KINDERGARTEN,
        "bank": test_region_browser.PAGES.values(),
    }
    for site, urls in places.items():
        for page in pages_at(sites / site, urls):
            target = folder / page.relative_to(sites)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(page, target)
    return folder


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
