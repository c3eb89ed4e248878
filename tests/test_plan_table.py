"""A roadmap as a table: what stands in which cell, on paper and in a Word file; from Word back to the same record."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nastavnik import messages
from nastavnik.importing import import_roadmap
from nastavnik.office.roadmap_word import roadmap_word
from nastavnik.records import School
from nastavnik.records.roadmap import COLUMNS, Roadmap
from nastavnik.school.statuses import plan
from nastavnik.text.source import parse
from nastavnik.views.plan_paper import plan_paper
from nastavnik.views.plan_table import PlanTable, plan_table
from nastavnik.views.stamp import stamp_lines
from tests.conftest import DAY, PASSPORT, ROADMAP, Files, run, yml

HERE = Path(__file__).parent
DEMO = sorted((HERE.parent / "content" / "roadmap").glob("*.yml"))
CASES = sorted((HERE / "import_cases").glob("*.yaml"))
SEEDS = HERE.parent.parent / "shared" / "seeds"
SCHOOL = School.model_validate(parse(yml(PASSPORT), "school.yml").data)


def roadmap(text: str) -> Roadmap:
    return Roadmap.model_validate(parse(text, "roadmap/2026-2027.yml").data)


def drawn(table: PlanTable) -> list[list[str]]:
    """Rows as in a picture: the text of a cell where it begins, ^ below it, < to the right of it."""
    grid = [["" for _ in table.columns] for _ in table.rows]
    for top, row in enumerate(table.rows):
        for cell in row.cells:
            for down in range(cell.rows):
                for right in range(cell.columns):
                    grid[top + down][cell.column + right] = "^" if down else "<"
            lines = [f"{'  ' * line.depth}{line.text}" for line in cell.lines]
            grid[top][cell.column] = "\n".join(lines)
    return grid


# --- the layout ------------------------------------------------------------------------------------

WHOLE = """
captions: {number: №, stage: Этап, content: Содержание, term: Сроки}
stages:
  - number: "1"
    title: Банки
    term: сентябрь 2026
    items:
      - {marker: 1), text: Анкеты}
      - {marker: 2), text: "Согласия:", items: [{marker: –, text: родителей}, {marker: –, text: учителей}]}
"""


def test_items_without_values_share_a_cell_and_so_does_their_term() -> None:
    rows = [["1", "Банки", "1) Анкеты\n2) Согласия:\n  – родителей\n  – учителей", "сентябрь 2026"]]
    assert drawn(plan_table(roadmap(WHOLE))) == rows


def test_a_value_covers_the_rows_it_holds_for() -> None:
    text = WHOLE.replace("text: Анкеты}", "text: Анкеты, responsible: Куратор}")
    assert drawn(plan_table(roadmap(text))) == [
        ["1", "Банки", "1) Анкеты", "сентябрь 2026", "Куратор"],
        ["^", "^", "2) Согласия:\n  – родителей\n  – учителей", "^", ""],
    ]


def test_a_stage_has_a_row_of_its_own_where_an_item_has_another_term() -> None:
    text = WHOLE.replace("text: Анкеты}", "text: Анкеты, term: до 10.09.2026}")
    assert drawn(plan_table(roadmap(text))) == [
        ["1", "Банки", "", "сентябрь 2026"],
        ["^", "^", "1) Анкеты", "до 10.09.2026"],
        ["^", "^", "2) Согласия:\n  – родителей\n  – учителей", ""],
    ]


def test_an_item_deep_below_with_a_term_gets_a_row() -> None:
    text = WHOLE.replace("{marker: –, text: учителей}", "{marker: –, text: учителей, term: май 2027}")
    assert [row[2:] for row in drawn(plan_table(roadmap(text)))] == [
        ["", "сентябрь 2026"],
        ["1) Анкеты", ""],
        ["2) Согласия:", ""],
        ["  – родителей", ""],
        ["  – учителей", "май 2027"],
    ]


def test_what_comes_after_an_item_does_not_share_a_cell_with_what_is_below_it() -> None:
    text = WHOLE.replace("text: родителей}", "text: родителей, responsible: Куратор}")
    text = text.replace("    term: сентябрь 2026\n", "") + "      - {marker: 3), text: Ответы}\n"
    assert [row[2] for row in drawn(plan_table(roadmap(text)))] == [
        "1) Анкеты",
        "2) Согласия:",
        "  – родителей",
        "  – учителей",
        "3) Ответы",
    ]


def test_activities_and_contents_have_a_column_each() -> None:
    text = """
