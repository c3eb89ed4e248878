"""«Что сделано» tells what somebody did, by records; files are for who asks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.building.journal import write
from nastavnik.desk.history import done_run
from nastavnik.office import undo
from tests.conftest import MENTOR, NEWS, Files, md, yml
from tests.desk import DeskInHand, addresses, fields_of, words_of


@pytest.fixture
def desk(school: Callable[[Files], Path]) -> DeskInHand:
    return DeskInHand(school({"mentors/belova.yml": yml(MENTOR), "news/a.md": md(NEWS)}))


def titles(desk: DeskInHand) -> list[str]:
    """What the runs are called, the newest first."""
    runs = reversed(undo.runs(desk.desk.project.root))
    return [done_run(desk.desk, desk.desk.wording, run).title for run in runs]


def test_a_save_tells_the_record_its_kind_and_what_became_of_it(desk: DeskInHand) -> None:
    desk.save("edit/news/a", title="Осенняя встреча")
    desk.save("new/documents", title="Приказ № 5", level="local", type="order")
    desk.save("edit/school/school", short_title="Школа № 6")
    desk.post("do/delete", [("record", "news/a"), ("@sure", "yes")])

    assert titles(desk) == [
        "Удаление — новость «Осенняя встреча»",
        "Правка — «Об организации»",
        "Новая запись — документ «Приказ № 5»",
        "Правка — новость «Осенняя встреча»",
    ]
    page = desk.get("history")
    assert "/edit/documents/prikaz-5" in addresses(page)
    assert "/edit/news/a" not in addresses(page), "it is gone"
    assert "Вернуть как было: удаление — новость" in words_of(page)


def test_an_upload_is_told_by_what_it_became(desk: DeskInHand) -> None:
    rows = [f"{surname} Иван Ильич;Учитель" for surname in ("Дубов", "Ежов", "Зимин", "Ильин", "Котов")]
    table = "\n".join(["ФИО;Должность", *rows]).encode()
    desk.post("do/import", [*fields_of(desk.send("do/import", {"spisok.csv": table}))])

    assert titles(desk) == ["Загрузка файлов — 5 наставников"]
    page = desk.get("history").body.decode()
    shown, _, asked = page.partition("<details>")
    assert "и ещё 2" in shown and "Котов Иван Ильич" not in shown
    assert "Котов Иван Ильич" in asked
    assert "файл" not in shown.partition("<ol")[2].replace("Загрузка файлов", "")


def test_files_of_a_save_are_named_for_who_asks(desk: DeskInHand) -> None:
    content = desk.desk.project.content
    name = f"files/{'a' * 60}.pdf"
    write(desk.desk.project.root, "photo mentors/belova", {content / name: b"%PDF", desk.desk.project.root / "x": b""})

    page = desk.get("history").body.decode()

    assert f'title="{"a" * 60}.pdf"' in page.partition("<details>")[2]
    assert "<li>x</li>" not in page, "nothing of the section"


def test_an_errand_is_told_as_done(desk: DeskInHand) -> None:
    content = desk.desk.project.content
    (content / "mentors/dubov.yml").write_text(yml(MENTOR, name="Дубов Лев Львович", consent=None), encoding="utf-8")
    desk.post("do/agreed", [("refused", "dubov"), ("day", "2026-11-19")])

    assert titles(desk) == ["Отмечены согласия"]
    assert "Дубов Лев Львович" in words_of(desk.get("history"))
