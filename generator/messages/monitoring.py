"""Words of the figures: captions of tables, what is said instead of a small number, `nastavnik report monitoring`."""

NOT_A_PERCENT = "цель — число процентов от 0 до 100"
FIGURES_HEAD = ("Раздел", "Показатель", "Значение", "%", "Цель, %")
SHARES, WORKING, MENTORED_BY_FORM = "Доля участников", "Пары и группы по формам", "Наставляемые по формам"
SATISFIED, MENTORS_BY, RECORDS = "Довольны участием", "Наставники", "Практики, события, новости"
ROADMAP_TABLE, PROGRAMMES_TABLE, LEVELS_TABLE = "Дорожная карта", "Программы", "Уровни программ"
OTHER_FIGURES = "Обучение и поиск пары"
WITH_CARD, WITHOUT_CARD = "с карточкой на сайте", "без карточки"
PRACTICES_ALL, PRACTICES_NEW = "Практик в копилке", "Новых практик за год"
EVENTS_HELD, NEWS_TOLD, CONTESTS_HELD, PARTNERS_NOW = "Событий прошло", "Новостей", "Конкурсов", "Партнёров"
DOCUMENTS_PRESENT = "Обязательных документов есть"
KPI_PUPILS, KPI_MENTORS, KPI_CARDS = "учеников участвуют", "наставников", "наставников с карточкой"
KPI_WORKING, KPI_PRACTICES, KPI_EVENTS = "пар и групп работают", "практик в копилке", "событий прошло"
KPI_NEWS, KPI_HOURS = "новостей рассказано", "часов обучения"
LINE_PUPILS, LINE_TEACHERS = "ученики", "педагоги"
SAID_PUPILS, SAID_TEACHERS = "Ученики", "Молодые педагоги"
STATUS_TITLES = {
    "done": "Выполнено этапов",
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


def of_all(part: int, whole: int) -> str:
    return f"{part} из {whole}"


def with_answers(caption: str, answers: int) -> str:
    """Who answered beside the share of those who did."""
    return f"{caption}, ответов: {answers}"


def practices_of_level(level: str) -> str:
    return f"практики, уровень: {level}"


def news_of_level(level: str) -> str:
    return f"новости, уровень: {level}"


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
