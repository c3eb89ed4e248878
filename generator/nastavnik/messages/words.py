"""Words of Russian: months, days, counts with their noun, names; no sentence of ours."""

import datetime as dt
from collections.abc import Sequence

MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
MONTHS_OF = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
"""Months inside a date: «1 октября»."""
MONTH_STEMS = tuple("ма[йяе]" if name == "мая" else name[:-1] for name in MONTHS_OF)
"""How a month begins in any of its cases, as a pattern."""


def span(start: dt.date | None, end: dt.date | None) -> str:
    """A span in words: «до 1 октября 2026», «1–30 сентября 2026», «с 1 октября 2026»."""
    if start is None and end is None:
        return ""
    if start is None or end is None:
        return f"до {day(end)}" if end else f"с {day(start or dt.date.min)}"
    if start == end:
        return day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    same_year = start.year == end.year
    return f"{day(start, year=not same_year)} – {day(end)}"


def day(date: dt.date, *, year: bool = True) -> str:
    """A day in words: «1 октября 2026»."""
    words = day_of_year(date.month, date.day)
    return f"{words} {date.year}" if year else words


def when(start: dt.date, end: dt.date | None = None) -> str:
    """A time in words: «27 ноября 2026, 15:00–16:30», «2–4 марта 2026»; hours only where they are known."""
    last = end or start
    first_hour, last_hour = _hour(start), _hour(last) if end else ""
    if (start.year, start.month, start.day) == (last.year, last.month, last.day):
        hours = "–".join(filter(None, (first_hour, last_hour)))
        return ", ".join(filter(None, (day(start), hours)))
    if not (first_hour or last_hour):
        return span(start, last)
    ends = ((day(start), first_hour), (day(last), last_hour))
    return " – ".join(", ".join(filter(None, end)) for end in ends)


def hours(start: dt.date, end: dt.date | None = None) -> str:
    """The hours of a time within one day: «15:00–16:30»; empty where they are not known or days lie between."""
    last = end or start
    one_day = (start.year, start.month, start.day) == (last.year, last.month, last.day)
    return "–".join(filter(None, (_hour(start), _hour(last) if end else ""))) if one_day else ""


WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


def weekday(start: dt.date, end: dt.date | None = None) -> str:
    """«среда» of what takes one day; empty of what lasts several."""
    last = end or start
    one_day = (start.year, start.month, start.day) == (last.year, last.month, last.day)
    return WEEKDAYS[start.weekday()] if one_day else ""


def _hour(moment: dt.date) -> str:
    return f"{moment:%H:%M}" if isinstance(moment, dt.datetime) else ""


def day_of_year(month: int, day: int) -> str:
    """«2 марта»."""
    return f"{day} {MONTHS_OF[month - 1]}"


def month_of_year(day: dt.date) -> str:
    """«ноябрь 2026»."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def month(day: dt.date) -> str:
    """«Ноябрь 2026»."""
    return capital(month_of_year(day))


def year_range(period: str) -> str:
    """«2026–2027» of `2026-2027`."""
    return period.replace("-", "–")


def school_year(period: str) -> str:
    """«2026–2027 учебный год» of `2026-2027`."""
    return f"{year_range(period)} учебный год"


def in_days(days: int) -> str:
    """How far a day is from today, which is 0: «через 2 дня», «2 дня назад»."""
    if days < 0:
        return f"{counted(-days, 'days')} назад"
    return {0: "сегодня", 1: "завтра"}.get(days) or f"через {counted(days, 'days')}"


def after_number(count: int, forms: tuple[str, str, str]) -> str:
    """The form of a word that stands after a count, of those after 1, after 2 and after 5."""
    last, tens = count % 10, count % 100
    if last == 1 and tens != 11:
        return forms[0]
    return forms[1] if 2 <= last <= 4 and not 12 <= tens <= 14 else forms[2]


def plural(count: int, forms: tuple[str, str, str]) -> str:
    """A count with its noun: 1 практика, 2 практики, 5 практик."""
    return f"{count} {after_number(count, forms)}"


NOUNS = {
    "times": ("раз", "раза", "раз"),
    "years": ("год", "года", "лет"),
    "months": ("месяц", "месяца", "месяцев"),
    "weeks": ("неделю", "недели", "недель"),
    "days": ("день", "дня", "дней"),
    "pages": ("страница", "страницы", "страниц"),
    "of_pages": ("страницы", "страниц", "страниц"),
    "records": ("запись", "записи", "записей"),
    "mistakes": ("ошибка", "ошибки", "ошибок"),
    "practices": ("практика", "практики", "практик"),
    "schools": ("школа", "школы", "школ"),
    "stages": ("этап", "этапа", "этапов"),
    "terms": ("срок", "срока", "сроков"),
    "activities": ("мероприятие", "мероприятия", "мероприятий"),
    "of_activities": ("мероприятия", "мероприятий", "мероприятий"),
    "news": ("новость", "новости", "новостей"),
    "posts": ("публикация", "публикации", "публикаций"),
    "files": ("файл", "файла", "файлов"),
    "documents": ("документ", "документа", "документов"),
    "lines": ("строка", "строки", "строк"),
    "signs": ("знак", "знака", "знаков"),
    "nominations": ("номинация", "номинации", "номинаций"),
}
"""Nouns after 1, after 2 and after 5; templates take those of kinds from their classes (`counted`)."""


def counted(count: int, what: str) -> str:
    """A count with one of `NOUNS`: 2, `days` → «2 дня»."""
    return plural(count, NOUNS[what])


def without_card(count: int, others: int, nouns: tuple[str, str, str]) -> str:
    """How many people work without a card of their own, beside `others` who have one."""
    more = "Ещё " if others else ""
    return f"{more}{plural(count, nouns)} — без публичной карточки."


def file_size(size: int) -> str:
    """A size as readers say it: «120 КБ», «1,1 МБ»."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} КБ"
    return f"{size / 1_000_000:.1f} МБ".replace(".", ",")


