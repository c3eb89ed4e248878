"""A Word or LibreOffice text → Markdown that says on a page what the document says on paper, and never acts."""

import re
import zipfile
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document, Element, Frame, Header, Link, Span, Style
from odfdo import Paragraph as OdfParagraph

from nastavnik.errors import ImportFailed
from nastavnik.importing import office_file
from nastavnik.importing.formats import read_document
from nastavnik.importing.grid import Paragraph, TextRun
from nastavnik.importing.markdown_text import markdown
from nastavnik.importing.office_file import open_office_file
from nastavnik.importing.text_headings import in_lines
from nastavnik.importing.text_lists import typed_marker
from nastavnik.text.markdown import render
from tests.typed_texts import photo, typed
from tests.word import NAMESPACES, make_word

NUMBERED = {"n": {"levels": [{"format": "decimal", "text": "%1."}, {"format": "bullet", "text": "•"}]}}


def taken(path: Path) -> str:
    return markdown(list(in_lines(read_document(open_office_file(path)))), lambda picture: f"images/{picture.name}")


CASES: dict[str, tuple[list[Any], str]] = {
    "headings by style begin at the third level": (
        [{"text": "Опыт", "style": "Heading 1"}, {"text": "Первый год", "style": "Heading 2"}, "Текст."],
        "### Опыт\n\n#### Первый год\n\nТекст.",
    ),
    "a bold line and one in capitals are headings": (
        [{"text": "Что делали", "bold": True}, "Читали.", "ЧТО ВЫШЛО", "Дочитали."],
        "### Что делали\n\nЧитали.\n\n### ЧТО ВЫШЛО\n\nДочитали.",
    ),
    "a bold sentence is none, nor is the last line": (
        [{"text": "Мы начали в сентябре. Нас было трое.", "bold": True}, {"text": "Куратор", "bold": True}],
        "Мы начали в сентябре. Нас было трое.\n\nКуратор",
    ),
    "lists of Word, one below another": (
        [
            {"text": "Раз", "list": "n"},
            {"text": "тише", "list": "n", "level": 1},
            {"text": "Два", "list": "n"},
            "Конец.",
        ],
        "1. Раз\n    - тише\n2. Два\n\nКонец.",
    ),
    "typed markers, numbers hold dashes": (
        ["Задачи:", "1) Узнать:", "- кто придёт;", "- когда;", "2) Позвать"],
        "Задачи:\n\n1. Узнать:\n    - кто придёт;\n    - когда;\n2. Позвать",
    ),
    "a list that goes on keeps its number": (["1. Раз", "Пояснение.", "2. Два"], "1. Раз\n\nПояснение.\n\n2. Два"),
    "a list typed with line breaks": (["Нужны:\n– стол\n– стул"], "Нужны:\n\n- стол\n- стул"),
    "direct speech is no list": (["— Приходите, — сказал он.", "— Приду."], "— Приходите, — сказал он.\n\n- Приду."),
    "other line breaks stay": (["Улица Садовая,\nдом 5"], "Улица Садовая,  \nдом 5"),
    "a table": (
        [{"table": [["Этап", "Срок"], ["Один | раз", ["май", "июнь"]], ["Два", ""]]}],
        "| Этап | Срок |\n| --- | --- |\n| Один \\| раз | май; июнь |\n| Два |  |",
    ),
    "a row over the whole table is its name": (
        [{"table": [["Итоги", "<"], ["Было", "Стало"], ["2", "5"]]}],
        "**Итоги**\n\n| Было | Стало |\n| --- | --- |\n| 2 | 5 |",
    ),
    "a table that only frames a text is text": ([{"table": [[["Раз.", "Два."]]]}], "Раз.\n\nДва."),
    "footnotes stand in brackets": (["Читали вслух{note:по ролям} и молча."], "Читали вслух и молча. (по ролям)"),
    "hidden and deleted text is gone": (["Видно{hidden: тайное}{del: старое}."], "Видно."),
}


@pytest.mark.parametrize(("blocks", "expected"), CASES.values(), ids=CASES)
def test_what_a_text_becomes(blocks: list[Any], expected: str, tmp_path: Path) -> None:
    assert taken(make_word(tmp_path / "a.docx", blocks, NUMBERED)) == expected


