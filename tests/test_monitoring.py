"""Figures: the page and its CSV never tell a small number nor let it be worked out; the report tells the true ones."""

import datetime as dt
import io
import itertools
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nastavnik import messages
from nastavnik.records.monitoring import Figures, Monitoring, Share
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.loading import load
from nastavnik.views.monitoring import Showing, as_csv, hidden_forms, percent_of, showing, tables
from nastavnik.views.monitoring.differences import held_in_turn
from tests.conftest import DAY, MENTOR, NEWS, ROADMAP, TODAY, md, run, yml

Load = Callable[..., Catalogue]
FEW, KEPT = messages.FEW, messages.KEPT_BACK
CANARY = 397
"""The rest of 400 where 3 take part: whoever reads it knows the 3."""
FIGURES = {
    "pupils": {"part": 3, "all": 400},
    "young_teachers": {"part": 6, "all": 12},
    "by_form": [
        {"form": "педагог – педагог", "mentored": 6, "pairs": 6},
        {"form": "педагог – обучающийся", "mentored": 3, "pairs": 3},
    ],
    "waiting": 3,
    "hours": 36,
}


def period(year: int = 2026, **fields: Any) -> dict[str, str]:
    record = {"period": f"{year}-{year + 1}", "date": f"{year}-11-15", "figures": FIGURES} | fields
    return {f"monitoring/{year}-{year + 1}.yml": yml(record)}


def shown(found: Catalogue, number: int = 0) -> Showing:
    return showing(found, found.of("monitoring")[number])


def rows(showing: Showing, table: str) -> list[tuple[str, str, int | None]]:
    return [(row.caption, row.value, row.percent) for one in showing.tables if one.id == table for row in one.rows]


def figures(**fields: Any) -> Figures:
    return Figures.model_validate(fields)


# --- what the public sees


@pytest.mark.parametrize("name", ["pupils", "young_teachers"])
@pytest.mark.parametrize("everybody", range(5, 10))
def test_how_many_do_not_take_part_follows_from_nothing(catalogue: Load, everybody: int, name: str) -> None:
    form = "педагог – обучающийся" if name == "pupils" else "педагог – педагог"
    alike: dict[object, set[int]] = {}
    for part in range(everybody + 1):
        by_form = [{"form": form, "mentored": part, "pairs": part}]
        numbers = {name: {"part": part, "all": everybody}, "by_form": by_form}
        found = shown(catalogue(period(figures=numbers)))
        said = [found.big, found.headlines, *(rows(found, table) for table in ("shares", "working", "mentored"))]
        alike.setdefault(repr(said), set()).add(part)

    unsure = [parts for parts in alike.values() if not parts <= {0, everybody}]
    assert unsure
    assert [parts for parts in unsure if len(parts) < 3] == []


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (64, 100, 64),
        (0, 12, 0),
        (12, 12, 100),
        (3, 400, None),  # few take part
        (397, 400, None),  # few do not
        (6, 10, None),  # four do not
        (2, 3, None),  # few altogether
    ],
)
def test_share_is_told_only_if_neither_it_nor_the_rest_is_small(part: int, whole: int, percent: int | None) -> None:
    assert percent_of(Figures(pupils=Share(part=part, all=whole)), "pupils") == percent


def test_kept_back_share_has_no_total_no_percent_no_bar(catalogue: Load) -> None:
    found = shown(catalogue(period()))

    assert rows(found, "shares") == [
        ("Ученики, которые участвуют", FEW, None),
        ("Молодые педагоги с наставником", "6 из 12", 50),
    ]
    assert [row.bar for table in found.tables if table.id == "shares" for row in table.rows] == [None, 50]


def test_next_smallest_form_is_kept_back_with_a_small_one() -> None:
    rows = [
        {"form": "педагог – обучающийся", "mentored": 61, "pairs": 20},
        {"form": "обучающийся – обучающийся", "mentored": 30, "pairs": 15},
        {"form": "родитель – обучающийся", "mentored": 3, "pairs": 3},
    ]

    found = hidden_forms(figures(pupils={"part": 94, "all": 200}, by_form=rows))

    assert found == {"parent-student", "student-student"}  # 94 − 61 − 30 would tell the three


def test_forms_that_add_up_to_something_kept_back_are_kept_back() -> None:
    rows = [{"form": "педагог – обучающийся", "mentored": CANARY, "pairs": 20}]

    found = hidden_forms(figures(pupils={"part": CANARY, "all": 400}, by_form=rows))

    assert found == {"teacher-student"}


def told(found: Figures) -> tuple[object, ...]:
    """What the public reads of pupils and of the forms they are mentored in."""
    hidden = hidden_forms(found)
    rows = ((row.form, FEW if row.mentored < 5 else KEPT) if row.form in hidden else row for row in found.by_form)
    percent = percent_of(found, "pupils")
    return (percent is not None and found.pupils, *rows)


