"""The demo region built whole, as its README says: harvest, review, build; what readers get, always the same."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.conftest import DAY, run
from tests.demos import demo_region
from tests.loose_words import loose
from tests.test_golden import as_read, differing, tree

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "region"
ADDRESS = "https://nastavniki.zalesye.example/"
PAGES = {
    "home": "index.html",
    "practice": "practices/0000000003-gimnaziya3/tsifrovaya-pyatnitsa/index.html",
    "practices": "practices/by/municipality/novoozersk/index.html",
    "schools": "schools/index.html",
    "school": "schools/0000000052-klyuchi/index.html",
    "changes": "changes/index.html",
    "statistics": "statistics/index.html",
    "report": "report/index.html",
    "join": "join/index.html",
}

pytestmark = pytest.mark.xdist_group("region")  # one worker builds the region for all of them


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = demo_region(tmp_path_factory.mktemp("demo"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795143600")  # 20 November 2026, 06:00 in Moscow
        for command in ("harvest", "review", "build"):
            result = run("region", command, "--root", root, *DAY)
            assert result.exit_code == 0, result.output
    yield root


@pytest.fixture(scope="module")
def site(region: Path) -> Path:
    return region / "site"


def test_addresses(site: Path, golden: Callable[[Path, str], None]) -> None:
    ours = [path for path in sorted(tree(site)) if not re.match(r"assets/|pagefind/|\.nastavnik", path)]

    golden(GOLDEN / "addresses.txt", "\n".join(ours) + "\n")


@pytest.mark.parametrize("name", PAGES)
def test_page_reads(name: str, site: Path, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / f"{name}.txt", as_read((site / PAGES[name]).read_text(encoding="utf-8")))


def test_every_link_leads_somewhere(site: Path) -> None:
    broken = {
        (path, link)
        for path, data in tree(site).items()
        if path.endswith(".html") and path != "404.html"
        for link in re.findall(r'(?:href|src)="([^"]+)"', data.decode())
        if _inside(path, link) and not _there(site, path, link)
    }

    assert broken == set()


def _inside(path: str, link: str) -> bool:
    return urljoin(ADDRESS + path, link).startswith(ADDRESS)


def _there(site: Path, path: str, link: str) -> bool:
    target = urlsplit(urldefrag(urljoin(ADDRESS + path, link))[0]).path.lstrip("/")
    return (site / target / "index.html" if target == "" or target.endswith("/") else site / target).is_file()


def test_nobody_is_named_without_a_consent_to_this_address(site: Path) -> None:
    """Two authors agreed to their school's pages, one of them to the bank's as well."""
    said = {path for path, data in tree(site).items() if "Сомова" in data.decode("utf-8", "ignore")}
    named = {path for path, data in tree(site).items() if "Орлова" in data.decode("utf-8", "ignore")}

    assert said == set()
    assert named == {
        "api/v1/catalog.json",
        "api/v1/practices.csv",
        "practices/0000000003-gimnaziya3/tsifrovaya-pyatnitsa/index.html",
    }


def test_words_for_the_bank_only_stay_there(site: Path) -> None:
    """Comments of decisions, and a practice an expert body hid."""
    kept = re.compile("Показать на августовском|Вернуться, когда|попросить школу|Чай с директором|chai-s-direktorom")

    assert [path for path, data in tree(site).items() if kept.search(data.decode("utf-8", "ignore"))] == []


def test_no_place_of_this_machine_is_told(region: Path, site: Path) -> None:
    told = [path for path, data in tree(site).items() if str(region.parent.parent).encode() in data]

    assert told == []


def test_any_folder_and_hash_seed(site: Path, tmp_path: Path) -> None:
    """Another process, another folder, two processes to draw: the same bytes."""
    root = demo_region(tmp_path / "другая папка")
    environment = os.environ | {
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(ROOT / "generator"),
        "SOURCE_DATE_EPOCH": "1795143600",
    }
    for command in (["harvest"], ["build", "--jobs", "2"]):
        subprocess.run(
            [sys.executable, "-m", "nastavnik", "region", *command, "--root", root, *DAY],
            env=environment,
            check=True,
            capture_output=True,
        )

    assert differing(tree(root / "site"), tree(site)) == []


def test_no_line_ends_in_a_loose_word(site: Path) -> None:
    assert loose(site) == set()
