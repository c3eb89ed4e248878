"""The style of a site is one sheet of many parts; a school adds a part, replaces one, or the whole."""

from pathlib import Path

import pytest

from nastavnik.building.assets import SHEET, assets, joined
from nastavnik.building.project import Project
from nastavnik.installation import shipped

OURS = sorted(file.name for file in shipped("theme/styles").glob("*.css"))


def sheet(root: Path) -> str:
    return assets(Project.at(root))[SHEET].data().decode()


def part(root: Path, name: str, text: str) -> None:
    file = root / "theme" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("/* зачем */\na { b: c }\n\n", "a { b: c }\n"),
        (
            'a::after { content: "/* не примечание */" } /* примечание */\n',
            'a::after { content: "/* не примечание */" } \n',
        ),
        ("a { background: url(data:image/svg+xml;/*x*/) }\n", "a { background: url(data:image/svg+xml;/*x*/) }\n"),
        ("a { b: c }", "a { b: c }\n"),
        ("/* многострочное\n примечание */ a { b: c }\n", " a { b: c }\n"),
    ],
)
def test_comments_stay_at_home(text: str, published: str) -> None:
    assert joined([text]) == published


def test_parts_go_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    ours = sheet(tmp_path)
    part(tmp_path, "styles/95-own.css", "b { color: red }\n")
    part(tmp_path, "styles/00-first.css", "@layer first;\n")

    assert sheet(tmp_path).startswith("@layer first;\n")
    assert ours.index("@font-face") < ours.index("@media print")
    assert sheet(tmp_path).index("color: red") < sheet(tmp_path).index("@media print")  # 95 before 99


def test_a_part_of_the_school_replaces_ours(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for name in OURS:
        part(tmp_path, f"styles/{name}", f".p{name[:2]} {{ a: b }}\n")

    assert sheet(tmp_path) == "".join(f".p{name[:2]} {{ a: b }}\n" for name in OURS)


def test_a_whole_sheet_of_the_school_replaces_all_parts(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    part(tmp_path, SHEET, "/* наше */ a { b: c }")

    assert sheet(tmp_path) == "/* наше */ a { b: c }"