captions: {stage: Этап, activity: Мероприятия, content: Содержание, responsible: Кто}
stages:
  - title: Банки
    items:
      - text: Сбор данных
        responsible: Куратор
        items: [{marker: 1., text: Анкеты}, {marker: 2., text: Согласия, responsible: Директор}]
      - text: Приказ
"""
    assert drawn(plan_table(roadmap(text))) == [
        ["Банки", "Сбор данных", "", "Куратор"],
        ["^", "^", "1. Анкеты", ""],
        ["^", "^", "2. Согласия", "Директор"],
        ["^", "Приказ", "", ""],
    ]


def test_without_a_column_of_stages_a_stage_is_a_row_over_the_whole_width() -> None:
    text = """
captions: {number: № п/п, activity: Мероприятие, term: Срок}
stages:
  - {number: I, title: Подготовка, items: [{marker: "1", text: Приказ, term: август}, {marker: "2", text: Банк}]}
"""
    assert drawn(plan_table(roadmap(text))) == [
        ["I", "Подготовка", "<"],
        ["1", "Приказ", "август"],
        ["2", "Банк", ""],
    ]


def test_number_goes_before_the_title_where_numbers_have_no_column() -> None:
    text = (
        "captions: {stage: Этапы, content: Деятельность}\nstages: [{number: '1', title: Банки, items: [{text: Сбор}]}]"
    )
    assert drawn(plan_table(roadmap(text))) == [["1. Банки", "Сбор"]]


def test_a_plan_that_names_no_columns_gets_the_usual_ones_it_needs() -> None:
    text = "stages: [{number: '1', title: Банки, items: [{text: Сбор, result: Список}]}]"
    assert [column.caption for column in plan_table(roadmap(text)).columns] == [
        COLUMNS[key] for key in ("number", "stage", "content", "result")
    ]


def test_columns_of_the_schools_own_stand_behind_under_their_captions() -> None:
    text = WHOLE.replace("text: Анкеты}", "text: Анкеты, other: {Место проведения: кабинет 12}}")
    table = plan_table(roadmap(text))

    assert (table.columns[-1].meaning, table.columns[-1].caption) == ("other", "Место проведения")
    assert [row[-2:] for row in drawn(table)] == [["сентябрь 2026", "кабинет 12"], ["^", ""]]


@pytest.mark.parametrize(("columns", "wide"), [(4, False), (5, True), (7, True)])
def test_from_five_columns_the_sheet_lies_on_its_side(columns: int, wide: bool) -> None:
    captions = dict(list(COLUMNS.items())[:columns])
    assert plan_table(roadmap(yml({"captions": captions, "stages": [{"title": "Банки"}]}))).is_wide is wide


def test_marks_stand_beside_the_rows_and_only_if_there_are_any() -> None:
    text = WHOLE.replace("text: Анкеты}", "text: Анкеты, term: до 10.09.2026, done: 2026-09-08}")
    text = text.replace('text: "Согласия:"', 'text: "Согласия:", postponed: {to: 2026-10-05}')

    assert plan_paper(plan(roadmap(WHOLE), dt.date(2026, 11, 20), SCHOOL)).marks == ()
    marks = plan_paper(plan(roadmap(text), dt.date(2026, 11, 20), SCHOOL)).marks
    assert [mark and (mark.done, mark.of, mark.day, mark.moved) for mark in marks] == [
        (0, 1, None, None),
        (1, 1, dt.date(2026, 9, 8), None),
        (0, 1, None, dt.date(2026, 10, 5)),
    ]


def test_a_stage_that_is_done_has_one_mark_over_all_its_rows() -> None:
    text = WHOLE.replace("text: Анкеты}", "text: Анкеты, term: до 10.09.2026}").replace(
        "items:\n", "done: да\n    items:\n", 1
    )
    first, *others = plan_paper(plan(roadmap(text), dt.date(2026, 11, 20), SCHOOL)).marks
    assert first and (first.rows, first.done, first.day, others) == (3, 1, None, [None, None])


def test_every_caption_and_the_whole_table_are_on_the_page(school: Callable[[Files], Path]) -> None:
    captions = {key: f"Столбец {key}" for key in COLUMNS}
    step = {"term": "май 2027", "responsible": "Куратор", "result": "Отчёт"}
    items = [{"text": "Сбор", "items": [{"text": "Анкеты", **step}]}]
    files = {"roadmap/2026-2027.yml": yml(ROADMAP, captions=captions, stages=[{"title": "Банки", "items": items}])}
    root = school(files)
    assert run("build", "--root", root, "--no-search", *DAY).exit_code == 0

    screen, paper = (root / "site" / "roadmap" / "index.html").read_text(encoding="utf-8").split("plan-paper", 1)
    for key, caption in captions.items():
        assert caption in screen, key
        assert f'<th scope="col">{caption}</th>' in paper
    assert "print-only wide" in paper


# --- Word and back ---------------------------------------------------------------------------------


def flat(value: Any) -> str:
    return " ".join((" ".join(value) if isinstance(value, list) else str(value or "")).split())


def in_force(record: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every stage and item with its depth, marker and text, and the values that hold there."""
    lines: list[tuple[Any, ...]] = []

    def walk(steps: Any, above: dict[str, str], depth: int) -> None:
        for step in steps or []:
            own = {key: flat(step[key]) for key in ("term", "responsible", "result") if step.get(key)}
            own |= {key: flat(value) for key, value in (step.get("other") or {}).items()}
            values = above | own
            name = flat(step.get("title") or step.get("text"))
            alone = len(step.get("items") or []) == 1  # on paper its values are as good on its only item
            said = {} if alone else values
            lines.append((depth, flat(step.get("number") or step.get("marker")).strip("."), name, said))
            walk(step.get("items"), values, depth + 1)

    walk(record["stages"], {}, 0)
    return lines


