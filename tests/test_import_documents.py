"""A folder of a school's papers → documents that wait to be confirmed; what is in the files is looked at."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from nastavnik import messages
from nastavnik.importing.paper_names import PaperName, paper_name
from nastavnik.records.vocabularies import BASE
from tests.conftest import Files, run
from tests.office_files import make_sheet
from tests.word import make_word

School = Callable[[Files], Path]
TODAY = dt.date(2026, 11, 29)
SORTS = [word for term in BASE["document_types"].terms for word in (term.title, *term.also)]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

NAMES: dict[str, tuple[list[str], str, PaperName]] = {
    "an order, its name spaced out": (
        ["МБОУ «Школа № 5»", "П Р И К А З", "28.08.2026        № 87-ОД", "О системе наставничества", "ПРИКАЗЫВАЮ:"],
        "скан1",
        PaperName("Приказ «О системе наставничества»", "приказ", "локальный", "87-ОД", dt.date(2026, 8, 28)),
    ),
    "a regulation has the day of its stamp and no number of its own": (
        [
            "ПРИНЯТО",
            "педсоветом 30.08.2026",
            "УТВЕРЖДЕНО",
            "приказом от 01.09.2026 № 90",
            "ПОЛОЖЕНИЕ",
            "О СИСТЕМЕ НАСТАВНИЧЕСТВА В МБОУ СОШ № 5",
            "1. Общие положения",
        ],
        "polozhenie(1)",
        PaperName(
            "Положение о системе наставничества в МБОУ СОШ № 5", "положение", "локальный", "", dt.date(2026, 9, 1)
        ),
    ),
    "a plan in one line": (
        ["План работы школы наставников на 2026-2027 учебный год", "сентябрь"],
        "план",
        PaperName("План работы школы наставников на 2026-2027 учебный год", "план", "локальный"),
    ),
    "an order of those above": (
        ["Министерство образования Тульской области", "ПРИКАЗ", "от 12 мая 2026 г. № 501", "Об утверждении плана"],
        "a",
        PaperName("Приказ «Об утверждении плана»", "приказ", "региональный", "501", dt.date(2026, 5, 12)),
    ),
    "a scan has only its name": (
        [],
        "Скан приказа о парах № 12-од от 05.09.2026",
        PaperName("Приказ о парах", "приказ", "локальный", "12-од", dt.date(2026, 9, 5)),
    ),
    "the name of a file with lines below": (
        [],
        "Протокол_3_12.11.2025 (2)",
        PaperName("Протокол 3", "протокол", "локальный", "3", dt.date(2025, 11, 12)),
    ),
    "an extract is what it is taken from": (
        ["ВЫПИСКА ИЗ ПРОТОКОЛА № 1", "заседания педагогического совета", "от 30.08.2026"],
        "a",
        PaperName(
            "Выписка из протокола № 1 заседания педагогического совета",
            "протокол",
            "локальный",
            "1",
            dt.date(2026, 8, 30),
        ),
    ),
    "captions of a sheet are no title": (
        ["Неделя", "Кто ведёт"],
        "План 14 недель",
        PaperName("План 14 недель", "план", "локальный"),
    ),
    "no such day": (
        ["ПРИКАЗ", "№ 3 от 31.06.2025", "О конкурсе"],
        "a",
        PaperName("Приказ «О конкурсе»", "приказ", "локальный", "3", None, "31.06.2025"),
    ),
    "nothing known": (["Памятка наставнику"], "Памятка", PaperName("Памятка наставнику", "", "локальный")),
}


@pytest.mark.parametrize(("lines", "stem", "expected"), NAMES.values(), ids=NAMES)
def test_what_a_paper_is(lines: list[str], stem: str, expected: PaperName) -> None:
    assert paper_name(lines, stem, SORTS, TODAY) == expected


def order(path: Path, *more: Any) -> Path:
    return make_word(path, ["ПРИКАЗ", "28.08.2026 № 87-ОД", "О системе наставничества", "Текст приказа.", *more])


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder as it lies on a secretary's disk."""
    folder = tmp_path / "Документы"
    (folder / "Старые").mkdir(parents=True)
    order(folder / "Приказ о системе.docx")
    (folder / "Старые" / "Приказ (копия).docx").write_bytes((folder / "Приказ о системе.docx").read_bytes())
    make_word(folder / "Список.docx", ["Список пар", "Козлова Анна, 7А", "тел. +7 916 123-45-67"])
    make_sheet(folder / "план.xlsx", [["План работы на 2026-2027 учебный год"]])
    (folder / "Протокол № 3 от 12.11.2025.doc").write_bytes(OLE + "WordDocument".encode("utf-16-le") + b"\0" * 600)
    (folder / "Скан приказа 05.09.2026.pdf").write_bytes(scan())
    (folder / "пустой.docx").write_bytes(b"")
    (folder / "испорчен.docx").write_bytes(b"PK\x03\x04" + b"\0" * 60)
    (folder / "фото.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "~$план.xlsx").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")
    return folder


def scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PDF")
    return out.getvalue()


def records(root: Path) -> dict[str, Any]:
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (root / "content/documents").glob("*.yml")}


