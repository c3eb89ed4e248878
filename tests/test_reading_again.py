"""Files that vanish or change while a build reads them: another try, then a sentence; `serve` shows what is there."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from nastavnik.attachments import pictures
from nastavnik.building import artifacts
from nastavnik.building.project import Project
from nastavnik.building.reading_again import TRIES, unchanging
from nastavnik.errors import ContentChanging, ContentRejected
from nastavnik.text.source import Place, Problem
from tests.building import build
from tests.conftest import DAY, NEWS, TODAY, Files, md, run

Write = Callable[[Files], Path]


def picture(path: Path, colour: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 30), colour).save(path)
    return path


@pytest.fixture
def root(school: Write) -> Path:
    """A school with a picture in its only news, and its site."""
    root = school({"news/a.md": md(NEWS, text="![Класс](a.png)")})
    picture(root / "content/news/a.png", "red")
    build(Project.at(root), TODAY, searchable=False)
    return root


def attempts(*outcomes: BaseException | str) -> Callable[[], str]:
    """An attempt that ends in these ways, one after the other."""
    left = iter(outcomes)

    def attempt() -> str:
        outcome = next(left)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    return attempt


def vanished(path: Path) -> FileNotFoundError:
    return FileNotFoundError(2, "", str(path))


def test_file_that_is_saved_just_now_is_read_again(root: Path) -> None:
    project, file = Project.at(root), root / "content/news/a.md"

    assert unchanging(project, attempts(vanished(file), vanished(file), "built")) == "built"


def test_file_that_vanishes_each_time_is_named(root: Path) -> None:
    project, file = Project.at(root), root / "content/news/a.md"

    with pytest.raises(ContentChanging, match=r"content/news/a\.md: файл исчезает или меняется, пока его читают"):
        unchanging(project, attempts(*[vanished(file)] * TRIES, "built"))


def test_file_of_the_tool_itself_is_not_waited_for(root: Path) -> None:
    with pytest.raises(FileNotFoundError):
        unchanging(Project.at(root), attempts(vanished(Path("/nowhere/else")), "built"))


def test_mistake_in_a_file_that_is_no_more_is_not_believed(root: Path) -> None:
    gone = ContentRejected([Problem(Place("content/news/gone.md"), "файл не открывается")])
    there = ContentRejected([Problem(Place("content/news/a.md"), "нет заголовка")])

    assert unchanging(Project.at(root), attempts(gone, "built")) == "built"
    with pytest.raises(ContentRejected, match="нет заголовка"):
        unchanging(Project.at(root), attempts(there, "built"))


@pytest.mark.parametrize("changes", [1, TRIES])
def test_picture_written_while_it_is_read(changes: int, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, left = pictures.drawn, iter(range(changes))
    before = (root / "site/news/a.webp").read_bytes()
    picture(root / "content/news/a.png", "blue")

    def written_meanwhile(path: Path, *shape: Any) -> tuple[pictures.Drawn, ...]:
        drawn = real(path, *shape)
        if (number := next(left, None)) is not None:
            picture(path, f"#0000{number:02}")
            os.utime(path, (number, number))
        return drawn

    monkeypatch.setattr(artifacts.pictures, "drawn", written_meanwhile)

    done = run("build", "--root", root, *DAY, "--no-search", "--jobs", "1")

    after = (root / "site/news/a.webp").read_bytes()
    if changes < TRIES:
        assert done.exit_code == 0, done.stderr
        assert after == real(root / "content/news/a.png", "story")[0].data != before
    else:
        assert (done.exit_code, after) == (1, before)
        assert "a.png: файл исчезает или меняется" in done.stderr


def test_replaced_picture_is_shown(root: Path) -> None:
    file = root / "content/news/a.png"
    red = pictures.drawn(file, "story")[0].data

    picture(root / "new.png", "blue").replace(file)
    blue = pictures.drawn(file, "story")[0].data
    file.rename(file.with_name("b.png"))

    assert red != blue == pictures.drawn(file.with_name("b.png"), "story")[0].data
    with pytest.raises(FileNotFoundError):
        pictures.drawn(file, "story")
