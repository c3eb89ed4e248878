"""The second demo, `examples/kindergarten`: teachers only, no date in its plan, the plan imported from a Word file."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from nastavnik.building import checking
from nastavnik.building.project import Prepared, Project
from tests.conftest import TODAY, run
from tests.loose_words import loose
from tests.test_golden import as_read
from tests.test_wording import NORMS, STRANGERS

ROOT = Path(__file__).parent.parent / "examples" / "kindergarten"
PLAN = ROOT / "content" / "files" / "plan-nastavnichestva.docx"
PAGES = {"home": "index.html", "roadmap": "roadmap/index.html", "mentors": "mentors/index.html"}
ADDED = {"document", "done", "evidence"}
"""What the kindergarten wrote into its roadmap by hand."""

pytestmark = pytest.mark.xdist_group("kindergarten")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kindergarten") / "sad7"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns("site", ".nastavnik"))
    result = run("build", "--root", root, "--no-search")
    assert result.exit_code == 0, result.output
    return root / "site"


def read(page: Path) -> str:
    return as_read(page.read_text(encoding="utf-8")).replace("~", " ")


def test_nothing_is_wrong_and_little_is_hinted() -> None:
    prepared = checking.prepare(Project.at(ROOT), TODAY)

    assert isinstance(prepared, Prepared)
    assert [problem.place.file for problem in prepared.problems] == ["content/mentors/ptitsyna.yml"]


@pytest.mark.parametrize("name", PAGES)
def test_page_reads(name: str, site: Path, golden: Callable[[Path, str], None]) -> None:
    html = (site / PAGES[name]).read_text(encoding="utf-8")

    golden(Path(__file__).parent / "golden" / "kindergarten" / f"{name}.txt", as_read(html))


def test_no_page_speaks_of_a_school(site: Path) -> None:
    """Its own records do not either, so that every such word would be the program's."""
    strangers = re.compile(rf"(?<![а-яё])(?:{STRANGERS['kindergarten']}|родителям\b)")
    pages = {path: read(path).lower() for path in site.rglob("*.html")}
    for norm in NORMS:
        pages = {path: text.replace(norm, "") for path, text in pages.items()}

    assert len(pages) > 20
    assert {path.name: strangers.findall(text) for path, text in pages.items() if strangers.search(text)} == {}


def test_families_are_not_called_where_only_teachers_are_mentored(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")

    assert not (site / "parents").exists()
    assert 'href="parents/' not in home
    assert 'href="about/"' in home


def test_plan_without_dates_has_no_picture_of_months(site: Path) -> None:
    assert 'class="tl' not in (site / "roadmap/index.html").read_text(encoding="utf-8")


def test_mentor_without_consent_is_only_counted(site: Path) -> None:
    everything = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())

    assert "Птицын".encode() not in everything
    assert "Ещё 1 наставник — без публичной карточки." in read(site / "mentors/index.html")


def test_roadmap_is_what_the_word_file_says(tmp_path: Path) -> None:
    target = tmp_path / "plan.yml"

    result = run("import", "roadmap", PLAN, "--root", ROOT, "--id", "plan", "--output", target)

    assert result.exit_code == 0, result.output
    imported = yaml.safe_load(target.read_text(encoding="utf-8"))
    record = yaml.safe_load((ROOT / "content/roadmap/plan.yml").read_text(encoding="utf-8"))
    assert without(record, ADDED) == without(imported, set())
    assert len(imported["stages"]) == 6


def without(value: object, names: set[str]) -> object:
    """Plain data without these names on any depth."""
    if isinstance(value, dict):
        return {name: without(inner, names) for name, inner in value.items() if name not in names}
    return [without(item, names) for item in value] if isinstance(value, list) else value


def test_no_line_ends_in_a_loose_word(site: Path) -> None:
    assert loose(site) == set()
