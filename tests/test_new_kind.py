"""A new kind of record costs a class: written here, with one record, it is everywhere on the site and beside it."""

import datetime as dt
import json
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from nastavnik import search
from nastavnik.records import KINDS
from nastavnik.records.fields import Day, Line, Markdown, Money, Url, field
from nastavnik.records.record import ListOrder, Occasion, Record
from tests.conftest import DAY, Files, run

HERE = Path(__file__).parent.parent
RECORD = """---
title: Гранты на школьные инициативы
date: 2026-12-01
sum: 250 000 ₽
organiser: Фонд «Первые»
url: https://grants.example/first
---
Грант покрывает выезды и материалы.
"""
PAGE = "grants/first/index.html"


class Grant(Record):
    """Money a school may ask for."""

    kind: ClassVar[str] = "grants"
    suffix: ClassVar[str] = ".md"
    body: ClassVar[str | None] = "text"
    caption: ClassVar[str] = "грант"
    heading: ClassVar[str] = "Гранты"
    lead: ClassVar[str] = "Где школа может взять деньги на наставничество."
    counted: ClassVar[tuple[str, str, str]] = ("грант", "гранта", "грантов")
    nothing: ClassVar[tuple[str, str]] = ("Грантов пока нет", "Здесь появятся условия и сроки.")
    order: ClassVar[ListOrder] = "newest"

    title: Line = field("Название")
    date: Day = field("Заявки до")
    sum: Money = field("Сумма")
    organiser: Line = field("Организатор")
    url: Url | None = field("Страница гранта", None)
    text: Markdown | None = field("Условия", None)

    @property
    def sort_key(self) -> dt.date:
        return self.date

    def occasions(self) -> tuple[Occasion, ...]:
        return (Occasion(self.date, None, self.title),)


@pytest.fixture
def project(school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(KINDS, Grant.kind, Grant)
    return school({"grants/first.md": RECORD})


@pytest.fixture
def site(project: Path) -> Callable[[str], str]:
    """Builds the school without a search and reads its files."""
    result = run("build", "--root", project, "--jobs", "1", "--no-search", *DAY)
    assert result.exit_code == 0, result.output
    return lambda path: (project / "site" / path).read_text(encoding="utf-8")


def test_check_knows_it(project: Path) -> None:
    assert run("check", "--root", project, *DAY).output == "1 запись: ошибок нет, 0 подсказок\n"


def test_readers_find_it(site: Callable[[str], str]) -> None:
    page, listing, home = site(PAGE), site("grants/index.html"), site("index.html")

    assert "<h1>Гранты на\u00a0школьные инициативы</h1>" in page
    for words in ("<dt>Заявки до</dt><dd>1\u00a0декабря 2026</dd>", "<dt>Сумма</dt><dd>250\u00a0000\u00a0₽</dd>"):
        assert words in page
    assert '<a class="solo" href="https://grants.example/first">grants.example</a>' in page
    assert "Грант покрывает выезды и\u00a0материалы." in page and page.count("Фонд «Первые»") == 1
    assert (
        '<a href="first/">Гранты на\u00a0школьные инициативы</a>' in listing and "Заявки до: 1\u00a0декабря" in listing
    )
    assert '<a href="grants/">Гранты</a>' in home


def test_machines_find_it(site: Callable[[str], str]) -> None:
    catalog, schema = json.loads(site("api/v1/catalog.json")), json.loads(site("api/v1/schema/grants.json"))
    [item] = catalog["items"]

    assert (item["kind"], item["id"], item["data"]["sum"]) == ("grants", "first", 250_000)
    assert schema["properties"]["sum"] == {"title": "Сумма", "type": "number"}
    assert "/grants/first/</loc>" in site("sitemap.xml") and "/grants/</loc>" in site("sitemap.xml")
    assert "DTSTART;VALUE=DATE:20261201" in site("calendar.ics") and site("grants/first.ics")
    assert '"@type":"CreativeWork"' in site(PAGE) and '"temporalCoverage":"2026-12-01"' in site(PAGE)


def test_search_finds_it(project: Path) -> None:
    if search.find() is None:
        pytest.skip("no Pagefind here")
    result = run("build", "--root", project, "--jobs", "1", *DAY)

    assert result.exit_code == 0, result.output
    assert "data-pagefind-body" in (project / "site" / PAGE).read_text(encoding="utf-8")
    assert (project / "site/pagefind/shards.json").is_file()
    assert "Гранты" in (project / "site/pagefind/shards.json").read_text(encoding="utf-8")


def test_editors_are_helped(project: Path) -> None:
    run("new", "grants", "second", "--root", project)
    form = (project / "content/grants/second.md").read_text(encoding="utf-8")
    reference = runpy.run_path(str(HERE / "docs/make_fields.py"))["kind_section"](Grant)

    assert re.search(r"^# .*Сумма.*250000\nsum:$", form, re.MULTILINE), form
    assert "| `sum` | Сумма | да | все | сумма в рублях: `250000` или `1500,50` |" in reference


def test_wrong_money_is_named(project: Path) -> None:
    wrong = RECORD.replace("250 000 ₽", "много")
    (project / "content/grants/first.md").write_text(wrong, encoding="utf-8")

    assert run("check", "--root", project, *DAY).output.startswith(
        "content/grants/first.md:4:6: sum (Сумма): «много» не сумма — напишите рубли числом: 250000 или 1500,50\n"
    )