def test_a_folder_of_papers(papers: Path, school: School) -> None:
    root = school({})

    said = run("import", "documents", papers, "--root", root, "--today", str(TODAY), "--details").output

    taken = records(root)
    assert set(taken) == {"prikaz-o-sisteme", "spisok", "plan", "protokol-3-ot-12-11-2025", "skan-prikaza-05-09-2026"}
    assert taken["prikaz-o-sisteme"] == {
        "title": "Приказ «О системе наставничества»",
        "level": "локальный",
        "type": "приказ",
        "number": "87-ОД",
        "date": dt.date(2026, 8, 28),
        "file": "files/prikaz-o-sisteme.docx",
        "to_confirm": "название, уровень, вид документа, номер, дата",
    }
    assert (root / "content/files/prikaz-o-sisteme.docx").read_bytes() == (
        papers / "Приказ о системе.docx"
    ).read_bytes()
    assert {path.name for path in (root / "content/files").iterdir()} == {
        Path(one["file"]).name for one in taken.values()
    }
    for sentence in (
        messages.SAME_PAPER,
        messages.SCAN_HAS_NO_TEXT,
        messages.PAPER_UNREAD,
        messages.PAPER_EMPTY,
        messages.NO_PAPER,
        messages.paper_not_taken(messages.OFFICE_DAMAGED),
        messages.REMARKS["old"],
        messages.personal_in_file("phone", 1),
        messages.personal_in_file("class", 1),
    ):
        assert sentence in said


def test_a_document_is_on_the_site_once_it_is_confirmed(tmp_path: Path, school: School) -> None:
    root = school({})
    run("import", "documents", order(tmp_path / "приказ.docx"), "--root", root)
    record = root / "content/documents/prikaz.yml"

    hint = run("check", "--root", root).output
    run("build", "--root", root, "--no-search")
    before, files = page(root), list((root / "site").rglob("*.docx"))
    record.write_text("\n".join(record.read_text("utf-8").splitlines()[:-1]), "utf-8")
    confirmed = run("check", "--root", root).output
    run("build", "--root", root, "--no-search")

    assert messages.document_to_confirm("название, уровень, вид документа, номер, дата") in hint
    assert "системе наставничества" not in before and files == []
    assert "системе наставничества" in page(root)
    assert list((root / "site").rglob("*.docx")) != []
    assert "to_confirm" not in confirmed


def page(root: Path) -> str:
    """The list of documents."""

    return (root / "site/documents/index.html").read_text("utf-8")


def test_the_same_folder_twice_changes_nothing_whatever_was_confirmed(papers: Path, school: School) -> None:
    root = school({})
    run("import", "documents", papers, "--root", root)
    record = root / "content/documents/prikaz-o-sisteme.yml"
    record.write_text(
        "title: Приказ о нашей системе\nlevel: локальный\ntype: приказ\nfile: files/prikaz-o-sisteme.docx\n"
    )
    before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}

    said = run("import", "documents", papers, "--root", root, "--force").output

    assert {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()} == before
    assert "без изменений — 5" in said


def test_a_paper_that_the_school_has_under_another_name_is_known(tmp_path: Path, school: School) -> None:
    file = order(tmp_path / "Приказ 87.docx")
    own = "title: Приказ о системе\nlevel: локальный\ntype: приказ\nfile: files/svoi.docx\n"
    root = school({"documents/svoi.yml": own, "files/svoi.docx": file.read_bytes()})

    said = run("import", "documents", file, "--root", root).output

    assert "без изменений — 1" in said
    assert list(records(root)) == ["svoi"]
    assert [path.name for path in (root / "content/files").iterdir()] == ["svoi.docx"]


def test_a_newer_state_of_a_file_waits_for_force(tmp_path: Path, school: School) -> None:
    root = school({})
    file = order(tmp_path / "приказ.docx")
    run("import", "documents", file, "--root", root)
    old = (root / "content/files/prikaz.docx").read_bytes()
    order(file, "Ещё строка.")

    told = run("import", "documents", file, "--root", root).output
    kept = (root / "content/files/prikaz.docx").read_bytes()
    run("import", "documents", file, "--root", root, "--force")

    assert messages.FILE_STAYS in told and kept == old
    assert (root / "content/files/prikaz.docx").read_bytes() == file.read_bytes()


def test_undo_takes_records_and_files_back(papers: Path, school: School) -> None:
    root = school({})
    run("import", "documents", papers, "--root", root)

    run("undo", "--root", root)

    assert records(root) == {}
    assert not (root / "content/files").exists()


def test_a_dry_run_writes_nothing(papers: Path, school: School) -> None:
    root = school({})

    said = run("import", "documents", papers, "--root", root, "--dry-run").output

    assert messages.TAKE_DRY in said
    assert not (root / "content/documents").exists() and not (root / "content/files").exists()


def test_an_empty_folder_and_none(tmp_path: Path, school: School) -> None:
    root = school({})
    (tmp_path / "пусто").mkdir()

    empty, none = (run("import", "documents", tmp_path / name, "--root", root) for name in ("пусто", "нет"))

    assert messages.EMPTY_FOLDER_OF_PAPERS in empty.output and empty.exit_code == 1
    assert none.exit_code == 1