def initials(name: str) -> str:
    """Two letters of «Белова Ирина Сергеевна»: «ИБ»."""
    words = name.split()
    return "".join(word[0] for word in (words[1:2] + words[:1])).upper()


def short_name(name: str) -> str:
    """«Белова Ирина Сергеевна» → «Белова И. С.»."""
    surname, *given = name.split()
    return " ".join([surname, *(f"{word[0]}." for word in given[:2])])


_LATIN = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"
_LETTERS = {
    letter: latin.strip("_") for letter, latin in zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _LATIN.split(), strict=True)
}


def in_latin_letters(words: str) -> str:
    """«Круглый стол» → «kruglyy stol», the letters of every name the program thinks of; other signs stay."""
    return "".join(_LETTERS.get(sign, sign) for sign in words.lower())


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """A post inside a sentence; «НМЦ» and the like keep their capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def signed(name: str, post: str | None) -> str:
    """A person with the post after the name, where there is one: «Орлова К. А., учитель»."""
    return f"{name}, {uncapital(post)}" if post else name


def enumerated(parts: Sequence[str], last: str = "и") -> str:
    """«октябрь 2026, декабрь 2026 и май 2027»; `last` stands before the last part: «оптимальный или допустимый»."""
    return f" {last} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def one_line(text: str) -> str:
    return " ".join(text.split())


def shortened(text: str, most: int = 110) -> str:
    """The beginning of a long title, cut at a word."""
    text = one_line(text).rstrip(".;:")
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:–— ") + "…"


def shortened_inside(name: str, most: int = 42) -> str:
    """The name of a file cut in the middle: its beginning and its end, with the suffix, tell it from others."""
    if len(name) <= most:
        return name
    end = (most - 1) // 3
    return f"{name[: most - 1 - end].rstrip()}…{name[-end:].lstrip()}"


def quoted(value: object, complaint: str) -> str:
    """What somebody wrote, and what is wrong with it: «x» не число — напишите цифрами."""
    return f"«{value}» {complaint}"


def numbered(number: str) -> str:
    """A document's number as papers print it: «№ 87-ОД, приложение 1»; «протокол от 28.08.2026», «б/н» as they are."""
    first = number.split(" ", 1)[0]
    return f"№ {number}" if any(map(str.isdigit, first)) and "№" not in number else number


def on_day(event: str, date: dt.date) -> str:
    """«согласие отозвано 01.12.2026»."""
    return f"{event} {date:%d.%m.%Y}"


def labelled(*parts: object) -> str:
    """A sentence after the place or the words it belongs to: «content/school.yml: подсказка: …», «Подробнее: …»."""
    return ": ".join(map(str, parts))


def written_to(path: object, then: str = "") -> str:
    """That a file was written, and what to do with it next."""
    return f"записано: {path} — {then}" if then else f"записано: {path}"
