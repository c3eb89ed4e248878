"""What calendars, feeds and schemas say to those who subscribe; titles of records come from the records."""

from nastavnik.messages.site import SECTION
from nastavnik.messages.words import one_line

CATALOGUE_CAPTIONS = {
    "catalog": "Каталог раздела «Наставничество»",
    "version": "Версия формата; внутри неё поля только добавляются",
    "school": "Паспорт школы",
    "items": "Записи, упорядоченные по виду и коду",
    "source": "Школа: ИНН и код через дефис",
    "kind": "Вид записи, он же папка и часть адреса",
    "id": "Код записи, он же имя файла",
    "url": "Адрес страницы записи",
    "modified": "День последнего изменения, как его видят читатели",
    "checksum": "SHA-256 поля data: ключи по алфавиту, без пробелов, UTF-8",
    "files": "Файлы, названные в записи: как написано → адрес на сайте",
    "regional": "Места людей, чьё согласие называет адрес банка из region_bank",
    "data": "Сама запись",
}


def feed_title(school: str) -> str:
    return f"{SECTION} — {school}: новости"


def calendar_title(school: str) -> str:
    return f"{SECTION} — {school}"


def deadlines_calendar_title(calendar: str) -> str:
    return f"{calendar}: сроки"


def calendar_due(title: str, *, until: bool) -> str:
    """What stands in a calendar on the day of a deadline: the last day is named so."""
    return f"Срок: {title}" if until else title


def calendar_note(stage: str, number: str, phrase: str) -> str:
    return f"Этап {number}. {one_line(stage)}\nСрок в дорожной карте: {one_line(phrase)}"
