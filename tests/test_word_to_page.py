"""From the Word file of an approved roadmap to a published page, without a hand touching the record."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import DAY, PASSPORT, Files, run, yml
from tests.word import make_word

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "shared" / "seeds"
CASES = sorted((HERE / "import_cases").glob("*.yaml"))
CONFIG = "site_name: Наставничество\ndocs_dir: content\ntheme: {name: material, font: false}\nplugins: [nastavnik]\n"


def published(project: Path, word: Path) -> tuple[dict[str, object], str]:
    """The imported record and the text of its page."""
    (project / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (project / "content" / "school.yml").write_text(yml(PASSPORT, current_year="2023-2024"), encoding="utf-8")
    imported = run("import", "roadmap", word, "--id", "2023-2024", "--root", project)
    assert imported.exit_code == 0, imported.output
    checked = run("check", "--root", project, *DAY)
    assert checked.exit_code == 0, checked.output
    built = run("build", "--root", project, *DAY)
    assert built.exit_code == 0, built.output
    record = yaml.safe_load((project / "content" / "roadmap" / "2023-2024.yml").read_text(encoding="utf-8"))
    page = (project / "site" / "roadmap" / "index.html").read_text(encoding="utf-8")
    return record, squeezed(page[page.index("<main") :])


def squeezed(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", "", html.unescape(text))


def every_text(value: object) -> list[str]:
    """Every title and activity of a record, as they must stand on the page."""
    if isinstance(value, list):
        return [text for item in value for text in every_text(item)]
    if not isinstance(value, dict):
        return []
    own = [str(value[name]) for name in ("title", "text") if name in value]
    return own + [text for name in ("stages", "items") for text in every_text(value.get(name, []))]


def assert_whole(record: dict[str, object], page: str) -> None:
    texts = every_text({"stages": record["stages"]})
    assert texts
    assert [text for text in texts if squeezed(text) not in page] == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize("name", ["s0", "s1", "s3", "s4"])
def test_real_document_becomes_a_page(school: Callable[[Files], Path], name: str) -> None:
    record, page = published(school({}), SEEDS / f"{name}.docx")

    assert_whole(record, page)


@pytest.mark.parametrize("path", CASES[::6], ids=lambda path: path.stem)
def test_made_document_becomes_a_page(school: Callable[[Files], Path], tmp_path: Path, path: Path) -> None:
    case = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    word = make_word(tmp_path / "file.docx", case["document"], case.get("lists"))

    record, page = published(school({}), word)

    assert_whole(record, page)
