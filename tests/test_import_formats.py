"""The same plan as Word, LibreOffice, Excel and CSV → the same record; hostile files → a sentence."""

import csv
import datetime as dt
import io
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from odfdo import Cell, Document, Paragraph, Row, Table

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing import import_roadmap
from nastavnik.importing.formats import FORMATS
from tests.word import make_word

TITLE = "Дорожная карта наставничества на 2025-2026 учебный год"
ROWS: list[list[Any]] = [
    ["№", "Этап", "Мероприятия", "Сроки", "Ответственные"],
    ["1", "Подготовка", "Приказ о наставничестве", dt.date(2025, 9, 1), "Директор"],
    ["^", "^", "Сбор заявок от учителей", "октябрь 2025", "Куратор"],
    ["2", "Работа пар", "Встречи по личным планам", "ежемесячно", "Наставники"],
]
RECORD = {
    "title": TITLE,
    "school_year": "2025-2026",
    "captions": {
        "number": "№",
        "stage": "Этап",
        "activity": "Мероприятия",
        "term": "Сроки",
        "responsible": "Ответственные",
    },
    "stages": [
        {
            "number": "1",
            "title": "Подготовка",
            "items": [
                {"text": "Приказ о наставничестве", "term": "01.09.2025", "responsible": "Директор"},
                {"text": "Сбор заявок от учителей", "term": "октябрь 2025", "responsible": "Куратор"},
            ],
        },
        {
            "number": "2",
            "title": "Работа пар",
            "items": [{"text": "Встречи по личным планам", "term": "ежемесячно", "responsible": "Наставники"}],
        },
    ],
}


def as_typed(value: Any) -> str:
    return value.strftime("%d.%m.%Y") if isinstance(value, dt.date) else str(value)


def docx(path: Path) -> None:
    make_word(path, [TITLE, {"table": [[as_typed(value) for value in row] for row in ROWS]}])


def xlsx(path: Path) -> None:
    """Another sheet first, numbers that are floats, days that are days, merged cells."""
    book = openpyxl.Workbook()
    book.active.append(["Классы", "Часы"])
    sheet = book.create_sheet("План")
    sheet["B2"] = TITLE
    sheet.merge_cells("B2:F2")
    for top, row in enumerate(ROWS, 4):
        for left, value in enumerate(row, 2):
            if value != "^":
                sheet.cell(top, left, float(value) if str(value).isdigit() else value)
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("C5:C6")
    book.save(path)


def odf_table() -> Table:
    table = Table("План")
    for values in ROWS:
        row = Row()
        for value in values:
            row.append_cell(
                Cell("" if value == "^" else value, text=None if isinstance(value, dt.date) else as_typed(value))
            )
        table.append_row(row)
    table.set_span((0, 1, 0, 2))
    table.set_span((1, 1, 1, 2))
    return table


def ods(path: Path) -> None:
    document = Document("spreadsheet")
    document.body.clear()
    head = Table("Титул")
    table = odf_table()
    table.insert_row(0, Row())
    table.set_value((0, 0), TITLE)
    document.body.append(head)
    document.body.append(table)
    document.save(path)


def odt(path: Path) -> None:
    document = Document("text")
    document.body.clear()
    document.body.append(Paragraph(TITLE))
    table = Table("План")
    for values in ROWS:
        row = Row()
        for value in values:
            cell = Cell()
            cell.append(Paragraph("" if value == "^" else as_typed(value)))
            row.append_cell(cell)
        table.append_row(row)
    table.set_span((0, 1, 0, 2))
    table.set_span((1, 1, 1, 2))
    document.body.append(table)
    document.save(path)


def csv_file(path: Path, encoding: str = "cp1251", delimiter: str = ";") -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([[TITLE], [], *([as_typed(value).replace("^", "") for value in row] for row in ROWS)])
    path.write_bytes(out.getvalue().encode(encoding))


WRITERS = {"docx": docx, "xlsx": xlsx, "odt": odt, "ods": ods, "csv": csv_file}


@pytest.mark.parametrize("ending", WRITERS)
def test_one_plan_in_every_format(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"план.{ending}"
    WRITERS[ending](file)
    assert yaml.load(import_roadmap(file).text, yaml.BaseLoader) == RECORD


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t")])
def test_letters_and_signs_of_a_csv(encoding: str, delimiter: str, tmp_path: Path) -> None:
    csv_file(tmp_path / "план.csv", encoding, delimiter)
    assert yaml.load(import_roadmap(tmp_path / "план.csv").text, yaml.BaseLoader) == RECORD


def test_every_format_has_its_module() -> None:
    modules = {path.stem for path in Path(__import__("nastavnik.importing").__path__[0], "importing").glob("*_grid.py")}
    assert {known.module for known in FORMATS} == modules


# --- files made to harm: a sentence, soon


def refusal(file: Path) -> str:
    start = time.monotonic()
    with pytest.raises(ImportFailed) as caught:
        import_roadmap(file)
    assert time.monotonic() - start < 20
    return str(caught.value)


def test_a_word_in_the_last_cell_of_a_sheet_costs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "план.xlsx"
    xlsx(file)
    book = openpyxl.load_workbook(file)
    book["План"]["XFD1048576"] = "конец"
    book.save(file)
    start = time.monotonic()
    assert "Приказ о наставничестве" in import_roadmap(file).text
    assert time.monotonic() - start < 10


def test_a_merge_of_the_whole_sheet_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "план.xlsx"
    xlsx(file)
    rewrite(file, "xl/worksheets/sheet2.xml", b'ref="C5:C6"', b'ref="C5:XFD1048576"')
    assert refusal(file) == messages.OFFICE_TOO_LARGE


def test_a_row_repeated_a_million_times_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "план.ods"
    ods(file)
    rewrite(file, "content.xml", b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1048000">')
    assert refusal(file) == messages.OFFICE_TOO_LARGE


def test_an_encrypted_odt_asks_for_its_password(tmp_path: Path) -> None:
    file = tmp_path / "план.odt"
    odt(file)
    rewrite(file, "META-INF/manifest.xml", b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
    assert refusal(file) == messages.OFFICE_PASSWORD


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "план.odt"
    odt(file)
    deep = b"<text:section>" * 200 + b"</text:section>" * 200
    rewrite(file, "content.xml", b"</office:text>", deep + b"</office:text>")
    assert refusal(file) == messages.OFFICE_DAMAGED


def test_what_unpacks_to_far_more_than_its_size_is_too_large(tmp_path: Path) -> None:
    file = tmp_path / "план.odt"
    odt(file)
    rewrite(file, "content.xml", b"</office:text>", b"<text:p>a</text:p>" * 300_000 + b"</office:text>")
    assert refusal(file) == messages.OFFICE_TOO_LARGE


def test_a_scan_and_a_blank_document_are_told_apart(tmp_path: Path) -> None:
    blank = make_word(tmp_path / "пусто.docx", [""])
    assert refusal(blank) == messages.NO_WORDS
    with zipfile.ZipFile(blank, "a") as archive:
        archive.writestr("word/media/image1.png", b"\x89PNG")
    assert refusal(blank) == messages.ONLY_PICTURES
    titled = make_word(tmp_path / "скан.docx", ["Дорожная карта"])
    with zipfile.ZipFile(titled, "a") as archive:
        archive.writestr("word/media/image1.png", b"\x89PNG")
    assert refusal(titled) == messages.NO_TABLE_BUT_PICTURES


def rewrite(file: Path, part: str, old: bytes, new: bytes) -> None:
    """The file with one part changed."""
    with zipfile.ZipFile(file) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as changed:
        for name, content in parts.items():
            changed.writestr(name, content)
