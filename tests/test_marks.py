"""Stand-ins inside texts: one owner, one meaning each, and nobody can type one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.pages.templates import Theme
from nastavnik.text import marks
from nastavnik.text.source import Unreadable, decode, parse
from tests.conftest import DAY, DOCUMENT, NEWS, Files, md, run, yml

GENERATOR = Path(__file__).parent.parent / "generator"
MARKED = "до\ue003x\ue004\ue000content\ue001\ue002после"
PRIVATE = ["\ue000", "\uf8ff", "\U000f0000", "\U000ffffd", "\U00100000", "\U0010fffd"]


@pytest.mark.parametrize("sign", [*PRIVATE, "\x00", "\x1b", "\ufeff", "\ud800"])
def test_text_from_outside_has_no_sign_that_is_ours_or_unprintable(sign: str) -> None:
    assert marks.printable(f"а{sign}б\n") == "аб\n"


@pytest.mark.parametrize("text", ["а\nб\tв", "\u00a0«»—", "😀", "\ufffd", "a\u200db"])
def test_other_signs_stay(text: str) -> None:
    assert marks.printable(text) == text


def test_every_mark_has_one_meaning() -> None:
    texts = [value for name, value in vars(marks).items() if isinstance(value, (str, marks.Pair)) and name[0] != "_"]
    signs = [sign for text in texts for sign in (text if isinstance(text, str) else text.opens + text.closes)]

    assert len(signs) == len(set(signs)) >= 10
    assert all(map(marks.UNPRINTABLE.match, signs))


def test_nobody_else_chooses_a_mark() -> None:
    mark = re.compile(r"[\ue000-\uefff]|\\u[eE][0-9a-fA-F]{3}")  # above them are bullets of Word
    files = [path for path in GENERATOR.rglob("*.py") if path.name != "marks.py"]

    assert [str(path) for path in files if mark.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#xE000;", "\ufffd"),
        ("&#Xe000", "\ufffd"),
        ("&#57344;", "\ufffd"),
        ("&#0000057344;", "\ufffd"),
        ("&#1;", "\ufffd"),
        ("&#99999999999999;", "\ufffd"),
        (f"&#{'9' * 5000};", "\ufffd"),
        ("&#1044;&#x414;&nbsp;&#150;", "&#1044;&#x414;&nbsp;&#150;"),
        ("&#x;&#;&# 5;", "&#x;&#;&# 5;"),
    ],
)
def test_references_name_no_mark(written: str, read: str) -> None:
    assert marks.without_references(written) == read


# --- the border


def test_school_that_writes_marks_everywhere_is_built(school: Callable[[Files], Path]) -> None:
    """`check` let a summary with U+E003 pass and `build` died of it; a title with U+E000 took in the whole page."""
    root = school(
        {
            "news/vstrecha.md": md(NEWS, title=MARKED, summary=MARKED, text=f"{MARKED}\n\n`{MARKED}` &#xE002;&#57346;"),
            "documents/prikaz.yml": 'title: "Приказ \\uE000content\\uE001\\uE002"\n' + yml(DOCUMENT, title=None),
            "parents.md": f"---\ntitle: {MARKED}\ntab: {MARKED}\n---\n# Семьям\n\n{MARKED} &#xE002;",
            "../theme/overrides/partials/copyright.html": MARKED,
        }
    )
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"copyright: {MARKED}\n")

    result = run("build", "--root", root, *DAY, "--no-search")

    assert result.exit_code == 0, result.output
    for page in ("news/vstrecha/index.html", "parents/index.html"):
        html = (root / "site" / page).read_text(encoding="utf-8")
        assert re.findall("<title>([^<]*)", html) == ["доxcontentпосле — Наставничество — Школа № 5"]
        assert html.count("</html>") == 1
    for path in (root / "site").rglob("*.*ml"):
        assert not marks.UNPRINTABLE.search(path.read_text(encoding="utf-8")), path


def test_template_of_a_school_brings_no_mark(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"{MARKED} &#xE900;", encoding="utf-8")

    assert Theme([tmp_path]).get_template("a.html").render() == "доxcontentпосле &#xE900;"


@pytest.mark.parametrize("written", ['"\\uE000а\\x01\\uF8FF"', '"\\U000F0000а"', "\ue000а\ue001", "'а\x01'"])
def test_escapes_of_yaml_bring_no_mark(written: str) -> None:
    assert parse(decode(f"title: {written}".encode(), "a.yml"), "a.yml").data == {"title": "а"}


def test_key_of_marks_alone_is_a_key_twice() -> None:
    with pytest.raises(Unreadable, match="записано дважды"):
        parse('title: а\n"ti\\uE000tle": б', "a.yml")


# --- places are those of the file as it lies, with the signs that reading dropped


def test_place_of_a_value_counts_the_signs_that_were_dropped() -> None:
    text = decode("---\n\ue000title: \x00\ue001Приказ\nlevel: \ue002школа\n---\n".encode(), "a.md")
    source = parse(text, "a.md", with_body=True)

    assert str(source.place(("title",))) == "a.md:2:11"
    assert str(source.place(("title",), of_key=True)) == "a.md:2:2"
    assert str(source.place(("level",))) == "a.md:3:9"


@pytest.mark.parametrize("line", ["title: \ue000\ue000а: б", "\ue000title: \ue000а: б", "title: а\ue000\ue000: б"])
def test_place_of_a_mistake_counts_them_too(line: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse(decode(f"id: 1\r\n{line}".encode(), "a.yml"), "a.yml")

    place = refused.value.problem.place
    assert (place.line, line[place.column - 1 :]) == (2, ": б")


def test_place_of_personal_data_counts_them_too(school: Callable[[Files], Path]) -> None:
    root = school({"news/vstrecha.md": md(NEWS, text="До\ue000\ue001 звоните +7 912 345-67-89")})

    result = run("check", "--root", root, *DAY)

    assert "content/news/vstrecha.md:6:14: " in result.stdout
