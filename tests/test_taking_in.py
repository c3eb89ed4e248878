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

    assert "2 наставника: без изменений — 2" in said
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
    assert line.endswith("черновик не дописан, посетители его не увидят — заполните: forms (Формы наставничества)")
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


# --- records that are there ------------------------------------------------------------------------

EVENT = (
    "---\r\ntitle: Педсовет\r\nstart: 2026-11-27\r\nplace: 'каб. 7'  # малый зал занят\r\n"
    "event_type: педсовет\r\n---\r\n"
)


def events(folder: Path, root: Path, row: str, *options: str) -> str:
    file = listed(folder, f"Дата;Тема;Место;Содержание;Для кого\n{row}\n", "план.csv")
    return run("import", "events", file, "--root", root, "--today", "2026-11-20", *options).output


def test_values_change_at_their_places_and_line_ends_stay(tmp_path: Path, school: School) -> None:
    root = school({})
    record = root / "content/events/pedsovet.md"
    record.parent.mkdir()
    record.write_bytes(f"{EVENT}\r\nПовестка.\r\n".encode())

    events(tmp_path, root, '27.11.2026;Педсовет;каб. 12;"Первый вопрос.\nВторой вопрос.";учителя', "--force")

    assert record.read_bytes().decode() == (
        EVENT.replace("'каб. 7'", "'каб. 12'").replace(
            "педсовет\r\n---\r\n", "педсовет\r\naudience: учителя\r\n---\r\n"
        )
        + "\r\nПервый вопрос.\r\n\r\nВторой вопрос.\r\n"
    )


def test_lists_of_a_record_change_as_they_are_written(tmp_path: Path, school: School) -> None:
    root = school({})
    imported(listed(tmp_path), root)
    card = root / "content/mentors/orlova.yml"
    card.write_text(card.read_text("utf-8").replace("subjects:\n- химия\n", "subjects: [химия]  # 9–11\n"), "utf-8")
    more = LIST.replace(";химия;", ";химия, биология;").replace("Форма\n", "Форма;Направление\n", 1)
    more = more.replace("педагог – педагог\nЗ", "педагог – педагог;адаптация\nЗ", 1)

    assert "без изменений — 2" in imported(listed(tmp_path), root, "--force")
    said = imported(listed(tmp_path, more), root, "--force")

    assert "Предметы: в записи «химия», в файле «химия; биология»" in said
    text = card.read_text("utf-8")
    assert "subjects: [химия, биология]  # 9–11\n" in text
    assert text.endswith("forms:\n- педагог – педагог\ndirections:\n- адаптация\n")


def test_a_record_whose_letters_cannot_be_kept_stays(tmp_path: Path, school: School) -> None:
    root = school({})
    card = root / "content/mentors/orlova.yml"
    card.parent.mkdir()
    card.write_bytes("name: Орлова Вера Ильинична\ncategory: педагог\npost: Завуч\n".encode("cp1251"))
    before = card.read_bytes()

    said = imported(listed(tmp_path, LIST.replace("учитель;химия", "учитель → завуч;химия")), root, "--force")

    assert "отличается и оставлено — 1" in said
    assert "в кодировке, которую нельзя сохранить" in said
    assert messages.TAKE_FORCE_NEXT not in said
    assert card.read_bytes() == before


def test_a_file_that_is_no_record_keeps_its_name(tmp_path: Path, school: School) -> None:
    root = school({})
    card = root / "content/mentors/orlova.yml"
    card.parent.mkdir()
    card.write_text("name: [", "utf-8")

    imported(listed(tmp_path), root)

    assert card.read_text("utf-8") == "name: ["
    assert (root / "content/mentors/orlova-2.yml").is_file()


# --- files that are none ---------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize("kind", sorted({*TAKEN} - {"documents"}))  # which takes files as they are
@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("список.doc", OLE + "WordDocument".encode("utf-16-le"), messages.OLD_WORD),
        ("список.xls", OLE + "Workbook".encode("utf-16-le"), messages.OLD_EXCEL),
        ("список.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), messages.OFFICE_PASSWORD),
        ("скан.jpg", b"\xff\xd8\xff\xe0", messages.PICTURE_FILE),
        ("список.docx", b"PK\x03\x04", messages.OFFICE_DAMAGED),
        ("список.csv", b"", messages.OFFICE_EMPTY_FILE),
    ],
)
def test_files_that_hold_no_list(
    tmp_path: Path, school: School, kind: str, name: str, data: bytes, sentence: str
) -> None:
    root, file = school({}), tmp_path / name
    file.write_bytes(data)

    result = run("import", kind, file, "--root", root)

    assert result.exit_code == 1
    assert result.stderr == f"{name}: {sentence}\n"


def test_a_scan_in_a_document_and_a_list_of_something_else(tmp_path: Path, school: School) -> None:
    root = school({})
    for kind, sentence in (("mentors", messages.NO_MENTORS), ("events", messages.NO_EVENTS)):
        result = run("import", kind, listed(tmp_path, "Блюдо;Цена\nСуп;100\n", "меню.csv"), "--root", root)

        assert result.stderr == f"меню.csv: {sentence}\n"


def test_what_many_records_lack_can_be_filled_in_at_once(tmp_path: Path, school: School) -> None:
    root, file = school({}), listed(tmp_path, "ФИО;Должность\nОрлова В. И.;учитель химии\nЗимин П. Р.;зам. директора\n")

    said = imported(file, root)
    assert said.count(messages.fill_next("forms", "педагог – педагог")) == 1

    imported(file, root, "--force", "--fill", "forms=педагог – педагог")
    card = (root / "content/mentors/zimin.yml").read_text("utf-8")
    assert card.endswith("post: Зам. директора\nforms:\n  - педагог – педагог\n")
    assert run("check", "--root", root, "--today", "2026-11-20").exit_code == 0
