"""Soft hyphens: where long words of headings may break, and that nothing else has any."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.search.documents import Snippet
from nastavnik.search.lean import lean
from nastavnik.text.hyphens import SOFT, hyphenated, softened, without
from tests.conftest import DAY, NEWS, Files, md, run


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("наставничество", "настав-ни-чество"),
        ("Муниципального", "Муни-ци-паль-ного"),
        ("общеобразовательное", "обще-об-ра-зо-ва-тельное"),
        ("взаимодействие", "взаимо-дей-ствие"),
        ("наставники", "наставники"),
        ("accessibility-statement", "accessibility-statement"),
    ],
)
def test_only_long_russian_words_break_and_between_syllables(word: str, broken: str) -> None:
    assert softened(word).replace(SOFT, "-") == broken


def test_only_words_of_headings_break() -> None:
    html = '<p>наставничество</p><h2 id="наставничество">В <a title="наставничество">наставничество</a></h2>'

    shown = hyphenated(html)

    assert shown.count(SOFT) == 2 and without(shown) == html
    assert f">настав{SOFT}ни{SOFT}чество</a></h2>" in shown


def test_machines_and_the_search_get_words_whole(school: Callable[[Files], Path], tmp_path: Path) -> None:
    title = "Наставничество в общеобразовательных организациях"
    root = school({"news/a.md": md(NEWS, title=title, text=f"## {title}\n\nСлова.")})

    built = run("build", "--root", root, "--site", tmp_path / "out", *DAY)

    assert built.exit_code == 0, built.output
    page = (tmp_path / "out/news/a/index.html").read_text("utf-8")
    assert set(re.findall(rf"<(\w+)[^>]*>[^<]*{SOFT}", page)) == {"h1", "h2", "h3"}
    machines = [path for path in (tmp_path / "out").rglob("*") if path.suffix in (".json", ".atom", ".ics", ".xml")]
    assert machines and not [path.name for path in machines if SOFT in path.read_text("utf-8")]
    found = lean(page.replace("<main", "<main data-pagefind-body", 1), Snippet(title))
    assert found and "общеобразовательных" in found and SOFT not in found
