"""A section that has only been begun: every page it makes has something to say and leads to pages that do."""

import datetime as dt
import re
from pathlib import Path

import pytest

from nastavnik.building.project import Project
from nastavnik.records import KINDS
from tests.building import build
from tests.conftest import Files, md, run, write_files, yml

DAY = dt.date(2026, 9, 10)
ROADMAP = {"roadmap/2026-2027.yml": yml(school_year="2026-2027", stages=[{"title": "Подготовка", "term": "май 2027"}])}


def pages(root: Path, files: Files | None = None) -> dict[str, str]:
    """What stands inside `<main>` of every page, by its address from the root."""
    assert run("start", root, "--yes").exit_code == 0
    write_files(root / "content", files or {})
    project = Project.at(root)
    build(project, DAY, searchable=False)
    found = {path.parent.relative_to(project.site).as_posix(): path for path in project.site.rglob("index.html")}
    return {
        "" if address == "." else f"{address}/": path.read_text("utf-8").partition("<main")[2].partition("</main>")[0]
        for address, path in found.items()
    }


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return pages(tmp_path_factory.mktemp("begun") / "section")


def leads_to(html: str) -> set[str]:
    return {re.sub(r"^(\.\./)+|^\./|#.*", "", link) for link in re.findall(r'href="([^":]*)"', html)}


def test_no_page_leads_to_an_empty_list(begun: dict[str, str]) -> None:
    empty = {address for address, html in begun.items() if 'class="empty"' in html and address}

    assert empty == {f"{kind}/" for kind, cls in KINDS.items() if cls.nothing}
    assert {link for html in begun.values() for link in leads_to(html) & empty} == set()


def test_empty_list_says_what_it_is_for_once_and_leads_home(begun: dict[str, str]) -> None:
    for kind, cls in KINDS.items():
        html = begun[f"{kind}/"]
        assert cls.nothing[1].split()[0] in html
        assert 'class="lead"' not in html, kind  # «Карточки опубликованы с согласия каждого» of no card at all
        assert ">Главная раздела</a>" in html, kind


def test_empty_list_leads_to_the_plan_where_there_is_one(tmp_path: Path) -> None:
    begun = pages(tmp_path / "section", ROADMAP)

    assert all("roadmap/" in leads_to(begun[f"{kind}/"]) for kind in KINDS if kind != "roadmap")


def test_home_of_a_begun_section_asks_to_ask_and_shows_its_own_words(begun: dict[str, str]) -> None:
    home = begun[""]

    assert home.count("Есть вопрос?") == 1
    assert "about/" in leads_to(home) and "Родителям" in home
    assert [heading for heading in ("Новости", "Все наставники", "Все практики") if heading in home] == []


def test_first_record_takes_the_place_of_what_stood_for_it(tmp_path: Path) -> None:
    news = md(title="Собрали рабочую группу", date="2026-09-08", summary="Кто в ней.", text="Текст.")

    home = pages(tmp_path / "section", {"news/gruppa.md": news})[""]

    assert "Собрали рабочую группу" in home and home.count("Есть вопрос?") == 1
    assert "about/#" not in home