@pytest.mark.parametrize("everybody", [8, 14, 17])
def test_no_small_number_can_be_worked_out_from_share_and_forms(everybody: int) -> None:
    """All pupils are counted, each is mentored in one form: every small number has another that looks the same."""
    forms = ("teacher-student", "student-student", "parent-student")
    possible: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for counts in itertools.product(range(everybody + 1), repeat=3):
        if sum(counts) <= everybody:
            rows = [{"form": form, "mentored": count, "pairs": 0} for form, count in zip(forms, counts, strict=True)]
            found = figures(pupils={"part": sum(counts), "all": everybody}, by_form=rows)
            possible.setdefault(told(found), []).append((*counts, everybody - sum(counts)))

    given_away = [
        (public, ways[0])
        for public, ways in possible.items()
        for values in zip(*ways, strict=True)
        if len(set(values)) == 1 and values[0] in range(1, 5)
    ]

    assert given_away == []


def test_sum_of_pairs_is_a_big_figure_only_if_every_form_is_told(catalogue: Load) -> None:
    told = [{"form": "педагог – педагог", "mentored": 6, "pairs": 6}]

    assert {*messages.KPI_WORKING}.isdisjoint(dict(shown(catalogue(period())).big))
    figures = {**FIGURES, "pupils": None, "by_form": told}
    assert dict(shown(catalogue(period(figures=figures))).big)[messages.KPI_WORKING[2]] == "6"


def test_csv_says_what_the_page_says(catalogue: Load) -> None:
    found = shown(catalogue(period(goals={"young_teachers": 70})))

    lines = as_csv(found).decode("utf-8-sig").split("\r\n")

    assert lines[0] == "Раздел;Показатель;Значение;%;Цель, %"
    assert f"Доля участников;Ученики, которые участвуют;{FEW};;" in lines
    assert "Доля участников;Молодые педагоги с наставником;6 из 12;50;70" in lines
    assert f"Обучение и поиск пары;Не нашли пару;{FEW};;" in lines


def test_chart_says_its_numbers_and_leaves_gaps(catalogue: Load) -> None:
    pupils = [(2023, 3), (2024, 20), (2025, 30), (2026, 50)]
    files: dict[str, str] = {}
    for year, part in pupils:
        files |= period(year, figures={"pupils": {"part": part, "all": 100}})

    chart = shown(catalogue(files)).chart

    assert chart is not None
    assert f"Ученики: 2023–2024 — {FEW}, 2024–2025 — 20 %, 2025–2026 — 30 %, 2026–2027 — 50 %." in chart.said
    assert [(point.value, point.y) for point in chart.pupils] == [(None, 88.0), (20, 72.4), (30, 64.6), (50, 49.0)]


@pytest.mark.parametrize(
    ("numbers", "people", "goals"),
    [
        ({"young_teachers": {"part": 11, "all": 18}}, ["11 из 18"], []),
        ({"young_teachers": {"part": 10, "all": 20}}, [], ["10 из 20"]),
        ({"young_teachers": {"part": 14, "all": 18}}, [], []),  # four are left: not told, so not drawn
        ({"young_teachers": {"part": 3, "all": 18}}, [], []),
        ({"pupils": {"part": 50, "all": 200}, "student_mentors": {"part": 6, "all": 50}}, [], ["50 из 200"]),
        ({"student_mentors": {"part": 6, "all": 50}}, [], ["6 из 50"]),
        ({"trained": {"part": 9, "all": 14}, "young_teachers": {"part": 6, "all": 12}}, ["6 из 12", "9 из 14"], []),
        ({}, [], []),
    ],
)
def test_people_are_dots_while_they_are_few_and_bars_have_goals(
    catalogue: Load, numbers: dict[str, Any], people: list[str], goals: list[str]
) -> None:
    drawn = shown(catalogue(period(figures=numbers, goals={"pupils": 70, "young_teachers": 70}))).headlines

    assert [row.value for row in drawn.people] == people
    assert [row.value for row in drawn.goals] == goals


def test_page_draws_a_dot_a_person_and_no_dot_of_those_kept_back(school: Callable[..., Path], tmp_path: Path) -> None:
    told = {"young_teachers": {"part": 11, "all": 18}, "trained": {"part": 14, "all": 17}}
    root = school(period(figures=told))

    assert run("build", "--root", root, "--site", tmp_path / "out", *DAY).exit_code == 0

    page = (tmp_path / "out/monitoring/2026-2027/index.html").read_text(encoding="utf-8")
    drawings = re.findall('<svg class="dots".*?</svg>', page)
    assert [(dots.count("<circle"), dots.count('class="off"')) for dots in drawings] == [(18, 7)]


