"""Word files of all sorts → the record a careful person would write."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing import import_roadmap
from nastavnik.installation import install_command
from nastavnik.records.roadmap import Roadmap
from nastavnik.text.source import parse
from tests.word import make_word

HERE = Path(__file__).parent
CASES = sorted((HERE / "import_cases").glob("*.yaml"))
SEEDS = HERE.parent.parent / "shared" / "seeds"
INHERITED = ("term", "responsible", "result")


def read_case(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return case


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    name = case.get("file", "file.docx")
    file = make_word(tmp_path / name, case["document"], case.get("lists"))

    imported = import_roadmap(file)

    assert yaml.load(imported.text, yaml.BaseLoader) == case["record"]
    assert imported.id == case["id"]
    assert isinstance(Roadmap.model_validate(parse(imported.text, "a.yml").data), Roadmap)
    for note in case.get("notes", []):
        assert note in imported.remarks(whole=True)


# --- real documents: values in force at each item, as their readers wrote them down


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize("name", ["s0", "s1", "s3", "s4"])
def test_real_document(name: str) -> None:
    record = yaml.safe_load(import_roadmap(SEEDS / f"{name}.docx").text)
    expected = yaml.safe_load((SEEDS / f"{name}.expected.yaml").read_text(encoding="utf-8"))

    assert record.get("title") == expected["title"]
    assert list(record["captions"].items()) == [(c["meaning"], c["text"]) for c in expected["captions"]]
    assert record.get("approved", {}).get("text") == expected.get("approval")
    if expected["period"]:
        assert record["school_year"] == "2023-2024"
    assert [(s["number"], s["title"]) for s in record["stages"]] == [
        (s["number"], s["title"]) for s in expected["stages"]
    ]
    assert list(in_force(record["stages"])) == list(in_force(expected["stages"]))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not here")
def test_real_document_whose_table_is_lost(tmp_path: Path) -> None:
    lines = (SEEDS / "s2-school.txt").read_text(encoding="utf-8").splitlines()
    imported = import_roadmap(make_word(tmp_path / "s2.docx", [line for line in lines if line.strip()]))
    record = yaml.safe_load(imported.text)

    assert record["school_year"] == "2023-2024"
    assert [(s["number"], s["title"].split()[0], len(s["items"])) for s in record["stages"]] == [
        ("1", "Подготовка", 2),
        ("2", "Формирование", 2),
        ("3", "Формирование", 2),
        ("4", "Отбор", 2),
        ("5", "Организация", 4),
        ("6", "Завершение", 3),
        ("7", "Информационная", 1),
    ]
    assert messages.READ_FROM_LIST in imported.remarks()


def in_force(stages: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Every item with its stage, depth, marker, text and the values that hold for it."""
    return [
        (stage["title"], *line)
        for stage in stages
        for line in _items_in_force(stage.get("items", []), _values(stage, {}), 1)
    ]


def _items_in_force(items: list[dict[str, Any]], above: dict[str, str], depth: int) -> list[tuple[Any, ...]]:
    lines: list[tuple[Any, ...]] = []
    for item in items:
        values = _values(item, above)
        lines.append((depth, item.get("marker"), item["text"], tuple(sorted(values.items()))))
        lines += _items_in_force(item.get("items") or item.get("children") or [], values, depth + 1)
    return lines


def _values(item: dict[str, Any], above: dict[str, str]) -> dict[str, str]:
    own = {key: item[key] for key in INHERITED if key in item}
    said = {key: " ".join(value) if isinstance(value, list) else value for key, value in own.items()}
    return {key: value for key, value in {**above, **said}.items() if value}


# --- the id of the record

ROWS = [
    ["Этап", "Мероприятия", "Сроки"],
    ["Первый", "Приказ", "сентябрь 2025"],
    ["Второй", "Пары", "май 2026"],
]


def test_the_given_id_wins(tmp_path: Path) -> None:
    file = make_word(tmp_path / "Дорожная карта.docx", ["Дорожная карта на 2023-2024 учебный год", {"table": ROWS}])
    assert import_roadmap(file, "2026-2027").id == "2026-2027"


@pytest.mark.parametrize("bad", ["", "План", "2026/2027", "page", "a b", "-a"])
def test_an_id_that_is_no_address_is_refused(bad: str, tmp_path: Path) -> None:
    file = make_word(tmp_path / "a.docx", [{"table": ROWS}])
    with pytest.raises(ImportFailed, match="не годится в имя записи"):
        import_roadmap(file, bad)


