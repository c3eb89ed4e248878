"""Blocks of hand-written pages: what they become, what they take from the section, what is said of a wrong one."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik import messages
from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.engines import plain
from nastavnik.text import blocks
from tests.conftest import DAY, DOCUMENT, PASSPORT, TODAY, Files, run, yml

PEOPLE: list[dict[str, Any]] = [
    {"post": "Завуч", "phone": "8 (800) 000-00-01, доб. 2", "email": "a@school.example", "hours": "кабинет 5, среда"},
    {"post": "Педагог-психолог", "hours": "кабинет 7, пятница"},
]
HEAD = "---\ntitle: Семьям\ntab: Семьям\n---\n\n"


@pytest.fixture
def drawn(school: Callable[[Files], Path]) -> Callable[..., str]:
    """The content of a page with this text, as it is published; other files of the school may be given."""

    def draw(text: str, files: Files | None = None) -> str:
        root = school({"school.yml": yml(PASSPORT, curators=PEOPLE), "families.md": HEAD + text, **(files or {})})
        prepared = prepare(Project.at(root), TODAY)
        assert isinstance(prepared, Prepared)
        (own,) = prepared.own
        html = plain.page(prepared, own).partition('<article class="md-typeset">')[2].partition("</article>")[0]
        return re.sub(r"\s+", " ", html.replace("\u00a0", " "))

    return draw


def test_call_ends_with_the_telephone_of_the_passport(drawn: Callable[..., str]) -> None:
    html = drawn("::: call\n- Участие добровольное.\n:::\n\nДальше.\n")

    assert f">{messages.BLOCK_CALL}</h2>" in html
    assert "Участие добровольное." in html
    assert 'href="tel:88000000001' in html and "доб. 2" in html
    assert html.index("tel:") < html.index("Дальше.")


def test_call_has_a_heading_and_a_telephone_of_its_own(drawn: Callable[..., str]) -> None:
    html = drawn("::: call | Коротко\nЗвоните: [112](tel:112)\n:::\n")

    assert ">Коротко</h2>" in html and messages.BLOCK_CALL not in html
    assert re.findall(r'href="(tel:[^"]+)"', html) == ["tel:112"]


def test_contact_names_everybody_of_the_passport_once(drawn: Callable[..., str]) -> None:
    html = drawn("## Кого спросить\n\n::: contact\n:::\n")

    assert re.findall(r"<li><p><b>([^<]+)</b>", html) == ["Куратор наставничества", "Педагог-психолог"]
    assert "Кабинет 5, среда" in html and "mailto:a@school.example" in html and html.count("tel:") == 1


def test_contact_in_the_words_of_the_page_stays_in_them(drawn: Callable[..., str]) -> None:
    html = drawn("::: contact\nСпросите вахтёра.\n:::\n")

    assert "Спросите вахтёра." in html and "Куратор" not in html


def test_files_say_their_type_and_size(drawn: Callable[..., str]) -> None:
    paper = yml(DOCUMENT, title="Положение", file="files/polozhenie.docx")
    html = drawn(
        "::: files\n- [Согласие](files/soglasie.pdf) в двух экземплярах\n- [Положение](documents/a.yml)\n"
        "- [Приказ](https://acts.example/1)\n:::\n",
        {"files/soglasie.pdf": "x" * 2048, "documents/a.yml": paper, "documents/files/polozhenie.docx": "y" * 1024},
    )

    rows = re.findall(r"<li>.*?</li>", html)
    assert re.findall(r'class="ext"[^>]*>(\w+)<', html) == ["PDF", "DOCX", "сайт"]
    notes = [re.sub(r"<[^>]*>", "", note) for note in re.findall(r"<small>(.*?)</small>", html)]
    assert notes == ["2 КБ · в двух экземплярах", "1 КБ", "acts.example"]
    assert re.findall(r'data-plain="(.*?)"', html)[:2] == ["PDF, 2 КБ", "DOCX, 1 КБ"]  # where the sign is not
    assert 'href="../documents/files/polozhenie.docx"' in rows[1]


def test_questions_are_folded_each_with_its_answer(drawn: Callable[..., str]) -> None:
    first, second = "### Это надолго? {#dolgo}\n\nНа полгода.\n\n- или год", "### Кто решает?\n\nВы."
    html = drawn(f"::: questions\n{first}\n\n{second}\n:::\n\nКонец.\n")

    folded = re.findall(r"<details>(.*?)</details>", html)
    assert ['<h3 id="dolgo">Это надолго?</h3>' in folded[0], "или год" in folded[0]] == [True, True]
    assert "Кто решает?" in folded[1] and "Вы." in folded[1] and "Конец." not in folded[1]


def test_contents_name_the_headings_of_the_page_and_not_of_blocks(drawn: Callable[..., str]) -> None:
    html = drawn("::: call\nТекст.\n:::\n\n::: contents\n:::\n\n## Зачем *это* {#a}\n\n## Как {#b}\n")

    assert re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>', html) == [("a", "Зачем это"), ("b", "Как")]


def test_steps_and_cards_keep_what_stands_in_them(drawn: Callable[..., str]) -> None:
    html = drawn(
        "::: steps\n1. **Знакомство.** В школе.\n\n    Ещё абзац.\n\n2. Итог.\n:::\n::: cards\n- [Как](#a) Так\n:::\n"
    )

    assert re.search(r'<div class="b-steps"> ?<ol class="b-list">.*Ещё абзац.*Итог.*</ol>', html)
    assert re.search(r'<div class="b-cards"> ?<ul class="b-list"> ?<li><a href="#a">Как</a> Так</li>', html)


def test_a_block_that_is_only_shown_stays_as_it_is(drawn: Callable[..., str]) -> None:
    html = drawn("```\n::: call\n```\n\n    ::: steps\n\nВ строке ::: call нет.\n")

    assert "b-call" not in html and html.count("::: call") == 2


WRONG = {
    "an unknown name": ("Раз.\n\n::: вопросы\n### А?\n:::\n", [(2, "блока «вопросы» нет — возможно, questions; ")]),
    "a slip of the pen": ("::: step\n1. А\n:::\n", [(0, "возможно, steps")]),
    "not closed": ("::: call\n- А\n", [(0, "блок call не закрыт")]),
    "met by another": ("::: call\n- А\n\n::: steps\n1. Б\n:::\n", [(3, "блок steps начат, а call над ним не закрыт")]),
    "one in another": ("::: call\n- А\n::: steps\n1. Б\n:::\n- В\n:::\n", [(2, "один в другой не вкладывают")]),
    "three in one": (
        "::: call\n::: steps\n1. А\n:::\n::: files\n- [А](a.pdf)\n:::\n:::\n:::\n",
        [(1, "блок steps начат"), (8, "никакой не открыт")],
    ),
    "two colons": (":: steps\n1. А\n::\n", [(0, "двоеточий два"), (2, "двоеточий два")]),
    "a closing line short of a colon": (
        "::: steps | Ход\n1. А\n::\n",
        [(2, "двоеточий два"), (0, "блок steps не закрыт")],
    ),
    "closed twice": ("::: call\n- А\n:::\n:::\n", [(3, "никакой не открыт")]),
    "empty": ("::: steps\n\n:::\n", [(0, "в блоке ничего нет")]),
    "steps without numbers": ("::: steps\n- А\n:::\n", [(0, "нумерованным списком")]),
    "a file that is no link": ("::: files\n- [А](a.pdf)\n- Б\n:::\n", [(2, "каждая строка — ссылка на файл")]),
    "questions without headings": ("::: questions\nА?\n:::\n", [(0, "вопрос пишут заголовком")]),
    "cards without a list": ("::: cards\n[А](#a)\n:::\n", [(0, "начинается ссылкой")]),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_at_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    said = list(blocks.slips(text))

    assert [line for line, _ in said] == [line for line, _ in expected]
    assert all(words in sentence for (_, sentence), (_, words) in zip(said, expected, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "::: contact\n:::\n",
        "Список литературы:: вот он\n:: слово\n",
        "::: call Коротко\nСловами.\n:::\n",
        "<!--\n::: нет\n-->\n\n```\n::: нет\n```\n",
        "::: steps\n<!-- что делают -->\n\n1. А\n:::\n",
    ],
)
def test_what_is_right_is_not_complained_of(text: str) -> None:
    assert list(blocks.slips(text)) == []


def test_check_names_the_file_and_the_line_and_a_file_that_is_not_there(school: Callable[[Files], Path]) -> None:
    root = school({"families.md": HEAD + "::: files\n- [А](files/net.docx)\n:::\n\n::: step\n1. А\n:::\n"})

    checked = run("check", "--root", root, *DAY)

    assert checked.exit_code == 1
    assert "content/families.md:7:7: " in checked.output and "content/families.md:10:1: " in checked.output
