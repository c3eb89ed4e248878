"""What a region writes down itself, and what it is told when it is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.bank.papers.folder import Folder, open_folder
from nastavnik.building.clock import the_day
from tests.conftest import TODAY, Files, write_files, yml
from tests.test_documentation import examples

REGION = {
    "title": "Банк практик наставничества Залесской области",
    "short_title": "Банк практик",
    "region": "Залесская область",
    "keeper": "Центр наставничества",
    "timezone": "Asia/Vladivostok",
    "site": "https://bank.example/",
    "section_url": "https://bank.example/",
    "contacts": [{"post": "Методист", "email": "bank@bank.example"}],
}
SOURCE = {"title": "Школа № 5", "url": "https://school5.example/nastavnichestvo/"}
DECISION = {
    "practice": "0000000005-school5/practices/dva-uroka",
    "verdict": "рекомендована",
    "expert_body": "Региональный совет",
    "date": "2026-11-10",
}

Opened = Callable[[Files], Folder]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    def write(files: Files) -> Folder:
        write_files(tmp_path / "content", {"region.yml": yml(REGION), **files})
        return open_folder(tmp_path, TODAY)

    return write


def said(folder: Folder) -> list[str]:
    return [str(problem) for problem in folder.problems]


def test_folder_as_it_should_be(opened: Opened, tmp_path: Path) -> None:
    folder = opened({"sources/school5.yml": yml(SOURCE), "decisions/dva-uroka.yml": yml(DECISION)})

    assert said(folder) == []
    assert folder.region is not None
    assert (folder.region.keep_days, folder.store) == (30, f"sqlite:///{tmp_path.as_posix()}/.nastavnik/bank.db")
    assert folder.sources["school5"].source_type == "catalog"
    assert folder.decisions["dva-uroka"].verdict == ("recommended",)


def test_name_without_consent_is_not_given_away(opened: Opened) -> None:
    folder = opened({"region.yml": yml(REGION, contacts=[{"post": "Методист", "name": "Канарейкин Ян Янович"}])})

    assert folder.region is not None
    assert folder.region.contacts[0].name is None


def test_address_of_the_store_is_not_public(opened: Opened) -> None:
    folder = opened({"region.yml": yml(REGION, store="postgresql://bank@localhost/bank")})

    assert folder.region is not None
    assert (folder.region.store, folder.store) == (None, "postgresql://bank@localhost/bank")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"region.yml": yml(REGION, keep_days="400")}, "content/region.yml:11:12: keep_days"),
        (
            {"region.yml": yml(REGION, store="postgresql://bank:tajna@localhost/bank")},
            "content/region.yml:11:8: пароль в файле увидят все",
        ),
        ({"sources/Школа.yml": yml(SOURCE)}, "content/sources/Школа.yml:1:1: "),
        ({"sources/a.yml": yml(SOURCE, source_type="почта")}, "content/sources/a.yml:3:14: source_type"),
        (
            {"sources/a.yml": yml({"title": "Школа"}, source_type="папка")},
            "content/sources/a.yml:2:14: не сказано, где брать практики, — добавьте строку «path: …»",
        ),
        (
            {"sources/a.yml": yml(SOURCE), "sources/b.yml": yml(SOURCE, url=SOURCE["url"][:-1])},
            "content/sources/b.yml:2:6: этот же адрес уже записан в content/sources/a.yml",
        ),
        ({"sources/a.yml": yml(SOURCE, inn="12")}, "content/sources/a.yml:3:6: inn"),
        ({"sources/a.yml": "title: [\n"}, "content/sources/a.yml:"),
        ({"decisions/a.yml": yml(DECISION, practice="школа/практика")}, "content/decisions/a.yml:1:11: practice"),
        (
            {"decisions/a.yml": yml(DECISION, verdict=None)},
            "content/decisions/a.yml:1:1: не хватает поля verdict (Решение) — добавьте строку «verdict: рекомендована»",
        ),
        ({"decisions/a.yml": yml(DECISION, verdict=["скрыта", "в реестре"])}, "content/decisions/a.yml:3:1: скрытая"),
        (
            {"decisions/a.yml": yml(DECISION), "decisions/b.yml": yml(DECISION)},
            "content/decisions/b.yml:4:7: решение того же совета от того же дня уже записано в content/decisions/a.yml",
        ),
    ],
)
def test_what_is_wrong_has_its_place(opened: Opened, files: Files, expected: str) -> None:
    folder = opened(files)

    assert [line.startswith(expected) for line in said(folder)] == [True], said(folder)


def test_one_wrong_source_stops_no_other(opened: Opened) -> None:
    folder = opened({"sources/a.yml": "title: [\n", "sources/b.yml": yml(SOURCE), "sources/.b.yml.swp": "x"})

    assert (list(folder.sources), len(folder.errors)) == (["b"], 1)


def test_folder_without_a_passport(tmp_path: Path) -> None:
    folder = open_folder(tmp_path, TODAY)

    assert (folder.region, len(folder.errors)) == (None, 1)


def test_examples_of_the_guide(tmp_path: Path) -> None:
    bank = {path: text for path, text in examples().items() if path.startswith("bank/")}
    write_files(tmp_path, bank)

    folder = open_folder(tmp_path / "bank", TODAY)

    assert said(folder) == []
    assert (list(folder.sources), list(folder.decisions)) == (["school5"], ["school5-dva-uroka"])


def test_day_is_the_regions(opened: Opened, tmp_path: Path) -> None:
    opened({})
    evening_in_moscow = {"SOURCE_DATE_EPOCH": "1795187400"}  # 2026-11-20 20:30 UTC

    assert str(the_day(tmp_path / "content", evening_in_moscow)) == "2026-11-21"
