"""`nastavnik import roadmap` as a secretary meets it: what it says, what it keeps, what it refuses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from nastavnik import messages
from tests.conftest import Files, run
from tests.word import make_word

School = Callable[[Files], Path]
TITLE = "Дорожная карта наставничества на 2026-2027 учебный год"
CAPTIONS = ["№", "Этап", "Мероприятия", "Сроки"]
ROWS = [
    ["1", "Подготовка", "Издать приказ о наставничестве", "до 15 сентября 2026 г."],
    ["2", "Работа", "Провести встречи пар", "октябрь 2026"],
    ["3", "Итоги", "Провести круглый стол", "май 2027"],
]
ORDER = [
    {"text": "ПРИКАЗ", "bold": True, "centre": True},
    "от «29» августа 2026 года № 63/1-ОД",
    "«О внедрении наставничества»",
    "ПРИКАЗЫВАЮ:",
    "1. Утвердить дорожную карту (Приложение 1).",
    "Директор ____________ Лебедева О. В.",
    {"text": "ПОЛОЖЕНИЕ О НАСТАВНИЧЕСТВЕ", "bold": True, "centre": True},
    "1. Общие положения",
    "1.1. Наставничество строится на доброй воле.",
    "Приложение 1",
]


def plan(path: Path, rows: list[list[str]], before: list[Any] | None = None, captions: list[str] = CAPTIONS) -> Path:
    return make_word(path, [*(before or []), TITLE, {"table": [captions, *rows]}])


def imported(file: Path, root: Path, *options: str) -> Any:
    return run("import", "roadmap", file, "--id", "2026-2027", "--root", root, *options)


def record(root: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((root / "content/roadmap/2026-2027.yml").read_text("utf-8"), yaml.BaseLoader)
    return data


def test_it_says_what_was_taken_and_what_check_says(tmp_path: Path, school: School) -> None:
    result = imported(plan(tmp_path / "a.docx", ROWS), school({}))

    assert result.exit_code == 0
    assert "взято: 3 этапа, 3 мероприятия; срок — у всех" in result.stderr
    assert "nastavnik check" in result.stdout


def test_year_that_was_typed_is_the_year_of_a_plan_that_tells_none(tmp_path: Path, school: School) -> None:
    """Else no term of it («сентябрь») could be a date."""
    root = school({})
    file = make_word(tmp_path / "a.docx", ["Дорожная карта", {"table": [CAPTIONS, *ROWS]}])

    imported(file, root)
    assert record(root)["school_year"] == "2026-2027"
    assert messages.NOTHING_DIFFERS in imported(file, root).stdout


def test_marks_of_the_old_record_stay_with_their_steps(tmp_path: Path, school: School) -> None:
    root = school({})
    imported(plan(tmp_path / "a.docx", ROWS), root)
    target = root / "content/roadmap/2026-2027.yml"
    marked = target.read_text("utf-8").replace(
        "text: Провести встречи пар", "text: Провести встречи пар\n    done: 2026-10-20\n    evidence: [Фотоотчёт]"
    )
    marked = marked.replace("title: Подготовка", "title: Подготовка\n  done: да")
    marked = marked.replace("text: Провести круглый стол", "text: Провести круглый стол\n    done: да")
    target.write_text(marked, "utf-8")
    corrected = [
        ["1", "Подготовка", "Издать приказ о наставничестве", "до 20 сентября 2026 г."],
        ["2", "Работа", "Провести встречи наставнических пар", "октябрь 2026"],
        ["3", "Итоги", "Собрать отзывы", "май 2027"],
    ]

    result = imported(plan(tmp_path / "b.docx", corrected), root, "--force")

    preparation, work, outcome = record(root)["stages"]
    assert preparation["done"] == "да"
    assert preparation["items"][0]["term"] == "до 20 сентября 2026 г."
    assert work["items"][0]["done"] == "2026-10-20"
    assert work["items"][0]["evidence"] == ["Фотоотчёт"]
    assert "done" not in outcome["items"][0]
    assert "пункт «Провести круглый стол»: в новом документе нет — прежний текст и отметки (done)" in result.stdout
    assert "# - text: Провести круглый стол" in target.read_text("utf-8")
    assert run("check", "--root", root).exit_code == 0
    run("undo", "--root", root)
    assert target.read_text("utf-8") == marked


def test_an_example_makes_room_for_the_plan(tmp_path: Path, school: School) -> None:
    root = school({"roadmap/2026-2027.yml": "example: да\nschool_year: 2026-2027\nstages:\n  - title: Чужой этап\n"})
    file = plan(tmp_path / "plan.docx", ROWS)

    told = imported(file, root)
    assert told.exit_code == 1
    assert "на месте плана лежит пример" in told.output

    assert imported(file, root, "--force").exit_code == 0
    text = (root / "content/roadmap/2026-2027.yml").read_text(encoding="utf-8")
    assert "example" not in text
    assert "Чужой" not in text
    assert "Провести встречи пар" in text


def test_differences_are_shown_before_anything_is_written(tmp_path: Path, school: School) -> None:
    root = school({})
    imported(plan(tmp_path / "a.docx", ROWS), root)
    before = (root / "content/roadmap/2026-2027.yml").read_bytes()

    shown = imported(plan(tmp_path / "b.docx", [ROWS[0], ROWS[1], ["3", "Итоги", ROWS[2][2], "июнь 2027"]]), root)

    assert shown.exit_code == 1
    assert "пункт «Провести круглый стол»: срок: было «май 2027» — стало «июнь 2027»" in shown.stdout
    assert "повторите с --force" in shown.stderr
    assert (root / "content/roadmap/2026-2027.yml").read_bytes() == before


def test_the_same_document_twice_changes_nothing(tmp_path: Path, school: School) -> None:
    root, file = school({}), plan(tmp_path / "a.docx", ROWS)
    imported(file, root)
    before = (root / "content/roadmap/2026-2027.yml").read_bytes()

    again = imported(file, root, "--force")

    assert again.exit_code == 0
    assert "в записи всё как в документе" in again.stdout
    assert (root / "content/roadmap/2026-2027.yml").read_bytes() == before


def test_a_record_that_cannot_be_read_is_kept(tmp_path: Path, school: School) -> None:
    root = school({"roadmap/2026-2027.yml": "stages: [: {"})

    result = imported(plan(tmp_path / "a.docx", ROWS), root, "--force")

    assert result.exit_code == 0
    assert "прежняя запись не читается" in result.stderr
    assert record(root)["stages"]
    run("undo", "--root", root)
    assert (root / "content/roadmap/2026-2027.yml").read_text("utf-8") == "stages: [: {"


def test_words_without_a_place_stop_the_import(tmp_path: Path, school: School) -> None:
    captions = ["Этап", "Мероприятия", "Содержание", "Сроки", ""]
    rows = [
        [stage, text, f"подробно: {text}", term, "ещё несколько слов ни о чём и обо всём"]
        for _, stage, text, term in ROWS
    ]
    root = school({})

    result = imported(plan(tmp_path / "a.docx", rows, captions=captions), root)

    assert result.exit_code == 1
    assert "столбца без заголовка" in result.stderr
    assert "Назовите этот столбец" in result.stderr
    assert not (root / "content/roadmap").exists()


def test_years_that_differ_are_said(tmp_path: Path, school: School) -> None:
    file = plan(tmp_path / "a.docx", ROWS)
    result = run("import", "roadmap", file, "--id", "2027-2028", "--root", school({}))
    assert "в документе план на 2026-2027, а запись названа «2027-2028»" in result.stderr


def test_the_report_fits_a_screen(tmp_path: Path, school: School) -> None:
    lines = [f"Строка пояснительной записки номер {number}." for number in range(60)]
    file = plan(tmp_path / "a.docx", ROWS, before=lines)

    short = imported(file, school({}))
    whole = run("import", "roadmap", file, "--output", "-", "--details")

    assert len(short.output.splitlines()) < 25
    assert "и ещё 52 (все: --details)" in short.stderr
    assert "номер 59." in whole.stderr


def test_other_papers_of_the_file_are_offered_and_taken(tmp_path: Path, school: School) -> None:
    root = school({})
    file = plan(tmp_path / "a.docx", ROWS, before=ORDER)

    offered = imported(file, root)
    taken = imported(file, root, "--force", "--documents")

    assert "«О внедрении наставничества»; «ПОЛОЖЕНИЕ О НАСТАВНИЧЕСТВЕ»" in offered.stdout
    assert record(root)["approved"] == {
        "date": "2026-08-29",
        "order": "63/1-ОД",
        "post": "Директор",
        "name": "Лебедева О. В.",
    }
    order = yaml.safe_load((root / "content/documents/prikaz-63-1-od.yml").read_text("utf-8"))
    assert (order["type"], order["number"], str(order["date"])) == ("приказ", "63/1-ОД", "2026-08-29")
    assert "Утвердить дорожную карту" in order["text"]
    assert (root / "content/documents/polozhenie-o-nastavnichestve.yml").is_file()
    assert taken.exit_code == 0
    assert run("check", "--root", root).exit_code == 0


def test_papers_the_school_has_stay(tmp_path: Path, school: School) -> None:
    mine = "title: Мой приказ\nlevel: локальный\ntype: приказ\nno_file: на подписи\n"
    root = school({"documents/prikaz-63-1-od.yml": mine})

    result = imported(plan(tmp_path / "a.docx", ROWS, before=ORDER), root, "--documents")

    assert "такой уже есть" in result.stderr
    assert (root / "content/documents/prikaz-63-1-od.yml").read_text("utf-8") == mine


def test_papers_are_not_promised_beside_the_screen(tmp_path: Path, school: School) -> None:
    result = imported(plan(tmp_path / "a.docx", ROWS, ORDER), school({}), "--output", "-", "--documents")

    assert result.exit_code == 1
    assert "уберите --documents" in result.stderr and not result.stdout
