"""Files commands write: the form their name promises, out of Git's sight where names are in them, never lost."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nastavnik import messages
from tests.conftest import DAY, DOCUMENT, MENTOR, NEWS, ROADMAP, Files, md, run, yml

School = Callable[[Files], Path]
FILES = {
    "mentors/berezkina.yml": yml(MENTOR),
    "roadmap/2026-2027.yml": yml(ROADMAP),
    "documents/prikaz.yml": yml(DOCUMENT),
    "news/vstrecha.md": md(NEWS, stages=["2026-2027/1"]),
}


@pytest.fixture
def root(school: School) -> Path:
    return school(FILES)


@pytest.mark.parametrize(
    "command",
    [
        ("report", "coverage"),
        ("report", "monitoring"),
        ("ready",),
        ("consent", "berezkina", "--format", "docx"),
        ("roadmap", "docx", "2026-2027"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("name", ["отчёт.doc", "отчёт"])
def test_a_name_that_promises_something_else_is_refused(command: tuple[str, ...], name: str, root: Path) -> None:
    refused = run(*command, "--output", root / name, "--root", root, *DAY)

    assert refused.exit_code == 1
    assert f"{name}: по имени неясно, что записать — назовите файл с окончанием ." in refused.stderr
    assert not (root / name).exists()


def test_each_name_gets_its_form(root: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "a.json", "a.txt"):
        assert run("report", "coverage", "--output", tmp_path / name, "--root", root, *DAY).exit_code == 0

    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert len(next(csv.reader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))) > 3
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["roadmap"] == "2026-2027"
    assert (tmp_path / "a.txt").read_text("utf-8").startswith("Этап 1. Подготовка")


def test_no_cell_is_a_formula(school: School) -> None:
    channel = {"title": '=cmd|"/c calc"', "url": "https://school5.example/x"}
    root = school({**FILES, "news/vstrecha.md": md(NEWS, stages=["2026-2027/1"], channels=[channel])})

    said = run("report", "coverage", "--format", "csv", "--root", root, *DAY)

    assert said.exit_code == 0, said.output
    cells = {cell for row in csv.reader(said.stdout.splitlines(), delimiter=";") for cell in row}
    assert '\'=cmd|"/c calc"' in cells
    assert not [cell for cell in cells if cell.startswith("=")]


def test_a_report_over_another_one_goes_back(root: Path) -> None:
    target = root / "отчёт.csv"
    target.write_text("мой отчёт", "utf-8")
    command = ("report", "coverage", "--output", target, "--root", root, *DAY)

    assert run(*command).exit_code == 1
    assert target.read_text("utf-8") == "мой отчёт"
    replaced = run(*command, "--force")
    assert messages.HOW_TO_UNDO in replaced.stdout
    run("undo", "--root", root)
    assert target.read_text("utf-8") == "мой отчёт"


@pytest.fixture
def repository(root: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    return root


def seen_by_git(root: Path) -> str:
    command = ["git", "-C", str(root), "-c", "core.quotePath=no", "status", "--porcelain", "-uall"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_paper_with_a_name_is_out_of_gits_sight_whatever_is_ignored(repository: Path) -> None:
    """The project's .gitignore may be older than the folder."""
    said = run("consent", "berezkina", "--format", "docx", "--root", repository, *DAY)

    assert said.exit_code == 0
    assert [path.name for path in (repository / "papers").glob("*.docx")] == ["berezkina-anna-pavlovna.docx"]
    assert "berezkina-anna" not in seen_by_git(repository)
    assert said.stderr == ""


def test_a_paper_put_where_git_sees_it_is_said(repository: Path) -> None:
    said = run(
        "consent", "berezkina", "--format", "docx", "--output", repository / "b.docx", "--root", repository, *DAY
    )

    assert "Git его видит" in said.stderr
    assert "b.docx" in seen_by_git(repository)


def test_a_new_school_ignores_papers_and_copies(tmp_path: Path) -> None:
    run("start", tmp_path, "--yes", *DAY)
    assert {"papers/", ".nastavnik/"} <= set((tmp_path / ".gitignore").read_text("utf-8").splitlines())


def test_a_record_about_nobody_is_not_searched_by_its_file_name(school: School) -> None:
    root = school({"news/bank-nastavnikov.md": md(NEWS)})

    refused = run("withdraw", "news/bank-nastavnikov", "--no-build", "--root", root, *DAY)

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "ни у кого нет согласия" in refused.stderr


@pytest.mark.parametrize("name", ["waiting.xlsx", "waiting.csv", "waiting.json"])
@pytest.mark.parametrize("command", ["review", "report"])
def test_a_bank_writes_each_form(command: str, name: str, tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy")
    region = Path(__file__).parent.parent / "examples" / "region"
    bank = tmp_path / "bank"
    (bank / "content").mkdir(parents=True)
    (bank / "content/region.yml").write_bytes((region / "content/region.yml").read_bytes())

    done = run("region", command, "--output", tmp_path / name, "--root", bank, *DAY)

    assert done.exit_code == 0, done.output
    assert CHECKS[name.partition(".")[2]](tmp_path / name)


CHECKS: dict[str, Callable[[Path], Any]] = {
    "xlsx": lambda path: openpyxl.load_workbook(path).sheetnames,
    "csv": lambda path: path.read_bytes().startswith(b"\xef\xbb\xbf") and ";" in path.read_text("utf-8-sig"),
    "json": lambda path: isinstance(json.loads(path.read_text("utf-8")), dict),
}
