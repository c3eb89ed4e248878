"""The three demos as their visitors see them, each built once for all tests of a process; tests only look at them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nastavnik.bank.site import practice_lists
from nastavnik.building.project import Project
from tests.building import build
from tests.conftest import DAY, TODAY, run

ROOT = Path(__file__).parent.parent
ASIDE = shutil.ignore_patterns("site", ".nastavnik", ".*")


def demo_site(folder: Path) -> Path:
    """A folder that serves the demo section where its `section_url` says, built from the copy `demo` beside it."""
    project, host = folder / "demo", folder / "host"
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    build(Project.at(project, host / "nastavnichestvo"), TODAY)
    return host


def kindergarten_site(folder: Path) -> Path:
    """The same of the second demo; «not found» knows its section by this address."""
    project, host = folder / "sad7", folder / "host"
    shutil.copytree(ROOT / "examples" / "kindergarten", project, ignore=ASIDE)
    build(Project.at(project, host / "nastavnichestvo"), TODAY)
    return host


def demo_region(folder: Path) -> Path:
    """A copy of the demo region: its sources are files, one of them the catalogue of the demo school."""
    shutil.copytree(ROOT / "examples" / "region", folder / "examples" / "region", ignore=ASIDE)
    shutil.copytree(ROOT / "content", folder / "content")
    return folder / "examples" / "region"


def demo_bank(folder: Path) -> Path:
    """The site of the demo region after two harvests, so that its chart of growth has a line; pages are short."""
    root = demo_region(folder)
    only = ("--only", "gimnaziya3", "--only", "bor")
    for arguments in ([*only, "--today", "2026-09-10"], DAY):  # apart: a browser's loop may run in this process
        command = [sys.executable, "-m", "nastavnik", "region", "harvest", "--root", root, *arguments]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(practice_lists, "PAGE_SIZE", 5)
        assert run("region", "build", "--root", root, "--jobs", "1", *DAY).exit_code == 0
    return root / "site"


def new_section(folder: Path) -> Path:
    """The site of a section on the day it was started, with nothing typed in."""
    root = folder / "new"
    for words in (("start", root, "--yes", *DAY), ("build", "--root", root, "--site", folder / "site", *DAY)):
        result = run(*words)
        assert result.exit_code == 0, result.output
    return folder / "site"


@pytest.fixture(scope="session")
def demo_host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_site(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def kindergarten_host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kindergarten_site(tmp_path_factory.mktemp("kindergarten"))


@pytest.fixture(scope="session")
def bank_host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_bank(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="session")
def new_host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_section(tmp_path_factory.mktemp("started"))
