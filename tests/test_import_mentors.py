"""Lists of mentors as schools write them → cards, and nothing of those who are mentored."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from nastavnik import messages
from nastavnik.importing.mentors import read_mentors
from nastavnik.importing.proposals import Surroundings
from nastavnik.office.taking_in.fitting import fitted
from nastavnik.records import Mentor
from nastavnik.records.vocabularies import BASE
from tests.conftest import Files, run
from tests.office_files import make_csv, make_ods, make_sheet
from tests.word import make_word

School = Callable[[Files], Path]
CASES = yaml.safe_load((Path(__file__).parent / "mentor_lists" / "cases.yaml").read_text("utf-8"))
MAKERS: dict[str, Callable[[Path, Any], Path]] = {"sheet": make_sheet, "word": make_word, "csv": make_csv}
ENDINGS = {"sheet": "xlsx", "word": "docx", "csv": "csv"}
DAY = dt.date(2026, 11, 20)
MENTEES = ("Рыбин", "Котов", "Мышкин", "Ершов")
"""Surnames that only those who are mentored, or learn, have in the cases."""


def written(case: dict[str, Any], folder: Path) -> Path:
    form = next(form for form in MAKERS if form in case)
    return MAKERS[form](folder / f"список.{ENDINGS[form]}", case[form])


def reason(note: str) -> str:
    """The sentence that a case names: `YEARS_DERIVED`, `PERSONAL_LEFT_OUT phone`."""
    name, _, sort = note.partition(" ")
    sentence: Any = vars(messages)[name]
    return str(sentence[sort] if sort else sentence)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cards_of_a_list(case: dict[str, Any], tmp_path: Path) -> None:
    proposals = read_mentors(written(case, tmp_path), Surroundings(DAY))

    fits = [fitted(Mentor, proposal, BASE) for proposal in proposals.records]
    assert ["learner" if fit.learner else fit.proposal.fields for fit in fits] == case["cards"]
    assert {note.reason for note in proposals.notes} == set(map(reason, case["notes"]))


def test_nothing_personal_reaches_a_record(tmp_path: Path, school: School) -> None:
    root = school({})
    folders = [tmp_path / str(number) for number in range(len(CASES))]
    for folder in folders:
        folder.mkdir()
    files = [written(case, folder) for case, folder in zip(CASES, folders, strict=True)]

    said = run("import", "mentors", *files, "--root", root, "--today", str(DAY), "--details").output

    texts = "".join(path.read_text("utf-8") for path in (root / "content/mentors").glob("*.yml"))
    assert "Белкина" in texts
    assert not any(name in texts + said for name in MENTEES)
    assert not any(sign in texts for sign in ("916", "1980", "01.02", "03.04", "@"))


def test_one_list_in_every_format(tmp_path: Path) -> None:
    rows = [
        ["ФИО", "Должность", "Стаж", "Телефон"],
        ["Белкина Ирина Сергеевна", "учитель физики", 25, 89161234567.0],
        ["Жуков Олег Петрович", "учитель труда", 7, 89167654321.0],
    ]
    files = [
        make_sheet(tmp_path / "a.xlsx", rows),
        make_ods(tmp_path / "a.ods", rows),
        make_csv(tmp_path / "a.csv", rows, "cp1251"),
        make_word(tmp_path / "a.docx", [{"table": [[str(cell) for cell in row] for row in rows]}]),
    ]

    cards = [[proposal.fields for proposal in read_mentors(file, Surroundings(DAY)).records] for file in files]

    assert cards[0][0]["teaching_since"] == 2001
    assert all(other == cards[0] for other in cards)
