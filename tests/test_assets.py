"""The style of a site is one sheet of many parts; a school adds a part, replaces one, or the whole."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from nastavnik.building.assets import REGION, SHEET, assets, joined
from nastavnik.building.project import Project
from nastavnik.installation import shipped

OURS = sorted(file.name for file in shipped("theme/styles").glob("*.css"))
LIMIT = 20_700  # bytes with gzip


def sheet(root: Path) -> str:
    return assets(Project.at(root))[SHEET].data().decode()


def part(root: Path, name: str, text: str) -> None:
    file = root / "theme" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("/* зачем */\na { b: c }\n\n", "a{b:c}"),
        ('a::after { content: "/* не примечание */" } /* примечание */\n', 'a::after{content:"/* не примечание */"}'),
        ("a { background: url(data:image/svg+xml;/*x*/) }\n", "a{background:url(data:image/svg+xml;/*x*/)}"),
        ("/* многострочное\n примечание */ a { b: c }\n", "a{b:c}"),
        (
            """p, a > b :hover {\n  margin: calc(1px + 2px) 0;\n  color: red;\n}\n""",
            "p,a>b :hover{margin:calc(1px + 2px) 0;color:red}",
        ),
        ("@media (min-width: 2em) {\n  a { b: c; }\n}\n", "@media (min-width:2em){a{b:c}}"),
        ("a::before { content: 'a ; } b:  c, d' }", "a::before{content:'a ; } b:  c, d'}"),
        ("""a { b: url("x), y  z; {") ; }""", """a{b:url("x), y  z; {")}"""),
        ("a { --b: ; c: d !important; }", "a{--b:;c:d !important}"),
        ("a:is( .b,\n  .c ) ~ * { d: calc((1px + 2px) * 3); }", "a:is(.b,.c)~*{d:calc((1px + 2px) * 3)}"),
        ("@layer first;\n", "@layer first;"),
    ],
)
def test_comments_and_blanks_stay_at_home(text: str, published: str) -> None:
    assert joined([text]) == published


def test_parts_go_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    ours = sheet(tmp_path)
    part(tmp_path, "styles/95-own.css", "b { color: red }\n")
    part(tmp_path, "styles/00-first.css", "@layer first;\n")

    assert sheet(tmp_path).startswith("@layer first;@font-face")
    assert ours.index("@font-face") < ours.index("@media print")
    assert sheet(tmp_path).index("b{color:red}") < sheet(tmp_path).index("@media print")  # 95 before 99


def test_a_sheet_is_joined_once_as_long_as_its_parts_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    part(tmp_path, "styles/95-own.css", "b { color: red }\n")
    joinings: list[int] = []

    def counted(parts: Iterable[str]) -> str:
        joinings.append(1)
        return joined(parts)

    monkeypatch.setattr("nastavnik.building.assets.joined", counted)
    first = [sheet(tmp_path) for _ in range(3)]
    assert len(joinings) == 1 and len(set(first)) == 1

    part(tmp_path, "styles/95-own.css", "b { color: green }\n")
    assert "b{color:green}" in sheet(tmp_path)
    assert len(joinings) == 2


def test_a_part_of_the_school_replaces_ours(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for name in OURS:
        part(tmp_path, f"styles/{name}", f".p{name[:2]} {{ a: b }}\n")

    assert sheet(tmp_path) == "".join(f".p{name[:2]}{{a:b}}" for name in OURS)


def test_a_bank_has_a_sheet_more(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    part(tmp_path, "styles/region/95-own.css", ".tilemap { color: red }\n")

    assert REGION not in assets(Project.at(tmp_path))
    assert ".tilemap" not in sheet(tmp_path)
    assert assets(Project.at(tmp_path), (SHEET, REGION))[REGION].data().decode().endswith(".tilemap{color:red}")


def test_a_whole_sheet_of_the_school_replaces_all_parts(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    part(tmp_path, SHEET, "/* наше */ a { b: c }")

    assert sheet(tmp_path) == "/* наше */ a { b: c }"


def test_the_style_is_light(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()

    assert len(gzip.compress(sheet(tmp_path).encode())) <= LIMIT


@pytest.mark.parametrize("script", sorted(shipped("theme/assets").glob("*.js")), ids=lambda path: path.name)
def test_telephones_of_2021_read_the_scripts(script: Path) -> None:
    """Safari before 16.4 reads nothing of a script with a lookbehind in it."""
    assert not re.search(r"\(\?<[=!]", script.read_text(encoding="utf-8"))