def captions_of(record: dict[str, Any]) -> list[str]:
    """Captions in their order: which of the two text columns a lone one is called, is the importer's guess."""
    return [flat(caption) for caption in record["captions"].values()]


def plain(found: Roadmap) -> dict[str, Any]:
    """A record as data, terms as their phrases."""

    def steps(values: Any) -> list[dict[str, Any]]:
        return [
            {
                **{key: value for key, value in step.items() if key in ("number", "title", "marker", "text")},
                **{key: step[key] for key in ("responsible", "result", "other")},
                "term": step["term"] and step["term"]["text"],
                "items": steps(step["items"]),
            }
            for step in values
        ]

    data = found.model_dump()
    return {"title": found.title, "captions": data["captions"], "stages": steps(data["stages"])}


def back(found: Roadmap, folder: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The record that comes back from the Word file, and what the import remarks."""
    file = folder / "2026-2027.docx"
    file.write_bytes(roadmap_word(found, SCHOOL))
    imported = import_roadmap(file)
    record: dict[str, Any] = yaml.load(imported.text, yaml.BaseLoader)
    return record, imported.notes


def assert_comes_back(found: Roadmap, folder: Path) -> dict[str, Any]:
    record, _ = back(found, folder)
    assert in_force(record) == in_force(plain(found))
    if found.captions:
        assert captions_of(record) == captions_of(plain(found))
    assert record["title"] == (flat(found.title) or messages.PLAN_TITLE)
    return record


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_demo_comes_back(path: Path, tmp_path: Path) -> None:
    found = roadmap(path.read_text(encoding="utf-8"))
    record = assert_comes_back(found, tmp_path)

    assert record["school_year"] == found.school_year
    approved = record["approved"] if isinstance(record["approved"], list) else [record["approved"]]
    assert {block["date"] for block in approved} == {f"{block.date}" for block in found.approved}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize("name", ["s0", "s1", "s3", "s4"])
def test_real_document_comes_back(name: str, tmp_path: Path) -> None:
    assert_comes_back(roadmap(import_roadmap(SEEDS / f"{name}.docx").text), tmp_path)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_imported_case_comes_back(path: Path, tmp_path: Path) -> None:
    case = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    assert_comes_back(roadmap(yaml.safe_dump(case["record"], allow_unicode=True, sort_keys=False)), tmp_path)


WORDS = st.sampled_from(["Приказ", "Анкеты", "Встречи", "Сбор согласий", "Обмен опытом", "Круглый стол"])
VALUE = {
    "term": st.sampled_from(["сентябрь 2026", "до 15.10.2026", "постоянно", "Декабрь 2026 г."]),
    "responsible": st.sampled_from(["Куратор", "Директор", "Заместитель директора"]),
    "result": st.sampled_from(["Приказ издан", "Банк собран"]),
}


@st.composite
def values(draw: st.DrawFn, captions: list[str]) -> dict[str, str]:
    keys = [key for key in VALUE if key in captions]
    return {key: draw(VALUE[key]) for key in keys if draw(st.integers(0, 2)) == 0}


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """Plans of schools: numbered or not, two or three levels, values anywhere or nowhere."""
    numbered, three = draw(st.booleans()), draw(st.booleans())
    captions = ["number"] * numbered + ["stage"] + ["activity"] * three + ["content"]
    captions += draw(st.lists(st.sampled_from(list(VALUE)), unique=True))
    captions.sort(key=list(COLUMNS).index)
    names = (f"{draw(WORDS)} {number}" for number in range(1000))

    def contents(depth: int) -> list[dict[str, Any]]:
        """Numbers first, dashes below a colon: what a reader can tell apart on paper."""
        items = []
        for number in range(draw(st.integers(0 if depth else 1, 3))):
            below = contents(depth + 1) if not depth and draw(st.booleans()) else []
            marker = f"{number + 1})" if not depth else "–"
            text = f"{next(names)}{':' if below else '.'}"
            items.append({"marker": marker, "text": text, **draw(values(captions)), "items": below})
        return items

    def activities() -> list[dict[str, Any]]:
        return [
            {"text": next(names), **draw(values(captions)), "items": contents(0) if draw(st.booleans()) else []}
            for _ in range(draw(st.integers(1, 3)))
        ]

    stages = [
        {
            **({"number": str(number + 1)} if numbered else {}),
            "title": f"Этап {next(names)}",
            **draw(values(captions)),
            "items": activities() if three else contents(0),
        }
        for number in range(draw(st.integers(1, 4)))
    ]
    return {
        "title": "Дорожная карта наставничества",
        "school_year": "2026-2027",
        "captions": {key: COLUMNS[key] for key in captions},
        "stages": stages,
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=plans())
def test_any_plan_comes_back(data: dict[str, Any], tmp_path: Path) -> None:
    assert_comes_back(Roadmap.model_validate(data), tmp_path)


# --- the Word file ---------------------------------------------------------------------------------


def word(text: str) -> Any:
    """The file as a reader of Word sees it."""
    return docx.Document(io.BytesIO(roadmap_word(roadmap(text), SCHOOL)))


def test_word_file_looks_as_offices_expect() -> None:
    document = word(yml({"captions": dict(COLUMNS), "stages": [{"title": "Банки"}]}))
    section, table = document.sections[0], document.tables[-1]

    assert section.page_width > section.page_height
    assert document.styles.element.xpath("./w:docDefaults//w:rFonts/@w:ascii") == ["Times New Roman"]
    assert [cell.text for cell in table.rows[0].cells] == list(COLUMNS.values())
    assert table.rows[0]._tr.trPr.xpath("./w:tblHeader")


def test_a_plan_that_waits_for_approval_has_blanks() -> None:
    document = word(
        "school_year: 2026-2027\ntitle: План мероприятий\n" + WHOLE.replace("    term: сентябрь 2026\n", "")
    )
    stamp = document.tables[0].rows[0].cells[-1].text.split("\n")

    assert stamp == ["УТВЕРЖДАЮ", "Директор ________________ /____________________/", "«____» ______________ 20___ г."]
    assert messages.plan_years("2026-2027") in [paragraph.text for paragraph in document.paragraphs]
    assert document.tables[-1].rows[1].cells[3].text == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("УТВЕРЖДАЮ\nДиректор __________ Е. П. Морозов", ["УТВЕРЖДАЮ", "Директор Е. П. Морозов"]),
        ("Заведующий ____________ /Р. П. Ивлева/", ["Заведующий Р. П. Ивлева"]),
        ("Директор ________ /____________/", ["Директор"]),
        ("УТВЕРЖДАЮ\n«____» ______________ 20___ г.", ["УТВЕРЖДАЮ"]),
        ("УТВЕРЖДАЮ\nприказ от «__» _____ 2026 г. № ____", ["УТВЕРЖДАЮ"]),
        ("приказ № 38-ОД от «31» августа 2026 г.", ["приказ № 38-ОД от «31» августа 2026 г."]),
        ("приказ № 38-ОД от «__» ________ 20__ года", ["приказ № 38-ОД"]),
        ("_____________ (подпись)\nМ. П. ______", []),
        ("Директор Под_чёркин", ["Директор Под_чёркин"]),
    ],
)
def test_a_site_shows_no_places_for_a_pen(text: str, shown: list[str]) -> None:
    assert stamp_lines(text) == shown


def test_approved_words_are_printed_as_they_are_and_the_order_stands_on_the_right() -> None:
    approved = """
approved:
  - {order: приказ, date: 28.08.2026, post: Директор, name: Е. П. Морозов}
  - {text: "Принято педсоветом\\nпротокол № 1"}
"""
    left, right = word(approved + WHOLE).tables[0].rows[0].cells

    assert left.text == "Принято педсоветом\nпротокол № 1"
    assert right.text.split("\n") == [
        "УТВЕРЖДЕНА",
        "приказ от 28.08.2026 № ______",
        "Директор ________________ Е. П. Морозов",
    ]


@pytest.mark.parametrize(
    ("order", "line"),
    [
        ("63/1-ОД", "приказ № 63/1-ОД от 28.08.2026"),
        ("№ 5", "приказ № 5 от 28.08.2026"),
        ("87-осн", "приказ № 87-осн от 28.08.2026"),
        ("приказ по школе", "приказ по школе от 28.08.2026 № ______"),
        ("распоряжение 12-р", "распоряжение 12-р от 28.08.2026"),
    ],
)
def test_order_known_by_its_number_alone_is_an_order(order: str, line: str) -> None:
    approved = f"approved: {{order: {order}, date: 28.08.2026}}\n"

    assert word(approved + WHOLE).tables[0].rows[0].cells[-1].text.split("\n")[1] == line


def test_a_signature_outside_the_words_of_the_stamp_is_printed_too() -> None:
    approved = "approved: {text: 'Принят педсоветом, протокол № 12', post: Директор, name: И.И. Иванов}\n"
    left, right = word(approved + WHOLE).tables[0].rows[0].cells

    assert left.text == "Принят педсоветом, протокол № 12"
    assert right.text.startswith("УТВЕРЖДАЮ\nДиректор ________________ И.И. Иванов")


def test_the_same_plan_is_the_same_file() -> None:
    data = roadmap_word(roadmap(WHOLE), SCHOOL)

    assert roadmap_word(roadmap(WHOLE), SCHOOL) == data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:  # no moment of making, which two calls in a row would not show
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_a_blank_stamp_does_not_come_back_as_an_approval(tmp_path: Path) -> None:
    record, _ = back(roadmap("title: Дорожная карта наставничества\n" + WHOLE), tmp_path)
    assert "approved" not in record


def test_no_optional_library_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    assert roadmap_word(roadmap(WHOLE), SCHOOL)


# --- the command -----------------------------------------------------------------------------------


def test_new_year_signature_and_back(school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = school({"roadmap/2026-2027.yml": "school_year: 2026-2027\ntitle: Дорожная карта\n" + WHOLE})
    monkeypatch.chdir(root)
    assert run("new-year", "2027-2028").exit_code == 0
    before = roadmap((root / "content" / "roadmap" / "2027-2028.yml").read_text(encoding="utf-8"))

    result = run("roadmap", "docx", "2027-2028", *DAY)

    assert result.output == f"{messages.written_to('2027-2028.docx', messages.ROADMAP_DOCX_NEXT)}\n"
    document = docx.Document("2027-2028.docx")
    document.tables[-1].rows[1].cells[3].paragraphs[0].add_run("сентябрь 2027")
    cell = document.tables[0].rows[0].cells[-1]
    cell.text = "УТВЕРЖДАЮ\nДиректор Е. П. Морозов\n«28» августа 2027 г."
    document.save("2027-2028.docx")
    assert run("import", "roadmap", "2027-2028.docx", "--force").exit_code == 0
    after = roadmap((root / "content" / "roadmap" / "2027-2028.yml").read_text(encoding="utf-8"))
    assert (after.school_year, after.title, after.stages[0].items) == (
        "2027-2028",
        before.title,
        before.stages[0].items,
    )
    assert after.stages[0].term and after.stages[0].term.text == "сентябрь 2027"
    assert (after.approved[0].name, after.approved[0].post) == ("Е. П. Морозов", "Директор")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["2026-2028"], messages.no_such_record("дорожная карта", "2026-2028", "2026-2027")),
        (["2026-2027", "--output", "there.docx"], messages.output_exists("there.docx")),
        (["2026-2027", "--output", "site/a.docx"], messages.ROADMAP_INSIDE_SITE),
    ],
)
def test_what_the_command_refuses(
    arguments: list[str], sentence: str, school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(school({"roadmap/2026-2027.yml": yml(ROADMAP)}))
    Path("there.docx").write_text("другое", encoding="utf-8")

    result = run("roadmap", "docx", *arguments, *DAY)

    assert (result.exit_code, result.stderr.strip()) == (1, sentence)
    assert Path("there.docx").read_text(encoding="utf-8") == "другое"
