"""What many tests start from: a small school on disk, records as text, a fixed day, `--update-golden`."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from nastavnik.cli import main
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.loading import load

pytest_plugins = ["tests.browser", "tests.demos"]

TODAY = dt.date(2026, 11, 20)
DAY = ("--today", TODAY.isoformat())

PASSPORT = {
    "id": "school5",
    "title": "Средняя школа № 5 города Лесогорска",
    "short_title": "Школа № 5",
    "school_type": "школа",
    "inn": "0000000005",
    "timezone": "Europe/Moscow",
    "region": "Залесская область",
    "municipality": "Лесогорский округ",
    "site": "https://school5.example/",
    "section_url": "https://school5.example/nastavnichestvo/",
    "curators": [{"post": "Заместитель директора"}],
    "current_year": "2026-2027",
}
CONSENT = {"number": "1", "date": "2026-09-01", "until": "2027-08-31", "fields": "все"}
MENTOR = {
    "name": "Берёзкина Анна Павловна",
    "category": "педагог",
    "post": "Учитель химии",
    "forms": "педагог – педагог",
    "consent": CONSENT,
}
NEWS = {
    "title": "Первая встреча",
    "date": "2026-10-05",
    "summary": "Наставники встретились с молодыми учителями.",
}
DOCUMENT = {"title": "Приказ", "level": "локальный", "type": "приказ", "no_file": "готовится"}
PRACTICE = {
    "title": "Урок вдвоём",
    "summary": "Два учителя ведут один урок: опытный и молодой меняются местами каждые двадцать минут "
    "и вечером разбирают, что получилось.",
    "forms": "педагог – педагог",
    "education_levels": "основная школа",
    "problem": "Молодой учитель остаётся с классом один.",
    "goal": "Показать приёмы на живом уроке.",
    "description": "Раз в неделю.",
    "results": ["Семь пар."],
    "authors": [{"team": "Кафедра химии"}],
    "period": "2026 год",
    "status": "опубликована",
    "published": "2026-10-01",
    "privacy_check": {"post": "Заместитель директора", "date": "2026-10-01"},
}
ROADMAP = {"school_year": "2026-2027", "stages": [{"number": "1", "title": "Подготовка"}]}

ENGINE = """\
site_name: Наставничество
docs_dir: content
theme: {name: material, font: false}
plugins: [nastavnik]
markdown_extensions: [attr_list]
"""

Files = Mapping[str, str | bytes]


def yml(*parts: Mapping[str, Any], **fields: Any) -> str:
    """A record as YAML: mappings laid over one another, then single fields; None takes a field out."""
    data: dict[str, Any] = {}
    for part in (*parts, fields):
        data |= part
    kept = {name: value for name, value in data.items() if value is not None}
    return str(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=1000))


def md(*parts: Mapping[str, Any], text: str = "", **fields: Any) -> str:
    """The same as front matter with a text below it."""
    return f"---\n{yml(*parts, **fields)}---\n{text}\n"


def write_files(folder: Path, files: Files) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path in it, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def school(tmp_path: Path) -> Callable[[Files], Path]:
    """Writes a school — a passport and the given files under `content` — and returns the folder of its project."""

    def write(files: Files) -> Path:
        write_files(tmp_path, {"mkdocs.yml": ENGINE})
        write_files(tmp_path / "content", {"school.yml": yml(PASSPORT), **files})
        return tmp_path

    return write


@pytest.fixture
def catalogue(school: Callable[[Files], Path]) -> Callable[..., Catalogue]:
    """The catalogue of a school with the given files; its content must have no errors."""

    def loaded(files: Files, today: dt.date = TODAY, *, drafts: bool = False) -> Catalogue:
        found = load(school(files) / "content", today, drafts=drafts)
        assert found.errors == []
        assert found.catalogue is not None
        return found.catalogue

    return loaded


def run(*arguments: str | Path) -> Result:
    """The command `nastavnik` with these arguments."""
    return CliRunner().invoke(main, list(map(str, arguments)), prog_name="nastavnik", catch_exceptions=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A table of the figures that long tests saw: each gives its own with `record_property(what, number)`."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, [])]
    figures = Counter[str]()
    for what, number in (pair for report in reports for pair in report.user_properties):
        figures[what] += number
    if figures:
        terminalreporter.section("figures", sep="-")
        terminalreporter.write_line("\n".join(f"| {what} | {figures[what]:,} |" for what in sorted(figures)))


Figures = Callable[[str, int], None]
"""The fixture `record_property` as long tests use it: numbers of one name are added up."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what the tests got as what they expect")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a file, or writes the file anew under `--update-golden`."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        expected = file.read_text(encoding="utf-8") if file.is_file() else ""
        assert text.splitlines() == expected.splitlines(), f"{file.name}: объясните разницу и обновите --update-golden"

    return compare
