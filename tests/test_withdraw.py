"""A mentor takes the consent back: the record, the site, and what the program says about the rest."""

import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from nastavnik import messages
from nastavnik.office.searching import search_bytes
from nastavnik.text.source import read
from tests.conftest import CONSENT, DAY, MENTOR, NEWS, PRACTICE, Files, md, run, yml
from tests.test_cli import published

SCHOOL = Path(__file__).parent / "school"
CARD = "content/mentors/berezkina.yml"
CANARY = "березкин"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(SCHOOL, tmp_path / "школа")
    return tmp_path / "школа"


def naming(root: Path) -> list[str]:
    """Files of the site that name the mentor as they lie there; documents are packed."""
    texts = {path: data.decode("utf-8", "ignore").lower().replace("ё", "е") for path, data in published(root).items()}
    return sorted(path for path, text in texts.items() if CANARY in text)


def heading(said: str, name: str) -> list[str]:
    """The lines under a heading of the report."""
    lines = said.partition(f"{name}\n")[2].splitlines()
    until = next((at for at, line in enumerate(lines) if not line.startswith("  ")), len(lines))
    return [line.strip() for line in lines[:until]]


def test_name_leaves_the_site(project: Path) -> None:
    run("build", "--root", project, *DAY)
    stood = naming(project)
    assert stood

    result = run("withdraw", "mentors/berezkina", "--root", project, *DAY)

    assert result.exit_code == 0
    assert naming(project) == []
    assert [path for path in heading(result.stdout, messages.STOOD) if not path.endswith(".docx")] == stood
    assert heading(result.stdout, messages.PHOTOS_GONE) == ["mentors/berezkina/berezkina.svg"]


def test_record_gets_a_few_words_and_can_be_put_back(project: Path) -> None:
    before = (project / CARD).read_bytes()

    result = run("withdraw", "mentors/berezkina", "--date", "01.12.2026", "--no-build", "--root", project, *DAY)

    place = result.stdout.splitlines()[0].partition(": ")[0]
    line, column = map(int, place.split(":")[1:])
    after = (project / CARD).read_text(encoding="utf-8")
    assert after.splitlines()[line - 1][column - 1 :].startswith("2026-12-01")
    assert after.replace(", withdrawn: 2026-12-01", "").encode() == before
    assert messages.withdrawal_ahead("2026-12-01") in result.stdout

    assert run("withdraw", "--undo", "mentors/berezkina", "--no-build", "--root", project, *DAY).exit_code == 0
    assert (project / CARD).read_bytes() == before
    assert not list((project / ".nastavnik").rglob("*.yml"))


def test_undo_brings_the_card_back(project: Path) -> None:
    run("build", "--root", project, *DAY)
    before = published(project)

    run("withdraw", "mentors/berezkina", "--root", project, *DAY)
    run("withdraw", "--undo", "mentors/berezkina", "--root", project, *DAY)

    assert published(project) == before


def test_undo_never_overwrites_a_later_change(project: Path) -> None:
    run("withdraw", "mentors/berezkina", "--no-build", "--root", project, *DAY)
    with (project / CARD).open("a", encoding="utf-8") as file:
        file.write("rank: Почётный работник\n")
    changed = (project / CARD).read_bytes()

    result = run("withdraw", "--undo", "mentors/berezkina", "--root", project, *DAY)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"{CARD}:")
    assert (project / CARD).read_bytes() == changed


def test_undo_of_nothing(project: Path) -> None:
    result = run("withdraw", "--undo", "mentors/berezkina", "--root", project, *DAY)

    assert (result.exit_code, result.stderr) == (1, messages.labelled(CARD, messages.NOTHING_TO_UNDO) + "\n")


