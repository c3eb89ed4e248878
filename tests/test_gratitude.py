"""Thanks on the honour board: partners by name, families only as a number that may be told; the shelf of programmes."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik.school.catalogue import Catalogue
from nastavnik.views.honour import gratitude
from tests.conftest import DAY, PRACTICE, Files, md, run, yml

Load = Callable[..., Catalogue]
PARTNER = {"title": "Мастерские", "partner_type": "предприятие"}
PROGRAMME = {
    "title": "Первый шаг",
    "form": "педагог – педагог",
    "problem": "Осваивает урок.",
    "goal": "Ведёт урок.",
    "period": "октябрь 2026 – май 2027",
}


def period(letters: int, **fields: Any) -> str:
    return yml({"period": "2026-2027", "date": "2026-11-15", "figures": {"letters": letters}} | fields)


def test_partner_is_thanked_by_year(catalogue: Load) -> None:
    awards = [
        {"title": "благодарственное письмо", "year": 2025},
        {"title": "грамота"},
        {"title": "грамота", "year": 2026},
    ]

    years = gratitude(catalogue({"partners/a.yml": yml(PARTNER, awards=awards)}))

    assert [(year, [(line.who, line.what) for line in lines]) for year, lines in years] == [
        (2026, [("Мастерские", "Грамота")]),
        (2025, [("Мастерские", "Благодарственное письмо")]),
    ]


@pytest.mark.parametrize(("letters", "words"), [(21, "21 благодарственное письмо"), (5, "5 благодарственных писем")])
def test_families_are_only_counted(catalogue: Load, letters: int, words: str) -> None:
    ((_, (line,)),) = gratitude(catalogue({"monitoring/a.yml": period(letters)}))

    assert line.who == "Семьи наставников"
    assert line.what == f"{words}. Показатели за 2026–2027 учебный год"


@pytest.mark.parametrize("letters", [0, 1, 4])
def test_few_families_are_nobodys_business(catalogue: Load, letters: int) -> None:
    assert gratitude(catalogue({"monitoring/a.yml": period(letters)})) == []


def test_small_difference_between_periods_is_not_told(catalogue: Load) -> None:
    files = {"monitoring/a.yml": period(8), "monitoring/b.yml": period(10, span="итоговый", date="2027-05-20")}

    ((_, lines),) = gratitude(catalogue(files, dt.date(2027, 6, 1)))

    assert [line.what.partition(" ")[0] for line in lines] == ["8"]


def test_board_is_there_for_thanks_alone(school: Callable[..., Path], tmp_path: Path) -> None:
    root = school({"partners/a.yml": yml(PARTNER, awards=[{"title": "грамота", "year": 2026}])})

    result = run("build", "--root", root, "--site", tmp_path / "out", *DAY)

    assert result.exit_code == 0, result.output
    assert "Благодарности" in (tmp_path / "out" / "honour" / "index.html").read_text("utf-8")
    assert 'href="../honour/"' in (tmp_path / "out" / "partners" / "index.html").read_text("utf-8")


# --- programmes as a shelf of the collection of practices


def pages(school: Callable[..., Path], out: Path, files: Files) -> tuple[str, str]:
    result = run("build", "--root", school(files), "--site", out, *DAY)
    assert result.exit_code == 0, result.output
    practices, programmes = (
        (out / kind / "index.html").read_text("utf-8").replace("\u00a0", " ").split("<footer")[0]
        for kind in ("practices", "programmes")
    )
    return practices, programmes


def test_programmes_are_a_shelf_of_the_collection(school: Callable[..., Path], tmp_path: Path) -> None:
    files = {f"programmes/{number}.yml": yml(PROGRAMME, title=f"Шаг {number}") for number in range(5)}

    practices, programmes = pages(school, tmp_path / "out", {"practices/a.md": md(PRACTICE), **files})

    assert "Полка: программы наставничества" in practices.replace("\xad", "") and "Все программы, 5" in practices
    assert practices.count('href="../programmes/') == 4  # three cards and all of them
    assert '<a href="../practices/">Методическая копилка</a>' in programmes


def test_no_shelf_without_programmes(school: Callable[..., Path], tmp_path: Path) -> None:
    practices, programmes = pages(school, tmp_path / "out", {"practices/a.md": md(PRACTICE)})

    assert "Полка" not in practices and "Методическая копилка</a>" in programmes


def test_no_way_to_an_empty_collection(school: Callable[..., Path], tmp_path: Path) -> None:
    _, programmes = pages(school, tmp_path / "out", {"programmes/a.yml": yml(PROGRAMME)})

    assert 'href="../practices/"' not in programmes