@pytest.mark.parametrize(
    ("counts", "bars"),
    [
        ([1, 1, 1], [None, None, None]),
        ([4, 1], [None, None]),
        ([7, 7], [None, None]),
        ([12], [None]),
        ([5, 1], [100, 20]),
        ([0, 10], [0, 100]),
    ],
)
def test_bars_only_where_a_picture_says_more_than_the_numbers(counts: list[int], bars: list[int | None]) -> None:
    rows = tables._open_rows((f"Слово {number}", count) for number, count in enumerate(counts))

    assert [row.bar for row in rows] == bars


def test_tables_say_of_which_days_they_are(catalogue: Load) -> None:
    """What the honour board has of last spring is no prize of this autumn."""
    captions = {table.id: table.caption for table in shown(catalogue(period())).tables}

    assert captions["records"] == "С 1 августа по 15 ноября 2026"
    assert captions["standing"] == messages.RECORDS_STANDING


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (dt.date(2026, 9, 1), dt.date(2026, 11, 15), "С 1 сентября по 15 ноября 2026"),
        (dt.date(2025, 9, 1), dt.date(2026, 5, 25), "С 1 сентября 2025 по 25 мая 2026"),
        (dt.date(2026, 9, 1), dt.date(2026, 9, 1), "1 сентября 2026"),
    ],
)
def test_days_in_words(first: dt.date, last: dt.date, said: str) -> None:
    assert messages.within(first, last) == said


def test_no_chart_of_two_periods(catalogue: Load) -> None:
    assert shown(catalogue(period(2025) | period(2026))).chart is None


def test_nothing_true_in_any_byte_of_the_site(school: Callable[..., Path], tmp_path: Path) -> None:
    """98765 of 98768 gives away that three do not take part."""
    secret = {"pupils": {"part": 98765, "all": 98768}, "waiting": 3, "trained": {"part": 76543, "all": 76545}}
    form = [{"form": "педагог – обучающийся", "mentored": 98765, "pairs": 65432}]
    root = school(period(figures={**secret, "by_form": form, "hours": 36}))

    result = run("build", "--root", root, "--site", tmp_path / "out", "--jobs", "1", *DAY)

    assert result.exit_code == 0, result.output
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.suffix not in {".woff2"}]
    for number in (b"98765", b"98768", b"76543", b"76545", b"65432"):
        assert [path for path in files if number in path.read_bytes()] == []
    page = (tmp_path / "out" / "monitoring" / "2026-2027" / "index.html").read_text(encoding="utf-8")
    assert KEPT in page.replace("\u00a0", " ") and "<b>3</b>" not in page
    catalog = json.loads((tmp_path / "out" / "api" / "v1" / "catalog.json").read_text(encoding="utf-8"))
    item = next(one for one in catalog["items"] if one["kind"] == "monitoring")
    assert "figures" not in item["data"]


def test_more_than_all_is_a_problem(school: Callable[..., Path]) -> None:
    root = school(period(figures={"pupils": {"part": 5, "all": 4}}))

    result = run("check", "--root", root, *DAY)

    assert result.exit_code == 1
    assert "5 больше, чем всего 4" in result.output


