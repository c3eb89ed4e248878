"""The list of what a section and a school should have: there, not in force, or missing, and by which record."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik import messages
from nastavnik.office.readiness import readiness
from nastavnik.school.cabinet import cabinet
from tests.conftest import DAY, MENTOR, NEWS, PASSPORT, PRACTICE, ROADMAP, Files, md, run, yml

TODAY = dt.date(2026, 11, 20)
PAPER = {"level": "локальный", "no_file": "на бумаге"}


def states(content: Path) -> dict[str, str]:
    return {f"{point.group}/{point.code}": point.state for point in readiness(cabinet(content), TODAY)}


@pytest.mark.parametrize(
    ("code", "type", "title"),
    [
        ("regulation", "положение", "Положение о наставничестве в МДОУ «Ромашка»"),
        ("regulation", "положение", "О системе наставничества педагогических работников"),
        ("introduction", "приказ", "О внедрении целевой модели наставничества"),
        ("introduction", "приказ", "Об организации наставничества в 2026-2027 учебном году"),
        ("model", "другое", "Целевая модель наставничества в детском саду"),
        ("model", "положение", "Система (целевая модель) наставничества педагогов"),
        ("roadmap", "план", "«Дорожная карта» внедрения системы наставничества"),
        ("curators", "приказ", "О назначении координатора и кураторов"),
        ("school-of-mentors", "приказ", "Об организации «Школы наставников»"),
        ("pairs", "приказ", "Об утверждении наставников и наставнических пар/групп"),
        ("pairs", "распоряжение", "О закреплении наставников"),
        ("final-event", "приказ", "О проведении итогового мероприятия"),
    ],
)
def test_act_is_known_by_its_type_and_title(school: Callable[..., Path], code: str, type: str, title: str) -> None:
    content = school({"documents/a.yml": yml(PAPER, title=title, type=type)}) / "content"

    assert states(content)[f"acts/{code}"] == "there"


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("curators", {"type": "протокол", "title": "О назначении координатора"}),  # minutes are no order
        ("curators", {"type": "приказ", "title": "О назначении ответственного за столовую"}),
        ("regulation", {"type": "положение", "title": "Положение о столовой"}),
        ("regulation", {"type": "положение", "title": "Положение о наставничестве", "level": "региональный"}),
        ("model", {"type": "приказ", "title": "Целевая модель наставничества"}),
        ("final-event", {"type": "приказ", "title": "Об итоговой аттестации"}),
    ],
)
def test_other_papers_are_not_taken_for_it(school: Callable[..., Path], code: str, fields: dict[str, Any]) -> None:
    content = school({"documents/a.yml": yml(PAPER, **fields)}) / "content"

    assert states(content)[f"acts/{code}"] == "missing"


@pytest.mark.parametrize("fields", [{"state": "утратил силу"}, {"until": "2026-08-31"}])
def test_act_out_of_force_is_said_to_be(school: Callable[..., Path], fields: dict[str, str]) -> None:
    paper = yml(PAPER, title="Положение о наставничестве", type="положение", **fields)
    content = school({"documents/a.yml": paper}) / "content"

    assert states(content)["acts/regulation"] == "over"


def test_order_may_appoint_in_its_text(school: Callable[..., Path]) -> None:
    paper = {"title": "О внедрении модели", "type": "приказ", "level": "локальный"}
    content = school({"documents/a.yml": yml(paper, text="1. Назначить координатором заместителя.")}) / "content"

    points = {point.code: point for point in readiness(cabinet(content), TODAY)}

    assert points["curators"].files == ("content/documents/a.yml",)
    assert points["school-of-mentors"].state == "missing"


WHOLE: Files = {
    "mentors/a.yml": yml(MENTOR, consent=None),
    "practices/a.md": md(PRACTICE),
    "news/a.md": md(NEWS, news_type="анонс"),
    "roadmap/2026-2027.yml": yml(ROADMAP),
    "monitoring/a.yml": yml(period="2026", date="2026-11-15", figures={"pupils": {"part": 1, "all": 9}}),
    "documents/f.yml": yml(PAPER, title="Методические рекомендации", type="письмо", level="федеральный"),
}


def test_section_is_looked_through_by_kinds(school: Callable[..., Path]) -> None:
    content = school(WHOLE) / "content"

    there = {name.removeprefix("section/") for name, state in states(content).items() if state == "there"}

    assert there == {
        *("mentors", "mentored", "practices", "federal", "guidelines", "news", "announcements", "results"),
        "acts/roadmap",
    }


def test_draft_is_not_there_yet(school: Callable[..., Path]) -> None:
    files = {"practices/a.md": md(PRACTICE, status="черновик"), "news/a.md": md(NEWS, draft="да")}
    content = school(files) / "content"

    assert (states(content)["section/practices"], states(content)["section/news"]) == ("missing", "missing")


@pytest.mark.parametrize("school_type", ["школа", "детский сад", "колледж"])
def test_whatever_is_missing_has_a_sentence(school: Callable[..., Path], school_type: str) -> None:
    root = school({"school.yml": yml(PASSPORT, school_type=school_type)})

    result = run("ready", "--root", root, *DAY)

    lines = result.output.splitlines()
    assert (result.exit_code, len(lines), lines[-1]) == (0, 20, "есть 0 из 19")
    assert all(line.startswith("нет: ") for line in lines[:-1])
    assert "ученик" not in result.output and "школе" not in result.output


def test_strict_ends_with_one(school: Callable[..., Path]) -> None:
    assert run("ready", "--root", school(WHOLE), "--strict", *DAY).exit_code == 1


def test_paper_for_print(school: Callable[..., Path], tmp_path: Path) -> None:
    root = school(WHOLE | {"documents/b.yml": yml(PAPER, title="О <внедрении>", type="приказ")})
    paper = tmp_path / "r.html"

    result = run("ready", "--root", root, "--output", paper, *DAY)

    html = paper.read_text("utf-8")
    assert result.exit_code == 0, result.output
    assert "20 ноября 2026" in html and "content/practices/a.md" in html
    assert "<внедрении>" not in html and "http" not in html


@pytest.mark.parametrize("inside", ["site/ready.html", "content/ready.html"])
def test_paper_never_lies_in_the_site(school: Callable[..., Path], inside: str) -> None:
    root = school({})

    result = run("ready", "--root", root, "--output", root / inside, *DAY)

    assert result.exit_code == 1
    assert messages.READY_INSIDE in result.output and not (root / inside).exists()
