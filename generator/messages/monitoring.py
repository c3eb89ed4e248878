"""Words of the figures: captions of tables, what is said instead of a small number, `nastavnik report monitoring`."""

NOT_A_PERCENT = "цель — число процентов от 0 до 100"
FIGURES_HEAD = ("Раздел", "Показатель", "Значение", "%", "Цель, %")
CHAPTER_PEOPLE, CHAPTER_WORK, CHAPTER_TOLD = "Кто участвует", "Что сделано", "Как об этом рассказали"
SHARES, WORKING, MENTORED_BY_FORM = "Доля участников", "Пары и группы по формам", "Наставляемые по формам"
SATISFIED, OTHER_FIGURES = "Довольны участием", "Обучение и поиск пары"
MENTORS_BY, CARDS_BY_FORM, WITHOUT_CARD = "Наставники", "Наставники с карточкой по формам", "без карточки"
RECORDS, ROADMAP_TABLE, PROGRAMMES_TABLE = "За год", "Этапы дорожной карты", "Программы"
LEVELS_TABLE = "Какого уровня достигли программы"
PRACTICES_BY_FORM, PRACTICES_BY_LEVEL = "Практики по формам", "Практики по уровню"
EVENTS_BY_TYPE, CONTESTS_BY_LEVEL, PRIZES_BY_LEVEL = "События", "Конкурсы по уровню", "Награды конкурсов по уровню"
NEWS_BY_LEVEL, NEWS_BY_CHANNEL = "Публикации по уровню", "Публикации по площадкам"
NEWS_BY_STAGE = "Публикации об этапах плана"
PRACTICES_ALL, PRACTICES_NEW = "Практик в копилке", "Новых практик за год"
EVENTS_HELD, NEWS_TOLD, NEWS_ELSEWHERE = "Событий прошло", "Новостей", "Публикаций на других площадках"
CONTESTS_HELD, PRIZES_WON, PARTNERS_NOW = "Конкурсов", "Наград на конкурсах", "Партнёров"
DOCUMENTS_PRESENT = "Обязательных документов есть"
KPI_PUPILS, KPI_MENTORS, NO_NUMBER = "учеников участвуют", "наставников", "нет числа"
KPI_WORKING, KPI_PRACTICES, KPI_EVENTS = "пар и групп работают", "практик в копилке", "событий прошло"
KPI_NEWS, KPI_HOURS = "новостей рассказано", "часов обучения"
SAID_PUPILS, SAID_TEACHERS = "Ученики", "Молодые педагоги"
NO_BREAK = "\u00a0"
STATUS_TITLES = {
    "done": "Выполнено",
    "now": "Идёт сейчас",
    "late": "Просрочено",
    "soon": "Скоро",
    "plan": "Впереди",
    "always": "Постоянно",
}

HELP_REPORT = "Отчёты для школы и муниципалитета."
HELP_REPORT_MONITORING = (
    "Показатели за период с точными числами: в форму муниципалитета (--layout) или списком. На сайт это не попадает."
)
HELP_PERIOD = "Какой период: имя записи; по умолчанию последний."
HELP_LAYOUT = "Форма муниципалитета: в ячейках {{имя_показателя}}; формулы остаются."
HELP_REPORT_OUTPUT = "Куда записать: не в папку сайта и не в папку записей."
HELP_REPORT_FORMAT = "Без формы: новая таблица Excel или текст с именами и числами."
FIGURE_NAME = "Имя"
NO_OPENPYXL = "нужна библиотека openpyxl: pip install 'nastavnik[import]'"
NO_PERIODS = "показателей нет: начните с файла content/monitoring/2026-2027.yml"
LAYOUT_OR_CSV = "форма (--layout) бывает только в xlsx: уберите --format csv"
WHERE_TO = "скажите, куда записать: --output ФАЙЛ.xlsx"
TRUE_FIGURES_INSIDE = "в отчёте точные числа, на сайт и в content им нельзя — укажите другую папку: --output ФАЙЛ"


def part_exceeds_all(part: int, whole: int) -> str:
    return f"{part} больше, чем всего {whole} — поменяйте числа местами"


def monitoring_title(period: str) -> str:
    return f"Показатели за {short_year(period)} учебный год"


def short_year(period: str) -> str:
    """«2026/27»."""
    return f"{period[:4]}/{period[-2:]}"


def number(count: int) -> str:
    """«12 800»: thousands apart, as Russian tables print them; four digits stay together."""
    return f"{count:,}".replace(",", NO_BREAK) if count >= 10_000 else str(count)


def percent(value: int) -> str:
    return f"{value} %"


def of_all(part: int, whole: int) -> str:
    return f"{number(part)} из {number(whole)}"


def chart_series(name: str, points: list[tuple[str, str]]) -> str:
    """A line of the chart in words: «Ученики: 2024/25 — 46 %, 2025/26 — нет числа.»"""
    return f"{name}: {', '.join(f'{year} — {value}' for year, value in points)}."


def chart_said(series: list[str]) -> str:
    return " ".join(["Доля участников по учебным годам.", *series])


def unknown_figures(names: list[tuple[str, str]]) -> str:
    lines = "\n".join(f"  {cell}: {name}" for cell, name in names)
    return f"таких показателей нет, ячейки остались как были:\n{lines}"


def empty_figures(names: list[tuple[str, str]]) -> str:
    lines = "\n".join(f"  {cell}: {name}" for cell, name in names)
    return f"числа не записаны в показателях, ячейки оставлены пустыми:\n{lines}"


def not_a_layout(path: str) -> str:
    return f"{path}: это не таблица Excel (.xlsx)"


def no_such_period(id: str, known: list[str]) -> str:
    return f"периода «{id}» нет — есть: {', '.join(known)}"


def report_written(path: str, filled: int) -> str:
    return f"записано: {path}, заполнено ячеек: {filled}"