# --- the report


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    """A municipality's form: captions, names of figures, a formula over them."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Учеников участвует", "{{pupils.part}}"],
        ["Учеников всего", "{{ pupils.all }}"],
        ["Доля", "=B1/B2"],
        ["Пар", "пар: {{pairs}}"],
        ["Этапов", "{{roadmap.stages}}"],
        ["Опечатка", "{{pupls}}"],
        ["Не считали", "{{trained.part}}"],
    ):
        sheet.append(row)
    path = tmp_path / "form.xlsx"
    book.save(path)
    return path


def test_form_is_filled_with_true_numbers(school: Callable[..., Path], layout: Path, tmp_path: Path) -> None:
    root = school(period() | {"roadmap/2026-2027.yml": yml(ROADMAP)})
    output = tmp_path / "filled.xlsx"

    result = run("report", "monitoring", "--root", root, "--layout", layout, "--output", output, *DAY)

    assert result.exit_code == 0, result.output
    sheet = openpyxl.load_workbook(io.BytesIO(output.read_bytes())).active
    assert [cell.value for cell in sheet["B"]] == [3, 400, "=B1/B2", "пар: 9", 1, "{{pupls}}", None]
    assert "лист «Sheet», ячейка B6: показателя «pupls» нет — может быть, " in result.output
    assert "лист «Sheet», ячейка B7: «trained.part» не записан" in result.output


@pytest.mark.parametrize("inside", ["site/report.csv", "site/a/b.csv", "content/report.csv", "site/../content/x.csv"])
def test_true_figures_never_go_where_the_site_is_made(school: Callable[..., Path], inside: str) -> None:
    root = school(period())

    result = run("report", "monitoring", "--root", root, "--format", "csv", "--output", root / inside, *DAY)

    assert result.exit_code == 1
    assert messages.TRUE_FIGURES_INSIDE in result.output
    assert not (root / inside).exists()


def test_csv_report_is_true(school: Callable[..., Path]) -> None:
    result = run("report", "monitoring", "--root", school(period()), "--format", "csv", *DAY)

    lines = result.output.splitlines()
    assert {"pupils.part;3", "pupils.all;400", "waiting;3", "pairs.teacher-student;3", "hours;36"} <= set(lines)


def test_period_that_is_not_there(school: Callable[..., Path]) -> None:
    result = run("report", "monitoring", "--root", school(period()), "--period", "2020-2021", "--format", "csv", *DAY)

    assert result.exit_code == 1
    assert "есть: 2026-2027" in result.output


def filled(root: Path, layout: Path, *more: str | Path) -> Any:
    output = root / "filled.xlsx"
    return run("report", "monitoring", "--root", root, "--layout", layout, "--output", output, *more, *DAY)


def form_of(folder: Path, **cells: str) -> Path:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    book.save(folder / "form.xlsx")
    return folder / "form.xlsx"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("{{pupils.prat}}", "показателя «pupils.prat» нет — может быть, pupils.part"),
        ("{{pupils.part}", "скобки не закрыты в «{{pupils.part}» — нужно {{имя}}"),
        ("={{pupils.part}}/2", "«pupils.part» внутри формулы — поставьте имя в отдельную ячейку"),
        ("{{trained.all}}", "«trained.all» не записан в показателях, ячейка оставлена пустой"),
    ],
)
def test_slip_is_said_with_its_cell(school: Callable[..., Path], tmp_path: Path, cell: str, said: str) -> None:
    result = filled(school(period()), form_of(tmp_path, B2=cell, C3="{{hours}}"))

    assert result.exit_code == 0, result.output
    assert f"лист «Sheet», ячейка B2: {said}" in result.output
    assert openpyxl.load_workbook(tmp_path / "filled.xlsx").active["C3"].value == 36


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.4", "это не таблица Excel"),
        (b"", "это не таблица Excel"),
        (b"PK\x03\x04" + b"\0" * 40, "это не таблица Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "под паролем"),
        (None, "такого файла нет"),
    ],
)
def test_layout_that_is_no_table(school: Callable[..., Path], tmp_path: Path, data: bytes | None, said: str) -> None:
    if data is not None:
        (tmp_path / "form.xlsx").write_bytes(data)

    result = filled(school(period()), tmp_path / "form.xlsx")

    assert result.exit_code == 1
    assert said in result.output
    assert not (tmp_path / "filled.xlsx").exists()


def test_broken_parts_of_a_workbook_are_no_traceback(school: Callable[..., Path], tmp_path: Path) -> None:
    whole = form_of(tmp_path, A1="{{hours}}")
    root = school(period())
    with zipfile.ZipFile(whole) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    refused = []
    for broken in parts:
        with zipfile.ZipFile(tmp_path / "broken.xlsx", "w") as book:
            for name, data in parts.items():
                book.writestr(name, data[: len(data) // 2] if name == broken else data)

        result = filled(root, tmp_path / "broken.xlsx", "--force")

        assert (result.exit_code, "это не таблица Excel" in result.output) in ((0, False), (1, True)), broken
        refused += [broken] * result.exit_code
    assert "xl/workbook.xml" in refused


def test_form_without_names_is_refused(school: Callable[..., Path], tmp_path: Path) -> None:
    result = filled(school(period()), form_of(tmp_path, A1="Учеников", B1="=1+1"))

    assert result.exit_code == 1
    assert "нет ни одного имени" in result.output and "--new-layout" in result.output


def test_report_does_not_replace_its_form(school: Callable[..., Path], tmp_path: Path) -> None:
    form, root = form_of(tmp_path, A1="{{hours}}"), school(period())

    result = run("report", "monitoring", "--root", root, "--layout", form, "--output", form, "--force", *DAY)

    assert result.exit_code == 2
    assert "форма пропала бы" in result.output


def test_folder_that_is_not_there(school: Callable[..., Path], tmp_path: Path) -> None:
    nowhere = tmp_path / "нет" / "отчёт.xlsx"

    result = run("report", "monitoring", "--root", school(period()), "--output", nowhere, *DAY)

    assert result.exit_code == 1
    assert "сюда не записать" in result.output


def test_new_layout_is_a_form_that_fills_whole(school: Callable[..., Path], tmp_path: Path) -> None:
    """Every name of the example is known; formulas sum what stands above them."""
    root, form = school(period()), tmp_path / "form.xlsx"

    made = run("report", "monitoring", "--root", root, "--new-layout", form, *DAY)
    result = filled(root, form)

    assert (made.exit_code, result.exit_code) == (0, 0), made.output + result.output
    assert "» нет" not in result.output
    sheet = openpyxl.load_workbook(tmp_path / "filled.xlsx").worksheets[0]
    rows = {row[0].value: row[1:] for row in sheet.iter_rows()}
    assert [cell.value for cell in rows["Обучающиеся, которые участвуют"]] == [3, '=IF(N(B4)=0,"",ROUND(100*B3/B4,1))']
    pairs = [cell.row for cell in sheet["A"] if str(cell.value).startswith("Пар: ")]
    assert sheet.cell(pairs[-1] + 1, 2).value == f"=SUM(B{pairs[0]}:B{pairs[-1]})"
    assert sum(sheet.cell(row, 2).value for row in pairs) == 9


# --- what records know


def test_work_and_publications_are_counted(catalogue: Load) -> None:
    told = {**NEWS, "levels": ["школьный", "региональный"], "stages": ["2026-2027/1"]}
    told["channels"] = [{"title": "ВКонтакте", "url": "https://vk.example/1", "level": "муниципальный"}]
    news = {"news/a.md": md(told), "news/before.md": md(NEWS, date="2026-07-31")}

    found = shown(catalogue(period() | {"roadmap/2026-2027.yml": yml(ROADMAP)} | news))

    assert [value for _, value, _ in rows(found, "news.level")] == ["1", "1", "1"]
    channels = ["ВКонтакте", "Площадка не названа", "Сайт школы"]
    assert rows(found, "news.channel") == [(channel, "1", None) for channel in channels]
    assert rows(found, "news.stage") == [("Подготовка", "3", None)]


UNDATED = yml(title="Конкурс «Лучшая пара»", level="муниципальный")
DATED = yml(title="Наставник года", level="муниципальный", dates=[{"date": "2026-10-20", "title": "итоги"}])


@pytest.mark.parametrize(
    ("contests", "told"),
    [([], ["0"]), ([DATED], ["1"]), ([UNDATED], []), ([UNDATED, DATED], ["1"])],
)
def test_contest_without_a_day_makes_no_nought(catalogue: Load, contests: list[str], told: list[str]) -> None:
    files = {f"contests/konkurs-{number}.yml": text for number, text in enumerate(contests)}
    table = rows(shown(catalogue(period() | files)), "records")

    assert [value for caption, value, _ in table if caption == messages.CONTESTS_HELD] == told


@pytest.mark.parametrize(
    ("term", "state", "told"),
    [
        ("октябрь 2026 – май 2027", "идёт", [("Идёт", "1", None)]),
        ("октябрь 2025 – май 2026", "идёт", []),
        ("март – май 2027", "идёт", []),
        ("октябрь 2025 – май 2026", "завершена", [("Завершена", "1", None)]),
    ],
)
def test_programme_goes_on_only_within_its_term(
    catalogue: Load, term: str, state: str, told: list[tuple[str, str, None]]
) -> None:
    programme = {
        "title": "Первый год",
        "form": "педагог – педагог",
        "problem": "Пауза на уроке.",
        "goal": "Урок без пауз.",
    }
    programme |= {"period": term, "state": state, "mentoring_kind": "групповое"}

    assert rows(shown(catalogue(period() | {"programmes/god.yml": yml(programme)})), "programmes") == told


def test_mentors_are_counted_exactly_with_those_without_a_card(school: Callable[..., Path], tmp_path: Path) -> None:
    """The page of mentors and the page of figures hold one rule."""
    mentors = {"mentors/a.yml": yml(MENTOR), "mentors/b.yml": yml(MENTOR, name="Осинкин Пётр Ильич", consent=None)}
    root = school(period() | mentors)

    assert run("build", "--root", root, "--site", tmp_path / "out", *DAY).exit_code == 0

    pages = [(tmp_path / "out" / name / "index.html").read_text(encoding="utf-8") for name in ("mentors", "monitoring")]
    assert "Ещё 1 наставник" in pages[0].replace("\u00a0", " ")
    csv = (tmp_path / "out" / "monitoring" / "2026-2027.csv").read_text(encoding="utf-8-sig")
    assert "Наставники;Без карточки;1;;" in csv and "Наставники;Педагог;1;;" in csv
    assert not any("Осинкин" in page for page in pages)


@pytest.mark.parametrize("everybody", [8, 10])
def test_every_output_together_fits_several_truths(
    school: Callable[..., Path], everybody: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page, CSV and catalogue of all possible schools of this size: a small number has another that reads the same."""
    names = {"teacher-student": "педагог – обучающийся", "parent-student": "родитель – обучающийся"}
    root = school(period())
    found = load(root / "content", TODAY).catalogue
    assert found is not None
    entry = found.of("monitoring")[0]
    alike: dict[bytes, list[tuple[int, ...]]] = {}
    for counts in itertools.product(range(everybody + 1), repeat=len(names)):
        for waiting in (2, 3, 7) if sum(counts) <= everybody else ():
            by_form = [{"form": form, "mentored": count} for form, count in zip(names, counts, strict=True)]
            share = {"part": sum(counts), "all": everybody}
            true = figures(pupils=share, by_form=by_form, waiting=waiting)
            monkeypatch.setattr("nastavnik.views.monitoring.public.true_figures", lambda *_, true=true: true)
            seen = showing(found, entry)
            public = as_csv(seen) + repr((seen.big, seen.headlines, seen.tables, seen.kept_back)).encode()
            alike.setdefault(public, []).append((*counts, everybody - sum(counts), waiting))

    given_away = [
        ways[0]
        for ways in alike.values()
        for values in zip(*ways, strict=True)
        if len(set(values)) == 1 and values[0] in range(1, 5)
    ]

    assert len(alike) > 3
    assert given_away == []


