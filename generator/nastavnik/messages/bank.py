"""What pages of a regional bank say outside the theme, and what `region build` answers."""

import datetime as dt

from nastavnik.messages.monitoring import number
from nastavnik.messages.words import after_number, counted, plural

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
ATOM_OF_CHANGES = "Подписка на новые практики (RSS)"
CATALOGUE_JSON = "Практики в JSON"
PRACTICES_CSV = "Практики таблицей (CSV)"
STATISTICS_CSV = "Показатели таблицей (CSV)"
STATISTICS_HEAD = ("Раздел", "Показатель", "Практик", "%", "Год назад")
FIGURE_PRACTICES = ("практика в банке", "практики в банке", "практик в банке")
FIGURE_SHARING = (
    "школа или сад делится практиками",
    "школы и сада делятся практиками",
    "школ и садов делятся практиками",
)
FIGURE_PLACES = ("муниципалитета с практиками", "муниципалитетов с практиками", "муниципалитетов с практиками")
FIGURE_FRESH = ("новая практика за год", "новые практики за год", "новых практик за год")
FIGURE_RECOMMENDED = ("рекомендована экспертами", "рекомендованы экспертами", "рекомендовано экспертами")
"""Captions of large figures after 1, after 2 and after 5."""
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
REPORT_LEAD = "Какие школы банк читает, когда прочитал в последний раз и сколько практик показывает."
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


def there_a_year_ago(count: int) -> str:
    return f"из них год назад уже {after_number(count, ('была', 'были', 'было'))} {count}"


def the_year_before(count: int) -> str:
    return f"за год до того — {count}"


def sharing_of_all(count: int, everybody: int, percent: int) -> str:
    who = plural(count, ("школа или детский сад", "школы и детских сада", "школ и детских садов"))
    shares = after_number(count, ("делится", "делятся", "делятся"))
    return f"Практиками {shares} {who} из {number(everybody)} — {percent} %."


def white_spots(titles: list[str], count: int, everybody: int) -> str:
    """Municipalities without practices: some by name, the rest by their number."""
    if count == 1:
        return f"Практик пока нет только из одного муниципалитета: {titles[0]}."
    rest = f" и ещё {count - len(titles)}" if count > len(titles) else ""
    places = after_number(count, ("муниципалитета", "муниципалитетов", "муниципалитетов"))
    return f"Практик пока нет из {count} {places}, а всего их {everybody}: {', '.join(titles)}{rest}."


def no_white_spots(everybody: int) -> str:
    return f"Практики есть во всех муниципалитетах: их {everybody}."


def grown(fresh: int, total: int) -> str:
    came = after_number(fresh, ("появилась", "появились", "появилось"))
    practices = after_number(total, ("практики", "практик", "практик"))
    return f"Из {number(total)} {practices} банка {number(fresh)} {came} за последние двенадцать месяцев."


def most_from(title: str, count: int, total: int) -> str:
    return f"Больше всего практик даёт {title}: {number(count)} из {number(total)}."


def most_of_form(title: str, count: int, total: int) -> str:
    return f"Самая частая форма — «{title}»: {counted(count, 'practices')} из {number(total)}."


def month_of_changes(new: int, schools: int, changed: int, gone: int) -> str:
    """«За месяц: 18 новых практик из 6 школ и садов, 2 обновлены, 1 ушла»; nothing if nothing happened."""
    whose = after_number(schools, ("школы или сада", "школ и садов", "школ и садов"))
    came = plural(new, ("новая практика", "новые практики", "новых практик"))
    parts = (
        f"{came} из {schools} {whose}" if new else "",
        plural(changed, ("обновлена", "обновлены", "обновлено")) if changed else "",
        plural(gone, ("ушла из банка", "ушли из банка", "ушло из банка")) if gone else "",
    )
    happened = ", ".join(filter(None, parts))
    return f"За месяц: {happened}." if happened else ""


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
    places = counted(mistakes, "mistakes")
    return f"в решениях {places}: без этих решений банк собран, скрытые ими практики не показаны — исправьте"


def no_scheduler(address: str) -> str:
    return f"планировщик {address} не отвечает — проверьте адрес или соберите без него"


def own_faults(count: int) -> str:
    mistakes = counted(count, "mistakes")
    return f"в программе {mistakes} — остальное сделано; передайте разработчикам напечатанное ниже:"
