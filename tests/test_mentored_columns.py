"""The column of the mentored goes out of the copy of an order that the site has; everything else stays."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from nastavnik import messages
from nastavnik.office.mentored_columns import without_mentored
from tests.conftest import DOCUMENT, Files, yml
from tests.desk import DeskInHand, addresses, words_of
from tests.word import make_word

PAIRS = [
    ["№", "Наставник", "Наставляемый"],
    ["1", "Белова Ирина Сергеевна", "Лисин Пётр Ильич"],
    ["2", "Дубов Лев Львович", "Орлова Анна Юрьевна"],
]
GROUPED = [
    ["Наставник", "Наставляемые", "<", "Приказ"],
    ["^", "ФИО", "Класс", "^"],
    ["Белова И. С.", "Лисин П. И.", "7 «А»", "№ 5"],
    ["Итого: одна пара", "<", "<", "<"],
]
CASES: list[tuple[list[list[Any]], list[list[str]]]] = [
    (PAIRS, [["№", "Наставник"], ["1", "Белова Ирина Сергеевна"], ["2", "Дубов Лев Львович"]]),
    (GROUPED, [["Наставник", "Приказ"], ["Наставник", "Приказ"], ["Белова И. С.", "№ 5"], ["Итого: одна пара"] * 2]),
]


def tables(data: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(data)).tables
    ]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_column_goes_with_everything_below_its_caption(
    before: list[list[Any]], after: list[list[str]], tmp_path: Path
) -> None:
    other = [["Что", "Когда"], ["Встреча", "май"]]
    order = make_word(tmp_path / "order.docx", ["О наставниках", {"table": other}, {"table": before}, "Директор"])

    cut = without_mentored(order.read_bytes())

    assert tables(cut.data) == [other, after]
    assert [column.table for column in cut.columns] == [2]
    words = [each.text for each in docx.Document(io.BytesIO(cut.data)).paragraphs]
    assert [text for text in words if text] == ["О наставниках", "Директор"]
    assert without_mentored(cut.data).data == cut.data


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04spoilt", b"%PDF-1.7", "Наставляемый".encode()])
def test_what_has_no_such_column_stays_as_it_is(data: bytes) -> None:
    assert without_mentored(data).data == data


def test_desk_offers_it_where_documents_are_confirmed(school: Callable[[Files], Path], tmp_path: Path) -> None:
    order = make_word(tmp_path / "order.docx", ["Приказ", {"table": PAIRS}]).read_bytes()
    document = yml(DOCUMENT, no_file=None, file="files/order.docx", to_confirm="название")
    desk = DeskInHand(school({"documents/order.yml": document, "files/order.docx": order}))
    file = desk.desk.project.content / "files/order.docx"

    confirm = desk.get("do/confirm")
    assert "Убрать столбец «Наставляемый»" in words_of(confirm)
    way = next(address for address in addresses(confirm) if "/do/column" in address)
    assert "Таблица 1, столбец «Наставляемый»: 2 строки" in words_of(desk.get(way))
    assert file.read_bytes() == order

    done = desk.post("do/column", [("record", "order"), ("@sure", "yes")])
    assert messages.DESK_COLUMN_GONE in words_of(done)
    assert "Лисин" not in str(tables(file.read_bytes()))
    assert "Убрать столбец" not in words_of(desk.get("do/confirm"))

    desk.post("undo")
    assert file.read_bytes() == order