# --- several periods of a year


HALF, YEAR = {"span": "I полугодие", "date": "2026-12-28"}, {"date": "2027-05-25"}


def periods(*records: dict[str, Any]) -> dict[str, str]:
    """Records of one school year in the order of time, `a`, `b` …"""
    return {
        f"monitoring/{name}.yml": yml({"period": "2026-2027", "date": "2026-11-15"} | record)
        for name, record in zip("abcdef", records, strict=False)
    }


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({}, "Показатели за 2026–2027 учебный год"),
        ({"span": "1 полугодие"}, "Показатели за I полугодие 2026–2027 учебного года"),
        ({"span": "II полугодие"}, "Показатели за II полугодие 2026–2027 учебного года"),
        ({"span": "промежуточный"}, "Промежуточные показатели за 2026–2027 учебный год"),
        ({"span": "итоговый мониторинг"}, "Итоговые показатели за 2026–2027 учебный год"),
        ({"span": "на входе"}, "Показатели на входе, 2026–2027 учебный год"),
        ({"span": "выход"}, "Показатели на выходе, 2026–2027 учебный год"),
        ({"period": "2026"}, "Показатели за 2026 год"),
        ({"period": "2026 год", "span": "второе полугодие"}, "Показатели за II полугодие 2026 года"),
    ],
)
def test_part_of_a_year_has_its_own_title(catalogue: Load, fields: dict[str, Any], title: str) -> None:
    record = catalogue(periods(fields)).of("monitoring")[0].record

    assert (record.title, record.label) == (title, f"{title}, на 15 ноября 2026")


