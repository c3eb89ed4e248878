"""What is said of a change before it is published: pages, names, days, pictures, documents."""

import datetime as dt

from nastavnik.messages.words import counted, day, plural

HELP_DIFF = "Что изменится на сайте: страницы, имена, даты, картинки, документы. Ничего не собирает."
HELP_DIFF_SINCE = "С чем сравнить: ветка, метка или коммит Git. По умолчанию — с собранным сайтом, а нет его — с main."
HELP_DIFF_MARKDOWN = "Сводкой для запроса на слияние (Markdown)."
NOTHING_CHANGED = "ничего не изменилось"
CHANGE_TITLE = "Что изменится на сайте"
CHANGE_GROUPS = {
    "named": "Теперь названы",
    "unnamed": "Больше не названы",
    "new": "Новые страницы",
    "gone": "Страниц не станет",
    "moved": "Переехали, прежний адрес ведёт на новый",
    "changed": "Изменились",
    "followed": "Изменились вслед за ними",
    "framed": "Шапка, меню или подвал",
    "dates": "Даты",
    "pictures": "Картинки",
    "documents": "Документы",
}
"""In the order readers get them: names first, they are what cannot be taken back."""
NO_GIT = "папка не под Git или Git не установлен — соберите сайт: nastavnik build, тогда сравнить можно с ним"
NO_PUBLISHED_BRANCH = "сравнить не с чем: сайт не собран, ветки main нет — назовите её: --since ВЕТКА"
DAY_UNKNOWN = (
    "день прошлой сборки неизвестен: различия могут быть и от того, что прошёл день; "
    "страницы, написанные вручную, не сравнены"
)


def not_comparable(count: int) -> str:
    return f"сравнивать рано: {counted(count, 'mistakes')}, см. выше"


def no_such_revision(word: str) -> str:
    return f"в Git нет «{word}» — назовите ветку, метку или коммит; в CI скачайте и историю (fetch-depth: 0)"


def revision_not_read(name: str) -> str:
    return f"записи в «{name}» с ошибками, сайта из них не было — сравнить не с чем"


def against_site(on: dt.date | None) -> str:
    return f"сравнено с сайтом, собранным на {day(on)}" if on else "сравнено с собранным сайтом"


def against_revision(name: str, commit: str) -> str:
    return f"сравнено с {commit[:7]}" if commit.startswith(name) else f"сравнено с {name} ({commit[:7]})"


def shown_page(url: str, title: str) -> str:
    return f"{title} ({url})" if url and title else title or url or "главная"


def moved_page(before: str, after: str, title: str) -> str:
    return f"{title}: {before} → {after}"


def shown_name(name: str, place: str) -> str:
    return name if place == "school" else f"{name} ({place})"


def framed_pages(count: int) -> str:
    return f"иначе на {plural(count, ('странице', 'страницах', 'страницах'))}, где больше ничего не изменилось"


def moved_date(title: str, before: dt.date | None, after: dt.date | None) -> str:
    if before and after:
        return f"{title}: {_moment(before)} → {_moment(after)}"
    return f"{title}: добавлено {_moment(after)}" if after else f"{title}: нет больше, было {_moment(before)}"


def new_picture(address: str) -> str:
    return f"+ {address}"


def gone_picture(address: str) -> str:
    return f"− {address}"


def document_turned(title: str, before: str, after: str) -> str:
    return f"{title}: {before} → {after}"


def _moment(moment: dt.date | None) -> str:
    if isinstance(moment, dt.datetime):
        return f"{day(moment.date())}, {moment:%H:%M}"
    return day(moment) if moment else ""
