"""Figures of a practice: each is in the record with its words, and whatever is not sure is not said."""

import pytest

from nastavnik.text.figures import number_at
from nastavnik.views.results import MOST, ResultFigure, result_figures

TABLE = """\
| Показатель | {} | {} |
| --- | ---: | ---: |
| Уроков с откликом, % | 25 | 80 |
| Минут до начала работы | 8 | 3 |
| Записей в журнале | 7 | 7 |
"""


ANOTHER = "Ещё 90 мероприятий."
"""A figure that stands beside the one in question: one alone is not shown."""


def said(figure: ResultFigure) -> str:
    """A figure in a line: «Прошли» 120 «учеников», «8 → 3»."""
    number = f"{figure.was} → {figure.number}" if figure.was else figure.number
    return " ".join(part for part in (figure.before, f"[{number}{figure.sign}]", figure.after) if part)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("За четыре года смены прошли 120 старшеклассников.", ["За четыре года смены прошли [120] старшеклассников"]),
        ("За семь лет прошли 29 педагогов, почти все остались.", ["За семь лет прошли [29] педагогов"]),
        ("Двадцать восемь отчётов зачтены как проекты.", ["[28] отчётов зачтены как проекты"]),
        ("Двадцать девять встреч, двадцать один выпускник.", ["[29] встреч", "[21] выпускник"]),
        ("Группа провела семь тренировок и четыре станции.", ["Группа провела [7] тренировок", "[4] станции"]),
        ("Проведено 1 200 занятий.", ["Проведено [1\N{NO-BREAK SPACE}200] занятий"]),
        ("80 % учителей остались.", ["[80%] учителей остались"]),
        ("100% участников довольны.", ["[100%] участников довольны"]),
        ("Приняли участие более **50 педагогов**.", ["Приняли участие более [50] педагогов"]),
        ("- 15 мастер-классов\n- 3 [вебинара](../news/a.md)", ["[15] мастер-классов", "[3] вебинара"]),
        ("Тревожность снизилась с 40 % до 15 %.", ["Тревожность снизилась [40 → 15%]"]),
        ("Доля проектов выросла с 4 до 11.", ["Доля проектов выросла [4 → 11]"]),
    ],
)  # fmt: skip
def test_number_is_quoted_with_its_words(text: str, figures: list[str]) -> None:
    assert [said(figure) for figure in result_figures([text, ANOTHER])] == [*figures, "Ещё [90] мероприятий"]


@pytest.mark.parametrize(
    "text",
    [
        "Все остались в школе.",
        "Две пары провели по одному собранию.",
        "Скорость выросла в полтора раза.",
        "Встречались 14 ноября 2026 года с 15:00.",
        "Занимались с 14 до 16 часов в кабинете 12.",
        "Ученики 9 и 10 классов довольны.",
        "По приказу № 15 созданы группы.",
        "За 5 лет никто не ушёл.",
        "Четырнадцать ребят назвали профессию, о которой раньше не слышали.",
        "Выросло доверие, из них 40 молодых учителей.",
        "Доля выпускников, выбравших педагогику, выросла с 4 до 11 %.",
        "Школа 28 победила.",
        "> Нас было 30 человек.",
        "### 30 человек",
        "| Было | 30 человек |",
        "",
    ],
)
def test_what_is_no_result_is_not_said(text: str) -> None:
    assert result_figures([text, ANOTHER]) == []


def test_no_text_is_too_long() -> None:
    """Many numbers in a sentence, many brackets that nobody closes."""
    hostile = ["5 ёлок и 6 сосен и " * 20_000, "[](" * 20_000, "[" * 20_000, "с 1 до 2 " * 20_000]

    assert [said(figure) for figure in result_figures(hostile)] == ["[5] ёлок", "[6] сосен", "[6] сосен и"]


@pytest.mark.parametrize(
    "times",
    [
        ("Сентябрь", "Январь"),
        ("Октябрь 2025", "Май 2026"),
        ("2021 год", "2025 год"),
        ("2024/25", "2025/26"),
        ("До", "После"),
        ("Было", "Стало"),
        ("Начало года", "Конец года"),
        ("**До практики**", "**После практики**"),
    ],
)
def test_change_comes_from_a_table_of_times(times: tuple[str, str]) -> None:
    figures = result_figures([TABLE.format(*times)])

    assert [said(figure) for figure in figures] == ["[25 → 80%] Уроков с откликом", "[8 → 3] Минут до начала работы"]
    assert figures[0].times == tuple(time.strip("*") for time in times)


@pytest.mark.parametrize(
    "times", [("5 класс", "9 класс"), ("Школа № 1", "Школа № 2"), ("2025 год", "2021 год"), ("План", "Факт")]
)
def test_other_tables_compare_no_times(times: tuple[str, str]) -> None:
    assert result_figures([TABLE.format(*times), ANOTHER]) == []


@pytest.mark.parametrize(
    "rows", ["| А | много | мало |", "| А | 5 |", "| А | | 5 |", "| | 4 | 5 |", f"| {'А' * 90} | 4 | 5 |"]
)
def test_row_without_two_numbers_and_a_short_caption_is_none(rows: str) -> None:
    assert result_figures([f"| Что | До | После |\n| --- | --- | --- |\n{rows}\n", ANOTHER]) == []


def test_change_may_stand_alone_and_a_count_may_not() -> None:
    table = "| Что | До | После |\n| --- | --- | --- |\n| Проектов | 4 | 11 |"

    assert [said(figure) for figure in result_figures([table])] == ["[4 → 11] Проектов"]
    assert result_figures([ANOTHER]) == []


def test_two_changes_and_a_count_come_first() -> None:
    table = TABLE.format("До", "После").replace("| 7 | 7 |", "| 7 | 9 |")

    numbers = [figure.number for figure in result_figures([table, "Прошли 120 учеников.", "Ещё 40 учителей."])]

    assert numbers == ["80", "3", "120"]
    assert len(numbers) == MOST


@pytest.mark.parametrize(
    ("period", "since"),
    [
        ("с сентября 2024 года, продолжается", ["С сентября [2024] года, продолжается"]),
        ("с 2019 года, каждую осень", ["С [2019] года, каждую осень"]),
        ("с сентября 2024 года по май 2026 года", []),
        ("с 2024 года до лета", []),
        ("сентябрь 2025 года – май 2027 года", []),
        ("с 2024 года", []),
        ("с сентября 2025 года", []),
        ("С сентября 2025 г.", []),
        ("с осени 2025", []),
        ("2026 год", []),
    ],
)
def test_year_it_goes_on_since_stands_beside_another_figure(period: str, since: list[str]) -> None:
    figures = result_figures(["Прошли 29 педагогов."], period)

    assert [said(figure) for figure in figures] == (["Прошли [29] педагогов", *since] if since else [])


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("сто двадцать пять встреч", ("125", "", 3)),
        ("двадцать встреч", ("20", "", 1)),
        ("пять двадцать", ("5", "", 1)),
        ("двести три", ("203", "", 2)),
        ("14 %", ("14", "%", 2)),
        ("4,5 балла", ("4,5", "", 1)),
        ("10–11 классы", ("", "", 0)),
        ("двадцати встреч", ("", "", 0)),
    ],
)
def test_number_in_digits_or_words(words: str, number: tuple[str, str, int]) -> None:
    assert number_at(words.split(" "), 0) == number
