"""Records taken in from files, whatever their kind: what is written, what stays, what the report says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.office.taking_in import TAKEN
from tests.conftest import Files, run

School = Callable[[Files], Path]
LIST = """ФИО;Должность;Предмет;Форма
Орлова Вера Ильинична;учитель;химия;педагог – педагог
Зимин П. Р.;учитель физики;;педагог – педагог
"""


def listed(folder: Path, text: str = LIST, name: str = "список.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def imported(file: Path, root: Path, *options: str) -> str:
    return run("import", "mentors", file, "--root", root, "--today", "2026-11-20", *options).output


def test_commands_and_kinds_are_the_same() -> None:
    assert set(messages.HELP_IMPORT_KINDS) == set(TAKEN)


def test_records_are_written_and_taken_back(tmp_path: Path, school: School) -> None:
    root = school({})

    said = imported(listed(tmp_path), root)

    assert "записано — 2" in said
    assert (root / "content/mentors/orlova.yml").read_text("utf-8") == (
        "name: Орлова Вера Ильинична\ncategory: педагог\npost: Учитель\n"
        "subjects:\n- химия\nforms:\n- педагог – педагог\n"
    )
    assert run("check", "--root", root, "--today", "2026-11-20").exit_code == 0
    run("undo", "--root", root)
    assert list((root / "content/mentors").glob("*.yml")) == []


def test_a_dry_run_writes_nothing(tmp_path: Path, school: School) -> None:
    root = school({})

    said = imported(listed(tmp_path), root, "--dry-run")

    assert "новая: content/mentors/orlova.yml — Орлова Вера Ильинична (таблица 1, строка 2)" in said
    assert not (root / "content/mentors").exists()


def test_the_same_file_twice_changes_nothing(tmp_path: Path, school: School) -> None:
    root, file = school({}), listed(tmp_path)
    imported(file, root)
    files = sorted(path for path in root.rglob("*") if path.is_file())

    said = imported(file, root, "--force")

    assert "в файлах 2 наставника: без изменений — 2" in said
    assert sorted(path for path in root.rglob("*") if path.is_file()) == files


def test_what_a_person_has_added_stays(tmp_path: Path, school: School) -> None:
    root = school({})
    imported(listed(tmp_path), root)
    card = root / "content/mentors/orlova.yml"
    own = "# проверено в сентябре\n" + card.read_text("utf-8") + "consent:\n  date: 2026-09-01\n  fields: все\n"
    card.write_text(own, "utf-8")
    changed = listed(tmp_path, LIST.replace("учитель;химия", "методист;химия"))

    said = imported(changed, root)
    assert "Должность: в записи «Учитель», в файле «Методист»" in said
    assert "повторите с --force" in said
    assert card.read_text("utf-8") == own

    imported(changed, root, "--force")
    assert card.read_text("utf-8") == own.replace("Учитель", "Методист")


def test_what_is_missing_is_named_where_check_names_it(tmp_path: Path, school: School) -> None:
    root = school({})

    said = imported(listed(tmp_path, "ФИО;Должность\nОрлова Вера Ильинична;учитель химии\n"), root)

    line = next(line for line in said.splitlines() if line.startswith("content/mentors/orlova.yml:"))
    assert "forms (Формы наставничества): не заполнено" in line
    assert line in run("check", "--root", root, "--today", "2026-11-20").output


def test_a_value_for_what_the_file_does_not_say(tmp_path: Path, school: School) -> None:
    root, file = school({}), listed(tmp_path, "ФИО;Должность\nОрлова Вера Ильинична;учитель химии\n")

    said = imported(file, root, "--fill", "Формы наставничества=педагог – педагог; учитель – ученик")

    assert messages.TAKE_LACKS not in said
    assert "- педагог – педагог\n- учитель – ученик\n" in (root / "content/mentors/orlova.yml").read_text("utf-8")


@pytest.mark.parametrize("word", ["forms", "forms=", "цвет=синий"])
def test_a_field_that_is_none_is_refused(tmp_path: Path, school: School, word: str) -> None:
    said = imported(listed(tmp_path), school({}), "--fill", word)

    assert said.startswith(f"--fill «{word}»: напишите ПОЛЕ=ЗНАЧЕНИЕ")


def test_one_file_of_several_cannot_be_read(tmp_path: Path, school: School) -> None:
    root, broken = school({}), listed(tmp_path, "%PDF-1.7", "приказ.pdf")

    result = run("import", "mentors", listed(tmp_path), broken, "--root", root)

    assert result.exit_code == 1
    assert "приказ.pdf: это PDF" in result.stderr
    assert "Орлова Вера Ильинична (список.csv, таблица 1, строка 2)" in result.stdout
    assert (root / "content/mentors/orlova.yml").is_file()


def test_two_people_of_one_surname(tmp_path: Path, school: School) -> None:
    root = school({})

    imported(listed(tmp_path, LIST + "Орлова Анна Петровна;учитель;физика;педагог – педагог\n"), root)

    names = [(root / f"content/mentors/{id}.yml").read_text("utf-8").splitlines()[0] for id in ("orlova", "orlova-2")]
    assert names == ["name: Орлова Вера Ильинична", "name: Орлова Анна Петровна"]


def test_initials_mean_the_person_whose_card_is_there(tmp_path: Path, school: School) -> None:
    root = school({})
    imported(listed(tmp_path), root)

    said = imported(listed(tmp_path, LIST.replace("Орлова Вера Ильинична", "Орлова В.И.")), root, "--force")

    assert "без изменений — 2" in said
