"""What is installed and what travels along: nothing by a name that somebody else could take, nothing unlooked at."""

import hashlib
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.installation import install_command, own_wheel, shipped
from tests.conftest import DAY, run

ROOT = Path(__file__).parent.parent
TEXTS = {".py", ".md", ".toml", ".yml", ".yaml", ".txt", ".lock", ".cfg", ".html", ""}
BY_NAME = re.compile(
    r"""(?:pip|pipx|uv)\s[^\n]*?\binstall\b[^\n`]*[ \t"'`]nastavnik(?![\w./\\-])"""  # pip install nastavnik
    r"""|(?:^|["'`\s])nastavnik[ \t]*(?:\[[\w, -]+\])?[ \t]*(?:==|>=|~=|@\s)"""  # nastavnik==0.1.0, nastavnik @ …
    r"""|["'`]nastavnik\[[\w, -]+\]["'`]"""  # "nastavnik[import]"
)
FONTS = {".woff2", ".woff", ".ttf", ".otf"}
SIGNED = re.compile(rb"(?i)copyright|@license|SPDX-")


def texts(folder: Path) -> list[Path]:
    """What a person or a machine may read an installation from, the tests of that apart."""
    hidden = {".git", ".venv", ".nastavnik", "site", "dist", "build", "__pycache__", ".hypothesis", ".work"}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in TEXTS and path.is_file() and hidden.isdisjoint(path.relative_to(folder).parts)
        if path != Path(__file__).resolve() and not re.search(r"\.\w+_cache", path.as_posix())
    ]


def by_name(folder: Path) -> list[str]:
    return [
        f"{path.relative_to(folder)}: {hit[0].strip()}"
        for path in texts(folder)
        for hit in BY_NAME.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]


def test_the_project_is_installed_by_its_name_nowhere() -> None:
    assert by_name(ROOT) == []


def test_a_new_school_installs_the_very_program_that_began_it(tmp_path: Path) -> None:
    school = tmp_path / "школа"
    run("start", school, "--yes", "--host", "GitHub", *DAY)

    assert by_name(school) == []
    name, wheel = own_wheel()
    assert (school / "program" / name).read_bytes() == wheel
    digest = hashlib.sha256(wheel).hexdigest()
    pinned = f"./program/{name} --hash=sha256:{digest}"
    assert (school / "requirements.txt").read_text("utf-8").splitlines() == [messages.START_REQUIREMENTS, pinned]

    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--require-hashes"]
    subprocess.run([*pip, "-r", "requirements.txt", "--target", str(tmp_path / "lib")], cwd=school, check=True)
    assert (tmp_path / "lib/nastavnik/theme/styles/20-tokens.css").read_bytes() == shipped(
        "theme/styles/20-tokens.css"
    ).read_bytes()
    assert (tmp_path / "lib/nastavnik/requirements/region.lock").is_file()


MADE = """
import hashlib, sys
sys.path[:] = [sys.argv[1], *(path for path in sys.path if "site-packages" not in path)]
from nastavnik.installation import checkout, own_wheel
name, wheel = own_wheel()
print(name, hashlib.sha256(wheel).hexdigest(), bool(checkout()))
"""


def made_in(folder: Path) -> list[str]:
    """Name and digest of the wheel a program in a folder makes of itself, and whether it knows itself for a checkout.

    No library and no list of what is installed can be found beside it.
    """
    command = [sys.executable, "-I", "-c", MADE, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_a_program_makes_the_same_wheel_wherever_it_runs_from(tmp_path: Path) -> None:
    """An installed wheel begets itself; a checkout needs no installation to do so."""
    name, wheel = own_wheel()
    digest = hashlib.sha256(wheel).hexdigest()
    with zipfile.ZipFile(BytesIO(wheel)) as archive:
        archive.extractall(tmp_path / "lib")

    assert made_in(tmp_path / "lib") == [name, digest, "False"]
    assert made_in(ROOT / "generator") == [name, digest, "True"]


@pytest.mark.audit
def test_publishing_installs_the_program_and_builds_with_it(tmp_path: Path) -> None:
    """What the files of publishing do, on a machine that has the libraries and nothing of ours."""
    school, machine = tmp_path / "школа", tmp_path / "machine"
    run("start", school, "--yes", "--host", "GitHub", *DAY)
    subprocess.run([sys.executable, "-m", "venv", machine], check=True)
    python = next(path for path in (machine / "bin/python", machine / "Scripts/python.exe") if path.exists())
    beside = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(beside) / "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")

    def on_machine(*words: str) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            [python, "-m", *words], cwd=school, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    on_machine("pip", "install", "--quiet", "--no-index", "--no-deps", "--require-hashes", "-r", "requirements.txt")
    assert "ошибок нет" in on_machine("nastavnik", "check", *DAY)
    on_machine("nastavnik", "build", "--no-search", *DAY)
    assert (school / "site/index.html").is_file()
    told = on_machine("nastavnik", "start", str(tmp_path / "другая"), "--yes", "--host", "GitHub", *DAY)
    assert "та, что установлена здесь" in told
    (first,), (second,) = ((folder / "program").iterdir() for folder in (school, tmp_path / "другая"))
    assert first.read_bytes() == second.read_bytes()


