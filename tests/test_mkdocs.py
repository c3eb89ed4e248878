"""MkDocs as the host: `mkdocs build --strict` and `mkdocs serve` do what `nastavnik` does."""

import logging
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nastavnik.building import journal
from nastavnik.building.lock import exclusive
from nastavnik.building.project import Project
from nastavnik.engines.mkdocs import Aloud
from tests.building import build
from tests.conftest import MENTOR, TODAY, Files, run, tree, write_files, yml
from tests.test_shell import SCHOOL

ROOT = Path(__file__).parent.parent


@pytest.fixture
def project(school: Callable[[Files], Path]) -> Path:
    return school({**SCHOOL, "files/plan.txt": "план", "mentors/secret.txt": "не для сайта"})


def mkdocs(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", env=environment, check=False)


def test_both_doors_build_the_same_site(project: Path, tmp_path: Path) -> None:
    build(Project.at(project, tmp_path / "ours"), TODAY)

    done = mkdocs(project, "build", "--strict")

    assert done.returncode == 0, done.stderr
    assert tree(project / "site") == tree(tmp_path / "ours")


def test_records_are_not_published_as_files(project: Path) -> None:
    mkdocs(project, "build", "--strict")

    published = tree(project / "site")

    assert not [path for path in published if path.endswith((".yml", ".md")) or "secret" in path]


def test_only_files_that_somebody_names_are_published(project: Path) -> None:
    write_files(project / "content", {"files/named.txt": "да", "files/unnamed.txt": "нет"})
    write_files(project / "content", {"o.md": "# О разделе\n\n[План](files/named.txt)\n"})

    mkdocs(project, "build", "--strict")

    published = tree(project / "site")
    assert published["files/named.txt"] == "да".encode()
    assert "files/unnamed.txt" not in published


def test_bad_record_leaves_the_old_site(project: Path) -> None:
    mkdocs(project, "build", "--strict")
    before = tree(project / "site")
    (project / "content" / "mentors" / "kim.yml").write_text("name: [", encoding="utf-8")

    done = mkdocs(project, "build", "--strict")

    assert done.returncode == 1
    assert "content/mentors/kim.yml:" in done.stderr and "Traceback" not in done.stderr
    assert tree(project / "site") == before


def test_waits_for_whoever_builds_the_same_site(project: Path) -> None:
    with exclusive(Project.at(project).state):
        done = mkdocs(project, "build")

    assert done.returncode == 1
    assert "этот сайт уже собирает другая команда" in done.stderr and "Traceback" not in done.stderr
    assert not (project / "site").exists() and not (project / ".site.staging").exists()


def test_strict_warning_leaves_the_old_site(project: Path) -> None:
    mkdocs(project, "build", "--strict")
    before = tree(project / "site")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "nav: [нет-такой.md]\n", encoding="utf-8")

    done = mkdocs(project, "build", "--strict")

    assert done.returncode == 1
    assert tree(project / "site") == before


@pytest.fixture
def server(project: Path) -> Iterator[str]:
    """The address where `mkdocs serve` shows the project."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, "--livereload"]
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    log = project / "serve.log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, cwd=project, stdout=out, stderr=out, env=environment)
        try:
            url = f"http://{address}/"
            wait_for(lambda: answers(url))
            yield url
        finally:
            process.terminate()
            process.wait(10)


def wait_for(question: Callable[[], object], seconds: float = 40) -> str:
    """The first true answer to a question asked again and again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = question()
        if answer:
            return str(answer)
        time.sleep(0.2)
    raise AssertionError("no answer in time")


def answers(url: str) -> bool:
    try:
        return bool(shown(url))
    except OSError:
        return False


def shown(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "Serving on http://127.0.0.1:8000/a/",
            "раздел открыт: http://127.0.0.1:8000/a/ — чтобы закончить, нажмите Ctrl+C",
        ),
        ('[11:15:00] "GET /nope HTTP/1.1" code 404', ""),
        ("Cleaning site directory", ""),
    ],
)
def test_serve_speaks_russian(said: str, sentence: str) -> None:
    spoken: list[str] = []
    with Aloud(spoken.append):
        logging.getLogger("mkdocs.livereload").info(said)
        logging.getLogger("mkdocs.livereload").debug(said)

    assert spoken == ([sentence] if sentence else [])
    assert logging.getLogger("mkdocs").handlers == []


def test_serve_where_somebody_serves_already(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"

        result = run("serve", "--root", project, "--address", address)

    assert result.exit_code == 1
    assert f"адрес {address} занят" in result.stderr and not re.search("[A-Za-z]{4,} [a-z]{3,} ", result.stderr)


def test_build_after_serve_in_one_process(project: Path) -> None:
    """MkDocs gives the next build the plugin of the last one."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run("serve", "--root", project, "--address", f"127.0.0.1:{taken.getsockname()[1]}")

    build(Project.at(project), TODAY)

    assert 'href="/nastavnichestvo/mentors/"' in (project / "site" / "404.html").read_text(encoding="utf-8")


def test_serve_follows_records_and_templates(server: str, project: Path) -> None:
    mentor = project / "content" / "mentors" / "berezkina.yml"
    assert "Берёзкина" in shown(f"{server}mentors/")
    assert "Content-Security-Policy" not in shown(server)  # MkDocs' script that reloads the page would be stopped
    before = shown(f"{server}pagefind/shards.json")

    mentor.write_text(yml(MENTOR, name="Осинкина Анна Павловна"), encoding="utf-8")
    wait_for(lambda: "Осинкина" in shown(f"{server}mentors/"))
    wait_for(lambda: shown(f"{server}pagefind/shards.json") != before)

    mentor.write_text("name: [", encoding="utf-8")
    wait_for(lambda: 'class="problems"' in shown(f"{server}mentors/"))
    assert "Осинкина" in shown(f"{server}mentors/")
    assert "berezkina.yml:" in shown(f"{server}parents/")

    mentor.write_text(yml(MENTOR), encoding="utf-8")
    wait_for(lambda: "Берёзкина" in shown(f"{server}mentors/") and 'class="problems"' not in shown(server))


def test_command_cut_off_among_its_files_is_finished_first(project: Path) -> None:
    passport = project / "content/school.yml"
    text = passport.read_text(encoding="utf-8").replace("Школа № 5", "Школа № 6")
    journal.write(project, "new-year", {passport: text.encode()})
    (done,) = journal.runs(project)
    journal.note(replace(done, pending="before"))

    said = mkdocs(project, "build", "--strict")

    assert "прошлая команда прервалась, теперь она доведена до конца: new-year" in said.stderr
    assert "Школа № 5" in (project / "site/index.html").read_text(encoding="utf-8")
