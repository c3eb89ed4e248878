"""Drawings (SVG) as they are published: nothing acts when the file itself is opened, honest ones look as they did."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from nastavnik import attachments
from nastavnik.attachments import Unpublishable, drawing
from nastavnik.building.project import Project
from tests.browser import browser
from tests.building import build
from tests.conftest import CONSENT, DOCUMENT, MENTOR, NEWS, TODAY, Files, md, yml

__all__ = ["browser"]

HONEST = sorted((Path(__file__).parent / "drawings").glob("*.svg"))
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
RUN = "document.documentElement.setAttribute('data-ran', '1')"
OPENS = f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" viewBox="0 0 90 60"'
NET = "http://127.0.0.1:9"
ACTING: dict[str, str | bytes] = {
    "script": f"{OPENS}><script>{RUN}</script></svg>",
    "script with a prefix": f'<s:svg xmlns:s="{SVG}"><s:script>{RUN}</s:script></s:svg>',
    "script of HTML": f'{OPENS}><h:script xmlns:h="http://www.w3.org/1999/xhtml">{RUN}</h:script></svg>',
    "script in UTF-16": f'<?xml version="1.0" encoding="UTF-16"?>{OPENS}><script>{RUN}</script></svg>'.encode("utf-16"),
    "script in windows-1251": (
        f'<?xml version="1.0" encoding="windows-1251"?>{OPENS}><script>/*ё*/{RUN}</script></svg>'.encode("cp1251")
    ),
    "script elsewhere": f'{OPENS}><script xlink:href="{NET}/a.js"/></svg>',
    "frame": (
        f'{OPENS}><foreignObject width="90" height="60"><h:iframe xmlns:h="http://www.w3.org/1999/xhtml" '
        f'srcdoc="&lt;script&gt;parent.{RUN}&lt;/script&gt;"/></foreignObject></svg>'
    ),
    "handler of HTML": (
        f'{OPENS}><foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml">'
        f'<img src="x:" onerror="{RUN}"/></body></foreignObject></svg>'
    ),
    "onload": f'{OPENS} onload="{RUN}"><rect width="9" height="9"/></svg>',
    "onbegin": f'{OPENS}><rect width="9"><animate onbegin="{RUN}" attributeName="x" to="1" dur="1s"/></rect></svg>',
    "link": f'{OPENS}><a xlink:href="javascript:{RUN}"><rect width="90" height="60"/></a></svg>',
    "link that is set": (
        f'{OPENS}><a href="#"><set attributeName="href" to="javascript:{RUN}"/><rect width="90" height="60"/></a></svg>'
    ),
    "use elsewhere": f'{OPENS}><use xlink:href="{NET}/a.svg#a"/></svg>',
    "use of data": (
        f"{OPENS}><use href=\"data:image/svg+xml,%3Csvg id='a' xmlns='{SVG}' onload='{RUN}'/%3E#a\"/></svg>"
    ),
    "picture elsewhere": f'{OPENS}><image href="{NET}/a.png" width="9" height="9"/></svg>',
    "picture of a filter": (
        f'{OPENS}><filter id="f"><feImage href="{NET}/a.png"/></filter><rect width="9" filter="url(#f)"/></svg>'
    ),
    "style elsewhere": (
        f'{OPENS}><style>@import "{NET}/a.css"; rect {{ fill: url({NET}/b.svg#c) }}</style><rect width="9"/></svg>'
    ),
    "style with escapes": (
        f"{OPENS}><style>rect {{ mask: u\\72l({NET}/a.svg#c) }}</style>"
        f'<rect width="9" height="9" style="mask:\\75rl({NET}/b)"/></svg>'
    ),
    "font elsewhere": (
        f"{OPENS}><style>@font-face {{ font-family: a; src: url({NET}/a.woff2) }} text {{ font-family: a }}</style>"
        "<text y='9'>а</text></svg>"
    ),
    "instruction": f'<?xml-stylesheet type="text/css" href="{NET}/a.css"?>{OPENS}><rect/></svg>',
    "style that closes itself": f"{OPENS}><style><![CDATA[</style><script>{RUN}</script>]]></style></svg>",
}


@pytest.mark.parametrize("name", ACTING)
def test_nothing_acts_when_the_file_is_opened(name: str, tmp_path: Path, browser: Browser) -> None:
    written = ACTING[name]
    data = written if isinstance(written, bytes) else written.encode()
    (tmp_path / "as-is.svg").write_bytes(data)
    (tmp_path / "clean.svg").write_bytes(drawing.redrawn(data).data)

    assert _acts(tmp_path / "clean.svg", browser) == []


def test_the_browser_would_tell(tmp_path: Path, browser: Browser) -> None:
    """What the test above looks at is seen where a drawing is left as it is."""
    for name in ("script with a prefix", "script in UTF-16", "onload", "picture elsewhere", "style elsewhere"):
        data = ACTING[name]
        (tmp_path / "as-is.svg").write_bytes(data if isinstance(data, bytes) else data.encode())

        assert _acts(tmp_path / "as-is.svg", browser), name


def _acts(file: Path, browser: Browser) -> list[str]:
    """What a drawing did when it was opened and clicked."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.mouse.click(40, 30)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    ran = page.evaluate("() => document.documentElement.hasAttribute('data-ran')")
    page.close()
    return [*(["a program ran"] if ran else []), *(url for url in asked if url != file.as_uri())]