def test_periods_of_one_year_are_told_apart_everywhere(school: Callable[..., Path], tmp_path: Path) -> None:
    root = school(
        periods({"date": "2026-10-01"}, {}, {"span": "I полугодие"}, {"span": "итоговый"}, {"period": "2026"})
    )

    result = run("build", "--root", root, "--site", tmp_path / "out", *DAY)

    assert result.exit_code == 0, result.output
    pages = [(tmp_path / "out" / "monitoring" / name / "index.html").read_text("utf-8") for name in "abcde"]
    titles = {page.split("<title>")[1].split("</title>")[0] for page in pages}
    assert len(titles) == len(pages)


def test_figures_of_a_half_count_its_own_days(catalogue: Load) -> None:
    files = periods({"span": "I полугодие", "date": "2027-01-20"}) | {
        "news/a.md": md({**NEWS, "date": "2026-11-01"}),
        "news/b.md": md({**NEWS, "date": "2027-01-15"}),
    }

    found = shown(catalogue(files, dt.date(2027, 2, 1)))

    assert ("Новостей", "1", None) in rows(found, "records")


@pytest.mark.parametrize(
    ("half", "year", "shares"),
    [
        (50, 60, ["50 из 200", "60 из 200"]),
        (50, 50, ["50 из 200", "50 из 200"]),
        (50, 53, ["50 из 200", KEPT]),  # three have come since
        (50, 47, ["50 из 200", KEPT]),
        (3, 50, [FEW, "50 из 200"]),
    ],
)
def test_later_period_gives_way_where_a_difference_is_small(
    catalogue: Load, half: int, year: int, shares: list[str]
) -> None:
    parts = [{**HALF, "figures": {"pupils": {"part": half, "all": 200}}}]
    parts += [{**YEAR, "figures": {"pupils": {"part": year, "all": 200}}}]

    found = catalogue(periods(*parts), dt.date(2027, 6, 1))

    assert [rows(shown(found, number), "shares")[0][1] for number in (1, 0)] == shares


