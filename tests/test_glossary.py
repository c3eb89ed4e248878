"""Words of the glossary explained on first use: in any case, once a page, in plain text only."""

from pathlib import Path

import pytest

from nastavnik.school.handwritten import Handwritten
from nastavnik.views.glossary import MOST, Glossary, glossary, index

TEXT = """\
Наставник
:   Тот, кто **помогает**. Он не начальник.

Банк наставников, банк наставляемых
:   Списки. Хранятся в [школе](a.md).

Наставляемый
:   Тот, кому помогают.

Персонализированная программа
:   План одной пары.

Согласие на публикацию
:   Отдельное "согласие" <взрослого>.

«Школа наставников»
:   Шесть занятий.

Пять встреч
:   Как проходят.

Куратор
:   Сотрудник.
"""


@pytest.fixture
def words() -> Glossary:
    return glossary([Handwritten(Path("glossary.md"), "glossary.md", "glossary/", "Словарь", "", "", TEXT, 0)])


def linked(html: str) -> list[str]:
    return [part.partition(">")[2].partition("<")[0] for part in html.split('<a class="term"')[1:]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("помощь наставника", "наставника"),
        ("Наставниками стали", "Наставниками"),
        ("в банке наставников", "банке наставников"),
        ("из банка\xa0наставляемых", "банка\xa0наставляемых"),
        ("персонализированной программы нет", "персонализированной программы"),
        ("без согласия на публикацию", "согласия на публикацию"),
        ("в «Школе наставников»", "Школе наставников"),
        ("после пяти встреч", "пяти встреч"),
        ("наставляемого ждут", "наставляемого"),
        ("КУРАТОРУ", "КУРАТОРУ"),
    ],
)
def test_any_case(text: str, found: str, words: Glossary) -> None:
    assert linked(words.page("news/a/").explain(f"<p>{text}</p>")) == [found]


@pytest.mark.parametrize("text", ["наставничество", "наставнический", "сонаставник", "кураторский", "не-наставник", ""])
def test_other_words_stay(text: str, words: Glossary) -> None:
    assert words.page("a/").explain(f"<p>{text}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#">наставник и <b>куратор</b></a>',
        "<h3>Наставник</h3>",
        "<pre><code>наставник</code></pre>",
        '<img alt="наставник">',
        "<table><tr><th>Наставник</th></tr></table>",
    ],
)
def test_no_link_where_none_may_be(html: str, words: Glossary) -> None:
    assert words.page("a/").explain(html) == html


def test_each_term_once_on_a_page_of_several_texts(words: Glossary) -> None:
    page = words.page("a/")

    assert linked(page.explain("<p>Наставник и наставник</p>")) == ["Наставник"]
    assert linked(page.explain("<p>Наставник и куратор</p>")) == ["куратор"]


def test_few_on_a_page(words: Glossary) -> None:
    text = "<p>наставник, куратор, наставляемый, пять встреч, банк наставников, школа наставников</p>"

    assert len(linked(words.page("a/").explain(text))) == MOST


def test_link_leads_to_the_entry_and_says_what_it_is(words: Glossary) -> None:
    html = words.page("news/a/").explain("<p>наставник; согласие на публикацию</p>")

    assert 'rel="glossary" href="../../glossary/#nastavnik" title="Тот, кто помогает."' in html
    assert 'title="Отдельное &quot;согласие&quot; &lt;взрослого&gt;."' in html


def test_glossary_has_the_anchors_and_explains_nothing_itself(words: Glossary) -> None:
    assert words.anchored("<dt>Банк наставников, банк наставляемых</dt>").startswith('<dt id="bank-nastavnikov">')
    assert linked(words.page("glossary/").explain("<p>Наставник</p>")) == []


def test_school_without_a_glossary() -> None:
    assert glossary([]).page("a/").explain("<p>Наставник</p>") == "<p>Наставник</p>"


def test_index_is_by_the_alphabet_every_name_an_entry_has() -> None:
    page = Handwritten(Path("glossary.md"), "glossary.md", "glossary/", "Словарь", "", "", TEXT, 0)

    letters = index([page])

    assert [letter for letter, _ in letters] == ["Б", "К", "Н", "П", "С", "Ш"]
    assert [term.title for term in letters[0][1]] == ["Банк наставляемых", "Банк наставников"]
    assert {term.anchor for term in letters[0][1]} == {"bank-nastavnikov"}
    assert index([]) == []


def test_entry_names_the_parts_of_pages_that_use_its_words() -> None:
    parents = "Без слов.\n\n## Кто поможет {#kto}\n\nПишите куратору.\n"
    own = [
        Handwritten(Path(f"{id}.md"), f"{id}.md", f"{id}/", title, "", "", text, 0)
        for id, title, text in (("glossary", "Словарь", TEXT), ("parents", "Родителям", parents))
    ]

    html = glossary(own).anchored("<dl><dt>Куратор</dt>\n<dd>Сотрудник.</dd><dt>Наставляемый</dt><dd>Тот.</dd></dl>")

    assert '<dd class="used">Встречается: <a href="../parents/#kto">Родителям</a></dd><dt id="nastavliaemyi">' in html
    assert html.count("used") == 1
