"""Files as the desk meets them: called in another way than a record is, or kept open by another program."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MENTOR, NEWS, Files, md, yml
from tests.desk import DeskInHand, filled, words_of

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
