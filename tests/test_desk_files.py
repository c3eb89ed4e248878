"""Files as the desk meets them: called in another way than a record is, or kept open by another program."""

import errno
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik import messages
from tests.conftest import DOCUMENT, MENTOR, NEWS, Files, md, yml
from tests.desk import DeskInHand, addresses, filled, words_of

School = Callable[[Files], Path]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("mentors/belova.md", "content/mentors/belova.md: наставник: файл belova.md должен кончаться на .yml"),
        ("mentors/belova.yaml", "content/mentors/belova.yaml: наставник: файл belova.yaml должен кончаться на .yml"),
        ("mentors/belova.YML", "content/mentors/belova.YML: наставник: файл belova.YML должен кончаться на .yml"),
        ("news/belova.yml", "content/news/belova.yml: новость: файл belova.yml должен кончаться на .md"),
        ("mentors/Belova.yml", "content/mentors/Belova.yml: имя файла станет адресом страницы"),
        ("mentors/белова.yml", "переименуйте белова.yml в belova.yml"),
    ],
)
def test_file_under_a_name_no_record_has_says_what_it_is(name: str, sentence: str, school: School) -> None:
    desk = DeskInHand(school({name: yml(MENTOR)}))
    kind, _, stem = name.rpartition(".")[0].partition("/")

    page = desk.get(f"edit/{kind}/{stem}")

    assert page.status == 404
    assert sentence in words_of(page)


def test_form_opens_beside_a_file_of_another_suffix(school: School) -> None:
    desk = DeskInHand(school({"mentors/belova.yml": yml(MENTOR), "mentors/belova.txt": "Записка"}))

    assert ("name", MENTOR["name"]) in desk.form("edit/mentors/belova")


@pytest.mark.parametrize("address", ["edit/mentors/nobody", "edit/nothing/nobody"])
def test_no_form_of_what_is_not_there(address: str, school: School) -> None:
    page = DeskInHand(school({})).get(address)

    assert (page.status, "Здесь ничего нет" in words_of(page)) == (404, True)


@pytest.mark.parametrize("method", ["read_bytes", "replace"])
def test_file_that_is_open_elsewhere_costs_nothing_that_was_typed(
    method: str, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to read or to replace a file that Word or Excel has open."""
    path = school({"news/vstrecha.md": md(NEWS)}) / "content/news/vstrecha.md"
    desk, before = DeskInHand(path.parents[2]), path.read_bytes()
    typed = filled(desk.form("edit/news/vstrecha"), {"title": "Вторая встреча"})
    free = getattr(Path, method)

    def refused(self: Path, *arguments: Any) -> Any:
        if path in (self, *arguments):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return free(self, *arguments)

    with monkeypatch.context() as locked:
        locked.setattr(Path, method, refused)
        page = desk.post("edit/news/vstrecha", typed)

    assert page.status == 409
    assert 'value="Вторая встреча"' in page.body.decode()
    assert "не открыт ли он где-то ещё" in words_of(page)
    assert path.read_bytes() == before
    assert desk.post("edit/news/vstrecha", typed).status == 200
    assert "Вторая встреча" in path.read_text(encoding="utf-8")


PAPER = yml(DOCUMENT, title="Приказ", no_file=None, file="files/prikaz.txt", file_checked="да")


def replaced(root: Path, **values: str) -> str:
    """The record of a document whose form names another file that was dropped into it."""
    new = DeskInHand(root).post("files/documents/prikaz?name=novyi.txt", body="Новый приказ".encode()).body.decode()
    DeskInHand(root).save("edit/documents/prikaz", file=re.findall(r'"path": "([^"]+)"', new)[0], **values)
    return (root / "content/documents/prikaz.yml").read_text("utf-8")


def test_a_replaced_file_goes_and_undo_brings_it_back(school: School) -> None:
    root = school({"documents/prikaz.yml": PAPER, "documents/files/prikaz.txt": "Приказ"})
    former = root / "content/documents/files/prikaz.txt"

    record = replaced(root)

    assert not former.exists() and "files/prikaz.txt" not in record
    DeskInHand(root).post("undo")
    assert former.read_text("utf-8") == "Приказ"
    assert (root / "content/documents/prikaz.yml").read_text("utf-8") == PAPER


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("documents/vtoroi.yml", yml(DOCUMENT, title="Второй", no_file=None, file="files/prikaz.txt")),
        ("documents/nedopisan.yml", "file: files/prikaz.txt\n"),
        ("o-nas.md", "# О нас\n\n[Приказ](documents/files/prikaz.txt)\n"),
    ],
)
def test_a_replaced_file_stays_where_something_else_names_it(name: str, text: str, school: School) -> None:
    root = school({"documents/prikaz.yml": PAPER, "documents/files/prikaz.txt": "Приказ", name: text})

    replaced(root)

    assert (root / "content/documents/files/prikaz.txt").is_file()


def test_what_was_answered_about_a_file_falls_with_it(school: School) -> None:
    root = school({"documents/prikaz.yml": PAPER, "documents/files/prikaz.txt": "Приказ"})

    DeskInHand(root).save("edit/documents/prikaz", title="Приказ о наставничестве")
    assert "file_checked: да" in (root / "content/documents/prikaz.yml").read_text("utf-8")

    assert "file_checked" not in replaced(root)


def test_an_answer_given_with_a_new_file_is_about_it(school: School) -> None:
    unanswered = yml(DOCUMENT, title="Приказ", no_file=None, file="files/prikaz.txt")
    root = school({"documents/prikaz.yml": unanswered, "documents/files/prikaz.txt": "Приказ"})

    assert "file_checked: да" in replaced(root, file_checked="yes")


def test_a_file_nobody_names_is_taken_away_from_its_remark(school: School) -> None:
    root = school({"files/lishnii, staryi.txt": "Черновик", "files/nuzhnyi.txt": "Бланк"})
    desk = DeskInHand(root)
    ways = [way for way in addresses(desk.get("remarks")) if way.startswith("/do/loose")]
    assert len(ways) == 2

    asked = desk.get(next(way for way in ways if "lishnii" in way)).body.decode()
    (ticked,) = re.findall(r'value="([^"]+)" checked', asked)
    done = desk.post("do/loose", [("file", ticked)])

    assert messages.DESK_LOOSE_GONE in words_of(done)
    assert [path.name for path in (root / "content/files").iterdir()] == ["nuzhnyi.txt"]
    desk.post("undo")
    assert (root / "content/files/lishnii, staryi.txt").is_file()


def test_only_files_nobody_names_can_be_taken_away(school: School) -> None:
    root = school({"documents/prikaz.yml": PAPER, "documents/files/prikaz.txt": "Приказ"})

    page = DeskInHand(root).post("do/loose", [("file", "content/documents/files/prikaz.txt")])

    assert messages.DESK_LOOSE_NONE in words_of(page)
    assert (root / "content/documents/files/prikaz.txt").is_file()
