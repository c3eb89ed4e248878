"""Word files the program makes, as a screen reader meets them: language, title, headings, heads of tables."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest

from nastavnik.office.consent_paper import consent_paper, on_picture
from nastavnik.office.consenting import Addresses
from nastavnik.office.roadmap_word import roadmap_word
from nastavnik.records import Programme, Roadmap
from nastavnik.records.reading import read_record
from nastavnik.records.school import School
from nastavnik.records.vocabularies import BASE
from nastavnik.text.source import parse
from nastavnik.views.programmes import word
from tests.conftest import PASSPORT, ROADMAP, yml
from tests.test_programmes import PROGRAMME, Load

docx = pytest.importorskip("docx")

ROOT = Path(__file__).parent.parent
SHIPPED = sorted((ROOT / "content" / "files").glob("*.docx"))


@pytest.fixture(params=["programme", "empty programme", "roadmap", "consent"])
def paper(request: pytest.FixtureRequest, catalogue: Load) -> Any:
    """A file of each sort as a reader of Word sees it."""
    stage = {"number": "1", "title": "Подготовка", "term": "август 2026", "responsible": "Куратор"}
    plan = read_record(Roadmap, parse(yml(ROADMAP, title="План работы", stages=[stage]), "a.yml"), BASE)
    school = School.model_validate(PASSPORT)
    makers = {
        "programme": lambda: word(catalogue({}), Programme.model_validate(PROGRAMME)),
        "empty programme": lambda: word(catalogue({}), None),
        "roadmap": lambda: roadmap_word(plan, school),
        "consent": lambda: consent_paper(
            on_picture(is_child=True), Addresses(False, (), ()), school.root, school, dt.date(2027, 8, 31)
        ),
    }
    return docx.Document(io.BytesIO(makers[request.param]()))


def test_language_and_title_are_said(paper: Any) -> None:
    first = next(one.text for one in paper.paragraphs if one.style.name == "Title")

    assert paper.styles.element.xpath("./w:docDefaults//w:lang/@w:val") == ["ru-RU"]
    assert (paper.core_properties.title, paper.core_properties.language) == (" ".join(first.split()), "ru-RU")
    assert (paper.core_properties.author, paper.core_properties.last_modified_by) == ("", "")


def test_what_looks_like_a_heading_is_one(paper: Any) -> None:
    bold = [one for one in paper.paragraphs if one.text.strip() and any(run.bold for run in one.runs)]

    assert [one.text for one in bold] == []  # letters are made bold by the styles «Title» and «heading 1»
    assert [one.text for one in paper.paragraphs if one.style.name == "Title"] != []


def test_ruled_tables_are_named_and_repeat_their_heads(paper: Any) -> None:
    assert paper.tables
    for table in paper.tables:
        head = table.rows[0]._tr.trPr.xpath("./w:tblHeader")
        is_ruled = bool(table._tbl.tblPr.xpath("./w:tblBorders"))
        has_captions = len(table.columns) > 2
        assert bool(head) == (is_ruled and has_captions)
        assert bool(table._tbl.tblPr.xpath("./w:tblCaption/@w:val")) == is_ruled


def test_no_picture_is_without_words(paper: Any) -> None:
    assert paper.element.xpath("//*[local-name()='docPr'][not(@descr)]") == []
