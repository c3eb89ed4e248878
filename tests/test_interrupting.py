"""Ctrl-C and lost processes leave the old site and no debris; long builds say how far they are."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nastavnik.building import builder
from nastavnik.building.builder import Builder
from nastavnik.building.lock import exclusive
from nastavnik.building.outputs import Staging
from nastavnik.building.project import Project
from nastavnik.commands.interrupting import stoppable
from nastavnik.commands.progress import progress
from nastavnik.errors import WorkersFailed
from tests.building import build
from tests.conftest import DAY, ENGINE, NEWS, PASSPORT, TODAY, md, run, tree, write_files, yml

SLOW = "{% block page %}{% for number in range(400000) %}{% endfor %}{% endblock %}{% block list %}{% endblock %}"
SLOW += "{% block card %}{% endblock %}"
IN_PROCESSES = """import signal, sys
from nastavnik import cli
from nastavnik.building import builder
signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs tests in the background may have it ignored
signal.signal(signal.SIGHUP, signal.SIG_DFL)
builder.PARALLEL_FROM = 1
cli.main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school with a finished site and much work for the next build; tests take copies of it."""
    root = tmp_path_factory.mktemp("school")
    news = {f"content/news/n{number}.md": md(NEWS, title=f"Новость {number}") for number in range(40)}
    write_files(root, {"mkdocs.yml": ENGINE, "content/school.yml": yml(PASSPORT), **news})
    assert run("build", "--root", root, *DAY, "--no-search").exit_code == 0
    write_files(root, {"theme/fragments/news.html": SLOW})
    return root


@pytest.fixture
def root(finished: Path, tmp_path: Path) -> Path:
    return shutil.copytree(finished, tmp_path, dirs_exist_ok=True)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches processes of Windows in another way")
@pytest.mark.parametrize(
    ("jobs", "name", "status"),
    [("1", "SIGINT", 130), ("2", "SIGINT", 130), ("2", "SIGTERM", 143), ("2", "SIGHUP", 129)],
)
def test_interrupted_build_leaves_the_old_site(jobs: str, name: str, status: int, root: Path) -> None:
    before = tree(root / "site")
    command = [sys.executable, "-c", IN_PROCESSES, "build", "--root", root, *DAY, "--no-search", "--jobs", jobs]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
    staged = root / ".site.staging/files"
    deadline = time.monotonic() + 60
    while not staged.is_dir() and time.monotonic() < deadline:
        time.sleep(0.02)

    if name == "SIGINT":
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all processes at once
    else:
        os.kill(process.pid, signal.Signals[name])
    _, said = process.communicate(timeout=60)  # until nobody is left who could say something

    assert (process.returncode, said.decode().strip()) == (status, "прервано — сайт остался прежним")
    assert tree(root / "site") == before
    assert not (root / ".site.staging").exists()


def test_interrupted_after_the_switch_it_says_that_the_new_site_is_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "theme/fragments/news.html").unlink()
    (root / "content/news/n0.md").write_text(md(NEWS, title="Совсем новая"), encoding="utf-8")
    monkeypatch.setattr("nastavnik.building.site._pages", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))

    stopped = run("build", "--root", root, *DAY, "--no-search")

    assert (stopped.exit_code, stopped.stderr.strip()) == (130, "прервано, но новый сайт уже на месте")
    assert "Совсем новая" in (root / "site/news/n0/index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_signal_that_a_library_drops_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    class Dropping:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGTERM)  # what is raised here, Python prints and forgets

    with pytest.raises(SystemExit) as ended, stoppable(lambda: "прервано"):
        Dropping()
        time.sleep(60)  # until the signal comes again

    assert ended.value.code == 128 + signal.SIGTERM
    assert capfd.readouterr().err == "прервано\n"


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, OSError(errno.ENOSPC, "No space left on device")])
def test_what_stops_a_build_as_it_begins_leaves_no_debris(
    stopped: BaseException | type[BaseException], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        assert (root / ".site.staging").is_dir()
        raise stopped

    with monkeypatch.context() as patched, pytest.raises((KeyboardInterrupt, OSError)):
        patched.setattr(Path, "touch", stop)
        Staging(root / "site", root / ".site.staging").__enter__()

    assert not (root / ".site.staging").exists()


def test_lost_process_is_a_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(root / "site")
    monkeypatch.setattr(builder, "PARALLEL_FROM", 1)
    monkeypatch.setattr(Builder, "make", lambda *_: os._exit(9))

    with pytest.raises(WorkersFailed, match="пропали"):
        build(Project.at(root), TODAY, jobs=2, searchable=False)

    assert tree(root / "site") == before
    assert not (root / ".site.staging").exists()


def test_next_build_after_an_interrupted_one_is_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Builder, "_put_catalogue", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        build(Project.at(root), TODAY, searchable=False)
    monkeypatch.undo()
    (root / "theme/fragments/news.html").unlink()

    build(Project.at(root), TODAY, searchable=False)

    assert "Новость 7" in (root / "site/news/n7/index.html").read_text(encoding="utf-8")


def test_short_build_says_nothing_of_its_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(patience=60) as tell:
        tell(1, 10)
        tell(10, 10)

    assert capsys.readouterr().err == ""


def test_long_build_says_a_few_lines_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(patience=0) as tell:
        for made in range(0, 1001, 10):
            tell(made, 1000)

    assert capsys.readouterr().err.splitlines() == [f"сделано {made} из 1000" for made in (250, 500, 750)]


def test_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress(patience=0) as tell:
        tell(1, 2)
        tell(2, 2)

    assert "сделано" not in capsys.readouterr().err


def test_second_build_waits_its_turn(root: Path) -> None:
    with exclusive(Project.at(root).state):
        result = run("build", "--root", root, *DAY)

    assert (result.exit_code, result.stderr.strip()) == (
        1,
        "этот сайт уже собирает другая команда — дождитесь её и повторите",
    )
    (root / "theme/fragments/news.html").unlink()
    assert run("build", "--root", root, *DAY).exit_code == 0
