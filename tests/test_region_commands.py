"""The commands of a region on a machine that lacks their libraries, or does not need them now."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.commands.region import region
from nastavnik.installation import install_command
from tests.conftest import ENGINE, run, write_files, yml
from tests.test_region_folder import REGION

ROOT = Path(__file__).parent.parent
DAY = "2026-11-20"


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=ROOT)


def region_libraries() -> set[str]:
    """Names under which the libraries of the extra `region` are imported."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    return {re.split(r"[\[><=; ]", line)[0].replace("-", "_") for line in extras["region"]}


def test_other_commands_do_not_ask_for_them() -> None:
    said = python(f"import sys, nastavnik.cli; print(sorted({region_libraries()!r} & set(sys.modules)))")

    assert (said.stdout, said.stderr) == ("[]\n", "")


@pytest.mark.parametrize("words", [["review"], ["report"], ["export", "--output", "bank.xlsx"], ["harvest"]])
def test_missing_library_is_told(words: list[str], tmp_path: Path) -> None:
    write_files(tmp_path / "content", {"region.yml": yml(REGION)})
    command = ["region", *words, "--root", str(tmp_path), "--today", DAY]

    said = python(f"import sys; sys.modules['sqlalchemy'] = None; from nastavnik.cli import main; main({command!r})")

    assert (said.returncode, said.stderr) == (1, messages.needs_region_libraries(install_command("region")) + "\n")


def test_check_reads_the_files_of_a_bank(tmp_path: Path) -> None:
    """Without the libraries of a bank: whoever edits its files need not harvest."""
    files = {"region.yml": yml(REGION), "sources/a.yml": "title: Школа\n", "decisions/b.yml": "verdict: [новое]\n"}
    write_files(tmp_path / "content", {**files, "join.md": "---\ntitle: Как попасть\n---\n[Сюда](nowhere.md)\n"})
    command = ["check", "--root", str(tmp_path), "--today", DAY]

    said = python(f"import sys; sys.modules['sqlalchemy'] = None; from nastavnik.cli import main; main({command!r})")

    assert said.returncode == 1
    told = said.stdout + said.stderr
    for file in ("content/sources/a.yml:", "content/decisions/b.yml:", "join.md:"):
        assert file in told, told
    assert "неизвестна" not in told and "school.yml" not in told


def test_commands_stand_in_the_order_of_the_alphabet() -> None:
    assert list(region.commands) == sorted(region.commands)


@pytest.mark.parametrize(
    "command", [("build",), ("due",), ("ready",), ("new", "mentors", "x"), ("new-year", "2027-2028"), ("serve",)]
)
def test_commands_of_a_school_say_that_this_is_a_bank(command: tuple[str, ...], tmp_path: Path) -> None:
    write_files(tmp_path / "content", {"region.yml": yml(REGION)})
    write_files(tmp_path, {"mkdocs.yml": ENGINE})

    done = run(*command, "--root", tmp_path)

    assert done.exit_code == 1
    assert messages.THIS_IS_A_BANK in done.output and "school.yml" not in done.output
    assert sorted(path.name for path in (tmp_path / "content").iterdir()) == ["region.yml"]


def test_bank_without_settings_of_its_site_hears_so_at_the_harvest(tmp_path: Path) -> None:
    write_files(tmp_path / "content", {"region.yml": yml(REGION)})

    assert messages.NO_CONFIG_IN_BANK in run("region", "harvest", "--root", tmp_path, "--today", DAY).stderr


def test_file_of_a_source_that_is_not_there_is_looked_for_at_a_named_place(tmp_path: Path) -> None:
    source = {"title": "Школа", "source_type": "папка", "path": "../net"}
    write_files(tmp_path / "content", {"region.yml": yml(REGION), "sources/a.yml": yml(source)})

    said = run("region", "harvest", "--root", tmp_path, "--today", DAY).stderr

    assert messages.source_file_missing("../net", str(tmp_path.parent / "net")) in said


def test_region_bank_is_asked_for_only_where_it_is_missing() -> None:
    bank = "https://bank.example/"

    assert "region_bank" in messages.names_hidden(2, bank, agreed=False)
    assert "region_bank" not in messages.names_hidden(2, bank, agreed=True)
