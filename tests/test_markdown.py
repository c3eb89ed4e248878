"""Markdown of a field becomes safe HTML."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nastavnik.text.markdown import pointed, pointers, render

KNOWN = {"../practices/urok.md": "practices/urok/", "files/prikaz.pdf": "files/prikaz.pdf", "a.svg": "news/a.svg"}


def html(text: str, level: int = 3) -> str:
    return render(text, KNOWN.get, level=level)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<b>важно</b>", "<p>&lt;b&gt;важно&lt;/b&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<div>\n\n# Тест\n\n</div>", "<p>&lt;div&gt;</p><h3>Тест</h3><p>&lt;/div&gt;</p>"),
        ("до <!-- тайна --> после", "<p>до &lt;!– тайна –&gt; после</p>"),
        ("2 < 3 & 4 > 1", "<p>2 &lt; 3 &amp; 4 &gt; 1</p>"),
        ("&nbsp;&lt;b&gt;", "<p>\u00a0&lt;b&gt;</p>"),
    ],
)
def test_raw_html_is_printed_as_text(written: str, shown: str) -> None:
    assert re.sub(r' id="[^"]*"', "", html(written)).replace("&nbsp;", "\u00a0") == shown


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java&#115;cript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "record:../../../etc",
        "&#xE00B;../../../etc",
        "&\\#57355;../../../etc",
        "&#x000000E00B../../../etc",
    ],
)
def test_link_that_acts_is_dropped(target: str) -> None:
    drawn = html(f"[сюда]({target})")

    assert pointed(drawn, lambda address: f"в корне {address}") == drawn
    assert not re.search(r'href="(?!\ufffd|&amp;#)', drawn)


def test_click_handler_in_attributes_is_dropped() -> None:
    assert html('[сюда](https://school5.example/){: onclick="alert(1)" style="color:red" }') == (
        '<p><a href="https://school5.example/">сюда</a></p>'
    )


@pytest.mark.parametrize(
    "target", ["https://else.example/a.png", "//else.example/a.png", "data:image/png;base64,AA", "record:../x.png"]
)
def test_foreign_picture_is_dropped(target: str) -> None:
    assert "src=" not in html(f"![вид]({target})")


def test_own_picture_stays() -> None:
    assert pointed(html("![вид](a.svg)"), lambda address: f"../{address}") == (
        '<p><img alt="вид" src="../news/a.svg"></p>'
    )


@pytest.mark.parametrize(
    "target", ["https://school5.example/", "mailto:a@school5.example", "tel:88000000005", "#zadachi"]
)
def test_plain_link_stays(target: str) -> None:
    assert html(f"[сюда]({target})") == f'<p><a href="{target}">сюда</a></p>'


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("../practices/urok.md", "practices/urok/"),
        ("../practices/urok.md#goal", "practices/urok/#goal"),
        ("<../practices/urok.md>", "practices/urok/"),
        ("files/prikaz.pdf", "files/prikaz.pdf"),
    ],
)
def test_link_to_a_record_leads_to_its_page(target: str, address: str) -> None:
    assert pointed(html(f"[сюда]({target})"), lambda found: f"../../{found}") == (
        f'<p><a href="../../{address}">сюда</a></p>'
    )


@pytest.mark.parametrize(("level", "first"), [(2, "h2"), (3, "h3"), (4, "h4")])
def test_headings_begin_at_the_level_of_their_place(level: int, first: str) -> None:
    drawn = html("# Задачи\n\n## Первая", level)

    assert re.findall(r"<(h\d)", drawn) == [first, f"h{int(first[1]) + 1}"]


def test_table_can_be_scrolled() -> None:
    drawn = html("| а | б |\n|---|---|\n| 1 | 2 |")

    assert drawn.startswith('<div class="scroll" data-label="Таблица"><table>')
    assert drawn.endswith("</table></div>")


def test_columns_of_a_table_stand_where_they_were_put() -> None:
    drawn = html("| а | б | в |\n|---|--:|:-:|\n| 1 | 2 | 3 |")

    stand = ["", ' class="right"', ' class="center"']
    assert re.findall(r"<th scope=\"col\"([^>]*)>", drawn) == stand
    assert re.findall(r"<td\b([^>]*)>", drawn) == stand


def test_quotes_and_dashes_are_russian() -> None:
    assert html('*Сказал* "да" -- и ушёл...') == "<p><em>Сказал</em> «да» – и ушёл…</p>"


def test_links_are_found_with_their_lines_columns_and_anchors() -> None:
    assert pointers("[а](a.md#x)\n\n![б](<b.svg>) [в](https://c.example/) [г](#%D1%8F)") == [
        (0, 4, "a.md", "x"),
        (2, 6, "b.svg", ""),
        (2, 18, "https://c.example/", ""),
        (2, 42, "", "я"),
    ]


# --- properties

LETTERS = "абвА ёЯz09 ,.;:!?()«»—–%№/\n\u00a0-"


def slowly(text: str) -> str:
    """The same the long way: a sign only the library reads, further down, forbids the short ones."""
    return html(f"{text}\n\n`конец`").removesuffix("<p><code>конец</code></p>").removesuffix("\n")


@given(st.text(alphabet=LETTERS, max_size=80))
@example("Одна строка.")
@example("Первый абзац\nна двух строках.\n\nВторой абзац.\n\n\n\nТретий.")
@example("  С отступом.\n \nИ ещё.")
@example("Срок\n: не ясен")
@example("1) первое\n2) второе")
@example("Первая строка  \nвторая строка")
@example("До\n\n\u00a0\n\nпосле")
def test_plain_paragraphs_are_the_same_the_short_way(text: str) -> None:
    assert seen(html(text)) == seen(slowly(text))


def seen(drawn: str) -> str:
    """What a reader sees of it: blanks at the ends of lines are nothing."""
    return re.sub(r"[ \u00a0]*(\n|<p>|</p>)[ \u00a0]*", r"\1", drawn.replace("&nbsp;", "\u00a0"))


class Seen(HTMLParser):
    """What a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.acts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.acts += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.acts += [str(value) for name, value in attrs if name == "href" and "script" in str(value).lower()]
        self.acts += [str(value) for name, value in attrs if name == "src"]


@given(st.text(alphabet="<>/\"'=()[]!{}:#`*_ \n\\&;aonscriptjvhrefmg-|", max_size=120))
def test_whatever_is_written_nothing_acts(text: str) -> None:
    parser = Seen()
    parser.feed(html(text))

    assert parser.acts == []
    assert not {"script", "style", "iframe", "form", "input", "object"} & set(parser.tags)
