"""What waits for an expert, and that no harvest loses what was decided."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik import messages
from nastavnik.bank.papers.folder import Folder, last_decisions, open_folder
from nastavnik.bank.review.queue import Review, begun, review
from nastavnik.bank.store import Store, Stored
from nastavnik.bank.store.editions import edition
from nastavnik.bank.store.model import Harvested
from nastavnik.commands.region.review import print_tables
from nastavnik.text.source import parse
from tests.conftest import run, write_files, yml
from tests.schools import NIGHT, after, practice, school, taken
from tests.test_region_folder import DECISION, REGION

KEY = "0000000005-school5/practices/dva-uroka"
ANOTHER = " ".join(chr(0x430 + number % 32) * (number % 7 + 2) for number in range(200))


class Office:
    """A regional project whose store a test fills."""

    def __init__(self, root: Path) -> None:
        self.root = root
        write_files(root / "content", {"region.yml": yml(REGION)})

    def put(self, *harvests: Harvested) -> None:
        with Store.open(self.folder().store) as store:
            for harvested in harvests:
                store.put(harvested)

    def decide(self, name: str = "reshenie", **changes: object) -> None:
        write_files(self.root / "content", {f"decisions/{name}.yml": yml(DECISION, changes)})

    def folder(self) -> Folder:
        return open_folder(self.root, after(30).date())

    def review(self, day: float = 20) -> Review:
        folder = self.folder()
        assert folder.problems == ()
        with Store.open(folder.store) as store:
            return review(folder, store, after(day).date())

    def run(self, *arguments: str | Path) -> tuple[int, list[str], str]:
        result = run("region", "review", "--root", self.root, "--today", "2026-11-20", *arguments)
        return result.exit_code, result.stdout.splitlines(), result.stderr


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def other(number: int, id: str = "drugaya", **changes: object) -> Harvested:
    of = school(number)
    return taken(practice(of, id, **changes), of=of, source=f"school{number}")


# --- new, changed, vanished


def test_practice_nobody_decided_on_is_new(office: Office) -> None:
    office.put(taken(practice(school())))

    (one,) = office.review().new

    assert (one.key, one.title, one.since, one.decision) == (KEY, "Два урока вместе", after(0).date(), "")
    assert one.school == "Школа № 5, Заозёрный муниципальный округ"


def test_decided_practice_waits_no_more(office: Office) -> None:
    office.put(taken(practice(school())))
    office.decide(verdict="просмотрена")

    assert office.review() == Review((), (), (), ())


def test_practice_changed_after_its_decision(office: Office) -> None:
    office.put(taken(practice(school())), taken(practice(school(), goal="Иная цель."), at=after(12)))
    office.decide(date="2026-11-10")

    (one,) = office.review().changed

    assert (one.key, one.since, one.decision) == (KEY, after(12).date(), "content/decisions/reshenie.yml")


def test_practice_changed_before_its_decision(office: Office) -> None:
    office.put(taken(practice(school())), taken(practice(school(), goal="Иная цель."), at=after(5)))
    office.decide(date="2026-11-10")

    assert office.review().changed == ()


def test_practice_decided_on_before_the_bank_saw_it(office: Office) -> None:
    office.put(taken(practice(school()), at=after(12)))
    office.decide(date="2026-11-01")
    assert office.review() == Review((), (), (), ())

    office.decide(date="2026-10-01")  # the school changed it on the 20th
    assert len(office.review().changed) == 1


def test_checksum_knows_better_than_the_day(office: Office) -> None:
    item = practice(school())
    office.put(taken(item), taken(practice(school(), goal="Опечатка."), at=after(12)), taken(item, at=after(13)))
    office.decide(date="2026-11-10", checksum=item.checksum[:16])
    assert office.review().changed == ()

    office.decide(date="2026-11-30", checksum="0" * 16)
    assert len(office.review().changed) == 1


def test_decision_on_a_vanished_practice_stays_and_is_said(office: Office) -> None:
    office.put(taken(practice(school())), taken(at=after(15)))
    office.decide()

    (one,) = office.review().vanished

    assert (one.key, one.title, one.since) == (KEY, "", after(15).date())
    assert (one.decision, one.note) == ("content/decisions/reshenie.yml", messages.DECISION_STAYS)
    assert list(office.folder().decisions) == ["reshenie"]


def test_decision_returns_with_its_practice(office: Office) -> None:
    office.put(taken(practice(school())), taken(at=after(1)), taken(practice(school()), at=after(2)))
    office.decide()

    assert office.review() == Review((), (), (), ())


def test_practice_that_left_undecided_is_said_until_the_next_decision(office: Office) -> None:
    office.put(taken(practice(school())), taken(at=after(15)))
    assert [one.key for one in office.review().vanished] == [KEY]

    office.decide(practice="0000000006-school6/practices/drugaya", date="2026-11-18", verdict="просмотрена")
    assert [one.key for one in office.review().vanished] == ["0000000006-school6/practices/drugaya"]


def test_decision_on_what_never_was(office: Office) -> None:
    office.decide()

    (one,) = office.review().vanished

    assert (one.since, one.note) == (None, messages.DECISION_ON_NOTHING)


def test_school_with_a_new_key_is_told_where_its_decisions_belong(office: Office) -> None:
    renamed = school(5, key="0000000005-lyceum5")
    office.put(taken(practice(school())), taken(practice(renamed), of=renamed, at=after(1)))
    office.decide()

    (one,) = office.review().vanished

    assert one.note == messages.decision_moved("0000000005-lyceum5/practices/dva-uroka")


def test_practice_of_a_silent_school_has_not_vanished(office: Office) -> None:
    office.put(taken(practice(school())))
    office.decide()

    assert office.review(day=300) == Review((), (), (), ())


def test_last_decision_holds(office: Office) -> None:
    office.decide("b", date="2026-11-01", verdict="скрыта")
    office.decide("a", date="2026-11-02", verdict="рекомендована")
    office.decide("c", date="2026-11-02", verdict="в реестре", expert_body="Муниципальный совет")

    name, decision = last_decisions(office.folder().decisions)[KEY]

    assert (name, decision.verdict) == ("c", ("in-register",))


# --- likely duplicates


def test_twins_are_shown_and_never_merged(office: Office) -> None:
    office.put(taken(practice(school())), other(6))

    found = office.review()

    (pair,) = found.twins
    assert {pair.one.key, pair.other.key} == {KEY, "0000000006-school6/practices/drugaya"}
    assert (pair.alike, pair.how) == (100, "разные школы, то же название")
    assert len(found.new) == 2


def test_pair_found_different_is_shown_no_more(office: Office) -> None:
    office.put(taken(practice(school())), other(6), other(7))
    office.decide(verdict="просмотрена", different_from=["0000000006-school6/practices/drugaya"])

    assert [(pair.one.key[:10], pair.other.key[:10]) for pair in office.review().twins] == [
        ("0000000006", "0000000007"),
    ]


def test_twin_of_a_hidden_practice_is_dealt_with(office: Office) -> None:
    office.put(taken(practice(school())), other(6))
    office.decide(verdict="скрыта")

    assert office.review().twins == ()


# --- the command


def test_lines(office: Office) -> None:
    office.put(taken(practice(school())), other(6, goal="=1+1"), other(7, description=ANOTHER), other(8))
    office.put(taken(at=after(9)))

    status, lines, said = office.run()

    assert status == 0
    assert lines[:2] == [
        "Новые: 0000000006-school6/practices/drugaya: «Два урока вместе», Школа № 6, Заозёрный муниципальный округ, "
        "с 1 ноября 2026",
        "Новые: 0000000007-school7/practices/drugaya: «Два урока вместе», Школа № 7, Заозёрный муниципальный округ, "
        "с 1 ноября 2026",
    ]
    assert f"Исчезли: {KEY}: Школа № 5, Заозёрный муниципальный округ, с 10 ноября 2026" in lines
    assert lines[-1].startswith("Похожие на ")
    assert said == "новых 3, изменившихся после решения 0, исчезнувших 1; 1 похожая пара\n"


def test_workbook(office: Office, tmp_path: Path) -> None:
    office.put(taken(practice(school(), title="=HYPERLINK(1)")), other(6))

    status, lines, _ = office.run("--xlsx", tmp_path / "review.xlsx")

    book = openpyxl.load_workbook(tmp_path / "review.xlsx")
    assert (status, lines) == (0, [f"записано: {tmp_path}/review.xlsx"])
    assert book.sheetnames == ["Изменились после решения", "Новые", "Исчезли", "Похожие"]
    new = list(book["Новые"].iter_rows(values_only=True))
    assert new[0] == messages.REVIEW_HEAD
    assert new[1][:2] == (KEY, "=HYPERLINK(1)")
    assert book["Новые"]["B2"].data_type == "s"
    assert [len(row) for row in book["Похожие"].iter_rows(values_only=True)] == [len(messages.TWINS_HEAD)] * 2


@pytest.mark.parametrize("place", ["site/review.xlsx", "content/review.xlsx", "nowhere/review.xlsx"])
def test_workbook_never_lies_where_it_would_be_published(office: Office, place: str) -> None:
    office.put(taken(practice(school())))

    status, _, said = office.run("--xlsx", office.root / place)

    assert (status, len(said.splitlines())) == (1, 1)
    assert not (office.root / place).exists()


def test_file_is_replaced_on_demand_only(office: Office, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_text("моё", encoding="utf-8")

    assert office.run("--xlsx", tmp_path / "r.xlsx")[0] == 1
    assert office.run("--xlsx", tmp_path / "r.xlsx", "--force")[0] == 0


def test_tables(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    items = [practice(school(), f"p{number}", title=f"[bold]{number}", tasks=[]) for number in range(40)]
    office.put(taken(*items))

    print_tables(office.review(), width=160)

    printed = capsys.readouterr().out
    assert "[bold]0" in printed
    assert messages.review_more(10) in printed
    assert "Исчезли" not in printed


def test_begun_decision_is_finished_by_two_words(office: Office) -> None:
    item = practice(school(), title="Урок\n# и: {ещё}")
    office.put(taken(item))

    status, lines, _ = office.run("--new", KEY)

    file = office.root / "content/decisions/school5-dva-uroka.yml"
    assert (status, lines) == (
        0,
        [messages.written_to("content/decisions/school5-dva-uroka.yml", messages.DECISION_NEXT)],
    )
    assert ["не заполнено" in problem.message for problem in office.folder().errors] == [True, True]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("verdict:\n", "verdict: в реестре\n").replace("body:\n", "body: Совет\n"), "utf-8")
    decision = office.folder().decisions["school5-dva-uroka"]
    digest = edition(item.data, item.url).digest
    assert (decision.practice, decision.date, decision.checksum) == (KEY, dt.date(2026, 11, 20), digest)
    assert office.review() == Review((), (), (), ())


def test_second_decision_has_its_own_file(office: Office) -> None:
    office.put(taken(practice(school())))
    office.run("--new", KEY)

    assert office.run("--new", KEY)[1][-1:] == [
        messages.written_to("content/decisions/school5-dva-uroka-2.yml", messages.DECISION_NEXT)
    ]


def test_decision_on_a_key_that_is_none(office: Office) -> None:
    assert office.run("--new", "../../etc/passwd")[::2] == (1, messages.no_such_practice("../../etc/passwd") + "\n")


def test_wrong_decision_is_said_and_the_rest_goes_on(office: Office) -> None:
    office.put(taken(practice(school())))
    office.decide(verdict="отличная")

    status, lines, _ = office.run()

    assert status == 1
    assert lines[0].startswith("content/decisions/reshenie.yml:2:10: verdict (Решение): «отличная» нет в списке")
    assert lines[1].startswith(f"Новые: {KEY}")


def test_where_no_region_is(tmp_path: Path) -> None:
    result = run("region", "review", "--root", tmp_path, "--today", "2026-11-20")

    assert result.exit_code == 1
    assert result.stdout == f"content/region.yml:1:1: {messages.NO_REGION_FILE}\n"


@given(title=st.text(max_size=60))
def test_whatever_the_title_a_begun_decision_is_readable(title: str) -> None:
    stored = Stored(practice(school(), title=title), NIGHT, NIGHT, NIGHT, 0)

    assert parse(begun(stored, "x", NIGHT.date()), "x.yml").data["practice"] == KEY


def fill(path: Path, rows: dict[str, tuple[object, ...]]) -> None:
    """Write verdict, body, day and comment into the rows of these keys, as an expert does it."""
    book = openpyxl.load_workbook(path)
    first = messages.REVIEW_HEAD.index(messages.REVIEW_FILLED[0])
    for sheet in book.worksheets[:3]:
        for row in sheet.iter_rows(min_row=2):
            for cell, value in zip(row[first:], rows.get(str(row[0].value), ()), strict=False):
                cell.value = value  # type: ignore[assignment]
    book.save(path)


def test_workbook_comes_back_as_decisions(office: Office, tmp_path: Path) -> None:
    office.put(taken(practice(school())), other(6), other(7), other(8))
    office.run("--xlsx", tmp_path / "r.xlsx")
    key = "000000000{0}-school{0}/practices/drugaya".format
    fill(
        tmp_path / "r.xlsx",
        {
            KEY: ("рекомендована, в реестре", "Совет", dt.datetime(2026, 11, 18), "Да: «нет»\n# и ещё"),
            key(6): ("скрыта", "Совет", None, None),
            key(7): ("отличная", "Совет", "вчера", None),
        },
    )
    office.put(taken(practice(school(), goal="Иная цель."), at=after(19)))

    status, lines, said = office.run("--from-xlsx", tmp_path / "r.xlsx")

    decisions = {decision.practice: decision for decision in office.folder().decisions.values()}
    assert {name: (d.verdict, d.date, d.comment) for name, d in decisions.items()} == {
        KEY: (("recommended", "in-register"), dt.date(2026, 11, 18), "Да: «нет»\n# и ещё"),
        key(6): (("hidden",), dt.date(2026, 11, 20), None),
    }
    assert (status, said) == (1, "решений записано: 2; не записано: 1\n")
    assert [line[:16] for line in lines] == ["Новые, строка 4:"] * 2
    assert [one.key for one in office.review().changed] == [KEY], "it was about the text of the day of the table"
    assert office.run("--from-xlsx", tmp_path / "r.xlsx")[2] == "решений записано: 0; уже были: 2; не записано: 1\n"


def test_what_is_no_workbook(office: Office, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_text("не таблица", encoding="utf-8")

    assert office.run("--from-xlsx", tmp_path / "r.xlsx")[::2] == (1, messages.not_a_table("r.xlsx") + "\n")
    assert office.run("--from-xlsx", tmp_path / "net.xlsx")[0] == 1
