"""What commands wrote is taken back and done again, never over somebody's edit; a killed command leaves whole files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.building.journal import FOLDER, MOST, runs, write
from nastavnik.errors import EditRefused
from nastavnik.office.undo import do_again, last, last_undone, replacing, take_back
from tests.conftest import run

OLD, NEW = "# было\nname: А\n".encode(), "# стало\nname: Б\n".encode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.yml").write_bytes(OLD)
    return tmp_path.resolve()


def texts(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "content").rglob("*.yml")}


def test_back_and_forth(root: Path) -> None:
    write(root, "new-year", {root / "content/a.yml": NEW, root / "content/b.yml": b"title: b\n"})
    written = texts(root)

    back = run("undo", "--root", root)
    assert (back.exit_code, texts(root)) == (0, {"content/a.yml": OLD})
    assert "отменено: new-year" in back.stdout
    assert run("undo", "--root", root).stderr == messages.NOTHING_DONE + "\n"

    assert run("undo", "--redo", "--root", root).exit_code == 0
    assert texts(root) == written
    assert run("undo", "--redo", "--root", root).stderr == messages.NOTHING_UNDONE + "\n"


def test_commands_go_back_one_by_one_and_come_again_in_their_order(root: Path) -> None:
    states = [texts(root)]
    for number in range(3):
        write(root, f"import {number}", {root / "content/a.yml": b"name: %d\n" % number})
        states.append(texts(root))

    for state in reversed(states[:-1]):
        assert run("undo", "--root", root).exit_code == 0
        assert texts(root) == state
    for state in states[1:]:
        assert run("undo", "--redo", "--root", root).exit_code == 0
        assert texts(root) == state


def test_after_an_edit_it_is_refused_and_the_edit_is_shown(root: Path) -> None:
    write(root, "import roadmap", {root / "content/a.yml": NEW})
    (root / "content/a.yml").write_bytes(NEW + "done: да\n".encode())

    refused = run("undo", "--root", root)

    assert refused.exit_code == 1
    assert "content/a.yml: после команды import roadmap файл меняли — отменить её нельзя" in refused.stderr
    assert "+done: да" in refused.stderr
    assert texts(root) == {"content/a.yml": NEW + "done: да\n".encode()}


def test_one_edited_file_holds_the_others(root: Path) -> None:
    write(root, "new-year", {root / "content/a.yml": NEW, root / "content/b.yml": b"title: b\n"})
    (root / "content/b.yml").write_bytes(b"title: c\n")

    assert run("undo", "--root", root).exit_code == 1
    assert texts(root)["content/a.yml"] == NEW


def test_dry_run_shows_lines_and_list_names_commands(root: Path) -> None:
    write(root, "withdraw", {root / "content/a.yml": NEW})

    shown = run("undo", "--dry-run", "--root", root)
    listed = run("undo", "--list", "--root", root)

    assert shown.stdout.splitlines()[2:] == ["-# стало", "-name: Б", "+# было", "+name: А"]
    assert listed.stdout == "withdraw: content/a.yml\n"
    assert texts(root) == {"content/a.yml": NEW}


def test_what_stays_the_same_is_no_run(root: Path) -> None:
    write(root, "import roadmap", {root / "content/a.yml": OLD})
    assert runs(root) == []


def test_copies_are_bounded_and_git_does_not_see_them(root: Path) -> None:
    for number in range(MOST + 5):
        write(root, "import roadmap", {root / "content/a.yml": b"name: %d\n" % number})

    assert len(runs(root)) == MOST
    assert (root / FOLDER / ".gitignore").read_text("utf-8") == "*\n"
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    seen = subprocess.run(["git", "-C", str(root), "status", "--porcelain", "-uall"], capture_output=True, check=True)
    assert b"undo" not in seen.stdout


def test_torn_or_foreign_lists_are_none(root: Path) -> None:
    for number, text in enumerate(["", "{", "[]", '{"command": 1, "files": [{}]}', '{"files": 3}']):
        folder = root / FOLDER / f"{number:06}"
        folder.mkdir(parents=True)
        (folder / "run.json").write_text(text, "utf-8")

    assert runs(root) == []
    write(root, "import roadmap", {root / "content/a.yml": NEW})
    run_ = last(root)
    assert run_ is not None
    take_back(run_)
    assert texts(root) == {"content/a.yml": OLD}


SAMPLE = {("write", 2), ("write", 6), ("undo", 2)}
KILLED = """
import os, signal, sys
from pathlib import Path
from nastavnik.office.undo import last, take_back, write
root, at, turn = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
asked, sync, counter = [0], os.fsync, {counter}
def fsync(number):
    asked[0] += 1
    if asked[0] == at:
        os.kill(os.getpid(), signal.SIGKILL)
    sync(number)
if turn == "undo":
    write(root, "new-year", {files})
os.fsync = fsync
if turn == "undo":
    take_back(last(root))
else:
    write(root, "new-year", {files})
""".replace("{counter}", "0").replace(
    "{files}", "{root / 'content/a.yml': b'name: 2', root / 'content/b.yml': b'name: 3'}"
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize(
    ("turn", "at"),
    [
        pytest.param(turn, at, marks=() if (turn, at) in SAMPLE else pytest.mark.audit)
        for turn in ("write", "undo")
        for at in range(1, 8)
    ],
)
def test_killed_at_any_moment_every_file_is_old_or_new_and_goes_back(root: Path, turn: str, at: int) -> None:
    """SIGKILL while the n-th file is forced to the disk, copies and lists included."""
    subprocess.run([sys.executable, "-c", KILLED, str(root), str(at), turn], check=False)

    left = texts(root)
    assert left["content/a.yml"] in (OLD, b"name: 2")
    assert left.get("content/b.yml") in (None, b"name: 3")
    unfinished = last(root)
    if unfinished is not None:
        take_back(unfinished)
        assert texts(root) == {"content/a.yml": OLD}
    else:
        assert left == {"content/a.yml": OLD}


def test_done_again_only_over_what_undo_left(root: Path) -> None:
    write(root, "import roadmap", {root / "content/a.yml": NEW})
    run("undo", "--root", root)
    (root / "content/a.yml").write_bytes(b"name: C\n")

    undone = last_undone(root)
    assert undone is not None
    with pytest.raises(EditRefused, match="файл меняли"):
        do_again(undone)


def test_broken_off_writing_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "t.csv"
    target.write_text("прежний", encoding="utf-8")

    with pytest.raises(RuntimeError), replacing(tmp_path, "region export", target) as part:
        part.write_text("половина", encoding="utf-8")
        raise RuntimeError

    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
    assert target.read_text(encoding="utf-8") == "прежний"
