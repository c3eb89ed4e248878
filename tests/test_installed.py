"""The wheel alone: what a school installs is enough for every command of a school, and is no more than it says."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

from nastavnik.installation import own_wheel, shipped
from nastavnik.office.hosting import HOSTS, host_files
from tests.conftest import DAY, run
from tests.hosts import has_rclone

PINS = re.compile(r"^([\w.-]+)==", re.MULTILINE)
MOST_MEGABYTES = 120
RUN = """
import sys
lib, absent = sys.argv[1], sys.argv[2].split(",")
sys.path.insert(0, lib)
sys.modules |= dict.fromkeys(absent)
sys.argv = ["nastavnik", *sys.argv[3:]]
from nastavnik.__main__ import run
run()
"""
"""The program of a folder, as if libraries were not installed."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def absent() -> list[str]:
    """Modules of this environment that no school installs: none of their packages is in the list for a section."""
    pinned = {normal(name) for name in PINS.findall(shipped("requirements/section.lock").read_text("utf-8"))}
    return [
        module
        for module, packages in packages_distributions().items()
        if pinned.isdisjoint(map(normal, packages)) and module not in ("nastavnik", "_distutils_hack", "__pycache__")
    ]


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """How the program of the wheel is called, nothing beside it but what a section installs."""
    lib = tmp_path_factory.mktemp("lib")
    with zipfile.ZipFile(BytesIO(own_wheel()[1])) as wheel:
        wheel.extractall(lib)
    return [sys.executable, "-c", RUN, str(lib), ",".join(absent())]


def surroundings() -> dict[str, str]:
    """The environment without what leads to this checkout."""
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, "PYTHONUNBUFFERED": "1"}