def test_dry_run_touches_nothing(project: Path) -> None:
    run("build", "--root", project, *DAY)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    result = run("withdraw", "mentors/berezkina", "--dry-run", "--root", project, *DAY)

    assert set(naming(project)) <= set(heading(result.stdout, messages.STANDS))
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_earlier_day_replaces_a_later_one_and_undo_knows_the_first(project: Path) -> None:
    before = (project / CARD).read_bytes()
    for day in ("2026-12-01", "2026-11-01", "2026-12-31"):
        result = run("withdraw", "mentors/berezkina", "--date", day, "--no-build", "--root", project, *DAY)

    assert messages.withdrawal_already("", "2026-11-01").strip(": ") in result.stdout
    assert (project / CARD).read_text(encoding="utf-8").count("withdrawn:") == 1
    run("withdraw", "--undo", "mentors/berezkina", "--no-build", "--root", project, *DAY)
    assert (project / CARD).read_bytes() == before


def test_broken_content_is_said_aloud(project: Path) -> None:
    run("build", "--root", project, *DAY)
    (project / "content/news/anons.md").write_text("нет шапки", encoding="utf-8")

    result = run("withdraw", "mentors/berezkina", "--root", project, *DAY)

    assert result.exit_code == 1
    assert "content/news/anons.md:1:1" in result.stdout
    assert result.stderr == messages.NOT_REBUILT + "\n"
    assert "withdrawn: 2026-11-20" in (project / CARD).read_text(encoding="utf-8")


def test_without_consent_nothing_is_written(school: Callable[[Files], Path]) -> None:
    root = school({"mentors/berezkina.yml": yml(MENTOR, consent=None)})
    before = (root / CARD).read_bytes()

    result = run("withdraw", "mentors/berezkina", "--root", root, *DAY)

    assert result.exit_code == 0
    assert result.stdout.startswith(f"{CARD}:1:7: {messages.NO_CONSENT_TO_WITHDRAW}\n")
    assert (root / CARD).read_bytes() == before


@pytest.mark.parametrize("name", ["mentors/nikto", "nikto", "../school"])
def test_nobody_of_that_name(name: str, project: Path) -> None:
    result = run("withdraw", name, "--root", project, *DAY)

    assert result.exit_code == 1
    assert result.stderr.startswith("нет записи ")


def test_unreadable_record_is_a_sentence(project: Path) -> None:
    (project / CARD).write_text("name: [", encoding="utf-8")

    result = run("withdraw", "mentors/berezkina", "--root", project, *DAY)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"{CARD}:1:1: ")