def test_editor_is_told_what_will_not_be_told(school: Callable[..., Path]) -> None:
    parts = [{**HALF, "figures": {"pupils": {"part": 50, "all": 200}, "waiting": 9}}]
    parts += [{**YEAR, "figures": {"pupils": {"part": 53, "all": 200}, "waiting": 9}}, YEAR]

    result = run("check", "--root", school(periods(*parts)), "--today", "2027-06-01")

    said = result.output.replace("\u00a0", " ")
    (kept,) = (line for line in said.splitlines() if "на сайте эти числа не показаны" in line)
    assert "monitoring/b.yml:" in kept and "которые участвуют» —" in kept
    assert "подсказка: за тот же период и день показатели уже есть: content/monitoring/" in said
    assert "Не нашли пару" not in said


def test_chart_says_nothing_the_tables_keep_back(catalogue: Load) -> None:
    parts = [
        {"span": "вход", "date": "2026-09-15", "figures": {"pupils": {"part": 50, "all": 200}}},
        {"span": "промежуточный", "date": "2026-12-28", "figures": {"pupils": {"part": 53, "all": 200}}},
        {"span": "итоговый", "date": "2027-05-25", "figures": {"pupils": {"part": 70, "all": 200}}},
    ]

    chart = shown(catalogue(periods(*parts), dt.date(2027, 6, 1))).chart

    assert chart is not None
    assert [(point.name, point.value) for point in chart.pupils] == [
        ("2026–2027, вход", 25),
        ("2026–2027, промежуточные", None),
        ("2026–2027, итоговые", 35),
    ]


def _of_halves(everybody: int) -> Iterator[tuple[int, ...]]:
    """Those who took part in the first half, in the second, in the year: all anew, some of them again, or the same."""
    for first, second in itertools.product(range(everybody + 1), repeat=2):
        for year in range(max(first, second), min(first + second, everybody) + 1):
            yield first, second, year


def _given_away(alike: dict[object, list[tuple[int, ...]]]) -> list[tuple[int, ...]]:
    """Of what reads the same, the truths with a small number that all of them share."""
    return [
        ways[0]
        for ways in alike.values()
        for values in zip(*ways, strict=True)
        if len(set(values)) == 1 and values[0] in range(1, 5)
    ]


@pytest.mark.parametrize("everybody", [12, 16])
@pytest.mark.parametrize("name", ["pupils", "waiting", "forms"])
def test_no_small_number_follows_from_halves_and_their_year(name: str, everybody: int) -> None:
    """Every small number, of those who joined or stayed away as well, has another that reads the same."""
    spans = (HALF, {**HALF, "span": "II полугодие"}, YEAR)
    records = [Monitoring.model_validate({"period": "2026-2027", **fields}) for fields in spans]
    typed: dict[str, Callable[[int], Figures]] = {
        "pupils": lambda part: figures(pupils={"part": part, "all": everybody}),
        "waiting": lambda part: figures(waiting=part),
        "forms": lambda part: figures(by_form=[{"form": "teacher-teacher", "mentored": part, "pairs": part}]),
    }
    alike: dict[object, list[tuple[int, ...]]] = {}
    for first, second, year in _of_halves(everybody if name == "pupils" else 2 * everybody + 2):
        counts = (first, second, year)
        every = [typed[name](count) for count in counts]
        public = [
            [*tables._others(each, held).rows, *tables._shares(each, {"pupils": None}, held), *_forms_told(each, held)]
            for each, held in zip(every, held_in_turn(list(zip(records, every, strict=True))), strict=True)
        ]
        apart = [everybody - count for count in counts] if name == "pupils" else []
        alike.setdefault(repr(public), []).append((*counts, year - first, year - second, *apart))

    assert len(alike) > 3
    assert [counts for counts in _given_away(alike) if counts[2] <= everybody] == []


def _forms_told(each: Figures, held: frozenset[str]) -> list[int | str]:
    hidden = hidden_forms(each, held)
    return [tables.word_for(row.mentored) if row.form in hidden else row.mentored for row in each.by_form]


@pytest.mark.parametrize(
    ("entry", "exit", "values"),
    [
        ((12, 40), (31, 40), ["12 из 40", "31 из 40"]),
        ((12, 40), (14, 40), [KEPT, KEPT]),  # two have changed their mind
        ((3, 40), (31, 40), [FEW, KEPT]),
        ((12, 40), (12, 40), ["12 из 40", "12 из 40"]),
        ((2, 6), (5, 6), []),  # of six not even a word
    ],
)
def test_answers_on_entry_and_exit_are_told_together_or_not(
    catalogue: Load, entry: tuple[int, int], exit: tuple[int, int], values: list[str]
) -> None:
    sides = {name: {"part": part, "all": whole} for name, (part, whole) in (("entry", entry), ("exit", exit))}
    numbers = {"survey": [{"title": "Уверены в себе", **sides}]}

    found = rows(shown(catalogue(periods({"figures": numbers}))), "survey")

    assert [value for _, value, _ in found] == values
    assert [caption for caption, *_ in found] == ["Уверены в себе: на входе", "Уверены в себе: на выходе"][
        : len(values)
    ]