@pytest.mark.parametrize(
    ("title", "terms", "expected"),
    [
        ("на 2023-2024 учебный год", ["май 2030", ""], "2023-2024"),
        ("на 2023/24 уч. год", ["", ""], "2023-2024"),
        ("на 2022-2025 годы", ["", ""], "2022-2025"),
        ("", ["сентябрь 2025", "до 31.05.2026"], "2025-2026"),
        ("", ["август – декабрь 2025 г.", ""], "2025-2026"),
        ("", ["сентябрь 2025", "сентябрь 2026"], "shchelkovo-plan-2"),
        ("", ["2025 год", "май 2026"], "shchelkovo-plan-2"),
        ("", ["май 2026", "постоянно"], "shchelkovo-plan-2"),
    ],
)
def test_the_id_comes_from_year_terms_or_file_name(title: str, terms: list[str], expected: str, tmp_path: Path) -> None:
    rows = [ROWS[0], ["Первый", "Приказ", terms[0]], ["Второй", "Пары", terms[1]]]
    file = make_word(tmp_path / "Щёлково: план (2).docx", [f"Дорожная карта {title}", {"table": rows}])
    assert import_roadmap(file).id == expected


# --- files that are no roadmap: one sentence each


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def bomb() -> bytes:
    return zipped(**{"word__document.xml": "<w>" + " " * 60_000_000})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
NOT_WORD = {
    "empty.docx": (b"", messages.OFFICE_EMPTY_FILE),
    "old.doc": (OLE, messages.OLD_WORD),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), messages.OFFICE_PASSWORD),
    "scan.docx": (b"%PDF-1.7 ...", messages.PDF),
    "note.docx": (b"{\\rtf1 ...", messages.RTF),
    "page.docx": (b"<html><body>", messages.WEB_PAGE),
    "text.docx": ("Дорожная карта".encode(), messages.NOT_OFFICE),
    "cut.docx": (b"PK\x03\x04 and no more", messages.OFFICE_DAMAGED),
    "photos.docx": (zipped(a="1"), messages.ARCHIVE),
    "sheet.xlsx": (zipped(**{"xl/workbook.xml": "1"}), messages.OFFICE_DAMAGED),
    "slides.docx": (zipped(ppt__presentation="1"), messages.SLIDES),
    "libre.odt": (zipped(**{"content.xml": "<a/>"}), messages.OFFICE_DAMAGED),
    "page.doc": (b"\xef\xbb\xbf\r\n<html xmlns:w=...>", messages.WEB_PAGE),
    "archive.doc": (b"Rar!...", messages.ARCHIVE),
    "old.xls": (OLE + "Workbook".encode("utf-16-le"), messages.OLD_EXCEL),
    "photo.docx": (b"\xff\xd8\xff\xe0", messages.PICTURE_FILE),
    "table.csv": (b"\x98\x98;\x98", messages.OFFICE_DAMAGED),
    "bare.docx": (zipped(word__document="1"), messages.OFFICE_DAMAGED),
    "bomb.docx": (bomb(), messages.OFFICE_TOO_LARGE),
}


@pytest.mark.parametrize("name", NOT_WORD)
def test_a_file_that_is_no_word_document(name: str, tmp_path: Path) -> None:
    content, sentence = NOT_WORD[name]
    file = tmp_path / name
    file.write_bytes(content)
    assert failure(file) == sentence


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "нет файла" in failure(tmp_path / "нет.docx")
    assert "папка" in failure(tmp_path)


def test_a_file_that_is_open_in_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make_word(tmp_path / "a.docx", [{"table": ROWS}])

    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "закройте его в Word" in failure(file)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (["Дорожная карта", "1. Приказ"], messages.NO_TABLE),
        ([], messages.NO_WORDS),
        (["Дорожная карта", {"table": [["№", "ФИО", "Класс"], ["1", "А", "5"]]}], messages.NO_ROADMAP),
        (["Дорожная карта", {"table": [ROWS[0], ["", "…", ""], ["1", "", ""]]}], messages.NO_ROADMAP),
        (
            [{"table": [["критерии", "показатели", "оценка"], ["Цели", "Достигнуты", "2"]]}],
            messages.NO_ROADMAP,
        ),
    ],
)
def test_a_document_without_a_roadmap(document: list[Any], sentence: str, tmp_path: Path) -> None:
    assert failure(make_word(tmp_path / "a.docx", document)) == sentence


def test_python_docx_is_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make_word(tmp_path / "a.docx", [{"table": ROWS}])
    monkeypatch.setitem(__import__("sys").modules, "docx.package", None)
    assert failure(file) == messages.needs_package("python-docx", install_command("school"))


def test_a_document_with_macros_is_read(tmp_path: Path) -> None:
    file = rewritten(tmp_path, "[Content_Types].xml", "wordprocessingml.document.main", "ms-word.macroEnabled.main")
    assert "Приказ" in import_roadmap(file).text


def test_strict_open_xml_is_told_apart(tmp_path: Path) -> None:
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert failure(rewritten(tmp_path, "word/document.xml", transitional, strict)) == messages.WORD_STRICT


