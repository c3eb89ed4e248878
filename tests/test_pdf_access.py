"""PDFs that are hard to read aloud: what they lack is said once a file, all at once."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from nastavnik.building.project import Project
from nastavnik.school.pdf_access import lacks
from tests.building import check
from tests.conftest import TODAY, Files

SCAN = b"%PDF-1.4\n<</Type /XObject /Subtype /Image>>"


def pdf(*, tags: bool = True, language: bool = True, title: str = "Положение", password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    root = writer.root_object
    if tags:
        root[NameObject("/StructTreeRoot")] = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    if language:
        root[NameObject("/Lang")] = TextStringObject("ru-RU")
    writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "missing"),
    [
        (pdf(), ()),
        (pdf(tags=False), ("tags",)),
        (pdf(language=False), ("language",)),
        (pdf(title=" "), ("title",)),
        (pdf(tags=False, language=False, title=""), ("tags", "language", "title")),
        (SCAN, ("text",)),
        (pdf(tags=False, password="1"), ()),
        (pdf(tags=False)[:-200], ()),
        (b"%PDF-1.7 nothing", ()),
        (b"not a pdf", ()),
    ],
)
def test_what_is_missing(data: bytes, missing: tuple[str, ...]) -> None:
    assert lacks(data) == missing


@pytest.mark.parametrize("cut", range(0, 900, 37))
def test_no_damaged_file_breaks_the_check(cut: int) -> None:
    whole = pdf()

    assert set(lacks(whole[:cut] + whole[cut + 20 :])) <= {"text", "tags", "language", "title"}


def test_one_hint_a_file_names_everything(school: Callable[[Files], Path]) -> None:
    root = school(
        {"files/polozhenie.pdf": pdf(tags=False, title=""), "files/prikaz.pdf": pdf(), "files/skan.pdf": SCAN}
    )

    hints = {problem.place.file: problem.message for problem in check(Project.at(root), TODAY)}
    assert "нет разметки (тегов), нет названия — сохраните" in hints["content/files/polozhenie.pdf"]
    assert hints["content/files/skan.pdf"].startswith("скан без текста")
    assert "content/files/prikaz.pdf" not in hints