def test_survey_fills_the_form_of_the_municipality(school: Callable[..., Path], tmp_path: Path) -> None:
    sides = {"entry": {"part": 3, "all": 40}, "exit": {"part": 30, "all": 40}}
    survey = [{"title": "Уверены в себе", **sides}, {"title": "Есть план", "entry": {"part": 1, "all": 40}}]
    names = ("survey.in", "survey.1.in.part", "survey.out.all", "survey.2.out.part")
    form = form_of(tmp_path, **{f"A{row}": f"{{{{{name}}}}}" for row, name in enumerate(names, 1)})

    result = filled(school(periods({"figures": {"survey": survey}})), form)

    assert result.exit_code == 0, result.output
    sheet = openpyxl.load_workbook(tmp_path / "filled.xlsx").active
    assert [cell.value for cell in sheet["A"]][:3] == [5, 3, 40]
    assert "«survey.2.out.part» не записан" in result.output


def test_nothing_is_never_a_big_figure(catalogue: Load) -> None:
    assert "0" not in dict(shown(catalogue(periods({"figures": {"hours": 0}}))).big).values()


# --- hostile periods


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"period": None}, "period"),
        ({"period": "осень 2026"}, "осень 2026"),
        ({"period": "2026", "date": "2025-12-31"}, "день не из 2026 года"),
        ({"period": "2026", "date": "2028-01-01"}, "день не из 2026 года"),
        ({"span": "третья четверть"}, "третья четверть"),
        ({"figures": {"survey": [{"title": "Уверены"}, {"title": "Уверены"}]}}, "такой вопрос уже есть"),
        ({"date": "2025-11-15"}, "день не из 2026-2027 учебного года"),
        ({"date": "2029-01-01"}, "день не из 2026-2027 учебного года"),
        ({"goals": {"pupils": 101}}, "от 0 до 100"),
        ({"figures": {"hours": 5_000_000}}, "слишком много для школы"),
        ({"figures": {"waiting": -3}}, "-3"),
        ({"figures": {"pupils": {"part": 5}}}, "all"),
    ],
)
def test_impossible_period_is_a_problem(school: Callable[..., Path], fields: dict[str, Any], said: str) -> None:
    record = {"period": "2026-2027", "date": "2026-11-15"} | fields

    result = run("check", "--root", school({"monitoring/2026-2027.yml": yml(record)}), *DAY)

    assert result.exit_code == 1
    assert said in result.output.replace("\u00a0", " ") and "monitoring/2026-2027.yml:" in result.output


@pytest.mark.parametrize(
    "numbers",
    [
        None,
        {},
        {"pupils": {"part": 0, "all": 0}, "trained": {"part": 0, "all": 0}},
        {"pupils": {"part": 0, "all": 100}, "by_form": [{"form": "педагог – педагог"}]},
        {"pupils": {"part": 1_000_000, "all": 1_000_000}, "hours": 1_000_000},
    ],
)
def test_any_possible_period_has_a_page(school: Callable[..., Path], tmp_path: Path, numbers: Any) -> None:
    files = period(2024, figures=numbers) | period(2025, figures=numbers) | period(2026, figures=numbers)

    result = run("build", "--root", school(files), "--site", tmp_path / "out", *DAY)
    report = run("report", "monitoring", "--root", tmp_path, "--format", "csv", *DAY)

    assert (result.exit_code, report.exit_code) == (0, 0), result.output + report.output


@pytest.mark.parametrize(("part", "percent"), [(0, 0), (5, 1), (1995, 99), (2000, 100)])
def test_0_percent_is_nobody_and_100_is_all(part: int, percent: int) -> None:
    assert percent_of(figures(pupils={"part": part, "all": 2000}), "pupils") == percent


def test_chart_goes_by_school_years_whatever_the_files_say(catalogue: Load) -> None:
    files = {
        f"monitoring/{name}.yml": yml(period=f"{year}-{year + 1}", date=date, figures={"pupils": share})
        for name, year, date, share in (
            ("a", 2025, "2026-05-20", {"part": 30, "all": 100}),
            ("b", 2024, "2025-12-20", {"part": 20, "all": 100}),
            ("c", 2026, "2026-10-01", {"part": 40, "all": 100}),
            ("d", 2026, "2026-11-15", {"part": 50, "all": 100}),
        )
    }

    chart = shown(catalogue(files)).chart

    assert chart is not None
    assert [(point.year, point.value) for point in chart.pupils] == [
        ("2024–2025", 20),
        ("2025–2026", 30),
        ("2026–2027", 50),
    ]
    assert chart.years == ("2024–2025", "2025–2026", "2026–2027")
