"""What the page «Доступность» says of the program; each row of the table is held by tests of the program."""

from collections.abc import Mapping

ACCESSIBILITY = "Доступность"
ACCESSIBILITY_LEAD = (
    "Как читать эти страницы с крупными буквами, без мыши или с программой экранного доступа, что проверено и кого "
    "спросить, если что-то не открывается."
)


def program_of_version(version: str) -> str:
    return f"nastavnik {version}"


def accessibility_tests(tools: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Rows: what is tested, by what means, how far; `tools` are versions by names."""
    return (
        (
            "Разметка страниц",
            f"Nu Html Checker {tools['vnu-jar']}, html-validate {tools['html-validate']} (наборы standard и a11y)",
            "на страницах всех видов нет ошибок",
        ),
        (
            "Правила WCAG 2.0–2.2, уровни A и AA",
            f"axe-core {tools['axe-core']}",
            "нарушений нет: светлые и тёмные цвета, версия для слабовидящих, ширина экрана 390 и 1440 точек",
        ),
        (
            "Клавиатура",
            "клавиша Tab от начала до конца страницы",
            "всегда видно, что выбрано; окно закрывается и возвращает туда, откуда его открыли",
        ),
        (
            "Крупный текст",
            "буквы 200 %, масштаб 400 % (экран 320 точек)",
            "нет прокрутки вбок, ничего не пропадает",
        ),
        (
            "Цвета и движение",
            "режим высокой контрастности, «меньше движения»",
            "выбранное клавишей Tab видно, ничего не движется само",
        ),
        (
            "Без скриптов",
            "браузер с выключенным JavaScript",
            "страницы читаются, списки сужаются по ссылкам",
        ),
        (
            "Печать и файлы Word, которые делает программа",
            "разбор готовых файлов",
            "язык, название, заголовки, повтор шапки таблицы на каждом листе",
        ),
    )
