"""No-break spaces stand where Russian typography wants them, and only in text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.text.typography import JOINER, NBSP, dashed, typeset


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("приказ № 87", "приказ №~87"),
        ("приказ №87", "приказ №~87"),
        ("Наставник и ученик в школе", "Наставник и~ученик в~школе"),
        ("и в школе", "и~в~школе"),
        ("Наставник — это учитель", "Наставник~— это учитель"),
        ("до 15 сентября 2026 года", "до~15~сентября 2026~года"),
        ("14 человек, 5 %, 12 пар", "14~человек, 5~%, 12~пар"),
        ("5 практик, 126 школ", "5~практик, 126~школ"),
        ("10 000 рублей", "10~000~рублей"),
        ("8 (800) 000-00-05", "8~(800)~000-^00-^05"),
        ("Е. П. Морозов", "Е.~П.~Морозов"),
        ("Е.П. Морозов", "Е.~П.~Морозов"),
        ("Белова О. Н., Белова О.Н.", "Белова~О.~Н., Белова~О.~Н."),
        ("читать вслух в\nклубе", "читать вслух в~клубе"),
        ("в 5-й и 1-го, 3-х", "в~5-^й и~1-^го, 3-^х"),
        ("приказ № 87-ОД от 28.08.2026", "приказ №~87-^ОД от~28.08.2026"),
        ("Кабинет 12, этап 5, приложение 2", "Кабинет~12, этап~5, приложение~2"),
        ("п. 5, ул. Мира, д. 3, г. Новоозёрск", "п.~5, ул.~Мира, д.~3, г.~Новоозёрск"),
        ("2026 г. В школе", "2026~г. В~школе"),
        ("и т. д. и т. п.", "и~т.~д. и~т.~п."),
        ("педагог – педагог", "педагог~–~педагог"),
        ("взаимодействие – педагог", "взаимодействие~– педагог"),
        ("14:00-16:00, 9.30-10.15", "14:00–^16:00, 9.30–^10.15"),
        ("14:00 – 16:00", "14:00~–~16:00"),
        ("2026-2027 учебный год", "2026–^2027 учебный год"),
        ("на 2021-2024 годы, в 2026–2027", "на~2021–^2024 годы, в~2026–^2027"),
        ("приказ 2026-20271, 2026-2027-а", "приказ 2026-20271, 2026-2027-^а"),
        ("https://a.example/2026-2027/x", "https://a.example/2026-2027/x"),
        ("COVID-19, 2026-11-20", "COVID-19, 2026-11-20"),
        ("просто слова", "просто слова"),
        ("2026 учеников", "2026 учеников"),
        ("14:00–16:00, 2025–2026", "14:00–^16:00, 2025–^2026"),
        ("педагог–педагог", "педагог–педагог"),
        ("школа г. Новоозёрска", "школа г.~Новоозёрска"),
        ("г. Новоозёрск, пос. Ключи, с. Бор", "г.~Новоозёрск, пос.~Ключи, с.~Бор"),
        ("(ул. Садовая)", "(ул.~Садовая)"),
        ("до 2026 г. Потом", "до~2026~г. Потом"),
        ("сады и т. д. Потом", "сады и~т.~д. Потом"),
        ("написал рассказ. Потом", "написал рассказ. Потом"),
    ],
)
def test_text(written: str, shown: str) -> None:
    assert typeset(f"<p>{written}</p>") == f"<p>{shown}</p>".replace("~", NBSP).replace("^", JOINER)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('читать в <a href="x y">клубе</a>', 'читать в~<a href="x y">клубе</a>'),
        ("в <b><i>клубе</i></b>", "в~<b><i>клубе</i></b>"),
        ("Данные на <time>15 ноября</time>", "Данные на~<time>15~ноября</time>"),
        ("<b>и</b> потом", "<b>и</b>~потом"),
        ("<b>14</b> пар", "<b>14</b>~пар"),
        ("14 <b>пар</b>", "14~<b>пар</b>"),
        ("№ <b>87</b>", "№~<b>87</b>"),
        ("<i>и</i> <b>в школе</b>", "<i>и</i> <b>в~школе</b>"),
        ("<dt>в </dt><dd>школе</dd>", "<dt>в </dt><dd>школе</dd>"),
        ("<p>и <br>в школе", "<p>и <br>в~школе"),
        ("<p>и</p> <p>школа</p>", "<p>и</p> <p>школа</p>"),
        ("и <a>в</a><p>на <a>день</a></p>", "и~<a>в</a><p>на~<a>день</a></p>"),
    ],
)
def test_a_tag_inside_a_line_is_no_border_of_words(written: str, shown: str) -> None:
    assert typeset(written) == shown.replace("~", NBSP)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/a b/и в" title="приказ № 87 и ещё">x</a>',
        "<script>if (a < b) { и в школе }</script>",
        "<style>a и b { x: 1 }</style>",
        "<pre>приказ № 87\n  и в школе</pre>",
        "<code>до 15 сентября</code>",
        "<textarea>и в школе</textarea>",
        "<!-- и в школе -->",
        "<title>и в школе</title>",
        "<pre>в <span>x</span></pre>",
    ],
)
def test_only_text_is_touched(html: str) -> None:
    assert typeset(html) == html


def test_text_around_code_is_touched() -> None:
    assert typeset("и в <code>и в</code> и в школе") == f"и{NBSP}в <code>и в</code> и{NBSP}в{NBSP}школе"


TEXTS = st.text(alphabet="ив №—–5%.А 8()0\u00a0яx-,", max_size=40)


@given(st.lists(TEXTS | st.sampled_from(["<p>", "</p>", '<a title="и в">', "</a>", "<br>"]), max_size=8))
def test_words_and_tags_stay_as_they_were(pieces: list[str]) -> None:
    html = "".join(pieces)

    assert blanks_removed(typeset(html)) == blanks_removed(html)
    assert re.findall("<[^>]*>", typeset(html)) == re.findall("<[^>]*>", html)


@given(TEXTS)
def test_typesetting_twice_is_typesetting_once(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


def blanks_removed(html: str) -> str:
    return html.replace(" ", "").replace(NBSP, "").replace(JOINER, "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-2027", "2026–2027"),
        ("План на 2026-2027 учебный год", "План на 2026–2027 учебный год"),
        ("roadmap/2026-2027, 12026-2027, 2026-2027-1", "roadmap/2026-2027, 12026-2027, 2026-2027-1"),
    ],
)
def test_years_in_plain_text(text: str, shown: str) -> None:
    assert dashed(text) == shown
