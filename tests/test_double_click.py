"""The files that a double click opens: the first time they install the program, then only the desk starts."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STEPS = [
    "-m venv .venv",
    "-m pip install --quiet --require-hashes -r requirements/school.lock",
    "-m pip install --quiet --no-deps --no-build-isolation .",
    "-m nastavnik desk --root {folder}",
]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the file and a Python that only writes down what it is asked; installing makes a second one."""
    folder = tmp_path / "program"
    (folder / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "desk.command", folder)
    python = folder / "bin" / "python3"
    python.write_text(
        '#!/bin/sh\necho "$@" >> "$LOG"\ncase "$*" in\n'
        '  "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python;;\n'
        '  "-c import nastavnik") test -e .venv/installed;;\n'
        '  *--no-deps*) touch .venv/installed; exit "${PIP:-0}";;\nesac\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    return folder


def double_click(project: Path, **variables: str) -> tuple[int, list[str], str]:
    """Exit code, what Python was asked apart from whether the program is there, what a person reads."""
    log = project / "log"
    log.unlink(missing_ok=True)
    own = {"PATH": f"{project / 'bin'}:/usr/bin:/bin", "LOG": str(log), "HOME": str(project.parent / "home")}
    done = subprocess.run(
        [project / "desk.command"], cwd="/", env={**own, **variables}, capture_output=True, text=True, check=False
    )
    asked = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return done.returncode, [line for line in asked if line != "-c import nastavnik"], done.stdout


def test_installs_once_then_only_opens(project: Path) -> None:
    folder = project.parent / "home" / "nastavnichestvo"
    steps = [step.format(folder=folder) for step in STEPS]

    assert double_click(project)[:2] == (0, steps)
    assert folder.is_dir()
    assert double_click(project)[:2] == (0, steps[-1:])


def test_another_folder(project: Path) -> None:
    folder = project.parent / "Школа № 17"

    assert double_click(project, NASTAVNIK_FOLDER=str(folder))[1][-1] == f"-m nastavnik desk --root {folder}"
    assert folder.is_dir()


def test_failure_is_said_and_nothing_is_opened(project: Path) -> None:
    code, asked, said = double_click(project, PIP="1")

    assert (code, len(asked)) == (1, 3)
    assert "Программа не установилась: причина выше.\nПо шагам" in said


def test_no_python(project: Path) -> None:
    (project / "bin" / "python3").unlink()
    code, asked, said = double_click(project, PATH=str(tools(project)))

    assert (code, asked) == (1, [])
    assert "нет Python" in said


def tools(project: Path) -> Path:
    """A PATH without Python."""
    folder = project / "tools"
    folder.mkdir()
    for name in ("sh", "dirname", "mkdir"):
        os.symlink(str(shutil.which(name)), folder / name)  # noqa: PTH211
    return folder


def test_windows_does_the_same() -> None:
    """The same steps in the same order; lines end as `cmd` reads them."""
    text = (ROOT / "desk.cmd").read_bytes().decode()
    asked = re.findall(r'^(?:py -3|"%program%") (-m .*?)(?: %\*)?\r$', text, re.MULTILINE)

    assert [line.replace("\\", "/") for line in asked] == [step.format(folder='"%NASTAVNIK_FOLDER%"') for step in STEPS]
    assert "\n" not in text.replace("\r\n", "")
    assert all(f":{label}\r\n" in text for label in re.findall(r"goto (\w+)", text))


def test_names_files_that_are_there() -> None:
    for file in ("requirements/school.lock", "docs/ru/install.md"):
        assert (ROOT / file).is_file()
        assert file in (ROOT / "desk.command").read_text(encoding="utf-8")