def test_the_wheel_says_what_the_project_says_of_itself() -> None:
    name, wheel = own_wheel()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with zipfile.ZipFile(BytesIO(wheel)) as archive:
        info = f"nastavnik-{project['version']}.dist-info"
        metadata, points = (archive.read(f"{info}/{file}").decode() for file in ("METADATA", "entry_points.txt"))

    assert name == f"nastavnik-{project['version']}-py3-none-any.whl"
    wanted = re.findall("^Requires-Dist: (.*)", metadata, re.MULTILINE)
    assert [needed for needed in wanted if "extra ==" not in needed] == project["dependencies"]
    assert re.findall("^Provides-Extra: (.*)", metadata, re.MULTILINE) == list(project["optional-dependencies"])
    assert "openpyxl>=3.1; extra == 'import'" in wanted
    assert f"nastavnik = {project['scripts']['nastavnik']}" in points
    assert f"[mkdocs.plugins]\nnastavnik = {project['entry-points']['mkdocs.plugins']['nastavnik']}" in points


@pytest.mark.parametrize(
    "line",
    [
        "pip install nastavnik",
        'pip install "nastavnik[import]"',
        "py -m pip install --upgrade nastavnik==0.1.0",
        "nastavnik==0.1.0",
        "nastavnik @ git+https://example.org/x",
        "uv pip install nastavnik",
    ],
)
def test_a_bare_name_would_be_seen(line: str, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text(line, "utf-8")
    assert len(by_name(tmp_path)) == 1


def test_the_wheel_is_whole_and_always_the_same() -> None:
    name, wheel = own_wheel()

    assert own_wheel() == (name, wheel)
    with zipfile.ZipFile(BytesIO(wheel)) as archive:
        record = archive.read(next(path for path in archive.namelist() if path.endswith("/RECORD"))).decode()
        assert {line.partition(",")[0] for line in record.splitlines()} == set(archive.namelist())
        assert not [path for path in archive.namelist() if "__pycache__" in path]


def test_libraries_are_added_with_hashes_and_without_single_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    """cmd.exe takes single quotes for part of a name."""
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\Python\python.exe")

    command = install_command("school")

    assert command.startswith('"C:\\Program Files\\Python\\python.exe" -m pip install --require-hashes -r ')
    assert "'" not in command
    assert Path(re.split(r" -r ", command)[1].strip('"')).is_file()


def test_every_file_of_others_is_on_the_list() -> None:
    listed = {entry["path"]: entry for entry in tomllib.loads((ROOT / "theme/VENDORED.toml").read_text())["file"]}
    theirs = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "theme").rglob("*")
        if path.is_file() and (path.suffix in FONTS or "vendor" in path.parts or SIGNED.search(path.read_bytes()))
    }

    assert theirs - {"theme/VENDORED.toml"} == set(listed)
    for path, entry in listed.items():
        assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == entry["sha256"], path
        assert entry["origin"].startswith("https://")
        assert entry["version"] and entry["licence"] and (ROOT / entry["licence_file"]).is_file()


def test_workflows_are_clean() -> None:
    """zizmor, offline; those of a school are read in `test_hosts`."""
    zizmor = shutil.which("zizmor", path=sysconfig.get_path("scripts")) or shutil.which("zizmor")
    if zizmor is None:
        pytest.skip("zizmor is not installed: requirements/dev.lock has it")
    command = [zizmor, "--offline", "--no-progress", "--quiet", "--format", "plain", ROOT / ".github/workflows"]

    clean = subprocess.run(command, capture_output=True, text=True, check=False)
    assert clean.returncode == 0, clean.stdout + clean.stderr


@pytest.mark.audit
def test_a_release_is_the_same_bytes_each_time_and_says_what_is_in_it(tmp_path: Path) -> None:
    pytest.importorskip("cyclonedx_py")
    release = runpy.run_path(str(ROOT / "requirements" / "release.py"))["release"]

    release(tmp_path / "dist")

    names = {path.name for path in (tmp_path / "dist").iterdir()}
    assert {path.partition("-")[2] for path in names if path.endswith((".whl", ".tar.gz"))} == {
        "0.1.0-py3-none-any.whl",
        "0.1.0.tar.gz",
    }
    bill = json.loads((tmp_path / "dist/nastavnik-0.1.0.school.cdx.json").read_text("utf-8"))
    pins = re.findall(r"^([\w.-]+)==", (ROOT / "requirements/school.lock").read_text("utf-8"), re.MULTILINE)
    vendored = {entry["path"] for entry in tomllib.loads((ROOT / "theme/VENDORED.toml").read_text())["file"]}
    assert {component["name"] for component in bill["components"]} == {*pins, *vendored}
    assert len((tmp_path / "dist/SHA256SUMS").read_text("utf-8").splitlines()) == len(names) - 1