def called(command: list[str], folder: Path, *words: str) -> str:
    """What a command prints; its failure is ours."""
    done = subprocess.run(
        [*command, *words], cwd=folder, env=surroundings(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def section(command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school begun by the wheel."""
    folder = tmp_path_factory.mktemp("школа")
    called(command, folder, "start", ".", "--yes", *DAY)
    return folder


def opened(command: list[str], folder: Path, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address a command says that it serves at, and the command, ended afterwards."""
    process = subprocess.Popen(
        [*command, *words], cwd=folder, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout
    try:
        for line in process.stdout:
            address = re.search(r"http://127\.0\.0\.1:\d+/\S*", line)
            if address:
                yield address[0], process
                return
        pytest.fail("it has ended without an address")
    finally:
        process.terminate()
        process.communicate()


def is_opened(address: str) -> bool:
    """Whether the address with its key lets a browser in, which remembers cookies."""
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(address) as answer:
        return bool(answer.status == 200)


def test_mkdocs_is_among_what_no_school_installs() -> None:
    assert {"mkdocs", "material", "babel", "docx", "aiohttp"} <= set(absent())
    assert {"click", "jinja2", "pydantic", "yaml", "PIL"}.isdisjoint(absent())


def test_wheel_alone_checks_and_builds(command: list[str], section: Path) -> None:
    assert "ошибок нет" in called(command, section, "check", *DAY)
    called(command, section, "build", *DAY)

    assert (section / "site/index.html").is_file()
    assert (section / "site/about/index.html").is_file()
    assert (section / "site/pagefind/pagefind.js").is_file()


def test_build_leaves_what_the_container_takes_over(command: list[str], section: Path) -> None:
    """The first stage runs `check` and `build`; what the second copies from it is there then."""
    called(command, section, "build", "--no-search", *DAY)
    second = host_files(HOSTS["docker"])["Dockerfile"].partition("\nFROM nginx")[2]
    sources = re.findall(r"^COPY --from=build /section/(\S+)", second, re.MULTILINE)

    assert len(sources) == 2
    assert [source for source in sources if not (section / source).exists()] == []


def test_wheel_alone_serves_and_follows_saves(command: list[str], section: Path) -> None:
    for address, process in opened(command, section, "serve", "--address", "127.0.0.1:0"):
        assert process.stdout and "страницы обновлены" in process.stdout.readline()
        with urlopen(f"{address}about/") as answer:
            page = answer.read().decode()
        with pytest.raises(HTTPError) as missing:
            urlopen(f"{address}net-takoi/")
        own = missing.value.read().decode()
        (section / "content/about.md").write_text("# Иначе\n\nДругие слова.\n", "utf-8")
        assert "страницы обновлены" in process.stdout.readline()
        with urlopen(f"{address}about/") as answer:
            changed = answer.read().decode()
        (section / "content/news/plokho.md").write_text("---\ntitle: [\n---\n", "utf-8")
        said = process.stdout.readline()
        with urlopen(f"{address}about/") as answer:
            kept = answer.read().decode()
        (section / "content/news/plokho.md").unlink()

    assert missing.value.code == 404 and "Такой страницы нет" in own.replace("\xa0", " ")
    assert "content/news/plokho.md:" in said and "Другие слова" in kept
    assert "reload.js" in page and "Другие слова" not in page
    assert "Другие слова" in changed


def test_wheel_alone_publishes_or_says_what_else_it_takes(command: list[str], section: Path, tmp_path: Path) -> None:
    """The folder of a site needs no key of anybody; rclone is an extra."""
    called(command, section, "build", "--no-search", *DAY)
    place = tmp_path / "host/site"
    (section / "publish.yml").write_text(f"targets:\n  name: disk\n  type: folder\n  path: {place}\n", "utf-8")

    words = [*command, "publish", "--no-read-back", *DAY]
    done = subprocess.run(words, cwd=section, env=surroundings(), capture_output=True, text=True, check=False)

    if has_rclone():
        assert done.returncode == 0 and (place / "index.html").is_file(), done.stderr
    else:
        assert done.returncode == 1 and "requirements/publish.lock" in done.stderr
    (section / "publish.yml").unlink()


def test_wheel_alone_opens_the_desk(command: list[str], section: Path) -> None:
    for address, _ in opened(command, section, "desk", "--port", "0", "--no-browser", *DAY):
        assert is_opened(address)


@pytest.mark.audit
@pytest.mark.skipif(sys.platform == "win32", reason="steps of a container are those of Linux")
def test_steps_of_the_container_run_here(tmp_path: Path) -> None:
    """What its first stage copies and runs, in a new environment instead of an image; users and owners apart."""
    school, place, stand_ins = tmp_path / "школа", tmp_path / "section", tmp_path / "bin"
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "machine"], check=True)
    for name in ("useradd", "chown"):
        stand_ins.mkdir(exist_ok=True)
        (stand_ins / name).write_text("#!/bin/sh\n", "utf-8")
        (stand_ins / name).chmod(0o755)
    machine = [tmp_path / "machine/bin", stand_ins, Path("/usr/bin"), Path("/bin")]
    environment = surroundings() | {"PATH": ":".join(map(str, machine))}
    run("start", school, "--yes", "--host", "Docker", *DAY)
    first = (school / "Dockerfile").read_text("utf-8").split("\nFROM ")[1].replace("\\\n", "")

    place.mkdir()
    for line in first.splitlines():
        word, _, rest = line.partition(" ")
        if word == "COPY":
            *sources, target = rest.split()
            for source in sources:
                into = place / target / (source if target == "./" else "")
                if (school / source).is_dir():
                    shutil.copytree(school / source, into, dirs_exist_ok=True)
                else:
                    shutil.copy(school / source, into)
        elif word == "RUN":
            subprocess.run(["bash", "-e", "-c", rest], cwd=place, env=environment, check=True)

    assert (place / "site/index.html").is_file() and (place / ".nastavnik/servers/container.conf").is_file()


@pytest.mark.audit
def test_wheel_in_an_empty_environment(tmp_path: Path, record_property) -> None:  # type: ignore[no-untyped-def]
    """As a machine of CI does it: a new environment, libraries by their hashes, the wheel, a section from nothing."""
    machine, school = tmp_path / "machine", tmp_path / "школа"
    name, wheel = own_wheel()
    (tmp_path / name).write_bytes(wheel)
    subprocess.run([sys.executable, "-m", "venv", machine], check=True)
    python = str(next(path for path in (machine / "bin/python", machine / "Scripts/python.exe") if path.exists()))
    empty = _size(machine)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", shipped("requirements/section.lock")], check=True)
    subprocess.run([*pip, "--no-deps", tmp_path / name], check=True)
    megabytes = (_size(machine) - empty) / 1_000_000

    command = [python, "-m", "nastavnik"]
    school.mkdir()
    called(command, school, "start", ".", "--yes", "--host", "GitHub", *DAY)
    assert "ошибок нет" in called(command, school, "check", *DAY)
    called(command, school, "build", *DAY)
    for address, _ in opened(command, school, "desk", "--port", "0", "--no-browser", *DAY):
        assert is_opened(address)
    record_property("megabytes a section installs", round(megabytes))
    assert megabytes <= MOST_MEGABYTES
    assert shutil.which("mkdocs", path=str(Path(python).parent)) is None


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
