"""What the methodologist takes home: the bank as a table or as data, and the report of the last harvest."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nastavnik import messages
from nastavnik.bank.review.exports import head
from nastavnik.bank.store.model import Rejection
from nastavnik.commands.region.report import ReportLine, print_table
from tests.conftest import run, write_files, yml
from tests.schools import after, failed, practice, school, taken
from tests.test_region_folder import DECISION
from tests.test_region_review import KEY, Office

DAY = ("--today", "2026-11-20")
REFUSED = Rejection("practices/chernovik", "goal (Цель)", "не хватает поля goal")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two schools on the list: one gave two practices, the other never answered."""
    made = Office(tmp_path / "bank")
    for number in (5, 6):
        source = {"title": f"Школа № {number} по списку", "url": f"https://school{number}.example/"}
        write_files(made.root / "content", {f"sources/school{number}.yml": yml(source)})
    authors = [{"name": "Соколова Вера Павловна", "post": "Учитель"}, {"post": "Педагог-психолог"}]
    first = practice(school(), authors=authors, level="regional", forms=["teacher-teacher", "own-form"])
    second = practice(school(), "vtoraya", title="=1+1", authors=[{"post": "Учитель"}])
    made.put(taken(first, second, rejections=(REFUSED,), at=after(10)), failed("school6", after(15)))
    return made


def command(office: Office, *arguments: str | Path) -> Any:
    return run("region", *arguments, "--root", office.root, *DAY)


# --- export


def table(office: Office, tmp_path: Path) -> list[dict[str, Any]]:
    result = command(office, "export", "--output", tmp_path / "bank.xlsx")
    assert (result.exit_code, result.stdout) == (0, f"записано: {tmp_path}/bank.xlsx, 2 практики\n")
    captions, *rows = openpyxl.load_workbook(tmp_path / "bank.xlsx").active.iter_rows(values_only=True)
    return [dict(zip(captions, row, strict=True)) for row in rows]


def test_table_in_words(office: Office, tmp_path: Path) -> None:
    office.decide(verdict=["рекомендована", "в реестре"], comment="Повторить легко.")

    first, second = table(office, tmp_path)

    assert first["Ключ"] == KEY
    assert (first["Школа"], first["Муниципалитет"]) == ("Школа № 5", "Заозёрный муниципальный округ")
    assert first["Форма"] == "педагог – педагог, own-form"
    assert first["Где представлена"] == "региональный"
    assert (first["Решение"], first["Кто решил"]) == ("рекомендована, в реестре", "Региональный совет")
    assert (first["Комментарий"], str(first["Дата решения"])[:10]) == ("Повторить легко.", "2026-11-10")
    assert first["Дней с последнего чтения"] == 9
    assert (second["Название"], second["Решение"]) == ("=1+1", None)


def test_authors_are_named_only_where_they_may_be(office: Office, tmp_path: Path) -> None:
    first, second = table(office, tmp_path)

    assert first["Авторы"] == f"Соколова Вера Павловна, учитель, {messages.OTHER_AUTHORS}"
    assert second["Авторы"] == messages.AUTHORS_OF_THE_SCHOOL


def test_csv_has_the_same_cells(office: Office, tmp_path: Path) -> None:
    command(office, "export", "--format", "csv", "--output", tmp_path / "bank.csv")

    with (tmp_path / "bank.csv").open(encoding="utf-8-sig", newline="") as file:
        captions, *rows = csv.reader(file, delimiter=";")
    assert captions == head()
    assert [row[1] for row in rows] == ["Два урока вместе", "'=1+1"]


def test_json_has_everything(office: Office, tmp_path: Path) -> None:
    office.decide(checksum="0" * 16)
    command(office, "export", "--format", "json", "--output", tmp_path / "bank.json")

    data = json.loads((tmp_path / "bank.json").read_text(encoding="utf-8"))

    assert (data["version"], data["bank"], data["day"]) == (1, "https://bank.example/", "2026-11-20")
    first = data["items"][0]
    assert (first["key"], first["data"]["goal"]) == (KEY, practice(school()).data["goal"])
    assert first["decision"] == {
        "file": "reshenie",
        "verdict": ["recommended"],
        "expert_body": "Региональный совет",
        "date": "2026-11-10",
    }
    assert data["items"][1]["decision"] is None


def test_hidden_practice_is_the_methodologists_to_see(office: Office, tmp_path: Path) -> None:
    office.decide(verdict="скрыта")

    assert [row["Решение"] for row in table(office, tmp_path)] == ["скрыта", None]


