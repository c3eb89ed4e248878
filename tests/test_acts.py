"""Acts as schools misquote them, numbers of other schools, scans nobody can read."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik import messages
from nastavnik.attachments import pdf_access
from nastavnik.school.guard import acts
from tests.conftest import DAY, Files, run

OWN = frozenset({"28"})
WRONG = [
    ("number", "распоряжение № 145-р", "№ 145-р"),
    ("number", "распоряжение №145-Р от 25.12.2019", "№145-Р"),
    ("date", "распоряжение от 24.12.2019 № Р-145", "24.12.2019"),
    ("date", "распоряжение от 24 декабря 2019 г. № Р-145", "24 декабря"),
    ("date", "№ Р-145 от 24.12.2019", "24.12.2019"),
    ("sort", "постановление Минпросвещения от 25.12.2019 № Р-145", "постановление"),
    ("order", "приказ Рособрнадзора от 14.08.2020 № 831", "№ 831"),
    ("strategy", "по Стратегии развития воспитания на период до 2025 года", "до 2025"),
    ("letter", "письмо от 20.12.2021 № АЗ-1128/08", "20.12.2021"),
    ("letter", "письмо № АЗ-1128/08 от 21.12.2020", "21.12.2020"),
    ("letter", "письмо от 21 января 2022 года № АЗ-1128/08", "21 января"),
    ("school", "в МБОУ СОШ № 12 действует", "МБОУ"),
    ("school", "МАОУ «Лицей № 3»", "МАОУ"),
    ("school", "ГБОУ Школа № 1234", "ГБОУ"),
]
RIGHT = [
    "распоряжение Минпросвещения России от 25.12.2019 № Р-145",
    "распоряжение от 25 декабря 2019 г. № Р-145",
    "приказ от 24.12.2019 № 12",
    "24.12.2019 прошла встреча; позже вышло Р-145",
    "№ 1145-р",
    "постановление Правительства № 5; распоряжение № Р-145",
    "постановление Правительства и распоряжение № Р-145",
    "приказ Рособрнадзора от 04.08.2023 № 1493",
    "приказ Рособрнадзора № 1493 вместо № 831",
    "приказ школы № 831",
    "Концепция развития наставничества до 2030 года",
    "работаем до 2025 года",
    "письмо от 21.12.2021 № АЗ-1128/08",
    "письмо от 21 декабря 2021 г. № АЗ-1128/08",
    "письмо № АЗ-1128/08 от 21.12.2021",
    "МБОУ СОШ № 28",
    "вместе со школой № 12",
    "приказ МБОУ СОШ",
]


@pytest.mark.parametrize(("kind", "text", "at"), WRONG)
def test_misquoted(kind: str, text: str, at: str) -> None:
    assert list(acts.findings(text, OWN)) == [(text.index(at), kind, False)]


@pytest.mark.parametrize("text", RIGHT)
def test_quoted_right(text: str) -> None:
    assert list(acts.findings(text, OWN)) == []


@given(st.text() | st.text(alphabet="№Р-145 р.24декабряпостановлени831АЗ/МБОУ"))
def test_any_text(text: str) -> None:
    assert all(messages.MISQUOTED.get(kind) or messages.GUARD[kind] for _, kind, _ in acts.findings(text))


PICTURE = b"<</Type /XObject /Subtype /Image>>"


def packed(data: bytes) -> bytes:
    return (
        b"%PDF-1.5\n"
        + PICTURE
        + b"\n1 0 obj <</Type /ObjStm /Filter /FlateDecode>>\nstream\n"
        + zlib.compress(data)
        + b"\nendstream"
    )


@pytest.mark.parametrize(
    ("pdf", "scan"),
    [
        (b"%PDF-1.4\n" + PICTURE, True),
        (b"%PDF-1.4\n<</Type /Page>>", False),
        (packed(b"<</Type /Page>>"), True),
        (b"%PDF-1.4\n<</Font 5 0 R>>" + PICTURE, False),
        (packed(b"<</Font 5 0 R>>"), False),
        (b"%PDF-1.5\n" + PICTURE + b"<</Type /ObjStm>>\nstream\nbroken", False),
        (b"%PDF-1.4\n<</Encrypt 5 0 R>>" + PICTURE, False),
        (b"", False),
        (b"not a PDF", False),
    ],
)
def test_scan(pdf: bytes, scan: bool) -> None:
    assert pdf_access.is_scan(pdf) == scan


@given(st.binary().map(lambda data: b"%PDF /Subtype /Image /ObjStm stream\n" + data))
def test_any_bytes(data: bytes) -> None:
    pdf_access.is_scan(data)


def test_hints_forbid_nothing(school: Callable[[Files], Path]) -> None:
    root = school({"parents.md": "МБОУ СОШ № 12, распоряжение № 145-р\n", "files/a.pdf": b"%PDF-1.4" + PICTURE})

    result = run("check", "--root", root, *DAY)

    assert result.exit_code == 0
    assert [line.split(": подсказка")[0] for line in result.stdout.splitlines()[:3]] == [
        "content/files/a.pdf:1:1",
        "content/parents.md:1:1",
        "content/parents.md:1:29",
    ]
