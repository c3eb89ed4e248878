"""What pages of a regional bank say outside the theme, and what `region build` answers."""

import datetime as dt

from nastavnik.messages.words import counted, plural

HELP_REGION_BUILD = "Собрать сайт банка из хранилища в папку site."
HELP_SCHEDULER = "Адрес планировщика Dask: работу делят машины, подключённые к нему."
DRAWERS_LOST = (
    "процессы, рисующие страницы, пропали; прежний сайт на месте — соберите ещё раз, если не хватило памяти: --jobs 1"
)
NO_MUNICIPALITY = "Муниципалитет не указан"
AUTHORS_OF_THE_SCHOOL = "авторский коллектив"
BANK_HOME = "Практики наставничества"
BANK_WELCOME = "Банк собирает практики школ региона. Где у школы есть свой раздел, полное описание — на её сайте."
BANK_TAB_PRACTICES = "Практики"
BANK_TAB_SCHOOLS = "Школы"
BANK_CONTACT = "Методисты банка"
BANK_ALL = "Все практики"
BANK_SCHOOLS = "Школы банка"
BANK_CHANGES = "Что нового"
BANK_STATISTICS = "Показатели банка"
BANK_REPORT = "Отчёт о сборе"
BANK = "Банк"
OPEN_DATA = "Открытые данные"
ATOM_OF_CHANGES = "Лента новых практик (Atom)"
CATALOGUE_JSON = "Практики в JSON"
PRACTICES_CSV = "Практики таблицей (CSV)"
OPEN_DATA_HEAD = (
    "Ключ",
    "Название",
    "Школа",
    "Муниципалитет",
    "Авторы",
    "Экспертиза банка",
    "Обновлена школой",
    "В банке с",
    "Страница в банке",
    "Страница школы",
)
BANK_LEAD = "Лучшие практики наставничества школ региона: что делали, что получилось и как повторить у себя."
SCHOOLS_LEAD = "Кто уже поделился практиками, а где их пока нет."
STATISTICS_LEAD = "Сколько практик в банке, откуда они и о чём."
REPORT_LEAD = "Какие школы банк читает, когда прочитал в последний раз и сколько практик взял."
CHANGES_LEAD = "Какие практики появились в банке и какие школы обновили свои."
MUNICIPALITY = "Муниципалитет"
EXPERTISE = "Экспертиза банка"
VERDICT_WORDS = {"recommended": "Рекомендована", "in-register": "В реестре"}
FORMER_EDITION = "Решение о прежней редакции"
KEEPERS_SITE = "Сайт центра"
UNDRAWN = "практику не удалось нарисовать из-за ошибки программы — банк собран без неё"
NEW_PRACTICES = "новые практики"


def school_description(title: str, count: int) -> str:
    return f"{title}: {counted(count, 'practices')} наставничества в региональном банке"


def growth_said(points: list[tuple[str, int]]) -> str:
    """The chart of growth in words."""
    return "Сколько практик в банке на конец месяца: " + "; ".join(f"{month} — {count}" for month, count in points)


def short_month_of(first: dt.date) -> str:
    """«11.2026», for an axis."""
    return f"{first:%m.%Y}"


def connected(members: int, declared: int | None) -> str:
    """«5 школ из 12», «3 школы»."""
    return f"{counted(members, 'schools')} из {declared}" if declared else counted(members, "schools")


def region_built(pages: int, practices: int, schools: int) -> str:
    shown = f"{counted(practices, 'practices')}, {counted(schools, 'schools')}"
    return f"банк собран: {counted(pages, 'pages')}, {shown}"


def decisions_left_out(mistakes: int) -> str:
    places = plural(mistakes, ("ошибка", "ошибки", "ошибок"))
    return f"в решениях {places}: без этих решений банк собран, скрытые ими практики не показаны — исправьте"


def no_scheduler(address: str) -> str:
    return f"планировщик {address} не отвечает — проверьте адрес или соберите без него"


def own_faults(count: int) -> str:
    mistakes = counted(count, "mistakes")
    return f"в программе {mistakes} — остальное сделано; передайте разработчикам напечатанное ниже:"