def test_looks_links_and_pictures_in_their_order(tmp_path: Path) -> None:
    blocks = [
        ("Пришли ", ["сорок ", "b"], ["человек", "b"], " и ", ["все", "i"], "."),
        ("Смотрите ", ["запись", "https://школа.рф/день (1)"], " и ", ["тут", "javascript:alert(1)"], "."),
        ([photo(), "Круглый стол [наш]"],),
        "Конец.",
    ]

    assert taken(typed(tmp_path / "a.docx", blocks)) == (
        "Пришли **сорок человек** и *все*.\n\n"
        "Смотрите [запись](https://%D1%88%D0%BA%D0%BE%D0%BB%D0%B0.%D1%80%D1%84/"
        "%D0%B4%D0%B5%D0%BD%D1%8C%20%281%29) и тут.\n\n"
        "![Круглый стол \\[наш\\]](images/image1.jpg)\n\nКонец."
    )


def test_a_libreoffice_text_is_read_alike(tmp_path: Path) -> None:
    document = Document("text")
    document.body.clear()
    document.insert_style(Style("text", name="Жирно", bold=True), automatic=True)
    document.body.append(Header(1, "Опыт"))
    line = OdfParagraph("Пришли ")
    line.append(Span("сорок", style="Жирно"))
    line.append(Link("https://example.org/", text=" человек"))
    document.body.append(line)
    frame = Frame.image_frame(document.add_file(_file(tmp_path)), size=("5cm", "4cm"), anchor_type="paragraph")
    frame.append(Element.from_tag("<svg:desc>Круглый стол</svg:desc>"))
    pictured = OdfParagraph("")
    pictured.append(frame)
    document.body.append(pictured)
    document.save(tmp_path / "a.odt")

    text = taken(tmp_path / "a.odt")

    assert text.startswith("### Опыт\n\nПришли **сорок** [человек](https://example.org/)\n\n![Круглый стол](images/")


def _file(folder: Path) -> Path:
    path = folder / "стол.png"
    path.write_bytes(photo(form="PNG"))
    return path


def with_document(path: Path, body: str, head: str = "") -> Path:
    """A Word file whose document is this XML."""
    whole = zipfile.ZipFile(typed(path.with_suffix(".whole.docx"), ["Слово"]))
    document = f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    with zipfile.ZipFile(path, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, document if name == "word/document.xml" else whole.read(name))
    return path


def test_tables_in_tables_are_read_once(tmp_path: Path) -> None:
    """A word of each of twenty tables, one in another: a reader that took an inner one twice would see a million."""
    opens = "".join(f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>слово{number}.</w:t></w:r></w:p>" for number in range(20))
    closes = "</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 20

    text = taken(with_document(tmp_path / "a.docx", opens + closes))

    assert [text.count(f"слово{number}.") for number in range(20)] == [1] * 20


def test_no_file_of_the_computer_comes_in(tmp_path: Path) -> None:
    secret = tmp_path / "тайна.txt"
    secret.write_text("пароль")
    head = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'

    assert "пароль" not in taken(with_document(tmp_path / "a.docx", "<w:p><w:r><w:t>А&x;</w:t></w:r></w:p>", head))


@pytest.mark.parametrize("spread", ["lots of laughs", "a part that unpacks to far more than any picture does"])
def test_what_would_grow_without_end_is_refused(spread: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if spread == "lots of laughs":
        names = "abcdefghij"
        entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
        head = f'<!DOCTYPE w [<!ENTITY a "ха">{entities}]>'
        file = with_document(tmp_path / "a.docx", "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", head)
    else:
        monkeypatch.setattr(office_file, "SUSPICIOUS", 100_000)
        file = typed(tmp_path / "a.docx", ["Слово"])
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/media/image1.png", b"\0" * 3_000_000)

    with pytest.raises(ImportFailed):
        taken(file)


SIGNS = st.text(st.sampled_from("аб 1.-)(#>*_`[]{}<>&;:!|=~+\\^/ntа"), min_size=1, max_size=40)
TYPOGRAPHY = str.maketrans("", "", ".-–—…")
"""What a page may print in other signs: «--» is a dash, «...» one sign."""


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS.filter(lambda line: not typed_marker(line)), min_size=1, max_size=4))
def test_a_page_says_what_the_document_says(lines: list[str]) -> None:
    """Whatever signs stand in a text, none of them acts: the page has all of them and no element of its own."""
    paragraphs = [Paragraph(line, runs=(TextRun(line),)) for line in lines]

    html = render(markdown(paragraphs, lambda _: ""), lambda _: None)

    said = "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
    assert said.translate(TYPOGRAPHY) == "".join("".join(lines).split()).translate(TYPOGRAPHY)
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "br"}
