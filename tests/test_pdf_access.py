"""PDFs that are hard to read aloud: what they lack is said once a file, all at once."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from nastavnik import attachments
from nastavnik.attachments.pdf_access import lacks
from nastavnik.building.project import Project
from nastavnik.office.searching import search_bytes
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


def test_a_file_whose_cipher_is_not_here_is_under_a_password() -> None:
    """AES-256, as Acrobat writes it for a file that may not be copied from; the cipher is a library of its own."""
    data = pdf(password="1").replace(b"/V 2", b"/V 5").replace(b"/R 3", b"/R 6")

    assert lacks(data) == ()
    assert attachments.pdf.remarks(data) == ["locked"]
    assert attachments.pdf.without_properties(data) == data
    assert attachments.pdf.words(data) == ""
    assert search_bytes("Ветрова Анна", data, "a.pdf") is None


@pytest.mark.parametrize("cut", range(0, 900, 37))
def test_no_damaged_file_breaks_the_check(cut: int) -> None:
    whole = pdf()

    assert set(lacks(whole[:cut] + whole[cut + 20 :])) <= {"text", "tags", "language", "title"}


def test_one_hint_a_file_names_everything(school: Callable[[Files], Path]) -> None:
    files = {"polozhenie": pdf(tags=False, title=""), "prikaz": pdf(), "skan": SCAN}
    page = "# Бумаги\n\n" + "\n".join(f"[бумага](files/{name}.pdf)" for name in files)
    root = school({"bumagi.md": page, **{f"files/{name}.pdf": data for name, data in files.items()}})

    said = [problem for problem in check(Project.at(root), TODAY) if problem.place.file.endswith(".pdf")]
    hints = {problem.place.file.rpartition("/")[2]: problem.message for problem in said if "прочест" in problem.message}
    assert "нет разметки (тегов), нет названия — сохраните" in hints.pop("polozhenie.pdf")
    assert hints == {}
    assert [problem.place.file for problem in said if problem.message.startswith("скан")] == ["content/files/skan.pdf"]
