"""The page «Доступность»: the program's tests by name and version; nothing in the school's name it has not written."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.views.accessibility import TOOLS
from tests.conftest import DAY, PASSPORT, Files, run, yml
from tests.test_golden import as_read

ROOT = Path(__file__).parent.parent


def page(school: Callable[[Files], Path], files: Files) -> str:
    root = school(files)
    result = run("build", "--root", root, "--no-search", *DAY)
    assert result.exit_code == 0, result.output
    html = (root / "site" / "accessibility" / "index.html").read_text(encoding="utf-8")
    return " ".join(as_read(html).replace("~", " ").split())


@pytest.mark.parametrize(
    ("accessibility", "said"),
    [
        (None, ()),
        ({"checked": "2026-11-20"}, ("Организация проверила раздел 20 ноября 2026 года.",)),
        (
            {"checked": "2026-11-01", "known": ["сканы приказов без текста"]},
            ("Организация проверила раздел 1 ноября 2026 года.", "Что пока неудобно:", "сканы приказов без текста"),
        ),
        ({"checked": "2026-11-21", "known": ["сканы приказов без текста"]}, ()),
    ],
)
def test_school_says_what_it_has_written_and_no_sooner(
    accessibility: dict[str, object] | None, said: tuple[str, ...], school: Callable[[Files], Path]
) -> None:
    text = page(school, {"school.yml": yml(PASSPORT, accessibility=accessibility)})

    assert all(sentence in text for sentence in said)
    assert ("Организация проверила" in text, "неудобно" in text) == (bool(said), len(said) > 1)
    assert "Заместитель директора" in text


def test_page_of_ones_own_stands_instead(school: Callable[[Files], Path]) -> None:
    own = "---\ntitle: Доступность\n---\nПишем своими словами.\n"
    text = page(school, {"accessibility.md": own})

    assert "Пишем своими словами." in text and "axe-core" not in text


def test_versions_are_those_of_the_tests() -> None:
    package = json.loads((ROOT / "tests" / "validators" / "package.json").read_text(encoding="utf-8"))

    assert package["dependencies"] == {name: number for name, number in TOOLS.items() if name != "axe-core"}


def test_lock_names_every_file_by_its_digest_and_no_registry() -> None:
    lock = json.loads((ROOT / "tests" / "validators" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert {"node_modules/vnu-jar", "node_modules/html-validate"} <= {*packages}
    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
