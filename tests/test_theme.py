"""What is said of a school's own templates when they are wrong: file, line, a Russian sentence, no word of Jinja's."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from tests.conftest import DAY, NEWS, Files, md, run

FRAME = "{% block card %}{% endblock %}{% block list %}{% endblock %}\n{% block page %}\n"
END = "{% endblock %}"

WRITTEN = {
    "{% blok %}" + END: "тега «blok» нет или он здесь лишний",
    "{% if record %}": "тег «if» не закрыт",
    "{{ record.title": "не хватает «}}»",
    "{{ record title }}" + END: "вместо «title» нужно «}}»",
    "{{ }}" + END: "перед «}}» не сказано, что напечатать или проверить",
    "{% if %}да{% endif %}" + END: "перед «%}» не сказано, что напечатать или проверить",
    "{{ record.title | bold }}" + END: "фильтра «bold» нет",
    "{{ record.title) }}" + END: "лишнее «)»",
    "{% block 1 %}" + END: "вместо «число» нужно «имя»",
    "{# забыли": "примечание не закрыто: нет «#}»",
    "{% set 1 = 2 %}" + END: "не читается",
}
"""What stands in line 3 of a template → what `check` says of it."""

DRAWN = {
    "{{ practice.title }}": "имени «practice» здесь нет",
    "{{ record.header }}": "поля «header» нет",
    '{% include "_ours.html" %}': "нет шаблона «_ours.html»",
    '{% from "_parts.html" import box %}{{ box() }}': "подключается «box», но там такого нет",
}
"""What stands in line 3 of a template → what `build` says of it."""


@pytest.fixture
def news(school: Callable[[Files], Path]) -> Callable[[str], Path]:
    """A school with one story and its own template of news."""

    def write(template: str) -> Path:
        root = school({"news/start.md": md(NEWS, text="Начали.")})
        own = root / "theme/fragments/news.html"
        own.parent.mkdir(parents=True)
        own.write_text(template, encoding="utf-8")
        return root

    return write


@pytest.mark.parametrize(("line", "sentence"), WRITTEN.items())
def test_check_names_the_line(news: Callable[[str], Path], line: str, sentence: str) -> None:
    result = run("check", "--root", news(FRAME + line), *DAY)

    assert result.exit_code == 1
    assert re.fullmatch(
        rf"theme/fragments/news\.html:\d+:1: шаблон news\.html: {re.escape(sentence)}", result.stdout.splitlines()[0]
    )


@pytest.mark.parametrize(("line", "sentence"), DRAWN.items())
def test_build_names_the_line_and_the_page(news: Callable[[str], Path], line: str, sentence: str) -> None:
    result = run("build", "--root", news(FRAME + line + END), "--jobs", "1", "--no-search", *DAY)

    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].endswith(f", страница news/start/index.html: {sentence}")
    assert result.stderr.startswith("шаблон news.html, строка 3")


def test_template_that_lacks_a_block_is_told_how_to_get_it(news: Callable[[str], Path]) -> None:
    result = run("check", "--root", news("{% block page %}наше{% endblock %}"), *DAY)

    assert result.stdout.splitlines()[:2] == [
        f"theme/fragments/news.html:1:1: шаблон news.html: {messages.block_missing(block)}"
        for block in ("card", "list")
    ]


def test_template_that_extends_ours_needs_only_what_differs(news: Callable[[str], Path]) -> None:
    root = news('{% extends "_record.html" %}{% block eyebrow %}Наша новость{% endblock %}')

    result = run("build", "--root", root, "--jobs", "1", "--no-search", *DAY)

    assert result.exit_code == 0, result.output
    page = (root / "site/news/start/index.html").read_text(encoding="utf-8")
    assert '<p class="eyebrow muted">Наша новость</p>' in page and "Начали." in page


THREE_FACTS = """{% extends "_record.html" %}{% block main %}{% from "_parts.html" import three_facts %}
{{ three_facts((("Кто", "Белова"), ("Кому", ""), ("Когда", none), ("Где", "<каб. 9>"), ("Что", "урок"), ("Ещё", 1))) }}
<i>{{ three_facts(()) }}</i>{% endblock %}"""


def test_three_facts_skip_what_is_unknown(news: Callable[[str], Path]) -> None:
    root = news(THREE_FACTS)

    assert run("build", "--root", root, "--jobs", "1", "--no-search", *DAY).exit_code == 0

    page = (root / "site/news/start/index.html").read_text(encoding="utf-8").replace("\xa0", " ")
    facts = page.partition('class="three')[2].partition("</dl>")[0]
    assert re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", facts) == [
        ("Кто", "Белова"),
        ("Где", "&lt;каб. 9&gt;"),
        ("Что", "урок"),
    ]
    assert page.count('class="three') == 1 and "<i></i>" in page


def test_broken_part_of_the_shell_is_named_at_check(school: Callable[[Files], Path]) -> None:
    root = school({})
    own = root / "theme/overrides/partials/footer.html"
    own.parent.mkdir(parents=True)
    own.write_text("<footer>\n{% if page %}\n</footer>", encoding="utf-8")

    assert run("check", "--root", root, *DAY).stdout.startswith(
        "theme/overrides/partials/footer.html:2:1: шаблон partials/footer.html: тег «if» не закрыт\n"
    )


@pytest.mark.parametrize("said", ["invalid syntax for function call expression", "can't assign to 'const'", ""])
def test_rare_words_of_jinja_are_never_repeated(said: str) -> None:
    assert messages.template_error(said) == "не читается"
