"""Figures of the bank: the map of tiles, sentences that are true for any numbers, a year before, what is downloaded."""

import csv
import datetime as dt
import io
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nastavnik import messages
from nastavnik.bank.holdings import Territory
from nastavnik.bank.papers.folder import open_folder
from nastavnik.bank.site.card_index import Card, CardIndex
from nastavnik.bank.site.contexts import MunicipalityRow
from nastavnik.bank.site.findings import Reckoning, findings, headline_figures
from nastavnik.bank.site.tile_map import tile_map
from nastavnik.views.lists import Choice
from tests.banking import AT, KEY, REGION, built, decision, gave, item, member, region
from tests.conftest import TODAY, run

DAY = dt.timedelta(days=1)


def page(root: Path, path: str) -> str:
    return (root / "site" / path).read_text(encoding="utf-8").replace("\u00a0", " ")


# --- the map


def row(title: str, count: int = 0, members: int = 0, cell: tuple[int, int] | None = None) -> MunicipalityRow:
    return MunicipalityRow(Territory(title.lower(), title, None, cell), members, "", count, 0)


@pytest.mark.parametrize(
    ("counts", "shades"),
    [([], []), ([0, 0], [0, 0]), ([1, 12, 3, 0], [1, 4, 1, 0]), ([5, 5], [4, 4]), ([1, 2, 3, 4], [1, 2, 3, 4])],
)
def test_tile_is_the_deeper_the_more_practices(counts: list[int], shades: list[int]) -> None:
    rows = [row(f"Район {number}", count) for number, count in enumerate(counts)]

    assert [tile.shade for tile in tile_map(rows).tiles] == shades


def test_tile_leads_to_practices_else_to_schools_else_nowhere() -> None:
    tiles = tile_map([row("Лесной округ", 2, 1), row("Речной округ", 0, 3), row("Полянский район")]).tiles

    assert [tile.url for tile in tiles] == [
        "practices/by/municipality/лесной округ/",
        "schools/by/municipality/речной округ/",
        "",
    ]


def test_namesakes_are_told_by_the_whole_of_their_names() -> None:
    tiles = tile_map([row("г. Лесной"), row("Лесной район"), row("Заозёрный округ")]).tiles

    assert [tile.title for tile in tiles] == ["г. Лесной", "Лесной район", "Заозёрный"]


def test_half_a_map_is_no_map() -> None:
    """A school of a place the region did not list: everything stands in the alphabet."""
    assert tile_map([row("А", cell=(2, 1)), row("Б", cell=(1, 1))]).placed
    assert [tile.title for tile in tile_map([row("А", cell=(2, 1)), row("Б", cell=(1, 1))]).tiles] == ["Б", "А"]
    assert not tile_map([row("А", cell=(2, 1)), row("Б")]).placed
    assert not tile_map([]).placed


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([{"column": 13, "row": 1}, {}], "от 1 до 12"),
        ([{"column": 1, "row": 2}, {"column": 1, "row": 2}], "стоят на одной плитке"),
    ],
)
def test_impossible_map_is_a_problem(cells: list[dict[str, int]], said: str, tmp_path: Path) -> None:
    places = [{"title": f"Район {number}", **cell} for number, cell in enumerate(cells)]
    root = region(tmp_path, municipalities=places)

    result = run("region", "build", "--root", root, "--today", TODAY.isoformat())

    assert result.exit_code == 1
    assert said in result.output


def test_map_stands_in_the_order_of_its_rows_and_the_table_says_the_same(tmp_path: Path) -> None:
    places = [
        {**place, "column": column, "row": 1}
        for place, column in zip(REGION["municipalities"], (2, 1), strict=True)  # type: ignore[call-overload]
    ]
    root = region(tmp_path, gave(item("dva")), municipalities=places)

    built(root)

    html = page(root, "index.html")
    tiles = re.findall(r"<li data-col=\"(\d)\" data-row=\"1\">.*?<b>(.*?)</b> <span class=\"num\">(.*?)</span>", html)
    assert tiles == [("1", "Полянский", "пока нет"), ("2", "Лесогорский", "1")]
    assert '<caption class="vh">Практики и школы по муниципалитетам' in html


