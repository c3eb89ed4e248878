"""Words of `nastavnik ready`: what a section and a school's papers should have, what to write for the rest."""

from collections.abc import Sequence

from nastavnik.messages.words import counted

HELP_READY = "Чего не хватает: разделы по типовому положению и локальные акты — есть или нет, в какой записи."
HELP_READY_OUTPUT = "Записать таблицу для печати (HTML): не в папку сайта и не в content."
HELP_READY_STRICT = "Завершиться с кодом 1, если чего-то нет."
READY_INSIDE = "перечень — для школы, не для сайта: укажите другую папку, --output ФАЙЛ.html"
READY_TITLE = "Готовность раздела «Наставничество»"
READY_COLUMNS = ("Что нужно", "Есть?", "Где записано или что сделать")
READY_STATES = {"there": "есть", "over": "не действует", "missing": "нет"}
READY_GROUPS = {
    "section": "Раздел сайта: что просит часть 9 типового положения (письмо от 21.12.2021 № АЗ-1128/08)",
    "acts": "Локальные акты о наставничестве",
}
READY_POINTS = {
    "programmes": (
        "Персонализированные программы наставничества",
        "запишите программы: nastavnik new programmes ИМЯ",
    ),
    "mentors": (
        "База наставников",
        "запишите наставников: nastavnik new mentors ИМЯ; без согласия они только сосчитаны",
    ),
    "mentored": (
        "База наставляемых — только числа",
        "впишите числа наставляемых в figures: nastavnik new monitoring ИМЯ",
    ),
    "practices": (
        "Лучшие кейсы: методическая копилка",
        "опишите практику и опубликуйте её: nastavnik new practices ИМЯ",
    ),
    "federal": ("Федеральные акты", "добавьте в content/documents акты с level: федеральный"),
    "regional": ("Региональные акты", "добавьте в content/documents акты с level: региональный"),
    "local": ("Локальные акты", "добавьте в content/documents акты с level: локальный"),
    "guidelines": ("Методические рекомендации", "добавьте документ с type: методические рекомендации"),
    "news": ("Новости", "напишите новость: nastavnik new news ИМЯ"),
    "announcements": ("Анонсы", "добавьте событие: nastavnik new events ИМЯ — или новость с news_type: анонс"),
    "results": (
        "Результаты",
        "впишите outcome в завершённую программу, показатели за год или справку по итогам мониторинга",
    ),
    "regulation": ("Положение о наставничестве", "документ с type: положение и словом «наставничество» в названии"),
    "introduction": (
        "Приказ о внедрении целевой модели (системы) наставничества",
        "документ с type: приказ, например «О внедрении целевой модели наставничества»",
    ),
    "model": (
        "Целевая модель наставничества",
        "документ, название которого начинается со слов «Целевая модель» или «Система наставничества»",
    ),
    "roadmap": (
        "Дорожная карта внедрения",
        "запись в content/roadmap (nastavnik import roadmap ФАЙЛ.docx) или документ «Дорожная карта»",
    ),
    "curators": (
        "Приказ о назначении координатора и кураторов",
        "документ с type: приказ и словом «координатор» или «куратор» в названии или в тексте",
    ),
    "school-of-mentors": (
        "Приказ об организации «Школы наставников» с программами и графиками обучения",
        "документ с type: приказ, например «Об организации «Школы наставников»»",
    ),
    "pairs": (
        "Приказ об утверждении наставников и наставнических пар (групп)",
        "документ с type: приказ; имена в приложении на сайт не выкладывайте — напишите no_file",
    ),
    "final-event": (
        "Приказ о проведении итогового мероприятия",
        "документ с type: приказ, например «О проведении итогового мероприятия»",
    ),
}
"""Code of a point → what is needed, what to write where it is missing."""


def ready_sum(there: int, every: int) -> str:
    """The last line: «есть 14 из 19»."""
    return f"есть {there} из {every}"


def ready_unread(count: int) -> str:
    """Records that could not be read and so are not in the list."""
    return f"не прочитано: {counted(count, 'records')} — сначала nastavnik check"


def ready_where(records: Sequence[str], more: int) -> str:
    """Records by their files, the rest counted."""
    named = ", ".join(records)
    return f"{named} и ещё {more}" if more else named


def ready_line(title: str, state: str, where: str) -> str:
    """A point as a line for programs."""
    return f"{state}: {title}: {where}"


def ready_day(school: str, day: str) -> str:
    """Under the title of the paper: whose list it is, and of which day."""
    return f"{school}. По состоянию на {day}"
