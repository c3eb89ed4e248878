"""What acts or calls other hosts in hand-written pages is refused with its place, unless the school trusts them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.building.project import Project
from tests.building import build, check
from tests.conftest import NEWS, PASSPORT, TODAY, Files, md, yml

School_ = Callable[[Files], Path]
SCRIPT, FRAME, FORM = "программа", "вставка", "форма"
ACTING = {
    "<script>alert(1)</script>": SCRIPT,
    "<SCRIPT src='a.js'></SCRIPT>": SCRIPT,
    "<iframe src='https://video.example/1'></iframe>": FRAME,
    "<iframe srcdoc='<b>а</b>' src='https://rutube.ru/1'></iframe>": FRAME,
    "<object data='a.swf'></object>": FRAME,
    "<form action='https://forms.example'><input></form>": FORM,
    "<p onclick='a()'>текст</p>": SCRIPT,
    "Текст\n{: onclick='a()' }": SCRIPT,
    "[а](javascript:alert(1))": SCRIPT,
    "<a href='jav&#x09;ascript:a()'>а</a>": SCRIPT,
    "<a href='data:text/html,<script>a()</script>'>а</a>": SCRIPT,
    "![а](https://pics.example/a.png)": "pics.example",
    "![а][б]\n\n[б]: //pics.example/a.png": "pics.example",
    "<img srcset='https://pics.example/a.png 2x' src='data:image/png;base64,AA' alt=''>": "pics.example",
    "<video poster='https://pics.example/a.png'></video>": "pics.example",
    "<link rel='stylesheet' href='https://css.example/a.css'>": "css.example",
    "<style>@import 'https://css.example/a.css';</style>": "css.example",
    "<p style='background: url(https://css.example/a.png)'>а</p>": "css.example",
    "<svg><use href='https://svg.example/a.svg#a'/></svg>": "svg.example",
    "<img src='\\\\pics.example/a.png' alt=''>": "pics.example",
    "<meta http-equiv='refresh' content='0;url=https://a.example'>": "тег",
    "<base href='https://a.example/'>": "тег",
}
HONEST = (
    "[а](https://a.example/) <https://b.example/> <a href='https://c.example/'>в</a>",
    "`<script>alert(1)</script>` и\n\n    <iframe src='https://video.example'></iframe>",
    "```\n<form onclick='a()'>\n```",
    "<details><summary>Ещё</summary>текст</details>",
    "<iframe src='https://rutube.ru/play/1'></iframe>",
    "<img src='https://school5.example/a.png' alt=''> <img src='data:image/png;base64,AA' alt=''>",
    "5 < 7 и {a = b}",
)


def errors(root: Path) -> list[str]:
    return [str(problem) for problem in check(Project.at(root), TODAY) if problem.severity == "error"]


@pytest.mark.parametrize("text", ACTING)
def test_what_acts_or_calls_is_refused(text: str, school: School_) -> None:
    root = school({"school.yml": yml(PASSPORT, allowed_hosts=["rutube.ru"]), "o.md": f"# О разделе\n\n{text}\n"})

    refused = errors(root)

    assert refused and all(ACTING[text] in line and line.startswith("content/o.md:") for line in refused)


WHOLE = "<!doctype html><html><head><meta charset='utf-8'><title>А</title></head><body>{}</body></html>".format
"""A file of HTML, as a program of the school's own writes it."""
MARKDOWN_ALONE = ("[а](", "![а]", "Текст\n{:")


@pytest.mark.parametrize("text", [text for text in ACTING if not text.startswith(MARKDOWN_ALONE)])
def test_file_of_html_is_a_page_like_any_other(text: str, school: School_) -> None:
    passport = yml(PASSPORT, allowed_hosts=["rutube.ru"])
    root = school({"school.yml": passport, "o.md": "[а](files/a.html)", "files/a.html": WHOLE(f"\n{text}\n")})

    refused = errors(root)

    assert refused and all(ACTING[text] in line and line.startswith("content/files/a.html:") for line in refused)


def test_honest_file_of_html_goes_out(school: School_) -> None:
    root = school(
        {"o.md": "[а](files/a.html)", "files/a.html": WHOLE("<p>Текст <a href='https://a.example/'>а</a></p>")}
    )

    assert errors(root) == []


@pytest.mark.parametrize("text", HONEST)
def test_what_only_shows_is_not(text: str, school: School_) -> None:
    root = school({"school.yml": yml(PASSPORT, allowed_hosts=["rutube.ru"]), "o.md": f"# О разделе\n\n{text}\n"})

    assert errors(root) == []


def test_place_is_that_of_the_words(school: School_) -> None:
    root = school({"o.md": "---\ntitle: О\n---\n# О\n\nТекст ![а](https://pics.example/a.png)\n"})

    assert errors(root) == [
        "content/o.md:6:12: страница берёт файл с чужого сайта pics.example — "
        "положите его в content или впишите allowed_hosts в school.yml"
    ]


def test_host_is_the_name_of_a_site(school: School_) -> None:
    root = school({"school.yml": yml(PASSPORT, allowed_hosts=["https://rutube.ru/"])})

    assert [line for line in errors(root) if "не имя сайта" in line]


def test_foreign_picture_and_code_in_a_record_are_told(school: School_) -> None:
    text = "Было так.\n\n![Стол](https://pics.example/a.png)\n\n<iframe src='https://rutube.ru/1'></iframe>"
    root = school({"news/pervaya.md": md(NEWS, text=text)})

    hints = [str(problem) for problem in check(Project.at(root), TODAY)]

    assert [hint.partition(" — ")[0] for hint in hints] == [
        "content/news/pervaya.md:8:1: картинка с чужого сайта не показывается",
        "content/news/pervaya.md:10:1: код вставки виден посетителям как текст",
    ]


def test_policy_lets_in_the_hosts_of_the_passport(school: School_) -> None:
    root = school({"school.yml": yml(PASSPORT, allowed_hosts=["rutube.ru"]), "o.md": "# О разделе\n"})

    build(Project.at(root), TODAY, searchable=False)

    html = (root / "site" / "o" / "index.html").read_text(encoding="utf-8")
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy and "frame-src https://rutube.ru" in policy[1]