# --- sentences


def reckoned(tmp_path: Path, places: list[Territory], seen: dict[str, list[int]], today: dt.date = TODAY) -> Reckoning:
    """A bank whose schools, one a municipality, got their practices so many days ago."""
    cards = CardIndex.at(tmp_path / "cards")
    for place, days in seen.items():
        for day in days:
            came = today - dt.timedelta(days=day)
            cards.add(Card(place, (("municipality", place), ("forms", "t")), came, None, None, b""))
    cards.finished()
    choices = {
        Choice("municipality", place.code, place.title): cards.by_code.get(("municipality", place.code), ())
        for place in places
    }
    narrowed = {choice: rows for choice, rows in choices.items() if rows}
    bank: Any = SimpleNamespace(today=today, places=tuple(places))
    return Reckoning(bank, cards, narrowed)


def places(count: int, schools: int | None = 10) -> list[Territory]:
    return [Territory(f"m{number}", f"Район {number}", schools) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "seen", "said"),
    [
        (1, {"m0": [1]}, ["Практиками делится 1 школа или детский сад из 10 — 10 %."]),
        (
            2,
            {"m0": [1]},
            [
                "Практиками делится 1 школа или детский сад из 20 — 5 %.",
                "Практик пока нет только из одного муниципалитета: Район 1.",
            ],
        ),
        (
            2,
            {"m0": [1, 1], "m1": [1]},
            [
                "Практиками делятся 2 школы и детских сада из 20 — 10 %.",
                "Практики есть во всех муниципалитетах: их 2.",
                "Больше всего практик даёт Район 0: 2 из 3.",
            ],
        ),
        (
            22,
            {"m0": [1]},
            [
                "Практиками делится 1 школа или детский сад из 220 — 1 %.",
                "Практик пока нет из 21 муниципалитета, а всего их 22: Район 1, Район 2, Район 3 и ещё 18.",
            ],
        ),
        (
            2,
            {"m0": [1, 400], "m1": [400]},
            [
                "Практиками делятся 2 школы и детских сада из 20 — 10 %.",
                "Практики есть во всех муниципалитетах: их 2.",
                "Из 3 практик банка 1 появилась за последние двенадцать месяцев.",
            ],
        ),
        (
            2,
            {"m0": [1], "m1": [1]},
            ["Практиками делятся 2 школы и детских сада из 20 — 10 %.", "Практики есть во всех муниципалитетах: их 2."],
        ),  # no leader of two equals
        (2, {}, ["Практик пока нет из 2 муниципалитетов, а всего их 2: Район 0, Район 1."]),
    ],
)
def test_findings_are_true_sentences(count: int, seen: dict[str, list[int]], said: list[str], tmp_path: Path) -> None:
    assert findings(reckoned(tmp_path, places(count), seen)) == said


def test_nothing_is_said_of_all_schools_where_their_number_is_not_known(tmp_path: Path) -> None:
    counted = reckoned(tmp_path, [*places(1), *places(2, None)[1:]], {"m0": [1]})

    assert not any("из 10" in sentence for sentence in findings(counted))