def test_school_off_the_list_or_silent_too_long_is_not_exported(office: Office, tmp_path: Path) -> None:
    (office.root / "content/sources/school5.yml").unlink()
    result = command(office, "export", "--output", tmp_path / "a.xlsx")
    assert result.stdout.endswith(", 0 практик\n")

    late = run("region", "export", "--root", office.root, "--today", "2027-05-01", "--output", tmp_path / "b.xlsx")
    assert late.stdout.endswith(", 0 практик\n")


@pytest.mark.parametrize("place", ["site/bank.xlsx", "content/bank.xlsx"])
def test_export_never_lies_where_it_would_be_published(office: Office, place: str) -> None:
    result = command(office, "export", "--output", office.root / place)

    assert (result.exit_code, result.stderr) == (1, messages.NOT_FOR_THE_SITE + "\n")


# --- report


def test_report_in_lines(office: Office) -> None:
    result = command(office, "report")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "school5: Школа № 5: взято 2, не взято 1, прочитана: 9 дней назад",
        "school5: practices/chernovik: goal (Цель): не хватает поля goal",
        "school6: Школа № 6 по списку: взято 0, прочитана: ни разу, сайт не отвечает",
    ]
    assert result.stderr == (
        "источников 2: показываются 1, скрыты из-за давности 0, не прочитаны ни разу 1; на сайте 2 практики\n"
    )


@pytest.mark.parametrize(
    "change", [{"verdict": "скрыта"}, {"verdict": "скрыта", "expert_body": ""}], ids=["whole", "with a mistake"]
)
def test_report_counts_what_the_site_shows(office: Office, change: dict[str, str]) -> None:
    office.decide(**change)
    result = command(office, "report")

    assert "school5: Школа № 5: взято 2, из них скрыто решением 1, не взято 1, прочитана" in result.stdout
    assert result.stderr.endswith("; на сайте 1 практика, скрыто решениями 1\n")


@pytest.mark.parametrize("remarks", [0, 1, 2, 5, 21])
def test_remarks_are_not_records_left_out(office: Office, remarks: int) -> None:
    school_, taken_ = school(), practice(school())
    said = [Rejection(f"practices/{taken_.id}", "", f"слово {number}") for number in range(remarks)]
    lost = [Rejection("practices/net.md", "строка 1", "а"), Rejection("practices/net.md", "строка 2", "б")]
    office.put(taken(taken_, of=school_, at=after(18), rejections=(*said, *lost)))
    line = command(office, "report", "--only", "school5").stdout.splitlines()[0]

    told = f", замечаний {remarks}" if remarks else ""
    assert f"взято 1, не взято 1{told}, прочитана" in line


def test_report_of_one_school(office: Office) -> None:
    assert command(office, "report", "--only", "school6").stdout.startswith("school6: ")
    refused = command(office, "report", "--only", "school7")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)


def test_report_of_faults_only(office: Office) -> None:
    office.put(taken(practice(school()), at=after(18)))

    assert [line[:7] for line in command(office, "report", "--faults").stdout.splitlines()] == ["school6"]


def test_school_that_is_hidden_and_one_with_a_new_key(office: Office) -> None:
    renamed = school(5, key="0000000005-lyceum5")
    office.put(taken(practice(renamed), of=renamed, at=after(11)))
    assert "школа сменила ключ" in command(office, "report").stdout

    late = run("region", "report", "--root", office.root, "--today", "2027-01-01").stdout
    assert "прочитана: 50 дней назад, поэтому скрыта" in late


def test_source_that_waits(office: Office) -> None:
    sleeping = {"title": "Школа № 7", "url": "https://school7.example/", "paused": "да"}
    write_files(office.root / "content", {"sources/school7.yml": yml(sleeping)})

    assert command(office, "report", "--only", "school7").stdout == (
        f"school7: Школа № 7: взято 0, прочитана: {messages.NEVER_READ}, {messages.SOURCE_PAUSED}\n"
    )


def test_table_of_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([ReportLine("school5", "[red]Школа", 2, 0, 1, 0, (REFUSED,), "сегодня", "")], width=200)

    printed = capsys.readouterr().out
    assert "[red]Школа" in printed
    assert "practices/chernovik: goal (Цель): не хватает поля goal" in printed


def test_wrong_decision_is_said_by_every_command(office: Office, tmp_path: Path) -> None:
    write_files(office.root / "content", {"decisions/a.yml": yml(DECISION, date="вчера")})

    for words in (["report"], ["export", "--output", tmp_path / "bank.xlsx"]):
        assert command(office, *words).stdout.startswith("content/decisions/a.yml:4:7: date (Дата): «вчера» не дата")
