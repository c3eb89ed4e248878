"""Descriptions of practices in any wording → drafts of records; what is about no field stays in their text."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.practices import read_practices
from nastavnik.importing.proposals import Surroundings
from nastavnik.office.taking_in.field_shapes import known_fields
from nastavnik.records import Practice
from nastavnik.records.vocabularies import BASE
from tests.conftest import Files, run
from tests.office_files import make_sheet
from tests.test_typed_texts import NUMBERED
from tests.typed_texts import photo, typed
from tests.word import make_word

School = Callable[[Files], Path]
CASES = yaml.safe_load((Path(__file__).parent / "practice_texts" / "cases.yaml").read_text("utf-8"))
AROUND = Surroundings(dt.date(2026, 11, 20), "2026-2027", fields=known_fields(Practice, BASE))
STORY = "Каждую пятницу после уроков новый учитель физики и наставник пьют чай и разбирают неделю, и так весь год."


def written(case: dict[str, Any], folder: Path) -> Path:
    if "sheet" in case:
        return make_sheet(folder / "практики.xlsx", case["sheet"])
    return make_word(folder / "практика.docx", case["word"], NUMBERED)


def reason(note: str) -> str:
    """The sentence that a case names: `LINE_ABOVE_TEXT`, `PERSONAL_LEFT_OUT phone`."""
    name, _, sort = note.partition(" ")
    sentence: Any = vars(messages)[name]
    return str(sentence[sort] if sort else sentence)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_a_description_becomes(case: dict[str, Any], tmp_path: Path) -> None:
    proposals = read_practices(written(case, tmp_path), AROUND)

    first, *others = proposals.records
    assert dict(first.fields) == case["fields"]
    assert first.body == case["body"]
    assert [dict(other.fields) for other in others] == ([case["second"]] if "second" in case else [])
    guessed = {messages.guessed_from_text(caption) for caption in ("Форма", "Уровень образования")}
    told = {note.reason for note in proposals.notes}
    assert told - guessed == {reason(note) for note in case["notes"] if note != "guessed"}
    assert bool(told & guessed) == ("guessed" in case["notes"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_no_word_is_lost(case: dict[str, Any], tmp_path: Path) -> None:
    """Every word of the source is in a field, in the text, or in a note."""
    proposals = read_practices(written(case, tmp_path), AROUND)

    left = str([(record.fields, record.body) for record in proposals.records]).lower()
    told = " ".join(f"{note.reason} {note.text}" for note in proposals.notes).lower()
    captions = " ".join(caption for field in AROUND.fields for caption in (*field.captions, *_inner(field))).lower()
    lost = [word for word in _words(case.get("word") or case["sheet"]) if word[:4] not in left + told + captions]
    assert [word for word in lost if word not in WORDS_OF_FORMS] == []


WORDS_OF_FORMS = {
    "необходимые",
    "для",
    "пути",
    "преодоления",
    "которой",
    "направлена",
    "решение",
    "критерий",
    "описание",
}
WORDS_OF_FORMS |= {"сводная", "таблица", "практик", "этап", "фио", "тел", "контактный", "телефон", "ещё"}
"""Words of captions around those by which a field is known."""


def _inner(field: Any) -> list[str]:
    return [caption for part in field.parts for caption in part.captions]


def _words(value: Any) -> list[str]:
    if isinstance(value, dict):
        return _words([inner for key, inner in value.items() if key in ("text", "table")])
    if isinstance(value, list):
        return [word for inner in value for word in _words(inner)]
    return [word.lower() for word in re.findall(r"[^\W\d_]{3,}", str(value))]


def test_a_practice_is_a_draft_and_says_what_it_lacks(tmp_path: Path, school: School) -> None:
    root = school({})
    file = typed(tmp_path / "Пятничный чай.docx", ["# Пятничный чай", STORY, "## Цель", "Чтобы никто не уходил."])

    said = run("import", "practices", file, "--root", root).output

    text = (root / "content/practices/pyatnichnyy-chay.md").read_text("utf-8")
    assert "goal: Чтобы никто не уходил." in text
    assert f"summary: {STORY}" in text
    assert "status" not in text
    line = next(line for line in said.splitlines() if line.startswith("content/practices/pyatnichnyy-chay.md:"))
    assert "черновик не дописан, посетители его не увидят — заполните: forms (Форма), education_levels" in line
    assert messages.HOW_TO_UNDO in said


def test_the_same_file_twice_changes_nothing(tmp_path: Path, school: School) -> None:
    root = school({})
    file = typed(
        tmp_path / "Чай.docx", ["# Пятничный чай", STORY, "## Результаты", "Никто не ушёл.", [photo(), "Чашки"]]
    )
    run("import", "practices", file, "--root", root)
    before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}

    said = run("import", "practices", file, "--root", root).output

    assert {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()} == before
    assert "без изменений — 1" in said


def test_an_editors_words_stay_without_force(tmp_path: Path, school: School) -> None:
    root = school({})
    file = typed(tmp_path / "Чай.docx", ["# Пятничный чай", STORY, "## Цель", "Чтобы никто не уходил."])
    run("import", "practices", file, "--root", root)
    record = root / "content/practices/pyatnichnyy-chay.md"
    own = record.read_text("utf-8").replace("goal: Чтобы никто", "# важно\ngoal: Чтобы новые учителя никто")
    record.write_text(own, "utf-8")

    said = run("import", "practices", file, "--root", root).output
    assert record.read_text("utf-8") == own
    assert "Цель: в записи «Чтобы новые учителя никто не уходил», в файле «Чтобы никто не уходил»" in said

    run("import", "practices", file, "--root", root, "--force")
    assert "# важно\ngoal: Чтобы никто не уходил.\n" in record.read_text("utf-8")


@pytest.mark.parametrize(
    ("blocks", "sentence"),
    [
        ([], messages.NO_TEXT_OF_PRACTICE),
        (["Слишком мало слов"], messages.NO_TEXT_OF_PRACTICE),
        ([(photo(),)], messages.ONLY_PICTURES_NO_TEXT),
    ],
)
def test_what_is_no_description(blocks: list[Any], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match=re.escape(sentence)):
        read_practices(typed(tmp_path / "а.docx", blocks), AROUND)
