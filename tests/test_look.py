"""`make look` tells a page that looks otherwise, and what it was."""

from pathlib import Path

import pytest
from PIL import Image

from tests import look
from tests.browser import chromium, served

PAGE = (
    '<!doctype html><html lang="ru"><title>А</title><style>body{margin:0;background:%s}</style><main>%s</main></html>'
)


def painted(folder: Path, name: str, *, height: int = 100, dark_rows: int = 0, colour: int = 255) -> None:
    picture = Image.new("L", (100, height), colour)
    picture.paste(0, (0, 0, 100, dark_rows))
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    picture.save(folder / name)


def test_what_differs_comes_first_and_smoothing_does_not_count(tmp_path: Path) -> None:
    accepted, now = tmp_path / "accepted", tmp_path / "now"
    for name in ("a/same.png", "a/little.png", "a/much.png", "a/higher.png", "a/gone.png", "a/smooth.png"):
        painted(accepted, name)
    painted(now, "a/same.png")
    painted(now, "a/little.png", dark_rows=1)
    painted(now, "a/much.png", dark_rows=30)
    painted(now, "a/higher.png", height=101)
    painted(now, "a/new.png")
    painted(now, "a/smooth.png", colour=255 - look.NOTICED)

    changes = look.compared(accepted, now, tmp_path / "differences")
    assert [(change.path, round(change.share, 2), change.reason) for change in changes] == [
        ("a/gone.png", 1, "gone"),
        ("a/new.png", 1, "new"),
        ("a/much.png", 0.3, ""),
        ("a/little.png", 0.01, ""),
        ("a/higher.png", 0, "+1 px high"),
    ]
    assert {file.name for file in (tmp_path / "differences" / "a").iterdir()} == {
        "much.png",
        "little.png",
        "higher.png",
    }
    assert all(f"now/{change.path}" in look.sheet(changes) for change in changes)


@pytest.mark.xdist_group("browser")
def test_a_page_is_taken_whole(tmp_path: Path) -> None:
    for name, colour in (("index.html", "#fff"), ("dark.html", "#000")):
        (tmp_path / name).write_text(PAGE % (colour, '<div style="height:3000px">А</div>'), encoding="utf-8")
    with served(tmp_path) as address, chromium() as browser:
        for width, url in ((390, ""), (1440, "dark.html")):
            (tmp_path / f"{width}.png").write_bytes(look.photographed(browser, f"{address}{url}", "light", width))

    white, black = Image.open(tmp_path / "390.png"), Image.open(tmp_path / "1440.png")
    assert (white.size, black.size) == ((390, 3000), (1440, 3000))
    assert [picture.convert("L").getpixel((9, 2900)) for picture in (white, black)] == [255, 0]


def test_what_is_accepted_is_what_the_readme_shows(tmp_path: Path) -> None:
    (target,) = look.README
    painted(tmp_path / "look", f"now/readme/{Path(target).name}", colour=7)
    painted(tmp_path / "look", "accepted/gone.png")
    (tmp_path / target).parent.mkdir(parents=True)

    look._accept(tmp_path / "look", tmp_path)

    assert Image.open(tmp_path / target).convert("RGB").getpixel((9, 9)) == (7, 7, 7)
    assert {file.name for file in (tmp_path / "look").rglob("*.png")} == {Path(target).name}


@pytest.mark.parametrize(("url", "name"), [("", "home"), ("practices/a/", "practices_a"), ("404.html", "404")])
def test_names(url: str, name: str) -> None:
    assert look.name_of(url) == name