def test_a_table_of_a_thousand_pages_is_refused(tmp_path: Path) -> None:
    rows = "<w:tr/>" * 3_001 + "</w:tbl>"
    assert failure(rewritten(tmp_path, "word/document.xml", "</w:tbl>", rows)) == messages.OFFICE_TOO_LARGE


def rewritten(folder: Path, part: str, old: str, new: str) -> Path:
    """A good document with one part changed."""
    good = zipfile.ZipFile(make_word(folder / "good.docx", [{"table": ROWS}]))
    file = folder / "changed.docx"
    with zipfile.ZipFile(file, "w") as changed:
        for name in good.namelist():
            text = good.read(name)
            changed.writestr(name, text.replace(old.encode(), new.encode()) if name == part else text)
    return file


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 40_000), spoil=st.binary(min_size=1, max_size=30), cut=st.booleans())
def test_a_spoilt_file_never_gives_a_traceback(place: int, spoil: bytes, cut: bool, tmp_path: Path) -> None:
    raw = make_word(tmp_path / "good.docx", ["Дорожная карта", {"table": ROWS}]).read_bytes()
    place %= len(raw)
    spoilt = raw[:place] + spoil + (b"" if cut else raw[place + len(spoil) :])
    file = tmp_path / "spoilt.docx"
    file.write_bytes(spoilt)
    try:
        import_roadmap(file)
    except ImportFailed as problem:
        assert str(problem)


def failure(file: Path) -> str:
    with pytest.raises(ImportFailed) as caught:
        import_roadmap(file)
    return str(caught.value)


# --- any table: no traceback, no lost word

CAPTIONS = ["№ п/п", "Этап", "Мероприятия", "Содержание", "Сроки", "Ответственные", "Результат", "Участники"]
MARKERS = ["1.", "2)", "а)", "-", "•", "–", "1.1.", "I.", "—", ";", ":"]
PHRASES = [
    "Приказ",
    "приказ.",
    "Сбор:",
    "сентябрь",
    "2023",
    "г.",
    "и",
    "в",
    "Директор,",
    "Иванова И.И.",
    "15",
]
ODD = ["(по запросу)", "Итого", "этап", "«Школа»", "Примечание:"]
WORDS = st.sampled_from([*MARKERS, *PHRASES, *ODD])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
CELLS = st.one_of(
    st.just(""),
    st.just("^"),
    st.just("<"),
    TEXTS,
    st.lists(TEXTS, min_size=1, max_size=4),
    TEXTS.map("\n{}".format),
)


@st.composite
def documents(draw: st.DrawFn) -> list[Any]:
    captions = draw(st.lists(st.sampled_from(CAPTIONS), min_size=2, max_size=8, unique=draw(st.booleans())))
    row = st.lists(CELLS, min_size=len(captions), max_size=len(captions))
    bodies = draw(st.lists(st.lists(row, min_size=1, max_size=5), min_size=1, max_size=3))
    tables = [[captions, *body] if not index else body for index, body in enumerate(bodies)]
    return ["Дорожная карта", *({"table": numbered(table)} for table in tables)]


def numbered(rows: list[list[Any]]) -> list[list[Any]]:
    """Merges only where they make rectangles, and a word of its own in every cell that is not empty."""
    made: list[list[Any]] = []
    for top, row in enumerate(rows):
        made.append([])
        for left, cell in enumerate(row):
            made[-1].append(_possible(made, cell, top, left))
    return made


def _possible(made: list[list[Any]], cell: Any, top: int, left: int) -> Any:
    if cell == "<" and (left == 0 or made[top][left - 1] == "^"):
        return ""
    if cell == "^" and (top < 2 or made[top - 1][left] == "<" or "<" in made[top - 1][left + 1 : left + 2]):
        return ""
    if cell == "<" and top and made[top - 1][left : left + 1] == ["^"]:
        return ""
    word = f"слово{top}х{left}"
    if isinstance(cell, list):
        return [f"{text} {word}п{index}" if text else "" for index, text in enumerate(cell)]
    return f"{cell} {word}" if cell not in ("", "^", "<") else cell


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents())
def test_no_table_is_too_odd_and_no_word_is_lost(document: list[Any], tmp_path: Path) -> None:
    file = make_word(tmp_path / "a.docx", document)
    try:
        imported = import_roadmap(file)
    except ImportFailed:
        return
    said = imported.text + " ".join(imported.remarks(whole=True))
    first = document[1]["table"]
    words = {word for row in first[1:] for cell in row for word in str(cell).split() if "слово" in word}
    assert {word for word in words if word.strip("[]',") not in said} == set()
    assert Roadmap.model_validate(parse(imported.text, "a.yml").data).stages