@pytest.mark.parametrize(
    ("seen", "figures"),
    [
        (
            {"m0": [1, 2], "m1": [3]},  # a young bank is compared with nothing
            [
                ("3", "практики в банке", ""),
                ("2", "школы и сада делятся практиками", ""),
                ("2 из 2", "муниципалитетов с практиками", ""),
            ],
        ),
        (
            {"m0": [1, 400], "m1": [400, 500, 800]},
            [
                ("5", "практик в банке", "из них год назад уже были 4"),
                ("2", "школы и сада делятся практиками", "из них год назад уже были 2"),
                ("2 из 2", "муниципалитетов с практиками", ""),
                ("1", "новая практика за год", "за год до того — 3"),
            ],
        ),
    ],
)
def test_figures_stand_beside_those_of_a_year_before(
    seen: dict[str, list[int]], figures: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    found = headline_figures(reckoned(tmp_path, places(2), seen))

    assert [(one.value, one.caption, one.note) for one in found] == figures


@pytest.mark.parametrize(
    ("new", "schools", "changed", "gone", "said"),
    [
        (0, 0, 0, 0, ""),
        (1, 1, 0, 0, "За месяц: 1 новая практика из 1 школы или сада."),
        (21, 5, 2, 1, "За месяц: 21 новая практика из 5 школ и садов, 2 обновлены, 1 ушла из банка."),
        (0, 0, 0, 5, "За месяц: 5 ушло из банка."),
    ],
)
def test_month_in_a_sentence(new: int, schools: int, changed: int, gone: int, said: str) -> None:
    assert messages.month_of_changes(new, schools, changed, gone) == said


# --- pages


def test_csv_says_what_the_page_of_figures_says(tmp_path: Path) -> None:
    files = {"decisions/dva.yml": decision(f"{KEY}/practices/dva", "recommended")}
    root = region(tmp_path, gave(item("dva"), item("tri"), at=AT - 2 * DAY), files=files)

    built(root)

    table = list(csv.reader(io.StringIO((root / "site/api/v1/statistics.csv").read_text("utf-8-sig")), delimiter=";"))
    assert table[0] == list(messages.STATISTICS_HEAD)
    assert ["Показатели банка", "практики в банке", "2", "", ""] in table
    assert ["Экспертиза банка", "Рекомендована", "1", "50", ""] in table
    html = page(root, "statistics/index.html")
    assert re.search(r"Рекомендована</a></th><td class=\"r\"><b>1</b></td><td class=\"r\">50 %</td>", html)
    assert "первые практики пришли в банк" in html


def test_bars_are_drawn_only_where_they_say_more_than_numbers(tmp_path: Path) -> None:
    """Two practices of one form: no bar in any table."""
    root = region(tmp_path, gave(item("dva"), item("tri")))

    built(root)

    assert "<rect" not in page(root, "statistics/index.html").partition("<main")[2].partition("<footer")[0]


def test_card_names_its_school_once_and_never_on_the_schools_own_page(tmp_path: Path) -> None:
    root = region(tmp_path, gave(item("dva"), item("tri")))

    built(root)

    whose = "Школа № 5 · Лесогорский округ"
    assert page(root, "practices/index.html").count(whose) == 2
    own = page(root, f"schools/{KEY}/index.html")
    assert whose not in own and own.count('class="card"') == 2


def test_same_place_by_two_spellings_is_one_municipality(tmp_path: Path) -> None:
    """As the region lists it and as a school writes it; the address the region gave stays."""
    listed = [{"title": "Лесогорск, город", "code": "lesogorsk", "schools": 12}]
    schools = [member(1, "г. Лесогорск"), member(2, "город Лесогорск"), member(3, "Лесогорск, город")]
    root = region(tmp_path, *(gave(item("a", one), school=one) for one in schools), municipalities=listed)

    built(root)

    assert [path.name for path in (root / "site/practices/by/municipality").iterdir()] == ["lesogorsk"]
    html = page(root, "schools/index.html")
    assert "г. Лесогорск" in html and "Лесогорск, город" not in html
    assert open_folder(root, TODAY).region is not None


def test_place_without_a_code_keeps_its_address(tmp_path: Path) -> None:
    root = region(tmp_path, gave(item("dva", member(5, "Новоозёрск, город")), school=member(5, "Новоозёрск, город")))

    built(root)

    assert (root / "site/practices/by/municipality/novoozersk-gorod/index.html").is_file()


def test_digest_begins_with_the_month_and_asks_nobody_to_know_feeds(tmp_path: Path) -> None:
    root = region(
        tmp_path,
        gave(item("dva"), item("tri", title="Старое"), at=AT - 3 * DAY),
        gave(item("dva"), item("tri", title="Новое"), at=AT),
    )

    built(root)

    html = page(root, "changes/index.html").partition("<main")[2].partition("<footer")[0]
    assert "За месяц: 2 новые практики из 1 школы или сада, 1 обновлена." in html
    assert "Atom" not in html and html.index("Новое") < html.index("RSS")
