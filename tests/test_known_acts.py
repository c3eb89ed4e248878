"""Federal documents in the register with the number, date or sort they have nowhere."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.records import Document
from nastavnik.records.reading import read_record
from nastavnik.records.vocabularies import BASE
from nastavnik.school.known_acts import misquoted
from nastavnik.text.source import read
from tests.conftest import DOCUMENT, TODAY, Files, yml

MODEL = {
    "title": "Распоряжение «Об утверждении методологии (целевой модели) наставничества обучающихся»",
    "level": "federal",
    "type": "decree",
    "number": "Р-145",
    "date": dt.date(2019, 12, 25),
}


def fields(**other: Any) -> list[str]:
    return [field for field, _ in misquoted(Document.model_validate({**MODEL, **other}))]


@pytest.mark.parametrize(
    ("other", "wrong"),
    [
        ({}, []),
        ({"number": "№ P-145"}, []),  # латинская P
        ({"number": "145-р"}, ["number"]),
        ({"date": dt.date(2019, 12, 24)}, ["date"]),
        ({"type": "order"}, ["type"]),
        ({"number": None, "date": None}, []),
        ({"level": "local", "number": "145-р"}, []),
        ({"title": "Методические рекомендации по целевой модели", "number": "МР-42/02", "type": "guidelines"}, []),
        ({"title": "Письмо", "type": "letter", "number": "АЗ-1128/08 / 657", "date": dt.date(2021, 12, 21)}, []),
        ({"title": "Письмо", "type": "letter", "number": "АЗ-1128/08 / 657", "date": dt.date(2021, 12, 20)}, ["date"]),
        (
            {
                "title": "Об утверждении Требований к структуре официального сайта образовательной организации",
                "type": "order",
                "number": "831",
                "date": dt.date(2020, 8, 14),
            },
            ["number"],
        ),
    ],
)
def test_fields_are_compared(other: dict[str, Any], wrong: list[str]) -> None:
    assert fields(**other) == wrong


def test_hint_has_the_place_and_the_right_words(school: Callable[[Files], Path]) -> None:
    model = {**MODEL, "level": "федеральный", "type": "распоряжение", "date": "24.12.2019"}
    found = prepare(Project.at(school({"documents/r.yml": yml(DOCUMENT, model)})), TODAY)
    assert isinstance(found, Prepared)

    said = [str(one) for one in found.problems if "25.12.2019" in str(one)]

    assert len(said) == 1
    assert "documents/r.yml:6" in said[0]
    assert "распоряжение от 25.12.2019 № Р-145" in said[0]


def test_demonstration_quotes_them_right() -> None:
    paths = sorted((Path(__file__).parent.parent / "content/documents").glob("*.yml"))
    assert paths
    for path in paths:
        record = read_record(Document, read(path, path.name), BASE)
        assert isinstance(record, Document)
        assert list(misquoted(record)) == [], path.name
