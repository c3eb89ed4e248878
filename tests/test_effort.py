"""Texts that would take the drawing of a page minutes or end it are refused with a place; those somebody writes pass.

Each shape is grown to the largest size that passes, and that one is drawn in a process with limits.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.text import effort, markdown
from nastavnik.text.effort import DEEPEST, excess
from tests.conftest import PASSPORT, PRACTICE, md, run, write_files, yml

ROOT = Path(__file__).parent.parent
LONGEST = 60_000
REPEATED = {
    "terms": "a\n: b\n",
    "brackets": "[",
    "brackets with letters": "[a",
    "links open": "[a](",
    "links open with words": "[a](b ",
    "links with quotes": '[a]("',
    "pictures open": '!["',
    "pictures": "![a](b) ",
    "references": "[a][",
    "defined references": "[a]: ",
    "definitions of references": "[a]: b\n",
    "references alone": "[a]\n",
    "pairs in pairs": "[[]",
    "brackets and blanks": "[ ",
    "closing links": "](b)",
    "targets": "](a",
    "angled targets": "](<",
    "titles": '](b "',
    "links": "[a](b) ",
    "links with titles": '[a](b "c") ',
    "Russian links": "[я](b) ",
    "quotes": ">",
    "quotes with blanks": "> ",
    "quotes with terms": "> a\n> : b\n",
    "lists in a line": "- ",
    "numbers in a line": "1. ",
    "numbers in quotes": "> 1. a\n",
    "list": "* a\n",
    "loose list": "- a\n\n",
    "two lists": "1. a\n- b\n",
    "continued items": "- a\n    b\n",
    "stars": "*",
    "stars open": "*a ",
    "strong open": "**a ",
    "emphasis": "*a* ",
    "Russian emphasis": "*я* ",
    "strong": "**a** ",
    "mixed signs": "*_",
    "mixed signs of two": "**_",
    "both inside": "*a **b ",
    "three stars": "***a ",
    "lines of stars": "***\n",
    "underlines": "_",
    "underlines open": "_a ",
    "underlines in words": "_a_b",
    "backticks": "`",
    "backticks and letters": "`a",
    "backticks of two sizes": "``a`",
    "code": "`a` ",
    "less": "<",
    "addresses open": "<http://",
    "addresses": "<http://a.b> ",
    "mail": "<a@",
    "ampersands": "&",
    "entities": "&amp;",
    "backslashes": "\\",
    "escapes": "\\*",
    "hashes": "#",
    "headings": "# a\n",
    "headings underlined": "a\n---\n",
    "headings of two lines": "a\n=\n",
    "rulers": "- - -\n",
    "braces": "{",
    "attributes": "*a*{: ",
    "exclamations": "!",
    "admonitions": "!!! a\n    ",
    "breaks": "a  \n",
    "table": "|a|b|\n",
    "table with links": "|[a](b)|**c**|\n",
    "bars": "|",
    "fences": "```\n",
    "notes": "[^a] ",
    "abbreviations": "*[a]: b\n",
    "blanks": " ",
    "empty lines": "\n",
    "paragraphs": "a\n\n",
    "colons": ": ",
    "quotation marks": '"',
}


def repeated(sign: str) -> Callable[[int], str]:
    head = "|h|h|\n|-|-|\n" if sign.startswith("|") and sign.endswith("\n") else ""
    return lambda size: head + (sign * (size // len(sign) + 1))[:size]


def staircase(line: Callable[[int], str]) -> Callable[[int], str]:
    """Lines each deeper than the one before."""
    return lambda size: "\n".join(line(number) for number in range(1, int(size**0.5)))


SHAPES: dict[str, Callable[[int], str]] = {name: repeated(sign) for name, sign in REPEATED.items()}
SHAPES |= {
    "links in links": lambda size: "[" * (size // 6) + "a" + "](b)" * (size // 6),
    "emphasis in emphasis": lambda size: "**a *b " * (size // 14) + "c* d** " * (size // 14),
    "emphasis of both signs": lambda size: "*a _b " * (size // 12) + "c_ d* " * (size // 12),
    "lists in lists": staircase(lambda depth: "    " * depth + "- a"),
    "quotes in quotes": staircase(lambda depth: ">" * depth + " a"),
    "terms in terms": staircase(lambda depth: "    " * depth + "a\n" + "    " * depth + ":   b\n"),
    "backticks growing": staircase(lambda depth: "`" * depth + "a"),
    "wide table": lambda size: "|a" * (size // 4) + "|\n" + "|-" * (size // 4) + "|\n",
}


def largest(shape: Callable[[int], str]) -> str:
    """The longest text of a shape that passes, to a fiftieth."""
    passes, fails = 1, LONGEST
    if not excess(shape(LONGEST)):
        return shape(LONGEST)
    while fails - passes > max(1, passes // 50):
        middle = (passes + fails) // 2
        passes, fails = (passes, middle) if excess(shape(middle)) else (middle, fails)
    return shape(passes)


DRAW = """
import json, resource, sys
from nastavnik.text import effort, markdown
markdown.sanitised("- *a* [b](c)")
start = resource.getrusage(resource.RUSAGE_SELF)
for text in json.load(sys.stdin):
    before = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(before.ru_utime + before.ru_stime) + 4, -1))
    markdown.render(text, lambda _: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start.ru_maxrss)