@pytest.mark.parametrize("file", HONEST, ids=lambda file: file.stem)
def test_honest_drawing_looks_the_same(file: Path, tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "clean.svg").write_bytes(drawing.redrawn(file.read_bytes()).data)

    assert _seen(tmp_path / "clean.svg", browser) == _seen(file, browser)


def _seen(file: Path, browser: Browser) -> bytes:
    page = browser.new_page(viewport={"width": 800, "height": 500})
    page.goto(file.as_uri())
    picture = page.screenshot()
    page.close()
    return picture


@pytest.mark.parametrize("file", HONEST, ids=lambda file: file.stem)
def test_nothing_of_its_author_stays(file: Path) -> None:
    clean = drawing.redrawn(file.read_bytes()).data.decode()

    assert not [word for word in ("Иванова", "ivanova", "Users", "mxfile", "inkscape") if word in clean]


def test_drawing_has_a_size_of_its_view_box_or_of_its_attributes() -> None:
    assert _size('viewBox="0 0 400 500" width="1"') == (400, 500)
    assert _size('width="40px" height="50"') == (40, 50)
    assert _size('width="100%" height="50"') == _size("") == (0, 0)


def _size(attributes: str) -> tuple[int, int]:
    clean = drawing.redrawn(f'<svg xmlns="{SVG}" {attributes}/>'.encode())
    return clean.width, clean.height


@pytest.mark.parametrize(
    "written",
    [
        "",
        "не рисунок",
        "<html><svg/></html>",
        f'<svg xmlns="{SVG}"><g></svg>',
        f'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg xmlns="{SVG}">&c;</svg>',
        f'<svg xmlns="{SVG}">' + "<g>" * 5000 + "</g>" * 5000 + "</svg>",
    ],
)
def test_what_cannot_be_written_anew_is_refused(written: str) -> None:
    with pytest.raises(Unpublishable, match="рисунок SVG"):
        drawing.redrawn(written.encode())


def test_wherever_a_drawing_lies_it_is_cleaned(school: Callable[[Files], Path]) -> None:
    """A mentor's photo, a picture of news, a document, pictures of texts and pages, another name, a logo."""
    svg = ACTING["script with a prefix"]
    places = ("mentors/a.svg", "news/b.svg", "files/c.svg", "images/d.svg", "images/e.svg", "files/f.txt")
    root = school(
        {
            **dict.fromkeys(places, svg),
            "mentors/kim.yml": yml(MENTOR, photo={"file": "a.svg", "alt": "Портрет"}, consent=CONSENT),
            "news/pervaya.md": md(
                NEWS,
                image={"file": "b.svg", "alt": "Схема", "consent": "люди не изображены"},
                text="![Схема](../images/d.svg)",
            ),
            "documents/prikaz.yml": yml(DOCUMENT, no_file=None, file="files/c.svg"),
            "o.md": "# О разделе\n\n![Схема](images/e.svg) [текст](files/f.txt)\n",
        }
    )
    (root / "theme" / "assets").mkdir(parents=True)
    (root / "theme" / "assets" / "logo.svg").write_text(str(svg), encoding="utf-8")

    build(Project.at(root), TODAY, searchable=False)

    files = [*(root / "site").rglob("*.svg"), *(root / "site").rglob("f.txt")]
    assert len([file for file in files if "assets" not in file.parts]) == len(places)
    assert not [file for file in files if RUN in file.read_text(encoding="utf-8")]


def test_words_of_a_drawing_that_only_html_shows_stay_where_it_has_others_for_them() -> None:
    """draw.io writes a label twice: as HTML, and as text for those who do not draw HTML."""
    label = (
        '<switch><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">а</p></foreignObject><text>б</text></switch>'
    )

    clean = drawing.redrawn(f'<svg xmlns="{SVG}">{label}</svg>'.encode()).data

    assert b"<switch><text>\xd0\xb1</text></switch>" in clean


def test_bytes_are_the_same_every_time() -> None:
    data = HONEST[0].read_bytes()

    assert drawing.redrawn(data) == drawing.redrawn(data)
    assert drawing.redrawn(drawing.redrawn(data).data) == drawing.redrawn(data)
    assert attachments.cleaned(HONEST[0]) == drawing.redrawn(data).data
