"""The policy of the pages: what they hold works under it, headers of hosts say the same, own looks are left out."""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from nastavnik.building.headers import FOLDER, header_files, headers
from nastavnik.building.project import Project
from nastavnik.pages.policy import FRAMED, policy
from nastavnik.school.handwritten.own_looks import without_own_looks
from tests.building import check
from tests.conftest import DAY, MENTOR, NEWS, PASSPORT, TODAY, Files, md, run, yml

ROOT = Path(__file__).parent.parent
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
LOOKS = """# Памятка

<p style="color: red">Приходите в субботу.</p>

| а | б |
|---|--:|
| 1 | 2 |

<style>p { color: red }</style>
"""
FILES: Files = {"mentors/berezkina.yml": yml(MENTOR), "news/vstrecha.md": md(NEWS), "pamyatka.md": LOOKS}


def source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def directives(text: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in text.split("; "))}


@pytest.mark.parametrize("engine", ["mkdocs", "plain"])
def test_every_page_holds_one_policy_and_nothing_it_forbids(engine: str, school: Callable[[Files], Path]) -> None:
    root = school(FILES)
    assert run("build", "--root", root, "--no-search", "--engine", engine, *DAY).exit_code == 0
    pages = [path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html")]
    policies = {policy for page in pages for policy in META.findall(page)}

    assert len(pages) > 8 and all(META.search(page) for page in pages)
    (only,) = policies
    allowed = directives(only)
    assert {source(script) for page in pages for script in SCRIPT.findall(page)} == {*allowed["script-src"]} - {
        "'self'"
    }
    assert "'unsafe-inline'" not in only and "frame-ancestors" not in only
    assert [page for page in pages if re.search(r"<[^>]*\s(?:style|on[a-z]+)=|<style|javascript:", page)] == []


def test_hosts_the_school_names_are_let_in(school: Callable[[Files], Path]) -> None:
    film = '<iframe src="https://video.example/1" title="Фильм"></iframe>\n'
    root = school({"school.yml": yml(PASSPORT, allowed_hosts=["video.example"]), "film.md": f"# Фильм\n\n{film}"})
    assert run("build", "--root", root, "--no-search", *DAY).exit_code == 0
    (only,) = META.findall((root / "site" / "film" / "index.html").read_text(encoding="utf-8"))

    assert directives(only)["frame-src"] == ["https://video.example"]
    assert only in (root / "site" / "_headers").read_text(encoding="utf-8")


def test_colours_of_the_school_are_let_in_by_their_digest(school: Callable[[Files], Path]) -> None:
    root = school(FILES)
    passport = root / "content" / "school.yml"
    passport.write_text(passport.read_text(encoding="utf-8") + 'brand: "#123456"\n', encoding="utf-8")
    assert run("build", "--root", root, "--no-search", *DAY).exit_code == 0
    html = (root / "site" / "index.html").read_text(encoding="utf-8")
    style = re.search(r"<style>(.*?)</style>", html)

    assert style and source(style[1]) in directives(META.findall(html)[0])["style-src"]
    assert source(style[1]) in (root / "site" / "_headers").read_text(encoding="utf-8")


def test_policy_lets_in_what_a_page_holds_and_no_more() -> None:
    page = (
        "<head><script>a()</script><script src=x.js></script><style>b{}</style></head><main><script>c()</script></main>"
    )
    allowed = directives(policy([page], ["video.example"], searchable=True))

    assert allowed["default-src"] == allowed["base-uri"] == ["'none'"]
    assert allowed["script-src"] == ["'self'", "'wasm-unsafe-eval'", source("a()"), "https://video.example"]
    assert allowed["style-src"] == ["'self'", source("b{}")]
    assert allowed["frame-src"] == ["https://video.example"]
    assert "frame-src" not in directives(policy([page], searchable=False))
    assert "'wasm-unsafe-eval'" not in policy([page], searchable=False)


@pytest.mark.parametrize(
    "written", ["<SCRIPT>a()</SCRIPT>", "<script data-src=x>a()</script >", '<script type="module">a()</script>']
)
def test_script_of_ones_own_theme_is_let_in_however_it_is_written(written: str) -> None:
    assert source("a()") in directives(policy([written], searchable=False))["script-src"]


def test_data_is_not_a_script() -> None:
    assert "sha256" not in policy(['<script type="application/ld+json">{"@context":"x"}</script>'], searchable=True)


def test_host_is_told_the_policy_of_the_pages(school: Callable[[Files], Path]) -> None:
    root = school(FILES)
    assert run("build", "--root", root, "--no-search", *DAY).exit_code == 0
    html = (root / "site" / "news" / "index.html").read_text(encoding="utf-8")
    expected = f"{META.findall(html)[0]}; {FRAMED}"
    folder = root / ".nastavnik" / FOLDER

    files = {path.name: path.read_text(encoding="utf-8") for path in (*folder.iterdir(), root / "site" / "_headers")}
    assert {*files} == {"nginx.conf", "Caddyfile", "htaccess.txt", "_headers"}
    for name, text in files.items():
        assert expected in text, name
        assert {"X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"} <= {
            *re.findall(r"[A-Z][\w-]+", text)
        }
        assert "max-age" not in text


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("nginx.conf", ["add_header Content-Security-Policy \"p; frame-ancestors 'self'\" always;"]),
        ("Caddyfile", ["header /raz/* {", '\tX-Content-Type-Options "nosniff"', "}"]),
        ("htaccess.txt", ["<IfModule mod_headers.c>", 'Header always set X-Content-Type-Options "nosniff"']),
        ("_headers", ["/*", "  X-Content-Type-Options: nosniff"]),
    ],
)
def test_file(name: str, lines: list[str]) -> None:
    text = header_files(headers("p"), "https://school.example/raz/")[name]

    assert {*lines} <= {*text.splitlines()}
    assert text.endswith("\n") and all(line.startswith("#") for line in text.splitlines()[:2])


def test_handbook_shows_the_policy_of_the_demo() -> None:
    early = (ROOT / "theme" / "overrides" / "partials" / "early.html").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "ru" / "servers.md").read_text(encoding="utf-8")

    assert headers(policy([early], searchable=True))["Content-Security-Policy"] in page


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p style="a" class="b">', '<p class="b">'),
        ("<a onclick=go() href='x'>", "<a href='x'>"),
        ("<b title='style=\"q\"' STYLE='z'>", "<b title='style=\"q\"'>"),
        ("<style>p{}</style>1 < 2 style=3", "1 < 2 style=3"),
        ('<td class="right">', '<td class="right">'),
    ],
)
def test_looks_are_left_out(html: str, kept: str) -> None:
    assert without_own_looks(html) == kept


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (LOOKS, 3),
        ('Раз.\n\nДва {: style="color:red"}\n', 3),
        ('Как писать: `<p style="x">`.\n\n```\n<style>\n```\n', None),
        ("Стиль (style = вид) и слово once = раз.\n", None),
    ],
)
def test_looks_are_hinted_at(text: str, line: int | None, school: Callable[[Files], Path]) -> None:
    root = school({"pamyatka.md": text})

    hints = [problem.place for problem in check(Project.at(root), TODAY) if "style=" in problem.message]
    assert [place.line for place in hints] == ([line] if line else [])