def document(paragraphs: str) -> bytes:
    """A Word file as small as Word would open."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{paragraphs}</w:body></w:document>")
        archive.writestr("docProps/core.xml", "<p><creator>Берёзкина А. П.</creator></p>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("file", "data", "said"),
    [
        (
            "news/urok.md",
            md(NEWS, text="Спасибо Анне\u00a0Павловне Берёзкиной!"),
            "content/news/urok.md:6:9: …Спасибо Анне Павловне Берёзкиной!…",
        ),
        ("parents.md", "# Родителям\n\nЗвоните БЕРЁЗКИНОЙ.\n", "content/parents.md:3:9: …Звоните БЕРЁЗКИНОЙ.…"),
        (
            "files/spisok.csv",
            "имя;класс\nБерезкина;5\n".encode("cp1251"),
            "content/files/spisok.csv:2:1: …Березкина;5…",
        ),
        (
            "files/prikaz.docx",
            document(
                "<w:p><w:r><w:t>Назначить</w:t></w:r></w:p><w:p><w:r><w:t>Берёз</w:t></w:r><w:r><w:t>кину</w:t></w:r></w:p>"
            ),
            "content/files/prikaz.docx, абзац 2: …Берёзкину…",
        ),
        ("files/prikaz.docx", document(""), "content/files/prikaz.docx, docProps/core.xml, абзац 1: …Берёзкина А. П.…"),
    ],
)
def test_where_the_name_may_stand(file: str, data: str | bytes, said: str, school: Callable[[Files], Path]) -> None:
    root = school({"mentors/berezkina.yml": yml(MENTOR), file: data})

    result = run("withdraw", "mentors/berezkina", "--no-build", "--root", root, *DAY)

    assert said in heading(result.stdout, messages.MAY_STAND)


def test_file_names_and_files_nobody_can_read(school: Callable[[Files], Path]) -> None:
    files: Files = {"files/gramota-berezkinoy.png": b"", "files/prikaz.pdf": b"%PDF", "files/pusto.docx": b"PK"}
    root = school({"mentors/berezkina.yml": yml(MENTOR), **files})

    said = run("withdraw", "mentors/berezkina", "--no-build", "--root", root, *DAY).stdout

    assert heading(said, messages.FILE_NAMES) == ["content/files/gramota-berezkinoy.png"]
    assert heading(said, messages.UNREAD_FILES) == ["content/files/prikaz.pdf", "content/files/pusto.docx"]


def test_comment_of_a_record_is_not_published_and_not_reported(school: Callable[[Files], Path]) -> None:
    root = school({"mentors/berezkina.yml": yml(MENTOR), "roadmap/2026-2027.yml": "# Берёзкина\ntitle: План\n"})

    said = run("withdraw", "mentors/berezkina", "--no-build", "--root", root, *DAY).stdout

    assert messages.NAME_NOWHERE in said


# --- other records and PDF


TWO = [
    {"name": "Берёзкина Анна Павловна", "consent": {**CONSENT}},
    {"name": "Дубов Пётр Ильич", "consent": {**CONSENT}},
]


def test_author_of_a_practice(school: Callable[[Files], Path]) -> None:
    root = school({"practices/urok.md": md(PRACTICE, authors=TWO)})

    refused = run("withdraw", "practices/urok", "--no-build", "--root", root, *DAY)
    done = run("withdraw", "practices/urok", "--person", "дубов", "--no-build", "--root", root, *DAY)
    authors = read(root / "content/practices/urok.md", "urok.md").data["authors"]

    assert refused.exit_code == 1
    assert "--person" in refused.stderr
    assert "Дубов Пётр Ильич" in refused.stderr
    assert done.exit_code == 0, done.output
    assert isinstance(authors, list)
    assert [one["consent"].get("withdrawn") for one in authors] == [None, "2026-11-20"]


def test_nobody_of_that_surname(school: Callable[[Files], Path]) -> None:
    root = school({"practices/urok.md": md(PRACTICE, authors=TWO)})

    assert run("withdraw", "practices/urok", "--person", "Клён", "--root", root, *DAY).exit_code == 1
    assert run("withdraw", "practices/net", "--root", root, *DAY).exit_code == 1


def pdf(text: str) -> bytes:
    """A page whose letters are their own codes in a Unicode map, as editors write it."""
    codes = {letter: number for number, letter in enumerate(sorted(set(text)), 1)}
    table = "".join(f"<{code:02X}> <{ord(letter):04X}>\n" for letter, code in codes.items())
    ranges = f"1 begincodespacerange <00> <FF> endcodespacerange {len(codes)} beginbfchar"
    cmap = f"begincmap {ranges}\n{table}endbfchar endcmap"
    shown = f"BT /F 12 Tf 10 100 Td <{''.join(f'{codes[letter]:02X}' for letter in text)}> Tj ET"
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    streams = [DecodedStreamObject(), DecodedStreamObject()]
    for stream, data in zip(streams, (cmap, shown), strict=True):
        stream.set_data(data.encode())
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})
    font[NameObject("/ToUnicode")] = writer._add_object(streams[0])
    fonts = DictionaryObject({NameObject("/F"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(streams[1])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("text", "found"), [("Приказ Берёзкиной Анне", True), ("Приказ Берёзову", False)])
def test_pdf_is_read(text: str, found: bool) -> None:
    assert bool(search_bytes("Берёзкина Анна Павловна", pdf(text), "files/prikaz.pdf")) is found


def test_pdf_says_the_page() -> None:
    found = search_bytes("Берёзкина Анна Павловна", pdf("о Берёзкиной"), "files/prikaz.pdf")

    assert found
    assert found[0].place == messages.in_pdf("files/prikaz.pdf", 1)


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7\n", b"%PDF-1.7 /Encrypt <<", b"\0" * 500])
def test_pdf_nobody_can_read_is_named(raw: bytes) -> None:
    assert search_bytes("Берёзкина Анна Павловна", raw, "files/skan.pdf") is None