"""


def drawn(texts: list[str]) -> int:
    """Draw texts in a process of its own, four seconds of the processor each; kilobytes it grew by."""
    done = subprocess.run([sys.executable, "-c", DRAW], input=json.dumps(texts), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return int(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module there")
@pytest.mark.parametrize("name", ["brackets", "terms", "table with links", "links in links", "backticks of two sizes"])
def test_what_passes_is_drawn_within_limits(name: str) -> None:
    assert drawn([largest(SHAPES[name])]) < 100_000


@pytest.mark.audit
def test_every_shape_that_passes_is_drawn_within_limits() -> None:
    """Not one goes beyond its limit of time or of the stack, and memory stays below a hundred megabytes."""
    assert len(SHAPES) >= 80
    assert drawn([largest(shape) for shape in SHAPES.values()]) < 100_000


def test_what_is_refused_has_a_sentence_that_helps() -> None:
    texts = {name: shape(LONGEST) for name, shape in SHAPES.items()}
    faults = {name: fault for name, text in texts.items() if (fault := excess(text))}

    assert len(faults) > 40
    assert {name: fault.sentence for name, fault in faults.items() if " — " not in fault.sentence} == {}


def test_what_is_refused_is_never_drawn() -> None:
    with pytest.raises(markdown.TooTangled, match="слишком запутан"):
        markdown.sanitised("[" * LONGEST)


HONEST = {
    "a paragraph of a whole page": "Мы работаем парами, и [план](plan.pdf) у каждой свой: *первый* месяц — знакомство. "
    * 60,
    "a table of a thousand rows": "| Пара | План |\n|---|---|\n" + "| **Первая** | [план](plan.pdf) |\n" * 1000,
    "a list of a thousand items": "- **пара** и [план](plan.pdf)\n" * 1000,
    "lines to fill in": "ФИО " + "_" * 300 + "\n\n" + "подпись " + "_" * 300,
    "a ruler": "- " * 60,
    "a letter": "\n".join(">" * depth + " слово" for depth in range(1, 9)),
    "a deep list": "\n".join("    " * depth + "- шаг" for depth in range(8)),
    "indented far": " " * 300 + "директор",
    "terms apart": "слово\n\n:   значение\n\n" * 200,
    "terms together": "слово\n: значение\n" * 20,
    "intervals": "числа [0; 5) и [1; 7) " * 20,
    "code": "`a = b[0]` и `c[1]` " * 100,
}


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_what_people_write_passes(text: str) -> None:
    assert excess(text) is None


def test_code_and_html_of_a_page_are_no_markdown() -> None:
    code, cells = "```\n" + "[" * 9000 + "\n```\n", "<table>\n" + "<tr><td>a</td></tr>\n" * 20_000 + "</table>\n"

    assert excess(code + cells, by_hand=True) is None
    assert excess(code) and excess(cells)


@pytest.mark.parametrize("sign", ["<http://", "<div ", "<!--", "</p "])
def test_tags_of_a_page_that_never_end_are_refused(sign: str) -> None:
    """`html.parser`, by which the library reads HTML, looks through the rest of the page for each."""
    fault = excess("Начало.\n\n" + sign * 10_000, by_hand=True)

    assert fault is not None and fault.line == 2 and "закройте" in fault.sentence
    assert excess(f"{sign}>\n\n" * 5_000, by_hand=True) is None


def test_place_is_the_line_that_is_too_much() -> None:
    assert excess("раз\n\nдва\n\n" + "> " * (DEEPEST + 1) + "три") == (4, excess("> " * 40).sentence)  # type: ignore[union-attr]
    assert excess("раз\n\nдва\n\n" + "[" * 9000)[0] == 4  # type: ignore[index]


def test_check_finds_it_in_a_record_and_in_a_page(tmp_path: Path) -> None:
    files = {
        "content/school.yml": yml(PASSPORT),
        "content/practices/dva-uroka.md": md(PRACTICE, description=None, text="Раз в неделю.\n\n" + "a\n: b\n" * 900),
        "content/about.md": "# О нас\n\n" + "[" * 9000,
        "mkdocs.yml": "site_name: Раздел\n",
    }
    write_files(tmp_path, files)

    result = run("check", "--root", tmp_path, "--today", "2026-11-20")

    assert result.exit_code == 1
    assert "content/about.md:3:1: текст слишком запутан" in result.output
    assert "content/practices/dva-uroka.md:" in result.output and "строк с двоеточием в начале подряд" in result.output


def test_record_of_thousands_of_unknown_fields_is_told_at_once(tmp_path: Path) -> None:
    """The first have places, the others are counted: each place is looked for from the beginning of the file."""
    many = yml(PRACTICE, description=None) + "".join(f"field{number}: a\n" for number in range(5000))
    write_files(
        tmp_path, {"content/school.yml": yml(PASSPORT), "content/practices/dva.md": f"---\n{many}---\nТекст.\n"}
    )

    result = run("check", "--root", tmp_path, "--today", "2026-11-20")

    assert result.output.count("здесь нет") == 100
    assert "и ещё 4900 ошибок в этой записи" in result.output.replace("\u00a0", " ")


@pytest.mark.parametrize("shape", REPEATED)
def test_quick_look_lets_nothing_through_that_is_refused(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [(REPEATED[shape] * times)[:LONGEST] for times in (12, 62, 600)]
    quickly = [excess(text) for text in texts]

    monkeypatch.setattr(effort, "_is_light", lambda *_: False)

    assert [excess(text) for text in texts] == quickly


def test_text_somebody_writes_is_light() -> None:
    paragraph = "Пара ведёт **урок** и смотрит [запись](a.md) на *встрече*.\n\n"

    assert effort._is_light(paragraph * 10, 20)
    assert not effort._is_light("[" * LONGEST, 1)
